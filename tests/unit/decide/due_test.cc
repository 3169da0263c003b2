#include <gtest/gtest.h>

#include "hall.h"

namespace yiting::decide {
namespace {

using DueTest = HallTest;

// The first stage's deadline ends with Wednesday, 2020-01-08.
constexpr int64_t kWednesdayEnd = kMonday + 2 * kDay + 15 * kHour;

TEST_F(DueTest, TheMomentBeforeAndTheMomentItFallsDue) {
  const Bytes matter = OpenMatter('a', kMonday);
  LetFall(kWednesdayEnd - 1);
  EXPECT_EQ(At(matter).level, "");
  LetFall(kWednesdayEnd);
  EXPECT_EQ(At(matter).level, "street");
  EXPECT_EQ(At(matter).late, 1);
  EXPECT_EQ(At(matter).due_ms, kWednesdayEnd + 3 * kHour);
  EXPECT_EQ(state::CounterValue(*state_, "late.p.first"), 1);
}

TEST_F(DueTest, EscalatedTheStreetMayDoWhatStaffMay) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(ActWithCode('z', kMonday, matter, "take", "category", "noise"),
            "NOT_ALLOWED p.first.take ");
  EXPECT_EQ(ActWithCode('z', kWednesdayEnd, matter, "take", "category", "noise"), "");
  EXPECT_EQ(At(matter).stage, "second");
  EXPECT_EQ(At(matter).level, "");
}

TEST_F(DueTest, ASecondDeadlineEntersAnotherStage) {
  const Bytes matter = OpenMatter('a', kMonday);
  LetFall(kWednesdayEnd + 3 * kHour - 1);
  EXPECT_EQ(At(matter).stage, "first");
  LetFall(kWednesdayEnd + 3 * kHour);
  EXPECT_EQ(At(matter).stage, "second");
  EXPECT_EQ(At(matter).due_ms, kWednesdayEnd + 51 * kHour);
}

TEST_F(DueTest, ADeadlineCanCloseAMatter) {
  const Bytes matter = Second(kMonday);
  LetFall(kMonday + 48 * kHour);
  EXPECT_EQ(At(matter).outcome, "lapsed");
  EXPECT_EQ(At(matter).closed_ms, kMonday + 48 * kHour);
  EXPECT_FALSE(state::NextDue(*state_).has_value());
}

TEST_F(DueTest, LeavingTheStageInTimeClearsIt) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(At(matter).late, 0);
  EXPECT_EQ(At(matter).due_ms, kMonday + 48 * kHour);
  EXPECT_FALSE(state::FindDeadline(*state_, 1)->running);
}

// A server that slept a week makes the entries that one which never stopped made.
TEST_F(DueTest, WakingLateGivesTheSameLedger) {
  auto play = [this](int64_t step) {
    state_ = Open();
    replica_ = Open();
    entries_.clear();
    counter_ = 0;
    v1::Payload create;
    v1::CreateCommunity* body = create.mutable_create_community();
    body->mutable_title()->set_zh("试验社区");
    body->set_sequencer_key(Bytes(32, 's'));
    body->set_pack_hash(packs_.pack().hash());
    AddNew(body->add_members(), 'r', "registrar", "");
    AddNew(body->add_members(), 'a', "resident", "");
    EXPECT_EQ(Do('r', kMonday, create), "");
    for (int i = 0; i < 5; ++i) OpenMatter('a', kMonday + i * kHour);
    for (int64_t now = kMonday + 5 * kHour; now < kMonday + 10 * kDay; now += step) LetFall(now);
    LetFall(kMonday + 10 * kDay);
    return entries_;
  };
  const std::vector<Bytes> minute = play(17 * kHour / 10);
  EXPECT_EQ(minute.size(), 1u + 5 + 5 * 3);
  EXPECT_EQ(play(7 * kDay), minute);
  EXPECT_EQ(play(kHour / 2), minute);
}

TEST_F(DueTest, EqualDueTimesFallInTheOrderOfTheirNumbers) {
  for (int i = 0; i < 4; ++i) OpenMatter('a', kMonday + i);
  const size_t before = entries_.size();
  LetFall(kWednesdayEnd);
  ASSERT_EQ(entries_.size(), before + 4);
  for (size_t i = 0; i < 4; ++i) {
    auto entry = schema::Decode<v1::Entry>(entries_[before + i]);
    EXPECT_EQ(entry->deadline(), i + 1);
    EXPECT_EQ(entry->time_ms(), kWednesdayEnd);
  }
}

}  // namespace
}  // namespace yiting::decide
