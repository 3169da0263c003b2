// A dry run reads the past's sealed ballots with the secrets that the ledger published.

#include <gtest/gtest.h>

#include "decide/seal_vote.h"
#include "dryrun/simulate.h"
#include "tests/unit/decide/poll_keys.h"
#include "tests/unit/decide/votes.h"

namespace yiting::dryrun {
namespace {

using decide::kDay;
using decide::kHour;
using decide::kMonday;
using Result = VoteTrail::Result;

class SealedPastTest : public decide::VoteTest {
 protected:
  static std::string Sealed() {
    return With(VotePack(), {{"above = true,", "above = true, sealed = true,"}});
  }
  SealedPastTest() : VoteTest(Sealed()) {}

  Report Run(const std::string& source) {
    const rulehost::PackPtr pack = packs_.Find(packs_.Add(source, {}));
    auto report = Simulate(entries_, pack, {});
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
    return report ? *report : Report();
  }
  void Seal(char voter, int64_t now_ms, const Bytes& matter, const std::string& choice) {
    v1::Payload payload = ActBody(matter, "vote");
    AddInput(payload, "choice")->set_code(choice);
    const Bytes once(crypto::kBoxKeyBytes, voter);
    decide::SealVote(*state_, packs_, decide::MemberId(voter), once,
                     *payload.mutable_act_on_matter());
    EXPECT_EQ(Do(voter, now_ms, payload), "");
  }
  // Two of three are for it.
  void Vote3(int64_t now_ms) {
    const Bytes matter = OpenVote(now_ms);
    Seal('a', now_ms + kHour, matter, "for");
    Seal('d', now_ms + kHour, matter, "against");
    Seal('e', now_ms + kHour, matter, "for");
  }

  decide::FixedKeys keys_;
  decide::WithPollKeys lent_{packs_, keys_};
};

TEST_F(SealedPastTest, UnderItsOwnPackNothingDiffers) {
  Vote3(kMonday + kHour);
  OpenCare(kMonday + 3 * kDay);
  const Report report = Run(Sealed());
  EXPECT_TRUE(report.changes.empty());
  EXPECT_EQ(report.totals.matters, 2u);
}

TEST_F(SealedPastTest, InTheOpenTheSameBallotsCountTheSame) {
  Vote3(kMonday + kHour);
  OpenCare(kMonday + 3 * kDay);
  EXPECT_TRUE(Run(VotePack()).changes.empty());
}

TEST_F(SealedPastTest, AHigherShareIsCountedOnWhatTheBoxesSaid) {
  Vote3(kMonday + kHour);
  OpenCare(kMonday + 3 * kDay);
  const Report report =
      Run(With(Sealed(), {{"most = ratio(1, 2,", "most = ratio(3, 4,"}}));
  ASSERT_EQ(report.changes.size(), 1u);
  ASSERT_EQ(report.changes[0].votes.size(), 1u);
  EXPECT_EQ(report.changes[0].votes[0].was.result, Result::kCarried);
  EXPECT_EQ(report.changes[0].votes[0].would_be.result, Result::kLost);
  EXPECT_EQ(report.changes[0].votes[0].would_be.in_favour, 2u);
  EXPECT_EQ(report.changes[0].votes[0].would_be.against, 1u);
}

// Nobody can know what a box says whose poll has not been counted: it abstains.
TEST_F(SealedPastTest, WhatIsNotOpenedYetAbstains) {
  Vote3(kMonday + kHour);
  OpenCare(kMonday + kDay);  // a day on: under the new rules the vote is over
  const Report report = Run(With(Sealed(), {{"vote_days = days(2,", "vote_days = days(1,"}}));
  EXPECT_EQ(report.decided_again, 5u);
  EXPECT_TRUE(report.refused_messages.empty());
  ASSERT_EQ(report.changes.size(), 0u);
  OpenCare(kMonday + kDay + 20 * kHour);
  const Report later = Run(With(Sealed(), {{"vote_days = days(2,", "vote_days = days(1,"}}));
  ASSERT_EQ(later.changes.size(), 1u);
  ASSERT_EQ(later.changes[0].votes.size(), 1u);
  EXPECT_EQ(later.changes[0].votes[0].would_be.result, Result::kLost);
  EXPECT_EQ(later.changes[0].votes[0].would_be.in_favour, 0u);
}

}  // namespace
}  // namespace yiting::dryrun
