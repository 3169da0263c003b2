#include "audit/auditor.h"

#include <algorithm>
#include <utility>

#include "base/instant.h"
#include "decide/compose.h"
#include "decide/recorded_keys.h"
#include "schema/canonical.h"
#include "state/read_ledger.h"

namespace yiting::audit {

namespace {

using Verdict = std::optional<Difference>;  // nullopt: the same bytes

Verdict Said(std::string what) { return Difference{std::move(what)}; }

// Why two entries that should be one are two: the ledger's and the one decided again.
Difference Compare(const v1::Entry& stored, const v1::Entry& again) {
  if (stored.seq() != again.seq()) return {"its number should be " + std::to_string(again.seq())};
  if (stored.pack_hash() != again.pack_hash()) {
    return {"it names pack " + ToHex(stored.pack_hash()) + ", the rules in force are " +
            ToHex(again.pack_hash())};
  }
  if (stored.engine_level() != again.engine_level()) return {"its engine level differs"};
  if (stored.time_ms() != again.time_ms()) {
    return {"its time is " + FormatInstant({stored.time_ms()}) + ", its deadline fell due at " +
            FormatInstant({again.time_ms()})};
  }
  for (int i = 0; i < std::max(stored.events_size(), again.events_size()); ++i) {
    const auto event = [i](const v1::Entry& entry) {
      return i < entry.events_size() ? schema::Encode(entry.events(i)) : Bytes();
    };
    Difference difference{"event " + std::to_string(i) + " is not what the rules give", {}, i,
                          event(stored), event(again)};
    if (difference.stored != difference.again) return difference;
  }
  if (stored.fingerprint() != again.fingerprint()) {
    return {"the ledger's fingerprint is " + ToHex(stored.fingerprint()) + ", the state's is " +
            ToHex(again.fingerprint())};
  }
  return {"its bytes are not the canonical ones"};
}

class Auditor {
 public:
  Auditor(state::Community& community, decide::PackSource& packs)
      : community_(community), packs_(packs) {}

  Result<Verdict> DecideAgain(BytesView bytes) {
    Result<v1::Entry> stored = schema::Decode<v1::Entry>(bytes);
    if (!stored) return Said("it cannot be read: " + stored.error().message);
    if (stored->time_ms() < community_.facts().time_ms) {
      return Said("it is earlier than the entry before it");
    }
    keys_.Follow(*stored);
    const decide::WithPollKeys lent(packs_, keys_);
    ASSIGN_OR_RETURN(Verdict differs, stored->cause_case() == v1::Entry::kDeadline
                                          ? DeadlineAgain(*stored, bytes)
                                          : CommandAgain(*stored, bytes));
    if (!differs && keys_.fault() != nullptr) return Said(keys_.fault());
    return differs;
  }

 private:
  static Result<Verdict> Compared(const v1::Entry& stored, BytesView bytes,
                                  BytesView again_bytes) {
    if (bytes == again_bytes) return Verdict();
    ASSIGN_OR_RETURN(auto again, schema::Decode<v1::Entry>(again_bytes));
    return Verdict(Compare(stored, again));
  }

  Result<Verdict> DeadlineAgain(const v1::Entry& stored, BytesView bytes) {
    std::optional<state::Deadline> next = state::NextDue(community_);
    if (!next || next->deadline != stored.deadline()) {
      return Said("deadline " + std::to_string(stored.deadline()) +
                  " is not the next to fall due");
    }
    ASSIGN_OR_RETURN(Bytes again, decide::AdmitDue(community_, packs_, *next));
    return Compared(stored, bytes, again);
  }

  Result<Verdict> CommandAgain(const v1::Entry& stored, BytesView bytes) {
    std::optional<state::Deadline> next = state::NextDue(community_);
    if (next && next->due_ms <= stored.time_ms()) {
      return Said("deadline " + std::to_string(next->deadline) +
                  " was due before it and has no entry");
    }
    Result<schema::OpenedCommand> command =
        schema::OpenCommand(stored.command(), community_.id());
    if (!command) return Said("its command cannot be read: " + command.error().message);
    if (state::SeqOfCommand(community_, command->id)) {
      return Said("its command has an entry already");
    }
    ASSIGN_OR_RETURN(decide::Admission admission,
                     decide::AdmitCommand(community_, packs_, *command, stored.time_ms(),
                                          decide::SignatureCheck::kVerify));
    if (auto* refusal = std::get_if<decide::Refusal>(&admission)) {
      return Verdict(Difference{"the rules refuse its command", std::move(*refusal)});
    }
    return Compared(stored, bytes, std::get<Bytes>(admission));
  }

  state::Community& community_;
  decide::PackSource& packs_;
  decide::RecordedKeys keys_;
};

// Inside a transaction; stops before the first entry that is missing or differs, with the state
// somewhere in it.
Result<Outcome> Walk(state::Community& state, decide::PackSource& packs, const EntryOf& entry_of,
                     uint64_t end) {
  Auditor auditor(state, packs);
  ASSIGN_OR_RETURN(ledger::Frontier frontier, FrontierOf(state));
  Outcome outcome{state.facts().size};
  for (; outcome.done < end; ++outcome.done) {
    const std::optional<Bytes> entry = entry_of(outcome.done);
    if (!entry) {
      outcome.missing = "it is not here";
      break;
    }
    Result<Verdict> verdict = auditor.DecideAgain(*entry);
    RETURN_IF_ERROR(state.db().failure());
    if (!verdict && verdict.error().code == ErrorCode::kNotFound) {
      outcome.missing = verdict.error().message;  // its pack
      break;
    }
    const std::string where = "entry " + std::to_string(outcome.done);
    if (!verdict) return FailAt(where, verdict.error());
    if (*verdict) {
      outcome.difference = *std::move(*verdict);
      break;
    }
    if (outcome.done == 0) state.set_id(state::IdOfFirstEntry(*entry));
    frontier.Append(ledger::LeafHash(*entry));
    state.set_frontier(frontier.Encode());
  }
  return outcome;
}

Result<Outcome> WalkAndCommit(state::Community& state, decide::PackSource& packs,
                              const EntryOf& entry_of, uint64_t end) {
  RETURN_IF_ERROR(state.Begin());
  Result<Outcome> outcome = Walk(state, packs, entry_of, end);
  if (outcome && outcome->done == end) {
    RETURN_IF_ERROR(state.Commit());
  } else {
    RETURN_IF_ERROR(state.Rollback());
  }
  return outcome;
}

}  // namespace

Result<ledger::Frontier> FrontierOf(const state::Community& state) {
  if (state.frontier().empty()) return ledger::Frontier();
  return ledger::Frontier::Decode(state.frontier());
}

Result<Outcome> Advance(state::Community& state, decide::PackSource& packs,
                        const EntryOf& entry_of, uint64_t end) {
  const uint64_t begin = state.facts().size;
  if (begin >= end) return Outcome{begin};
  ASSIGN_OR_RETURN(Outcome outcome, WalkAndCommit(state, packs, entry_of, end));
  if (outcome.done < end && outcome.done > begin) {
    // What came before the entry that stopped us is kept.
    RETURN_IF_ERROR(WalkAndCommit(state, packs, entry_of, outcome.done));
  }
  return outcome;
}

}  // namespace yiting::audit
