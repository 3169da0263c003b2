#include "replica/snapshot_start.h"

#include <utility>

#include "ledger/proof.h"
#include "replica/state_file.h"
#include "state/read_erasures.h"
#include "state/snapshot.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

using ledger::Frontier;

// A server that makes a new one while the old one comes in would keep us at it for ever.
constexpr int kFreshStartsMax = 2;

v1::Entry EntryIn(const v1::FetchSnapshotResponse& head) {
  v1::Entry entry;
  if (!entry.ParseFromString(head.entry())) entry.Clear();
  return entry;
}

// Success if a checkpoint proves the last entry and the tree of `frontier`.
Status CheckHead(const v1::FetchSnapshotResponse& head,
                                     const Frontier& frontier, const LedgerCopy& copy,
                                     BytesView community) {
  const v1::Entry entry = EntryIn(head);
  ASSIGN_OR_RETURN(const ledger::Receipt receipt, ledger::ParseReceipt(head.receipt()));
  const bool fits = head.size() > 0 && frontier.size() == head.size() &&
                    receipt.index == head.size() - 1 && entry.seq() == receipt.index &&
                    entry.engine_level() <= state::kEngineLevel && head.parts() > 0 &&
                    head.parts() <= state::kSnapshotPartsMax;
  if (!fits) return Fail(ErrorCode::kCorrupt, "");
  ASSIGN_OR_RETURN(const ledger::Checkpoint checkpoint,
                   ledger::CheckReceipt(receipt, head.entry(), ledger::OriginOf(community),
                                        copy.sequencer_key()));
  std::vector<ledger::Hash> proof;
  for (const std::string& bytes : head.consistency()) {
    ASSIGN_OR_RETURN(proof.emplace_back(), crypto::HashFromBytes(bytes));
  }
  return ledger::VerifyConsistency(proof, frontier.head(), checkpoint.head());
}

}  // namespace

bool LedgerCopy::CanBegin() const {
  return base_.size() == 0 && checked_.size() == 0 && held_size() > 0 &&
         held_size() < server_size() && state_->facts().size == 0;
}

Result<bool> LedgerCopy::LoadBase() {
  if (state_->facts().size != 0) RETURN_IF_ERROR(ResetState(folder_, store_, state_));
  v1::FetchSnapshotResponse head;
  if (!head.ParseFromString(store_.FindSnapshotPart(SideStore::kSnapshotHead).value_or(Bytes()))) {
    head.Clear();
  }
  const state::SnapshotClaim claim{community_, base_.size(), base_.Encode(),
                                   EntryIn(head).fingerprint()};
  const Status loaded = state::LoadSnapshot(
      *state_, claim, [this](uint32_t part) { return store_.FindSnapshotPart(part); });
  RETURN_IF_ERROR(store_.failure());
  if (loaded) return true;
  const ErrorCode code = loaded.error().code;
  if (code == ErrorCode::kIo || code == ErrorCode::kNoMemory) return Failure{loaded.error()};
  return false;
}

Result<bool> LedgerCopy::BeginWith(const Frontier& frontier) {
  base_ = frontier;
  Result<bool> loaded = LoadBase();
  if (loaded && *loaded) {
    const Bytes encoded = frontier.Encode();
    const std::vector<state::NamedText> texts = state::NamedTexts(*state_);
    // Of an earlier beginning there may be contents here that were erased meanwhile.
    const std::vector<Bytes> erased = state::ErasedContents(*state_, "", UINT32_MAX);
    Status kept = store_.Commit([&] {
      // The first entry says who founded the ledger, and by which keys.
      store_.RemoveEntriesFrom(1);
      for (const Fact fact : {Fact::kBaseFrontier, Fact::kFrontier, Fact::kCheckedFrontier}) {
        store_.Set(fact, encoded);
      }
      for (const state::NamedText& text : texts) store_.Want(text.commitment, text.seq);
      ForgetContents({erased.begin(), erased.end()});
    });
    if (kept) {
      frontier_ = frontier;
      checked_ = frontier;
      if (!erased.empty()) RETURN_IF_ERROR(store_.EmptyLog());
      return true;
    }
    loaded = Failure{kept.error()};
  }
  // A state that is ahead of what is held is emptied when it is next caught up.
  base_ = Frontier();
  return loaded;
}

Status LedgerCopy::ForgetBase() {
  RETURN_IF_ERROR(store_.Commit([&] {
    store_.RemoveEntriesFrom(0);
    store_.DropSnapshot();
    for (const Fact fact : {Fact::kBaseFrontier, Fact::kFrontier, Fact::kCheckedFrontier}) {
      store_.Set(fact, Bytes());
    }
    // Entries from before the snapshot were never verified here.
    store_.Set(Number::kReplayedSize, 0);
  }));
  base_ = frontier_ = checked_ = Frontier();
  return {};
}

Bytes SnapshotStart::Request() {
  v1::FetchSnapshotRequest request;
  request.set_community(parts_.community);
  v1::FetchSnapshotResponse head;
  const std::optional<Bytes> kept = parts_.store->FindSnapshotPart(SideStore::kSnapshotHead);
  if (kept && head.ParseFromString(*kept)) {
    request.set_size(head.size());
    request.set_part(parts_.store->CountSnapshotParts());
  }
  return request.SerializeAsString();
}

Result<bool> SnapshotStart::Take(const v1::FetchSnapshotResponse& response) {
  SideStore& store = *parts_.store;
  v1::FetchSnapshotResponse head;
  const std::optional<Bytes> kept = store.FindSnapshotPart(SideStore::kSnapshotHead);
  const bool usable = response.size() > 0 && !response.data().empty() &&
                      response.data().size() <= state::kSnapshotPartBytesMax &&
                      (!kept || (head.ParseFromString(*kept) && head.size() == response.size()));
  const uint32_t part = store.CountSnapshotParts();
  RETURN_IF_ERROR(store.failure());
  if (!kept) head = response;
  head.clear_data();
  const Result<Frontier> frontier = Frontier::Decode(head.frontier());
  if (usable && frontier && !kept &&
      !CheckHead(head, *frontier, *parts_.copy, parts_.community)) {
    head.clear_parts();
  }
  if (!usable || !frontier || head.parts() <= part) {
    RETURN_IF_ERROR(GiveUp());
    return false;
  }
  RETURN_IF_ERROR(store.Commit([&] {
    if (!kept) store.AddSnapshotPart(SideStore::kSnapshotHead, head.SerializeAsString());
    store.AddSnapshotPart(part, response.data());
  }));
  if (part + 1 < head.parts()) return false;
  ASSIGN_OR_RETURN(const bool begun, parts_.copy->BeginWith(*frontier));
  if (!begun) {
    fresh_starts_ = kFreshStartsMax;
    RETURN_IF_ERROR(GiveUp());
  }
  return begun;
}

Status SnapshotStart::GiveUp() {
  // Of one that came in parts there may be a newer one meanwhile.
  const bool some = parts_.store->CountSnapshotParts() > 0;
  given_up_ = !some || ++fresh_starts_ > kFreshStartsMax;
  if (!some) return parts_.store->failure();
  return parts_.store->Commit([&] { parts_.store->DropSnapshot(); });
}

}  // namespace yiting::replica
