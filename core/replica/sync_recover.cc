// Bringing back what the server has lost. It says from where on (PullResponse.recover_from); the
// entries from there go up piece by piece, each with the leaf hashes of all that follow it, so that
// it can be verified alone under the checkpoint that this device holds. docs/formats/sync.md.

#include <set>
#include <utility>

#include "decide/decide.h"
#include "replica/sync_session.h"
#include "state/read_packs.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

// So many changes of the rules are looked back on.
constexpr uint32_t kTermsMax = 200;

// One piece while it is filled: entries, then leaf hashes only.
class Piece {
 public:
  Piece(SideStore& store, v1::RecoverRequest& request) : store_(store), request_(request) {}

  void Add(const Bytes& bytes) {
    if (!full_ && AddWhole(bytes)) return;
    full_ = true;
    const crypto::Hash leaf = ledger::LeafHash(bytes);
    request_.mutable_rest()->append(crypto::AsBytes(leaf));
  }

 private:
  // With the contents and the packs that it names, as far as they are here.
  bool AddWhole(const Bytes& bytes) {
    v1::RecoverRequest more;
    v1::Entry entry;
    v1::SignedCommand command;
    v1::Payload payload;
    std::set<Bytes> packs;
    if (entry.ParseFromString(bytes)) packs = state::PacksNamedBy(entry);
    if (command.ParseFromString(entry.command()) && payload.ParseFromString(command.payload())) {
      for (const v1::ContentRef& ref : decide::ContentsOf(payload)) {
        std::optional<v1::Content> content = store_.FindContent(ref.commitment());
        if (content) *more.add_contents() = *std::move(content);
      }
    }
    for (const Bytes& hash : packs) {
      if (packs_.count(hash) != 0) continue;
      if (std::optional<Bytes> bundle = store_.FindPack(hash)) more.add_packs(*std::move(bundle));
    }
    more.add_entries(bytes);
    size_ += more.ByteSizeLong();
    if (size_ > kPushBytes && request_.entries_size() > 0) return false;
    packs_.merge(packs);
    request_.MergeFrom(more);
    return true;
  }

  SideStore& store_;
  v1::RecoverRequest& request_;
  std::set<Bytes> packs_;
  size_t size_ = 0;
  bool full_ = false;
};

}  // namespace

Result<v1::SyncOrder> SyncSession::RecoverOrder(int64_t now_ms) {
  const uint64_t size = parts_.copy->server_size();
  v1::RecoverRequest request;
  request.set_community(parts_.community);
  request.set_from(recover_from_);
  request.set_checkpoint(parts_.copy->checkpoint());
  Piece piece(*parts_.store, request);
  // Only what is whole under the signature can be shown to belong there.
  bool whole = parts_.copy->checked_size() == size && recover_from_ < size &&
               size - recover_from_ <= kRecoveredMax;
  for (uint64_t seq = recover_from_; whole && seq < size; ++seq) {
    // A device that began with a snapshot has not the earliest ones.
    const std::optional<Bytes> entry = parts_.store->FindEntry(seq);
    whole = entry.has_value();
    if (entry) piece.Add(*entry);
  }
  RETURN_IF_ERROR(parts_.store->failure());
  if (!whole) {
    // Somebody else will, or the operator says that nothing comes.
    EndRecovery();
    line_.Fail(now_ms);
    return Rest(now_ms);
  }
  InFlight sent;
  sent.method = "Recover";
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

// The packs that have held, the newest first, some at a time: which one the server lacks it does
// not say.
Result<v1::SyncOrder> SyncSession::PacksOrder(int64_t now_ms) {
  packs_due_ = false;
  v1::RecoverRequest request;
  request.set_community(parts_.community);
  request.set_from(parts_.copy->server_size());
  request.set_checkpoint(parts_.copy->checkpoint());
  std::set<Bytes> seen;
  for (const state::PackTerm& term : state::PackTerms(*parts_.state, kTermsMax)) {
    if (!seen.insert(term.pack).second || seen.size() <= packs_brought_) continue;
    if (std::optional<Bytes> bundle = parts_.store->FindPack(term.pack)) {
      request.add_packs(*std::move(bundle));
    }
    if (request.packs_size() == schema::kPushPacksMax) break;
  }
  RETURN_IF_ERROR(parts_.store->failure());
  const bool more = request.packs_size() == schema::kPushPacksMax;
  packs_brought_ = more ? static_cast<uint32_t>(seen.size()) : 0;
  if (request.packs().empty()) return Rest(now_ms);
  InFlight sent;
  sent.method = "Recover";
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

void SyncSession::TakeRecover(BytesView body, int64_t now_ms) {
  v1::RecoverResponse response;
  const bool reads = response.ParseFromArray(body.data(), static_cast<int>(body.size()));
  if (reads && response.tree_size() > recover_from_ &&
      response.tree_size() < parts_.copy->server_size()) {
    recover_from_ = response.tree_size();
    return;
  }
  // Done; or it says nothing that can be gone on from, and is asked again.
  const bool stuck = recover_from_ != 0 && response.tree_size() <= recover_from_;
  if (!reads || stuck) line_.Fail(now_ms);
  EndRecovery();
}

void SyncSession::EndRecovery() {
  recover_from_ = 0;
  pull_due_ = true;
}

// What it had accepted and has no more, although all that it has is here: it is sent again.
Status SyncSession::SendAgain(bool* changed) {
  std::vector<OutboxRow> lost;
  for (OutboxRow& row : parts_.store->AllCommands()) {
    if (row.state != OutboxRow::kAccepted || row.seq < parts_.copy->checked_size()) continue;
    row.state = OutboxRow::kWaiting;
    row.seq = 0;
    lost.push_back(std::move(row));
  }
  RETURN_IF_ERROR(parts_.store->failure());
  if (lost.empty()) return {};
  *changed = true;
  return parts_.store->Commit([&] {
    for (const OutboxRow& row : lost) parts_.store->UpdateCommand(row);
  });
}

}  // namespace yiting::replica
