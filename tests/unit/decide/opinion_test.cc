// Opinions: one list for room and phones, answers, praise, reports, and what staff hide.

#include <gtest/gtest.h>

#include "schema/limits.h"
#include "state/apply.h"
#include "talks.h"

namespace yiting::decide {
namespace {

class OpinionTest : public TalkTest {
 protected:
  OpinionTest() { Talk(); }
};

TEST_F(OpinionTest, A6_1_RoomAndPhonesAreOneList) {
  EXPECT_EQ(Speak('b'), "");
  EXPECT_EQ(Speak('w', 0, "room"), "");
  EXPECT_EQ(Speak('g'), "");
  const auto all = state::OpinionsOf(*state_, matter_);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].member, MemberId('b'));
  EXPECT_FALSE(all[0].from_room);
  EXPECT_TRUE(all[1].from_room);
  EXPECT_EQ(all[2].opinion, 3);
  EXPECT_EQ(all[2].pseudonym, 0);
}

TEST_F(OpinionTest, A6_1_APseudonymIsANumberForEachAuthor) {
  EXPECT_EQ(Say('b', "whisper"), "");
  EXPECT_EQ(Say('c', "whisper"), "");
  EXPECT_EQ(Say('b', "whisper"), "");
  EXPECT_EQ(Opinion(1).pseudonym, 1);
  EXPECT_EQ(Opinion(2).pseudonym, 2);
  EXPECT_EQ(Opinion(3).pseudonym, 1);
}

TEST_F(OpinionTest, A6_1_TheStreetSaysByAParameterWhetherNamesAreShown) {
  const auto hum = [](const rulehost::LoadedPack& pack) {
    return pack.FindAction("p", "talk", "hum")->pseudonymous();
  };
  EXPECT_FALSE(hum(packs_.pack()));
  v1::PackBundle::Choice choice;
  choice.set_id("names");
  choice.set_value(1);
  EXPECT_TRUE(hum(*packs_.Find(packs_.Add(kTalkPack, {choice}))));
}

TEST_F(OpinionTest, A6_10_AnAnswerIsToWhatIsThereAndShown) {
  EXPECT_EQ(Speak('b', 1), "OPINION_UNKNOWN p.talk.speak reply_to");
  EXPECT_EQ(Speak('b'), "");
  EXPECT_EQ(Speak('c', 1), "");
  EXPECT_EQ(Opinion(2).reply_to, 1);
  EXPECT_EQ(Speak('c', 3), "OPINION_UNKNOWN p.talk.speak reply_to");
  EXPECT_EQ(Hide('w', 1), "");
  EXPECT_EQ(Speak('c', 1), "OPINION_UNKNOWN p.talk.speak reply_to");
  EXPECT_EQ(Speak('c', 2), "");
}

TEST_F(OpinionTest, A6_10_PraiseOnceAndNotOnesOwn) {
  EXPECT_EQ(Mark('c', "praise", 1), "OPINION_UNKNOWN p.talk.praise about");
  EXPECT_EQ(Speak('b'), "");
  EXPECT_EQ(Mark('b', "praise", 1), "NOT_ALLOWED p.talk.praise about");
  EXPECT_EQ(Mark('c', "praise", 1), "");
  EXPECT_EQ(Mark('c', "praise", 1), "ALREADY_DONE p.talk.praise ");
  EXPECT_EQ(Mark('d', "praise", 1), "");
  EXPECT_EQ(Opinion(1).praised, 2);
  EXPECT_EQ(Opinion(1).reported, 0);
}

TEST_F(OpinionTest, A6_10_ReportsEndWhenStaffHaveLooked) {
  EXPECT_EQ(Speak('b'), "");
  EXPECT_EQ(Mark('b', "report", 1), "NOT_ALLOWED p.talk.report about");
  EXPECT_EQ(Mark('c', "report", 1), "");
  EXPECT_EQ(Mark('c', "report", 1), "ALREADY_DONE p.talk.report ");
  EXPECT_EQ(Opinion(1).reported, 1);
  EXPECT_EQ(Hide('c', 1), "NOT_ALLOWED p.talk.hide ");
  EXPECT_EQ(Mark('w', "hide", 1), "INPUT_MISSING p.talk.hide reason");
  EXPECT_EQ(Hide('w', 2), "OPINION_UNKNOWN p.talk.hide about");
  EXPECT_EQ(Hide('w', 1), "");
  EXPECT_TRUE(Opinion(1).hidden);
  EXPECT_EQ(Mark('d', "report", 1), "OPINION_UNKNOWN p.talk.report about");
  EXPECT_EQ(Mark('d', "praise", 1), "OPINION_UNKNOWN p.talk.praise about");
  EXPECT_EQ(Hide('w', 1), "");
  EXPECT_FALSE(Opinion(1).hidden);
  EXPECT_EQ(Opinion(1).reported, 0);
  EXPECT_EQ(Mark('c', "report", 1), "ALREADY_DONE p.talk.report ");
  EXPECT_EQ(Mark('d', "report", 1), "");
}

// Else staff who hide it would hide what that other person gave.
TEST_F(OpinionTest, A6_10_NobodySaysWhatSomebodyElseGave) {
  const auto say_again = [this](char actor) {
    prose_ = 0;
    return Say(actor, "whisper");
  };
  EXPECT_EQ(say_again('b'), "");
  EXPECT_EQ(say_again('c'), "INPUT_INVALID p.talk.whisper opinion");
  EXPECT_EQ(say_again('b'), "");
  EXPECT_EQ(Say('c', "whisper"), "");
}

TEST_F(OpinionTest, AMatterTakesOnlySoManyOpinions) {
  ASSERT_TRUE(state_->Begin().has_value());
  state::EntryPlace place{state_->facts().size, kMonday, state_->facts().pack};
  for (int64_t i = 1; i <= schema::kOpinionsMax; ++i) {
    v1::Event event;
    event.mutable_opinion_given()->set_matter(matter_);
    event.mutable_opinion_given()->set_opinion(static_cast<uint32_t>(i));
    event.mutable_opinion_given()->set_by(MemberId('b'));
    event.mutable_opinion_given()->mutable_text()->set_commitment(
        Bytes(30, 'y') + std::string({static_cast<char>(i / 100), static_cast<char>(i % 100)}));
    state::Apply(*state_, place, event);
  }
  ASSERT_TRUE(state_->Commit().has_value());
  EXPECT_EQ(Speak('b'), "TOO_MANY p.talk.speak 5000");
}

TEST_F(OpinionTest, ObserversSayNothingAndNobodyDoesWhenItIsOver) {
  EXPECT_EQ(Speak('b'), "");
  EXPECT_EQ(Speak('o'), "OBSERVER  ");
  EXPECT_EQ(Mark('o', "praise", 1), "OBSERVER  ");
  EXPECT_EQ(Speak('h'), "NOT_ALLOWED p.talk.speak ");
  EXPECT_EQ(Act('w', kMonday, matter_, "finish"), "");
  EXPECT_EQ(Speak('b'), "MATTER_CLOSED p done");
  EXPECT_EQ(Mark('c', "praise", 1), "MATTER_CLOSED p done");
  EXPECT_EQ(Hide('w', 1), "MATTER_CLOSED p done");
}

}  // namespace
}  // namespace yiting::decide
