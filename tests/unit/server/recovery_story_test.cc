// The whole way: a backup, commands that were accepted after it, the backup brought back, and the
// phones that come then. Whatever was acknowledged to anybody is in the ledger once, and no phone
// sees a fork. The same for a ledger whose key was changed, and for a machine that was stolen.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "hall/recovery.h"
#include "ledger/checkpoint.h"
#include "ops/export.h"
#include "tests/unit/server/town.h"
#include "tests/unit/server/wire_phone.h"

namespace yiting::hall {
namespace {

using testing::Town;
using testing::WirePhone;

class StoryHall : public testing::OpenHall {
 public:
  explicit StoryHall(Town& town) : OpenHall(town, town.house->store(), &town.house->heads()) {}
};

class RecoveryStory : public ::testing::Test {
 protected:
  WirePhone PhoneOf(const std::string& name) {
    return WirePhone(town_, name, crypto::PublicKey(town_.house->sequencer_key()));
  }
  std::string InData(const std::string& name) { return town_.folder / ("data/" + name); }
  // REQUIRES: no hall is open.
  void Backup() {
    town_.house.reset();
    std::filesystem::copy_file(InData("store.db"), town_.folder / "backup.db");
    town_.OpenHouse();
  }
  // As `yiting restore` leaves the folder: the store of the backup, and the mark.
  void Restore(bool heads) {
    town_.house.reset();
    for (const char* end : {"-wal", "-shm"}) {
      std::filesystem::remove(InData("store.db") + end);
    }
    std::filesystem::copy_file(town_.folder / "backup.db", InData("store.db"),
                               std::filesystem::copy_options::overwrite_existing);
    if (!heads) std::filesystem::remove_all(InData("heads"));
    std::ofstream(InData("restored"));
    town_.OpenHouse();
  }
  // How many entries this command made.
  int CountOf(const Bytes& command) {
    int count = 0;
    auto entries = town_.house->store().Read(town_.community, 0, 1 << 30);
    for (const Bytes& bytes : *entries) {
      v1::Entry entry;
      EXPECT_TRUE(entry.ParseFromString(bytes));
      auto opened = schema::OpenCommand(entry.command(), town_.community);
      if (opened && opened->id == command) ++count;
    }
    return count;
  }

  Town town_;
};

TEST_F(RecoveryStory, A8_1_A8_2_WhatWasAcknowledgedIsInTheLedgerOnce) {
  WirePhone anna = PhoneOf("anna");
  WirePhone bert = PhoneOf("bert");
  WirePhone staff = PhoneOf("staff");
  std::vector<Bytes> acknowledged;
  {
    StoryHall hall(town_);
    for (WirePhone* phone : {&anna, &bert, &staff}) phone->Sync(hall.hall());
    acknowledged.push_back(anna.Say("before the backup"));
    anna.Sync(hall.hall());
  }
  Backup();
  {
    StoryHall hall(town_);
    for (int i = 0; i < 3; ++i) {
      acknowledged.push_back(anna.Say("of Anna, " + std::to_string(i)));
      anna.Sync(hall.hall());
      acknowledged.push_back(bert.Say("of Bert, " + std::to_string(i)));
      bert.Sync(hall.hall());
    }
    for (const Bytes& id : acknowledged) {
      ASSERT_TRUE(anna.HasAccepted(id) || bert.HasAccepted(id));
    }
  }
  // What is said while the server is away waits.
  const Bytes waiting = anna.Say("while the server was away");
  Restore(/*heads=*/false);
  StoryHall hall(town_);
  EXPECT_EQ(CountOf(acknowledged.back()), 0) << "it is lost here";
  // Anna comes first, and knows all but Bert's last; then somebody who knows nothing of it.
  for (int minute = 0; minute < 2; ++minute) {
    for (WirePhone* phone : {&anna, &staff, &bert}) phone->Sync(hall.hall());
    town_.clock.now_ms += 60'000;
  }
  EXPECT_GT(anna.asked["Recover"], 0);
  EXPECT_GT(bert.asked["Recover"], 0) << "he has one more";
  EXPECT_EQ(CountOf(waiting), 0) << "others may still know of more";
  town_.clock.now_ms += hall::kRestoredWaitMs;
  for (int minute = 0; minute < 3; ++minute) {
    town_.clock.now_ms += 60'000;
    for (WirePhone* phone : {&anna, &bert, &staff}) phone->Sync(hall.hall());
  }
  acknowledged.push_back(waiting);
  for (const Bytes& id : acknowledged) EXPECT_EQ(CountOf(id), 1);
  for (WirePhone* phone : {&anna, &bert, &staff}) {
    EXPECT_NE(phone->state(), v1::SyncView::BROKEN);
    phone->Sync(hall.hall());
    EXPECT_EQ(phone->parts().copy->checked_size(), *town_.house->store().Size(town_.community));
    EXPECT_TRUE(phone->parts().store->AllEvidence().empty());
  }
}

TEST_F(RecoveryStory, A8_1_PhonesFollowAKeyThatIsChangedAndLinksOfBothKeysWork) {
  WirePhone anna = PhoneOf("anna");
  const Bytes old_key = crypto::PublicKey(town_.house->sequencer_key());
  {
    StoryHall hall(town_);
    anna.Sync(hall.hall());
  }
  auto rotated = ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs());
  ASSERT_TRUE(rotated) << rotated.error().message;
  EXPECT_EQ(*ops::LedgerKey(*town_.house, town_.community), *rotated);
  EXPECT_TRUE(std::filesystem::exists(InData("keys/sequencer-2.key")));
  town_.OpenHouse();
  StoryHall hall(town_);
  const Bytes said = anna.Say("after the change");
  anna.Sync(hall.hall());
  EXPECT_TRUE(anna.HasAccepted(said));
  EXPECT_EQ(anna.parts().copy->sequencer_key(), *rotated);
  for (const Bytes& key : {old_key, *rotated}) {
    WirePhone bert(town_, "bert", key);
    bert.Sync(hall.hall());
    EXPECT_NE(bert.state(), v1::SyncView::BROKEN);
    EXPECT_EQ(bert.parts().copy->checked_size(), *town_.house->store().Size(town_.community));
  }
}

TEST_F(RecoveryStory, A8_1_AClientOfTheOldKeyIsAnsweredUpToItsLastTreeAndNoFurther) {
  std::string before;
  {
    StoryHall hall(town_);
    before = hall.Pull({})->checkpoint();
  }
  const crypto::SigningKey old_key = town_.house->sequencer_key();
  ASSERT_TRUE(ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs()));
  StoryHall hall(town_);
  v1::PullRequest pull;
  pull.set_checkpoint(before);
  auto pulled = hall.Pull(pull);
  ASSERT_TRUE(pulled) << pulled.error().message;
  EXPECT_EQ(pulled->key_changes_size(), 1);
  // Whoever stole the old key signs what they like: nothing of it moves this ledger.
  const std::string origin = ledger::OriginOf(town_.community);
  const uint64_t size = *town_.house->store().Size(town_.community);
  pull.set_checkpoint(
      ledger::SignCheckpoint({origin, size + 7, ledger::LeafHash("a")}, origin, old_key));
  EXPECT_EQ(hall.Pull(pull).error().code, ErrorCode::kConflict);
  pull.set_checkpoint(
      ledger::SignCheckpoint({origin, 1, ledger::LeafHash("b")}, origin, old_key));
  EXPECT_EQ(hall.Pull(pull).error().code, ErrorCode::kCorrupt);
  testing::Writer anna = testing::WriterOf("anna");
  hall.Accept(town_.Message(anna, "it goes on"));
}

