// Every pack that comes with Yiting: nothing is wrong with it, all of it was looked at, in time.
#include <cstdio>

#include "checker/checker.h"
#include "tests/unit/rulehost/pack_files.h"
#include "tests/unit/checker/trial.h"

namespace yiting::checker {
namespace {

// The longest of all: in wasm scenarios_same_bits looks for the same findings, within fewer
// decisions.
#ifndef __EMSCRIPTEN__
TEST(PacksTest, NoPackHasAFault) {
  int packs = 0;
  for (const std::string& folder : testing::ListRepositoryFolder("rules/packs")) {
    if (!folder.ends_with('/')) continue;
    const std::string name = folder.substr(0, folder.size() - 1);
    const rulehost::LoadResult loaded = rulehost::LoadPack(
        rulehost::EncodeBundle(rulehost::BuildBundle(rulehost::FilesOf(name))));
    ASSERT_TRUE(loaded.pack) << name;
    const Result<Report> report = Check(loaded.pack, {});
    ASSERT_TRUE(report.has_value()) << name << ": " << report.error().message;
    for (const Finding& finding : report->findings) {
      EXPECT_FALSE(finding.error) << name << ": "
                                  << rulehost::FormatDiagnostic(finding.diagnostic);
    }
    uint64_t states = 0;
    uint64_t decisions = 0;
    for (const checker::Looked& looked : report->looked) {
      EXPECT_TRUE(looked.complete) << name << " " << looked.procedure;
      states += looked.states;
      decisions += looked.decisions;
    }
    EXPECT_GT(states, 10u) << name;
    EXPECT_LE(decisions, Options().decisions_max) << name;
    ++packs;
  }
  EXPECT_EQ(packs, 6);
}
#endif

}  // namespace
}  // namespace yiting::checker
