#include "hall/reading.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "hall/event_contents.h"
#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "ops/export.h"
#include "sequencer/sequencer.h"
#include "tests/support/files.h"
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
    ASSERT_TRUE(town_.house->store().EraseContents(town_.community, {content.commitment()}));
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

TEST_F(ReadingTest, ReceiptsAreGivenInTheirPlaces) {
  v1::PullRequest pull;
  auto all = hall_.Pull({});
  const uint64_t size = static_cast<uint64_t>(all->entries_size());
  pull.set_from(size);
  for (uint64_t seq : {size - 1, size, uint64_t{0}}) pull.add_receipts(seq);
  auto pulled = hall_.Pull(pull);
  ASSERT_TRUE(pulled) << pulled.error().message;
  ASSERT_EQ(pulled->receipts_size(), 3);
  EXPECT_EQ(pulled->receipts(1), "") << "there is no such entry";
  const std::string origin = ledger::OriginOf(town_.community);
  for (const int place : {0, 2}) {
    auto receipt = ledger::ParseReceipt(pulled->receipts(place));
    ASSERT_TRUE(receipt) << receipt.error().message;
    EXPECT_EQ(receipt->checkpoint, pulled->checkpoint());
    EXPECT_TRUE(ledger::CheckReceipt(*receipt,
                                     all->entries(static_cast<int>(pull.receipts(place))), origin,
                                     town_.public_key()));
  }
  for (int i = 0; i < 100; ++i) pull.add_receipts(0);
  EXPECT_EQ(hall_.Pull(pull)->receipts_size(), 64) << "so many and no more";
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

TEST(EventContents, AllThatAnEventCommitsToComesWithIt) {
  const auto visited = [](const v1::Event& event) {
    std::string all;
    VisitContents(event, [&all](const v1::ContentRef& ref) { all += ref.commitment(); });
    return all;
  };
  v1::Event event;
  const auto give = [](auto& inputs, const char* commitment) {
    inputs.Add()->mutable_content()->set_commitment(commitment);
  };
  give(*event.mutable_matter_opened()->mutable_inputs(), "i");
  event.mutable_matter_opened()->mutable_consent_proof()->set_commitment("p");
  EXPECT_EQ(visited(event), "ip");
  give(*event.mutable_action_taken()->mutable_inputs(), "i");
  event.mutable_action_taken()->mutable_consent_proof()->set_commitment("p");
  EXPECT_EQ(visited(event), "ip");
  event.mutable_message_left()->mutable_text()->set_commitment("m");
  EXPECT_EQ(visited(event), "m");
  event.mutable_member_admitted()->mutable_profile()->set_commitment("n");
  EXPECT_EQ(visited(event), "n");
  event.mutable_join_asked()->mutable_profile()->set_commitment("j");
  EXPECT_EQ(visited(event), "j");
  event.mutable_room_registered()->mutable_address()->set_commitment("a");
  EXPECT_EQ(visited(event), "a");
  event.mutable_venue_booked()->mutable_purpose()->set_commitment("v");
  EXPECT_EQ(visited(event), "v");
  event.mutable_venue_booked()->clear_purpose();
  EXPECT_EQ(visited(event), "");
}

// 社区通 has opinions that staff may hide; here what is said is for everybody.
class HiddenOpinions : public ::testing::Test {
 protected:
  HiddenOpinions() {
    const std::string rules = town_.folder / "rules";
    std::filesystem::copy("rules", rules, std::filesystem::copy_options::recursive);
    const std::string file = "rules/packs/baoshan/problem_discussion.lua";
    std::string source = testing::ReadRepositoryFile(file);
    const std::string limit = "max = 1000, audience = \"community\"";
    source.replace(source.find(limit), limit.size(), "max = 1000, audience = \"public\"");
    town_.folder.Write(file, source);
    v1::Text title;
    title.set_zh("宝山");
    town_.community =
        *ops::CreateCommunity(*town_.house, rules, "baoshan", title, testing::kMorningMs);
    town_.Admit({{"anna", "resident"}, {"bert", "resident"}, {"staff", "community_committee"}});
    hall_ = std::make_unique<OpenHall>(town_);
    ops::Draft draft;
    v1::OpenMatter& body = *draft.payload.mutable_open_matter();
    body.set_procedure("problem");
    body.set_channel(v1::APP);
    body.add_inputs()->set_field("title");
    *body.mutable_inputs(0)->mutable_content() = draft.Commit("the stairs", v1::PUBLIC);
    v1::PushRequest push;
    town_.AddTo(push, anna_, std::move(draft));
    hall_->Accept(push);
    matter_ = schema::OpenCommand(push.commands(0), town_.community)->id.substr(0, 16);
    Act(staff_, "to_screening");
    Act(staff_, "publish_topic", [](v1::Input& reason, ops::Draft&) {
      reason.set_field("reason");
      reason.set_code("common");
    });
    Act(anna_, "discuss", [](v1::Input& opinion, ops::Draft& draft) {
      opinion.set_field("opinion");
      *opinion.mutable_content() = draft.Commit("a slander", v1::PUBLIC);
    });
  }
  void Act(Writer& writer, const std::string& action,
           const std::function<void(v1::Input&, ops::Draft&)>& input = {},
           int64_t about = 0) {
    ops::Draft draft;
    v1::ActOnMatter& body = *draft.payload.mutable_act_on_matter();
    body.set_matter(matter_);
    body.set_action(action);
    if (about != 0) {
      body.add_inputs()->set_field("about");
      body.mutable_inputs(0)->set_number(about);
    }
    if (input) input(*body.add_inputs(), draft);
    v1::PushRequest push;
    town_.AddTo(push, writer, std::move(draft));
    hall_->Accept(push);
  }
  void Hide() {
    const auto why = [](v1::Input& reason, ops::Draft& draft) {
      reason.set_field("reason");
      *reason.mutable_content() = draft.Commit("it names a neighbour", v1::COMMUNITY);
    };
    Act(staff_, "hide", why, 1);
  }
  bool Gets(const Writer& writer) {
    return TextsOf(*hall_->PullAs(writer)).contains("a slander");
  }

  Town town_;
  std::unique_ptr<OpenHall> hall_;
  Bytes matter_;
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
  Writer staff_ = WriterOf("staff");
};

TEST_F(HiddenOpinions, A6_10_AreHandedToStaffAndTheirAuthorAlone) {
  const auto visitor_gets = [&] { return TextsOf(*hall_->Pull({})).contains("a slander"); };
  EXPECT_TRUE(Gets(bert_));
  EXPECT_TRUE(visitor_gets());
  Hide();
  EXPECT_FALSE(Gets(bert_));
  EXPECT_FALSE(visitor_gets());
  EXPECT_TRUE(Gets(anna_));
  EXPECT_TRUE(Gets(staff_));
  EXPECT_TRUE(TextsOf(*hall_->PullAs(bert_)).contains("it names a neighbour"));
  Hide();
  EXPECT_TRUE(Gets(bert_));
  EXPECT_TRUE(visitor_gets());
}

TEST_F(HiddenOpinions, A6_10_AreNotInThePublicFile) {
  Hide();
  hall_.reset();
  const auto holds = [&](ops::ExportedContents contents) {
    return ops::ExportLedger(*town_.house, town_.community, contents)->find("a slander") !=
           std::string::npos;
  };
  EXPECT_FALSE(holds(ops::ExportedContents::kPublic));
  EXPECT_TRUE(holds(ops::ExportedContents::kAll));
  hall_ = std::make_unique<OpenHall>(town_);
  Hide();
  hall_.reset();
  EXPECT_TRUE(holds(ops::ExportedContents::kPublic));
}

}  // namespace
}  // namespace yiting::hall
