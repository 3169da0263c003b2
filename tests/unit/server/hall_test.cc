#include "hall/hall.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "sequencer/sequencer.h"
#include "tests/unit/server/passing_store.h"
#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::PassingStore;
using testing::ReasonOf;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

// A store that can be made to fail, or to wait, and counts what it is given.
class WatchedStore : public PassingStore {
 public:
  using PassingStore::PassingStore;

  Status Append(const store::Batch& batch) override {
    std::unique_lock lock(mutex_);
    if (!batch.empty()) ++appends;
    entries_of_last = batch.entries.size();
    changed_.notify_all();
    changed_.wait(lock, [&] { return !held_; });
    if (fails) return Fail(ErrorCode::kIo, "the disk is full");
    return PassingStore::Append(batch);
  }
  Result<bool> HasContent(BytesView community, BytesView commitment) override {
    if (commitment == damaged) return Fail(ErrorCode::kCorrupt, "a page of the file is damaged");
    return PassingStore::HasContent(community, commitment);
  }
  void Hold() {
    std::lock_guard lock(mutex_);
    held_ = true;
  }
  void LetGo() {
    std::lock_guard lock(mutex_);
    held_ = false;
    changed_.notify_all();
  }
  void AwaitAppend(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return appends >= count; });
  }

  int appends = 0;
  size_t entries_of_last = 0;
  bool fails = false;
  Bytes damaged;  // the commitment that cannot be looked up

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
};

class HallTest : public ::testing::Test {
 protected:
  Town town_;
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
};

TEST_F(HallTest, AnAcceptedCommandIsInTheLedgerUnderASignedCheckpoint) {
  OpenHall hall(town_);
  auto pushed = hall.Push(town_.Message(anna_, "hello"));
  ASSERT_TRUE(pushed) << pushed.error().message;
  ASSERT_EQ(pushed->results_size(), 1);
  ASSERT_TRUE(pushed->results(0).has_accepted());
  const uint64_t seq = pushed->results(0).accepted();

  const std::string origin = ledger::OriginOf(town_.community);
  auto checkpoint = ledger::OpenCheckpoint(pushed->checkpoint(), origin, town_.public_key());
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->size, seq + 1);
  ledger::MemoryTree tree;
  auto pulled = hall.Pull({});
  for (const Bytes& entry : pulled->entries()) tree.Append(ledger::LeafHash(entry));
  EXPECT_EQ(tree.head(), checkpoint->head());
  EXPECT_EQ(hall.Entries().at(seq).command().empty(), false);
}

TEST_F(HallTest, PushingTwiceMakesOneEntry) {
  OpenHall hall(town_);
  v1::PushRequest push = town_.Message(anna_, "hello");
  auto first = hall.Push(push);
  const size_t size = hall.Entries().size();
  auto again = hall.Push(push);
  // Twice in one push as well.
  push.add_commands(push.commands(0));
  auto twice = hall.Push(push);
  EXPECT_EQ(first->results(0).accepted(), again->results(0).accepted());
  EXPECT_EQ(first->results(0).accepted(), twice->results(1).accepted());
  EXPECT_EQ(hall.Entries().size(), size);
}

