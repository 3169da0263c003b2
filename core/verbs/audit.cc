#include "verbs/audit.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/instant.h"
#include "decide/compose.h"
#include "decide/recorded_keys.h"
#include "schema/canonical.h"
#include "state/read_ledger.h"
#include "verbs/pack_files.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

constexpr uint64_t kProgressEvery = 128;

std::string Event(const v1::Entry& entry, int index) {
  if (index >= entry.events_size()) return "nothing";
  return FormatFlat(ShowEvent(entry.events(index), Names()));
}

// Why two entries that should be one are two: the ledger's and the one decided again.
std::string Difference(const v1::Entry& stored, const v1::Entry& again) {
  if (stored.seq() != again.seq()) return "its number should be " + std::to_string(again.seq());
  if (stored.pack_hash() != again.pack_hash()) {
    return "it names pack " + ToHex(stored.pack_hash()) + ", the rules in force are " +
           ToHex(again.pack_hash());
  }
  if (stored.engine_level() != again.engine_level()) return "its engine level differs";
  if (stored.time_ms() != again.time_ms()) {
    return "its time is " + FormatInstant({stored.time_ms()}) + ", its deadline fell due at " +
           FormatInstant({again.time_ms()});
  }
  for (int i = 0; i < std::max(stored.events_size(), again.events_size()); ++i) {
    const bool both = i < stored.events_size() && i < again.events_size();
    if (both && schema::Encode(stored.events(i)) == schema::Encode(again.events(i))) continue;
    return "event " + std::to_string(i) + ": the ledger has " + Event(stored, i) +
           ", the rules give " + Event(again, i);
  }
  if (stored.fingerprint() != again.fingerprint()) {
    return "the ledger's fingerprint is " + ToHex(stored.fingerprint()) + ", the state's is " +
           ToHex(again.fingerprint());
  }
  return "its bytes are not the canonical ones";
}

// One entry, decided again. Nullopt: the same bytes.
class Auditor {
 public:
  Auditor(state::Community& community, decide::PackSource& packs)
      : community_(community), packs_(packs) {}

  Result<std::optional<std::string>> DecideAgain(BytesView bytes) {
    Result<v1::Entry> stored = schema::Decode<v1::Entry>(bytes);
    if (!stored) return Said("it cannot be read: " + stored.error().message);
    if (stored->time_ms() < community_.facts().time_ms) {
      return Said("it is earlier than the entry before it");
    }
    keys_.Follow(*stored);
    const decide::WithPollKeys lent(packs_, keys_);
    ASSIGN_OR_RETURN(std::optional<std::string> differs,
                     stored->cause_case() == v1::Entry::kDeadline ? DeadlineAgain(*stored, bytes)
                                                                  : CommandAgain(*stored, bytes));
    if (!differs && keys_.fault() != nullptr) return Said(keys_.fault());
    return differs;
  }

 private:
  static std::optional<std::string> Said(std::string what) { return what; }

  static Result<std::optional<std::string>> Compare(const v1::Entry& stored, BytesView bytes,
                                                    BytesView again_bytes) {
    if (bytes == again_bytes) return std::optional<std::string>();
    ASSIGN_OR_RETURN(auto again, schema::Decode<v1::Entry>(again_bytes));
    return Said(Difference(stored, again));
  }

  Result<std::optional<std::string>> DeadlineAgain(const v1::Entry& stored, BytesView bytes) {
    std::optional<state::Deadline> next = state::NextDue(community_);
    if (!next || next->deadline != stored.deadline()) {
      return Said("deadline " + std::to_string(stored.deadline()) + " is not the next to fall due");
    }
    ASSIGN_OR_RETURN(Bytes again, decide::AdmitDue(community_, packs_, *next));
    return Compare(stored, bytes, again);
  }

  Result<std::optional<std::string>> CommandAgain(const v1::Entry& stored, BytesView bytes) {
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
    if (const auto* refusal = std::get_if<decide::Refusal>(&admission)) {
      return Said("the rules refuse its command: " + v1::Reason_Name(refusal->reason) +
                  ", rule \"" + refusal->rule + "\", detail \"" + refusal->detail + "\"");
    }
    return Compare(stored, bytes, std::get<Bytes>(admission));
  }

  state::Community& community_;
  decide::PackSource& packs_;
  decide::RecordedKeys keys_;
};

}  // namespace

Result<AuditReport> Audit(const LedgerBook& book, const AuditProgress& progress) {
  PackShelf packs;
  for (const Bytes& bundle : book.packs) RETURN_IF_ERROR(packs.AddBundle(bundle));
  ASSIGN_OR_RETURN(std::unique_ptr<state::Community> community,
                   state::Community::Open(":memory:", state::Durability::kCache));
  Auditor auditor(*community, packs);
  AuditReport report;
  RETURN_IF_ERROR(community->Begin());
  for (const Bytes& entry : book.entries) {
    const std::string where = "entry " + std::to_string(report.entries);
    Result<std::optional<std::string>> difference = auditor.DecideAgain(entry);
    if (!difference) return FailAt(where, difference.error());
    RETURN_IF_ERROR(community->db().failure());
    if (*difference) {
      report.difference = where + ": " + **difference;
      RETURN_IF_ERROR(community->Rollback());
      return report;
    }
    if (report.entries == 0) community->set_id(book.id());
    ++report.entries;
    if (progress && report.entries % kProgressEvery == 0) progress(report.entries);
  }
  RETURN_IF_ERROR(community->Commit());
  report.fingerprint = community->Digest();
  return report;
}

}  // namespace yiting::verbs
