// The second half of the copy of the ledger: from checked entries to the state.

#include <algorithm>
#include <set>
#include <utility>

#include "decide/decide.h"
#include "replica/ledger_copy.h"
#include "replica/state_file.h"
#include "state/read_ledger.h"
#include "state/replay.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::replica {

namespace {

// Entries in one transaction of the state: enough that its commit does not count, few enough that a
// phone shows progress.
constexpr uint64_t kChunkEntries = 256;

// An entry of a higher level may hold what this build cannot even read, so its level is looked at
// before anything else is asked of it.
bool NeedsUpdate(BytesView entry_bytes) {
  v1::Entry entry;
  return entry.ParseFromArray(entry_bytes.data(), static_cast<int>(entry_bytes.size())) &&
         entry.engine_level() > state::kEngineLevel;
}

bool IsRefusal(ErrorCode code) {
  return code == ErrorCode::kInvalid || code == ErrorCode::kCorrupt ||
         code == ErrorCode::kTooLarge || code == ErrorCode::kConflict;
}

}  // namespace

Result<LedgerCopy::Applied> LedgerCopy::CatchUp() {
  Applied applied;
  const uint64_t there = state_->facts().size;
  if (there > checked_size() ||
      (there > 0 && (state_->id() != community_ || there < base_size()))) {
    // Ahead of the durable side, or another ledger's: a file from somewhere else.
    RETURN_IF_ERROR(ResetState(folder_, store_, state_));
  }
  while (state_->facts().size < checked_size()) {
    if (applied.entries >= kReplayedAtOnce) {
      applied.more = true;
      return applied;
    }
    if (state_->facts().size < base_size()) {
      // False: of another build's tables, say; it is asked for again.
      ASSIGN_OR_RETURN(const bool loaded, LoadBase());
      if (!loaded) RETURN_IF_ERROR(ForgetBase());
      continue;
    }
    const uint64_t begin = state_->facts().size;
    ASSIGN_OR_RETURN(const Chunk chunk,
                     ApplyChunk(std::min(begin + kChunkEntries, checked_size())));
    applied.entries += chunk.end - begin;
    applied.update_needed = chunk.update_needed;
    if (chunk.update_needed) return applied;
    if (!chunk.refused) continue;
    if (!rebuilt_ && chunk.end > 0) {
      rebuilt_ = true;
      RETURN_IF_ERROR(ResetState(folder_, store_, state_));
      continue;
    }
    applied.misfit = Misfit{chunk.refused->message, Evidence::kThisBuild,
                            store_.FindEntry(chunk.end).value_or(Bytes())};
    RETURN_IF_ERROR(DropUnapplied());
    return applied;
  }
  // A change of the key that two street keys have signed counts once the ledger has it.
  const state::LedgerFacts& facts = state_->facts();
  if (facts.size > 0 && facts.size == server_size() && facts.sequencer_key != key_) {
    applied.misfit = Misfit{"the checkpoint's key is not the one that the ledger names",
                            Evidence::kThisRun, note_};
    // Over a restart the ledger's own word stands.
    RETURN_IF_ERROR(store_.Commit([&] {
      store_.Set(Fact::kSequencerKey, facts.sequencer_key);
      store_.Set(Fact::kCheckpoint, Bytes());
    }));
  }
  return applied;
}

Result<LedgerCopy::Chunk> LedgerCopy::ApplyChunk(uint64_t end) {
  Chunk chunk;
  const uint64_t begin = state_->facts().size;
  chunk.end = begin;
  RETURN_IF_ERROR(state_->Begin());
  Status replayed = ReplayRange(end, chunk);
  if (replayed && (chunk.refused || chunk.update_needed)) {
    // Keep what came before the entry that stopped us.
    const uint64_t stopped = chunk.end;
    RETURN_IF_ERROR(state_->Rollback());
    if (stopped == begin) return chunk;
    Chunk again;
    again.end = begin;
    RETURN_IF_ERROR(state_->Begin());
    replayed = ReplayRange(stopped, again);
    if (replayed && again.end != stopped) {
      replayed = Fail(ErrorCode::kIo, "state: replay went two ways");
    }
  }
  if (replayed) replayed = NoteContents(begin, chunk.end);
  if (!replayed) {
    RETURN_IF_ERROR(state_->Rollback());
    return Failure{replayed.error()};
  }
  RETURN_IF_ERROR(state_->Commit());
  return chunk;
}

