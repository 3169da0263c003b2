// Packs, rules, scenarios, rosters: what a street's admins write and import.

#include <filesystem>
#include <string>
#include <system_error>

#include "base/check.h"
#include "rulehost/pack.h"
#include "tests/fuzz/fuzz_street.h"
#include "tests/fuzz/targets.h"
#include "tests/support/files.h"
#include "verbs/play.h"
#include "verbs/roster_file.h"
#include "verbs/scenario.h"

namespace yiting::fuzz {

namespace {

// The one file, and the repository's rules; the program runs in the repository's root.
class OneFile : public verbs::Io {
 public:
  explicit OneFile(BytesView bytes) : bytes_(bytes) {}
  Result<Bytes> ReadFile(const std::string& path) override {
    if (path == "s.jsonl") return Bytes(bytes_);
    std::error_code error;
    if (path.starts_with("rules/") && path.find("..") == std::string::npos &&
        std::filesystem::is_regular_file(path, error)) {
      return testing::ReadRepositoryFile(path);
    }
    return Fail(ErrorCode::kNotFound, path + ": there is no such file");
  }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    std::error_code error;
    if (!path.starts_with("rules") || path.find("..") != std::string::npos ||
        !std::filesystem::is_directory(path, error)) {
      return Fail(ErrorCode::kNotFound, path + ": there is no such folder");
    }
    return testing::ListRepositoryFolder(path);
  }
  Status WriteFile(const std::string&, BytesView) override { return {}; }
  void Out(BytesView) override {}
  void Err(BytesView) override {}

 private:
  BytesView bytes_;
};

// What is said of a fault is one line that names a place.
void CheckOneLine(const std::string& line) {
  CHECK(!line.empty());
  CHECK(line.find('\n') == std::string::npos);
}

void CheckLoads(const Bytes& bundle) {
  const rulehost::LoadResult loaded = rulehost::LoadPack(bundle);
  CHECK_EQ(loaded.pack != nullptr, loaded.diagnostics.empty());
  for (const rulehost::Diagnostic& each : loaded.diagnostics) {
    CheckOneLine(rulehost::FormatDiagnostic(each));
  }
  if (loaded.pack) CHECK(rulehost::EncodeBundle(loaded.pack->bundle()) == bundle);
}

}  // namespace

void FuzzBundle(BytesView input) { CheckLoads(Bytes(input)); }

// The text of pack.lua.
void FuzzLua(BytesView input) {
  rulehost::PackFiles files = LibraryFiles();
  files["pack.lua"] = std::string(input);
  CheckLoads(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
}

void FuzzScenario(BytesView input) {
  OneFile io(input);
  auto scenario = verbs::ReadScenario(io, "s.jsonl");
  if (!scenario) return CheckOneLine(scenario.error().message);
  (void)verbs::PlayScenario(*scenario, {}, io);
}

void FuzzRoster(BytesView input) {
  OneFile io(input);
  auto roster = verbs::ReadRosterFile(io, "s.jsonl");
  if (!roster) CheckOneLine(roster.error().message);
}

}  // namespace yiting::fuzz
