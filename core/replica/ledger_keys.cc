// Which key answers for the ledger: from the one that this device knows to the one that signed what
// came, by the changes that two street keys have signed. docs/formats/checkpoint.md.

#include <utility>

#include "replica/ledger_copy.h"
#include "schema/key_change.h"
#include "state/read_ledger.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

LedgerCopy::Founding LedgerCopy::FoundedWith(BytesView first_entry) {
  Founding founding;
  v1::Entry entry;
  if (entry.ParseFromArray(first_entry.data(), static_cast<int>(first_entry.size())) &&
      entry.events_size() > 0) {
    const v1::CommunityCreated& created = entry.events(0).community_created();
    founding.key = created.sequencer_key();
    founding.street_keys.assign(created.street_keys().begin(), created.street_keys().end());
  } else if (state_->facts().size > 0) {
    // Begun with a snapshot: its tables have them, under the first entry's own fingerprint.
    for (const state::SequencerKey& key : state::SequencerKeys(*state_)) {
      if (founding.key.empty()) founding.key = key.key;
    }
    founding.street_keys = state::StreetKeys(*state_);
  }
  return founding;
}

Result<ledger::Checkpoint> LedgerCopy::OpenByKeys(const v1::PullResponse& response) {
  const bool first = held_size() == 0 && response.entries_size() > 0;
  Result<ledger::Checkpoint> came = ledger::OpenCheckpoint(response.checkpoint(), origin_, key_);
  if (came && !first) return came;
  const Founding founding =
      FoundedWith(first ? response.entries(0) : store_.FindEntry(0).value_or(Bytes()));
  Bytes key = founding.key;
  bool known = key_.empty() || key == key_;
  for (const std::string& change : response.key_changes()) {
    ASSIGN_OR_RETURN(key, schema::OpenKeyChange(change, community_, founding.street_keys, key));
    known = known || key == key_;
  }
  if (!known) {
    return Fail(ErrorCode::kConflict, "the ledger names another sequencer key than the link did");
  }
  // Only the newest: who has seen a change takes no key from before it.
  ASSIGN_OR_RETURN(came, ledger::OpenCheckpoint(response.checkpoint(), origin_, key));
  key_ = std::move(key);
  return came;
}

}  // namespace yiting::replica
