#include "sequencer/sequencer.h"

#include "tests/unit/sequencer/desk.h"

namespace yiting::sequencer {
namespace {

bool IsKnown(const Answer& answer, uint64_t seq) {
  const auto* admitted = std::get_if<Admitted>(&answer.outcome);
  return admitted != nullptr && admitted->known && admitted->seq == seq;
}
bool IsNew(const Answer& answer, uint64_t seq) {
  const auto* admitted = std::get_if<Admitted>(&answer.outcome);
  return admitted != nullptr && !admitted->known && admitted->seq == seq;
}

TEST(SequencerTest, FirstEntryNamesTheCommunity) {
  Desk desk;
  EXPECT_EQ(desk.stored.size(), 1u);
  const crypto::Hash leaf = ledger::LeafHash(desk.stored[0]);
  EXPECT_EQ(desk.sequencer->community_id(), crypto::AsBytes(leaf));
  EXPECT_EQ(desk.sequencer->state().facts().size, 1u);
  EXPECT_EQ(ledger::OriginOf(Bytes(2, '\x0f')), "yiting.v1/0f0f");
}

TEST(SequencerTest, CheckpointOpensUnderItsOriginAndKeyOnly) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  const std::string origin = ledger::OriginOf(desk.sequencer->community_id());
  const std::string note = desk.sequencer->SignCheckpoint().value();
  auto checkpoint = ledger::OpenCheckpoint(note, origin, crypto::PublicKey(KeyOf('S')));
  ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->size, 2u);
  EXPECT_EQ(checkpoint->root, desk.sequencer->frontier().Root());
  EXPECT_FALSE(ledger::OpenCheckpoint(note, origin, crypto::PublicKey(KeyOf('T'))).has_value());
  EXPECT_FALSE(
      ledger::OpenCheckpoint(note, origin + "0", crypto::PublicKey(KeyOf('S'))).has_value());
}

TEST(SequencerTest, WrongKeyIsRefused) {
  Desk desk;
  auto made =
      Sequencer::Create(Desk::NewState(), desk.packs, KeyOf('T'), desk.create_command, kMonday);
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::kConflict);

  auto state = Desk::NewState();
  ASSERT_TRUE(state->Begin().has_value());
  ASSERT_TRUE(FollowEntry(*state, desk.stored[0], state::CommandSignatures::kVerify).has_value());
  ASSERT_TRUE(state->Commit().has_value());
  auto opened = Sequencer::Open(std::move(state), desk.packs, KeyOf('T'));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kConflict);
}

TEST(SequencerTest, OnlyACreatingCommandMakesACommunityAndOnlyOnce) {
  Desk desk;
  auto again = Sequencer::Create(Desk::NewState(), desk.packs, KeyOf('S'), desk.Open('a'), kMonday);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Sequencer::Open(Desk::NewState(), desk.packs, KeyOf('S')).error().code,
            ErrorCode::kNotFound);
  const Answer answer = desk.Push(desk.create_command, kMonday);
  // The very command that made it is known, not a second community.
  EXPECT_TRUE(IsKnown(answer, 0));
}

TEST(SequencerTest, RepeatedPushesMakeOneEntry) {
  Desk desk;
  const Bytes command = desk.Open('a');
  EXPECT_TRUE(IsNew(desk.Push(command, kMonday), 1));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(IsKnown(desk.Push(command, kMonday + i), 1));
  EXPECT_EQ(desk.stored.size(), 2u);
  // Other signature bytes around the same payload are the same command.
  auto opened = schema::Decode<v1::SignedCommand>(command);
  opened->mutable_signatures(0)->set_signature(Bytes(64, 'x'));
  EXPECT_TRUE(IsKnown(desk.Push(schema::Encode(*opened), kMonday), 1));
}

TEST(SequencerTest, RepeatedWithinOneBatchIsKnownToo) {
  Desk desk;
  const Bytes command = desk.Open('a');
  EXPECT_TRUE(IsNew(desk.Admit(command, kMonday), 1));
  EXPECT_TRUE(IsKnown(desk.Admit(command, kMonday), 1));
  EXPECT_EQ(desk.sequencer->staged().size(), 1u);
  desk.Store();
}

