// The compound officer's log of a day: written on a phone without a network, read by the street
// once it has come back, and closed by the end of the day.

#include <gtest/gtest.h>

#include "town.h"

namespace yiting::testing {
namespace {

constexpr int64_t kHour = 3'600'000;
const Bytes kCompound(16, 'c');

class Worklog : public ::testing::Test {
 protected:
  Worklog() : officer_(server_, 'S') {
    server_.Command('R', [](v1::Payload& payload) {
      v1::Place* place = payload.mutable_register_places()->add_places();
      place->set_place(kCompound);
      place->set_kind("compound");
      place->mutable_title()->set_zh("半道红小区");
    });
    server_.Command('R', [](v1::Payload& payload) {
      payload.mutable_grant_role()->set_member(MemberOf('S'));
      payload.mutable_grant_role()->mutable_grant()->set_role("compound_officer");
    });
    officer_.Sync();
  }

  v1::Draft Opening() {
    v1::Draft draft;
    v1::OpenMatter* open = draft.mutable_command()->mutable_open_matter();
    open->set_procedure("worklog");
    open->set_channel(v1::APP);
    open->set_place(kCompound);
    return draft;
  }
  v1::Draft Note(const Bytes& log, const std::string& text, const Bytes& about = {}) {
    v1::Draft draft = ActOn(log, "note");
    if (!about.empty()) {
      v1::Input* input = draft.mutable_command()->mutable_act_on_matter()->add_inputs();
      input->set_field("about");
      input->mutable_matters()->add_matter(about);
    }
    v1::DraftContent* content = draft.add_contents();
    content->set_field("note");
    content->set_data(text);
    return draft;
  }
  // The texts of a log's notes that the phone shows, in their order.
  static std::string Notes(Phone& phone, const Bytes& log) {
    std::string all;
    const v1::MatterView matter = phone.Matter(log);
    for (const v1::TimelineItem& item : matter.timeline()) {
      for (const v1::Shown& input : item.inputs()) {
        if (input.field() == "note") all += (input.withheld() ? "?" : input.value().zh()) + " ";
      }
    }
    return all;
  }

  Server server_;
  Phone officer_;
};

TEST_F(Worklog, A2_5_NotesOfADayReachTheStreetWhenTheNetworkIsBack) {
  const Bytes matter = officer_.Act(Press("楼道堆放杂物")).matter();
  officer_.GoOffline();
  const v1::Acted opened = officer_.Act(Opening());
  ASSERT_FALSE(opened.has_rejection());
  const Bytes log = opened.matter();
  EXPECT_FALSE(officer_.Act(Note(log, "三幢杂物谈好了", matter)).has_rejection());
  EXPECT_FALSE(officer_.Act(Note(log, "下午例会")).has_rejection());
  EXPECT_EQ(Notes(officer_, log), "三幢杂物谈好了 下午例会 ");

  Phone street(server_, 'T');
  street.Sync();
  officer_.online = true;
  officer_.Sync();
  street.Sync();
  EXPECT_EQ(Notes(street, log), "三幢杂物谈好了 下午例会 ");
  EXPECT_EQ(street.Matter(log).row().place().zh(), "半道红小区");
  // Residents see that there is a log and not what is in it.
  Phone resident(server_, 'A');
  resident.Sync();
  EXPECT_EQ(Notes(resident, log), "? ? ");
}

TEST_F(Worklog, A2_5_WhatComesAfterTheDayIsRefusedAndKeptWithItsAuthor) {
  const Bytes log = officer_.Act(Opening()).matter();
  officer_.Sync();
  officer_.GoOffline();
  EXPECT_FALSE(officer_.Act(Note(log, "傍晚巡查")).has_rejection());
  server_.now_ms += 16 * kHour;  // the next morning
  server_.Wake();
  officer_.online = true;
  officer_.Sync();
  const v1::OutboxView outbox = officer_.Outbox();
  ASSERT_GT(outbox.items_size(), 0);
  const v1::OutboxItem& last = outbox.items(outbox.items_size() - 1);
  EXPECT_EQ(last.state(), v1::OutboxItem::REFUSED);
  EXPECT_EQ(last.rejection().reason(), v1::MATTER_CLOSED);
  ASSERT_EQ(last.texts_size(), 1);
  EXPECT_EQ(last.texts(0).text(), "傍晚巡查");
  EXPECT_EQ(officer_.Matter(log).row().outcome(), "logged");
  EXPECT_EQ(Notes(officer_, log), "");
}

}  // namespace
}  // namespace yiting::testing
