// Rebase: take off, apply what came, decide again what is still pending.

#include <utility>
#include <vector>

#include "replica/parts.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"
#include "state/read_packs.h"

namespace yiting::replica {

namespace {

// What became of a command, by the confirmed state. True if its row is another now.
bool Confirm(Parts& parts, OutboxRow& row) {
  const std::optional<uint64_t> seq = state::SeqOfCommand(*parts.state, row.command_id);
  if (seq) {
    if (row.state == OutboxRow::kAccepted && row.seq == *seq) return false;
    row.state = OutboxRow::kAccepted;
    row.seq = *seq;
    row.rejection.clear();
    row.signed_rejection.clear();
    return true;
  }
  // The ids of commands begin with the snapshot, if there is one: before it the server's word
  // holds.
  if (row.state == OutboxRow::kAccepted && row.seq < parts.state->facts().size &&
      row.seq >= parts.copy->base_size()) {
    // It was said to be that entry, and is not: it is sent again, nothing is lost.
    row.state = OutboxRow::kWaiting;
    row.seq = 0;
    return true;
  }
  return false;
}

// REQUIRES: the overlay is off.
Status ConfirmOutbox(Parts& parts, bool* changed) {
  std::vector<OutboxRow> moved;
  for (OutboxRow& row : parts.store->AllCommands()) {
    if (Confirm(parts, row)) moved.push_back(std::move(row));
  }
  RETURN_IF_ERROR(parts.state->db().failure());
  RETURN_IF_ERROR(parts.store->failure());
  if (moved.empty()) return {};
  *changed = true;
  return parts.store->Commit([&] {
    for (const OutboxRow& row : moved) parts.store->UpdateCommand(row);
  });
}

// REQUIRES: the overlay is off.
void LookAtMyself(Parts& parts) {
  std::optional<state::Device> device = state::FindDevice(*parts.state, parts.device);
  parts.confirmed_member = device && !device->revoked ? device->member : Bytes();
  // The pack in force is needed whether or not anybody has asked for it yet.
  parts.packs->Find(parts.state->facts().pack);
  // Who is to vote on a pack or to sign for it wants to see what it changes.
  for (const state::PackAskedFor& asked : parts.copy->TakePacksAskedFor()) {
    const std::optional<state::Matter> matter = state::FindMatter(*parts.state, asked.matter);
    if (matter && !matter->closed()) parts.packs->Find(asked.pack);
  }
  for (const state::PackApproval& approval : state::ApprovalsOf(*parts.state, "")) {
    parts.packs->Find(approval.pack);
  }
}

}  // namespace

Status Rebase(Parts& parts, int64_t now_ms, bool* changed) {
  RETURN_IF_ERROR(parts.overlay->TakeOff());
  ASSIGN_OR_RETURN(const LedgerCopy::Applied applied, parts.copy->CatchUp());
  if (applied.entries > 0) *changed = true;
  if (applied.update_needed != parts.update_needed) {
    parts.update_needed = applied.update_needed;
    *changed = true;
  }
  if (applied.misfit) {
    RETURN_IF_ERROR(Break(parts, *applied.misfit, "", now_ms));
    *changed = true;
  }
  RETURN_IF_ERROR(ConfirmOutbox(parts, changed));
  LookAtMyself(parts);
  return LayPending(parts, now_ms);
}

Status LayPending(Parts& parts, int64_t now_ms) {
  std::vector<schema::OpenedCommand> pending;
  for (const OutboxRow& row :
       parts.store->PendingCommands(parts.overlay->confirmed_size(), kPendingDecidedMax)) {
    ASSIGN_OR_RETURN(schema::OpenedCommand command,
                     schema::OpenCommand(row.bytes, parts.community));
    pending.push_back(std::move(command));
  }
  RETURN_IF_ERROR(parts.store->failure());
  return parts.overlay->Lay(std::move(pending), parts.ServerTime(now_ms));
}

Status Break(Parts& parts, const Misfit& misfit, BytesView checkpoint_came, int64_t now_ms) {
  parts.broken = misfit.line;
  return parts.copy->Keep(misfit, checkpoint_came, now_ms);
}

}  // namespace yiting::replica
