// A text line by line, as tests look at what was printed or at a page. Pure.
#ifndef YITING_TESTS_SUPPORT_LINES_H_
#define YITING_TESTS_SUPPORT_LINES_H_

#include <algorithm>
#include <string>
#include <vector>

namespace yiting::testing {

// Without their line ends; the last one may have none.
inline std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace yiting::testing

#endif  // YITING_TESTS_SUPPORT_LINES_H_
