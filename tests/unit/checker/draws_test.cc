// A rule that draws is looked at as it may fall, not as it happened to fall once.
#include "checker/checker.h"

#include "tests/unit/checker/trial.h"
#include "tests/unit/rulehost/pack_files.h"

namespace yiting::checker {
namespace {

std::string PackThatDraws(const std::string& body) {
  return R"(
return pack {
  "抽查", id = "trial", version = "1",
  role "resident" { "居民" }, role "staff" { "社工", staff = true },
  role "registrar" { "登记员", staff = true }, role "observer" { "观察员" },
  outcome "done" { "办结" }, refusal "no" { "不" },
  procedure "p" {
    "事项", may_open = "resident",
    stage "first" {
      "第一步", deadline { within = days(3), on_late = close "done" },
      action "go" { "走", by = "staff", to = "second", when = function(m, cmd, now)
        )" + body + R"(
      end },
    },
    stage "second" {
      "第二步", deadline { within = days(3), on_late = close "done" },
      action "finish" { "完", by = "staff", outcome = "done" },
    },
  },
})";
}

bool IsFoundToDraw(const std::string& body) {
  return Draws(LoadSource(PackThatDraws(body)).pack->bundle());
}

std::set<std::string> Codes(const std::string& body) {
  const rulehost::PackPtr pack = PackOf(PackThatDraws(body));
  std::set<std::string> codes;
  const Result<Report> report = Check(pack, {});
  EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
  if (!report) return codes;
  for (const Finding& finding : report->findings) codes.insert(finding.diagnostic.code);
  for (const Looked& looked : report->looked) EXPECT_TRUE(looked.complete);
  return codes;
}

TEST(DrawsTest, ADrawIsFoundInThePack) {
  EXPECT_TRUE(IsFoundToDraw("return draw('x', 2) == 1"));
  EXPECT_FALSE(IsFoundToDraw("return m.counts.draws == 0 or cmd.inputs.redraw"));
}

TEST(DrawsTest, WhatADrawCanLetThroughIsReachable) {
  for (const char* drawn : {"draw('x', 2) == 1", "draw('x', 1000) == 1000",
                            "draw('x', 1000) == 1", "draw('a', 2) == 2 and draw('b', 2) == 1",
                            "draw('x', 3) == 2"}) {
    const std::string body =
        std::string("if not (") + drawn + ") then return refuse 'no' end return true";
    EXPECT_EQ(Codes(body).count("NOBODY"), 0u) << drawn;
    EXPECT_EQ(Codes(body).count("UNREACHABLE"), 0u) << drawn;
  }
}

TEST(DrawsTest, WhatNoDrawLetsThroughIsAFault) {
  EXPECT_EQ(Codes("if draw('x', 3) < 9 then return refuse 'no' end return true").count("NOBODY"),
            1u);
}

}  // namespace
}  // namespace yiting::checker
