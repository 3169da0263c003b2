#include "drawing/mermaid.h"

#include <cstdint>
#include <set>

namespace yiting::drawing {

namespace {

constexpr char kBreak[] = "<br/>";

// Ids of a pack are small letters, so what is in capitals is ours. The number keeps procedures
// apart, and words of mermaid's own ("end") from being ids.
std::string RowId(const std::string& prefix, const Row& row) {
  if (row.kind == Row::Kind::kOpening) return prefix + "_OPEN";
  return prefix + (row.kind == Row::Kind::kAnyTime ? "_ANY" : "_" + row.id);
}

std::string EndId(const std::string& prefix, const Arrow& arrow) {
  return prefix + "_END_" + arrow.outcome;
}

std::string FormatRow(const std::string& prefix, const Row& row) {
  std::string label = "<b>" + EscapeMermaid(NumberedTitle(row)) + "</b>";
  for (const Fact& fact : row.facts) {
    const bool listed = fact.kind == Fact::Kind::kAction && row.kind == Row::Kind::kStage;
    label += kBreak + std::string(listed ? "· " : "") + EscapeMermaid(fact.text);
  }
  const std::string id = RowId(prefix, row);
  if (row.kind == Row::Kind::kOpening) return id + "([\"" + label + "\"])";
  if (row.kind == Row::Kind::kAnyTime) return id + "[\"" + label + "\"]";
  return id + "(\"" + label + "\")";
}

std::string FormatArrow(const std::string& prefix, const Chart& chart, const Arrow& arrow) {
  std::string label;
  for (const Reason& reason : arrow.reasons) {
    if (!label.empty()) label += kBreak;
    label += EscapeMermaid(reason.title);
    if (!reason.who.empty()) label += kBreak + EscapeMermaid(reason.who);
  }
  const char* shaft = "-->";
  if (arrow.kind == Arrow::Kind::kLate || arrow.kind == Arrow::Kind::kPeriod) shaft = "-.->";
  if (arrow.kind == Arrow::Kind::kResult) shaft = "==>";
  const std::string to =
      arrow.outcome.empty() ? RowId(prefix, chart.rows[arrow.to]) : EndId(prefix, arrow);
  return RowId(prefix, chart.rows[arrow.from]) + " " + shaft + "|\"" + label + "\"| " + to;
}

// Adds the numbers of the late arrows to `late`; `count` counts all arrows of the drawing.
std::string FormatChart(const Chart& chart, const std::string& prefix, size_t& count,
                        std::string& late) {
  std::string text = "  subgraph " + prefix + "[\"" + EscapeMermaid(chart.title) + "\"]\n";
  text += "    direction TB\n";
  for (const Row& row : chart.rows) text += "    " + FormatRow(prefix, row) + "\n";
  std::set<std::string> ends;
  for (const Arrow& arrow : chart.arrows) {
    if (arrow.outcome.empty() || !ends.insert(arrow.outcome).second) continue;
    text += "    " + EndId(prefix, arrow) + "([\"" + EscapeMermaid(arrow.end) + "\"]):::ending\n";
  }
  for (const Arrow& arrow : chart.arrows) {
    text += "    " + FormatArrow(prefix, chart, arrow) + "\n";
    if (arrow.kind == Arrow::Kind::kLate) late += (late.empty() ? "" : ",") + std::to_string(count);
    ++count;
  }
  return text + "  end\n";
}

// What mermaid reads to its end of line.
std::string OneLine(std::string text) {
  for (char& c : text) {
    if (static_cast<uint8_t>(c) < 0x20 || c == '#' || c == ';') c = ' ';
  }
  return text;
}

}  // namespace

std::string EscapeMermaid(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (std::string_view("\"#&<>`;\\").find(c) == std::string_view::npos) {
      escaped += static_cast<uint8_t>(c) < 0x20 ? ' ' : c;
    } else {
      escaped += "#" + std::to_string(static_cast<uint8_t>(c)) + ";";
    }
  }
  return escaped;
}

std::string FormatMermaid(const std::string& title, const std::vector<Chart>& charts,
                          const Words& words) {
  std::string body;
  std::string description;
  std::string late;
  size_t count = 0;
  for (size_t i = 0; i < charts.size(); ++i) {
    body += FormatChart(charts[i], "p" + std::to_string(i + 1), count, late);
    description += (description.empty() ? "" : " ") + Describe(charts[i], words);
  }
  std::string text = "flowchart TD\n";
  text += "  accTitle: " + OneLine(title) + "\n";
  text += "  accDescr: " + OneLine(description) + "\n";
  text += body;
  text += "  classDef ending fill:#fff,stroke:#1b2430,stroke-width:3px\n";
  if (!late.empty()) text += "  linkStyle " + late + " stroke:#b3261e,color:#b3261e\n";
  return text;
}

}  // namespace yiting::drawing
