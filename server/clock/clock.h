// The only clock of a server. Everything below takes its time as a value; the hall asks here.
//
// Tested by tests/unit/server/hall_test.cc, with a clock that the test sets.

#ifndef YITING_SERVER_CLOCK_CLOCK_H_
#define YITING_SERVER_CLOCK_CLOCK_H_

#include <cstdint>

namespace yiting::clock {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01T00:00:00Z. May step back when the machine's clock is set.
  virtual int64_t NowMs() const = 0;
};

class SystemClock : public Clock {
 public:
  int64_t NowMs() const override;
};

}  // namespace yiting::clock

#endif  // YITING_SERVER_CLOCK_CLOCK_H_
