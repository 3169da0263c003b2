#include "drawing/chart.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/drawing/pack_of.h"

namespace yiting::drawing {
namespace {

using Texts = std::vector<std::string>;

Chart ChartOf(const rulehost::PackPtr& pack, const char* procedure,
              Language language = Language::kChinese) {
  return BuildChart(*pack, *pack->FindProcedure(procedure), Words(*pack, language));
}

const Row& RowOf(const Chart& chart, const std::string& stage) {
  return *std::find_if(chart.rows.begin(), chart.rows.end(),
                       [&stage](const Row& row) { return row.id == stage; });
}

Texts FactsOf(const Row& row) {
  Texts texts;
  for (const Fact& fact : row.facts) texts.push_back(fact.text);
  return texts;
}

// "1 分类 -> 2 责任方答复: 分派责任方 [社工、社区两委]", the arrows of one kind in order.
Texts ArrowsOf(const Chart& chart, Arrow::Kind kind) {
  Texts texts;
  for (const Arrow& arrow : chart.arrows) {
    if (arrow.kind != kind) continue;
    std::string text =
        NumberedTitle(chart.rows[arrow.from]) + " -> " +
        (arrow.outcome.empty() ? NumberedTitle(chart.rows[arrow.to]) : "(" + arrow.end + ")");
    for (const Reason& reason : arrow.reasons) {
      text += ": " + reason.title + (reason.who.empty() ? "" : " [" + reason.who + "]");
    }
    texts.push_back(text);
  }
  return texts;
}

bool Has(const Texts& texts, const std::string& wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

TEST(ChartTest, RowsStandInTheOrderOfTheProcedure) {
  const Chart chart = ChartOf(PackOf(kMishixiang), "bell");
  ASSERT_EQ(chart.rows.size(), 12u);
  EXPECT_EQ(chart.rows[0].kind, Row::Kind::kOpening);
  EXPECT_EQ(chart.rows[10].number, "");  // the service desk, beside the nine steps
  EXPECT_EQ(chart.rows[11].kind, Row::Kind::kAnyTime);
  for (size_t i = 1; i <= 9; ++i) EXPECT_EQ(chart.rows[i].number, std::to_string(i));
  EXPECT_EQ(NumberedTitle(chart.rows[1]), "1 提出协商申请");
}

TEST(ChartTest, StageSaysWhoWithinHowLongAndWhatLatenessDoes) {
  const rulehost::PackPtr pack = PackOf(kMishixiang);
  EXPECT_EQ(FactsOf(ChartOf(pack, "bell").rows[1]),
            (Texts{"等待社区受理", "办理：社工、社区两委", "时限：2 个工作日",
                   "超时→上报街道，再 5 个工作日", "再超时→上报区级部门"}));
  EXPECT_EQ(FactsOf(ChartOf(pack, "bell", Language::kEnglish).rows[1]),
            (Texts{"The community is to accept it",
                   "In the hands of: Social worker, Community committees", "Within 2 working days",
                   "Late → up to Street, 5 more working days",
                   "Late again → up to District department"}));
}

TEST(ChartTest, DeadlineIsTheValueThatTheStreetSet) {
  rulehost::PackFiles files;
  for (const std::string& name : testing::ListRepositoryFolder(kMishixiang)) {
    if (!name.ends_with(".lua")) continue;
    files[name] = testing::ReadRepositoryFile(std::string(kMishixiang) + "/" + name);
  }
  std::string& params = files["params.lua"];
  const size_t at = params.find("accept_days = workdays(2,");
  ASSERT_NE(at, std::string::npos);
  params.replace(at, 25, "accept_days = workdays(1,");
  const rulehost::PackPtr pack = LoadFiles(files);
  EXPECT_TRUE(Has(FactsOf(ChartOf(pack, "bell").rows[1]), "时限：1 个工作日"));
  EXPECT_TRUE(
      Has(FactsOf(ChartOf(pack, "bell", Language::kEnglish).rows[1]), "Within 1 working day"));
}

TEST(ChartTest, SoftLimitsEscalationsAndReplies) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  EXPECT_EQ(FactsOf(RowOf(ChartOf(pack, "works"), "replied")),
            (Texts{"每一个责任方都要答复", "办理：责任方、牵头单位、街道工作人员",
                   "时限：3 个工作日", "超时→记录在案，再 2 个工作日",
                   "再超时→上报街道，再 1 个工作日", "第 3 次超时→上报区，再 48 小时",
                   "增加责任方：社工、社区两委", "重新计时→本环节重来：街道工作人员"}));
  EXPECT_EQ(FactsOf(RowOf(ChartOf(pack, "works", Language::kEnglish), "replied")),
            (Texts{"Every party must reply",
                   "In the hands of: Responsible parties, Lead unit, Street staff",
                   "Within 3 working days", "Late → on the record, 2 more working days",
                   "Late again → up to Street, 1 more working day",
                   "Late, 3 times → up to District, 48 more hours",
                   "Alert further parties: Social worker, Community committees",
                   "Start the clock again → this stage again: Street staff"}));
}

TEST(ChartTest, WholeMattersClockStandsWithTheOpening) {
  const Chart chart = ChartOf(PackOf(kComplicated), "works");
  EXPECT_EQ(FactsOf(chart.rows[0]), (Texts{"居民提出：居民、业主", "街道交办：街道工作人员",
                                           "全程时限：60 天", "超时→上报街道，再 10 个工作日"}));
  EXPECT_EQ(chart.notes,
            (Texts{"上报街道：街道工作人员也可以办理", "上报区：区里的联络员也可以办理"}));
  EXPECT_TRUE(Has(FactsOf(RowOf(chart, "done")), "不单独计时，按全程时限"));
}

TEST(ChartTest, PollSaysWhoVotesAndWhatCarriesIt) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  EXPECT_EQ(FactsOf(RowOf(ChartOf(pack, "works"), "polled")),
            (Texts{"办理：投票人、街道工作人员", "时限：15 天", "期满→计票", "表决：业主，每户一票",
                   "参加表决者须达到全体投票人的 2/3", "同意票超过参加表决者的 1/2 为通过",
                   "投票：投票人"}));
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "works"), Arrow::Kind::kResult),
            (Texts{"5 业主表决 -> 6 施工和验收: 表决通过",
                   "5 业主表决 -> (表决未通过，不再办理): 表决未通过"}));
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "works", Language::kEnglish), Arrow::Kind::kResult),
            (Texts{"5 Owners' poll -> 6 Works and acceptance: Carried",
                   "5 Owners' poll -> (Voted down, not pursued): Not carried"}));
}

