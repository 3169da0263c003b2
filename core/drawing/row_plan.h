// One row of a chart on paper: the box with its lines, as high as they need, and the ports at its
// left and right edge where arrows other than the one straight down leave and enter. Every port has
// a strip of the edge to itself, for its line and what is written along it; that is why no line
// crosses a text. Behind layout.h; tested by tests/unit/drawing/layout_test.cc

#ifndef YITING_DRAWING_ROW_PLAN_H_
#define YITING_DRAWING_ROW_PLAN_H_

#include <cstdint>
#include <vector>

#include "drawing/page.h"

namespace yiting::drawing {

inline constexpr int32_t kBoxWidth = 560;
inline constexpr int32_t kBoxPad = 16;
inline constexpr int32_t kLabelWidth = 196;  // of what is written along a line beside a box
inline constexpr int32_t kEndWidth = 152;
inline constexpr int32_t kEndPad = 12;

// A line of what is written along an arrow.
struct LabelLine {
  Style style;
  std::string text;
  std::string who;  // after it, smaller; empty where it has a line of its own
};

struct Port {
  enum class Kind { kEnter, kLeave, kEnd };
  Kind kind = Kind::kEnter;
  size_t track = 0;  // of kEnter and kLeave: which track (chart_layout.cc) it belongs to
  Arrow::Kind arrow = Arrow::Kind::kAction;
  std::vector<LabelLine> above;  // the line
  std::vector<LabelLine> below;
  std::vector<std::string> end;  // of kEnd: its title, in lines
  int32_t above_height = 0;      // of the strip
  int32_t below_height = 0;
  int32_t y = 0;  // of the line
};

// Both around (0, 0), the top left corner of the box.
struct RowPlan {
  int32_t top = 0;
  int32_t height = 0;
  std::vector<Shape> shapes;
  std::vector<TextLine> texts;
  std::vector<Port> left;  // from top to bottom
  std::vector<Port> right;
};

// The lines that say why: the title and then who, on one line if `width` has room for both and
// `together` asks for it.
std::vector<LabelLine> LabelOf(const Reason& reason, Arrow::Kind kind, int32_t width,
                               bool together);
int32_t HeightOf(const std::vector<LabelLine>& label);
// Sets the lines one under the other from `top`.
void SetLabel(const std::vector<LabelLine>& label, TextLine::Anchor anchor, int32_t x, int32_t top,
              std::vector<TextLine>& texts);
// The base line of a text whose line begins at `top`.
int32_t BaseLine(const Style& style, int32_t top);

Port EnterPort(size_t track, Arrow::Kind kind);
Port LeavePort(size_t track, const Arrow& arrow);
Port EndPort(const Arrow& arrow);

// The box and its lines; no ports yet.
RowPlan PlanRow(const Row& row);
// Makes the box high enough for its ports and gives each its y. REQUIRES: `top` is set.
void PlacePorts(RowPlan& plan);
// The height that PlacePorts will need.
int32_t HeightWithPorts(const RowPlan& plan);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_ROW_PLAN_H_
