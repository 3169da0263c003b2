// What is on a drawn page: shapes, lines and texts, each at its place. The unit is the pixel of an
// SVG at its natural size; y grows downwards. Between layout.h, which makes it, and svg.h, which
// writes it. Tested by tests/unit/drawing/layout_test.cc

#ifndef YITING_DRAWING_PAGE_H_
#define YITING_DRAWING_PAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "drawing/chart.h"

namespace yiting::drawing {

struct Point {
  int32_t x = 0;
  int32_t y = 0;
};

struct Shape {
  enum class Kind {
    kStage,
    kOpening,
    kAnyTime,
    kEnd,    // how a matter can end
    kRule,   // a hairline; has no height
    kBadge,  // behind a stage's number
    // Small signs before a fact.
    kClock,
    kPerson,
    kWarning,
    kBallot,
    kDot,
  };
  Kind kind = Kind::kStage;
  int32_t x = 0;
  int32_t y = 0;
  int32_t width = 0;
  int32_t height = 0;
};

struct Line {
  Arrow::Kind kind = Arrow::Kind::kAction;
  std::vector<Point> points;  // horizontal and vertical pieces only
  bool head = false;          // an arrowhead at the last point
};

// How a text is set.
struct Style {
  enum class Kind {
    kPageTitle,
    kSubtitle,
    kRowTitle,
    kNumber,
    kFact,
    kHint,
    kLate,
    kReason,
    kLateReason,
    kWho
  };
  Kind kind = Kind::kFact;
  int32_t size = 0;    // of the font
  int32_t height = 0;  // of a line
};
inline constexpr Style kPageTitle{Style::Kind::kPageTitle, 28, 40};
inline constexpr Style kSubtitle{Style::Kind::kSubtitle, 14, 22};
inline constexpr Style kRowTitle{Style::Kind::kRowTitle, 18, 26};
inline constexpr Style kNumber{Style::Kind::kNumber, 16, 26};
inline constexpr Style kFact{Style::Kind::kFact, 14, 21};
inline constexpr Style kHint{Style::Kind::kHint, 14, 21};
inline constexpr Style kLate{Style::Kind::kLate, 14, 21};
inline constexpr Style kReason{Style::Kind::kReason, 14, 19};
inline constexpr Style kLateReason{Style::Kind::kLateReason, 14, 19};
inline constexpr Style kWho{Style::Kind::kWho, 12, 17};

struct TextLine {
  enum class Anchor { kStart, kMiddle, kEnd };
  Style style;
  Anchor anchor = Anchor::kStart;
  int32_t x = 0;  // of the anchor
  int32_t y = 0;  // of the base line
  std::string text;
  // Goes on after a small space, in a style of its own; may be empty.
  Style tail_style = {};
  std::string tail = {};
};

inline constexpr int32_t kTailSpace = 12;

struct Page {
  int32_t width = 0;
  int32_t height = 0;
  std::vector<Shape> shapes;
  std::vector<Line> lines;
  std::vector<TextLine> texts;
};

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_PAGE_H_
