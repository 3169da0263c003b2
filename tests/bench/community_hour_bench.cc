// An hour of a community of 5,000 members with 50,000 entries (hour_story.h): signed by devices,
// verified, decided, applied, fingerprinted, appended to ledger and tree in memory, a checkpoint
// signed with every 16 commands.
//   settle     the community as it was before the hour, a piece a command
//   hour       the hour, a piece an entry
// Then what happened in it, what was refused, and the fingerprint, which is the same in both
// builds. Figures are this machine's of this minute.
//   community_hour_bench [MEMBERS [ENTRIES]]

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "tests/bench/hour_story.h"

namespace yiting::bench {
namespace {

class Timer {
 public:
  void Report(const char* name, uint64_t count) const {
    const auto spent = std::chrono::steady_clock::now() - start_;
    const double us =
        static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count()) /
        1000.0;
    std::printf("%-10s %8llu %10.1f us %12.0f /s %8.2f s\n", name,
                static_cast<unsigned long long>(count), us / static_cast<double>(count),
                1e6 * static_cast<double>(count) / us, us / 1e6);
    std::fflush(stdout);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void Run(int members, int entries) {
  HourStory story(members, entries);
  {
    Timer timer;
    story.Settle();
    timer.Report("settle", story.host().size());
  }
  {
    Timer timer;
    story.Live();
    timer.Report("hour", story.lived());
  }
  uint64_t commands = 0;
  for (const auto& [what, count] : story.did()) {
    std::printf("  %-16s %8d\n", what.c_str(), count);
    commands += static_cast<uint64_t>(count);
  }
  std::printf("  %-16s %8llu\n", "deadlines",
              static_cast<unsigned long long>(story.lived() - commands));
  for (const auto& [reason, count] : story.host().refusals()) {
    std::printf("  refused %-16s %8d\n", reason.c_str(), count);
  }
  std::printf("fingerprint %s\n", story.host().Fingerprint().c_str());
}

}  // namespace
}  // namespace yiting::bench

int main(int argc, char** argv) {
  yiting::bench::Run(argc > 1 ? std::atoi(argv[1]) : 5'000, argc > 2 ? std::atoi(argv[2]) : 50'000);
  return 0;
}
