// A ballot cast without a network before the vote ends, and what becomes of it: in the grace it is
// counted as late; after the grace it is refused, and its voter is told and has it still.

#include "two_phones.h"

namespace yiting::testing {
namespace {

constexpr int64_t kDay = 24 * 60 * kMinuteMs;

class LateBallot : public TwoPhones {
 protected:
  // The vote's end, as everybody's phone shows it.
  int64_t Ends(const Bytes& matter) { return At(matter).due_ms; }
  void SyncAt(Phone& phone, int64_t now_ms) {
    server_.now_ms = now_ms;
    server_.Wake();
    phone.online = true;
    phone.Sync();
    first_ = last_ = &phone;
    ExpectTheSameEverywhere();
  }
};

INSTANTIATE_TEST_SUITE_P(Once, LateBallot, ::testing::Values(Order::kOneFirst));

TEST_P(LateBallot, A6_5_CastOfflineInTimeItCountsWithinTheGrace) {
  Phone phone(server_, 'A', one_folder_.path());
  Phone other(server_, 'B', other_folder_.path());
  const Bytes matter = Opened(staff_, "late");
  const int64_t ends_ms = Ends(matter);
  Send(other, [&] { return Voting(matter, "against", "贵"); });
  phone.Sync();
  phone.GoOffline();
  server_.now_ms = ends_ms - kMinuteMs;
  Offline(phone, Voting(matter, "for", "好"));
  EXPECT_EQ(phone.Matter(matter).poll().mine(), v1::FOR);

  // While it waits its phone lets the vote close, and still has it in time.
  server_.now_ms = ends_ms + kMinuteMs;
  const v1::PollRow waiting = phone.Matter(matter).poll();
  EXPECT_TRUE(waiting.running());
  EXPECT_EQ(waiting.grace_until_ms(), ends_ms + kDay);
  EXPECT_EQ(waiting.mine(), v1::FOR);

  SyncAt(phone, ends_ms + 20 * 60 * kMinuteMs);
  const v1::PollRow poll = phone.Matter(matter).poll();
  EXPECT_EQ(poll.late(), 1u);
  EXPECT_EQ(poll.mine(), v1::FOR);
  EXPECT_TRUE(poll.hidden());
  EXPECT_EQ(poll.voted(), 2u);
  EXPECT_EQ(poll.in_favour() + poll.against(), 0u);  // nobody knows how it stands
  EXPECT_EQ(Voted(matter), 2);

  SyncAt(phone, ends_ms + kDay);
  const v1::PollRow counted = phone.Matter(matter).poll();
  EXPECT_TRUE(counted.counted());
  EXPECT_FALSE(counted.hidden());
  EXPECT_EQ(counted.in_favour(), 1u);
  EXPECT_EQ(counted.against(), 1u);
  EXPECT_EQ(counted.late(), 1u);
}

TEST_P(LateBallot, A6_5_AfterTheGraceItsVoterIsTold) {
  Phone phone(server_, 'A', one_folder_.path());
  const Bytes matter = Opened(staff_, "late");
  const int64_t ends_ms = Ends(matter);
  phone.Sync();
  phone.GoOffline();
  server_.now_ms = ends_ms - kMinuteMs;
  Offline(phone, Voting(matter, "for", "好"));
  SyncAt(phone, ends_ms + kDay);
  EXPECT_EQ(Kept(phone, v1::MATTER_CLOSED, "declined"), "好");
  EXPECT_EQ(Voted(matter), 0);
}

TEST_P(LateBallot, A6_5_CastAfterTheCloseItIsRefusedAtOnce) {
  Phone phone(server_, 'A', one_folder_.path());
  const Bytes matter = Opened(staff_, "late");
  phone.Sync();
  phone.GoOffline();
  server_.now_ms = Ends(matter) + kMinuteMs;
  const v1::Acted acted = phone.Act(Voting(matter, "for", "好"));
  EXPECT_EQ(v1::Reason_Name(acted.rejection().reason()), "VOTE_CLOSED");
}

}  // namespace
}  // namespace yiting::testing
