// The second half of a desk: how it learns that entries were lost, and when it has them back.

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hall/desk.h"
#include "hall/recovery.h"
#include "ledger/checkpoint.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::hall {

namespace {

std::string Entries(uint64_t count) { return std::to_string(count) + " entries"; }

// The note with the signature lines of this key alone: what a client hangs under it is not kept.
std::string OnlyBy(const std::string& note, BytesView community, const Bytes& key) {
  const std::string origin = ledger::OriginOf(community);
  auto parsed = ledger::ParseNote(note);
  if (!parsed) return {};
  std::erase_if(parsed->signatures, [&](const ledger::NoteSignature& line) {
    return line.name != origin ||
           line.key_id != ledger::KeyId(origin, ledger::SignatureType::kEd25519, key);
  });
  return parsed->signatures.empty() ? std::string() : ledger::FormatNote(*parsed);
}

}  // namespace

bool Desk::IsRestored() const {
  return ports_.heads != nullptr && ports_.heads->IsRestored(community_);
}

Status Desk::CompareWithSigned() {
  ASSIGN_OR_RETURN(const std::string saved, ports_.store.NewestCheckpoint(community_));
  std::string kept;
  if (ports_.heads != nullptr) {
    ASSIGN_OR_RETURN(kept, ports_.heads->Find(community_));
  }
  for (const std::string& note : {saved, kept}) {
    if (note.empty()) continue;
    auto head = ReadHead(note, community_, ports_.keys.public_keys());
    if (!head && note == kept) {
      // It was written without waiting for the disk; what a crash left of it says nothing.
      spdlog::warn("community {}: the kept head cannot be read: {}", ToHex(community_),
                   head.error().message);
      continue;
    }
    if (!head) return FailAt("the stored checkpoint", head.error());
    ASSIGN_OR_RETURN(const Standing standing, Compare(reading(), ring(), *head));
    if (standing == Standing::kLarger) {
      FallBehind(head->head.size, note);
      behind_->by_heads = note == kept && ports_.heads->WasKeptBeside(community_);
    }
    if (standing == Standing::kFork || standing == Standing::kOldFork) {
      Halt("what was signed before, on " + Entries(head->head.size) + ", is another tree");
    }
    if (standing == Standing::kForeign) {
      return Fail(ErrorCode::kConflict, "a checkpoint that is kept here is not by a key of this "
                                        "ledger");
    }
  }
  if (IsRestored() && !behind()) {
    behind_.emplace(size());
    spdlog::warn("community {}: it was restored from a backup with {}; nothing is taken until "
                 "clients have brought back what is missing, or `yiting community resume` says "
                 "that nothing is",
                 ToHex(community_), Entries(size()));
  }
  return {};
}

Status Desk::Meet(const std::optional<SignedHead>& client) {
  if (!client) return {};
  const uint64_t theirs = client->head.size;
  ASSIGN_OR_RETURN(const Standing standing, Compare(reading(), ring(), *client));
  switch (standing) {
    case Standing::kFits:
      return {};
    case Standing::kLarger:
      FallBehind(theirs, client->note);
      return Fail(ErrorCode::kIo, "this server has lost entries that you hold; bring them back");
    case Standing::kFork:
      Halt("a client holds our signature on another tree of " + Entries(theirs));
      Keep(client->note);
      break;
    case Standing::kOldFork:
      spdlog::warn("community {}: an earlier key has signed another tree of {}",
                   ToHex(community_), Entries(theirs));
      break;
    case Standing::kForeign:
      return Fail(ErrorCode::kConflict, "checkpoint: it is not signed by the key that this ledger "
                                        "had then");
  }
  return Fail(ErrorCode::kCorrupt,
              "checkpoint: another tree of " + Entries(theirs) + " than ours was signed");
}

void Desk::FallBehind(uint64_t to, const std::string& note) {
  if (behind_ && behind_->to >= to) return;
  const bool again = behind_.has_value();
  if (!again) behind_.emplace(size());
  behind_->to = to;
  spdlog::critical("community {}: {} were signed and {} are here. Nothing is signed and nothing "
                   "taken until clients have brought the others back.",
                   ToHex(community_), Entries(to), size());
  Keep(note);
}

void Desk::Keep(const std::string& note) {
  if (note.empty() || ports_.heads == nullptr) return;
  for (const Bytes& key : ports_.keys.public_keys()) {
    const std::string own = OnlyBy(note, community_, key);
    if (!own.empty()) ports_.heads->Note(community_, own);
  }
}

uint64_t Desk::TakesBackFrom(const std::optional<SignedHead>& client, BytesView device) {
  if (!behind_ || !client) return 0;
  if (client->head.size > size()) return size();
  if (client->head.size <= behind_->from || !state::FindDevice(state(), device)) return 0;
  return behind_->asked.insert(Bytes(device)).second ? behind_->from : 0;
}

Status Desk::CheckReadable() const {
  if (!behind() || checkpoint_size_ == size()) return {};
  return Fail(ErrorCode::kIo, "this server has lost entries and is getting them back; try again in "
                              "a minute");
}

void Desk::NoteBack(const SignedHead& head, int64_t now_ms) {
  if (!behind_) return;
  const int64_t settled_ms = now_ms + kSettleMs;
  // Of a store from a backup without heads beside it nobody knows how much it lacks: whoever comes
  // first may have slept themselves.
  const int64_t least_ms = IsRestored() && !behind_->by_heads
                               ? behind_->opens_ms.value_or(now_ms + ports_.restored_wait_ms)
                               : settled_ms;
  behind_->opens_ms = std::max(settled_ms, least_ms);
  // It was signed before, so signing it again says nothing new, and readers can be answered.
  if (is_open() && head.head == frontier().head()) SignHead();
}

bool Desk::ComeBack(int64_t now_ms) {
  if (!behind_ || !is_open() || halted()) return false;
  if (!behind_->opens_ms && IsRestored()) behind_->opens_ms = now_ms + ports_.restored_wait_ms;
  if (size() < behind_->to || !behind_->opens_ms || now_ms < *behind_->opens_ms) return false;
  if (ports_.heads != nullptr) {
    if (Status ended = ports_.heads->EndRestored(community_); !ended) {
      spdlog::error("community {}: {}", ToHex(community_), ended.error().message);
      return false;
    }
  }
  behind_.reset();
  spdlog::info("community {}: it goes on with {}", ToHex(community_), Entries(size()));
  Sign();
  return true;
}

}  // namespace yiting::hall
