// Whatever the procedure: nothing crosses, nothing overlaps, everything is on the page.

#include "drawing/layout.h"

#include <gtest/gtest.h>

#include "drawing/measure.h"
#include "drawing/svg.h"
#include "tests/unit/drawing/pack_of.h"

namespace yiting::drawing {
namespace {

struct Area {
  int32_t left, top, right, bottom;
};

// Have the insides a point in common?
bool Overlap(const Area& a, const Area& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool Within(const Area& inner, const Area& outer) {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
         inner.bottom <= outer.bottom;
}

// A piece of a line is as thick as one pixel on either side.
Area AreaOf(Point a, Point b) {
  return {std::min(a.x, b.x) - 1, std::min(a.y, b.y) - 1, std::max(a.x, b.x) + 1,
          std::max(a.y, b.y) + 1};
}

Area AreaOf(const Shape& shape) {
  return {shape.x, shape.y, shape.x + shape.width, shape.y + shape.height};
}

// What a line may touch at its edge, but not go through.
Area InsideOf(const Shape& shape) {
  const Area area = AreaOf(shape);
  return {area.left + 2, area.top + 2, area.right - 2, area.bottom - 2};
}

Area AreaOf(const TextLine& text) {
  int32_t width = WidthOf(text.text, text.style.size);
  if (!text.tail.empty()) width += kTailSpace + WidthOf(text.tail, text.tail_style.size);
  int32_t left = text.x;
  if (text.anchor == TextLine::Anchor::kMiddle) left -= width / 2;
  if (text.anchor == TextLine::Anchor::kEnd) left -= width;
  return {left, text.y - text.style.size * 8 / 10, left + width, text.y + text.style.size * 2 / 10};
}

bool IsBox(const Shape& shape) {
  return shape.kind == Shape::Kind::kStage || shape.kind == Shape::Kind::kOpening ||
         shape.kind == Shape::Kind::kAnyTime || shape.kind == Shape::Kind::kEnd;
}

// Every fault of the page, as a sentence.
std::vector<std::string> FaultsOf(const Page& page) {
  std::vector<std::string> faults;
  const Area paper = {0, 0, page.width, page.height};
  for (const Line& line : page.lines) {
    for (size_t i = 1; i < line.points.size(); ++i) {
      const Point a = line.points[i - 1];
      const Point b = line.points[i];
      const std::string name = "line at " + std::to_string(a.x) + "," + std::to_string(a.y);
      if (a.x != b.x && a.y != b.y) faults.push_back(name + " is aslant");
      if (!Within(AreaOf(a, b), paper)) faults.push_back(name + " leaves the page");
      for (const Shape& shape : page.shapes) {
        if (IsBox(shape) && Overlap(AreaOf(a, b), InsideOf(shape))) {
          faults.push_back(name + " crosses a box");
        }
      }
      for (const TextLine& text : page.texts) {
        if (Overlap(AreaOf(a, b), AreaOf(text))) faults.push_back(name + " crosses " + text.text);
      }
    }
  }
  for (size_t i = 0; i < page.texts.size(); ++i) {
    const Area text = AreaOf(page.texts[i]);
    if (!Within(text, paper)) faults.push_back(page.texts[i].text + " leaves the page");
    for (size_t j = 0; j < i; ++j) {
      if (Overlap(text, AreaOf(page.texts[j]))) {
        faults.push_back(page.texts[i].text + " lies over " + page.texts[j].text);
      }
    }
    for (const Shape& shape : page.shapes) {
      if (IsBox(shape) && Overlap(text, AreaOf(shape)) && !Within(text, AreaOf(shape))) {
        faults.push_back(page.texts[i].text + " leaves its box");
      }
    }
  }
  for (size_t i = 0; i < page.shapes.size(); ++i) {
    const Shape& shape = page.shapes[i];
    if (!Within(AreaOf(shape), paper)) faults.push_back("a shape leaves the page");
    for (size_t j = 0; j < i; ++j) {
      if (IsBox(shape) && IsBox(page.shapes[j]) && Overlap(AreaOf(shape), AreaOf(page.shapes[j]))) {
        faults.push_back("two boxes overlap at " + std::to_string(shape.y));
      }
    }
  }
  return faults;
}

Page PageOf(const rulehost::LoadedPack& pack, Language language) {
  const Words words(pack, language);
  std::vector<Chart> charts;
  for (const v1::Procedure& procedure : pack.model().procedures()) {
    charts.push_back(BuildChart(pack, procedure, words));
  }
  return LayOut({words.Of(pack.model().title()), pack.model().version()}, charts, words);
}

TEST(LayoutTest, NothingCrossesOnAnyPack) {
  for (const std::string& folder : AllPacks()) {
    const rulehost::PackPtr pack = PackOf(folder);
    ASSERT_NE(pack, nullptr) << folder;
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      for (const std::string& fault : FaultsOf(PageOf(*pack, language))) {
        ADD_FAILURE() << folder << ": " << fault;
      }
    }
  }
}

TEST(LayoutTest, EveryArrowIsThere) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  const Words words(*pack, Language::kChinese);
  const Chart chart = BuildChart(*pack, *pack->FindProcedure("works"), words);
  const Page page = LayOut({"试验", ""}, {chart}, words);
  // The legend shows each kind that occurs: an action, lateness, a result.
  EXPECT_EQ(page.lines.size(), chart.arrows.size() + 3);
}

// A chart in which every stage leads to every other, in each way, with long words.
Chart Tangle(size_t stages) {
  Chart chart;
  chart.title = "乱";
  for (size_t i = 0; i <= stages + 1; ++i) {
    Row row;
    row.kind = i == 0 ? Row::Kind::kOpening : Row::Kind::kStage;
    if (i > stages) row.kind = Row::Kind::kAnyTime;
    row.number = i == 0 ? "" : std::to_string(i);
    row.title = "很长很长的环节名称一直写到这一行写不下为止，还要再写一些才够两行";
    row.facts = {{Fact::Kind::kHint, "提示也很长，长到和名称放不进同一行里去"},
                 {Fact::Kind::kLate, "超时→上报街道，再 5 个工作日"}};
    chart.rows.push_back(row);
  }
  for (size_t from = 0; from < chart.rows.size(); ++from) {
    for (size_t to = 1; to <= stages; ++to) {
      if (to == from) continue;
      for (const auto kind : {Arrow::Kind::kAction, Arrow::Kind::kLate, Arrow::Kind::kResult}) {
        chart.arrows.push_back(
            {kind, from, to, "", "", {{"退回重议", "社工、社区两委、居民、业主"}}});
      }
    }
    chart.arrows.push_back({Arrow::Kind::kPeriod,
                            from,
                            0,
                            "done",
                            "一个相当长的结果名称，要分成几行",
                            {{"甲", "居民"}, {"乙", ""}}});
  }
  return chart;
}

TEST(LayoutTest, ATangleStaysReadable) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  const Words words(*pack, Language::kChinese);
  for (const size_t stages : {1, 2, 5, 9}) {
    const Page page = LayOut({"乱", ""}, {Tangle(stages)}, words);
    for (const std::string& fault : FaultsOf(page)) ADD_FAILURE() << stages << ": " << fault;
  }
}

