#include "replica/saved_file.h"

#include <utility>

#include "state/read_ledger.h"

namespace yiting::replica {

namespace {

using v1::SavedFile;
using v1::SaveFile;

void Section(std::string& text, const char* name, BytesView bytes) {
  text += name;
  text += " " + std::to_string(bytes.size()) + "\n";
  text += bytes;
  text += "\n";
}

}  // namespace

std::string FormatEvidence(BytesView community, const std::set<Bytes>& keys,
                           const Evidence& evidence) {
  std::string text = "yiting.v1.evidence\ncommunity " + ToHex(community) + "\n";
  for (const Bytes& key : keys) text += "key " + ToHex(key) + "\n";
  text += "time " + std::to_string(evidence.time_ms) + "\nlasts " +
          std::to_string(evidence.lasts) + "\n";
  Section(text, "line", evidence.line);
  Section(text, "held", evidence.checkpoint_held);
  Section(text, "came", evidence.checkpoint_came);
  Section(text, "material", ToBase64(evidence.material));
  return text;
}

Bytes FileSaver::FindEvidence(uint64_t number) {
  std::set<Bytes> keys{parts_.copy->sequencer_key()};
  for (const state::SequencerKey& one : state::SequencerKeys(*parts_.state)) keys.insert(one.key);
  for (const Evidence& evidence : parts_.store->AllEvidence()) {
    if (static_cast<uint64_t>(evidence.number) != number) continue;
    return FormatEvidence(parts_.community, keys, evidence);
  }
  return {};
}

Result<SavedFile> FileSaver::Save(const SaveFile& wanted) {
  SavedFile file;
  const char* ending = "";
  switch (wanted.what()) {
    case SaveFile::RECEIPT:
      file.set_data(parts_.store->FindReceipt(wanted.number()).value_or(Bytes()));
      ending = ".tlog-proof";
      break;
    case SaveFile::ENTRY:
      file.set_data(parts_.store->FindEntry(wanted.number()).value_or(Bytes()));
      ending = ".entry";
      break;
    case SaveFile::EVIDENCE:
      file.set_data(FindEvidence(wanted.number()));
      ending = ".evidence.txt";
      break;
    case SaveFile::LEDGER:
      return SaveLedger(wanted.from());
    default:
      return Fail(ErrorCode::kInvalid, "save: nothing that this build knows");
  }
  if (!file.data().empty()) file.set_name(std::to_string(wanted.number()) + ending);
  return file;
}

Result<SavedFile> FileSaver::SaveLedger(BytesView from) {
  LedgerCopy& copy = *parts_.copy;
  SavedFile file;
  if (from.empty()) {
    ledger_.reset();
    const bool whole = copy.newest() && copy.newest()->size == copy.checked_size() &&
                       copy.base_size() == 0;
    if (!whole) return file;
    ASSIGN_OR_RETURN(const crypto::Hash id, crypto::HashFromBytes(parts_.community));
    const ledger::LedgerHeader header{id, copy.sequencer_key(),
                                      ledger::OriginOf(parts_.community)};
    ledger_ = Ledger{ledger::LedgerWriter(header), copy.checkpoint(), copy.checked_size()};
  }
  Bytes expected;
  if (ledger_ && ledger_->pieces > 0) AppendU64Be(expected, ledger_->pieces);
  if (!ledger_ || from != expected) {
    return Fail(ErrorCode::kConflict, "save: the ledger is being saved elsewhere; begin again");
  }
  ASSIGN_OR_RETURN(const bool more, AddToLedger(*ledger_));
  RETURN_IF_ERROR(parts_.store->failure());
  file.set_name(ToHex(parts_.community).substr(0, 16) + ".yiting");
  file.set_data(ledger_->writer.Take());
  if (more) {
    Bytes next;
    AppendU64Be(next, ++ledger_->pieces);
    file.set_next(next);
  } else {
    ledger_.reset();
  }
  return file;
}

// Entries, packs, contents that are for everybody, the checkpoint. True if more is to come.
Result<bool> FileSaver::AddToLedger(Ledger& saved) {
  SideStore& store = *parts_.store;
  size_t size = 0;
  for (; size < kSavedPieceBytes && saved.next < saved.size; ++saved.next) {
    const std::optional<Bytes> entry = store.FindEntry(saved.next);
    if (!entry) return Fail(ErrorCode::kIo, "save: an entry is gone; begin again");
    RETURN_IF_ERROR(saved.writer.AddEntry(*entry));
    size += entry->size();
  }
  while (size < kSavedPieceBytes) {
    const Bytes hash = store.NextPack(saved.pack);
    if (hash.empty()) break;
    const Bytes bundle = store.FindPack(hash).value_or(Bytes());
    ASSIGN_OR_RETURN(const crypto::Hash name, crypto::HashFromBytes(hash));
    RETURN_IF_ERROR(saved.writer.AddPack(name, bundle));
    size += bundle.size();
    saved.pack = hash;
  }
  // What is only pending is nobody's yet.
  RETURN_IF_ERROR(parts_.overlay->TakeOff());
  while (size < kSavedPieceBytes) {
    const Bytes commitment = store.NextContent(saved.content);
    if (commitment.empty()) {
      RETURN_IF_ERROR(saved.writer.Finish(saved.checkpoint));
      return false;
    }
    saved.content = commitment;
    const auto facts = state::FindContent(*parts_.state, commitment);
    if (!facts || facts->audience != v1::PUBLIC) continue;
    const v1::Content content = store.FindContent(commitment).value_or(v1::Content());
    ASSIGN_OR_RETURN(const crypto::Hash name, crypto::HashFromBytes(commitment));
    RETURN_IF_ERROR(saved.writer.AddContent(name, content.salt(), content.data()));
    size += content.data().size();
  }
  return true;
}

}  // namespace yiting::replica
