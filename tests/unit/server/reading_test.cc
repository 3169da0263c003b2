#include "hall/reading.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ledger/checkpoint.h"
#include "sequencer/sequencer.h"
#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

std::set<std::string> TextsOf(const v1::PullResponse& response) {
  std::set<std::string> texts;
  for (const v1::Content& content : response.contents()) texts.insert(content.data());
  return texts;
}

class ReadingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    hall_.Accept(town_.Bell(anna_, "the gate is blocked"));      // COMMUNITY
    hall_.Accept(town_.Message(anna_, "for the staff's eyes"));  // STAFF
  }
  Town town_;
  OpenHall hall_{town_};
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
  Writer staff_ = WriterOf("staff");
};

TEST_F(ReadingTest, EveryReaderGetsAllEntriesButOnlyTheirContents) {
  auto visitor = hall_.Pull({});
  auto bert = hall_.PullAs(bert_);
  auto anna = hall_.PullAs(anna_);
  auto staff = hall_.PullAs(staff_);
  ASSERT_TRUE(visitor && bert && anna && staff);
  EXPECT_EQ(visitor->entries_size(), staff->entries_size());
  EXPECT_TRUE(TextsOf(*visitor).empty());
  EXPECT_TRUE(TextsOf(*bert).contains("the gate is blocked"));
  EXPECT_TRUE(TextsOf(*bert).contains("anna")) << "profiles are for the community";
  EXPECT_FALSE(TextsOf(*bert).contains("for the staff's eyes"));
  EXPECT_TRUE(TextsOf(*anna).contains("for the staff's eyes")) << "her own";
  EXPECT_TRUE(TextsOf(*staff).contains("for the staff's eyes"));
}

TEST_F(ReadingTest, AMemberIdWithoutItsDeviceIsAVisitor) {
  Writer thief = bert_;
  thief.member = staff_.member;  // his device, her id
  EXPECT_TRUE(TextsOf(*hall_.PullAs(thief)).empty());
}

TEST_F(ReadingTest, WantedContentsComeWithoutTheirEntries) {
  v1::PullRequest pull;
  pull.set_from(1000);
  auto all = hall_.PullAs(staff_);
  for (const v1::Content& content : all->contents()) pull.add_wanted(content.commitment());
  auto wanted = hall_.PullAs(staff_, pull);
  EXPECT_EQ(wanted->entries_size(), 0);
  EXPECT_EQ(TextsOf(*wanted), TextsOf(*all));
  EXPECT_TRUE(TextsOf(*hall_.Pull(pull)).empty()) << "naming them opens nothing";
}

TEST_F(ReadingTest, AnErasedContentIsGoneAndTheLedgerGoesOn) {
  auto before = hall_.PullAs(anna_);
  for (const v1::Content& content : before->contents()) {
    if (content.data() != "the gate is blocked") continue;
    ASSERT_TRUE(*town_.house->store().EraseContent(town_.community, content.commitment()));
  }
  auto after = hall_.PullAs(anna_);
  EXPECT_FALSE(TextsOf(*after).contains("the gate is blocked"));
  EXPECT_EQ(after->entries_size(), before->entries_size());
}

TEST_F(ReadingTest, PiecesAddUpToTheWhole) {
  auto whole = hall_.Pull({});
  std::vector<Bytes> entries;
  while (true) {
    v1::PullRequest pull;
    pull.set_from(entries.size());
    pull.set_max_bytes(1);
    auto piece = hall_.Pull(pull);
    ASSERT_TRUE(piece);
    if (piece->entries().empty()) break;
    ASSERT_EQ(piece->entries_size(), 1);
    entries.push_back(piece->entries(0));
  }
  EXPECT_EQ(entries, std::vector<Bytes>(whole->entries().begin(), whole->entries().end()));
}

TEST_F(ReadingTest, TheConsistencyProofLeadsFromTheClientsCheckpointToTheNewest) {
  const std::string origin = ledger::OriginOf(town_.community);
  auto older = hall_.Pull({});
  for (int i = 0; i < 5; ++i) hall_.Accept(town_.Message(bert_, std::to_string(i)));
  v1::PullRequest pull;
  pull.set_from(older->entries_size());
  pull.set_checkpoint(older->checkpoint());
  auto newer = hall_.Pull(pull);
  ASSERT_TRUE(newer) << newer.error().message;
  EXPECT_EQ(newer->entries_size(), 5);
  std::vector<crypto::Hash> proof;
  for (const Bytes& hash : newer->consistency()) proof.push_back(*crypto::HashFromBytes(hash));
  auto from = ledger::OpenCheckpoint(older->checkpoint(), origin, town_.public_key());
  auto to = ledger::OpenCheckpoint(newer->checkpoint(), origin, town_.public_key());
  ASSERT_TRUE(from && to);
  EXPECT_TRUE(ledger::VerifyConsistency(proof, from->head(), to->head()));
}

TEST_F(ReadingTest, AnOldProofOfTheReaderDoesNotHold) {
  v1::PullRequest request;
  request.set_community(town_.community);
  *request.mutable_reader() =
      replica::SignReader(town_.community, anna_.member, anna_.key, testing::kMorningMs);
  for (int64_t minutes : {-6, -4, 0, 4, 6}) {
    auto job = TakePull(request, town_.public_key(), testing::kMorningMs + minutes * kMinuteMs);
    ASSERT_TRUE(job);
    EXPECT_EQ(job->reader_holds, minutes > -5 && minutes < 5) << minutes;
  }
}

}  // namespace
}  // namespace yiting::hall
