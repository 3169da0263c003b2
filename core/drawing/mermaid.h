// Charts as a flowchart of mermaid's (mermaid.js.org), which places everything itself: for a page
// that renders it, such as a wiki or a code host. Says what the SVG says. Pure.
// Tested by tests/unit/drawing/golden_test.cc, form_test.cc

#ifndef YITING_DRAWING_MERMAID_H_
#define YITING_DRAWING_MERMAID_H_

#include <string>
#include <string_view>
#include <vector>

#include "drawing/chart.h"

namespace yiting::drawing {

std::string FormatMermaid(const std::string& title, const std::vector<Chart>& charts,
                          const Words& words);

// As part of a quoted label: what mermaid or HTML would read otherwise becomes a numbered entity.
std::string EscapeMermaid(std::string_view text);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_MERMAID_H_
