// One line on standard error that says how far a long verb is, and nothing of a short one: on a
// terminal it is written over itself; where standard error is a file or a pipe, a line now and
// then.
//
// Pure: the time is handed in. Tested by tests/unit/server/progress_line_test.cc

#ifndef YITING_SERVER_OPS_PROGRESS_LINE_H_
#define YITING_SERVER_OPS_PROGRESS_LINE_H_

#include <cstdint>
#include <string>

namespace yiting::ops {

class ProgressLine {
 public:
  explicit ProgressLine(bool on_terminal) : on_terminal_(on_terminal) {}

  // What is to be written now; mostly nothing. The call with done == total ends the line.
  std::string Next(const std::string& what, uint64_t done, uint64_t total, int64_t now_ms);

 private:
  bool on_terminal_;
  bool begun_ = false;
  bool shown_ = false;
  int64_t began_ms_ = 0;
  int64_t written_ms_ = 0;
};

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_PROGRESS_LINE_H_
