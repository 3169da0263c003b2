// Lays one chart out, in layers: its rows one under the other in the order of the procedure, boxes
// with their left edge at x = 0.
//
//   tracks | labels | boxes | labels, ends | tracks
//
// An arrow to the next row goes straight down between the boxes. One to an earlier row goes round
// at the left, one that skips rows at the right, each on a track of its own outside of everything
// written; what leads the same way shares a track. An outcome stands beside the row that it ends.
// So no line crosses a box or a text, whatever the procedure; lines may cross lines.
//
// Behind layout.h; tested by tests/unit/drawing/layout_test.cc

#ifndef YITING_DRAWING_CHART_LAYOUT_H_
#define YITING_DRAWING_CHART_LAYOUT_H_

#include <cstdint>

#include "drawing/chart.h"
#include "drawing/page.h"

namespace yiting::drawing {

// Adds the chart to the page from `top` down; returns where it ends.
int32_t LayOutChart(const Chart& chart, int32_t top, Page& page);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_CHART_LAYOUT_H_
