// A rule pack's procedures as a picture: mermaid text for a page that renders it, or an SVG that
// can be printed and hung on a wall. Stages, who does what, within how long, what lateness does,
// how a poll is counted, how a matter can end.
//
// The same pack gives the same bytes on every build: integers only, and nothing is asked of a font.
// Pure. Not the checker (rulehost/check.h): a pack that cannot work is drawn as it is.
// Tested by tests/unit/drawing

#ifndef YITING_DRAWING_DRAWING_H_
#define YITING_DRAWING_DRAWING_H_

#include <string>

#include "drawing/words.h"
#include "rulehost/pack.h"

namespace yiting::drawing {

struct Wanted {
  Language language = Language::kChinese;
  std::string procedure;  // its id; empty = all, on one page
};

// A flowchart of mermaid's. REQUIRES: the pack has the procedure.
std::string DrawMermaid(const rulehost::LoadedPack& pack, const Wanted& wanted);

// A whole SVG file: no script, no style sheet or style attribute, no font or image from elsewhere.
// REQUIRES: the pack has the procedure.
std::string DrawSvg(const rulehost::LoadedPack& pack, const Wanted& wanted);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_DRAWING_H_
