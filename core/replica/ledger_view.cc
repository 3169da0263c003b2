#include "replica/ledger_view.h"

#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

// Every entry that names the matter, from the one that opened it: its steps, deadlines, ballots.
void FillEntries(Parts& parts, BytesView matter, v1::LedgerView& view) {
  const std::vector<state::TimelineStep> steps = state::TimelineOf(*parts.state, matter);
  if (steps.empty()) return;
  const std::vector<SideStore::NumberedEntry> named = parts.store->EntriesNaming(
      matter, steps.front().seq, parts.overlay->confirmed_size(), kMatterEntriesMax);
  for (const SideStore::NumberedEntry& one : named) {
    v1::Entry entry;
    if (!entry.ParseFromString(one.bytes)) continue;
    v1::EntryRow& row = *view.add_entries();
    const ledger::Hash leaf = ledger::LeafHash(one.bytes);
    row.set_seq(one.seq);
    row.set_time_ms(entry.time_ms());
    row.set_leaf(Bytes(crypto::AsBytes(leaf)));
    row.set_receipt(!parts.store->FindReceipt(one.seq).value_or(Bytes()).empty());
  }
}

}  // namespace

Status FillLedger(Parts& parts, BytesView matter, v1::LedgerView& view) {
  const LedgerCopy& copy = *parts.copy;
  view.set_community(parts.community);
  view.set_sequencer_key(copy.sequencer_key());
  for (const Bytes& key : state::StreetKeys(*parts.state)) view.add_street_keys(key);
  view.set_checkpoint(copy.checkpoint());
  if (copy.newest()) {
    view.set_tree_size(copy.newest()->size);
    view.set_root(Bytes(crypto::AsBytes(copy.newest()->root)));
  }
  for (const Evidence& evidence : parts.store->AllEvidence()) {
    v1::EvidenceRow& row = *view.add_evidence();
    row.set_number(static_cast<uint64_t>(evidence.number));
    row.set_time_ms(evidence.time_ms);
    row.set_line(evidence.line);
    row.set_lasts(evidence.lasts == Evidence::kForever);
  }
  if (!matter.empty()) FillEntries(parts, matter, view);
  return parts.state->db().failure();
}

}  // namespace yiting::replica
