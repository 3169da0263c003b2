// A store that lost entries: nothing is signed until they are back, and only what was signed comes
// back. Two houses with the same keys stand for one machine before and after its disk was lost.

#include "hall/recovery.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "ledger/checkpoint.h"
#include "schema/limits.h"
#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::Town;
using testing::Writer;
using testing::WriterOf;

// The hall of a house that keeps heads, asked as if it answered at once.
class KeptHall : public testing::OpenHall {
 public:
  explicit KeptHall(Town& town, int64_t wait_ms = kRestoredWaitMs)
      : OpenHall(town, town.house->store(), &town.house->heads(), wait_ms) {}
};

// What a client holds of the ledger.
struct Held {
  std::vector<Bytes> entries;
  std::vector<v1::Content> contents;
  std::string checkpoint;

  v1::RecoverRequest From(uint64_t from, size_t count, const Bytes& community) const {
    v1::RecoverRequest request;
    request.set_community(community);
    request.set_from(from);
    request.set_checkpoint(checkpoint);
    for (size_t seq = from; seq < entries.size(); ++seq) {
      if (seq < from + count) {
        request.add_entries(entries[seq]);
      } else {
        const crypto::Hash leaf = ledger::LeafHash(entries[seq]);
        request.mutable_rest()->append(crypto::AsBytes(leaf));
      }
    }
    for (const v1::Content& content : contents) *request.add_contents() = content;
    return request;
  }
};

class RecoveryTest : public ::testing::Test {
 protected:
  static constexpr int kLost = 5;

  RecoveryTest() {
    {
      KeptHall hall(town_);
      hall.Accept(town_.Message(anna_, "before the backup"));
    }
    town_.house.reset();
    Copy("data/store.db", "backup.db");
    kept_ = StoreSize();
    KeptHall hall(town_);
    for (int i = 0; i < kLost; ++i) {
      v1::PushRequest push = town_.Message(anna_, "after it, " + std::to_string(i));
      contents_.push_back(push.contents(0));
      hall.Accept(push);
    }
    held_ = Hold(hall);
  }

  uint64_t StoreSize() {
    town_.OpenHouse();
    return *town_.house->store().Size(town_.community);
  }
  void Copy(const std::string& from, const std::string& to) {
    std::filesystem::copy_file(town_.folder / from, town_.folder / to,
                               std::filesystem::copy_options::overwrite_existing);
  }
  Held Hold(KeptHall& hall) {
    Held held;
    auto pulled = hall.Pull({});
    EXPECT_TRUE(pulled) << pulled.error().message;
    held.entries.assign(pulled->entries().begin(), pulled->entries().end());
    held.checkpoint = pulled->checkpoint();
    held.contents = contents_;
    return held;
  }
  // The store as it was at the backup; heads beside it as `heads` says.
  void Restore(bool heads, bool marker = false) {
    town_.house.reset();
    for (const char* end : {"-wal", "-shm"}) {
      std::filesystem::remove(town_.folder / (std::string("data/store.db") + end));
    }
    Copy("backup.db", "data/store.db");
    if (!heads) std::filesystem::remove_all(town_.folder / "data/heads");
    if (marker) std::ofstream(town_.folder / "data/restored");
    town_.OpenHouse();
  }
  v1::PullRequest WithHead(const std::string& checkpoint) {
    v1::PullRequest pull;
    pull.set_checkpoint(checkpoint);
    return pull;
  }
  ErrorCode PushCode(KeptHall& hall) {
    Writer bert = WriterOf("bert");
    auto pushed = hall.Push(town_.Message(bert, "now"));
    EXPECT_FALSE(pushed);
    return pushed ? ErrorCode::kUnsupported : pushed.error().code;
  }

  Town town_;
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
  uint64_t kept_ = 0;
  Held held_;
  std::vector<v1::Content> contents_;
};