TEST(SequencerTest, DeadlinesFallAtTheirOwnTimeAndInOrder) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  desk.Push(desk.Open('b'), kMonday);  // due together with the first, by number
  desk.Push(desk.Open('a'), kMonday + kHour);
  ASSERT_TRUE(desk.sequencer->Wake(kMonday + 30 * kHour).has_value());
  desk.Store();
  std::vector<std::pair<int64_t, uint64_t>> fell;
  for (size_t seq = 4; seq < desk.stored.size(); ++seq) {
    const v1::Entry entry = desk.Stored(seq);
    ASSERT_EQ(entry.cause_case(), v1::Entry::kDeadline);
    fell.emplace_back((entry.time_ms() - kMonday) / kHour, entry.deadline());
  }
  const std::vector<std::pair<int64_t, uint64_t>> expected = {
      {2, 1}, {2, 2}, {3, 3}, {5, 4}, {5, 5}, {6, 6}, {9, 7}, {9, 8}, {10, 9}};
  EXPECT_EQ(fell, expected);
  EXPECT_FALSE(desk.sequencer->next_due().has_value());
}

TEST(SequencerTest, MomentBeforeADeadlineIsInTimeAndTheMomentItselfIsNot) {
  for (const int64_t late : {0, 1}) {
    Desk desk;
    const Bytes open = desk.Open('a');
    desk.Push(open, kMonday);
    desk.Push(desk.Finish('w', desk.IdOf(open).substr(0, 16)), kMonday + 2 * kHour - 1 + late);
    const auto matter = state::FindMatter(desk.sequencer->state(), desk.IdOf(open).substr(0, 16));
    ASSERT_TRUE(matter.has_value());
    EXPECT_EQ(matter->late, late);
    EXPECT_EQ(desk.stored.size(), static_cast<size_t>(3 + late));
    EXPECT_EQ(matter->outcome, "done");
  }
}

TEST(SequencerTest, OutageGivesTheLedgerOfOneThatNeverStopped) {
  Desk awake;
  Desk asleep;
  for (Desk* desk : {&awake, &asleep}) {
    desk->Push(desk->Open('a'), kMonday);
    desk->Push(desk->Open('b'), kMonday + 10 * kMinute);
    desk->Push(desk->Open('a'), kMonday + 70 * kMinute);
  }
  const int64_t end = kMonday + 26 * kHour;
  for (int64_t clock = kMonday + 70 * kMinute; clock < end; clock += 7 * kMinute) {
    ASSERT_TRUE(awake.sequencer->Wake(clock).has_value());
    awake.Store();
  }
  awake.Push(awake.Open('b'), end);
  asleep.Push(asleep.Open('b'), end);
  EXPECT_EQ(awake.stored, asleep.stored);
  EXPECT_GT(awake.stored.size(), 10u);
  EXPECT_EQ(awake.sequencer->SignCheckpoint().value(), asleep.sequencer->SignCheckpoint().value());
}

TEST(SequencerTest, ClockThatGoesBackCountsAsTheLastEntrysTime) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday + kHour);
  desk.Push(desk.Open('a'), kMonday);
  EXPECT_EQ(desk.Stored(2).time_ms(), kMonday + kHour);
  // A rejection's time does not go back either.
  EXPECT_EQ(desk.Rejected(desk.Push(desk.Open('w'), kMonday)).time_ms(), kMonday + kHour);
}

TEST(SequencerTest, NextDueIsWhenTheHostWakes) {
  Desk desk;
  EXPECT_FALSE(desk.sequencer->next_due().has_value());
  desk.Push(desk.Open('a'), kMonday);
  EXPECT_EQ(desk.sequencer->next_due(), kMonday + 2 * kHour);
  ASSERT_TRUE(desk.sequencer->Wake(kMonday + 2 * kHour - 1).has_value());
  EXPECT_TRUE(desk.sequencer->staged().empty());
  ASSERT_TRUE(desk.sequencer->Wake(kMonday + 2 * kHour).has_value());
  EXPECT_EQ(desk.sequencer->staged().size(), 1u);
  EXPECT_EQ(desk.sequencer->next_due(), kMonday + 5 * kHour);
  desk.Store();
}

TEST(SequencerTest, AbortTakesBackWhatWasStaged) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  const state::LedgerFacts facts = desk.sequencer->state().facts();
  const crypto::Hash digest = desk.sequencer->state().Digest();
  const ledger::Frontier frontier = desk.sequencer->frontier();

  const Bytes command = desk.Open('b');
  desk.Admit(command, kMonday + 3 * kHour);  // a deadline falls as well
  const std::vector<StagedEntry> first = desk.sequencer->staged();
  ASSERT_EQ(first.size(), 2u);
  ASSERT_TRUE(desk.sequencer->Abort().has_value());
  EXPECT_TRUE(desk.sequencer->staged().empty());
  EXPECT_EQ(desk.sequencer->state().facts(), facts);
  EXPECT_EQ(desk.sequencer->state().Digest(), digest);
  EXPECT_EQ(desk.sequencer->frontier(), frontier);

  // Pushed again it makes the same bytes.
  desk.Admit(command, kMonday + 3 * kHour);
  ASSERT_EQ(desk.sequencer->staged().size(), 2u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(desk.sequencer->staged()[i].bytes, first[i].bytes);
  desk.Store();
}

