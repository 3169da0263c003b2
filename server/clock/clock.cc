#include "clock/clock.h"

#include <chrono>

namespace yiting::clock {

int64_t SystemClock::NowMs() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace yiting::clock
