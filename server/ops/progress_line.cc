#include "ops/progress_line.h"

namespace yiting::ops {

namespace {

// Nobody needs to be told of what is over before they look.
constexpr int64_t kSilentMs = 1'000;
constexpr int64_t kEveryMsOnTerminal = 200;
constexpr int64_t kEveryMsElsewhere = 2'000;
// Back to the line's begin, and clear it.
constexpr char kClear[] = "\r\x1b[K";

}  // namespace

std::string ProgressLine::Next(const std::string& what, uint64_t done, uint64_t total,
                               int64_t now_ms) {
  if (!begun_) {
    begun_ = true;
    began_ms_ = now_ms;
    written_ms_ = now_ms;
  }
  const bool over = done >= total;
  if (over) return shown_ && on_terminal_ ? kClear : "";
  const int64_t every = on_terminal_ ? kEveryMsOnTerminal : kEveryMsElsewhere;
  if (now_ms - began_ms_ < kSilentMs || now_ms - written_ms_ < every) return "";
  written_ms_ = now_ms;
  shown_ = true;
  const std::string line = what + " " + std::to_string(done) + " / " + std::to_string(total) +
                           " (" + std::to_string(done * 100 / total) + " %)";
  return on_terminal_ ? kClear + line : line + "\n";
}

}  // namespace yiting::ops
