#include "verbs/audit.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "audit/auditor.h"
#include "verbs/pack_files.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

constexpr uint64_t kProgressEvery = 128;

std::string Shown(BytesView bytes) {
  v1::Event event;
  if (bytes.empty() || !event.ParseFromString(Bytes(bytes))) return "nothing";
  return FormatFlat(ShowEvent(event, Names()));
}

std::string Words(const audit::Difference& difference) {
  if (const auto& refusal = difference.refusal) {
    return difference.what + ": " + v1::Reason_Name(refusal->reason) + ", rule \"" +
           refusal->rule + "\", detail \"" + refusal->detail + "\"";
  }
  if (difference.event < 0) return difference.what;
  return "event " + std::to_string(difference.event) + ": the ledger has " +
         Shown(difference.stored) + ", the rules give " + Shown(difference.again);
}

}  // namespace

Result<AuditReport> Audit(const LedgerBook& book, const AuditProgress& progress) {
  PackShelf packs;
  for (const Bytes& bundle : book.packs) RETURN_IF_ERROR(packs.AddBundle(bundle));
  ASSIGN_OR_RETURN(std::unique_ptr<state::Community> community,
                   state::Community::Open(":memory:", state::Durability::kCache));
  const auto entry_of = [&book](uint64_t seq) { return std::optional(book.entries[seq]); };
  AuditReport report;
  while (report.entries < book.entries.size()) {
    const uint64_t end =
        std::min<uint64_t>(report.entries + kProgressEvery, book.entries.size());
    ASSIGN_OR_RETURN(const audit::Outcome outcome,
                     audit::Advance(*community, packs, entry_of, end));
    report.entries = outcome.done;
    const std::string where = "entry " + std::to_string(outcome.done);
    if (!outcome.missing.empty()) {
      return Fail(ErrorCode::kNotFound, where + ": " + outcome.missing);
    }
    if (outcome.difference) {
      report.difference = where + ": " + Words(*outcome.difference);
      return report;
    }
    if (progress && report.entries % kProgressEvery == 0) progress(report.entries);
  }
  report.fingerprint = community->Digest();
  return report;
}

}  // namespace yiting::verbs
