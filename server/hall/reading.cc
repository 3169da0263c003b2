#include "hall/reading.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "hall/event_contents.h"
#include "hall/recovery.h"
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
Bytes MemberOf(state::Community& state, const v1::Reader& reader) {
  auto device = state::FindDevice(state, reader.device());
  if (!device || device->revoked || device->member != reader.member()) return {};
  return device->member;
}

// Gathers contents into an answer, each once, within the budget.
class Gathering {
 public:
  // `member`: empty for a visitor.
  Gathering(const ReadingDesk& desk, Bytes member, Bytes device, int64_t now_ms,
            v1::PullResponse& response, std::vector<store::Access>& accesses)
      : desk_(desk),
        pack_(desk.packs.Find(desk.state.facts().pack)),
        member_(std::move(member)),
        device_(std::move(device)),
        now_ms_(now_ms),
        response_(response),
        accesses_(accesses) {}

  Status Add(BytesView commitment, bool texts_only) {
    if (!seen_.insert(Bytes(commitment)).second) return {};
    auto facts = state::FindContent(desk_.state, commitment);
    if (!facts || facts->erased_ms != 0) return {};
    if (texts_only && !facts->media.starts_with("text/")) {
      seen_.erase(Bytes(commitment));
      return {};
    }
    if (bytes_ + static_cast<size_t>(facts->size) > kPullContentsBytesMax) return {};
    if (!query::MayRead(desk_.state, pack_.get(), *facts, member_, now_ms_)) return {};
    ASSIGN_OR_RETURN(auto content, desk_.store.FindContent(desk_.state.id(), commitment));
    if (!content) return {};
    if (IsNoted(*facts)) {
      accesses_.push_back(
          {desk_.state.id(), facts->owner, Bytes(commitment), member_, device_, now_ms_});
    }
    bytes_ += content->data.size();
    v1::Content& one = *response_.add_contents();
    one.set_commitment(Bytes(commitment));
    one.set_salt(std::move(content->salt));
    one.set_data(std::move(content->data));
    return {};
  }

 private:
  bool IsNoted(const state::ContentFacts& facts) const {
    const bool for_many = facts.audience == v1::PUBLIC || facts.audience == v1::COMMUNITY;
    return !for_many && facts.owner != member_;
  }

  const ReadingDesk& desk_;
  rulehost::PackPtr pack_;
  Bytes member_;
  Bytes device_;
  int64_t now_ms_;
  v1::PullResponse& response_;
  std::vector<store::Access>& accesses_;
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

Result<v1::PullResponse> AnswerPull(const ReadingDesk& desk, const PullJob& job, int64_t now_ms,
                                    std::vector<store::Access>& accesses) {
  const v1::PullRequest& request = job.request;
  const Bytes& community = desk.state.id();
  v1::PullResponse response;
  response.set_server_ms(now_ms);
  response.set_checkpoint(desk.checkpoint);

  const size_t limit = request.max_bytes() == 0
                           ? kPullBytesMax
                           : std::min<size_t>(request.max_bytes(), kPullBytesMax);
  ASSIGN_OR_RETURN(std::vector<Bytes> entries, desk.store.Read(community, request.from(), limit));

  Gathering gathering(desk, job.reader_holds ? MemberOf(desk.state, request.reader()) : Bytes(),
                      request.reader().device(), now_ms, response, accesses);
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
        ledger::ProveConsistency(store::StoreTree(desk.store, community),
                                 job.client_head->head.size, desk.state.facts().size));
    for (const crypto::Hash& hash : proof) {
      response.add_consistency(Bytes(crypto::AsBytes(hash)));
    }
  }
  ASSIGN_OR_RETURN(std::vector<Bytes> changes, KeyChanges(desk));
  for (Bytes& change : changes) response.add_key_changes(std::move(change));
  RETURN_IF_ERROR(desk.state.db().failure());
  return response;
}

Result<v1::ListAccessesResponse> AnswerAccesses(const ReadingDesk& desk,
                                                const v1::ListAccessesRequest& request) {
  const Bytes member = MemberOf(desk.state, request.reader());
  if (member.empty()) return Fail(ErrorCode::kInvalid, "reader: is no device of that member's");
  ASSIGN_OR_RETURN(store::AccessPage page,
                   desk.store.Accesses(desk.state.id(), member, request.after(), kAccessesMax));
  v1::ListAccessesResponse response;
  for (store::Access& access : page.accesses) {
    v1::ListAccessesResponse::Access& one = *response.add_accesses();
    one.set_time_ms(access.time_ms);
    one.set_commitment(std::move(access.commitment));
    one.set_member(std::move(access.member));
    one.set_device(std::move(access.device));
  }
  response.set_next(page.next);
  return response;
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