// Staged and then not stored, the first command would be in the ledger without its words.
TEST_F(HallTest, ADamagedPageInTheMidstOfAPushTakesAllOfItBack) {
  WatchedStore store(town_.house->store());
  OpenHall hall(town_, store);
  v1::PushRequest push = town_.Message(anna_, "first");
  v1::PushRequest second = town_.Message(anna_, "second");
  push.add_commands(second.commands(0));
  store.damaged = second.contents(0).commitment();  // and it does not come along
  const size_t size = hall.Entries().size();
  EXPECT_EQ(hall.Push(push).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(hall.Entries().size(), size);
  store.damaged.clear();
  *push.add_contents() = second.contents(0);
  auto pushed = hall.Push(push);
  ASSERT_TRUE(pushed) << pushed.error().message;
  for (const v1::Content& content : push.contents()) {
    EXPECT_TRUE(*town_.house->store().HasContent(town_.community, content.commitment()));
  }
}

TEST_F(HallTest, WhatComesDuringACommitSharesTheNextOne) {
  WatchedStore store(town_.house->store());
  OpenHall hall(town_, store);
  store.Hold();
  auto first = hall.StartPush(town_.Message(anna_, "alone"));
  store.AwaitAppend(1);
  std::vector<std::future<Result<v1::PushResponse>>> others;
  for (int i = 0; i < 40; ++i) {
    others.push_back(hall.StartPush(town_.Message(i % 2 ? anna_ : bert_, std::to_string(i))));
  }
  EXPECT_EQ(first.wait_for(std::chrono::seconds(0)), std::future_status::timeout)
      << "nobody is told before the store has it";
  store.LetGo();
  std::set<uint64_t> seqs;
  uint64_t last = first.get()->results(0).accepted();
  for (auto& other : others) {
    auto pushed = other.get();
    ASSERT_TRUE(pushed) << pushed.error().message;
    ASSERT_TRUE(pushed->results(0).has_accepted());
    EXPECT_EQ(pushed->results(0).accepted(), ++last) << "in the order in which they came";
  }
  EXPECT_EQ(store.appends, 2);
  EXPECT_EQ(store.entries_of_last, 40u);
}

TEST_F(HallTest, AFailedStoreTellsEverybodyToTryAgainAndKeepsNothing) {
  WatchedStore store(town_.house->store());
  OpenHall hall(town_, store);
  const size_t size = hall.Entries().size();
  store.fails = true;
  v1::PushRequest push = town_.Message(anna_, "hello");
  auto failed = hall.Push(push);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kIo);
  EXPECT_EQ(hall.Entries().size(), size);
  store.fails = false;
  auto pushed = hall.Push(push);
  ASSERT_TRUE(pushed) << pushed.error().message;
  EXPECT_EQ(pushed->results(0).accepted(), size);
  EXPECT_EQ(hall.Entries().size(), size + 1);
}

TEST_F(HallTest, ARejectionIsSignedAndStoresNothing) {
  OpenHall hall(town_);
  const size_t size = hall.Entries().size();
  Writer stranger = WriterOf("stranger");
  v1::PushRequest push = town_.Message(stranger, "let me in");
  auto pushed = hall.Push(push);
  ASSERT_TRUE(pushed);
  EXPECT_EQ(ReasonOf(pushed->results(0)), v1::UNKNOWN_DEVICE);
  EXPECT_EQ(hall.Entries().size(), size);
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, push.contents(0).commitment()));
}

TEST_F(HallTest, ACommandWithoutItsContentIsRefused) {
  OpenHall hall(town_);
  v1::PushRequest push = town_.Message(anna_, "hello");
  v1::PushRequest bare = push;
  bare.clear_contents();
  EXPECT_EQ(ReasonOf(hall.Push(bare)->results(0)), v1::CONTENT_MISSING);
  EXPECT_TRUE(hall.Push(push)->results(0).has_accepted()) << "nothing is lost by trying";
}

TEST_F(HallTest, AContentOfAnotherSizeThanStatedIsMissing) {
  OpenHall hall(town_);
  ops::Draft draft;
  v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
  body.set_channel(v1::APP);
  *body.mutable_text() = draft.Commit("hello", v1::STAFF);
  body.mutable_text()->set_size(4);
  v1::PushRequest push;
  town_.AddTo(push, anna_, std::move(draft));
  EXPECT_EQ(ReasonOf(hall.Push(push)->results(0)), v1::CONTENT_MISSING);
}

TEST_F(HallTest, DueDeadlinesComeFirstAtTheirOwnTime) {
  OpenHall hall(town_);
  auto opened = hall.Push(town_.Bell(anna_, "the gate is blocked"));
  ASSERT_TRUE(opened->results(0).has_accepted()) << ReasonOf(opened->results(0));
  const size_t size = hall.Entries().size();
  town_.clock.now_ms += 10 * kDayMs;
  ASSERT_TRUE(hall.Push(town_.Message(bert_, "ten days later"))->results(0).has_accepted());
  std::vector<v1::Entry> entries = hall.Entries();
  ASSERT_GT(entries.size(), size + 1);
  EXPECT_TRUE(entries[size].has_deadline());
  EXPECT_LT(entries[size].time_ms(), town_.clock.NowMs());
  EXPECT_GT(entries[size].time_ms(), testing::kMorningMs);
  EXPECT_TRUE(entries.back().has_command());
}

