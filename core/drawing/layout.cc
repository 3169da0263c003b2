#include "drawing/layout.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "drawing/chart_layout.h"
#include "drawing/measure.h"
#include "drawing/row_plan.h"

namespace yiting::drawing {

namespace {

constexpr int32_t kMargin = 36;
constexpr int32_t kChartGap = 64;
constexpr int32_t kColumnSpace = 88;
constexpr int32_t kHeadAndLegend = 250;  // about
constexpr int32_t kSampleWidth = 52;     // of a line in the legend
constexpr int32_t kLegendLine = 24;

void Shift(int32_t dx, int32_t dy, Page& page) {
  for (Shape& shape : page.shapes) {
    shape.x += dx;
    shape.y += dy;
  }
  for (Line& line : page.lines) {
    for (Point& point : line.points) {
      point.x += dx;
      point.y += dy;
    }
  }
  for (TextLine& text : page.texts) {
    text.x += dx;
    text.y += dy;
  }
}

// Within the right margin of the page, as wide as it is.
int32_t AddText(const std::string& text, const Style& style, int32_t x, int32_t top, Page& page) {
  for (std::string& line : Wrap(text, style.size, page.width - kMargin - x)) {
    page.texts.push_back({style, TextLine::Anchor::kStart, x, BaseLine(style, top), line});
    top += style.height;
  }
  return top;
}

// A chart with its title, its top left corner at (0, 0). Whatever is written beside a box has its
// place up to a shape or a line, so these are the whole extent.
Page PartOf(const Chart& chart, bool titled) {
  Page part;
  int32_t top = 0;
  if (titled) {
    part.width = kBoxWidth + kMargin;
    top = AddText(chart.title, kRowTitle, 0, 0, part) + 12;
  }
  part.height = LayOutChart(chart, top, part);
  int32_t least = 0;
  int32_t most = kBoxWidth;
  for (const Shape& shape : part.shapes) {
    least = std::min(least, shape.x);
    most = std::max(most, shape.x + shape.width);
  }
  for (const Line& line : part.lines) {
    for (const Point& point : line.points) {
      least = std::min(least, point.x);
      most = std::max(most, point.x);
    }
  }
  Shift(-least, 0, part);
  part.width = most - least;
  return part;
}

void Append(const Page& part, Page& page) {
  page.shapes.insert(page.shapes.end(), part.shapes.begin(), part.shapes.end());
  page.lines.insert(page.lines.end(), part.lines.begin(), part.lines.end());
  page.texts.insert(page.texts.end(), part.texts.begin(), part.texts.end());
}

// Where each part goes when no column is higher than `most`: filled one after the other.
struct Columns {
  std::vector<Point> places;
  int32_t width = 0;
  int32_t height = 0;
};

Columns Fill(const std::vector<Page>& parts, int32_t most) {
  Columns columns;
  Point at;
  int32_t widest = 0;
  for (const Page& part : parts) {
    if (at.y > 0 && at.y + part.height > most) {
      at = {at.x + widest + kColumnSpace, 0};
      widest = 0;
    }
    columns.places.push_back(at);
    widest = std::max(widest, part.width);
    columns.width = std::max(columns.width, at.x + part.width);
    columns.height = std::max(columns.height, at.y + part.height);
    at.y += part.height + kChartGap;
  }
  return columns;
}

// The smaller, the larger it can be printed: on a sheet of 210 by 297, upright or not.
int64_t SheetNeeded(const Columns& columns) {
  const int64_t width = columns.width + 2 * kMargin;
  const int64_t height = columns.height + kHeadAndLegend;
  return std::min(std::max(width * 297, height * 210), std::max(width * 210, height * 297));
}

// One column, or as many as make the largest print.
Columns Arrange(const std::vector<Page>& parts) {
  Columns best = Fill(parts, INT32_MAX);
  for (size_t first = 0; first < parts.size(); ++first) {
    int32_t height = -kChartGap;
    for (size_t last = first; last < parts.size(); ++last) {
      height += kChartGap + parts[last].height;
      Columns columns = Fill(parts, height);
      if (SheetNeeded(columns) < SheetNeeded(best)) best = std::move(columns);
    }
  }
  return best;
}

bool HasKind(const std::vector<Chart>& charts, Arrow::Kind kind) {
  return std::any_of(charts.begin(), charts.end(), [kind](const Chart& chart) {
    return std::any_of(chart.arrows.begin(), chart.arrows.end(),
                       [kind](const Arrow& arrow) { return arrow.kind == kind; });
  });
}

int32_t AddLegend(const std::vector<Chart>& charts, const Words& words, int32_t top, Page& page) {
  const std::pair<Arrow::Kind, std::string> lines[] = {
      {Arrow::Kind::kAction, words.Pick("有人办理", "Somebody acts")},
      {Arrow::Kind::kLate, words.Pick("超时没有办，自动转出", "Late: it moves by itself")},
      {Arrow::Kind::kPeriod, words.Pick("期满，自动转出", "A period is over: it moves by itself")},
      {Arrow::Kind::kResult, words.Pick("按表决结果", "By the result of a poll")},
  };
  for (const auto& [kind, text] : lines) {
    if (!HasKind(charts, kind)) continue;
    const int32_t y = top + kLegendLine / 2;
    page.lines.push_back({kind, {{kMargin, y}, {kMargin + kSampleWidth, y}}, true});
    AddText(text, kSubtitle, kMargin + kSampleWidth + 12, top, page);
    top += kLegendLine;
  }
  std::vector<std::string> said;
  for (const Chart& chart : charts) {
    for (const std::string& note : chart.notes) {
      if (std::find(said.begin(), said.end(), note) != said.end()) continue;
      said.push_back(note);
      page.shapes.push_back({Shape::Kind::kWarning, kMargin + kSampleWidth - 14, top + 4, 14, 14});
      top = AddText(note, kSubtitle, kMargin + kSampleWidth + 12, top, page);
    }
  }
  return top;
}

}  // namespace

Page LayOut(const Heading& heading, const std::vector<Chart>& charts, const Words& words) {
  std::vector<Page> parts;
  for (const Chart& chart : charts) parts.push_back(PartOf(chart, charts.size() > 1));
  const Columns columns = Arrange(parts);
  Page page;
  page.width = columns.width + 2 * kMargin;
  int32_t top = AddText(heading.title, kPageTitle, kMargin, kMargin - 8, page);
  top = AddText(heading.subtitle, kSubtitle, kMargin, top, page) + 24;
  for (size_t i = 0; i < parts.size(); ++i) {
    Shift(kMargin + columns.places[i].x, top + columns.places[i].y, parts[i]);
    Append(parts[i], page);
  }
  page.height = AddLegend(charts, words, top + columns.height + 36, page) + kMargin;
  return page;
}

}  // namespace yiting::drawing
