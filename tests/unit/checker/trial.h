// Test support: small packs, a handful of people, and what the checker sees of one procedure.

#ifndef YITING_TESTS_UNIT_CHECKER_TRIAL_H_
#define YITING_TESTS_UNIT_CHECKER_TRIAL_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "checker/explore.h"
#include "checker/frame.h"
#include "checker/source_map.h"
#include "checker/world.h"
#include "rulehost/pack.h"
#include "tests/support/files.h"

namespace yiting::checker {

// Eight on the first Monday of March 2026.
inline constexpr int64_t kTrialStartMs = 1'772'409'600'000;
inline constexpr uint64_t kPlenty = 200'000;  // decisions

inline rulehost::LoadResult LoadSource(const std::string& pack_lua) {
  rulehost::PackFiles files = {{"pack.lua", pack_lua}};
  for (const char* name : {"dsl.lua", "holidays-cn.csv"}) {
    files[std::string("lib/") + name] =
        testing::ReadRepositoryFile(std::string("rules/lib/") + name);
  }
  return rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
}

inline rulehost::PackPtr PackOf(const std::string& pack_lua) {
  const rulehost::LoadResult loaded = LoadSource(pack_lua);
  for (const rulehost::Diagnostic& diagnostic : loaded.diagnostics) {
    ADD_FAILURE() << rulehost::FormatDiagnostic(diagnostic) << "\n" << pack_lua;
  }
  return loaded.pack;
}

// Two residents, two officers, one of the street, one who sits in a unit, and a registrar.
inline Roster SmallRoster() {
  return {{"registrar", {{"registrar", ""}}, ""}, {"r1", {{"resident", ""}}, ""},
          {"r2", {{"resident", ""}}, ""},         {"s1", {{"staff", ""}}, ""},
          {"s2", {{"staff", ""}}, ""},            {"boss", {{"boss", ""}}, ""},
          {"officer", {{"helper", "office"}}, ""}};
}

// The one procedure `p` as the checker explores it.
struct Explored {
  Explored(rulehost::PackPtr one, const Roster& people, uint64_t decisions = kPlenty)
      : pack(std::move(one)),
        roster(people),
        source(pack->bundle(), pack->model()),
        frame(*pack, *pack->FindProcedure("p"), roster, source) {
    Result<std::unique_ptr<World>> world = World::Make(pack, roster, kTrialStartMs);
    EXPECT_TRUE(world.has_value()) << (world ? "" : world.error().message);
    if (!world) return;
    Result<Graph> found = Explore(**world, frame, {decisions});
    EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
    if (found) graph = *std::move(found);
  }

  rulehost::PackPtr pack;
  Roster roster;
  SourceMap source;
  Frame frame;
  Graph graph;
};

}  // namespace yiting::checker

#endif  // YITING_TESTS_UNIT_CHECKER_TRIAL_H_