TEST_F(RecoveryTest, A8_1_AnOldStoreIsKnownByTheHeadsBesideIt) {
  Restore(/*heads=*/true);
  KeptHall hall(town_);
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  EXPECT_EQ(hall.Pull({}).error().code, ErrorCode::kIo) << "nothing signed covers what is here";
  auto pulled = hall.Pull(WithHead(held_.checkpoint));
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->recover_from(), kept_);
  EXPECT_TRUE(pulled->entries().empty());
  EXPECT_TRUE(pulled->checkpoint().empty());
}

TEST_F(RecoveryTest, A8_1_AClientsHeadTellsWhereTheHeadsAreGone) {
  Restore(/*heads=*/false);
  KeptHall hall(town_);
  ASSERT_EQ(hall.Pull(WithHead(held_.checkpoint))->recover_from(), kept_);
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  EXPECT_TRUE(hall.Pull({})) << "what it has signed since it started can be read";
}

TEST_F(RecoveryTest, A8_1_WhatAClientShowedIsKnownOverARestart) {
  Restore(/*heads=*/false);
  {
    KeptHall hall(town_);
    ASSERT_EQ(hall.Pull(WithHead(held_.checkpoint))->recover_from(), kept_);
  }
  town_.OpenHouse();
  KeptHall hall(town_);
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
}

TEST_F(RecoveryTest, A8_1_LostEntriesComeBackPieceByPieceWithTheirContents) {
  Restore(/*heads=*/true);
  KeptHall hall(town_);
  ASSERT_FALSE(*town_.house->store().HasContent(town_.community, contents_[0].commitment()));
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 2, town_.community)), kept_ + 2);
  // Again, by another client: nothing changes.
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 2, town_.community)), kept_ + 2);
  // One that overlaps, and one that begins too late.
  EXPECT_EQ(*hall.Recover(held_.From(kept_ + 4, 1, town_.community)), kept_ + 2);
  EXPECT_EQ(*hall.Recover(held_.From(kept_ + 1, 100, town_.community)), kept_ + kLost);
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo) << "others may know of more";
  auto pulled = hall.Pull(WithHead(held_.checkpoint));
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->recover_from(), 0u);
  town_.clock.now_ms += kSettleMs;
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "after it all")), held_.entries.size());
  const auto entries = hall.Pull({})->entries();
  for (size_t seq = 0; seq < held_.entries.size(); ++seq) {
    EXPECT_EQ(entries[static_cast<int>(seq)], held_.entries[seq]);
  }
  for (const v1::Content& content : contents_) {
    EXPECT_TRUE(*town_.house->store().HasContent(town_.community, content.commitment()));
  }
}

// Whoever comes first has not what others wrote for the staff alone.
TEST_F(RecoveryTest, A8_1_WhatTheFirstCouldNotBringTheNextOnesDo) {
  Restore(/*heads=*/true);
  KeptHall hall(town_);
  v1::RecoverRequest bare = held_.From(kept_, 100, town_.community);
  bare.clear_contents();
  EXPECT_EQ(*hall.Recover(bare), held_.entries.size());
  // Each device is asked once, and a stranger not at all.
  EXPECT_EQ(hall.Pull(WithHead(held_.checkpoint))->recover_from(), 0u);
  EXPECT_EQ(hall.PullAs(anna_, WithHead(held_.checkpoint))->recover_from(), kept_);
  EXPECT_EQ(hall.PullAs(anna_, WithHead(held_.checkpoint))->recover_from(), 0u);
  EXPECT_EQ(hall.PullAs(bert_, WithHead(held_.checkpoint))->recover_from(), kept_);
  // In two pieces; one that is not ours brings nothing.
  v1::RecoverRequest forged = held_.From(kept_, 2, town_.community);
  *forged.mutable_entries(1) = forged.entries(0);
  EXPECT_EQ(hall.Recover(forged).error().code, ErrorCode::kInvalid);
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, contents_[0].commitment()));
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 2, town_.community)), kept_ + 2);
  EXPECT_EQ(*hall.Recover(held_.From(kept_ + 2, 100, town_.community)), held_.entries.size());
  for (const v1::Content& content : contents_) {
    EXPECT_TRUE(*town_.house->store().HasContent(town_.community, content.commitment()));
  }
  town_.clock.now_ms += kSettleMs;
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "after it all")), held_.entries.size());
  EXPECT_EQ(hall.PullAs(anna_, WithHead(held_.checkpoint))->recover_from(), 0u);
}

