#include "tests/sim/chronicle.h"

#include <utility>

#include "ledger/checkpoint.h"
#include "tests/sim/invariants.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::sim {

Chronicle::Chronicle() : invariants_(AllInvariants(*this)) {}
Chronicle::~Chronicle() = default;

void Chronicle::Fail(std::string_view invariant, std::string what) {
  if (!violation_) violation_ = Violation{std::string(invariant), std::move(what)};
}

void Chronicle::OnStored(uint64_t seq, const Bytes& entry) {
  if (seq < log_.size()) {
    if (log_[seq].bytes == entry) return;
    return Fail("AcknowledgedOnce", "entry " + std::to_string(seq) + " is stored a second time, "
                                                                     "and is another");
  }
  if (seq > log_.size()) {
    return Fail("AcknowledgedOnce", "entry " + std::to_string(seq) + " is stored, and the ledger "
                                    "has " + std::to_string(log_.size()));
  }
  Seen seen;
  seen.seq = seq;
  seen.bytes = entry;
  if (!seen.entry.ParseFromString(entry)) return Fail("AcknowledgedOnce", "an entry is no entry");
  const crypto::Hash leaf = ledger::LeafHash(entry);
  if (seq == 0) community_ = Bytes(crypto::AsBytes(leaf));
  frontier_.Append(leaf);
  seen.root = frontier_.Root();
  if (seen.entry.has_command()) {
    auto opened = schema::OpenCommand(
        seen.entry.command(), seq == 0 ? schema::NoCommunity() : BytesView(community_));
    if (!opened) return Fail("OnlyOwnCommands", "an entry's command cannot be read");
    seen.command = *std::move(opened);
    if (!seqs_.emplace(seen.command->id, seq).second) {
      Fail("AcknowledgedOnce", "command " + ToHex(seen.command->id) +
                                   " is in the ledger twice, at " +
                                   std::to_string(seqs_[seen.command->id]) + " and " +
                                   std::to_string(seq));
    }
    // A command that was refused may come again by some copy, and be taken then: a refusal says how
    // it stood at a size.
    if (auto made = made_.find(seen.command->id); made != made_.end()) {
      made->second.accepted = seq;
    }
  }
  for (const v1::Event& event : seen.entry.events()) {
    if (!event.has_matter_opened()) continue;
    matters_.push_back(
        {event.matter_opened().matter(), event.matter_opened().procedure() == "question"});
  }
  log_.push_back(std::move(seen));
  for (auto& invariant : invariants_) invariant->OnEntry(log_.back());
}

void Chronicle::OnReopened(const std::vector<Bytes>& entries) {
  for (auto& invariant : invariants_) invariant->OnReopened(entries);
  for (size_t seq = log_.size(); seq < entries.size(); ++seq) OnStored(seq, entries[seq]);
}

void Chronicle::OnAnswer(const std::string& method, const Bytes& request, const Bytes& answer) {
  if (method == "Pull") {
    v1::PullResponse response;
    if (!response.ParseFromString(answer)) return;
    for (const Bytes& note : {Bytes(response.checkpoint())}) OnCheckpoint(note, "a pull");
  }
  if (method != "Push") return;
  v1::PushResponse response;
  v1::PushRequest asked;
  if (!response.ParseFromString(answer) || !asked.ParseFromString(request)) return;
  OnCheckpoint(response.checkpoint(), "a push");
  for (const v1::PushResult& result : response.results()) {
    if (result.has_accepted()) {
      for (auto& invariant : invariants_) {
        invariant->OnAccepted(result.command_id(), result.accepted());
      }
      if (auto made = made_.find(result.command_id()); made != made_.end()) {
        made->second.accepted = result.accepted();
      }
    } else if (!result.command_id().empty()) {
      v1::SignedRejection outer;
      v1::Rejection rejection;
      outer.ParseFromString(result.rejected());
      rejection.ParseFromString(outer.rejection());
      for (auto& invariant : invariants_) {
        invariant->OnRefused(result.command_id(), rejection);
      }
      if (auto made = made_.find(result.command_id()); made != made_.end()) {
        made->second.refused = true;
      }
    }
  }
}

void Chronicle::OnCheckpoint(const std::string& note, const char* where) {
  if (note.empty()) return;
  auto parsed = ledger::ParseNote(note);
  if (!parsed) return Fail("CheckpointsNeverFork", "a checkpoint is no note");
  auto checkpoint = ledger::ParseCheckpoint(parsed->text);
  if (!checkpoint) return Fail("CheckpointsNeverFork", "a note is no checkpoint");
  for (auto& invariant : invariants_) {
    invariant->OnCheckpoint(checkpoint->size, checkpoint->root, where);
  }
}

void Chronicle::OnMade(const Bytes& command_id, int phone) {
  Made& made = made_[command_id];
  made.phone = phone;
  made.accepted = SeqOf(command_id);
}

void Chronicle::OnStorageLost(int phone) {
  for (auto& [id, made] : made_) {
    if (made.phone == phone) made.lost = true;
  }
}

std::optional<uint64_t> Chronicle::SeqOf(BytesView command_id) const {
  auto found = seqs_.find(command_id);
  if (found == seqs_.end()) return std::nullopt;
  return found->second;
}

}  // namespace yiting::sim