TEST(SequencerTest, EmptyCommitAndAbortChangeNothing) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  const crypto::Hash digest = desk.sequencer->state().Digest();
  for (int i = 0; i < 2; ++i) {
    desk.Rejected(desk.Admit(desk.Open('w'), kMonday));
    ASSERT_TRUE((i == 0 ? desk.sequencer->Abort() : desk.sequencer->Commit()).has_value());
    ASSERT_TRUE(desk.sequencer->Abort().has_value());
    EXPECT_EQ(desk.sequencer->state().Digest(), digest);
    EXPECT_EQ(desk.sequencer->state().facts().size, 2u);
    EXPECT_EQ(desk.sequencer->frontier().size(), 2u);
  }
  EXPECT_TRUE(IsNew(desk.Push(desk.Open('a'), kMonday), 2));
}

TEST(SequencerTest, MachinesErrorIsNoAnswerAndAbortMendsIt) {
  Desk desk;
  const Bytes command = desk.Open('a');
  desk.packs.here = false;
  auto answer = desk.sequencer->Admit(command, kMonday, desk.contents);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(desk.sequencer->Abort().has_value());
  desk.packs.here = true;
  EXPECT_TRUE(IsNew(desk.Push(command, kMonday), 1));
}

TEST(SequencerTest, BatchOfManyCommandsIsOneTransaction) {
  Desk desk;
  const crypto::Hash digest = desk.sequencer->state().Digest();
  for (int i = 0; i < 20; ++i) {
    desk.Admit(desk.Open(i % 2 == 0 ? 'a' : 'b'), kMonday + i);
    if (i % 5 == 0) desk.Rejected(desk.Admit(desk.Open('w'), kMonday + i));
  }
  EXPECT_EQ(desk.sequencer->staged().size(), 20u);
  ASSERT_TRUE(desk.sequencer->Abort().has_value());
  EXPECT_EQ(desk.sequencer->state().Digest(), digest);
}

TEST(SequencerTest, StateRebuiltFromTheStoreGoesOnTheSame) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  desk.Push(desk.Open('b'), kMonday + 3 * kHour);
  auto state = Desk::NewState();
  ASSERT_TRUE(state->Begin().has_value());
  for (const Bytes& entry : desk.stored) {
    const Status followed = FollowEntry(*state, entry, state::CommandSignatures::kVerify);
    ASSERT_TRUE(followed.has_value()) << followed.error().message;
  }
  ASSERT_TRUE(state->Commit().has_value());
  auto rebuilt = Sequencer::Open(std::move(state), desk.packs, KeyOf('S'));
  ASSERT_TRUE(rebuilt.has_value()) << rebuilt.error().message;
  EXPECT_EQ((*rebuilt)->SignCheckpoint().value(), desk.sequencer->SignCheckpoint().value());
  EXPECT_EQ((*rebuilt)->state().Digest(), desk.sequencer->state().Digest());

  const Bytes command = desk.Open('a');
  ASSERT_TRUE((*rebuilt)->Admit(command, kMonday + 9 * kHour, desk.contents).has_value());
  const std::vector<StagedEntry> staged = (*rebuilt)->staged();
  desk.Admit(command, kMonday + 9 * kHour);
  ASSERT_EQ(staged.size(), desk.sequencer->staged().size());
  for (size_t i = 0; i < staged.size(); ++i) {
    EXPECT_EQ(staged[i].bytes, desk.sequencer->staged()[i].bytes);
  }
}

TEST(SequencerTest, StateWhoseTreeDoesNotFitIsCorrupt) {
  Desk desk;
  auto state = Desk::NewState();
  ASSERT_TRUE(state->Begin().has_value());
  ASSERT_TRUE(
      state::ReplayEntry(*state, desk.stored[0], state::CommandSignatures::kVerify).has_value());
  state->set_frontier(ledger::Frontier().Encode());
  ASSERT_TRUE(state->Commit().has_value());
  auto opened = Sequencer::Open(std::move(state), desk.packs, KeyOf('S'));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace yiting::sequencer