TEST_F(RecoveryTest, A8_1_AStrangerCannotBringEntriesThatWereNotSigned) {
  Restore(/*heads=*/true);
  KeptHall hall(town_);
  v1::RecoverRequest forged = held_.From(kept_, 2, town_.community);
  *forged.mutable_entries(1) = forged.entries(0);
  EXPECT_EQ(hall.Recover(forged).error().code, ErrorCode::kInvalid);
  v1::RecoverRequest short_rest = held_.From(kept_, 2, town_.community);
  short_rest.mutable_rest()->resize(32);
  EXPECT_EQ(hall.Recover(short_rest).error().code, ErrorCode::kInvalid);
  v1::RecoverRequest torn = held_.From(kept_, 2, town_.community);
  torn.mutable_rest()->pop_back();
  EXPECT_EQ(hall.Recover(torn).error().code, ErrorCode::kInvalid);
  // Entries of their own under a root of their own, signed by nobody here.
  v1::RecoverRequest own = held_.From(kept_, 100, town_.community);
  const std::string origin = ledger::OriginOf(town_.community);
  ledger::Frontier tree;
  for (const Bytes& entry : held_.entries) tree.Append(ledger::LeafHash(entry));
  own.set_checkpoint(ledger::SignCheckpoint({origin, tree.size(), tree.Root()}, origin,
                                            WriterOf("stranger").key));
  EXPECT_EQ(hall.Recover(own).error().code, ErrorCode::kConflict);
  EXPECT_EQ(hall.Pull(WithHead(own.checkpoint())).error().code, ErrorCode::kConflict);
  EXPECT_EQ(*town_.house->store().Size(town_.community), kept_);
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 100, town_.community)), held_.entries.size());
}

TEST_F(RecoveryTest, OnlyContentsThatTheEntriesNameAreStored) {
  Restore(/*heads=*/true);
  KeptHall hall(town_);
  v1::PushRequest other = town_.Message(bert_, "somebody's own");
  v1::RecoverRequest request = held_.From(kept_, 100, town_.community);
  *request.add_contents() = other.contents(0);
  ASSERT_TRUE(hall.Recover(request));
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, other.contents(0).commitment()));
  request.mutable_contents(0)->set_data("another text");
  EXPECT_EQ(hall.Recover(request).error().code, ErrorCode::kInvalid);
}

TEST_F(RecoveryTest, AServerThatLostNothingTakesNothing) {
  town_.OpenHouse();
  KeptHall hall(town_);
  v1::RecoverRequest request = held_.From(kept_, 100, town_.community);
  EXPECT_EQ(*hall.Recover(request), held_.entries.size());
  EXPECT_TRUE(hall.Push(town_.Message(bert_, "goes on")));
}

TEST_F(RecoveryTest, A8_1_ARestoredLedgerWaitsForClientsAndThenGoesOn) {
  Restore(/*heads=*/false, /*marker=*/true);
  EXPECT_FALSE(std::filesystem::exists(town_.folder / "data/restored"));
  constexpr int64_t kWait = 3'600'000;
  {
    KeptHall hall(town_, kWait);
    EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  }
  town_.OpenHouse();  // a restart forgets nothing
  KeptHall hall(town_, kWait);
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  town_.clock.now_ms += kWait - 1;
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  town_.clock.now_ms += 1;
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "nobody came")), kept_);
}

