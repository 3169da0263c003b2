// Test support: a street that lies. It has the sequencer's key, so whatever it writes it can seal
// and sign; it can even apply what it made up and go on as if nothing had been, so that every
// fingerprint after it is the state's. Only deciding again finds that out.

#ifndef YITING_TESTS_UNIT_VERBS_FORGE_H_
#define YITING_TESTS_UNIT_VERBS_FORGE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "decide/compose.h"
#include "ledger/ledger_file.h"
#include "schema/canonical.h"
#include "state/apply.h"
#include "state/replay.h"
#include "verbs/ledger_book.h"
#include "verbs/pack_files.h"
#include "verbs/scenario.h"

namespace yiting::verbs {

// A ledger file of the book's packs and these entries, sealed and signed anew.
inline Bytes SealLedger(const LedgerBook& book, const std::vector<Bytes>& entries) {
  ledger::LedgerHeader header = book.header;
  header.community_id = ledger::LeafHash(entries[0]);
  header.origin = ledger::OriginOf(crypto::AsBytes(header.community_id));
  ledger::LedgerWriter writer(header);
  for (const Bytes& pack : book.packs) {
    EXPECT_TRUE(writer.AddPack(rulehost::PackHash(pack), pack).has_value());
  }
  for (const Bytes& entry : entries) EXPECT_TRUE(writer.AddEntry(entry).has_value());
  const ledger::TreeHead head = writer.head();
  EXPECT_TRUE(writer
                  .Finish(ledger::SignCheckpoint({header.origin, head.size, head.root},
                                                 header.origin, KeyOf(kSequencerName)))
                  .has_value());
  return writer.Take();
}

// The state after entries [0, size), for a lie to stand on.
class Rogue {
 public:
  Rogue(const LedgerBook& book, size_t size) : id_(book.id()) {
    for (const Bytes& bundle : book.packs) EXPECT_TRUE(packs_.AddBundle(bundle).has_value());
    state_ = *state::Community::Open(":memory:", state::Durability::kCache);
    EXPECT_TRUE(state_->Begin().has_value());
    for (size_t seq = 0; seq < size; ++seq) {
      const Status done =
          state::ReplayEntry(*state_, book.entries[seq], state::CommandSignatures::kSkip);
      EXPECT_TRUE(done.has_value()) << done.error().message;
    }
  }

  // Takes the entry as it stands, whatever the rules say, with the fingerprint that it leads to.
  Bytes Force(v1::Entry entry) {
    const state::EntryPlace place{entry.seq(), entry.time_ms(), entry.pack_hash()};
    for (const v1::Event& event : entry.events()) state::Apply(*state_, place, event);
    if (entry.has_command()) {
      const auto command = schema::OpenCommand(entry.command(), id_);
      EXPECT_TRUE(command.has_value());
      state::ApplyCommand(*state_, place, command->id, command->payload.device(),
                          command->payload.counter());
    }
    state::FinishEntry(*state_, place);
    entry.set_fingerprint(Bytes(crypto::AsBytes(state_->Digest())));
    return schema::Encode(entry);
  }

  // What an honest street would append for the cause of this entry.
  Bytes GoOn(const v1::Entry& entry) {
    if (!entry.has_command()) {
      const std::optional<state::Deadline> next = state::NextDue(*state_);
      EXPECT_TRUE(next.has_value());
      return *decide::AdmitDue(*state_, packs_, *next);
    }
    const auto command = schema::OpenCommand(entry.command(), id_);
    EXPECT_TRUE(command.has_value());
    auto admission = decide::AdmitCommand(*state_, packs_, *command, entry.time_ms(),
                                          decide::SignatureCheck::kTrusted);
    EXPECT_TRUE(admission.has_value());
    EXPECT_TRUE(std::holds_alternative<Bytes>(*admission)) << "entry " << entry.seq();
    return std::get<Bytes>(*std::move(admission));
  }

 private:
  Bytes id_;
  PackShelf packs_;
  std::unique_ptr<state::Community> state_;
};

}  // namespace yiting::verbs

#endif  // YITING_TESTS_UNIT_VERBS_FORGE_H_
