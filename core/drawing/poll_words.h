// A poll's rule in lines: who votes, the turnout that it needs, and what carries it. Pure.
// Tested by tests/unit/drawing/chart_test.cc

#ifndef YITING_DRAWING_POLL_WORDS_H_
#define YITING_DRAWING_POLL_WORDS_H_

#include <string>
#include <vector>

#include "drawing/words.h"

namespace yiting::drawing {

std::vector<std::string> PollLines(const v1::Poll& poll, const Words& words);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_POLL_WORDS_H_
