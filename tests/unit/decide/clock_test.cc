#include <gtest/gtest.h>

#include "votes.h"

namespace yiting::decide {
namespace {

// The clock of a whole matter: 24 hours, then the street has another 24.
using ClockTest = VoteTest;

class ShortTableTest : public VoteTest {
 protected:
  ShortTableTest() : VoteTest(With(VotePack(), {{"= workdays(2,", "= workdays(1,"}})) {}
};

TEST_F(ClockTest, RunsFromOpeningToClosingBesideTheStages) {
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(At(matter).clock_due_ms, kMonday + 24 * kHour);
  EXPECT_EQ(At(matter).due_ms, kMonday + 3 * kHour);
  LetFall(kMonday + 7 * kHour);  // both limits of the answers: the stage moves, the clock runs on
  EXPECT_EQ(At(matter).stage, "table");
  EXPECT_EQ(At(matter).clock_due_ms, kMonday + 24 * kHour);
  EXPECT_EQ(Act('w', kMonday + 8 * kHour, matter, "settle"), "");
  EXPECT_EQ(At(matter).clock, 0u);
  EXPECT_EQ(At(matter).clock_due_ms, 0);
  EXPECT_FALSE(state::NextDue(*state_).has_value());
  EXPECT_EQ(state::CounterValue(*state_, "kept.care"), 1);
  EXPECT_EQ(state::CounterValue(*state_, "late.care"), 0);
}

TEST_F(ClockTest, AStageNeedsNoDeadlineOfItsOwn) {
  const Bytes matter = OpenCare(kMonday);
  EXPECT_EQ(At(matter).due_ms, 0);
  EXPECT_EQ(state::NextDue(*state_)->due_ms, kMonday + 24 * kHour);
  EXPECT_EQ(state::NextDue(*state_)->stage, "");
}

TEST_F(ClockTest, TheMomentBeforeAndTheMomentItRunsOut) {
  const Bytes matter = OpenCare(kMonday);
  LetFall(kMonday + 24 * kHour - 1);
  EXPECT_EQ(At(matter).clock_late, 0);
  EXPECT_EQ(At(matter).level, "");
  LetFall(kMonday + 24 * kHour);
  EXPECT_EQ(At(matter).clock_late, 1);
  EXPECT_EQ(At(matter).level, "street");
  EXPECT_EQ(At(matter).late, 0);
  EXPECT_EQ(At(matter).clock_due_ms, kMonday + 48 * kHour);
  EXPECT_EQ(state::CounterValue(*state_, "late.care"), 1);
  EXPECT_EQ(state::CounterValue(*state_, "late.care.sent"), 0);
  // The street may do now what staff may.
  EXPECT_EQ(ActWithCode('z', kMonday + 25 * kHour, matter, "assign", "category", "noise"), "");
}

TEST_F(ClockTest, ItsEndEndsTheStagesDeadlineToo) {
  const Bytes matter = OpenCare(kMonday);
  EXPECT_EQ(ActWithCode('w', kMonday + 47 * kHour, matter, "assign", "category", "noise"), "");
  EXPECT_EQ(At(matter).due_ms, kMonday + 50 * kHour);
  LetFall(kMonday + 48 * kHour);
  EXPECT_EQ(At(matter).outcome, "lapsed");
  EXPECT_FALSE(state::NextDue(*state_).has_value());
  EXPECT_EQ(state::CounterValue(*state_, "kept.care"), 0);
  EXPECT_EQ(state::CounterValue(*state_, "late.care"), 2);
}

TEST_F(ShortTableTest, AStagesEndEndsTheClock) {
  const Bytes matter = OpenAnswers(kMonday + 17 * kHour);  // Tuesday, 02:00
  LetFall(kMonday + 24 * kHour);
  EXPECT_EQ(At(matter).stage, "table");
  LetFall(kMonday + 63 * kHour);  // Wednesday is over; the clock had two hours left
  EXPECT_EQ(At(matter).outcome, "lapsed");
  EXPECT_EQ(At(matter).clock, 0u);
  EXPECT_FALSE(state::NextDue(*state_).has_value());
}

TEST_F(ClockTest, WakingLateGivesTheSameLedger) {
  auto play = [](int64_t step) {
    class Played : public VoteTest {
     public:
      using VoteTest::entries_;
      using VoteTest::LetFall;
      using VoteTest::OpenAnswers;
      void TestBody() override {}
    } hall;
    hall.OpenAnswers(kMonday);
    hall.OpenAnswers(kMonday + 20 * 60'000);
    for (int64_t now = kMonday + kHour; now < kMonday + 3 * kDay; now += step) hall.LetFall(now);
    hall.LetFall(kMonday + 3 * kDay);
    return hall.entries_;
  };
  const std::vector<Bytes> often = play(11 * 60'000);
  EXPECT_GT(often.size(), 10u);
  EXPECT_EQ(play(3 * kDay), often);
}

}  // namespace
}  // namespace yiting::decide
