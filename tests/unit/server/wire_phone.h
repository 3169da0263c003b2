// A phone on the server's own wire: a replica whose orders go through http::Connect, as bytes, to a
// hall of the test's.
#ifndef YITING_TESTS_UNIT_SERVER_WIRE_PHONE_H_
#define YITING_TESTS_UNIT_SERVER_WIRE_PHONE_H_

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "http/connect.h"
#include "replica/parts.h"
#include "replica/replica.h"
#include "replica/sync_session.h"
#include "signer/signer.h"
#include "tests/unit/server/town.h"

namespace yiting::testing {

inline v1::SyncReply Ask(const http::Connect& connect, const std::string& method,
                         const std::string& body) {
  http::Request request;
  request.method = "POST";
  request.path = std::string(http::kServicePath) + method;
  request.content_type = "application/proto";
  request.body = body;
  auto answered = std::make_shared<std::promise<v1::SyncReply>>();
  connect.Serve(request, [answered, method](http::Response response) {
    v1::SyncReply reply;
    reply.set_method(method);
    reply.set_status(static_cast<uint32_t>(response.status));
    if (response.body) reply.set_body(*response.body);
    answered->set_value(reply);
  });
  return answered->get_future().get();
}

class WirePhone {
 public:
  WirePhone(const Town& town, const std::string& name, BytesView sequencer_key) : town_(town) {
    v1::OpenReplica open;
    open.set_community(town.community);
    open.set_sequencer_key(Bytes(sequencer_key));
    Bytes seed = name;
    seed.resize(32, '.');
    open.set_device_seed(seed);
    auto made = replica::Replica::Open(open, signer::Random(64), town.clock.NowMs());
    if (!made) ADD_FAILURE() << made.error().message;
    replica_ = *std::move(made);
  }

  // One exchange with the server. False when the replica has nothing to send now.
  bool Step(hall::Hall& hall) {
    const http::Connect connect(hall);
    v1::SyncStep step;
    step.set_online(true);
    step.set_poked(std::exchange(poked, false));
    if (reply_) *step.mutable_reply() = *std::exchange(reply_, std::nullopt);
    auto order = replica_->Sync(step, town_.clock.NowMs(), &changed_);
    if (!order) {
      ADD_FAILURE() << order.error().message;
      return false;
    }
    if (order->method().empty()) return order->retry_ms() == replica::kAgainMs;
    ++asked[order->method()];
    reply_ = Ask(connect, order->method(), order->body());
    return true;
  }
  // Until there is nothing to send.
  void Sync(hall::Hall& hall) {
    poked = true;
    for (int round = 0; round < 1000; ++round) {
      if (!Step(hall)) return;
    }
    ADD_FAILURE() << "sync does not come to rest";
  }

  // The id of the command.
  Bytes Say(const std::string& text) {
    v1::Draft draft;
    draft.mutable_command()->mutable_leave_message()->set_channel(v1::APP);
    v1::DraftContent& content = *draft.add_contents();
    content.set_field("text");
    content.set_data(text);
    auto acted = replica_->Act(draft, signer::Random(64), town_.clock.NowMs());
    if (!acted) ADD_FAILURE() << acted.error().message;
    if (acted && acted->has_rejection()) ADD_FAILURE() << acted->rejection().reason();
    return acted ? acted->command_id() : Bytes();
  }
  v1::SyncView::State state() {
    v1::ViewRequest request;
    request.mutable_outbox();
    return replica_->View(request)->sync().state();
  }
  bool HasAccepted(const Bytes& command) {
    v1::ViewRequest request;
    request.mutable_outbox();
    auto view = replica_->View(request);
    for (const v1::OutboxItem& item : view->outbox().items()) {
      if (item.command_id() == command) return item.state() == v1::OutboxItem::ACCEPTED;
    }
    return false;
  }
  replica::Parts& parts() { return replica_->parts(); }

  bool poked = false;
  std::map<std::string, int> asked;  // orders, by method

 private:
  const Town& town_;
  std::unique_ptr<replica::Replica> replica_;
  std::optional<v1::SyncReply> reply_;
  bool changed_ = false;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_SERVER_WIRE_PHONE_H_
