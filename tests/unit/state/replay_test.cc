#include "state/replay.h"

#include <gtest/gtest.h>

#include <functional>

#include "sample.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"

namespace yiting::state {
namespace {

constexpr int64_t kDue = kStartMs + 86'400'000;

// Replays in one transaction and commits, or rolls back.
Status Replay(Community& community, BytesView entry) {
  RETURN_IF_ERROR(community.Begin());
  Status done = ReplayEntry(community, entry, CommandSignatures::kVerify);
  if (done) return community.Commit();
  Error error = done.error();
  RETURN_IF_ERROR(community.Rollback());
  return Failure{error};
}

std::vector<Bytes> SampleLedger(Author& author) {
  std::vector<Bytes> entries;
  entries.push_back(author.Create());
  entries.push_back(author.Admit(kStartMs + 1, 'a', "resident"));
  entries.push_back(author.Open(kStartMs + 2, kDue));
  author.Add().mutable_deadline_missed()->set_deadline(1);
  v1::Escalated* escalated = author.Add().mutable_escalated();
  escalated->set_matter(Id16('m'));
  escalated->set_level("street");
  entries.push_back(author.Due(kDue, 1));
  return entries;
}

TEST(ReplayTest, GivesTheSameState) {
  Author author;
  auto replica = NewCommunity();
  for (const Bytes& entry : SampleLedger(author)) {
    Status done = Replay(*replica, entry);
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }
  EXPECT_EQ(replica->Digest(), author.community->Digest());
  EXPECT_EQ(replica->facts(), author.community->facts());
  EXPECT_EQ(replica->id(), author.community->id());
  EXPECT_EQ(FindMatter(*replica, Id16('m'))->level, "street");
}

TEST(ReplayTest, RefusesWhatIsOutOfOrder) {
  Author author;
  std::vector<Bytes> entries = SampleLedger(author);
  auto replica = NewCommunity();
  EXPECT_FALSE(Replay(*replica, entries[1]).has_value());
  ASSERT_TRUE(Replay(*replica, entries[0]).has_value());
  EXPECT_FALSE(Replay(*replica, entries[0]).has_value());
  EXPECT_FALSE(Replay(*replica, entries[2]).has_value());
}

TEST(ReplayTest, AHigherEngineLevelAsksForAnUpdate) {
  Author author;
  v1::Entry entry = *schema::Decode<v1::Entry>(SampleLedger(author)[0]);
  entry.set_engine_level(kEngineLevel + 1);
  auto replica = NewCommunity();
  Status done = Replay(*replica, schema::Encode(entry));
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, ErrorCode::kUnsupported);
}

// Each way to tamper with the third entry (a command) or the fourth (a deadline).
TEST(ReplayTest, EveryTamperedEntryIsRefusedAndLeavesNothingBehind) {
  struct Tamper {
    const char* what;
    int entry;
    std::function<void(v1::Entry&)> change;
  };
  const std::vector<Tamper> ways = {
      {"an event left out", 2, [](auto& e) { e.mutable_events()->RemoveLast(); }},
      {"an event changed", 2,
       [](auto& e) { e.mutable_events(1)->mutable_stage_entered()->set_stage("closed"); }},
      {"events swapped", 3, [](auto& e) { e.mutable_events()->SwapElements(0, 1); }},
      {"the time earlier", 2, [](auto& e) { e.set_time_ms(kStartMs - 1); }},
      {"the fingerprint", 2, [](auto& e) { e.set_fingerprint(Bytes(32, 'x')); }},
      {"the pack hash", 2, [](auto& e) { e.set_pack_hash("p"); }},
      {"no events", 2, [](auto& e) { e.clear_events(); }},
      {"a byte of the command", 2,
       [](auto& e) {
         std::string command = e.command();
         command.back() = static_cast<char>(command.back() ^ 1);
         e.set_command(command);
       }},
      {"another deadline", 3, [](auto& e) { e.set_deadline(2); }},
      {"not at the due time", 3, [](auto& e) { e.set_time_ms(kDue + 1); }},
  };
  for (const Tamper& way : ways) {
    Author author;
    std::vector<Bytes> entries = SampleLedger(author);
    auto replica = NewCommunity();
    for (int i = 0; i < way.entry; ++i) {
      ASSERT_TRUE(Replay(*replica, entries[static_cast<size_t>(i)]).has_value());
    }
    const crypto::Hash before = replica->Digest();
    v1::Entry entry = *schema::Decode<v1::Entry>(entries[static_cast<size_t>(way.entry)]);
    way.change(entry);
    EXPECT_FALSE(Replay(*replica, schema::Encode(entry)).has_value()) << way.what;
    EXPECT_EQ(replica->Digest(), before) << way.what;
    // What was refused spoils nothing: the true entry still fits.
    EXPECT_TRUE(Replay(*replica, entries[static_cast<size_t>(way.entry)]).has_value());
  }
}

TEST(ReplayTest, ADueDeadlineMayNotBePassedOver) {
  Author author;
  std::vector<Bytes> entries;
  entries.push_back(author.Create());
  entries.push_back(author.Admit(kStartMs + 1, 'a', "resident"));
  entries.push_back(author.Open(kStartMs + 2, kDue));
  entries.push_back(author.Admit(kDue, 'b', "resident"));
  auto replica = NewCommunity();
  for (size_t i = 0; i < 3; ++i) ASSERT_TRUE(Replay(*replica, entries[i]).has_value());
  Status done = Replay(*replica, entries[3]);
  ASSERT_FALSE(done.has_value());
  EXPECT_NE(done.error().message.find("deadline 1, which was due already"), std::string::npos);
}

TEST(ReplayTest, ACommandOfARevokedDeviceIsEvidence) {
  Author author;
  std::vector<Bytes> entries;
  entries.push_back(author.Create());
  entries.push_back(author.Admit(kStartMs + 1, 'a', "resident"));
  author.Add().mutable_device_revoked()->set_device(crypto::PublicKey(KeyOf('a')));
  entries.push_back(author.Command(kStartMs + 2, 'r', [](v1::Payload& payload) {
    payload.mutable_revoke_device()->set_device(crypto::PublicKey(KeyOf('a')));
  }));
  entries.push_back(author.Open(kStartMs + 3, kDue));
  auto replica = NewCommunity();
  for (size_t i = 0; i < 3; ++i) ASSERT_TRUE(Replay(*replica, entries[i]).has_value());
  Status done = Replay(*replica, entries[3]);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().message, "entry 3: its device was revoked");
}