TEST(LayoutTest, SeveralChartsFillASheet) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  const Words words(*pack, Language::kChinese);
  const Chart chart = Tangle(2);
  const Page one = LayOut({"乱", ""}, {chart}, words);
  const Page four = LayOut({"乱", ""}, {chart, chart, chart, chart}, words);
  EXPECT_EQ(FaultsOf(four), std::vector<std::string>());
  EXPECT_GT(four.width, 2 * one.width - 100) << "two columns at least";
  EXPECT_LT(four.width, 2 * four.height);
  EXPECT_LT(four.height, 2 * four.width);
}

TEST(LayoutTest, FaultsAreFound) {
  Page page;
  page.width = page.height = 200;
  page.shapes.push_back({Shape::Kind::kStage, 50, 50, 100, 50});
  EXPECT_TRUE(FaultsOf(page).empty());
  page.lines.push_back({Arrow::Kind::kAction, {{10, 75}, {50, 75}}, true});
  EXPECT_TRUE(FaultsOf(page).empty()) << "a line may end at an edge";
  page.lines[0].points[1].x = 60;
  EXPECT_FALSE(FaultsOf(page).empty());
  page.lines.clear();
  page.texts.push_back({kFact, TextLine::Anchor::kStart, 60, 80, "街道"});
  EXPECT_TRUE(FaultsOf(page).empty());
  page.texts.push_back({kFact, TextLine::Anchor::kStart, 80, 85, "社区"});
  EXPECT_FALSE(FaultsOf(page).empty());
  page.texts[1].x = 140;
  EXPECT_FALSE(FaultsOf(page).empty()) << "it leaves its box";
}

}  // namespace
}  // namespace yiting::drawing
