#include "sequencer/sequencer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "schema/signed_rejection.h"
#include "state/read_ledger.h"

namespace yiting::sequencer {

namespace {

// What bytes that are no command are refused for. Anything but their form is the machine's trouble.
v1::Reason ReasonOf(ErrorCode code) {
  return code == ErrorCode::kTooLarge ? v1::TOO_LARGE : v1::MALFORMED;
}

}  // namespace

Sequencer::Sequencer(std::unique_ptr<state::Community> state, decide::PackSource& packs,
                     const KeyRing& keys)
    : state_(std::move(state)), packs_(packs), keys_(keys), poll_keys_(keys_, *state_) {}

Result<std::unique_ptr<Sequencer>> Sequencer::Open(std::unique_ptr<state::Community> state,
                                                   decide::PackSource& packs,
                                                   const KeyRing& keys) {
  ASSIGN_OR_RETURN(auto sequencer, OpenWithoutKey(std::move(state), packs, keys));
  RETURN_IF_ERROR(sequencer->KeyInForce());
  return sequencer;
}

Result<std::unique_ptr<Sequencer>> Sequencer::OpenWithoutKey(
    std::unique_ptr<state::Community> state, decide::PackSource& packs, const KeyRing& keys) {
  if (state->facts().size == 0) {
    return Fail(ErrorCode::kNotFound, "sequencer: this state has no entry; create the community");
  }
  std::unique_ptr<Sequencer> sequencer(new Sequencer(std::move(state), packs, keys));
  ASSIGN_OR_RETURN(sequencer->frontier_,
                   ledger::Frontier::Decode(sequencer->state_->frontier()));
  if (sequencer->frontier_.size() != sequencer->state_->facts().size) {
    return Fail(ErrorCode::kCorrupt,
                "sequencer: the state's tree and tables differ in size; rebuild it");
  }
  sequencer->committed_frontier_ = sequencer->frontier_;
  return sequencer;
}

Result<std::unique_ptr<Sequencer>> Sequencer::Create(std::unique_ptr<state::Community> state,
                                                     decide::PackSource& packs,
                                                     const KeyRing& keys,
                                                     BytesView create_command, int64_t now_ms) {
  if (state->facts().size != 0) {
    return Fail(ErrorCode::kConflict, "sequencer: this state is of a community already");
  }
  ASSIGN_OR_RETURN(schema::OpenedCommand command,
                   schema::OpenCommand(create_command, schema::NoCommunity()));
  if (!command.payload.has_create_community()) {
    return Fail(ErrorCode::kInvalid, "sequencer: the first command of a ledger creates it");
  }
  if (keys.Find(command.payload.create_community().sequencer_key()) == nullptr) {
    return Fail(ErrorCode::kConflict, "sequencer: the command names another sequencer key");
  }
  std::unique_ptr<Sequencer> sequencer(new Sequencer(std::move(state), packs, keys));
  RETURN_IF_ERROR(sequencer->EnsureTransaction());
  ASSIGN_OR_RETURN(decide::Admission admission,
                   decide::AdmitCommand(*sequencer->state_, packs, command, now_ms,
                                        decide::SignatureCheck::kVerify));
  if (const auto* refusal = std::get_if<decide::Refusal>(&admission)) {
    return Fail(ErrorCode::kInvalid, "sequencer: the community is refused, reason " +
                                         std::to_string(refusal->reason) + " " + refusal->rule +
                                         " " + refusal->detail);
  }
  sequencer->Stage(std::get<Bytes>(std::move(admission)));
  return sequencer;
}

Result<Answer> Sequencer::Admit(BytesView signed_command, int64_t clock_ms,
                                ContentsAtHand& contents) {
  const int64_t now_ms = NowFrom(clock_ms);
  Result<schema::OpenedCommand> opened = schema::OpenCommand(signed_command, state_->id());
  if (!opened) {
    if (opened.error().code == ErrorCode::kNoMemory) return Failure{opened.error()};
    return Refuse("", now_ms, state_->facts().pack, {ReasonOf(opened.error().code), "", ""});
  }
  const schema::OpenedCommand& command = *opened;
  if (auto seq = state::SeqOfCommand(*state_, command.id)) {
    return Answer{command.id, Admitted{*seq, true}};
  }
  RETURN_IF_ERROR(state_->db().failure());
  RETURN_IF_ERROR(LetDeadlinesFall(now_ms));
  if (Bytes missing = MissingContent(command, contents); !missing.empty()) {
    return Refuse(command.id, now_ms, PackThatRefuses(command),
                  {v1::CONTENT_MISSING, "", ToHex(missing)});
  }
  // Under a key that is not here this ledger could not go on, whoever has signed for it.
  if (command.payload.has_rotate_key() &&
      keys_.Find(command.payload.rotate_key().key()) == nullptr) {
    return Refuse(command.id, now_ms, PackThatRefuses(command), {v1::KEY_UNPROVEN, "", ""});
  }
  RETURN_IF_ERROR(EnsureTransaction());
  const uint64_t seq = state_->facts().size;
  const decide::WithPollKeys lent(packs_, poll_keys_);
  Result<decide::Admission> admission = decide::AdmitCommand(
      *state_, packs_, command, now_ms, decide::SignatureCheck::kVerify);
  // First: what a disk that fails does to a decision may look like a fault of the command's.
  RETURN_IF_ERROR(state_->db().failure());
  if (!admission) return Failure{admission.error()};
  if (const auto* refusal = std::get_if<decide::Refusal>(&*admission)) {
    return Refuse(command.id, now_ms, PackThatRefuses(command), *refusal);
  }
  Stage(std::get<Bytes>(*std::move(admission)));
  return Answer{command.id, Admitted{seq, false}};
}

Status Sequencer::Follow(BytesView entry) {
  RETURN_IF_ERROR(EnsureTransaction());
  RETURN_IF_ERROR(state::ReplayEntry(*state_, entry, state::CommandSignatures::kVerify));
  RETURN_IF_ERROR(state_->db().failure());
  Stage(Bytes(entry));
  return {};
}

Status Sequencer::Wake(int64_t clock_ms) { return LetDeadlinesFall(NowFrom(clock_ms)); }

int64_t Sequencer::NowFrom(int64_t clock_ms) const {
  return std::max(clock_ms, state_->facts().time_ms);
}

Status Sequencer::LetDeadlinesFall(int64_t now_ms) {
  while (true) {
    std::optional<state::Deadline> next = state::NextDue(*state_);
    RETURN_IF_ERROR(state_->db().failure());
    if (!next || next->due_ms > now_ms) return {};
    RETURN_IF_ERROR(EnsureTransaction());
    const decide::WithPollKeys lent(packs_, poll_keys_);
    Result<Bytes> entry = decide::AdmitDue(*state_, packs_, *next);
    RETURN_IF_ERROR(state_->db().failure());
    if (!entry) return Failure{entry.error()};
    Stage(*std::move(entry));
  }
}

Bytes Sequencer::MissingContent(const schema::OpenedCommand& command, ContentsAtHand& contents) {
  for (const v1::ContentRef& ref : decide::ContentsOf(command.payload)) {
    if (!contents.Has(ref.commitment())) return ref.commitment();
  }
  return {};
}

Bytes Sequencer::PackThatRefuses(const schema::OpenedCommand& command) const {
  // A second CreateCommunity names a pack of its own, which decides nothing here.
  if (command.payload.has_create_community()) return state_->facts().pack;
  return decide::PackFor(*state_, command.payload);
}

Status Sequencer::EnsureTransaction() {
  if (!begun_) {
    RETURN_IF_ERROR(state_->Begin());
    begun_ = true;
  }
  // SQLite may give a transaction up by itself; what was staged in it is gone then.
  if (!state_->InTransaction()) {
    return Fail(ErrorCode::kIo, "sequencer: the database gave its transaction up");
  }
  return {};
}

void Sequencer::Stage(Bytes entry) {
  const crypto::Hash leaf = ledger::LeafHash(entry);
  if (frontier_.size() == 0) state_->set_id(Bytes(crypto::AsBytes(leaf)));
  staged_.push_back({frontier_.size(), std::move(entry), leaf});
  frontier_.Append(leaf);
  CHECK_EQ(frontier_.size(), state_->facts().size);
}

Result<const crypto::SigningKey*> Sequencer::KeyInForce() const {
  const crypto::SigningKey* key = keys_.Find(state_->facts().sequencer_key);
  if (key != nullptr) return key;
  return Fail(ErrorCode::kConflict, "sequencer: the key that this ledger names, " +
                                        ToHex(state_->facts().sequencer_key) + ", is not here");
}

Result<Answer> Sequencer::Refuse(BytesView command_id, int64_t now_ms, const Bytes& pack,
                                 const decide::Refusal& refusal) const {
  Result<const crypto::SigningKey*> key = KeyInForce();
  if (!key) {
    return Fail(key.error().code, key.error().message + "; the rules say " +
                                      v1::Reason_Name(refusal.reason));
  }
  v1::Rejection rejection;
  rejection.set_command_id(Bytes(command_id));
  rejection.set_tree_size(state_->facts().size);
  rejection.set_time_ms(now_ms);
  rejection.set_pack_hash(pack);
  rejection.set_reason(refusal.reason);
  rejection.set_rule(refusal.rule);
  rejection.set_detail(refusal.detail);
  return Answer{Bytes(command_id),
                Refused{schema::SignRejection(rejection, state_->id(), **key), refusal.reason}};
}

Status Sequencer::Commit() {
  if (staged_.empty()) return Abort();
  state_->set_frontier(frontier_.Encode());
  staged_.clear();
  begun_ = false;
  Status done = state_->Commit();
  if (done) {
    committed_frontier_ = frontier_;
  } else {
    frontier_ = committed_frontier_;
  }
  return done;
}

Status Sequencer::Abort() {
  staged_.clear();
  frontier_ = committed_frontier_;
  // Community::Rollback takes memory back to its Begin; without one of ours there is no such point.
  if (!begun_) return state_->db().Rollback();
  begun_ = false;
  return state_->Rollback();
}

std::optional<int64_t> Sequencer::next_due() {
  std::optional<state::Deadline> next = state::NextDue(*state_);
  if (!next) return std::nullopt;
  return std::max(next->due_ms, state_->facts().time_ms);
}

Result<std::string> Sequencer::SignCheckpoint() const {
  CHECK(staged_.empty());
  ASSIGN_OR_RETURN(const crypto::SigningKey* key, KeyInForce());
  const ledger::TreeHead head = frontier_.head();
  const std::string origin = ledger::OriginOf(state_->id());
  return ledger::SignCheckpoint({origin, head.size, head.root}, origin, *key);
}

Status FollowEntry(state::Community& state, BytesView entry, state::CommandSignatures signatures) {
  ledger::Frontier frontier;
  if (state.facts().size != 0) {
    ASSIGN_OR_RETURN(frontier, ledger::Frontier::Decode(state.frontier()));
  }
  RETURN_IF_ERROR(state::ReplayEntry(state, entry, signatures));
  const crypto::Hash leaf = ledger::LeafHash(entry);
  if (frontier.size() == 0) state.set_id(Bytes(crypto::AsBytes(leaf)));
  frontier.Append(leaf);
  state.set_frontier(frontier.Encode());
  return {};
}

}  // namespace yiting::sequencer
