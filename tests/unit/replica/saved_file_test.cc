// What a person can carry away: the whole ledger, evidence; and the view that says what there is.

#include <gtest/gtest.h>

#include <string>

#include "audit/auditor.h"
#include "ledger/ledger_file.h"
#include "replica/saved_file.h"
#include "tests/support/files.h"
#include "town.h"

namespace yiting::testing {
namespace {

// The file from its pieces; `pieces` counts them.
Bytes SaveLedger(Phone& phone, int* pieces) {
  Bytes file;
  Bytes from;
  *pieces = 0;
  do {
    const v1::SavedFile piece = phone.Save(v1::SaveFile::LEDGER, 0, from);
    if (piece.data().empty()) return file;
    EXPECT_LT(piece.data().size(), 4u << 20);
    file += piece.data();
    from = piece.next();
    ++*pieces;
  } while (!from.empty());
  return file;
}

// The entries of the file are decided again with the packs of the file alone.
void ExpectSound(const Bytes& file) {
  std::vector<Bytes> entries;
  Packs packs;
  ledger::LedgerReader reader;
  reader.Feed(file);
  while (true) {
    auto record = reader.Next();
    ASSERT_TRUE(record.has_value()) << record.error().message;
    if (!*record) break;
    if (const auto* entry = std::get_if<ledger::EntryRecord>(&**record)) {
      entries.emplace_back(entry->bytes);
    } else if (const auto* pack = std::get_if<ledger::PackRecord>(&**record)) {
      EXPECT_EQ(rulehost::PackHash(pack->bytes), pack->hash);
      packs.Add(pack->bytes);
    }
  }
  ASSERT_TRUE(reader.Finish().has_value());
  auto state = *state::Community::Open(":memory:", state::Durability::kCache);
  auto outcome = audit::Advance(
      *state, packs, [&](uint64_t seq) { return std::optional(entries[seq]); }, entries.size());
  ASSERT_TRUE(outcome.has_value()) << outcome.error().message;
  EXPECT_EQ(outcome->done, entries.size());
  EXPECT_EQ(outcome->missing, "");
  EXPECT_FALSE(outcome->difference.has_value());
}

struct Saved : public ::testing::Test {
  Saved() : phone(server, 'A') {
    phone.Sync();
    matter = phone.Act(Press("校门口堵车", "每天下午")).matter();
    phone.Sync();
  }
  v1::LedgerView Ledger(const Bytes& of = "") {
    return phone
        .View([&](v1::ViewRequest& request) { request.mutable_ledger()->set_matter(of); })
        .ledger();
  }
  Server server;
  Phone phone;
  Bytes matter;
};

TEST_F(Saved, TheLedgerIsOneThatAnybodyCanCheck) {
  phone.Act(Press("还没发出"));
  phone.GoOffline();
  int pieces = 0;
  const Bytes file = SaveLedger(phone, &pieces);
  const auto summary = ledger::CheckLedgerFile(file);
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(summary->entries, server.size());
  EXPECT_EQ(summary->packs, 1u);
  EXPECT_EQ(summary->header.public_key, server.Key());
  EXPECT_EQ(file.find("校门口堵车"), std::string::npos) << "for the community, not for everybody";
  ExpectSound(file);
  // What is pending is laid again.
  EXPECT_EQ(phone.Outbox().items(1).state(), v1::OutboxItem::WAITING);
}

TEST_F(Saved, ALongLedgerComesInPiecesAndStaysTheOneItWas) {
  while (server.size() < 1200) {
    for (int i = 0; i < 90; ++i) phone.Act(LeaveMessage("第" + std::to_string(server.size() + i)));
    phone.Sync();
  }
  const v1::SavedFile first = phone.Save(v1::SaveFile::LEDGER, 0);
  ASSERT_FALSE(first.next().empty());
  const uint64_t size = server.size();
  phone.Act(Press("之后的"));
  phone.Sync();
  EXPECT_GT(server.size(), size);
  Bytes file = first.data();
  for (Bytes from = first.next(); !from.empty();) {
    const v1::SavedFile piece = phone.Save(v1::SaveFile::LEDGER, 0, from);
    file += piece.data();
    from = piece.next();
  }
  const auto summary = ledger::CheckLedgerFile(file);
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  EXPECT_EQ(summary->entries, size);
  // A piece of a saving that is over is refused.
  v1::SaveFile again;
  again.set_what(v1::SaveFile::LEDGER);
  again.set_from(first.next());
  auto refused = phone.replica->Save(again);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
}

TEST_F(Saved, NothingIsOfferedBeforeThereIsALedger) {
  Phone empty(server, 'B');
  int pieces = 0;
  EXPECT_EQ(SaveLedger(empty, &pieces), "");
  EXPECT_EQ(empty.Save(v1::SaveFile::ENTRY, 0).data(), "");
  EXPECT_EQ(empty.Save(v1::SaveFile::ENTRY, 0).name(), "");
  EXPECT_EQ(phone.Save(v1::SaveFile::EVIDENCE, 1).data(), "");
}

TEST_F(Saved, TheViewSaysWhatAStrangerNeeds) {
  server.Command('S', [this](v1::Payload& payload) {
    payload.mutable_act_on_matter()->set_matter(matter);
    payload.mutable_act_on_matter()->set_action("accept");
    v1::Input* input = payload.mutable_act_on_matter()->add_inputs();
    input->set_field("category");
    input->set_code("parking");
  });
  server.contents[Bytes(32, 'c')];
  phone.Sync();
  const v1::LedgerView view = Ledger(matter);
  EXPECT_EQ(view.community(), server.id());
  EXPECT_EQ(view.sequencer_key(), server.Key());
  EXPECT_EQ(view.checkpoint(), server.Checkpoint());
  EXPECT_EQ(view.tree_size(), server.size());
  EXPECT_EQ(view.root(), Bytes(crypto::AsBytes(server.tree.head().root)));
  EXPECT_EQ(view.evidence_size(), 0);
  ASSERT_EQ(view.entries_size(), 2);
  for (const v1::EntryRow& row : view.entries()) {
    const crypto::Hash leaf = ledger::LeafHash(server.entries[row.seq()]);
    EXPECT_EQ(row.leaf(), Bytes(crypto::AsBytes(leaf)));
    EXPECT_EQ(row.time_ms(), kMonday);
  }
  EXPECT_TRUE(view.entries(0).receipt()) << "this device made it";
  EXPECT_FALSE(view.entries(1).receipt());
  EXPECT_EQ(Ledger().entries_size(), 0);
}

TEST_F(Saved, EvidenceIsListedAndSaved) {
  server.lie = [this](v1::PullResponse& response) {
    const std::string origin = ledger::OriginOf(server.id());
    ledger::TreeHead other = server.tree.head();
    other.root[0] ^= 1;
    response.set_checkpoint(
        ledger::SignCheckpoint({origin, other.size, other.root}, origin, server.key));
  };
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), v1::SyncView::BROKEN);
  const v1::LedgerView view = Ledger();
  ASSERT_EQ(view.evidence_size(), 1);
  EXPECT_TRUE(view.evidence(0).lasts());
  const v1::SavedFile file = phone.Save(v1::SaveFile::EVIDENCE, view.evidence(0).number());
  EXPECT_EQ(file.name(), "1.evidence.txt");
  for (const std::string& part :
       {"yiting.v1.evidence\ncommunity " + ToHex(server.id()) + "\nkey " + ToHex(server.Key()) +
            "\n",
        view.evidence(0).line(), server.Checkpoint()}) {
    EXPECT_NE(file.data().find(part), std::string::npos) << part;
  }
}

// docs/formats/evidence.md shows a file; tests/unit/verbs/evidence_test.cc reads the same one.
TEST(EvidenceFile, IsTheTextOfItsPage) {
  const crypto::SigningKey key = KeyOf('Q');
  const Bytes community(32, '\xc0');
  const std::string origin = ledger::OriginOf(community);
  const auto note = [&](char root) {
    ledger::Checkpoint checkpoint{origin, 3, {}};
    checkpoint.root.fill(static_cast<uint8_t>(root));
    return ledger::SignCheckpoint(checkpoint, origin, key);
  };
  const replica::Evidence evidence{
      kMonday, "the sequencer signed two trees that do not fit together, of 3 and of 3 entries",
      replica::Evidence::kForever, note('a'), note('b'), "what came"};
  const std::string text =
      replica::FormatEvidence(community, {crypto::PublicKey(key)}, evidence);
  const std::string page = ReadRepositoryFile("docs/formats/evidence.md");
  EXPECT_NE(page.find("```text evidence\n" + text + "```\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace yiting::testing
