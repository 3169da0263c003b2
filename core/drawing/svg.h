// A page as an SVG file: shapes, paths and texts with presentation attributes only, so that it
// shows under the strictest content policy and anywhere offline. Lines are told apart by their
// dashes, and by colour beside that. Pure. Tested by tests/unit/drawing/golden_test.cc,
// form_test.cc

#ifndef YITING_DRAWING_SVG_H_
#define YITING_DRAWING_SVG_H_

#include <string>
#include <string_view>

#include "drawing/page.h"

namespace yiting::drawing {

struct SvgNames {
  std::string id;  // letters, digits and _: what the title's and description's ids begin with
  std::string title;
  std::string description;  // all that the picture says, for those who hear it
  std::string language;     // "zh", "en"
};

std::string FormatSvg(const Page& page, const SvgNames& names);

// As XML text or a quoted attribute.
std::string EscapeXml(std::string_view text);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_SVG_H_
