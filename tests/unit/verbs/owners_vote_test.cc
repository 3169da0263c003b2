// 宝月尚园: a house convention on which about a thousand of 1,560 households voted, decided again
// under the Civil Code's own thresholds by `rules simulate`.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/lines.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/json.h"

namespace yiting::verbs {
namespace {

constexpr int kHouseholds = 1560;
constexpr int kFor = 980;
constexpr int kAgainst = 15;
constexpr int kAbstained = 5;

std::string Act(const std::string& at, const std::string& by, const std::string& action,
                const std::string& inputs = "") {
  return R"({"at":")" + at + R"(+08:00","by":")" + by + R"(","do":"act","matter":"m1","action":")" +
         action + "\"" + (inputs.empty() ? "" : ",\"inputs\":" + inputs) + "}\n";
}

std::string Owner(int i) { return "w" + std::to_string(i); }

// The seven stages up to the vote; every household owns one unit of 80 to 120 square metres.
std::string Scenario() {
  std::string text =
      R"({"community":{"zh":"宝月尚园"},"pack":"baoshan","start":"2024-03-01T08:00:00+08:00"})"
      "\n"
      R"({"member":"registrar","roles":["registrar"]})"
      "\n"
      R"({"member":"gu","roles":["community_committee"],"unit":"community"})"
      "\n"
      R"({"member":"li","roles":["community_staff"],"unit":"community"})"
      "\n"
      R"({"member":"shu","roles":["branch_secretary"]})"
      "\n";
  for (int i = 0; i < kHouseholds; ++i) {
    text += R"({"member":")" + Owner(i) + R"(","roles":["resident"],"household":"h)" +
            std::to_string(i) + "\"}\n";
  }
  for (int begin = 0; begin < kHouseholds; begin += 120) {
    text += R"({"at":"2024-03-01T09:00:00+08:00","by":"registrar","do":"rooms","rooms":[)";
    for (int i = begin; i < std::min(begin + 120, kHouseholds); ++i) {
      text += std::string(i == begin ? "" : ",") + R"({"room":"r)" + std::to_string(i) +
              R"(","area":")" + std::to_string(80 + i % 41) + R"(.00","owner":"h)" +
              std::to_string(i) + "\"}";
    }
    text += "]}\n";
  }
  text += R"({"at":"2024-03-04T09:00:00+08:00","by":"w0","do":"open","as":"m1",)"
          R"("procedure":"problem","inputs":{"title":"居民公约"}})"
          "\n";
  text += Act("2024-03-05T10:00:00", "li", "to_screening");
  text += Act("2024-03-06T10:00:00", "gu", "publish_topic", R"({"reason":"many_ask"})");
  text += Act("2024-03-25T10:00:00", "li", "form_topic",
              R"({"question":"公约怎么写？","views":"多数人要求写明。"})");
  text += Act("2024-03-27T10:00:00", "gu", "draft", R"({"articles":"一、楼道不停车。"})");
  text += Act("2024-03-28T10:00:00", "gu", "submit");
  text += Act("2024-03-28T10:01:00", "shu", "submit");
  for (int i = 0; i < kFor + kAgainst + kAbstained; ++i) {
    const char* choice = i < kFor ? "for" : i < kFor + kAgainst ? "against" : "abstain";
    text += Act("2024-03-29T10:00:00", Owner(i), "vote",
                std::string(R"({"choice":")") + choice + "\"}");
  }
  text += R"({"at":"2024-04-05T00:00:00+08:00","check":{"matter":"m1","stage":"publicity",)"
          R"("poll":{"electors":1560,"for":980,"against":15,"abstain":5,"result":"passed"}}})"
          "\n";
  return text;
}

// The street's pack with the vote as the law has it.
void AddLawfulPack(TestIo& io) {
  for (const std::string& name : testing::ListRepositoryFolder("rules/packs/baoshan")) {
    if (!name.ends_with(".lua")) continue;
    std::string text = testing::ReadRepositoryFile("rules/packs/baoshan/" + name);
    if (name == "problem_vote.lua") {
      const size_t begin = text.find("poll {");
      const std::string end = "failed = close \"rejected\",\n    },";
      const size_t stop = text.find(end, begin);
      ASSERT_NE(stop, std::string::npos);
      text.replace(begin, stop + end.size() - begin,
                   "poll(require(\"civil_code\").ordinary {\n      electors = people.voters,\n"
                   "      passed = enter \"publicity\", failed = close \"rejected\",\n    }),");
    }
    io.files["lawful/" + name] = text;
  }
}

TEST(OwnersVoteTest, A6_7_AThousandOf1560PassAMajorityAndFailTheCivilCode) {
  TestIo io;
  io.files["vote.jsonl"] = Scenario();
  const Ran played = RunWith(io, {"run", "vote.jsonl", "--summary", "--export", "l"});
  ASSERT_EQ(played.code, 0) << played.err << played.out;
  AddLawfulPack(io);
  const Ran ran = RunWith(io, {"rules", "simulate", "lawful", "--ledger", "l", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  bool found = false;
  for (const std::string& line : testing::LinesOf(ran.out)) {
    const Result<Json> json = ParseJson(line);
    ASSERT_TRUE(json.has_value()) << line;
    if (!json->contains("totals")) continue;
    const Json& votes = json->at("totals").at("votes");
    EXPECT_EQ(votes.at("newly_lost"), 1);
    EXPECT_EQ(votes.at("newly_carried"), 0);
    found = true;
  }
  EXPECT_TRUE(found) << ran.out;
  // A person reads it as well.
  const Ran read = RunWith(io, {"rules", "simulate", "lawful", "--ledger", "l"});
  EXPECT_NE(read.out.find("通过 carried 980:15，弃权 abstained 5，应投 of 1560"), std::string::npos)
      << read.out;
  EXPECT_NE(read.out.find("未通过 lost 980:15，弃权 abstained 5，应投 of 1560"), std::string::npos);
}

}  // namespace
}  // namespace yiting::verbs
