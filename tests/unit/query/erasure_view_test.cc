// What screens say of what was erased: that it was, and when; not that it is merely missing.

#include "query/audience.h"
#include "scene.h"

namespace yiting::query {
namespace {

using testing::MemberOf;
using testing::Scene;

class ErasureViewTest : public Scene {
 protected:
  // As a store would: the bytes are gone with the entry.
  void Erase(char member, int64_t at_ms) {
    now_ms = at_ms;
    v1::Payload payload;
    payload.mutable_erase_contents()->set_member(MemberOf(member));
    payload.mutable_erase_contents()->set_reason(v1::ASKED_FOR);
    Do('R', payload);
    texts.clear();
  }
  v1::MembersView Members(const std::string& role = "") {
    v1::ViewRequest request;
    request.mutable_members()->set_limit(50);
    request.mutable_members()->set_role(role);
    return As('R', request).members();
  }
};

TEST_F(ErasureViewTest, A8_2_AnErasedTitleAndItsInputsSaySo) {
  const Bytes mine = Press('A', "楼上打牌");
  const Bytes theirs = Press('B', "路灯坏了");
  Erase('A', testing::kMonday + 500);
  const v1::MatterView erased = Matter('B', mine);
  EXPECT_TRUE(erased.row().title_erased());
  EXPECT_TRUE(erased.row().title_withheld());
  EXPECT_EQ(erased.row().title(), "");
  ASSERT_GE(erased.timeline_size(), 1);
  ASSERT_GE(erased.timeline(0).inputs_size(), 1);
  EXPECT_EQ(erased.timeline(0).inputs(0).erased_ms(), testing::kMonday + 500);
  EXPECT_TRUE(erased.timeline(0).inputs(0).withheld());
  // Missing is not erased.
  const v1::MatterView missing = Matter('A', theirs);
  EXPECT_FALSE(missing.row().title_erased());
  EXPECT_TRUE(missing.row().title_withheld());
  EXPECT_EQ(missing.timeline(0).inputs(0).erased_ms(), 0);
}

TEST_F(ErasureViewTest, A8_2_AnErasedMessageSaysSo) {
  v1::Payload payload;
  payload.mutable_leave_message()->set_channel(v1::APP);
  *payload.mutable_leave_message()->mutable_text() = Text("我的电话");
  Do('A', payload);
  Erase('A', testing::kMonday + 700);
  v1::ViewRequest request;
  request.mutable_messages();
  const v1::MessagesView view = As('S', request).messages();
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).erased_ms(), testing::kMonday + 700);
  EXPECT_EQ(view.rows(0).text(), "");
  // Whoever sees it can name it.
  EXPECT_EQ(view.rows(0).commitment(), payload.leave_message().text().commitment());
}

TEST_F(ErasureViewTest, A8_2_WhatWasErasedNobodyMayReadAndItsOwnerNeither) {
  Press('A', "楼上打牌");
  const Bytes commitment = texts.begin()->first;
  const auto may = [&](char who) {
    return MayRead(sequencer->state(), packs.pack.get(),
                   *state::FindContent(sequencer->state(), commitment), MemberOf(who), now_ms);
  };
  EXPECT_TRUE(may('A'));
  EXPECT_TRUE(may('B'));
  Erase('A', testing::kMonday + 1);
  EXPECT_FALSE(may('A'));
  EXPECT_FALSE(may('B'));
}

TEST_F(ErasureViewTest, A8_2_TheRegisterListsDevicesWithTheirDayAndNobodyWhoHasLeft) {
  now_ms = testing::kMonday + 10;
  v1::Payload bind;
  bind.mutable_bind_device()->set_member(MemberOf('A'));
  bind.mutable_bind_device()->set_device(Bytes(32, 'd'));
  Do('A', bind);
  const v1::MembersView before = Members();
  int with_two = 0;
  for (const v1::MemberRow& row : before.rows()) {
    if (row.devices_size() != 2) continue;
    ++with_two;
    EXPECT_EQ(row.member(), MemberOf('A'));
    for (const v1::DeviceRow& device : row.devices()) {
      const bool second = device.device() == Bytes(32, 'd');
      EXPECT_EQ(device.bound_ms(), testing::kMonday + (second ? 10 : 0));
      EXPECT_FALSE(device.mine());
    }
  }
  EXPECT_EQ(with_two, 1);
  v1::Payload leave;
  leave.mutable_leave_community()->set_member(MemberOf('A'));
  Do('A', leave);
  const v1::MembersView after = Members();
  EXPECT_EQ(after.rows_size(), before.rows_size() - 1);
  for (const v1::MemberRow& row : after.rows()) EXPECT_NE(row.member(), MemberOf('A'));
  EXPECT_EQ(Members("resident").rows_size(), 2);
}

}  // namespace
}  // namespace yiting::query