// Also by a link, where a device that nobody knows may speak.
TEST(ReplayTest, ALinkLetsNoRevokedDeviceSpeakAndNoneCountBack) {
  for (const bool revoked : {false, true}) {
    Author author;
    std::vector<Bytes> entries;
    entries.push_back(author.Create());
    entries.push_back(author.Admit(kStartMs + 1, 'a', "resident"));
    const auto accept = [](v1::Payload& payload) {
      payload.set_counter(1);
      payload.mutable_accept_invitation()->set_key(Bytes(32, 'i'));
    };
    if (revoked) author.Add().mutable_device_revoked()->set_device(crypto::PublicKey(KeyOf('a')));
    author.Add().mutable_message_left()->set_message(Id16('n'));
    author.events.back().mutable_message_left()->set_author(Id16('a'));
    entries.push_back(author.Command(kStartMs + 2, 'a', [](v1::Payload& payload) {
      v1::ContentRef* text = payload.mutable_leave_message()->mutable_text();
      text->set_commitment(Bytes(32, 'c'));
      text->set_audience(v1::STAFF);
      text->set_media("text/plain");
      payload.mutable_leave_message()->set_channel(v1::APP);
    }));
    author.Add().mutable_message_left()->set_message(Id16('k'));
    author.events.back().mutable_message_left()->set_author(Id16('a'));
    entries.push_back(author.Command(kStartMs + 3, 'a', accept));
    auto replica = NewCommunity();
    for (size_t i = 0; i < 3; ++i) ASSERT_TRUE(Replay(*replica, entries[i]).has_value());
    Status done = Replay(*replica, entries[3]);
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().message, revoked ? "entry 3: its device was revoked"
                                            : "entry 3: its device's counter is used");
  }
}

TEST(ReplayTest, AnEntryThatBreaksTheMechanismIsEvidence) {
  Author author;
  author.check = false;
  std::vector<Bytes> entries;
  entries.push_back(author.Create());
  entries.push_back(author.Admit(kStartMs + 1, 'a', kObserverRole));
  entries.push_back(author.Open(kStartMs + 2, kDue));
  auto replica = NewCommunity();
  ASSERT_TRUE(Replay(*replica, entries[0]).has_value());
  ASSERT_TRUE(Replay(*replica, entries[1]).has_value());
  Status done = Replay(*replica, entries[2]);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().message, "entry 2: event: an observer never acts");
}

}  // namespace
}  // namespace yiting::state
