// The one door to the core for a page: bytes of a BridgeRequest in, bytes of a BridgeResponse out.
// Holds at most one open replica. It only routes: what a call means is core/replica's business.
// docs/formats/bridge.md; why one message and no glue: docs/adr/0002-bridge.md
//
// Compiled natively as well, so that tests drive the same messages without WebAssembly.
// Touches: what Replica touches (its database files). Must not be confused with the sync protocol:
// these bytes never leave the device.
// Tested by tests/unit/bridge/bridge_router_test.cc and tests/web/bridge.test.mjs
#ifndef YITING_WASM_BRIDGE_ROUTER_H_
#define YITING_WASM_BRIDGE_ROUTER_H_

#include <memory>

#include "base/bytes.h"
#include "base/result.h"
#include "replica/replica.h"
#include "yiting/v1/bridge.pb.h"

namespace yiting::wasm {

class BridgeRouter {
 public:
  // Never fails: whatever is wrong with `request` or with the call is `error` of the response.
  Bytes Call(BytesView request);

 private:
  Status Route(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Open(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status RouteToReplica(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Act(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Sync(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status View(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Edit(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Invite(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Content(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status DraftPack(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Audit(const v1::BridgeRequest& request, v1::BridgeResponse& response);
  Status Save(const v1::BridgeRequest& request, v1::BridgeResponse& response);

  std::unique_ptr<replica::Replica> replica_;
  v1::OpenReplica opened_as_;  // what `replica_` was opened with
};

}  // namespace yiting::wasm

#endif  // YITING_WASM_BRIDGE_ROUTER_H_
