#include "replica/ledger_copy.h"

#include <utility>
#include <vector>

#include "schema/limits.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

using ledger::Checkpoint;
using ledger::Frontier;
using Taken = LedgerCopy::Taken;

Taken Unusable() { return Taken{Taken::kUnusable, {}}; }

Taken Misfits(std::string line, Evidence::Lasts lasts, const v1::PullResponse& response) {
  // Evidence is handed on: nobody's texts belong into it.
  v1::PullResponse bare = response;
  bare.clear_contents();
  return Taken{Taken::kMisfit, {std::move(line), lasts, bare.SerializeAsString()}};
}

// The proof's hashes; nothing if one is no hash.
std::optional<std::vector<ledger::Hash>> HashesOf(
    const google::protobuf::RepeatedPtrField<std::string>& raw) {
  std::vector<ledger::Hash> hashes;
  for (const std::string& bytes : raw) {
    Result<ledger::Hash> hash = crypto::HashFromBytes(bytes);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

Result<Frontier> LoadFrontier(BytesView bytes) {
  if (bytes.empty()) return Frontier();
  return Frontier::Decode(bytes);
}

}  // namespace

LedgerCopy::LedgerCopy(SideStore& store, std::unique_ptr<state::Community>& state,
                       std::string folder, Bytes community)
    : store_(store),
      state_(state),
      folder_(std::move(folder)),
      community_(std::move(community)),
      origin_(ledger::OriginOf(community_)) {}

Status LedgerCopy::Load() {
  key_ = store_.Get(Fact::kSequencerKey);
  note_ = store_.Get(Fact::kCheckpoint);
  ASSIGN_OR_RETURN(base_, LoadFrontier(store_.Get(Fact::kBaseFrontier)));
  ASSIGN_OR_RETURN(frontier_, LoadFrontier(store_.Get(Fact::kFrontier)));
  ASSIGN_OR_RETURN(checked_, LoadFrontier(store_.Get(Fact::kCheckedFrontier)));
  RETURN_IF_ERROR(store_.failure());
  if (!note_.empty()) {
    // It was verified when it was stored.
    ASSIGN_OR_RETURN(ledger::Note note, ledger::ParseNote(note_));
    ASSIGN_OR_RETURN(Checkpoint newest, ledger::ParseCheckpoint(note.text));
    newest_ = std::move(newest);
  }
  return {};
}

Result<Taken> LedgerCopy::Take(const v1::PullResponse& response) {
  if (response.checkpoint().empty()) return Unusable();
  if (held_size() == 0 && response.entries_size() > 0) {
    // The community's id is the hash of its first entry, which names the first key.
    const crypto::Hash leaf = ledger::LeafHash(response.entries(0));
    if (crypto::AsBytes(leaf) != community_) {
      return Misfits("the first entry is of another community", Evidence::kThisRun, response);
    }
  } else if (key_.empty()) {
    return Unusable();
  }
  Result<Checkpoint> came = OpenByKeys(response);
  RETURN_IF_ERROR(store_.failure());
  RETURN_IF_ERROR(state_->db().failure());
  if (!came) {
    return Misfits("the checkpoint is not this ledger's: " + came.error().message,
                   Evidence::kThisRun, response);
  }
  ASSIGN_OR_RETURN(std::optional<Taken> verdict, CompareHeads(*came, response));
  if (verdict) return *std::move(verdict);
  if (held_size() + static_cast<uint64_t>(response.entries_size()) > came->size) {
    return Unusable();
  }
  return Store(*came, response);
}

// Nullopt: `came` is larger than what is held, and grows out of it.
Result<std::optional<Taken>> LedgerCopy::CompareHeads(const Checkpoint& came,
                                                      const v1::PullResponse& response) {
  const std::optional<Taken> fine;
  if (!newest_) return fine;
  auto fork = [&](Evidence::Lasts lasts = Evidence::kForever) {
    return std::optional<Taken>(
        Misfits("the sequencer signed two trees that do not fit together, of " +
                    std::to_string(newest_->size) + " and of " + std::to_string(came.size) +
                    " entries",
                lasts, response));
  };
  if (came.size == newest_->size) return came.root == newest_->root ? fine : fork();
  if (came.size < newest_->size) {
    // An older tree is no crime, if it is the beginning of ours; as far as that can be told.
    // What is held and not checked may be anybody's.
    if (came.size > checked_.size() || came.size < base_.size()) {
      return std::optional<Taken>(Unusable());
    }
    ASSIGN_OR_RETURN(const ledger::Hash root, RootOfHeld(came.size));
    return root == came.root ? std::optional<Taken>(Unusable()) : fork();
  }
  std::optional<std::vector<ledger::Hash>> proof = HashesOf(response.consistency());
  if (proof && ledger::VerifyConsistency(*proof, newest_->head(), came.head())) return fine;
  // Nobody has signed the proof: whoever brought a bad one may have damaged a good one.
  return fork(Evidence::kThisRun);
}

bool LedgerCopy::Contradicts(const std::string& note) {
  if (note == note_ || !newest_) return false;
  const Result<Checkpoint> came = ledger::OpenCheckpoint(note, origin_, key_);
  if (!came) return false;
  if (came->size == newest_->size) return came->root != newest_->root;
  if (came->size > checked_.size()) return false;  // that is seen when its entries are here
  const Result<ledger::Hash> root = RootOfHeld(came->size);
  return root && *root != came->root;
}

Result<ledger::Hash> LedgerCopy::RootOfHeld(uint64_t size) {
  Frontier frontier = base_;
  if (size < base_.size()) return Fail(ErrorCode::kNotFound, "older than the snapshot");
  for (uint64_t seq = base_.size(); seq < size; ++seq) {
    std::optional<Bytes> entry = store_.FindEntry(seq);
    if (!entry) return Fail(ErrorCode::kIo, "side.db: entry " + std::to_string(seq) + " is gone");
    frontier.Append(ledger::LeafHash(*entry));
  }
  return frontier.Root();
}

Result<Taken> LedgerCopy::Store(const Checkpoint& came, const v1::PullResponse& response) {
  Frontier frontier = frontier_;
  for (const std::string& entry : response.entries()) {
    if (entry.empty() || entry.size() > schema::kEntryBytesMax) return Unusable();
    frontier.Append(ledger::LeafHash(entry));
  }
  const bool complete = frontier.size() == came.size;
  if (complete && frontier.Root() != came.root) {
    // Nobody signed these entries; what came before may be just as wrong.
    RETURN_IF_ERROR(DropUnchecked());
    return Misfits("the entries that came are not those under the signed root of " +
                       std::to_string(came.size) + " entries",
                   Evidence::kThisRun, response);
  }
  const bool newer = !newest_ || came.size > newest_->size;
  if (response.entries().empty() && !newer) return Taken{Taken::kNothing, {}};
  const uint64_t first = held_size();
  RETURN_IF_ERROR(store_.Commit([&] {
    uint64_t seq = first;
    for (const std::string& entry : response.entries()) store_.AddEntry(seq++, entry);
    store_.Set(Fact::kFrontier, frontier.Encode());
    if (complete) store_.Set(Fact::kCheckedFrontier, frontier.Encode());
    store_.Set(Fact::kSequencerKey, key_);
    store_.Set(Fact::kCheckpoint, response.checkpoint());
    store_.Set(Number::kServerSize, static_cast<int64_t>(came.size));
  }));
  frontier_ = frontier;
  if (complete) checked_ = frontier;
  note_ = response.checkpoint();
  newest_ = came;
  return Taken{complete ? Taken::kChecked : Taken::kHeld, {}};
}

Status LedgerCopy::DropUnchecked() {
  RETURN_IF_ERROR(store_.Commit([&] {
    store_.RemoveEntriesFrom(checked_.size());
    store_.Set(Fact::kFrontier, checked_.Encode());
  }));
  frontier_ = checked_;
  return {};
}

Status LedgerCopy::Keep(const Misfit& misfit, BytesView checkpoint_came, int64_t now_ms) {
  const Evidence evidence{now_ms,           misfit.line,
                          misfit.lasts,     note_,
                          Bytes(checkpoint_came), misfit.material};
  return store_.Commit([&] { store_.AddEvidence(evidence); });
}

}  // namespace yiting::replica
