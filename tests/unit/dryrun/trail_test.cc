#include "dryrun/trail.h"

#include <gtest/gtest.h>

#include <functional>

namespace yiting::dryrun {
namespace {

using End = DeadlineFate::End;

const Bytes kMatter(16, 'm');

// A book that is told one event an entry, each a minute after the one before.
class Telling {
 public:
  // Of a deadline unless `seq` is given.
  v1::Event& Tell(std::optional<uint64_t> seq = std::nullopt) {
    Flush();
    seq_ = seq;
    time_ms_ += 60'000;
    entry_.Clear();
    entry_.set_time_ms(time_ms_);
    entry_.set_pack_hash("pack");
    return *entry_.add_events();
  }
  void Open() { Tell(1).mutable_matter_opened()->set_matter(kMatter); }
  void Enter(const std::string& stage, std::optional<uint64_t> seq = std::nullopt) {
    v1::StageEntered* entered = Tell(seq).mutable_stage_entered();
    entered->set_matter(kMatter);
    entered->set_stage(stage);
  }
  void Set(uint64_t deadline, const std::string& stage, uint32_t round, int64_t due_ms) {
    v1::DeadlineSet* set = Tell().mutable_deadline_set();
    set->set_deadline(deadline);
    set->set_matter(kMatter);
    set->set_stage(stage);
    set->set_round(round);
    set->set_due_ms(due_ms);
  }
  const Trail& Get() {
    Flush();
    return *book_.Find(kMatter);
  }
  TrailBook& book() {
    Flush();
    return book_;
  }

 private:
  void Flush() {
    if (entry_.events_size() > 0) book_.Follow(entry_, seq_);
    entry_.Clear();
  }

