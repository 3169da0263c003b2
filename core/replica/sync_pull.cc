// Pulling: entries under a checkpoint, and the contents that this reader may see.

#include <algorithm>
#include <map>
#include <utility>

#include "crypto/commitment.h"
#include "query/audience.h"
#include "replica/reader_proof.h"
#include "replica/receipts.h"
#include "replica/sync_session.h"
#include "schema/limits.h"
#include "state/read_members.h"

namespace yiting::replica {

namespace {

// Rows of wanted contents that are looked at for one pull.
constexpr int64_t kWantedScanMax = 256;
// A content that the server did not give is asked for again after this, twice as late each time.
constexpr int64_t kWantedAgainMs = 10 * 60'000;
constexpr int64_t kWantedDoublingsMax = 8;
// With this much given of what was asked for, the answer was full: the rest is asked for at once.
constexpr size_t kFullAnswerBytes = 2 * 1024 * 1024;
// One that this member may not read is looked at again after this, or when their roles change.
constexpr int64_t kForbiddenAgainMs = 24 * 60 * 60'000;
// A proof that the server refused is tried again after this.
constexpr int64_t kReaderAgainMs = 5 * 60'000;
// The two clocks differ by the network's delay in any case.
constexpr int64_t kSkewMsMin = 5'000;

// True if it is the content that its commitment says.
bool Fits(const v1::Content& content) {
  if (content.salt().size() != crypto::kSaltBytes) return false;
  if (content.data().size() > schema::kPhotoBytesMax) return false;
  const crypto::Hash commitment = crypto::Commit(content.salt(), content.data());
  return crypto::AsBytes(commitment) == content.commitment();
}

// By what it is judged what this reader may see: who they are, and by which pack roles are read.
std::string RolesKey(const Bytes& member, const std::vector<state::HeldRole>& roles,
                     const rulehost::PackPtr& pack) {
  std::string key = member + "\n" + (pack ? pack->hash() : Bytes());
  for (const state::HeldRole& held : roles) key += "\n" + held.role + "\t" + held.unit;
  return key;
}

}  // namespace

std::vector<SideStore::Wanted> SyncSession::ChooseWanted(int64_t now_ms) {
  const Bytes& member = parts_.confirmed_member;
  const int64_t server_ms = parts_.ServerTime(now_ms);
  const rulehost::PackPtr pack = parts_.packs->Find(parts_.state->facts().pack);
  const std::string seen_as =
      RolesKey(member, state::RolesAt(*parts_.state, member, server_ms), pack);
  std::vector<SideStore::Wanted> chosen;
  std::vector<SideStore::Wanted> forbidden;
  if (seen_as != seen_as_) {
    const Status done = parts_.store->Commit([&] { parts_.store->ReconsiderWanted(); });
    if (!done) return chosen;
    seen_as_ = seen_as;
  }
  for (SideStore::Wanted& wanted : parts_.store->WantedAt(now_ms, kWantedScanMax)) {
    std::optional<state::ContentFacts> facts =
        state::FindContent(*parts_.state, wanted.commitment);
    const bool may = facts && query::MayRead(*parts_.state, pack.get(), *facts, member, server_ms);
    (may ? chosen : forbidden).push_back(std::move(wanted));
    if (static_cast<int64_t>(chosen.size()) == kWantedMax) break;
  }
  if (!forbidden.empty()) {
    const Status done = parts_.store->Commit([&] {
      for (const SideStore::Wanted& wanted : forbidden) {
        parts_.store->AskedFor(wanted.commitment, now_ms + kForbiddenAgainMs);
      }
    });
    // Then they are looked at again with the next pull.
    if (!done) return chosen;
  }
  return chosen;
}

Result<v1::SyncOrder> SyncSession::PullOrder(int64_t now_ms) {
  v1::PullRequest request;
  InFlight sent;
  sent.method = "Pull";
  sent.wanted = ChooseWanted(now_ms);
  request.set_community(parts_.community);
  request.set_from(parts_.copy->held_size());
  request.set_max_bytes(parts_.copy->held_size() == 0 ? kFirstPullBytes : kPullBytesMax);
  request.set_checkpoint(parts_.copy->checkpoint());
  const bool refused =
      reader_refused_ms_ != 0 && now_ms - reader_refused_ms_ < kReaderAgainMs;
  if (!parts_.confirmed_member.empty() && !refused) {
    *request.mutable_reader() = SignReader(parts_.community, parts_.confirmed_member,
                                           parts_.device_key, parts_.ServerTime(now_ms));
    sent.with_reader = true;
  }
  for (const SideStore::Wanted& wanted : sent.wanted) request.add_wanted(wanted.commitment);
  sent.receipts = WantedReceipts(parts_, now_ms);
  for (const uint64_t seq : sent.receipts) request.add_receipts(seq);
  RETURN_IF_ERROR(parts_.store->failure());
  pull_due_ = false;
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

Status SyncSession::TakePull(const InFlight& sent, BytesView body, int64_t now_ms,
                             bool* changed) {
  v1::PullResponse response;
  const bool reads = response.ParseFromArray(body.data(), static_cast<int>(body.size()));
  if (response.recover_from() != 0) {
    recover_from_ = response.recover_from();
    return {};
  }
  LedgerCopy::Taken taken{LedgerCopy::Taken::kUnusable, {}};
  if (reads) {
    ASSIGN_OR_RETURN(taken, parts_.copy->Take(response));
  }
  if (taken.kind == LedgerCopy::Taken::kMisfit) {
    *changed = true;
    return Break(parts_, taken.misfit, response.checkpoint(), now_ms);
  }
  const bool behind = parts_.copy->held_size() < parts_.copy->server_size();
  // Behind, and not one entry came: nothing would be gained by asking at once.
  if (taken.kind == LedgerCopy::Taken::kUnusable || (behind && response.entries().empty())) {
    pull_due_ = true;
    line_.Fail(now_ms);
    return {};
  }
  RETURN_IF_ERROR(NoteContact(response, now_ms));
  RETURN_IF_ERROR(TakeContents(sent, response, now_ms, changed));
  RETURN_IF_ERROR(TakeReceipts(parts_, sent.receipts, response, now_ms, changed));
  line_.Reset();
  polled_ms_ = now_ms;
  if (behind) {
    pull_due_ = true;
  } else {
    RETURN_IF_ERROR(SendAgain(changed));
  }
  const bool checked = taken.kind == LedgerCopy::Taken::kChecked;
  if (checked) RETURN_IF_ERROR(Rebase(parts_, now_ms, changed));
  // New entries name new contents, and there may be more of the old ones than fits one pull.
  const bool more = checked || response.contents_size() > 0;
  if (more && !ChooseWanted(now_ms).empty()) pull_due_ = true;
  if (!WantedReceipts(parts_, now_ms).empty()) pull_due_ = true;
  return {};
}

// Entries that this device never held. Asked for as a stranger would: no contents come with them.
v1::SyncOrder SyncSession::PageOrder(const Audit::Page& page, int64_t now_ms) {
  v1::PullRequest request;
  request.set_community(parts_.community);
  request.set_from(page.from);
  request.set_max_bytes(kPullBytesMax);
  request.add_receipts(page.last);
  InFlight sent;
  sent.method = "Pull";
  sent.page = page;
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

Status SyncSession::TakePage(const Audit::Page& page, BytesView body, int64_t now_ms,
                             bool* changed) {
  v1::PullResponse response;
  bool taken = response.ParseFromArray(body.data(), static_cast<int>(body.size()));
  if (taken && response.receipts_size() == 1) {
    ASSIGN_OR_RETURN(const bool forked, BreakIfForked(parts_, response.receipts(0), now_ms));
    if (forked) {
      *changed = true;
      return {};
    }
  }
  if (taken) {
    ASSIGN_OR_RETURN(taken, audit_.TakePage(page, response));
  }
  if (!taken) {
    pages_.Fail(now_ms);
    return {};
  }
  pages_.Reset();
  *changed = true;
  return {};
}

Status SyncSession::NoteContact(const v1::PullResponse& response, int64_t now_ms) {
  int64_t skew = response.server_ms() > 0 ? response.server_ms() - now_ms : parts_.clock_skew_ms;
  if (skew > -kSkewMsMin && skew < kSkewMsMin) skew = 0;
  const int64_t moved = skew - parts_.clock_skew_ms;
  if (moved >= kSkewMsMin || moved <= -kSkewMsMin) {
    // A proof with the right time may well be taken.
    if (reader_refused_ms_ != 0) pull_due_ = true;
    reader_refused_ms_ = 0;
    parts_.clock_skew_ms = skew;
  }
  return parts_.store->Commit([&] {
    parts_.store->Set(Number::kClockSkewMs, parts_.clock_skew_ms);
    parts_.store->Set(Number::kLastContactMs, now_ms);
  });
}

Status SyncSession::TakeContents(const InFlight& sent, const v1::PullResponse& response,
                                 int64_t now_ms, bool* changed) {
  if (sent.wanted.empty() && response.contents().empty()) return {};
  std::map<BytesView, size_t> came;
  RETURN_IF_ERROR(parts_.store->Commit([&] {
    for (const v1::Content& content : response.contents()) {
      // Of one that is not what it says nobody knows where it is from; it is asked for again.
      if (!Fits(content)) continue;
      const auto facts = state::FindContent(*parts_.state, content.commitment());
      if (facts && facts->erased_ms != 0) continue;
      parts_.store->AddContent(content);
      came[content.commitment()] = content.data().size();
    }
    size_t given = 0;
    for (const SideStore::Wanted& wanted : sent.wanted) {
      auto found = came.find(wanted.commitment);
      if (found != came.end()) given += found->second;
    }
    if (given >= kFullAnswerBytes) return;
    for (const SideStore::Wanted& wanted : sent.wanted) {
      const int64_t pause = kWantedAgainMs << std::min(wanted.asks, kWantedDoublingsMax);
      parts_.store->AskedFor(wanted.commitment, now_ms + pause);
    }
  }));
  if (!came.empty()) *changed = true;
  return {};
}

}  // namespace yiting::replica
