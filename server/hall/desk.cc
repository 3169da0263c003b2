#include "hall/desk.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "hall/catch_up.h"
#include "ledger/checkpoint.h"

namespace yiting::hall {

Status Desk::Open() {
  if (is_open()) return {};
  ASSIGN_OR_RETURN(auto caught_up, CatchUp(ports_.store, community_,
                                           StatePath(ports_.state_folder, community_)));
  ASSIGN_OR_RETURN(
      sequencer_,
      key_may_be_missing_
          ? sequencer::Sequencer::OpenWithoutKey(std::move(caught_up), ports_.packs, ports_.keys)
          : sequencer::Sequencer::Open(std::move(caught_up), ports_.packs, ports_.keys));
  if (Status compared = CompareWithSigned(); !compared) {
    sequencer_.reset();
    return compared;
  }
  if (Status erased = EraseAll(state(), ports_.store); !erased) {
    sequencer_.reset();
    return FailAt("what was erased cannot be taken out of the store", erased.error());
  }
  erasing_ = {};
  // Before the new one takes its place.
  const std::string kept = ports_.heads ? ports_.heads->Find(community_).value_or("") : "";
  if (Sign()) TakeLinesOf(kept);
  return {};
}

Status Desk::CheckReady(int64_t now_ms) {
  RETURN_IF_ERROR(Open());
  RETURN_IF_ERROR(EraseDue());
  if (halted()) return Fail(ErrorCode::kCorrupt, "this ledger is halted: " + halted_);
  ComeBack(now_ms);
  if (behind()) {
    return Fail(ErrorCode::kIo, "this server has lost entries and is getting them back; nothing "
                                "was accepted, try again in a minute");
  }
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
    erasing_.Look(staged.bytes);
  }
  if (sequencer_->staged().empty() || !checkpoint_unsaved_) return;
  batch.checkpoints.push_back({community_, checkpoint_size_, checkpoint_});
}

void Desk::Commit() {
  erasing_.Commit();
  if (!is_open()) return;
  if (!sequencer_->staged().empty()) checkpoint_unsaved_ = false;
  if (Status done = sequencer_->Commit(); !done) Close(done.error());
}

Status Desk::EraseDue() {
  if (!erasing_.due()) return {};
  // Opening does it as well.
  if (!is_open()) return Open();
  Status done = erasing_.Finish(state(), ports_.store);
  if (!done) {
    spdlog::error("community {}: erased contents are still in the store: {}", ToHex(community_),
                  done.error().message);
  }
  return done;
}

void Desk::Abort() {
  erasing_.Abort();
  if (!is_open()) return;
  if (Status done = sequencer_->Abort(); !done) Close(done.error());
}

bool Desk::Sign() {
  if (!is_open() || halted() || behind() || size() == checkpoint_size_) return false;
  return SignHead();
}

bool Desk::SignHead() {
  if (key_may_be_missing_ && ports_.keys.Find(state().facts().sequencer_key) == nullptr) {
    return false;
  }
  auto note = sequencer_->SignCheckpoint();
  if (!note) {
    spdlog::error("community {}: no checkpoint: {}", ToHex(community_), note.error().message);
    return false;
  }
  checkpoint_ = *std::move(note);
  checkpoint_size_ = size();
  checkpoint_unsaved_ = true;
  const bool largest = !behind_ || size() >= behind_->to;
  if (ports_.heads != nullptr && largest) ports_.heads->Note(community_, checkpoint_);
  return true;
}

void Desk::AddCosignature(uint64_t size, const std::string& line) {
  // Name, key id: one line of a witness is enough, whenever it signed.
  constexpr size_t kKeyIdDigits = 5;
  const std::string who = "\n" + line.substr(0, line.rfind(' ') + 1 + kKeyIdDigits);
  if (size != checkpoint_size_ || checkpoint_.find(who) != std::string::npos) return;
  checkpoint_ += line;
  if (ports_.heads != nullptr && !behind()) ports_.heads->Note(community_, checkpoint_);
}

// The same tree is signed with the same bytes, so that witnesses' lines under them are still good.
void Desk::TakeLinesOf(const std::string& kept) {
  if (!kept.starts_with(checkpoint_) || !ledger::ParseNote(kept)) return;
  checkpoint_ = kept;
  ports_.heads->Note(community_, checkpoint_);
}

void Desk::Halt(const std::string& why) {
  if (halted()) return;
  halted_ = why;
  spdlog::critical("community {} is halted: {}. Nothing is signed for it any more.",
                   ToHex(community_), why);
}

std::optional<int64_t> Desk::next_due() {
  if (!is_open() || halted() || behind()) return std::nullopt;
  return sequencer_->next_due();
}

void Desk::Close(const Error& why) {
  spdlog::error("community {}: its state is reopened: {}", ToHex(community_), why.message);
  sequencer_.reset();
  checkpoint_size_ = 0;
}

}  // namespace yiting::hall