  TrailBook book_;
  v1::Entry entry_;
  std::optional<uint64_t> seq_;
  int64_t time_ms_ = 0;
};

TEST(TrailTest, TellsTheWayOfAMatterAndWhatMovedIt) {
  Telling telling;
  telling.Open();
  telling.Enter("first", 1);
  telling.Enter("second");
  v1::MatterClosed* closed = telling.Tell(9).mutable_matter_closed();
  closed->set_matter(kMatter);
  closed->set_outcome("done");
  const Trail& trail = telling.Get();
  EXPECT_EQ(trail.number, 1u);
  EXPECT_EQ(trail.opened_ms, 60'000);
  EXPECT_EQ(trail.pack, "pack");
  EXPECT_EQ(trail.stage, "");
  EXPECT_EQ(trail.outcome, "done");
  EXPECT_EQ(trail.closed_ms, 240'000);
  ASSERT_EQ(trail.path.size(), 3u);
  EXPECT_EQ(trail.path[0].stage, "first");
  EXPECT_EQ(trail.path[0].seq, 1u);
  EXPECT_EQ(trail.path[1].stage, "second");
  EXPECT_EQ(trail.path[1].seq, std::nullopt);
  EXPECT_EQ(trail.path[1].time_ms, 180'000);
  EXPECT_EQ(trail.path[2].outcome, "done");
  EXPECT_EQ(trail.path[2].seq, 9u);
}

TEST(TrailTest, KnowsEveryDeadlineByStageStayAndRound) {
  Telling telling;
  telling.Open();
  telling.Set(1, "", 0, 500);
  telling.Enter("first", 1);
  telling.Set(2, "first", 0, 100);
  telling.Tell().mutable_deadline_missed()->set_deadline(2);
  telling.Set(3, "first", 1, 200);
  telling.Tell().mutable_deadline_cleared()->set_deadline(3);
  telling.Enter("first", 4);
  telling.Set(4, "first", 0, 300);
  telling.Tell().mutable_deadline_failed()->set_deadline(4);
  v1::DeadlineMissed* ended = telling.Tell().mutable_deadline_missed();
  ended->set_deadline(1);
  ended->set_expected(true);

  const Trail& trail = telling.Get();
  ASSERT_EQ(trail.deadlines.size(), 4u);
  EXPECT_EQ(trail.FindFate({"first", 1, 0})->end, End::kMissed);
  EXPECT_EQ(trail.FindFate({"first", 1, 1})->end, End::kMet);
  EXPECT_EQ(trail.FindFate({"first", 2, 0})->end, End::kFailed);
  EXPECT_EQ(trail.FindFate({"first", 2, 0})->due_ms, 300);
  EXPECT_EQ(trail.FindFate({"", 0, 0})->end, End::kEnded);
  EXPECT_EQ(trail.FindFate({"first", 3, 0}), nullptr);
  EXPECT_FALSE(trail.FindFate({"", 0, 0})->IsLate());
  EXPECT_TRUE(trail.FindFate({"first", 2, 0})->IsLate());
}

TEST(TrailTest, ADeadlineThatIsCountedAnewIsTheSameOne) {
  Telling telling;
  telling.Open();
  telling.Enter("first", 1);
  telling.Set(1, "first", 0, 100);
  v1::DeadlineMoved* moved = telling.Tell().mutable_deadline_moved();
  moved->set_deadline(1);
  moved->set_due_ms(150);
  EXPECT_EQ(telling.Get().FindFate({"first", 1, 0})->due_ms, 150);
  telling.Tell().mutable_deadline_cleared()->set_deadline(1);
  telling.Set(2, "first", 0, 200);
  ASSERT_EQ(telling.Get().deadlines.size(), 1u);
  EXPECT_EQ(telling.Get().deadlines[0].fate.end, End::kRunning);
  EXPECT_EQ(telling.Get().deadlines[0].fate.due_ms, 200);
}

TEST(TrailTest, TellsWhoAnswersAndWhoTookOver) {
  Telling telling;
  telling.Open();
  telling.Enter("first", 1);
  for (const char* unit : {"office", "police"}) {
    v1::PartyAlerted* alerted = telling.Tell(2).mutable_party_alerted();
    alerted->set_matter(kMatter);
    alerted->set_unit(unit);
    alerted->set_lead(std::string(unit) == "office");
  }
  v1::CategorySet* set = telling.Tell(2).mutable_category_set();
  set->set_matter(kMatter);
  set->set_category("noise");
  v1::Escalated* escalated = telling.Tell().mutable_escalated();
  escalated->set_matter(kMatter);
  escalated->set_level("street");
  EXPECT_EQ(telling.Get().units,
            (std::map<std::string, bool>{{"office", true}, {"police", false}}));
  EXPECT_EQ(telling.Get().category, "noise");
  EXPECT_EQ(telling.Get().level, "street");
  telling.Enter("second", 3);
  EXPECT_EQ(telling.Get().level, "");
  EXPECT_EQ(telling.Get().levels, std::vector<std::string>{"street"});
}

TEST(TrailTest, TellsHowAVoteEnded) {
  Telling telling;
  telling.Open();
  telling.Enter("vote", 1);
  v1::PollOpened* opened = telling.Tell(1).mutable_poll_opened();
  opened->set_matter(kMatter);
  opened->set_electors(7);
  ASSERT_NE(telling.Get().FindVote("vote", 1), nullptr);
  EXPECT_EQ(telling.Get().FindVote("vote", 1)->result, VoteTrail::Result::kRunning);
  v1::TallyPublished* tally = telling.Tell().mutable_tally_published();
  tally->set_matter(kMatter);
  tally->set_electors(7);
  tally->set_in_favour(3);
  tally->set_against(2);
  tally->set_abstained(1);
  const VoteTrail& vote = *telling.Get().FindVote("vote", 1);
  EXPECT_EQ(vote.result, VoteTrail::Result::kLost);
  EXPECT_EQ(vote.electors, 7u);
  EXPECT_EQ(vote.in_favour, 3u);
  EXPECT_EQ(vote.against, 2u);
  EXPECT_EQ(vote.abstained, 1u);
}

TEST(TrailTest, PassesOverWhatNamesNothingThatItKnows) {
  Telling telling;
  telling.Enter("first", 1);
  telling.Set(1, "first", 0, 100);
  telling.Tell().mutable_deadline_missed()->set_deadline(1);
  telling.Tell().mutable_deadline_moved()->set_deadline(7);
  telling.Tell().mutable_matter_closed()->set_matter(kMatter);
  telling.Tell().mutable_tally_published()->set_matter(kMatter);
  telling.Tell().mutable_poll_opened()->set_matter(kMatter);
  telling.Tell().mutable_escalated()->set_matter(kMatter);
  telling.Tell().mutable_category_set()->set_matter(kMatter);
  telling.Tell().mutable_party_alerted()->set_matter(kMatter);
  EXPECT_EQ(telling.book().Find(kMatter), nullptr);
  EXPECT_TRUE(telling.book().InOrder().empty());
}

TEST(TrailTest, ListsMattersInTheOrderOfOpening) {
  TrailBook book;
  for (char id : {'z', 'a', 'k'}) {
    v1::Entry entry;
    entry.add_events()->mutable_matter_opened()->set_matter(Bytes(16, id));
    book.Follow(entry, 0);
  }
  std::string order;
  for (const Trail* trail : book.InOrder()) order += trail->matter[0];
  EXPECT_EQ(order, "zak");
}

}  // namespace
}  // namespace yiting::dryrun
