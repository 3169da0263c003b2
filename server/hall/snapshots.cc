#include "hall/snapshots.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <utility>

#include "hall/recovery.h"
#include "ledger/proof.h"
#include "store/database_files.h"

namespace yiting::hall {

namespace {

Failure Unwritable(const std::string& path) {
  return Fail(ErrorCode::kIo, path + ": cannot be written; is the disk full?");
}

// What shows that the state is that of a tree under our signature; kNotFound if nothing does yet.
Status AddProof(Desk& desk, const state::SnapshotClaim& claim,
                v1::FetchSnapshotResponse& response) {
  const ReadingDesk reading = desk.reading();
  const store::StoreTree tree(reading.store, desk.community());
  const Result<ledger::Receipt> receipt =
      ledger::MakeReceipt(tree, claim.size - 1, reading.checkpoint);
  if (!receipt) return Fail(ErrorCode::kNotFound, receipt.error().message);
  ASSIGN_OR_RETURN(const ledger::Note note, ledger::ParseNote(receipt->checkpoint));
  ASSIGN_OR_RETURN(const ledger::Checkpoint checkpoint, ledger::ParseCheckpoint(note.text));
  ASSIGN_OR_RETURN(const std::vector<crypto::Hash> proof,
                   ledger::ProveConsistency(tree, claim.size, checkpoint.size));
  ASSIGN_OR_RETURN(std::vector<Bytes> entries,
                   reading.store.Read(desk.community(), claim.size - 1, 1));
  if (entries.empty()) return Fail(ErrorCode::kCorrupt, "the store lacks an entry");
  response.set_entry(std::move(entries.front()));
  response.set_receipt(ledger::FormatReceipt(*receipt));
  response.set_frontier(claim.frontier);
  for (const crypto::Hash& hash : proof) response.add_consistency(Bytes(crypto::AsBytes(hash)));
  return {};
}

}  // namespace

std::string Snapshots::Path(BytesView community, const char* end) const {
  return folder_ + "/" + ToHex(community) + end;
}

Result<std::optional<v1::FetchSnapshotResponse>> Snapshots::Answer(
    Desk& desk, const v1::FetchSnapshotRequest& request) {
  RETURN_IF_ERROR(desk.CheckReadable());
  auto found = offers_.find(desk.community());
  // One that is larger than the ledger is of entries that were lost.
  const bool here = found != offers_.end() && found->second.claim.size <= desk.size();
  if (request.size() == 0 &&
      (!here || desk.size() - found->second.claim.size >= kSnapshotEveryEntries)) {
    Result<bool> made = Make(desk);
    if (made && !*made) return std::optional<v1::FetchSnapshotResponse>();
    if (!made) {
      spdlog::warn("community {}: no snapshot: {}", ToHex(desk.community()), made.error().message);
      return std::optional(v1::FetchSnapshotResponse());
    }
    found = offers_.find(desk.community());
  } else if (!here || (request.size() != 0 && request.size() != found->second.claim.size)) {
    return Fail(ErrorCode::kNotFound, "no snapshot of that size; ask for size 0");
  }
  const Offer& offer = found->second;
  if (offer.ends.empty()) return std::optional(v1::FetchSnapshotResponse());
  if (request.part() >= offer.ends.size()) {
    return Fail(ErrorCode::kInvalid, "part: this snapshot has " +
                                         std::to_string(offer.ends.size()) + " parts");
  }
  v1::FetchSnapshotResponse response;
  response.set_size(offer.claim.size);
  response.set_parts(static_cast<uint32_t>(offer.ends.size()));
  if (request.part() == 0) {
    const Status proven = AddProof(desk, offer.claim, response);
    if (!proven && proven.error().code == ErrorCode::kNotFound) {
      return std::optional(v1::FetchSnapshotResponse());
    }
    RETURN_IF_ERROR(proven);
  }
  Result<Bytes> data = ReadPart(offer, request.part());
  if (!data) {
    // The file is a cache; whoever asks next has it made again.
    Error why = data.error();
    offers_.erase(found);
    return Failure{std::move(why)};
  }
  response.set_data(*std::move(data));
  return std::optional(std::move(response));
}

Result<bool> Snapshots::Make(Desk& desk) {
  Making& making = making_[desk.community()];
  Result<bool> made = MakeSlice(desk, making);
  if (made && !*made) return made;
  if (made) offers_[desk.community()] = std::move(making.offer);
  making_.erase(desk.community());
  store::RemoveDatabase(Path(desk.community(), ".snapshot-copy"));
  return made;
}

Result<bool> Snapshots::MakeSlice(Desk& desk, Making& making) {
  const std::string path = Path(desk.community(), ".snapshot");
  // A state that was reopened meanwhile is another one.
  if (making.writer == nullptr || (!making.copied && making.source != &desk.state())) {
    making = Making();
    making.source = &desk.state();
    const std::string copy = Path(desk.community(), ".snapshot-copy");
    store::RemoveDatabase(copy);
    ASSIGN_OR_RETURN(making.writer, state::SnapshotWriter::Begin(desk.state(), copy));
    making.file.reset(std::fopen((path + "-new").c_str(), "wb"));
    if (making.file == nullptr) return Unwritable(path);
    return false;
  }
  if (!making.copied) {
    ASSIGN_OR_RETURN(making.copied, making.writer->Copy());
    making.offer.claim = making.writer->claim();
    return false;
  }
  ASSIGN_OR_RETURN(const Bytes part, making.writer->NextPart());
  std::vector<uint64_t>& ends = making.offer.ends;
  if (part.empty() || ends.size() == state::kSnapshotPartsMax) {
    if (!part.empty()) ends.clear();
    const bool closed = std::fclose(making.file.release()) == 0;
    if (!closed || std::rename((path + "-new").c_str(), path.c_str()) != 0) return Unwritable(path);
    return true;
  }
  if (std::fwrite(part.data(), 1, part.size(), making.file.get()) != part.size()) {
    return Unwritable(path);
  }
  ends.push_back((ends.empty() ? 0 : ends.back()) + part.size());
  return false;
}

Result<Bytes> Snapshots::ReadPart(const Offer& offer, uint32_t part) const {
  const uint64_t begin = part == 0 ? 0 : offer.ends[part - 1];
  const std::string path = Path(offer.claim.community, ".snapshot");
  Bytes data(static_cast<size_t>(offer.ends[part] - begin), '\0');
  const File file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr || std::fseek(file.get(), static_cast<long>(begin), SEEK_SET) != 0 ||
      std::fread(data.data(), 1, data.size(), file.get()) != data.size()) {
    return Fail(ErrorCode::kIo, path + ": cannot be read; ask again");
  }
  return data;
}

}  // namespace yiting::hall