TEST_F(HallTest, ADeadlineFallsWithoutAnyPush) {
  {
    OpenHall hall(town_);
    hall.Accept(town_.Bell(anna_, "the gate is blocked"));
  }
  const uint64_t size = *town_.house->store().Size(town_.community);
  town_.clock.now_ms += 10 * kDayMs;
  auto hall = Hall::Open(town_.house->store(), town_.clock, town_.house->sequencer_key(),
                         town_.house->folder().state_folder());
  ASSERT_TRUE(hall);
  std::promise<uint64_t> grown;
  (*hall)->OnGrown([&](const Bytes&, uint64_t tree_size) { grown.set_value(tree_size); });
  (*hall)->Start();
  auto future = grown.get_future();
  ASSERT_EQ(future.wait_for(std::chrono::seconds(60)), std::future_status::ready);
  EXPECT_GT(future.get(), size);
  (*hall)->Stop();
}

TEST_F(HallTest, ARestartContinuesWhereItStopped) {
  uint64_t last = 0;
  {
    OpenHall hall(town_);
    last = hall.Push(town_.Message(anna_, "before"))->results(0).accepted();
  }
  OpenHall hall(town_);
  auto pushed = hall.Push(town_.Message(anna_, "after"));
  ASSERT_TRUE(pushed);
  EXPECT_EQ(pushed->results(0).accepted(), last + 1);
}

TEST_F(HallTest, AClockBehindTheLedgerAcceptsNothing) {
  OpenHall hall(town_);
  town_.clock.now_ms -= kClockStepMs + 1000;
  auto pushed = hall.Push(town_.Message(anna_, "yesterday"));
  ASSERT_FALSE(pushed);
  EXPECT_EQ(pushed.error().code, ErrorCode::kIo);
  town_.clock.now_ms += kClockStepMs;
  Writer anna = WriterOf("anna");
  EXPECT_TRUE(hall.Push(town_.Message(anna, "a second"))) << "a small step back is no harm";
}

TEST_F(HallTest, OurSignatureOnALargerTreeStopsTheLedgerUntilItIsBack) {
  OpenHall hall(town_);
  const std::string origin = ledger::OriginOf(town_.community);
  ledger::Frontier tree;
  for (int i = 0; i < 50; ++i) tree.Append(ledger::LeafHash("entries that we do not have"));
  v1::PullRequest pull;
  pull.set_checkpoint(ledger::SignCheckpoint({origin, tree.size(), tree.Root()}, origin,
                                             town_.house->sequencer_key()));
  auto pulled = hall.Pull(pull);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->recover_from(), *town_.house->store().Size(town_.community));
  auto pushed = hall.Push(town_.Message(anna_, "hello"));
  ASSERT_FALSE(pushed) << "nothing is signed any more";
  EXPECT_EQ(pushed.error().code, ErrorCode::kIo);
  EXPECT_TRUE(hall.Pull({})) << "what is there can still be read";
}

TEST_F(HallTest, ACheckpointOfAnotherKeyIsNoEvidence) {
  OpenHall hall(town_);
  const std::string origin = ledger::OriginOf(town_.community);
  v1::PullRequest pull;
  pull.set_checkpoint(ledger::SignCheckpoint({origin, 50, ledger::EmptyRoot()}, origin, anna_.key));
  EXPECT_EQ(hall.Pull(pull).error().code, ErrorCode::kConflict);
  EXPECT_TRUE(hall.Push(town_.Message(anna_, "hello")));
}

TEST_F(HallTest, AStoreThatLostEntriesTakesNothing) {
  {
    OpenHall hall(town_);
    hall.Accept(town_.Message(anna_, "one"));
    hall.Accept(town_.Message(anna_, "two"));
  }
  // The checkpoint that the store saved says more than the entries that it is given back with.
  const std::string origin = ledger::OriginOf(town_.community);
  store::Batch batch;
  batch.checkpoints.push_back(
      {town_.community, 99,
       ledger::SignCheckpoint({origin, 99, ledger::EmptyRoot()}, origin,
                              town_.house->sequencer_key())});
  ASSERT_TRUE(town_.house->store().Append(batch));
  OpenHall hall(town_);
  EXPECT_EQ(hall.Push(town_.Message(anna_, "three")).error().code, ErrorCode::kIo);
}

TEST_F(HallTest, AnUnknownCommunityIsNotFound) {
  OpenHall hall(town_);
  v1::PushRequest push = town_.Message(anna_, "hello");
  push.set_community(Bytes(32, 'x'));
  EXPECT_EQ(hall.Push(push).error().code, ErrorCode::kNotFound);
}

TEST_F(HallTest, AStoppedHallSaysSo) {
  OpenHall hall(town_);
  hall.hall().Stop();
  EXPECT_EQ(hall.Push(town_.Message(anna_, "hello")).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace yiting::hall
