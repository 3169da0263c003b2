#include "hall/desk.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "hall/catch_up.h"
#include "ledger/checkpoint.h"

namespace yiting::hall {

Status Desk::Open() {
  if (is_open()) return {};
  ASSIGN_OR_RETURN(auto state, CatchUp(ports_.store, community_,
                                       StatePath(ports_.state_folder, community_)));
  ASSIGN_OR_RETURN(sequencer_,
                   sequencer::Sequencer::Open(std::move(state), ports_.packs, ports_.key));
  // Our own newest signature: a store that was brought back from a backup is behind it at once.
  ASSIGN_OR_RETURN(std::string saved, ports_.store.NewestCheckpoint(community_));
  if (!saved.empty()) {
    auto checkpoint = ledger::OpenCheckpoint(saved, ledger::OriginOf(community_),
                                             crypto::PublicKey(ports_.key));
    if (!checkpoint) return FailAt("the stored checkpoint", checkpoint.error());
    if (Status fits = CheckClientHead(reading(), checkpoint->head()); !fits) {
      Halt(fits.error().message);
    }
  }
  Sign();
  return {};
}

Status Desk::CheckReady(int64_t now_ms) {
  RETURN_IF_ERROR(Open());
  if (halted()) return Fail(ErrorCode::kCorrupt, "this ledger is halted: " + halted_);
  const int64_t behind_ms = state().facts().time_ms - now_ms;
  if (behind_ms > kClockStepMs) {
    return Fail(ErrorCode::kIo, "the server's clock is " + std::to_string(behind_ms / 1000) +
                                    " s behind the ledger; set it and try again");
  }
  return {};
}

void Desk::AddTo(store::Batch& batch) {
  if (!is_open()) return;
  for (const sequencer::StagedEntry& staged : sequencer_->staged()) {
    batch.entries.push_back({community_, staged.seq, staged.bytes, staged.leaf});
  }
  if (sequencer_->staged().empty() || !checkpoint_unsaved_) return;
  batch.checkpoints.push_back({community_, checkpoint_size_, checkpoint_});
}

void Desk::Commit() {
  if (!is_open()) return;
  if (!sequencer_->staged().empty()) checkpoint_unsaved_ = false;
  if (Status done = sequencer_->Commit(); !done) Close(done.error());
}

void Desk::Abort() {
  if (!is_open()) return;
  if (Status done = sequencer_->Abort(); !done) Close(done.error());
}

bool Desk::Sign() {
  if (!is_open() || halted() || size() == checkpoint_size_) return false;
  auto note = sequencer_->SignCheckpoint();
  if (!note) {
    spdlog::error("community {}: no checkpoint: {}", ToHex(community_), note.error().message);
    return false;
  }
  checkpoint_ = *std::move(note);
  checkpoint_size_ = size();
  checkpoint_unsaved_ = true;
  return true;
}

void Desk::AddCosignature(uint64_t size, const std::string& line) {
  // Name, key id: one line of a witness is enough, whenever it signed.
  constexpr size_t kKeyIdDigits = 5;
  const std::string who = "\n" + line.substr(0, line.rfind(' ') + 1 + kKeyIdDigits);
  if (size != checkpoint_size_ || checkpoint_.find(who) != std::string::npos) return;
  checkpoint_ += line;
}

void Desk::Halt(const std::string& why) {
  if (halted()) return;
  halted_ = why;
  spdlog::critical("community {} is halted: {}. Nothing is signed for it until the missing entries "
                   "are brought back.",
                   ToHex(community_), why);
}

std::optional<int64_t> Desk::next_due() {
  if (!is_open() || halted()) return std::nullopt;
  return sequencer_->next_due();
}

void Desk::Close(const Error& why) {
  spdlog::error("community {}: its state is reopened: {}", ToHex(community_), why.message);
  sequencer_.reset();
  checkpoint_size_ = 0;
}

}  // namespace yiting::hall
