// From charts to a page: a heading, the charts one under the other, and what the lines mean. Pure.
// Tested by tests/unit/drawing/layout_test.cc

#ifndef YITING_DRAWING_LAYOUT_H_
#define YITING_DRAWING_LAYOUT_H_

#include <string>
#include <vector>

#include "drawing/chart.h"
#include "drawing/page.h"

namespace yiting::drawing {

struct Heading {
  std::string title;
  std::string subtitle;
};

Page LayOut(const Heading& heading, const std::vector<Chart>& charts, const Words& words);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_LAYOUT_H_
