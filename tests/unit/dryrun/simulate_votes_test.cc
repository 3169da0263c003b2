// Dry runs of votes, of units' answers, of the whole matter's clock, and of a ledger in which packs
// themselves came and went.

#include "dryrun/simulate.h"
#include "tests/unit/decide/votes.h"

namespace yiting::dryrun {
namespace {

using decide::kDay;
using decide::kHour;
using decide::kMonday;
using Result = VoteTrail::Result;

class SimulateVotesTest : public decide::VoteTest {
 protected:
  Report Run(const std::string& source, std::vector<v1::PackBundle::Choice> choices = {}) {
    const rulehost::PackPtr pack = packs_.Find(packs_.Add(source, std::move(choices)));
    auto report = Simulate(entries_, pack, {});
    EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
    return report ? *report : Report();
  }

  // Two of three ballots are for it; the third of the four electors (H, I, e) stays away.
  Bytes Voted(int64_t now_ms) {
    const Bytes matter = OpenVote(now_ms);
    EXPECT_EQ(Vote('a', now_ms + kHour, matter, "for"), "");
    EXPECT_EQ(Vote('b', now_ms + kHour, matter, "for"), "");
    EXPECT_EQ(Vote('d', now_ms + kHour, matter, "against"), "");
    return matter;
  }
};

TEST_F(SimulateVotesTest, UnderItsOwnPackNothingDiffers) {
  Voted(kMonday + kHour);
  OpenAnswers(kMonday + 3 * kHour);
  OpenCare(kMonday + 4 * kDay);
  const Report report = Run(VotePack());
  EXPECT_TRUE(report.changes.empty());
  EXPECT_EQ(report.totals.matters, 3u);
  EXPECT_GT(report.totals.late.was, 0u);
}

TEST_F(SimulateVotesTest, AHigherShareLosesWhatWasCarried) {
  const Bytes matter = Voted(kMonday + kHour);
  OpenCare(kMonday + 3 * kDay);  // time goes on: the vote is counted
  v1::PackBundle::Choice most;
  most.set_id("most");
  most.set_value(3);
  most.set_denominator(4);
  const Report report = Run(VotePack(), {most});
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  EXPECT_EQ(change.matter, matter);
  ASSERT_EQ(change.votes.size(), 1u);
  EXPECT_EQ(change.votes[0].was.result, Result::kCarried);
  EXPECT_EQ(change.votes[0].would_be.result, Result::kLost);
  EXPECT_EQ(change.votes[0].would_be.in_favour, 2u);
  EXPECT_EQ(change.votes[0].would_be.against, 1u);
  EXPECT_EQ(change.was.outcome, "adopted");
  EXPECT_EQ(change.would_be.stage, "talk");
  ASSERT_TRUE(change.diverges.has_value());
  EXPECT_FALSE(change.diverges->refused);
  EXPECT_EQ(change.diverges->was->outcome, "adopted");
  EXPECT_EQ(change.diverges->would_be->stage, "talk");
  // That the vote's time was up makes nobody late.
  EXPECT_TRUE(change.deadlines.empty());
  EXPECT_EQ(report.totals.votes_newly_lost, 1u);
  EXPECT_EQ(report.totals.votes_newly_carried, 0u);
}

TEST_F(SimulateVotesTest, OneBallotAHouseholdRefusesTheSecondAndKeepsTheResultOrNot) {
  Voted(kMonday + kHour);
  OpenCare(kMonday + 3 * kDay);
  const Report report = Run(VotePack("voted", "per = \"household\","));
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  ASSERT_EQ(change.refused.size(), 1u);
  EXPECT_EQ(change.refused[0].action, "vote");
  EXPECT_EQ(change.refused[0].actor, decide::MemberId('b'));
  EXPECT_EQ(change.refused[0].rule, "rules.vote.vote");
  // One to one is not above one half.
  EXPECT_EQ(change.votes.at(0).would_be.result, Result::kLost);
}

TEST_F(SimulateVotesTest, AVoteThatIsStillRunningAtTheEndIsComparedAsItStands) {
  const Bytes matter = Voted(kMonday + kHour);
  v1::PackBundle::Choice days;
  days.set_id("vote_days");
  days.set_value(1);
  OpenCare(kMonday + 40 * kHour);  // Wednesday, 01:00
  const Report report = Run(VotePack(), {days});
  ASSERT_EQ(report.changes.size(), 1u);
  EXPECT_EQ(report.changes[0].matter, matter);
  EXPECT_EQ(report.changes[0].votes.at(0).was.result, Result::kRunning);
  EXPECT_EQ(report.changes[0].votes.at(0).would_be.result, Result::kCarried);
  EXPECT_EQ(report.totals.votes_other, 1u);
}

TEST_F(SimulateVotesTest, SoftLimitsAndTheMattersClockAreDeadlinesOfTheirOwn) {
  const Bytes matter = OpenAnswers(kMonday);
  EXPECT_EQ(Act('w', kMonday + 2 * kHour, matter, "answer"), "");
  EXPECT_EQ(Act('x', kMonday + 4 * kHour, matter, "answer"), "");
  EXPECT_EQ(Act('w', kMonday + 23 * kHour, matter, "settle"), "");
  // Three hours were missed; with five they are not. A day was kept; twenty hours are not.
  const Report report =
      Run(With(VotePack(), {{"within = hours(3)", "within = hours(5)"},
                            {"within = hours(24), on_late", "within = hours(20), on_late"}}));
  ASSERT_EQ(report.changes.size(), 1u);
  const MatterChange& change = report.changes[0];
  ASSERT_EQ(change.deadlines.size(), 2u);
  EXPECT_EQ(change.deadlines[0].key, (DeadlineKey{"", 0, 0}));
  EXPECT_EQ(change.deadlines[0].would_be.end, DeadlineFate::End::kMissed);
  EXPECT_EQ(change.deadlines[1].key, (DeadlineKey{"answers", 1, 0}));
  EXPECT_EQ(change.deadlines[1].was.end, DeadlineFate::End::kMissed);
  EXPECT_EQ(change.deadlines[1].would_be.end, DeadlineFate::End::kMet);
  EXPECT_EQ(change.levels_would_be, std::vector<std::string>{"street"});
  EXPECT_EQ(report.totals.newly_late, 1u);
  EXPECT_EQ(report.totals.no_longer_late, 1u);
}

TEST_F(SimulateVotesTest, CommandsOnPacksAreNotRepeatedAndEveryMatterLivesUnderTheNewOne) {
  const Bytes before = OpenCare(kMonday);
  const std::string other =
      With(VotePack(), {{"within = hours(24), on_late", "within = hours(30), on_late"}});
  const Bytes second = packs_.Add(other);
  EXPECT_EQ(Activate('r', kMonday + kHour, second), "");
  EXPECT_EQ(Migrate('r', kMonday + 2 * kHour, {before}), "");
  OpenCare(kMonday + 3 * kHour);
  OpenVote(kMonday + 3 * kDay);
  // As if the second pack had been in force from the first day.
  const Report later = Run(other);
  EXPECT_EQ(later.not_repeated, 2u);
  EXPECT_EQ(later.decided_again, 3u);
  EXPECT_TRUE(later.changes.empty());
  // Under the first one both have 24 hours, and are late once more within the three days.
  const Report earlier = Run(VotePack());
  EXPECT_EQ(earlier.totals.matters, 3u);
  EXPECT_EQ(earlier.totals.refused, 0u);
  EXPECT_EQ(earlier.totals.end_at_another_time, 2u);
}

}  // namespace
}  // namespace yiting::dryrun
