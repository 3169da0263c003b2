#include "wasm/bridge_router.h"

#include <cstdint>
#include <utility>

namespace yiting::wasm {
namespace {

constexpr size_t kEntropySize = 64;
constexpr size_t kRequestSizeMax = 64 << 20;

// Entropy that is missing or short would make a weak key or a guessable salt, so it is refused.
Status CheckEntropy(const v1::BridgeRequest& request) {
  if (request.entropy().size() == kEntropySize) return {};
  return Fail(ErrorCode::kInvalid, "bridge: this call needs 64 bytes of entropy");
}

// Whether opening as `wanted` may be answered by the replica that was opened as `open`: an empty
// field asks for what is there. Links of one community may name keys of before and after a change.
bool IsSameReplica(const v1::OpenReplica& wanted, const v1::OpenReplica& open) {
  const auto fits = [](const Bytes& a, const Bytes& b) { return a.empty() || a == b; };
  return wanted.folder() == open.folder() && fits(wanted.community(), open.community()) &&
         fits(wanted.device_seed(), open.device_seed());
}

}  // namespace

Bytes BridgeRouter::Call(BytesView request) {
  v1::BridgeRequest parsed;
  v1::BridgeResponse response;
  if (request.size() > kRequestSizeMax) {
    response.set_error("bridge: the request is larger than 64 MiB");
  } else if (!parsed.ParseFromArray(request.data(), static_cast<int>(request.size()))) {
    response.set_error("bridge: the bytes are no BridgeRequest");
  } else if (Status done = Route(parsed, response); !done.has_value()) {
    response.Clear();
    response.set_error(done.error().message.empty() ? NameOf(done.error().code)
                                                    : done.error().message);
  }
  return response.SerializeAsString();
}

Status BridgeRouter::Route(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  if (request.has_open()) return Open(request, response);
  if (request.has_close()) {
    replica_.reset();
    return {};
  }
  if (request.call_case() == v1::BridgeRequest::CALL_NOT_SET) {
    return Fail(ErrorCode::kInvalid, "bridge: the request asks for nothing this build knows");
  }
  if (replica_ == nullptr) return Fail(ErrorCode::kInvalid, "bridge: no replica is open");
  return RouteToReplica(request, response);
}

Status BridgeRouter::RouteToReplica(const v1::BridgeRequest& request,
                                    v1::BridgeResponse& response) {
  switch (request.call_case()) {
    case v1::BridgeRequest::kAct:
      return Act(request, response);
    case v1::BridgeRequest::kSync:
      return Sync(request, response);
    case v1::BridgeRequest::kView:
      return View(request, response);
    case v1::BridgeRequest::kEdit:
      return Edit(request, response);
    case v1::BridgeRequest::kInvite:
      return Invite(request, response);
    case v1::BridgeRequest::kContent:
      return Content(request, response);
    case v1::BridgeRequest::kDraftPack:
      return DraftPack(request, response);
    case v1::BridgeRequest::kAudit:
      return Audit(request, response);
    case v1::BridgeRequest::kSave:
      return Save(request, response);
    case v1::BridgeRequest::kOpen:
    case v1::BridgeRequest::kClose:
    case v1::BridgeRequest::CALL_NOT_SET:
      break;
  }
  return {};  // routed before
}

// Several tabs share one core and each of them opens: the second is told what is open.
Status BridgeRouter::Open(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  RETURN_IF_ERROR(CheckEntropy(request));
  if (replica_ == nullptr) {
    ASSIGN_OR_RETURN(replica_,
                     replica::Replica::Open(request.open(), request.entropy(), request.now_ms()));
    opened_as_ = request.open();
  } else if (!IsSameReplica(request.open(), opened_as_)) {
    return Fail(ErrorCode::kConflict, "bridge: another replica is open; close it first");
  }
  *response.mutable_opened() = replica_->Describe();
  return {};
}

Status BridgeRouter::Act(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  RETURN_IF_ERROR(CheckEntropy(request));
  ASSIGN_OR_RETURN(*response.mutable_acted(),
                   replica_->Act(request.act(), request.entropy(), request.now_ms()));
  response.set_changed(!response.acted().has_rejection());
  return {};
}

Status BridgeRouter::Sync(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  bool changed = false;
  ASSIGN_OR_RETURN(*response.mutable_order(),
                   replica_->Sync(request.sync(), request.now_ms(), &changed));
  response.set_changed(changed);
  return {};
}

Status BridgeRouter::View(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  v1::ViewRequest wanted = request.view();
  if (wanted.now_ms() == 0) wanted.set_now_ms(request.now_ms());
  ASSIGN_OR_RETURN(*response.mutable_view(), replica_->View(wanted));
  return {};
}

Status BridgeRouter::Edit(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  RETURN_IF_ERROR(replica_->Edit(request.edit()));
  response.set_changed(true);
  return {};
}

Status BridgeRouter::Invite(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  RETURN_IF_ERROR(CheckEntropy(request));
  ASSIGN_OR_RETURN(*response.mutable_invitation(),
                   replica_->Invite(request.invite(), request.entropy(), request.now_ms()));
  response.set_changed(!response.invitation().has_rejection());
  return {};
}

Status BridgeRouter::Content(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  ASSIGN_OR_RETURN(*response.mutable_content(), replica_->Content(request.content()));
  return {};
}

Status BridgeRouter::DraftPack(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  ASSIGN_OR_RETURN(*response.mutable_drafted_pack(),
                   replica_->DraftPack(request.draft_pack(), request.now_ms()));
  return {};
}

Status BridgeRouter::Audit(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  bool changed = false;
  ASSIGN_OR_RETURN(*response.mutable_audit(),
                   replica_->AuditEntries(request.audit(), request.now_ms(), &changed));
  response.set_changed(changed);
  return {};
}

Status BridgeRouter::Save(const v1::BridgeRequest& request, v1::BridgeResponse& response) {
  ASSIGN_OR_RETURN(*response.mutable_saved(), replica_->Save(request.save()));
  return {};
}

}  // namespace yiting::wasm
