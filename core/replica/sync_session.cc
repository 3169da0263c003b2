#include "replica/sync_session.h"

#include <algorithm>
#include <utility>

#include "replica/reader_proof.h"
#include "replica/receipts.h"

namespace yiting::replica {

namespace {

constexpr char kFetchPack[] = "FetchPack";
constexpr char kFetchSnapshot[] = "FetchSnapshot";
constexpr char kPull[] = "Pull";
constexpr char kPush[] = "Push";
constexpr char kRecover[] = "Recover";
constexpr char kListAccesses[] = "ListAccesses";

constexpr uint32_t kOk = 200;
constexpr uint32_t kBadRequest = 400;
constexpr uint32_t kUnauthorized = 401;
constexpr uint32_t kForbidden = 403;
constexpr uint32_t kNotFound = 404;
constexpr uint32_t kPayloadTooLarge = 413;
constexpr uint32_t kUnsupported = 501;
constexpr uint32_t kUnavailable = 503;

bool SaysInvalid(const v1::SyncReply& reply) {
  // Connect's error body: {"code":"invalid_argument","message":"…"}.
  return reply.status() == kBadRequest &&
         reply.body().find("\"invalid_argument\"") != std::string::npos;
}

}  // namespace

void Backoff::Fail(int64_t now_ms) {
  const int64_t pause = failures_ >= 6 ? kRetryMsMax : kRetryMsMin << failures_;
  ++failures_;
  until_ms_ = now_ms + std::min(pause, kRetryMsMax);
}

int64_t Backoff::Left(int64_t now_ms) const {
  return std::clamp<int64_t>(until_ms_ - now_ms, 0, kRetryMsMax);
}

bool SyncSession::IsSending(BytesView command_id) const {
  if (!in_flight_) return false;
  return std::any_of(in_flight_->commands.begin(), in_flight_->commands.end(),
                     [command_id](const Bytes& sent) { return sent == command_id; });
}

Result<v1::SyncOrder> SyncSession::Step(const v1::SyncStep& step, int64_t now_ms, bool* changed) {
  const bool back = step.online() && !online_;
  if (step.online() != online_) *changed = true;  // the chip says so
  online_ = step.online();
  if (step.poked() || back) {
    line_.Reset();
    pull_due_ = true;
  }
  if (step.has_reply()) {
    RETURN_IF_ERROR(TakeReply(step.reply(), now_ms, changed));
  } else if (CanApply()) {
    // The rest of a long ledger, or what could not be applied for lack of room.
    RETURN_IF_ERROR(Rebase(parts_, now_ms, changed));
  }
  if (!online_) in_flight_.reset();
  if (CanApply()) {
    v1::SyncOrder again;
    again.set_retry_ms(kAgainMs);
    return again;
  }
  if (!online_) return v1::SyncOrder();
  Result<v1::SyncOrder> order = NextOrder(now_ms);
  if (order && order->method() == kPush) *changed = true;
  return order;
}

bool SyncSession::CanApply() const {
  return parts_.broken.empty() && !parts_.update_needed &&
         parts_.copy->HasUnapplied(parts_.overlay->confirmed_size());
}

Result<v1::SyncOrder> SyncSession::NextOrder(int64_t now_ms) {
  if (!parts_.broken.empty() || parts_.update_needed) return v1::SyncOrder();
  if (in_flight_) {
    const int64_t left =
        std::clamp<int64_t>(in_flight_->since_ms + kReplyMsMax - now_ms, 0, kReplyMsMax);
    if (left > 0) {
      v1::SyncOrder order;
      order.set_retry_ms(left);
      return order;
    }
    in_flight_.reset();
    pull_due_ = true;
    line_.Fail(now_ms);
  }
  polled_ms_ = std::min(polled_ms_, now_ms);  // a clock that was set back
  if (line_.Left(now_ms) > 0) return Rest(now_ms);
  if (recover_from_ != 0) return RecoverOrder(now_ms);
  if (packs_due_) return PacksOrder(now_ms);
  if (shelf_.Left(now_ms) == 0) {
    const std::optional<Bytes> pack = parts_.packs->NextMissing();
    if (pack) return FetchOrder(*pack, now_ms);
  }
  if (snapshot_.IsDue()) {
    InFlight sent;
    sent.method = kFetchSnapshot;
    return Send(std::move(sent), snapshot_.Request(), now_ms);
  }
  if (pull_due_ || now_ms - polled_ms_ >= kIdlePollMs) return PullOrder(now_ms);
  ASSIGN_OR_RETURN(std::optional<v1::SyncOrder> push, PushOrder(now_ms));
  if (push) return *std::move(push);
  if (accesses_due_) return AccessesOrder(now_ms);
  if (pages_.Left(now_ms) == 0) {
    if (const auto page = audit_.WantedPage()) return PageOrder(*page, now_ms);
  }
  return Rest(now_ms);
}

v1::SyncOrder SyncSession::Rest(int64_t now_ms) const {
  v1::SyncOrder order;
  int64_t wait = line_.Left(now_ms);
  if (wait == 0) {
    wait = std::clamp<int64_t>(polled_ms_ + kIdlePollMs - now_ms, kRetryMsMin, kIdlePollMs);
    if (parts_.packs->HasMissing()) {
      wait = std::min(wait, std::max(shelf_.Left(now_ms), kRetryMsMin));
    }
    if (audit_.WantedPage()) wait = std::min(wait, std::max(pages_.Left(now_ms), kRetryMsMin));
  }
  order.set_retry_ms(wait);
  return order;
}

v1::SyncOrder SyncSession::Send(InFlight sent, Bytes body, int64_t now_ms) {
  v1::SyncOrder order;
  order.set_method(sent.method);
  order.set_body(std::move(body));
  sent.since_ms = now_ms;
  in_flight_ = std::move(sent);
  return order;
}

Status SyncSession::TakeReply(const v1::SyncReply& reply, int64_t now_ms, bool* changed) {
  // An answer to an order that was given up already: whatever it says will be said again.
  if (!in_flight_ || reply.method() != in_flight_->method) return {};
  const InFlight sent = *std::move(in_flight_);
  in_flight_.reset();
  if (!sent.commands.empty()) *changed = true;
  if (reply.status() != kOk) return TakeFailure(sent, reply, now_ms, changed);
  if (sent.method == kFetchPack) return TakeFetch(sent, reply.body(), now_ms, changed);
  if (sent.page) return TakePage(*sent.page, reply.body(), now_ms, changed);
  if (sent.method == kPull) return TakePull(sent, reply.body(), now_ms, changed);
  if (sent.method == kFetchSnapshot) return TakeSnapshot(reply.body(), now_ms, changed);
  if (sent.method == kRecover) {
    TakeRecover(reply.body(), now_ms);
    return {};
  }
  if (sent.method == kListAccesses) {
    TakeAccesses(reply.body(), changed);
    return {};
  }
  return TakePush(sent, reply.body(), now_ms, changed);
}

Status SyncSession::TakeFailure(const InFlight& sent, const v1::SyncReply& reply, int64_t now_ms,
                                bool* changed) {
  // Nobody waits for this one: it is asked for again when somebody looks again.
  if (sent.method == kListAccesses) return {};
  const uint32_t status = reply.status();
  // A server that takes no pushes may have lost entries: a pull asks.
  if (sent.method == kPull || status == kUnavailable) pull_due_ = true;
  if (sent.method == kRecover) EndRecovery();
  if (sent.method == kFetchSnapshot && (status == kNotFound || status == kUnsupported)) {
    return snapshot_.GiveUp();
  }
  if (sent.method == kFetchPack && status == kNotFound) {
    // Somebody else's trouble: entries and commands need not wait for it.
    shelf_.Fail(now_ms);
    return {};
  }
  if (sent.method == kPull && sent.with_reader &&
      (status == kUnauthorized || status == kForbidden)) {
    // Pulled without a proof the entries still come, and with them the server's clock.
    reader_refused_ms_ = now_ms;
    return {};
  }
  const bool whole_refused = SaysInvalid(reply) || status == kPayloadTooLarge;
  if (sent.method == kPush && whole_refused && sent.commands.size() > 1) {
    // Which of them it means is found by halving.
    push_limit_ = static_cast<int>(sent.commands.size()) / 2;
    return {};
  }
  if (sent.method == kPush && SaysInvalid(reply)) return RefuseAlone(sent, now_ms, changed);
  packs_due_ = sent.method == kPush && status == kNotFound;
  line_.Fail(now_ms);
  return {};
}

Status SyncSession::TakeSnapshot(BytesView body, int64_t now_ms, bool* changed) {
  v1::FetchSnapshotResponse response;
  if (!response.ParseFromArray(body.data(), static_cast<int>(body.size()))) response.Clear();
  ASSIGN_OR_RETURN(const bool forked, BreakIfForked(parts_, response.receipt(), now_ms));
  if (forked) {
    *changed = true;
    return {};
  }
  ASSIGN_OR_RETURN(const bool begun, snapshot_.Take(response));
  line_.Reset();
  if (!begun) return {};
  *changed = true;
  pull_due_ = true;
  return Rebase(parts_, now_ms, changed);
}

v1::SyncOrder SyncSession::FetchOrder(const Bytes& pack, int64_t now_ms) {
  v1::FetchPackRequest request;
  request.set_pack_hash(pack);
  InFlight sent;
  sent.method = kFetchPack;
  sent.pack = pack;
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

void SyncSession::AskAccesses(int64_t server_ms) {
  const int64_t since_ms = server_ms - accesses_ms_;
  if (since_ms >= 0 && since_ms < kAccessesAgainMs) return;
  accesses_ms_ = server_ms;
  accesses_due_ = !parts_.confirmed_member.empty();
}

v1::SyncOrder SyncSession::AccessesOrder(int64_t now_ms) {
  accesses_due_ = false;
  v1::ListAccessesRequest request;
  request.set_community(parts_.community);
  *request.mutable_reader() = SignReader(parts_.community, parts_.confirmed_member,
                                         parts_.device_key, parts_.ServerTime(now_ms));
  InFlight sent;
  sent.method = kListAccesses;
  return Send(std::move(sent), request.SerializeAsString(), now_ms);
}

void SyncSession::TakeAccesses(BytesView body, bool* changed) {
  v1::ListAccessesResponse response;
  if (!response.ParseFromArray(body.data(), static_cast<int>(body.size()))) return;
  if (accesses_ && accesses_->SerializeAsString() == response.SerializeAsString()) return;
  accesses_ = std::move(response);
  *changed = true;
}

Status SyncSession::TakeFetch(const InFlight& sent, BytesView body, int64_t now_ms,
                              bool* changed) {
  v1::FetchPackResponse response;
  if (!response.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    line_.Fail(now_ms);
    return {};
  }
  const Status put = parts_.packs->Put(sent.pack, response.bundle());
  if (!put && put.error().code == ErrorCode::kCorrupt) {
    shelf_.Fail(now_ms);
    return {};
  }
  if (!put && put.error().code != ErrorCode::kUnsupported) return put;
  line_.Reset();
  shelf_.Reset();
  *changed = true;
  // What waited for this pack can be decided now, and contents for staff be asked for.
  if (!ChooseWanted(now_ms).empty()) pull_due_ = true;
  return LayPending(parts_, now_ms);
}

}  // namespace yiting::replica
