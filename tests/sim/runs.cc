#include "tests/sim/runs.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <vector>

#include "tests/sim/bugs.h"

namespace yiting::sim {

namespace {

volatile uint64_t playing = 0;
bool quiet = false;  // a bug is planted: its end is no news

// A CHECK that fails ends the program; its seed must not go with it.
void OnAbort(int signal) {
  if (quiet) _exit(2);
  char line[96];
  const int size =
      std::snprintf(line, sizeof line, "FAILED seed %" PRIu64 ": the program ended (%s)\n",
                    static_cast<uint64_t>(playing), strsignal(signal));
  if (write(STDOUT_FILENO, line, static_cast<size_t>(size)) < 0) _exit(3);
  _exit(2);
}

void PrintFailure(uint64_t seed, const Ending& ending) {
  std::printf("FAILED seed %" PRIu64 " at step %d: %s: %s\n", seed, ending.step,
              ending.violation->invariant.c_str(), ending.violation->what.c_str());
  std::printf("       again: sim --seed %" PRIu64 "\n", seed);
  std::fflush(stdout);
}

double Seconds() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

constexpr uint64_t kFailedKept = 8;

struct Sum {
  uint64_t schedules = 0;
  uint64_t failures = 0;
  uint64_t entries = 0;
  uint64_t faults = 0;
  uint64_t days = 0;
  uint64_t failed[kFailedKept] = {};  // seeds, the first ones

  void Fail(uint64_t seed) {
    if (failures < kFailedKept) failed[failures] = seed;
    ++failures;
  }
  void Add(const Sum& other) {
    for (uint64_t i = 0; i < other.failures; ++i) Fail(i < kFailedKept ? other.failed[i] : 0);
    schedules += other.schedules;
    entries += other.entries;
    faults += other.faults;
    days += other.days;
  }
};

Sum PlayMany(uint64_t first, uint64_t step, uint64_t count, bool twice) {
  Sum sum;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t seed = first + i * step;
    const Ending ending = Play(seed, false);
    ++sum.schedules;
    sum.entries += ending.entries;
    sum.faults += static_cast<uint64_t>(ending.faults);
    sum.days += static_cast<uint64_t>(ending.days);
    if (ending.violation) {
      sum.Fail(seed);
      PrintFailure(seed, ending);
    }
    if (twice && Play(seed, false).trace != ending.trace) {
      sum.Fail(seed);
      std::printf("FAILED seed %" PRIu64 ": played twice it goes two ways\n", seed);
    }
  }
  return sum;
}

// In `jobs` processes, with seeds first, first + 1, …
Sum PlaySideBySide(uint64_t first, uint64_t count, int jobs, bool twice) {
  Sum sum;
  std::vector<std::pair<pid_t, int>> workers;
  for (int job = 0; job < jobs; ++job) {
    const uint64_t part = (count + static_cast<uint64_t>(jobs - job) - 1) /
                          static_cast<uint64_t>(jobs - job);
    count -= part;
    int ends[2];
    if (pipe(ends) != 0) break;
    std::fflush(stdout);
    const pid_t worker = fork();
    if (worker == 0) {
      close(ends[0]);
      const Sum own = PlayMany(first + static_cast<uint64_t>(job), static_cast<uint64_t>(jobs),
                               part, twice);
      const bool told = write(ends[1], &own, sizeof own) == sizeof own;
      std::fflush(stdout);
      _exit(told ? 0 : 3);
    }
    close(ends[1]);
    workers.emplace_back(worker, ends[0]);
  }
  for (auto& [worker, end] : workers) {
    Sum part;
    const bool told = read(end, &part, sizeof part) == sizeof part;
    close(end);
    int status = 0;
    waitpid(worker, &status, 0);
    if (!told) part.Fail(0);  // it printed its seed when it ended
    sum.Add(part);
  }
  return sum;
}

uint64_t NewSeed() {
  std::random_device device;
  return (uint64_t{device()} << 16 ^ device()) % 1'000'000'000'000;
}

void PrintSum(const Sum& sum, double seconds) {
  std::printf("%" PRIu64 " schedules, %" PRIu64 " entries, %" PRIu64 " disk faults, %" PRIu64
              " days, %.1f s: %" PRIu64 " failed\n",
              sum.schedules, sum.entries, sum.faults, sum.days, seconds, sum.failures);
  std::fflush(stdout);
}

int RunNew(const RunOptions& options) {
  const uint64_t first = NewSeed();
  const double began = Seconds();
  std::printf("seeds %" PRIu64 " and on\n", first);
  const Sum sum = PlaySideBySide(first, options.schedules, options.jobs, options.twice);
  PrintSum(sum, Seconds() - began);
  return sum.failures == 0 ? 0 : 1;
}

// The state of a long run: a line of figures, then the seeds that failed.
bool LoadState(const std::string& path, uint64_t& first, Sum& sum) {
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) return false;
  const int read = std::fscanf(file, "first %" SCNu64 " schedules %" SCNu64 " failed %" SCNu64
                                     " entries %" SCNu64 " faults %" SCNu64 " days %" SCNu64,
                               &first, &sum.schedules, &sum.failures, &sum.entries, &sum.faults,
                               &sum.days);
  for (uint64_t& seed : sum.failed) {
    if (std::fscanf(file, " seed %" SCNu64, &seed) != 1) break;
  }
  std::fclose(file);
  return read == 6;
}