// Their phone may have slept when the last of what is lost was signed.
TEST_F(RecoveryTest, A8_1_WhoComesFirstToARestoredLedgerDoesNotEndTheWait) {
  Restore(/*heads=*/false, /*marker=*/true);
  constexpr int64_t kWait = 3'600'000;
  {
    KeptHall hall(town_, kWait);
    ASSERT_EQ(hall.Pull(WithHead(held_.checkpoint))->recover_from(), kept_);
  }
  town_.OpenHouse();  // what was shown is kept, and is still no more than somebody's word
  KeptHall hall(town_, kWait);
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 100, town_.community)), held_.entries.size());
  town_.clock.now_ms += kSettleMs;
  EXPECT_EQ(PushCode(hall), ErrorCode::kIo);
  town_.clock.now_ms += kWait - kSettleMs;
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "now all are back")), held_.entries.size());
}

TEST_F(RecoveryTest, A8_1_HeadsBesideARestoredLedgerSayWhatIsMissing) {
  Restore(/*heads=*/true, /*marker=*/true);
  KeptHall hall(town_);
  EXPECT_EQ(*hall.Recover(held_.From(kept_, 100, town_.community)), held_.entries.size());
  town_.clock.now_ms += kSettleMs;
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "all are back")), held_.entries.size());
}

TEST_F(RecoveryTest, A8_1_TheOperatorSaysThatNothingIsMissing) {
  Restore(/*heads=*/false, /*marker=*/true);
  auto resumed = ops::Resume(*town_.house, town_.community, /*give_up=*/false);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_EQ(*resumed, kept_);
  KeptHall hall(town_);
  EXPECT_EQ(hall.Accept(town_.Message(bert_, "so we go on")), kept_);
}

TEST_F(RecoveryTest, A8_2_WhatWasSignedIsGivenUpOnlyInWords) {
  Restore(/*heads=*/true);
  auto resumed = ops::Resume(*town_.house, town_.community, /*give_up=*/false);
  ASSERT_FALSE(resumed);
  EXPECT_NE(resumed.error().message.find(std::to_string(kLost) + " entries"), std::string::npos);
  EXPECT_TRUE(ops::Resume(*town_.house, town_.community, /*give_up=*/true));
  KeptHall hall(town_);
  hall.Accept(town_.Message(bert_, "so be it"));
}

TEST_F(RecoveryTest, AnOfflineVerbSignsNothingEither) {
  Restore(/*heads=*/true);
  auto invited =
      ops::Invite(*town_.house, town_.community, "resident", "", 30, town_.clock.NowMs());
  ASSERT_FALSE(invited);
  EXPECT_EQ(invited.error().code, ErrorCode::kIo);
}

TEST_F(RecoveryTest, AHeadThatACrashLeftTornSaysNothing) {
  town_.house.reset();
  town_.folder.Write("data/heads/" + ToHex(town_.community), "yiting.v1/");
  town_.OpenHouse();
  KeptHall hall(town_);
  EXPECT_TRUE(hall.Push(town_.Message(bert_, "goes on")));
}

TEST_F(RecoveryTest, A8_2_ATreeOfTheSameSizeWithAnotherRootHaltsTheLedger) {
  town_.OpenHouse();
  {
    KeptHall hall(town_);
    const std::string origin = ledger::OriginOf(town_.community);
    auto pulled = hall.Pull(WithHead(ledger::SignCheckpoint(
        {origin, held_.entries.size(), ledger::LeafHash("other")}, origin,
        town_.house->sequencer_key())));
    ASSERT_FALSE(pulled);
    EXPECT_EQ(pulled.error().code, ErrorCode::kCorrupt);
    EXPECT_EQ(PushCode(hall), ErrorCode::kCorrupt);
  }
  town_.OpenHouse();
  KeptHall hall(town_);
  EXPECT_EQ(PushCode(hall), ErrorCode::kCorrupt) << "a restart mends no fork";
}

}  // namespace
}  // namespace yiting::hall
