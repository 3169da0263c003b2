// Packs that are one text: loading one that must be good, changing one at a place, looking at what
// is said of a bad one, and the smallest pack with functions in it.
#ifndef YITING_TESTS_UNIT_RULEHOST_SMALL_PACKS_H_
#define YITING_TESTS_UNIT_RULEHOST_SMALL_PACKS_H_

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rulehost/check.h"
#include "tests/unit/rulehost/pack_files.h"

namespace yiting::rulehost {

// Null, and a failure for everything that is said of them, when the files do not load.
inline PackPtr LoadGood(const PackFiles& files) {
  LoadResult loaded = LoadPack(EncodeBundle(BuildBundle(files)));
  for (const Diagnostic& d : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(d);
  return loaded.pack;
}
inline PackPtr LoadGood(const std::string& pack_lua) { return LoadGood(FilesWith(pack_lua)); }

// `text` with `to` in the place of the first `from`, which must be there.
inline std::string ChangedIn(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

inline std::vector<Diagnostic> Check(const std::string& pack_lua) {
  return CheckPack(FilesWith(pack_lua));
}

inline void ExpectNothingToSay(const std::vector<Diagnostic>& found) {
  for (const Diagnostic& d : found) ADD_FAILURE() << FormatDiagnostic(d);
}

// All of them, a line each; and every one speaks of pack.lua in both languages, on one line.
inline std::string ListInBothLanguages(const std::vector<Diagnostic>& found) {
  std::string all;
  for (const Diagnostic& each : found) {
    all += FormatDiagnostic(each) + "\n";
    EXPECT_EQ(each.file, "pack.lua");
    EXPECT_FALSE(each.text.zh().empty());
    EXPECT_FALSE(each.text.en().empty());
    EXPECT_EQ(each.mend.zh().empty(), each.mend.en().empty());
    EXPECT_EQ(FormatDiagnostic(each).find('\n'), std::string::npos);
  }
  return all;
}

// A pack of one procedure, "p", of one stage, "one", which the action "go" ends. The bodies of
// function(m, cmd, now) decide its opening and that action; "" = there is no such function.
inline std::string PackWithWhen(const std::string& opening, const std::string& go = "") {
  const auto when = [](const std::string& body) {
    return body.empty() ? "" : " when = function(m, cmd, now) " + body + " end,";
  };
  return R"(
return pack {
  "测试", id = "t", version = "1",
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "staff" { "社工" },
  outcome "done" { "办结" },
  params { half = ratio(1, 2, "一半"), n = workdays(3, "天") },
  procedure "p" {
    "规程", may_open = "staff",
   )" + when(opening) +
         R"(
    stage "one" {
      "第一步",
      deadline { within = days(7), on_late = close "done" },
      action "go" { "去", by = "staff", outcome = "done",)" +
         when(go) + R"( },
    },
  },
}
)";
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_SMALL_PACKS_H_