// Fails for the machine's reasons only; an entry that is refused stands in `chunk`.
Status LedgerCopy::ReplayRange(uint64_t end, Chunk& chunk) {
  const uint64_t replayed_before = static_cast<uint64_t>(store_.Get(Number::kReplayedSize));
  ledger::Frontier frontier;
  if (chunk.end > 0) {
    ASSIGN_OR_RETURN(frontier, ledger::Frontier::Decode(state_->frontier()));
  }
  for (; chunk.end < end; ++chunk.end) {
    std::optional<Bytes> entry = store_.FindEntry(chunk.end);
    if (!entry) {
      return Fail(ErrorCode::kIo, "side.db: entry " + std::to_string(chunk.end) + " is gone");
    }
    chunk.update_needed = NeedsUpdate(*entry);
    if (chunk.update_needed) return {};
    const auto signatures = chunk.end < replayed_before ? state::CommandSignatures::kSkip
                                                        : state::CommandSignatures::kVerify;
    Status done = state::ReplayEntry(*state_, *entry, signatures);
    RETURN_IF_ERROR(state_->db().failure());
    if (!done && !IsRefusal(done.error().code)) return done;
    if (!done) {
      chunk.refused = done.error();
      return {};
    }
    frontier.Append(ledger::LeafHash(*entry));
    state_->set_frontier(frontier.Encode());
  }
  return {};
}

// Writes down which texts the entries commit to, before the state knows them: what is written twice
// is wanted once, what is never written would never be asked for. Photos are large and are asked
// for when a page draws them (Replica::Content).
// What was erased is erased here too.
Status LedgerCopy::NoteContents(uint64_t begin, uint64_t end) {
  bool erased = false;
  RETURN_IF_ERROR(store_.Commit([&] {
    for (uint64_t seq = begin; seq < end; ++seq) {
      v1::Entry entry;
      v1::SignedCommand command;
      v1::Payload payload;
      if (!entry.ParseFromString(store_.FindEntry(seq).value_or(Bytes()))) continue;
      for (state::PackAskedFor& asked : state::PacksAskedForIn(entry)) {
        asked_for_.push_back(std::move(asked));
      }
      erased |= ForgetErased(entry);
      if (!entry.has_command() || !command.ParseFromString(entry.command())) continue;
      if (!payload.ParseFromString(command.payload())) continue;
      for (const v1::ContentRef& ref : decide::ContentsOf(payload)) {
        if (ref.media() == "text/plain") store_.Want(ref.commitment(), seq);
      }
    }
    if (store_.Get(Number::kReplayedSize) < static_cast<int64_t>(end)) {
      store_.Set(Number::kReplayedSize, static_cast<int64_t>(end));
    }
  }));
  // Before the state is committed: after a crash in between it is all done again.
  return erased ? store_.EmptyLog() : Status();
}

bool LedgerCopy::ForgetErased(const v1::Entry& entry) {
  std::set<Bytes> erased;
  for (const v1::Event& event : entry.events()) {
    const v1::ContentsErased& body = event.contents_erased();
    erased.insert(body.contents().begin(), body.contents().end());
    if (body.member().empty()) continue;
    for (const state::OwnContent& own :
         state::ContentsOwnedBy(*state_, body.member(), "", UINT32_MAX)) {
      if (own.facts.erased_ms != 0) erased.insert(own.commitment);
    }
  }
  return ForgetContents(erased);
}

bool LedgerCopy::ForgetContents(const std::set<Bytes>& erased) {
  if (erased.empty()) return false;
  for (const Bytes& commitment : erased) store_.EraseContent(commitment);
  // What somebody wrote stands in their outbox as well.
  for (const OutboxRow& row : store_.AllCommands()) {
    const Result<schema::OpenedCommand> command = schema::OpenCommand(row.bytes, community_);
    if (!command) continue;
    for (const v1::ContentRef& ref : decide::ContentsOf(command->payload)) {
      if (erased.count(ref.commitment()) != 0) store_.EraseTexts(row.command_id);
    }
  }
  return true;
}

Status LedgerCopy::DropUnapplied() {
  const uint64_t size = state_->facts().size;
  ledger::Frontier frontier;
  if (size > 0) {
    ASSIGN_OR_RETURN(frontier, ledger::Frontier::Decode(state_->frontier()));
  }
  RETURN_IF_ERROR(store_.Commit([&] {
    store_.RemoveEntriesFrom(size);
    store_.Set(Fact::kFrontier, frontier.Encode());
    store_.Set(Fact::kCheckedFrontier, frontier.Encode());
  }));
  frontier_ = frontier;
  checked_ = frontier;
  return {};
}

}  // namespace yiting::replica
