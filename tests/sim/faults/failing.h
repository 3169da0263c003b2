// Test support: a story told again and again, each time with another operation of its disk, or
// another allocation of SQLite's, that fails, until it is told through without a failure.

#ifndef YITING_TESTS_SIM_FAULTS_FAILING_H_
#define YITING_TESTS_SIM_FAULTS_FAILING_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/sim/disk.h"

namespace yiting::sim {

// SQLite's memory: from now on its `in`-th allocation finds none, and the `times` - 1 after it.
void FailAllocation(int64_t in, int64_t times);
// None fails any more. True if one did since FailAllocation.
bool EndFailingAllocations();

// While it lives no allocation fails: for what is not the story's.
class MemoryHolds {
 public:
  MemoryHolds();
  ~MemoryHolds();
  MemoryHolds(const MemoryHolds&) = delete;
  MemoryHolds& operator=(const MemoryHolds&) = delete;

 private:
  int64_t fails_in_;
};

enum class Trouble { kError, kBroken, kPowerCut, kKilled, kFull, kMemory, kMemoryLong };

inline const char* NameOf(Trouble trouble) {
  const char* names[] = {"an error", "a broken disk", "a power cut", "a killed program",
                         "a full disk", "no memory", "no memory for long"};
  return names[static_cast<int>(trouble)];
}

// Every n at first, then with gaps that grow: a long story has thousands of operations.
inline int64_t After(int64_t n) { return n + 1 + n / 12; }

// Sets the trouble up, for the n-th operation.
inline void Begin(Trouble trouble, int64_t n, Disk& disk) {
  switch (trouble) {
    case Trouble::kError:
      return disk.FailAt(n, Fault::kError);
    case Trouble::kBroken:
      return disk.FailAt(n, Fault::kBrokenTill);
    case Trouble::kPowerCut:
    case Trouble::kKilled:
      return disk.FailAt(n, Fault::kCut);
    case Trouble::kFull:
      return disk.SetRoom(n * 3000);
    case Trouble::kMemory:
      return FailAllocation(n, 1);
    case Trouble::kMemoryLong:
      return FailAllocation(n, 50);
  }
}

// What failed works again. The program that met with it must be gone where the power went. True if
// the trouble came about at all.
inline bool End(Trouble trouble, Disk& disk, testing::Dice& dice) {
  const bool memory = trouble == Trouble::kMemory || trouble == Trouble::kMemoryLong;
  const bool came = memory ? EndFailingAllocations() : disk.faults() > 0;
  disk.Mend();
  disk.SetRoom(0);
  if (trouble == Trouble::kPowerCut) {
    disk.Cut();
    disk.Restart(Stop::kPowerCut, dice);
  }
  if (trouble == Trouble::kKilled) disk.Restart(Stop::kKilled, dice);
  return came;
}

class EachTrouble : public ::testing::TestWithParam<Trouble> {};

inline auto AllTroubles() {
  return ::testing::Values(Trouble::kError, Trouble::kBroken, Trouble::kPowerCut,
                           Trouble::kKilled, Trouble::kFull, Trouble::kMemory,
                           Trouble::kMemoryLong);
}

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_FAULTS_FAILING_H_
