// `ledger verify`, `ledger export`, `ledger proof`, `audit`: what anybody can do with a ledger
// file, without a network and without us.

#include "ledger/decimal.h"
#include "ledger/proof.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "verbs/audit.h"
#include "verbs/call.h"
#include "verbs/ledger_book.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// Every command is signed by its device; who that device belongs to is the audit's question.
Status CheckSignatures(const LedgerBook& book) {
  for (size_t seq = 0; seq < book.entries.size(); ++seq) {
    const std::string where = "entry " + std::to_string(seq);
    Result<v1::Entry> entry = schema::Decode<v1::Entry>(book.entries[seq]);
    if (!entry) return FailAt(where, entry.error());
    if (entry->seq() != seq) return Fail(ErrorCode::kCorrupt, where + ": says it is another one");
    if (!entry->has_command()) continue;
    Result<schema::OpenedCommand> command = schema::OpenCommand(entry->command(), book.id());
    if (!command) return FailAt(where, command.error());
    if (!schema::SignaturesHold(*command, book.id())) {
      return Fail(ErrorCode::kCorrupt, where + ": a signature of its command is wrong");
    }
  }
  return {};
}

}  // namespace

int NotSound(const Call& call, const Error& error) {
  const bool unread = error.code == ErrorCode::kIo || error.code == ErrorCode::kNotFound;
  return call.Stop(unread ? kNotRead : kWrong, error.message);
}

int LedgerVerifyVerb(Call& call) {
  Result<LedgerBook> book = ReadLedgerBook(call.io, call.places[0]);
  if (!book) return NotSound(call, book.error());
  Status signatures = CheckSignatures(*book);
  if (!signatures) return call.Stop(kWrong, call.places[0] + ": " + signatures.error().message);
  const ledger::TreeHead head = book->tree.head();
  call.io.Out("community " + ToHex(book->id()) + "\nkey " + ToHex(book->header.public_key) +
              "\nsize " + std::to_string(head.size) + "\nroot " +
              ToHex(crypto::AsBytes(head.root)) + "\npacks " +
              std::to_string(book->packs.size()) + "\ncontents " +
              std::to_string(book->contents) + "\nverified\n");
  return kFine;
}

int LedgerExportVerb(Call& call) {
  Result<LedgerBook> book = ReadLedgerBook(call.io, call.places[0]);
  if (!book) return NotSound(call, book.error());
  for (const Bytes& entry : book->entries) {
    Result<Json> shown = ShowEntry(entry, Names());
    if (!shown) return call.Stop(kWrong, shown.error().message);
    call.io.Out(FormatJson(*shown) + "\n");
  }
  return kFine;
}

int LedgerProofVerb(Call& call) {
  Result<uint64_t> seq = ledger::ParseDecimal(call.places[1]);
  if (!seq) return call.Stop(kNotRead, "SEQ is no number: " + call.places[1]);
  Result<LedgerBook> book = ReadLedgerBook(call.io, call.places[0]);
  if (!book) return NotSound(call, book.error());
  Result<ledger::Receipt> receipt = ledger::MakeReceipt(book->tree, *seq, book->checkpoint);
  if (!receipt) {
    return call.Stop(kNotRead, "there is no entry " + call.places[1] + "; the ledger has " +
                                   std::to_string(book->entries.size()));
  }
  call.io.Out(ledger::FormatReceipt(*receipt));
  return kFine;
}

int AuditVerb(Call& call) {
  Result<LedgerBook> book = ReadLedgerBook(call.io, call.places[0]);
  if (!book) return NotSound(call, book.error());
  const uint64_t total = book->entries.size();
  AuditProgress progress;
  if (!call.Has("--quiet")) {
    progress = [&call, total](uint64_t entries) {
      call.io.Progress("复核 audit", entries, total);
    };
  }
  Result<AuditReport> report = Audit(*book, progress);
  if (progress) progress(total);
  if (!report) return call.Stop(kNotRead, call.places[0] + ": " + report.error().message);
  if (report->difference) {
    return call.Stop(kWrong, call.places[0] + ": " + *report->difference);
  }
  call.io.Out("entries " + std::to_string(report->entries) + "\nfingerprint " +
              ToHex(crypto::AsBytes(report->fingerprint)) + "\nthe rules were kept\n");
  return kFine;
}

}  // namespace yiting::verbs
