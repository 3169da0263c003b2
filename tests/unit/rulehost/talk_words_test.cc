// What a pack says of meetings, opinions and reviewers, and the faults that one makes there.

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

constexpr char kTalk[] = R"(
local about = number { "第几条", min = 1, max = 5000 }
return pack {
  "测试", id = "t", version = "1",
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "staff" { "社工", staff = true },
  outcome "done" { "办结" },
  params { names = count(1, "不显示姓名"), few = count(3, "至少"), half = ratio(1, 2, "一半") },
  procedure "p" {
    "规程", may_open = "staff",
    stage "one" {
      "第一步", deadline { within = days(7), on_late = close "done" },
      action "ask" { "约请", by = "staff", does = "invite", needs = { invitees = members } },
      action "come" { "来", by = "invitee", does = "confirm", needs = {
        coming = code { "来", options = { { "yes", "来" }, { "no", "不来" } } } } },
      action "open" { "开", by = "staff", to = "two",
                      quorum = { least = param "few", share = param "half" } },
    },
    stage "two" {
      "第二步", deadline { within = days(7), on_late = close "done" },
      action "there" { "签到", by = "invitee", does = "attend", needs = {
        mode = code { "在", options = { { "room", "现场" }, { "online", "线上" } } } } },
      action "say" { "说", by = "invitee", does = "opine", pseudonymous = param "names", needs = {
        opinion = text, from = code { "在", options = { { "room", "现场" }, { "online", "线上" } } },
        reply_to = number { "回复", min = 1, max = 5000, optional = true } } },
      action "like" { "赞", by = "invitee", does = "praise", needs = { about = about } },
      action "fold" { "收", by = "staff", does = "hide", needs = { about = about, reason = text } },
      action "name" { "定", by = "staff", does = "name_reviewers", needs = { reviewers = members } },
      action "same" { "并", by = "staff", does = "link", needs = { duplicates = matters } },
      action "agree" { "随", by = "asked", does = "answer_link", needs = {
        agree = code { "随", options = { { "yes", "是" }, { "no", "否" } } } } },
      action "give" { "任", by = "staff", does = "appoint", appoints = "staff" },
      action "sign" { "签", by = "reviewer", all_reviewers = true, outcome = "done" },
    },
  },
}
)";

TEST(TalkWordsTest, SayWhatTheyMean) {
  const PackPtr pack = LoadGood(kTalk);
  ASSERT_NE(pack, nullptr);
  const v1::Quorum& quorum = pack->FindAction("p", "one", "open")->quorum();
  EXPECT_EQ(quorum.least(), 3);
  EXPECT_EQ(quorum.part(), 1);
  EXPECT_EQ(quorum.whole(), 2);
  EXPECT_TRUE(pack->FindAction("p", "two", "say")->pseudonymous());
  EXPECT_FALSE(pack->FindAction("p", "two", "like")->pseudonymous());
  EXPECT_TRUE(pack->FindAction("p", "two", "sign")->all_reviewers());
}

TEST(TalkWordsTest, A5_12_HelpersEnterWhatPeopleSayOfThemselves) {
  const PackPtr pack = LoadGood(
      ChangedIn(kTalk, "does = \"confirm\",", "does = \"confirm\", helpers = \"staff\","));
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->FindAction("p", "one", "come")->helpers(0), "staff");
  EXPECT_TRUE(pack->FindAction("p", "two", "there")->helpers().empty());
}

TEST(TalkWordsTest, AQuorumIsANumberOrAShareOrBoth) {
  const PackPtr pack = LoadGood(ChangedIn(kTalk, ", share = param \"half\"", ""));
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->FindAction("p", "one", "open")->quorum().least(), 3);
  EXPECT_EQ(pack->FindAction("p", "one", "open")->quorum().whole(), 0);
  ExpectNothingToSay(Check(ChangedIn(kTalk, "least = param \"few\", ", "")));
}

struct Fault {
  const char* from;
  const char* to;
  const char* said;  // of what is said of it, in English
};

class TalkFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(TalkFaultTest, IsTold) {
  const auto& [from, to, said] = GetParam();
  EXPECT_NE(ListInBothLanguages(Check(ChangedIn(kTalk, from, to))).find(said), std::string::npos)
      << ListInBothLanguages(Check(ChangedIn(kTalk, from, to)));
}

