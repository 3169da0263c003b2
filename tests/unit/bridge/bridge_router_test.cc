// The bridge's messages, driven natively and as WebAssembly with the same bytes.

#include "wasm/bridge_router.h"

#include <gtest/gtest.h>

#include <string>

namespace yiting::wasm {
namespace {

constexpr int64_t kNow = 1789000000000;

class BridgeRouterTest : public ::testing::Test {
 protected:
  v1::BridgeResponse Call(const v1::BridgeRequest& request) {
    v1::BridgeResponse response;
    EXPECT_TRUE(response.ParseFromString(router_.Call(request.SerializeAsString())));
    return response;
  }

  static v1::BridgeRequest OpenRequest() {
    v1::BridgeRequest request;
    request.set_now_ms(kNow);
    request.set_entropy(Bytes(64, '\x11'));
    request.mutable_open()->set_folder(":memory:");
    request.mutable_open()->set_community(Bytes(32, '\x22'));
    request.mutable_open()->set_sequencer_key(Bytes(32, '\x33'));
    request.mutable_open()->set_device_seed(Bytes(32, '\x44'));
    return request;
  }

  BridgeRouter router_;
};

TEST_F(BridgeRouterTest, OpensAndDescribesTheDevice) {
  const v1::BridgeResponse first = Call(OpenRequest());
  EXPECT_EQ(first.error(), "");
  EXPECT_EQ(first.opened().device().size(), 32u);
  EXPECT_EQ(first.opened().tree_size(), 0u);
  EXPECT_FALSE(first.changed());
}

TEST_F(BridgeRouterTest, ASecondOpenOfTheSameReplicaDescribesIt) {
  const v1::BridgeResponse first = Call(OpenRequest());
  v1::BridgeRequest again = OpenRequest();
  again.set_entropy(Bytes(64, '\x55'));
  again.mutable_open()->clear_device_seed();
  again.mutable_open()->clear_sequencer_key();
  EXPECT_EQ(Call(again).opened().device(), first.opened().device());
}

TEST_F(BridgeRouterTest, AnotherReplicaIsRefusedUntilTheFirstIsClosed) {
  Call(OpenRequest());
  v1::BridgeRequest other = OpenRequest();
  other.mutable_open()->set_community(Bytes(32, '\x99'));
  EXPECT_EQ(Call(other).error(), "bridge: another replica is open; close it first");
  v1::BridgeRequest close;
  close.mutable_close();
  EXPECT_EQ(Call(close).error(), "");
  EXPECT_EQ(Call(other).error(), "");
}

TEST_F(BridgeRouterTest, APackIsDraftedOutOfOneThatIsHere) {
  v1::BridgeRequest draft;
  draft.set_now_ms(kNow);
  draft.mutable_draft_pack();
  EXPECT_EQ(Call(draft).error(), "bridge: no replica is open");
  Call(OpenRequest());
  // Nothing was pulled yet, so there is none.
  const v1::BridgeResponse none = Call(draft);
  EXPECT_NE(none.error().find("is not on this device yet"), std::string::npos) << none.error();
  EXPECT_FALSE(none.has_drafted_pack());
}

TEST_F(BridgeRouterTest, NothingButOpenWorksBeforeOpening) {
  v1::BridgeRequest view;
  view.mutable_view()->mutable_home();
  EXPECT_EQ(Call(view).error(), "bridge: no replica is open");
  v1::BridgeRequest sync;
  sync.mutable_sync()->set_online(true);
  EXPECT_EQ(Call(sync).error(), "bridge: no replica is open");
  v1::BridgeRequest close;
  close.mutable_close();
  EXPECT_EQ(Call(close).error(), "");
}

TEST_F(BridgeRouterTest, MissingOrShortEntropyIsRefused) {
  for (const size_t size : {0, 32, 63, 65}) {
    v1::BridgeRequest open = OpenRequest();
    open.set_entropy(Bytes(size, '\x11'));
    EXPECT_EQ(Call(open).error(), "bridge: this call needs 64 bytes of entropy") << size;
  }
  Call(OpenRequest());
  v1::BridgeRequest act;
  act.mutable_act()->mutable_command();
  EXPECT_EQ(Call(act).error(), "bridge: this call needs 64 bytes of entropy");
  v1::BridgeRequest invite;
  invite.mutable_invite();
  EXPECT_EQ(Call(invite).error(), "bridge: this call needs 64 bytes of entropy");
}

TEST_F(BridgeRouterTest, BytesThatAreNoRequestAreAnErrorAndNotACrash) {
  for (const Bytes& bytes : {Bytes("\xff\xff\xff"), Bytes("\x1a\x7f"), Bytes(100, '\x00')}) {
    v1::BridgeResponse response;
    ASSERT_TRUE(response.ParseFromString(router_.Call(bytes)));
    EXPECT_EQ(response.error(), "bridge: the bytes are no BridgeRequest");
  }
  EXPECT_EQ(Call(v1::BridgeRequest()).error(),
            "bridge: the request asks for nothing this build knows");
}

TEST_F(BridgeRouterTest, EveryCutOfARequestIsAnswered) {
  const Bytes whole = OpenRequest().SerializeAsString();
  for (size_t size = 0; size < whole.size(); ++size) {
    BridgeRouter router;
    v1::BridgeResponse response;
    ASSERT_TRUE(response.ParseFromString(router.Call(BytesView(whole).substr(0, size))));
    EXPECT_NE(response.error(), "") << size;
  }
}

TEST_F(BridgeRouterTest, AViewWithoutATimeTakesTheRequests) {
  Call(OpenRequest());
  v1::BridgeRequest view;
  view.set_now_ms(kNow);
  view.mutable_view()->mutable_outbox();
  const v1::BridgeResponse response = Call(view);
  EXPECT_EQ(response.error(), "");
  EXPECT_TRUE(response.view().has_outbox());
  EXPECT_TRUE(response.view().has_sync());
}

TEST_F(BridgeRouterTest, AnAuditAndASavedFileAreAnswered) {
  v1::BridgeRequest audit;
  audit.set_now_ms(kNow);
  audit.mutable_audit()->set_entries(0);
  EXPECT_EQ(Call(audit).error(), "bridge: no replica is open");
  Call(OpenRequest());
  v1::BridgeResponse response = Call(audit);
  EXPECT_EQ(response.error(), "");
  EXPECT_EQ(response.audit().state(), v1::AuditView::STATE_UNSPECIFIED);
  EXPECT_FALSE(response.changed());
  audit.mutable_audit()->set_entries(8);
  response = Call(audit);
  EXPECT_EQ(response.error(), "");
  EXPECT_EQ(response.audit().state(), v1::AuditView::WAITING) << "nothing was pulled yet";
  EXPECT_TRUE(response.changed());
  EXPECT_FALSE(Call(audit).changed());
  v1::BridgeRequest save;
  save.mutable_save()->set_what(v1::SaveFile::LEDGER);
  response = Call(save);
  EXPECT_EQ(response.error(), "");
  EXPECT_TRUE(response.has_saved());
  EXPECT_EQ(response.saved().data(), "");
  save.mutable_save()->set_what(v1::SaveFile::WHAT_UNSPECIFIED);
  EXPECT_NE(Call(save).error(), "");
}

TEST_F(BridgeRouterTest, AnEmptyReplicaOrdersAPullWhenOnline) {
  Call(OpenRequest());
  v1::BridgeRequest sync;
  sync.set_now_ms(kNow);
  sync.mutable_sync()->set_online(true);
  const v1::BridgeResponse response = Call(sync);
  EXPECT_EQ(response.error(), "");
  EXPECT_EQ(response.order().method(), "Pull");
}

TEST_F(BridgeRouterTest, AFailedCallCarriesNoResult) {
  Call(OpenRequest());
  v1::BridgeRequest view;
  view.set_now_ms(kNow);
  view.mutable_view()->mutable_matter()->set_matter(Bytes(16, '\x01'));
  const v1::BridgeResponse response = Call(view);
  EXPECT_NE(response.error(), "");
  EXPECT_EQ(response.result_case(), v1::BridgeResponse::RESULT_NOT_SET);
  EXPECT_FALSE(response.changed());
}

}  // namespace
}  // namespace yiting::wasm
