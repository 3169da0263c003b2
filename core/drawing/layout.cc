#include "drawing/layout.h"

#include <algorithm>

#include "drawing/chart_layout.h"
#include "drawing/measure.h"
#include "drawing/row_plan.h"

namespace yiting::drawing {

namespace {

constexpr int32_t kMargin = 36;
constexpr int32_t kChartGap = 64;
constexpr int32_t kSampleWidth = 52;  // of a line in the legend
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

// Moves everything to the left margin and sets the width. What is written beside a box has its
// place counted, so shapes and lines are the whole extent but for text beyond the last of them.
void FitWidth(Page& page) {
  int32_t least = 0;
  int32_t most = kBoxWidth;
  for (const Shape& shape : page.shapes) {
    least = std::min(least, shape.x);
    most = std::max(most, shape.x + shape.width);
  }
  for (const Line& line : page.lines) {
    for (const Point& point : line.points) {
      least = std::min(least, point.x);
      most = std::max(most, point.x);
    }
  }
  Shift(kMargin - least, 0, page);
  page.width = most - least + 2 * kMargin;
}

int32_t AddText(const std::string& text, const Style& style, int32_t x, int32_t top, Page& page) {
  for (std::string& line : Wrap(text, style.size, page.width - kMargin - x)) {
    page.texts.push_back({style, TextLine::Anchor::kStart, x, BaseLine(style, top), line});
    top += style.height;
  }
  return top;
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
  Page page;
  int32_t bottom = 0;
  for (const Chart& chart : charts) {
    if (charts.size() > 1) {
      bottom += bottom == 0 ? 0 : kChartGap;
      page.texts.push_back(
          {kRowTitle, TextLine::Anchor::kStart, 0, BaseLine(kRowTitle, bottom), chart.title});
      bottom += kRowTitle.height + 12;
    }
    bottom = LayOutChart(chart, bottom, page);
  }
  FitWidth(page);
  Page head;
  head.width = page.width;
  int32_t top = AddText(heading.title, kPageTitle, kMargin, kMargin - 8, head);
  top = AddText(heading.subtitle, kSubtitle, kMargin, top, head) + 24;
  Shift(0, top, page);
  page.texts.insert(page.texts.begin(), head.texts.begin(), head.texts.end());
  page.height = AddLegend(charts, words, top + bottom + 36, page) + kMargin;
  return page;
}

}  // namespace yiting::drawing