TEST_F(RecoveryStory, A8_1_AStolenMachinesKeyIsReplacedWhereTheStoreAndTheStreetKeysAre) {
  WirePhone anna = PhoneOf("anna");
  {
    StoryHall hall(town_);
    anna.Say("on the machine that was stolen");
    anna.Sync(hall.hall());
  }
  town_.house.reset();
  std::filesystem::remove(InData("keys/sequencer.key"));
  std::filesystem::remove_all(InData("state"));
  std::filesystem::remove_all(InData("heads"));
  town_.OpenHouse();
  EXPECT_FALSE(town_.house->DeskOf(town_.community).Open()) << "its key is not here";
  auto rotated = ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs());
  ASSERT_TRUE(rotated) << rotated.error().message;
  town_.OpenHouse();
  StoryHall hall(town_);
  const Bytes said = anna.Say("on the new machine");
  anna.Sync(hall.hall());
  EXPECT_TRUE(anna.HasAccepted(said));
  EXPECT_NE(anna.state(), v1::SyncView::BROKEN);
}

TEST_F(RecoveryStory, A8_1_WhoeverStoleTheKeyStopsTheLedgerOnlyUntilItIsChanged) {
  const crypto::SigningKey stolen = town_.house->sequencer_key();
  const std::string origin = ledger::OriginOf(town_.community);
  v1::PullRequest forged;
  forged.set_checkpoint(
      ledger::SignCheckpoint({origin, 1'000, ledger::LeafHash("never was")}, origin, stolen));
  {
    StoryHall hall(town_);
    ASSERT_NE(hall.Pull(forged)->recover_from(), 0u);
  }
  town_.OpenHouse();
  EXPECT_FALSE(ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs()));
  ASSERT_TRUE(ops::Resume(*town_.house, town_.community, /*give_up=*/true));
  auto rotated = ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs());
  ASSERT_TRUE(rotated) << rotated.error().message;
  StoryHall hall(town_);
  EXPECT_EQ(hall.Pull(forged).error().code, ErrorCode::kConflict);
  testing::Writer anna = testing::WriterOf("anna");
  hall.Accept(town_.Message(anna, "it goes on"));
}

TEST_F(RecoveryStory, A8_1_AChangeOfTheKeyThatWasLostComesBackLikeAnyEntry) {
  WirePhone anna = PhoneOf("anna");
  Backup();
  ASSERT_TRUE(ops::RotateKey(*town_.house, town_.community, town_.clock.NowMs()));
  town_.OpenHouse();
  {
    StoryHall hall(town_);
    anna.Sync(hall.hall());
  }
  Restore(/*heads=*/false);
  StoryHall hall(town_);
  anna.Sync(hall.hall());
  EXPECT_GT(anna.asked["Recover"], 0);
  const Bytes said = anna.Say("under the new key");
  town_.clock.now_ms += hall::kRestoredWaitMs;
  for (int minute = 0; minute < 4; ++minute) {
    town_.clock.now_ms += 60'000;
    anna.Sync(hall.hall());
  }
  EXPECT_TRUE(anna.HasAccepted(said));
  EXPECT_NE(anna.state(), v1::SyncView::BROKEN);
}

}  // namespace
}  // namespace yiting::hall
