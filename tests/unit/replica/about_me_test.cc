// All that a phone can tell of what is held about its member.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "replica/about_me.h"
#include "town.h"

namespace yiting::replica {
namespace {

using testing::KeyOf;
using testing::LeaveMessage;
using testing::MemberOf;
using testing::Phone;
using testing::Press;
using testing::Server;

v1::AboutMeView AboutMe(Phone& phone, uint32_t limit = 0, const Bytes& after = "",
                        bool accesses = false) {
  return phone
      .View([&](v1::ViewRequest& request) {
        request.mutable_about_me()->set_limit(limit);
        request.mutable_about_me()->set_after(after);
        request.mutable_about_me()->set_accesses(accesses);
      })
      .about_me();
}

TEST(AboutMe, A8_2_OnesContentsDevicesAndActsAreThere) {
  Server server;
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(Press("校门口停车", "每天下午四点"));
  ann.Sync();
  ann.Act(LeaveMessage("路灯坏了"));
  ann.Sync();
  const v1::AboutMeView view = AboutMe(ann);
  EXPECT_EQ(view.member(), MemberOf('A'));
  EXPECT_EQ(view.admitted_ms(), testing::kMonday);
  ASSERT_EQ(view.roles_size(), 1);
  EXPECT_EQ(view.roles(0).role(), "resident");
  ASSERT_EQ(view.devices_size(), 1);
  EXPECT_TRUE(view.devices(0).mine());
  EXPECT_EQ(view.devices(0).bound_ms(), testing::kMonday);
  EXPECT_EQ(view.contents_total(), 3u);
  ASSERT_EQ(view.contents_size(), 3);
  std::set<std::string> texts;
  for (const v1::OwnContentRow& row : view.contents()) {
    EXPECT_TRUE(row.here());
    EXPECT_EQ(row.erased_ms(), 0);
    texts.insert(row.text());
  }
  EXPECT_EQ(texts, (std::set<std::string>{"校门口停车", "每天下午四点", "路灯坏了"}));
  ASSERT_EQ(view.acts_size(), 2);
  EXPECT_EQ(view.acts(0).title().zh(), "leave_message");
  EXPECT_TRUE(view.acts(0).matter().empty());
  EXPECT_EQ(view.acts(1).matter().size(), 16u);
  EXPECT_FALSE(view.acts(1).title().zh().empty());
  EXPECT_GT(view.acts(0).seq(), view.acts(1).seq());
  EXPECT_TRUE(view.next().empty());
  EXPECT_FALSE(view.accesses_known());
}

TEST(AboutMe, A8_2_WhatWasErasedIsListedWithItsDay) {
  Server server;
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(LeaveMessage("路灯坏了"));
  ann.Sync();
  server.now_ms += 5'000;
  v1::Draft erase;
  erase.mutable_command()->mutable_erase_contents()->set_member(MemberOf('A'));
  erase.mutable_command()->mutable_erase_contents()->set_reason(v1::ASKED_FOR);
  ann.Act(erase);
  ann.Sync();
  const v1::AboutMeView view = AboutMe(ann);
  ASSERT_EQ(view.contents_size(), 1);
  EXPECT_EQ(view.contents(0).erased_ms(), server.now_ms);
  EXPECT_FALSE(view.contents(0).here());
  EXPECT_EQ(view.contents(0).text(), "");
  ASSERT_EQ(view.acts_size(), 2);
  EXPECT_EQ(view.acts(0).title().zh(), "erase_contents");
}

TEST(AboutMe, A8_2_PagesTogetherAreTheWhole) {
  Server server;
  Phone ann(server, 'A');
  ann.Sync();
  for (int i = 0; i < 7; ++i) ann.Act(LeaveMessage("第" + std::to_string(i)));
  ann.Sync();
  const v1::AboutMeView whole = AboutMe(ann);
  ASSERT_EQ(whole.contents_size(), 7);
  ASSERT_EQ(whole.acts_size(), 7);
  std::vector<Bytes> contents;
  std::vector<uint64_t> acts;
  Bytes after;
  int pages = 0;
  do {
    const v1::AboutMeView page = AboutMe(ann, 3, after);
    for (const v1::OwnContentRow& row : page.contents()) contents.push_back(row.commitment());
    for (const v1::OwnActRow& row : page.acts()) acts.push_back(row.seq());
    after = page.next();
    ASSERT_LT(++pages, 10);
  } while (!after.empty());
  ASSERT_EQ(contents.size(), 7u);
  ASSERT_EQ(acts.size(), 7u);
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(contents[static_cast<size_t>(i)], whole.contents(i).commitment());
    EXPECT_EQ(acts[static_cast<size_t>(i)], whole.acts(i).seq());
  }
  v1::ViewRequest request;
  request.mutable_about_me()->set_after("x");
  EXPECT_EQ(ann.replica->View(request).error().code, ErrorCode::kInvalid);
}

TEST(AboutMe, ADeviceThatIsNobodysHasNothing) {
  Server server;
  Phone visitor(server, 'Z');
  visitor.Sync();
  const v1::AboutMeView view = AboutMe(visitor, 0, "", true);
  EXPECT_TRUE(view.member().empty());
  EXPECT_EQ(view.devices_size() + view.contents_size() + view.acts_size(), 0);
  EXPECT_EQ(visitor.StepOnly().method(), "");
}

TEST(AboutMe, A8_2_WhoHasReadItIsAskedOfTheServerAndKept) {
  Server server;
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(LeaveMessage("路灯坏了"));
  ann.Sync();
  int asked = 0;
  server.list_accesses = [&](const v1::ListAccessesRequest& request) {
    ++asked;
    EXPECT_EQ(request.community(), server.id());
    EXPECT_EQ(request.reader().member(), MemberOf('A'));
    v1::ListAccessesResponse response;
    v1::ListAccessesResponse::Access* access = response.add_accesses();
    access->set_time_ms(server.now_ms);
    access->set_commitment(Bytes(32, 'c'));
    access->set_member(MemberOf('S'));
    return response;
  };
  ann.Sync();
  EXPECT_EQ(asked, 0);  // nobody has looked
  EXPECT_FALSE(AboutMe(ann, 0, "", true).accesses_known());
  ann.changed = false;
  ann.Sync();
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(ann.changed);
  const v1::AboutMeView view = AboutMe(ann, 0, "", true);
  EXPECT_TRUE(view.accesses_known());
  ASSERT_EQ(view.accesses_size(), 1);
  EXPECT_EQ(view.accesses(0).member(), MemberOf('S'));
  ann.Sync();
  EXPECT_EQ(asked, 1);  // a page that is drawn anew does not ask anew
  server.now_ms += kAccessesAgainMs;
  AboutMe(ann, 0, "", true);
  ann.Sync();
  EXPECT_EQ(asked, 2);
  // A server that does not answer hinders nothing else.
  server.now_ms += kAccessesAgainMs;
  AboutMe(ann, 0, "", true);
  server.list_accesses = nullptr;
  ann.Act(LeaveMessage("又亮了"));
  ann.Sync();
  EXPECT_EQ(ann.SyncState().state(), v1::SyncView::ALL_SENT);
}

}  // namespace
}  // namespace yiting::replica
