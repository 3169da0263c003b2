// `ledger verify`, `ledger export`, `ledger proof`, `audit`: what anybody can do with a ledger, a
// file without a network and without us, or read from a server.

#include <optional>

#include "ledger/checkpoint.h"
#include "ledger/decimal.h"
#include "ledger/proof.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "verbs/audit.h"
#include "verbs/call.h"
#include "verbs/ledger_book.h"
#include "verbs/ledger_keys.h"
#include "verbs/ledger_polls.h"
#include "verbs/ledger_tiles.h"
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

// Every witness that is asked for must have cosigned.
Status CheckWitnesses(const Call& call, const std::string& note, std::string& out) {
  for (const std::string& text : call.Values("--witness")) {
    auto key = ledger::ParseVerifierKey(text);
    if (!key) return FailAt("--witness " + text, key.error());
    if (key->type != ledger::SignatureType::kCosignature) {
      return Fail(ErrorCode::kInvalid, "--witness " + text + ": this is a ledger's key");
    }
    auto time_s = ledger::VerifyCosignature(note, *key);
    // Not that something cannot be read: it is not so.
    if (!time_s) return Fail(ErrorCode::kCorrupt, time_s.error().message);
    out += "cosigned " + std::to_string(*time_s) + " " + key->name + "\n";
  }
  return {};
}

// The receipt is good, of this entry, and its tree is a beginning of the ledger's. `entry`: empty
// takes the ledger's own.
Status CheckReceipt(const LedgerBook& book, const ledger::Receipt& receipt,
                    const std::optional<Bytes>& entry, std::string& out) {
  ASSIGN_OR_RETURN(const ledger::Note note, ledger::ParseNote(receipt.checkpoint));
  ASSIGN_OR_RETURN(const ledger::Checkpoint claimed, ledger::ParseCheckpoint(note.text));
  if (!entry && receipt.index >= book.entries.size()) {
    return Fail(ErrorCode::kInvalid, "it is about an entry after the end of this ledger; give "
                                     "--entry, or a newer ledger");
  }
  ASSIGN_OR_RETURN(const std::vector<KeyInForce> keys, KeysOf(book.entries));
  RETURN_IF_ERROR(ledger::CheckReceipt(receipt, entry ? *entry : book.entries[receipt.index],
                                       book.header.origin, KeyAt(keys, claimed.size)));
  const bool later = claimed.size > book.tree.size();
  if (!later && book.tree.HeadAt(claimed.size) != claimed.head()) {
    return Fail(ErrorCode::kCorrupt, "it is signed, and this ledger is another one: keep both, "
                                     "they are evidence of a fork");
  }
  out += "receipt of entry " + std::to_string(receipt.index) + " in " +
         std::to_string(claimed.size) +
         (later ? ", a later tree than this one\n" : ", a beginning of this ledger\n");
  return {};
}

// What the flags ask beyond the ledger itself.
Status CheckWhatWasAsked(Call& call, const LedgerBook& book, std::string& out) {
  std::string note = book.checkpoint;
  if (call.Has("--receipt")) {
    const std::string path = call.Value("--receipt", "");
    ASSIGN_OR_RETURN(const Bytes text, call.io.ReadFile(path));
    std::optional<Bytes> entry;
    if (call.Has("--entry")) {
      ASSIGN_OR_RETURN(entry, call.io.ReadFile(call.Value("--entry", "")));
    }
    auto receipt = ledger::ParseReceipt(text);
    Status good = receipt ? CheckReceipt(book, *receipt, entry, out) : Failure{receipt.error()};
    if (!good) return Fail(ErrorCode::kCorrupt, path + ": " + good.error().message);
    note = receipt->checkpoint;
  }
  RETURN_IF_ERROR(CheckWitnesses(call, note, out));
  if (!call.Has("--matter")) return {};
  auto matter = ParseHex(call.Value("--matter", ""));
  if (!matter) return FailAt("--matter", matter.error());
  ASSIGN_OR_RETURN(const std::string polls, ShowPolls(book, *matter));
  out += polls;
  return {};
}

}  // namespace

int NotSound(const Call& call, const Error& error) {
  const bool unread = error.code == ErrorCode::kIo || error.code == ErrorCode::kNotFound ||
                      error.code == ErrorCode::kUnsupported;
  return call.Stop(unread ? kNotRead : kWrong, error.message);
}

int LedgerVerifyVerb(Call& call) {
  const std::string& place = call.places[0];
  Result<LedgerBook> book = ReadLedger(call.io, place);
  if (!book) return NotSound(call, book.error());
  Status signatures = CheckSignatures(*book);
  if (!signatures) return call.Stop(kWrong, place + ": " + signatures.error().message);
  const ledger::TreeHead head = book->tree.head();
  std::string out = "community " + ToHex(book->id()) + "\nkey " + ToHex(book->header.public_key) +
                    "\nvkey " +
                    ledger::FormatVerifierKey({book->header.origin,
                                               ledger::SignatureType::kEd25519,
                                               book->header.public_key}) +
                    "\nsize " + std::to_string(head.size) + "\nroot " +
                    ToHex(crypto::AsBytes(head.root)) + "\n";
  if (!IsUrl(place)) {
    out += "packs " + std::to_string(book->packs.size()) + "\ncontents " +
           std::to_string(book->contents) + "\n";
  }
  if (Status asked = CheckWhatWasAsked(call, *book, out); !asked) {
    return NotSound(call, asked.error());
  }
  call.io.Out(out + "verified\n");
  return kFine;
}

int LedgerExportVerb(Call& call) {
  Result<LedgerBook> book = ReadLedger(call.io, call.places[0]);
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
  Result<LedgerBook> book = ReadLedger(call.io, call.places[0]);
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