bool SaveState(const std::string& path, uint64_t first, const Sum& sum) {
  const std::string fresh = path + ".new";
  std::FILE* file = std::fopen(fresh.c_str(), "w");
  if (file == nullptr) return false;
  std::fprintf(file, "first %" PRIu64 " schedules %" PRIu64 " failed %" PRIu64 " entries %" PRIu64
                     " faults %" PRIu64 " days %" PRIu64 "\n",
               first, sum.schedules, sum.failures, sum.entries, sum.faults, sum.days);
  for (uint64_t i = 0; i < std::min(sum.failures, kFailedKept); ++i) {
    std::fprintf(file, "seed %" PRIu64 "\n", sum.failed[i]);
  }
  return std::fclose(file) == 0 && std::rename(fresh.c_str(), path.c_str()) == 0;
}

int RunLong(const RunOptions& options) {
  uint64_t first = 0;
  Sum sum;
  if (!LoadState(options.state, first, sum)) first = NewSeed();
  while (sum.schedules < options.schedules) {
    const uint64_t part = std::min<uint64_t>(500, options.schedules - sum.schedules);
    const double began = Seconds();
    const uint64_t from = first + sum.schedules;
    Sum added = PlaySideBySide(from, part, options.jobs, false);
    added.schedules = part;  // also where one ended the program
    sum.Add(added);
    if (!SaveState(options.state, first, sum)) {
      std::fprintf(stderr, "sim: %s cannot be written\n", options.state.c_str());
      return 2;
    }
    PrintSum(sum, Seconds() - began);
  }
  return sum.failures == 0 ? 0 : 1;
}

// What a process that looks for one bug comes home with.
struct Found {
  uint64_t schedules = 0;
  uint64_t seed = 0;
  char invariant[64] = {};
  char what[160] = {};
};

Found LookFor(Bug bug, uint64_t first, uint64_t count) {
  Plant(bug);
  Found found;
  for (uint64_t i = 0; i < count && found.invariant[0] == 0; ++i) {
    found.seed = first + i;
    const Ending ending = Play(found.seed, false);
    ++found.schedules;
    if (!ending.violation) continue;
    std::snprintf(found.invariant, sizeof found.invariant, "%s",
                  ending.violation->invariant.c_str());
    std::snprintf(found.what, sizeof found.what, "%s", ending.violation->what.c_str());
  }
  return found;
}

struct Looking {
  const BugName* bug;
  pid_t worker;
  int end;
};

Looking BeginLooking(const BugName& bug, uint64_t first, uint64_t count) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  std::fflush(stdout);
  const pid_t worker = fork();
  if (worker != 0) {
    close(ends[1]);
    return {&bug, worker, ends[0]};
  }
  quiet = true;
  if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(3);
  const Found found = LookFor(bug.bug, first, count);
  _exit(write(ends[1], &found, sizeof found) == sizeof found ? 0 : 3);
}

bool EndLooking(const Looking& looking) {
  Found found;
  const bool told = read(looking.end, &found, sizeof found) == sizeof found;
  close(looking.end);
  int status = 0;
  waitpid(looking.worker, &status, 0);
  if (!told) {
    std::printf("%-22s found by a CHECK of the product, which ended the program\n",
                looking.bug->name);
  } else if (found.invariant[0] == 0) {
    std::printf("%-22s NOT FOUND in %" PRIu64 " schedules\n", looking.bug->name,
                found.schedules);
  } else {
    std::printf("%-22s found by %s after %" PRIu64 " schedules (seed %" PRIu64 "): %s\n",
                looking.bug->name, found.invariant, found.schedules, found.seed, found.what);
  }
  std::fflush(stdout);
  return !told || found.invariant[0] != 0;
}

int RunBugs(const RunOptions& options) {
  const uint64_t first = NewSeed();
  const double began = Seconds();
  Play(first, false);  // whatever is loaded once is there for all
  std::vector<Looking> looking;
  int missed = 0;
  for (const BugName& bug : AllBugs()) {
    looking.push_back(BeginLooking(bug, first, options.schedules));
    if (static_cast<int>(looking.size()) < options.jobs) continue;
    missed += !EndLooking(looking.front());
    looking.erase(looking.begin());
  }
  for (const Looking& one : looking) missed += !EndLooking(one);
  std::printf("%zu bugs planted, %d not found, %.1f s\n", AllBugs().size(), missed,
              Seconds() - began);
  return missed == 0 ? 0 : 1;
}

}  // namespace

Ending Play(uint64_t seed, bool print) {
  playing = seed;
  Options options;
  options.print = print;
  World world(seed, options);
  return world.Run();
}

int Run(const RunOptions& options) {
  for (int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS}) std::signal(signal, OnAbort);
  if (!options.bug.empty()) {
    bool known = false;
    for (const BugName& one : AllBugs()) {
      if (options.bug != one.name) continue;
      Plant(one.bug);
      known = true;
    }
    if (!known) {
      std::fprintf(stderr, "sim: no bug is called %s\n", options.bug.c_str());
      return 2;
    }
  }
  if (options.seed) {
    const Ending ending = Play(*options.seed, true);
    if (ending.violation) PrintFailure(*options.seed, ending);
    std::printf("trace %016" PRIx64 ", %" PRIu64 " entries\n", ending.trace, ending.entries);
    return ending.violation ? 1 : 0;
  }
  if (options.all_bugs) return RunBugs(options);
  return options.long_run ? RunLong(options) : RunNew(options);
}

}  // namespace yiting::sim
