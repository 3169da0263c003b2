// How wide a text will stand, without asking a font: a Chinese character is as wide as its size, a
// Latin letter a little more than half. And where such a text may be broken into lines. Integers
// only, so that every build lays out the same. Pure.
// Tested by tests/unit/drawing/measure_test.cc

#ifndef YITING_DRAWING_MEASURE_H_
#define YITING_DRAWING_MEASURE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yiting::drawing {

// In the unit of `size`, rounded up. REQUIRES: IsValidUtf8(text), here and below.
int32_t WidthOf(std::string_view text, int32_t size);

// At least one line, each within `width` (unless one character is wider). Breaks after punctuation
// where it can, else between Chinese characters and at blanks; no line begins with closing
// punctuation or ends with opening punctuation.
std::vector<std::string> Wrap(std::string_view text, int32_t size, int32_t width);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_MEASURE_H_
