#include "hall/reading.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "hall/event_contents.h"
#include "ledger/merkle.h"
#include "ledger/proof.h"
#include "query/audience.h"
#include "state/read_ledger.h"
#include "state/read_members.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::hall {

namespace {

// Who asks, as the state knows them: empty for a visitor, and for a device that is not theirs or
// was revoked.
Bytes MemberOf(state::Community& state, const PullJob& job) {
  if (!job.reader_holds) return {};
  const v1::Reader& reader = job.request.reader();
  auto device = state::FindDevice(state, reader.device());
  if (!device || device->revoked || device->member != reader.member()) return {};
  return device->member;
}

// Gathers contents into an answer, each once, within the budget.
class Gathering {
 public:
  Gathering(const ReadingDesk& desk, Bytes member, int64_t now_ms, v1::PullResponse& response)
      : desk_(desk),
        pack_(desk.packs.Find(desk.state.facts().pack)),
        member_(std::move(member)),
        now_ms_(now_ms),
        response_(response) {}

  Status Add(BytesView commitment, bool texts_only) {
    if (!seen_.insert(Bytes(commitment)).second) return {};
    auto facts = state::FindContent(desk_.state, commitment);
    if (!facts) return {};
    if (texts_only && !facts->media.starts_with("text/")) {
      seen_.erase(Bytes(commitment));
      return {};
    }
    if (bytes_ + static_cast<size_t>(facts->size) > kPullContentsBytesMax) return {};
    if (!query::MayRead(desk_.state, pack_.get(), *facts, member_, now_ms_)) return {};
    ASSIGN_OR_RETURN(auto content, desk_.store.FindContent(desk_.state.id(), commitment));
    if (!content) return {};  // erased
    bytes_ += content->data.size();
    v1::Content& one = *response_.add_contents();
    one.set_commitment(Bytes(commitment));
    one.set_salt(std::move(content->salt));
    one.set_data(std::move(content->data));
    return {};
  }

 private:
  const ReadingDesk& desk_;
  rulehost::PackPtr pack_;
  Bytes member_;
  int64_t now_ms_;
  v1::PullResponse& response_;
  std::set<Bytes, std::less<>> seen_;
  size_t bytes_ = 0;
};

Status AddContentsOf(BytesView entry_bytes, Gathering& gathering) {
  v1::Entry entry;
  if (!entry.ParseFromArray(entry_bytes.data(), static_cast<int>(entry_bytes.size()))) {
    return Fail(ErrorCode::kCorrupt, "an entry of the store cannot be read");
  }
  Status status;
  for (const v1::Event& event : entry.events()) {
    VisitContents(event, [&](const v1::ContentRef& ref) {
      if (status) status = gathering.Add(ref.commitment(), /*texts_only=*/true);
    });
  }
  return status;
}

// As many as one pull may ask for, each in its place. One that cannot be made is empty.
void AddReceipts(const ReadingDesk& desk, const v1::PullRequest& request,
                 v1::PullResponse& response) {
  const store::StoreTree tree(desk.store, desk.state.id());
  for (const uint64_t seq : request.receipts()) {
    if (response.receipts_size() == kPullReceiptsMax) return;
    const Result<ledger::Receipt> receipt = ledger::MakeReceipt(tree, seq, desk.checkpoint);
    response.add_receipts(receipt ? ledger::FormatReceipt(*receipt) : std::string());
  }
}

}  // namespace

Result<v1::PullResponse> AnswerPull(const ReadingDesk& desk, const PullJob& job, int64_t now_ms) {
  const v1::PullRequest& request = job.request;
  const Bytes& community = desk.state.id();
  v1::PullResponse response;
  response.set_server_ms(now_ms);
  response.set_checkpoint(desk.checkpoint);

  const size_t limit = request.max_bytes() == 0
                           ? kPullBytesMax
                           : std::min<size_t>(request.max_bytes(), kPullBytesMax);
  ASSIGN_OR_RETURN(std::vector<Bytes> entries, desk.store.Read(community, request.from(), limit));

  Gathering gathering(desk, MemberOf(desk.state, job), now_ms, response);
  for (Bytes& entry : entries) {
    RETURN_IF_ERROR(AddContentsOf(entry, gathering));
    response.add_entries(std::move(entry));
  }
  for (const Bytes& commitment : request.wanted()) {
    RETURN_IF_ERROR(gathering.Add(commitment, /*texts_only=*/false));
  }
  AddReceipts(desk, request, response);
  if (job.client_head) {
    ASSIGN_OR_RETURN(
        std::vector<crypto::Hash> proof,
        ledger::ProveConsistency(store::StoreTree(desk.store, community), job.client_head->size,
                                 desk.state.facts().size));
    for (const crypto::Hash& hash : proof) {
      response.add_consistency(Bytes(crypto::AsBytes(hash)));
    }
  }
  RETURN_IF_ERROR(desk.state.db().failure());
  return response;
}

Status CheckClientHead(const ReadingDesk& desk, const std::optional<ledger::TreeHead>& head) {
  if (!head) return {};
  const uint64_t size = desk.state.facts().size;
  if (head->size > size) {
    return Fail(ErrorCode::kConflict, "a client holds our signature on " +
                                          std::to_string(head->size) + " entries, we have " +
                                          std::to_string(size));
  }
  ASSIGN_OR_RETURN(crypto::Hash root,
                   ledger::RootAt(store::StoreTree(desk.store, desk.state.id()), head->size));
  if (root != head->root) {
    return Fail(ErrorCode::kConflict, "a client holds our signature on another tree of " +
                                          std::to_string(head->size) + " entries");
  }
  return {};
}

Result<Bytes> EncodeTileOf(const ReadingDesk& desk, const ledger::Tile& tile) {
  const Bytes& community = desk.state.id();
  const uint64_t size = desk.state.facts().size;
  if (ledger::TileWidthAt(tile.level, tile.index, size) < tile.width) {
    return Fail(ErrorCode::kNotFound, "the ledger has no such tile yet");
  }
  if (tile.kind == ledger::TileKind::kHashes) {
    return ledger::EncodeTile(store::StoreTree(desk.store, community), tile);
  }
  std::vector<Bytes> entries;
  while (entries.size() < tile.width) {
    ASSIGN_OR_RETURN(std::vector<Bytes> more,
                     desk.store.Read(community, tile.index * ledger::kTileWidth + entries.size(),
                                     kPullBytesMax));
    if (more.empty()) return Fail(ErrorCode::kCorrupt, "the store lacks an entry");
    std::move(more.begin(), more.end(), std::back_inserter(entries));
  }
  entries.resize(tile.width);
  return ledger::EncodeEntryBundle({entries.begin(), entries.end()});
}

}  // namespace yiting::hall