INSTANTIATE_TEST_SUITE_P(
    All, TalkFaultTest,
    ::testing::Values(
        Fault{"quorum = { least = param \"few\", share = param \"half\" }", "quorum = { }",
              "quorum needs least"},
        Fault{"quorum = { least", "quorum = { most = 1, least", "there is no key most"},
        Fault{"by = \"invitee\", does = \"attend\"", "by = \"staff\", does = \"attend\"",
              "attend is for"},
        Fault{"does = \"confirm\",", "does = \"confirm\", helpers = { \"staff\", \"clerk\" },",
              "there is no role clerk"},
        Fault{"does = \"confirm\",", "does = \"confirm\", helpers = \"opener\",",
              "there is no role opener"},
        // A signature is not said; nor is what staff do; and praise is nobody else's.
        Fault{"by = \"reviewer\",", "by = \"reviewer\", helpers = \"staff\",",
              "helpers goes with what people say of themselves"},
        Fault{"does = \"praise\",", "does = \"praise\", helpers = \"staff\",",
              "helpers goes with what people say of themselves"},
        Fault{"does = \"hide\",", "does = \"hide\", helpers = \"staff\",",
              "helpers goes with what people say of themselves"},
        Fault{"needs = {\n        mode =", "needs = { attendees = members,\n        mode =",
              "what others wrote on paper is entered by staff; invitee is none"},
        Fault{"needs = {\n        coming =", "needs = { invitee = members,\n        coming =",
              "what others wrote on paper is entered by staff; invitee is none"},
        Fault{"{ \"room\", \"现场\" }, { \"online\", \"线上\" } } } } },\n      action \"say\"",
              "{ \"room\", \"现场\" }, { \"phone\", \"电话\" } } } } },\n      action \"say\"",
              "the options of mode are room and online"},
        Fault{"opinion = text, from = code { \"在\", options = { { \"room\", \"现场\" }",
              "opinion = text, from = code { \"在\", options = { { \"hall\", \"现场\" }",
              "the options of from are room and online"},
        Fault{"reply_to = number { \"回复\", min = 1, max = 5000, optional = true }",
              "reply_to = text { \"回复\", optional = true }",
              "reply_to is the number of an opinion"},
        Fault{"opinion = text,", "words = text,", "this effect needs a required input opinion"},
        Fault{"does = \"praise\", needs = { about = about }", "does = \"praise\"",
              "this effect needs a required input about"},
        Fault{"needs = { about = about, reason = text }", "needs = { about = about }",
              "this effect needs a required input reason"},
        Fault{"does = \"hide\", needs = { about = about, reason = text }",
              "does = \"tell\", needs = { reason = text { audience = \"parties\" } }",
              "telling needs a text that supporters may read as well"},
        Fault{"does = \"praise\",", "does = { \"praise\", \"praise\" },", "is written twice"},
        Fault{"does = \"praise\",", "does = \"praise\", outcome = \"done\",", "moves nothing"},
        Fault{"does = \"praise\",", "does = \"praise\", pseudonymous = true,",
              "pseudonymous goes with does = \"opine\""},
        Fault{"pseudonymous = param \"names\"", "pseudonymous = param \"few\"",
              "pseudonymous is 0 … 1, or a parameter"},
        Fault{"by = \"reviewer\", all_reviewers", "by = \"staff\", all_reviewers",
              "all_reviewers is for reviewer"},
        Fault{"does = \"link\"", "does = { \"link\", \"unlink\" }", "write two actions"},
        Fault{"does = \"link\"", "does = \"link\", signers = 2", "it cannot wait for several"},
        Fault{"does = \"link\"", "does = \"unlink\", signers = 2", "it cannot wait for several"},
        Fault{"by = \"staff\", does = \"link\"",
              "by = \"reviewer\", all_reviewers = true, does = \"link\"",
              "it cannot wait for several"},
        Fault{"does = \"answer_link\"", "does = { \"support\", \"answer_link\" }",
              "answer_link and support cannot stand in one action"},
        Fault{"does = \"appoint\"", "does = { \"appoint\", \"dismiss\" }",
              "appoint and dismiss cannot stand in one action"},
        Fault{"needs = { reviewers = members }", "needs = { members = members }",
              "this effect needs a required input reviewers"}));

}  // namespace
}  // namespace yiting::rulehost
