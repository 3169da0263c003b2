// A table as lines of text, its columns aligned on a terminal where a Chinese character is two
// columns wide. Pure. Tested by tests/unit/verbs/text_table_test.cc

#ifndef YITING_VERBS_TEXT_TABLE_H_
#define YITING_VERBS_TEXT_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yiting::verbs {

// How many columns the text takes on a terminal.
size_t WidthOf(std::string_view text);

class TextTable {
 public:
  // A row may have fewer cells than others.
  void Add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }

  // Lines with two blanks between columns and none at the end.
  std::string Format() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_TEXT_TABLE_H_
