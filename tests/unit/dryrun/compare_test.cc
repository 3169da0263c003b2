#include "dryrun/compare.h"

#include <gtest/gtest.h>

namespace yiting::dryrun {
namespace {

using End = DeadlineFate::End;
using Result = VoteTrail::Result;

Trail Sample() {
  Trail trail;
  trail.matter = Bytes(16, 'm');
  trail.number = 7;
  trail.procedure = "p";
  trail.opened_ms = 10;
  trail.stage = "second";
  trail.path = {{"first", "", 10, 1}, {"second", "", 20, 2}};
  trail.deadlines = {{{"first", 1, 0}, {End::kMet, 30}}, {{"second", 1, 0}, {End::kRunning, 90}}};
  trail.units = {{"office", true}};
  return trail;
}

RefusedCommand Refused(uint64_t seq, int64_t time_ms) {
  RefusedCommand refused;
  refused.seq = seq;
  refused.time_ms = time_ms;
  refused.reason = v1::WRONG_STAGE;
  refused.rule = "p.first";
  return refused;
}

TEST(CompareTest, TheSameTrailHasNoDifference) {
  const Trail was = Sample();
  const MatterChange change = Compare(was, &was, {});
  EXPECT_FALSE(change.Any());
  Totals totals;
  totals.Add(was, &was, change);
  EXPECT_EQ(totals.matters, 1u);
  EXPECT_EQ(totals.changed, 0u);
}

TEST(CompareTest, ADueDateAloneIsNoDifference) {
  const Trail was = Sample();
  Trail would_be = was;
  would_be.deadlines[0].fate.due_ms = 25;
  EXPECT_FALSE(Compare(was, &would_be, {}).Any());
}

TEST(CompareTest, FindsDeadlinesThatAreLateInOneOnly) {
  Trail was = Sample();
  was.deadlines.push_back({{"second", 1, 1}, {End::kMissed, 95}});
  Trail would_be = Sample();
  would_be.deadlines[0].fate.end = End::kMissed;
  would_be.deadlines.push_back({{"first", 1, 1}, {End::kFailed, 60}});
  would_be.deadlines.push_back({{"third", 1, 0}, {End::kEnded, 70}});
  const MatterChange change = Compare(was, &would_be, {});
  ASSERT_EQ(change.deadlines.size(), 3u);
  EXPECT_EQ(change.deadlines[0].key, (DeadlineKey{"first", 1, 0}));
  EXPECT_EQ(change.deadlines[0].was.end, End::kMet);
  EXPECT_EQ(change.deadlines[0].would_be.end, End::kMissed);
  EXPECT_EQ(change.deadlines[1].key, (DeadlineKey{"second", 1, 1}));
  EXPECT_EQ(change.deadlines[1].would_be.end, End::kAbsent);
  EXPECT_EQ(change.deadlines[2].key, (DeadlineKey{"first", 1, 1}));
  EXPECT_EQ(change.deadlines[2].was.end, End::kAbsent);

  Totals totals;
  totals.Add(was, &would_be, change);
  EXPECT_EQ(totals.newly_late, 2u);
  EXPECT_EQ(totals.no_longer_late, 1u);
  EXPECT_EQ(totals.late.was, 1u);
  EXPECT_EQ(totals.late.would_be, 2u);
  EXPECT_EQ((totals.late_by_stage[{"p", "first"}].would_be), 2u);
  EXPECT_EQ((totals.late_by_stage[{"p", "second"}].was), 1u);
}

TEST(CompareTest, DivergesAtTheFirstOtherStep) {
  const Trail was = Sample();
  Trail would_be = was;
  would_be.path[1] = {"third", "", 15, std::nullopt};
  would_be.stage = "third";
  MatterChange change = Compare(was, &would_be, {});
  ASSERT_TRUE(change.diverges.has_value());
  EXPECT_EQ(change.diverges->time_ms, 15);
  EXPECT_EQ(change.diverges->seq, std::nullopt);
  EXPECT_EQ(change.diverges->was->stage, "second");
  EXPECT_EQ(change.diverges->would_be->stage, "third");
  EXPECT_TRUE(change.StandsElsewhere());

  // A step that it would not take at all.
  would_be = was;
  would_be.path.pop_back();
  change = Compare(was, &would_be, {});
  EXPECT_EQ(change.diverges->time_ms, 20);
  EXPECT_EQ(change.diverges->seq, 2u);
  EXPECT_EQ(change.diverges->would_be, std::nullopt);
  // One more than it took.
  change = Compare(would_be, &was, {});
  EXPECT_EQ(change.diverges->was, std::nullopt);
  EXPECT_EQ(change.diverges->would_be->stage, "second");
}

TEST(CompareTest, TheSameStepByAnotherCommandIsNoDivergenceByADeadlineItIs) {
  const Trail was = Sample();
  Trail would_be = was;
  would_be.path[1].time_ms = 19;
  would_be.path[1].seq = 4;
  EXPECT_FALSE(Compare(was, &would_be, {}).diverges.has_value());
  would_be.path[1].seq = std::nullopt;
  EXPECT_EQ(Compare(was, &would_be, {}).diverges->time_ms, 19);
}

TEST(CompareTest, DivergesAtTheFirstRefusedCommandUnlessAStepCameBefore) {
  const Trail was = Sample();
  Trail would_be = was;
  would_be.path.pop_back();
  MatterChange change = Compare(was, &would_be, {Refused(2, 20), Refused(3, 40)});
  ASSERT_TRUE(change.diverges.has_value());
  EXPECT_TRUE(change.diverges->refused);
  EXPECT_EQ(change.diverges->seq, 2u);
  EXPECT_EQ(change.diverges->was->stage, "second");  // what the command had done
  EXPECT_EQ(change.refused.size(), 2u);

  would_be.path.push_back({"", "lapsed", 18, std::nullopt});
  change = Compare(was, &would_be, {Refused(2, 20)});
  EXPECT_FALSE(change.diverges->refused);
  EXPECT_EQ(change.diverges->time_ms, 18);

  // A refusal that moved nothing: a divergence all the same.
  change = Compare(was, &was, {Refused(3, 40)});
  EXPECT_TRUE(change.diverges->refused);
  EXPECT_EQ(change.diverges->was, std::nullopt);
  Totals totals;
  totals.Add(was, &was, change);
  EXPECT_EQ(totals.diverged, 1u);
  EXPECT_EQ(totals.refused, 1u);
}

TEST(CompareTest, AMatterThatWouldNotHaveBeenOpenedStandsNowhere) {
  const Trail was = Sample();
  const MatterChange change = Compare(was, nullptr, {Refused(1, 10)});
  EXPECT_TRUE(change.StandsElsewhere());
  EXPECT_FALSE(change.would_be.opened);
  Totals totals;
  totals.Add(was, nullptr, change);
  EXPECT_EQ(totals.not_opened, 1u);
  EXPECT_EQ(totals.outcomes[""].was, 1u);
  EXPECT_EQ(totals.outcomes[""].would_be, 0u);
}

TEST(CompareTest, AnEndOnAnotherDayIsToldApartFromAnotherEnd) {
  Trail was = Sample();
  was.stage = "";
  was.outcome = "done";
  was.closed_ms = 50;
  Trail would_be = was;
  would_be.closed_ms = 40;
  MatterChange change = Compare(was, &would_be, {});
  EXPECT_TRUE(change.EndsAtAnotherTime());
  EXPECT_FALSE(change.StandsElsewhere());
  would_be.outcome = "lapsed";
  change = Compare(was, &would_be, {});
  EXPECT_FALSE(change.EndsAtAnotherTime());
  EXPECT_TRUE(change.StandsElsewhere());
}

TEST(CompareTest, FindsVotesThatEndOtherwise) {
  struct Row {
    Result was;
    Result would_be;
    uint64_t carried, lost, other;
  };
  for (const Row& row : std::initializer_list<Row>{{Result::kCarried, Result::kCarried, 0, 0, 0},
                                                   {Result::kLost, Result::kCarried, 1, 0, 0},
                                                   {Result::kCarried, Result::kLost, 0, 1, 0},
                                                   {Result::kRunning, Result::kLost, 0, 0, 1},
                                                   {Result::kAbsent, Result::kCarried, 0, 0, 1},
                                                   {Result::kCarried, Result::kAbsent, 0, 0, 1}}) {
    const auto with = [](Result result) {
      Trail trail = Sample();
      if (result != Result::kAbsent) trail.votes.push_back({"vote", 1, result, 9, 5, 4, 0});
      return trail;
    };
    const Trail was = with(row.was);
    const Trail would_be = with(row.would_be);
    const MatterChange change = Compare(was, &would_be, {});
    Totals totals;
    totals.Add(was, &would_be, change);
    EXPECT_EQ(totals.votes_newly_carried, row.carried);
    EXPECT_EQ(totals.votes_newly_lost, row.lost);
    EXPECT_EQ(totals.votes_other, row.other);
    EXPECT_EQ(change.votes.size(), row.carried + row.lost + row.other);
  }
}

TEST(CompareTest, FindsWhoElseWouldHaveHadToAnswer) {
  const Trail was = Sample();
  Trail would_be = was;
  would_be.units = {{"office", false}, {"school", true}};
  would_be.levels = {"street"};
  const MatterChange change = Compare(was, &would_be, {});
  EXPECT_TRUE(change.OthersAnswer());
  EXPECT_TRUE(change.OthersTakeOver());
  EXPECT_FALSE(change.StandsElsewhere());
  Totals totals;
  totals.Add(was, &would_be, change);
  EXPECT_EQ(totals.others_answer, 1u);
  EXPECT_EQ(totals.taken_over["street"].would_be, 1u);
}

TEST(CompareTest, SumsRefusalsByReasonAndPlace) {
  const Trail was = Sample();
  Totals totals;
  totals.Add(was, &was, Compare(was, &was, {Refused(3, 40), Refused(4, 50)}));
  totals.Add(was, &was, Compare(was, &was, {Refused(5, 60)}));
  ASSERT_EQ(totals.refusals.size(), 1u);
  EXPECT_EQ(totals.refusals.begin()->second.commands, 3u);
  EXPECT_EQ(totals.refusals.begin()->second.first, 2u);
  EXPECT_EQ(totals.refused, 3u);
}

}  // namespace
}  // namespace yiting::dryrun
