// How long a dry run and an audit take on a ledger of a size (tests/support/long_scenario.h):
//   play        the scenario, read, signed and admitted: how the ledger came to be
//   read        the ledger file, its seals, tree and checkpoint
//   simulate    decided again under a pack with accept_days = 1 and quorum = 9/10
//   audit       decided again under its own pack, signatures and fingerprints checked
// One line each: name, entries, seconds, microseconds an entry. Figures of this machine at this
// minute (tests/bench/README.md).
//   simulate_bench [ENTRIES [FILE]]      100,000 entries; FILE keeps the ledger for the command
//   line

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "base/check.h"
#include "dryrun/simulate.h"
#include "tests/support/files.h"
#include "tests/support/long_scenario.h"
#include "verbs/audit.h"
#include "verbs/ledger_book.h"
#include "verbs/pack_files.h"
#include "verbs/play.h"

namespace yiting {
namespace {

constexpr int kEntriesDefault = 100'000;

class BenchIo : public verbs::Io {
 public:
  Result<Bytes> ReadFile(const std::string& path) override {
    const auto found = files_.find(path);
    return found != files_.end() ? found->second : testing::ReadRepositoryFile(path);
  }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    return testing::ListRepositoryFolder(path);
  }
  Status WriteFile(const std::string& path, BytesView bytes) override {
    files_[path] = Bytes(bytes);
    return {};
  }
  void Out(BytesView) override {}
  void Err(BytesView bytes) override { std::fwrite(bytes.data(), 1, bytes.size(), stderr); }

  std::map<std::string, Bytes> files_;
};

class Timer {
 public:
  void Report(const char* name, uint64_t entries) const {
    const auto spent = std::chrono::steady_clock::now() - start_;
    const double us =
        static_cast<double>(std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count()) /
        1000.0;
    std::printf("%-10s %8llu entries %8.2f s %8.1f us an entry\n", name,
                static_cast<unsigned long long>(entries), us / 1e6,
                us / static_cast<double>(entries));
    std::fflush(stdout);
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

verbs::LedgerBook MakeLedger(BenchIo& io, int entries) {
  io.files_["long.jsonl"] = testing::LongScenario(entries);
  {
    Timer timer;
    Result<verbs::Scenario> scenario = verbs::ReadScenario(io, "long.jsonl");
    if (!scenario) std::fprintf(stderr, "%s\n", scenario.error().message.c_str());
    verbs::PlayOptions options;
    options.summary = true;
    options.export_file = "long.yiting";
    const Result<bool> held = verbs::PlayScenario(*scenario, options, io);
    CHECK(held.has_value() && *held);
    timer.Report("play", static_cast<uint64_t>(entries));
  }
  Timer timer;
  Result<verbs::LedgerBook> book = verbs::ReadLedgerBook(io, "long.yiting");
  CHECK(book.has_value());
  timer.Report("read", book->entries.size());
  return std::move(*book);
}

void Simulate(BenchIo& io, const verbs::LedgerBook& book) {
  const auto loaded =
      verbs::LoadFolder(io, "rules/packs/mishixiang", "rules", {"accept_days=1", "quorum=9/10"});
  CHECK(loaded.has_value() && loaded->pack != nullptr);
  Timer timer;
  const Result<dryrun::Report> report = dryrun::Simulate(book.entries, loaded->pack, {});
  CHECK(report.has_value());
  timer.Report("simulate", book.entries.size());
  std::printf("%-10s %8llu of %llu matters, %llu commands refused\n", "  changed",
              static_cast<unsigned long long>(report->totals.changed),
              static_cast<unsigned long long>(report->totals.matters),
              static_cast<unsigned long long>(report->totals.refused));
}

void Audit(const verbs::LedgerBook& book) {
  Timer timer;
  const Result<verbs::AuditReport> report = verbs::Audit(book, {});
  CHECK(report.has_value() && !report->difference);
  timer.Report("audit", book.entries.size());
}

}  // namespace
}  // namespace yiting

int main(int argc, char** argv) {
  using namespace yiting;
  BenchIo io;
  const verbs::LedgerBook book = MakeLedger(io, argc > 1 ? std::atoi(argv[1]) : kEntriesDefault);
  if (argc > 2) {
    std::FILE* file = std::fopen(argv[2], "wb");
    CHECK(file != nullptr);
    const Bytes& bytes = io.files_["long.yiting"];
    CHECK_EQ(std::fwrite(bytes.data(), 1, bytes.size(), file), bytes.size());
    CHECK_EQ(std::fclose(file), 0);
  }
  Simulate(io, book);
  Audit(book);
  return 0;
}
