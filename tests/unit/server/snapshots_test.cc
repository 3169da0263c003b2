// The hall's snapshots, and a phone that begins with one over the server's own wire.

#include "hall/snapshots.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "ledger/proof.h"
#include "tests/unit/server/wire_phone.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::WirePhone;
using testing::Writer;
using testing::WriterOf;

class SnapshotsTest : public ::testing::Test {
 protected:
  SnapshotsTest() : hall_(town_), anna_(WriterOf("anna")) {}

  // Entries of the same kind, so many.
  void Live(int count) {
    while (count > 0) {
      v1::PushRequest push;
      for (int i = 0; i < 100 && count > 0; ++i, --count) {
        ops::Draft draft;
        v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
        body.set_channel(v1::APP);
        *body.mutable_text() = draft.Commit("words", v1::STAFF);
        town_.AddTo(push, anna_, std::move(draft));
      }
      auto pushed = hall_.Push(std::move(push));
      ASSERT_TRUE(pushed) << pushed.error().message;
      for (const v1::PushResult& result : pushed->results()) ASSERT_TRUE(result.has_accepted());
    }
  }
  std::future<Result<v1::FetchSnapshotResponse>> Start(uint64_t size, uint32_t part) {
    v1::FetchSnapshotRequest request;
    request.set_community(town_.community);
    request.set_size(size);
    request.set_part(part);
    auto promise = std::make_shared<std::promise<Result<v1::FetchSnapshotResponse>>>();
    hall_.hall().FetchSnapshot(request, [promise](Result<v1::FetchSnapshotResponse> result) {
      promise->set_value(std::move(result));
    });
    return promise->get_future();
  }
  Result<v1::FetchSnapshotResponse> Fetch(uint64_t size, uint32_t part) {
    return Start(size, part).get();
  }
  std::string Folder() const { return town_.house->folder().state_folder(); }

  Town town_;
  OpenHall hall_;
  Writer anna_;
};

// All of it is as a client will verify it.
TEST_F(SnapshotsTest, IsOfTheNewestEntryAndProvenUnderTheCheckpoint) {
  Live(3);
  auto head = Fetch(0, 0);
  ASSERT_TRUE(head) << head.error().message;
  const uint64_t size = hall_.Entries().size();
  EXPECT_EQ(head->size(), size);
  auto receipt = ledger::ParseReceipt(head->receipt());
  ASSERT_TRUE(receipt) << receipt.error().message;
  auto checkpoint = ledger::CheckReceipt(*receipt, head->entry(),
                                         ledger::OriginOf(town_.community), town_.public_key());
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  auto frontier = ledger::Frontier::Decode(head->frontier());
  ASSERT_TRUE(frontier);
  EXPECT_EQ(frontier->head(), checkpoint->head());
  v1::Entry entry;
  ASSERT_TRUE(entry.ParseFromString(head->entry()));
  EXPECT_EQ(entry.seq(), size - 1);
  auto loaded = *state::Community::Open(":memory:", state::Durability::kCache);
  const state::SnapshotClaim claim{town_.community, size, head->frontier(), entry.fingerprint()};
  const Status done =
      state::LoadSnapshot(*loaded, claim, [&](uint32_t part) -> std::optional<Bytes> {
        if (part >= head->parts()) return std::nullopt;
        return part == 0 ? head->data() : Fetch(size, part)->data();
      });
  EXPECT_TRUE(done) << done.error().message;
  EXPECT_EQ(loaded->facts().size, size);
  // Nothing is left of the making.
  for (const auto& file : std::filesystem::directory_iterator(Folder())) {
    EXPECT_EQ(file.path().string().find("snapshot-"), std::string::npos) << file.path();
  }
}

TEST_F(SnapshotsTest, OneIsOfferedForAThousandEntries) {
  Live(3);
  const uint64_t first = Fetch(0, 0)->size();
  Live(100);
  auto again = Fetch(0, 0);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->size(), first);
  // The proof grows with the ledger.
  auto receipt = ledger::ParseReceipt(again->receipt());
  auto checkpoint = ledger::CheckReceipt(*receipt, again->entry(),
                                         ledger::OriginOf(town_.community), town_.public_key());
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->size, first + 100);
  std::vector<ledger::Hash> proof;
  for (const Bytes& hash : again->consistency()) proof.push_back(*crypto::HashFromBytes(hash));
  EXPECT_TRUE(ledger::VerifyConsistency(proof, ledger::Frontier::Decode(again->frontier())->head(),
                                        checkpoint->head()));
  Live(static_cast<int>(kSnapshotEveryEntries) - 100);
  EXPECT_EQ(Fetch(0, 0)->size(), first + kSnapshotEveryEntries);
  auto old = Fetch(first, 0);
  ASSERT_FALSE(old);
  EXPECT_EQ(old.error().code, ErrorCode::kNotFound);
}

TEST_F(SnapshotsTest, WhatIsNotThereIsSaid) {
  EXPECT_EQ(Fetch(3, 0).error().code, ErrorCode::kNotFound);
  const uint64_t size = Fetch(0, 0)->size();
  EXPECT_EQ(Fetch(size, 1).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Fetch(size + 1, 0).error().code, ErrorCode::kNotFound);
  town_.community[0] ^= 1;
  EXPECT_EQ(Fetch(0, 0).error().code, ErrorCode::kNotFound);
}

TEST_F(SnapshotsTest, AFileThatIsGoneIsMadeAgain) {
  const uint64_t size = Fetch(0, 0)->size();
  std::filesystem::remove(Folder() + "/" + ToHex(town_.community) + ".snapshot");
  EXPECT_EQ(Fetch(size, 0).error().code, ErrorCode::kIo);
  auto again = Fetch(0, 0);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->size(), size);
}

TEST_F(SnapshotsTest, EverybodyWhoWaitsGetsTheSameAndPushesGoOnMeanwhile) {
  std::vector<std::future<Result<v1::FetchSnapshotResponse>>> waiting;
  for (int i = 0; i < 5; ++i) waiting.push_back(Start(0, 0));
  Live(20);
  Bytes data;
  for (auto& one : waiting) {
    auto response = one.get();
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_GT(response->size(), 0u);
    if (data.empty()) data = response->data();
    EXPECT_EQ(response->data(), data);
  }
}

TEST_F(SnapshotsTest, APhoneBeginsWithIt) {
  Live(400);  // more than a first pull
  for (const Bytes& key : {town_.public_key(), Bytes()}) {
    WirePhone phone(town_, "bert", key);
    phone.Sync(hall_.hall());
    EXPECT_EQ(phone.state(), v1::SyncView::ALL_SENT);
    EXPECT_EQ(phone.asked["FetchSnapshot"], 1);
    EXPECT_EQ(phone.parts().copy->base_size(), hall_.Entries().size());
    EXPECT_FALSE(phone.parts().confirmed_member.empty());
  }
  WirePhone phone(town_, "bert", town_.public_key());
  phone.Sync(hall_.hall());
  const Bytes said = phone.Say("after it");
  phone.Sync(hall_.hall());
  EXPECT_TRUE(phone.HasAccepted(said));
  EXPECT_EQ(phone.parts().overlay->confirmed_size(), hall_.Entries().size());
}

}  // namespace
}  // namespace yiting::hall
