// A poll in the words of a drawing: all that its rule says, and nothing that it does not.

#include "drawing/poll_words.h"

#include <gtest/gtest.h>

#include <string>

#include "pack_of.h"

namespace yiting::drawing {
namespace {

class PollWords : public ::testing::Test {
 protected:
  PollWords() { poll_.add_electors("resident"); }
  std::string Say(Language language) {
    const Words words(*pack_, language);
    std::string all;
    for (const std::string& line : PollLines(poll_, words)) all += line + "\n";
    return all;
  }

  rulehost::PackPtr pack_ = PackOf("rules/packs/baoshan");
  v1::Poll poll_;
};

TEST_F(PollWords, A6_7_ForOrAgainst) {
  poll_.set_by_household(true);
  poll_.set_turnout_part(1);
  poll_.set_turnout_whole(2);
  poll_.set_approve_part(2);
  poll_.set_approve_whole(3);
  poll_.set_base(v1::Poll::VOTED);
  EXPECT_EQ(Say(Language::kChinese),
            "表决：居民，每户一票\n参加表决者须达到全体投票人的 1/2\n"
            "同意票达到参加表决者的 2/3 为通过\n");
  poll_.set_above(true);
  poll_.set_turnout_above(true);
  poll_.set_base(v1::Poll::DECIDED);
  poll_.set_changeable(true);
  EXPECT_EQ(Say(Language::kEnglish),
            "Poll: Resident, one ballot a household\nTurnout: more than 1/2 of all who may\n"
            "Carried by more than 2/3 of those for and against\n"
            "A ballot can be changed until the close\n");
}

TEST_F(PollWords, A6_7_OwnersByHeadsAndByArea) {
  poll_.set_by_owner(true);
  poll_.set_by_area(true);
  poll_.set_approve_part(1);
  poll_.set_approve_whole(2);
  poll_.set_above(true);
  poll_.set_base(v1::Poll::ELECTORS);
  EXPECT_EQ(Say(Language::kChinese),
            "表决：居民，每个业主一票\n同意票超过全体投票人的 1/2 为通过（人数和面积都算）\n");
}

TEST_F(PollWords, A6_3_EachMethodSaysHowItChooses) {
  const auto second = [this] {
    const std::string all = Say(Language::kChinese);
    const size_t line = all.find('\n') + 1;
    return all.substr(line, all.size() - line - 1);
  };
  poll_.set_method(v1::Poll::CHOICE);
  EXPECT_EQ(second(), "选一个；票最多的选定，并列的都不选定");
  poll_.set_method(v1::Poll::APPROVAL);
  EXPECT_EQ(second(), "可以选几个；前 1 名选定，末位并列的都不选定");
  poll_.set_seats(3);
  EXPECT_EQ(second(), "可以选几个；前 3 名选定，末位并列的都不选定");
  poll_.set_method(v1::Poll::RANKING);
  EXPECT_EQ(second(), "按喜欢的先后排；一轮一轮去掉最少的，到有一个过半数");
  poll_.set_method(v1::Poll::BUDGET);
  poll_.set_budget(20'000'00);
  EXPECT_EQ(second(), "预算 20000 元内选几样；票多的先定，钱够再定下一样");
  poll_.set_approve_part(1);
  poll_.set_approve_whole(4);
  poll_.set_base(v1::Poll::DECIDED);
  EXPECT_EQ(second(),
            "预算 20000 元内选几样；票多的先定，钱够再定下一样\n选它的要达到没有弃权的票的 1/4");
}

TEST_F(PollWords, A6_5_GraceHiddenCountsAndAdvice) {
  poll_.set_method(v1::Poll::CHOICE);
  poll_.set_shown_at_end(true);
  poll_.set_advisory(true);
  EXPECT_NE(Say(Language::kChinese).find("\n计票前不显示票数\n征求意见，没有约束力\n"),
            std::string::npos);
  poll_.set_grace_hours(24);
  EXPECT_NE(
      Say(Language::kChinese).find("\n截止前没有网络时投的票，再收 24 小时；计票前不显示票数\n"),
      std::string::npos);
  EXPECT_NE(Say(Language::kEnglish).find("may come for 24 hours"), std::string::npos);
}

}  // namespace
}  // namespace yiting::drawing
