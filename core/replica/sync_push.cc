// Pushing: what waits in the outbox, with its contents and packs, in order.

#include <algorithm>
#include <set>
#include <utility>

#include "decide/decide.h"
#include "replica/draft_pack.h"
#include "replica/sync_session.h"
#include "schema/canonical.h"
#include "schema/signed_rejection.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

// Bytes that the server could not read have no id that it could name.
bool IsOf(const v1::Rejection& rejection, const Bytes& command_id) {
  if (rejection.command_id() == command_id) return true;
  return rejection.command_id().empty() &&
         (rejection.reason() == v1::MALFORMED || rejection.reason() == v1::TOO_LARGE);
}

// The packs that the command names and the request has not yet.
std::vector<Bytes> PacksFor(const v1::PushRequest& request, Parts& parts,
                            const v1::Payload& payload) {
  std::vector<Bytes> packs = BundlesToSend(parts, payload);
  const auto is_there = [&request](const Bytes& bundle) {
    const auto& there = request.packs();
    return std::find(there.begin(), there.end(), bundle) != there.end();
  };
  packs.erase(std::remove_if(packs.begin(), packs.end(), is_there), packs.end());
  return packs;
}

// Adds the command, the contents that it commits to and the packs that it names. False if there is
// no room for them.
bool AddTo(v1::PushRequest& request, Parts& parts, const schema::OpenedCommand& command,
           size_t& bytes) {
  std::vector<v1::Content> contents;
  std::vector<Bytes> packs = PacksFor(request, parts, command.payload);
  size_t added = command.bytes.size();
  for (const Bytes& bundle : packs) added += bundle.size();
  for (const v1::ContentRef& ref : decide::ContentsOf(command.payload)) {
    // One that is gone here may still be there; if not, the server says so.
    std::optional<v1::Content> content = parts.store->FindContent(ref.commitment());
    if (!content) continue;
    added += content->ByteSizeLong();
    contents.push_back(*std::move(content));
  }
  const bool fits = bytes + added <= kPushBytes &&
                    request.packs_size() + static_cast<int>(packs.size()) <= schema::kPushPacksMax;
  if (request.commands_size() > 0 && !fits) return false;
  bytes += added;
  // A single command that names more of them than a push has room for goes without the rest.
  if (packs.size() > schema::kPushPacksMax) packs.resize(schema::kPushPacksMax);
  request.add_commands(command.bytes);
  for (v1::Content& content : contents) *request.add_contents() = std::move(content);
  for (Bytes& bundle : packs) request.add_packs(std::move(bundle));
  return true;
}

}  // namespace

Result<std::optional<v1::SyncOrder>> SyncSession::PushOrder(int64_t now_ms) {
  v1::PushRequest request;
  InFlight sent;
  sent.method = "Push";
  size_t bytes = 0;
  for (const OutboxRow& row : parts_.store->WaitingCommands(push_limit_)) {
    ASSIGN_OR_RETURN(const schema::OpenedCommand command,
                     schema::OpenCommand(row.bytes, parts_.community));
    if (!AddTo(request, parts_, command, bytes)) break;
    sent.commands.push_back(row.command_id);
  }
  RETURN_IF_ERROR(parts_.store->failure());
  if (sent.commands.empty()) return std::optional<v1::SyncOrder>();
  // Written down before it leaves: from now on the server may know them.
  RETURN_IF_ERROR(parts_.store->Commit([&] { parts_.store->NoteSent(sent.commands); }));
  request.set_community(parts_.community);
  request.set_checkpoint(parts_.copy->checkpoint());
  return std::optional<v1::SyncOrder>(
      Send(std::move(sent), request.SerializeAsString(), now_ms));
}

// Moves the row to where the result says. False if it says nothing that can be believed.
bool SyncSession::ReadResult(const v1::PushResult& result, OutboxRow& row) const {
  if (result.has_accepted()) {
    row.state = OutboxRow::kAccepted;
    row.seq = result.accepted();
    return true;
  }
  if (!result.has_rejected()) return false;
  Result<v1::Rejection> rejection = schema::OpenRejection(result.rejected(), parts_.community,
                                                          parts_.copy->sequencer_key());
  if (!rejection || !IsOf(*rejection, row.command_id)) return false;
  row.state = OutboxRow::kRefused;
  row.rejection = schema::Encode(*rejection);
  row.signed_rejection = result.rejected();
  return true;
}

Status SyncSession::TakePush(const InFlight& sent, BytesView body, int64_t now_ms,
                             bool* changed) {
  v1::PushResponse response;
  if (!response.ParseFromArray(body.data(), static_cast<int>(body.size())) ||
      response.results_size() != static_cast<int>(sent.commands.size())) {
    line_.Fail(now_ms);
    return {};
  }
  std::vector<OutboxRow> moved;
  for (int i = 0; i < response.results_size(); ++i) {
    const v1::PushResult& result = response.results(i);
    const Bytes& command_id = sent.commands[static_cast<size_t>(i)];
    if (!result.command_id().empty() && result.command_id() != command_id) continue;
    std::optional<OutboxRow> row = parts_.store->FindCommand(command_id);
    if (row && ReadResult(result, *row)) moved.push_back(*std::move(row));
  }
  RETURN_IF_ERROR(parts_.store->failure());
  RETURN_IF_ERROR(parts_.store->Commit([&] {
    for (const OutboxRow& row : moved) parts_.store->UpdateCommand(row);
  }));
  *changed = true;
  if (moved.size() == sent.commands.size()) {
    line_.Reset();
    push_limit_ = schema::kPushCommandsMax;
  } else {
    line_.Fail(now_ms);
  }
  // Accepted ones have entries to be pulled; after a refusal there may be news that explains it.
  pull_due_ = true;
  // Not only laid again: what was accepted may have its entry here already.
  return Rebase(parts_, now_ms, changed);
}

// The server calls a push of this one command malformed. It has signed nothing, but sending the
// same bytes again would be refused again; what was written stays with the row.
Status SyncSession::RefuseAlone(const InFlight& sent, int64_t now_ms, bool* changed) {
  std::optional<OutboxRow> row = parts_.store->FindCommand(sent.commands.front());
  push_limit_ = schema::kPushCommandsMax;
  if (!row) return parts_.store->failure();
  v1::Rejection rejection;
  rejection.set_command_id(row->command_id);
  rejection.set_tree_size(parts_.overlay->confirmed_size());
  rejection.set_time_ms(parts_.ServerTime(now_ms));
  rejection.set_reason(v1::MALFORMED);
  row->state = OutboxRow::kRefused;
  row->rejection = schema::Encode(rejection);
  RETURN_IF_ERROR(parts_.store->Commit([&] { parts_.store->UpdateCommand(*row); }));
  *changed = true;
  return LayPending(parts_, now_ms);
}

}  // namespace yiting::replica