TEST(ChartTest, LatenessAndTheEndOfAPeriodAreToldApart) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "works"), Arrow::Kind::kLate),
            (Texts{"谁可以提出 -> (逾期终止): 全程再超过 10 个工作日，自动",
                   "1 分类 -> 2 责任方答复: 超过 24 小时，自动",
                   "2 责任方答复 -> 4 圆桌会: 再超过 48 小时，自动"}));
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "works", Language::kEnglish), Arrow::Kind::kLate)[0],
            "Who may open it -> (Ended for lateness): "
            "The whole matter: late after 10 more working days, by itself");
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "tip"), Arrow::Kind::kPeriod),
            (Texts{"2 处理完 -> (已解决): 满 1 天，自动"}));
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "tip", Language::kEnglish), Arrow::Kind::kPeriod),
            (Texts{"2 Fixed -> (Resolved): After 1 day, by itself"}));
}

TEST(ChartTest, APeriodOfNoDaysEndsTheSameDay) {
  const rulehost::PackPtr pack = PackOf(kMishixiang);
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "worklog"), Arrow::Kind::kPeriod),
            (Texts{"1 当天 -> (封存): 当天结束，自动"}));
  EXPECT_EQ(ArrowsOf(ChartOf(pack, "worklog", Language::kEnglish), Arrow::Kind::kPeriod),
            (Texts{"1 The day -> (Closed for good): After the same day, by itself"}));
}

TEST(ChartTest, ActionsSayWhoAndOnWhatCondition) {
  const Texts arrows = ArrowsOf(ChartOf(PackOf(kComplicated), "works"), Arrow::Kind::kAction);
  for (const char* wanted : {
           "谁可以提出 -> 1 分类: 提出（另有条件）",
           "1 分类 -> (已解决): 当场解决 [社工、社区两委]",
           "1 分类 -> 5 业主表决: 直接表决 [街道工作人员]",
           "2 责任方答复 -> 3 核实答复: 答复（各责任方都答复后） [责任方、牵头单位]",
           "3 核实答复 -> 1 分类: 分错了，重新分类 [社工、社区两委]",
           "4 圆桌会 -> (已解决): 签字达成一致（满 3 人） [参与人]",
           "办结前随时可以 -> 4 圆桌会: 街道接手，直接开圆桌会 [街道工作人员]",
       }) {
    EXPECT_TRUE(Has(arrows, wanted)) << wanted;
  }
}

TEST(ChartTest, ActionsThatLeadTheSameWayShareAnArrow) {
  const rulehost::PackPtr pack = LoadFiles({{"pack.lua", R"(return pack {
    "试验", id = "trial", version = "1", level "street" { "街道", rank = 1 },
    role "resident" { "居民" }, role "registrar" { "登记员" }, role "observer" { "观察员" },
    role "street_staff" { "街道", staff = true, level = "street" },
    unit "office" { "办公室", kind = "office" }, category "other" { "其他", lead = "office" },
    outcome "done" { "办结" },
    procedure "one" { "试验", may_open = { "resident" },
      stage "open" { "办理", deadline { within = days(1) },
        action "a" { "甲", by = "resident", outcome = "done" },
        action "b" { "乙", by = "street_staff", outcome = "done" } } } })"}});
  ASSERT_NE(pack, nullptr);
  const Texts arrows = ArrowsOf(ChartOf(pack, "one", Language::kEnglish), Arrow::Kind::kAction);
  EXPECT_EQ(arrows,
            (Texts{"Who may open it -> 1 办理: Open", "1 办理 -> (办结): 甲 [居民]: 乙 [街道]"}))
      << "a title without English shows its Chinese";
}

TEST(DescribeTest, SaysTheWholeChart) {
  const rulehost::PackPtr pack = PackOf(kComplicated);
  const Words words(*pack, Language::kChinese);
  const std::string said = Describe(BuildChart(*pack, *pack->FindProcedure("tip"), words), words);
  EXPECT_EQ(said,
            "谁可以提出；提请人：居民；提出→1 看一看。"
            "2 处理完；时限：1 天；满 1 天，自动→结束：已解决。"
            "1 看一看；办理：社工、社区两委；时限：1 个工作日；"
            "超过 1 个工作日，自动→2 处理完；处理（社工、社区两委）→2 处理完。");
}

}  // namespace
}  // namespace yiting::drawing
