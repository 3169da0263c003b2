// From charts to a page: a heading, the charts in as many columns as can be printed largest on a
// sheet of paper, and what the lines mean. Pure.
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
