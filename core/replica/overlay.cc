#include "replica/overlay.h"

#include <algorithm>
#include <utility>

namespace yiting::replica {

namespace {

// An error that says "not here", or one of the machine; anything else is a decision gone wrong.
bool IsMachine(ErrorCode code) { return code == ErrorCode::kIo || code == ErrorCode::kNoMemory; }

}  // namespace

Status Overlay::TakeOff() {
  touched_.clear();
  laid_ = false;
  if (begun_) {
    begun_ = false;
    return state_->Rollback();
  }
  // A read that failed sticks in the database until it is rolled back.
  if (!state_->db().failure()) return state_->db().Rollback();
  return {};
}

Status Overlay::Lay(std::vector<schema::OpenedCommand> pending, int64_t now_ms) {
  pending_.clear();
  for (schema::OpenedCommand& command : pending) pending_.push_back({std::move(command)});
  due_stuck_ = false;
  return LayAgain(now_ms);
}

Status Overlay::BringTo(int64_t now_ms) {
  if (!laid_ || (begun_ && !CheckHeld())) return LayAgain(now_ms);
  if (!state_->db().failure()) return LayAgain(now_ms);
  if (state_->facts().size == 0 || due_stuck_) return {};
  ASSIGN_OR_RETURN(const int64_t due_ms, NextDueMs());
  if (std::min(due_ms, next_due_ms_) > now_ms) return {};
  return LayAgain(now_ms);
}

Result<int64_t> Overlay::NextDueMs() {
  std::optional<state::Deadline> next = state::NextDue(*state_);
  RETURN_IF_ERROR(state_->db().failure());
  return next ? next->due_ms : INT64_MAX;
}

Status Overlay::LayAgain(int64_t now_ms) {
  // Each failed attempt leaves one command or the deadlines out of the next, or is the machine's.
  Status laid;
  int machine_failures = 0;
  for (size_t attempt = 0; attempt < pending_.size() + 3; ++attempt) {
    RETURN_IF_ERROR(TakeOff());
    laid = LayOnce(now_ms);
    laid_ = laid.has_value();
    if (laid_) return {};
    if (IsMachine(laid.error().code) && ++machine_failures == 2) break;
  }
  // Nothing half laid may stay.
  RETURN_IF_ERROR(TakeOff());
  for (PendingCommand& pending : pending_) pending.applied = false;
  return laid;
}

Status Overlay::LayOnce(int64_t now_ms) {
  for (PendingCommand& pending : pending_) {
    pending.applied = false;
    pending.refusal.reset();
  }
  next_due_ms_ = INT64_MAX;
  if (state_->facts().size == 0) return {};
  RETURN_IF_ERROR(LetDeadlinesFall(now_ms));
  ASSIGN_OR_RETURN(next_due_ms_, NextDueMs());
  int64_t decided = 0;
  for (PendingCommand& pending : pending_) {
    if (++decided > kPendingDecidedMax) break;
    if (!pending.skip) RETURN_IF_ERROR(LayCommand(pending, now_ms));
  }
  return {};
}

Status Overlay::EnsureBegun() {
  if (begun_) return CheckHeld();
  RETURN_IF_ERROR(state_->Begin());
  begun_ = true;
  confirmed_size_ = state_->facts().size;
  return {};
}

Status Overlay::CheckHeld() const {
  RETURN_IF_ERROR(state_->db().failure());
  if (state_->InTransaction()) return {};
  return Fail(ErrorCode::kIo, "overlay: the database gave the transaction up");
}

Status Overlay::LetDeadlinesFall(int64_t now_ms) {
  for (int fallen = 0; !due_stuck_; ++fallen) {
    std::optional<state::Deadline> next = state::NextDue(*state_);
    RETURN_IF_ERROR(state_->db().failure());
    if (!next || next->due_ms > now_ms) return {};
    if (fallen == kDueAheadMax) {
      due_stuck_ = true;
      return {};
    }
    RETURN_IF_ERROR(EnsureBegun());
    const decide::WithPollKeys lent(packs_, keys_);
    Result<Bytes> entry = decide::AdmitDue(*state_, packs_, *next);
    RETURN_IF_ERROR(CheckHeld());
    if (!entry) {
      // Its pack is not here, say. What is pending can still be shown without it.
      due_stuck_ = true;
      return Failure{entry.error()};
    }
    touched_.insert(next->matter);
  }
  return {};
}

Status Overlay::LayCommand(PendingCommand& pending, int64_t now_ms) {
  // Its entry is here already: the outbox will hear of it.
  if (state::SeqOfCommand(*state_, pending.command.id)) return {};
  RETURN_IF_ERROR(EnsureBegun());
  const int64_t at_ms = std::max(now_ms, state_->facts().time_ms);
  const decide::WithPollKeys lent(packs_, keys_);
  Result<decide::Admission> admission = decide::AdmitCommand(
      *state_, packs_, pending.command, at_ms, decide::SignatureCheck::kTrusted);
  RETURN_IF_ERROR(CheckHeld());
  if (!admission) {
    // A pack that is not here is found out before anything is applied.
    if (admission.error().code == ErrorCode::kNotFound) return {};
    pending.skip = !IsMachine(admission.error().code);
    return Failure{admission.error()};
  }
  if (auto* refusal = std::get_if<decide::Refusal>(&*admission)) {
    pending.refusal = std::move(*refusal);
    return {};
  }
  pending.applied = true;
  Touch(pending.command);
  return {};
}

Result<Overlay::Added> Overlay::Add(const schema::OpenedCommand& command, int64_t now_ms) {
  RETURN_IF_ERROR(BringTo(now_ms));
  Added added;
  if (static_cast<int64_t>(pending_.size()) >= kPendingDecidedMax) return added;
  PendingCommand pending{command};
  if (state_->facts().size != 0) {
    const Status laid = LayCommand(pending, now_ms);
    if (!laid) {
      // Something of it may have been applied; lay the others again and leave it to the server.
      RETURN_IF_ERROR(LayAgain(now_ms));
    }
  }
  if (pending.refusal) {
    added.answer = Answer::kRefused;
    added.refusal = *pending.refusal;
    return added;
  }
  if (pending.applied) added.answer = Answer::kApplied;
  pending_.push_back(std::move(pending));
  return added;
}

const PendingCommand* Overlay::FindPending(BytesView command_id) const {
  for (const PendingCommand& pending : pending_) {
    if (pending.command.id == command_id) return &pending;
  }
  return nullptr;
}

void Overlay::Touch(const schema::OpenedCommand& command) {
  const v1::Payload& payload = command.payload;
  if (payload.has_act_on_matter()) touched_.insert(payload.act_on_matter().matter());
  if (payload.has_open_matter() || payload.has_convert_message()) {
    touched_.insert(command.MadeId());
  }
}

}  // namespace yiting::replica
