// What came of a matter is told to all whom it concerns, and to nobody else; how a step shows that
// it was entered for whose action it is.

#include "scene.h"
#include "state/read_matters.h"

namespace yiting {
namespace {

using Row = v1::NoticeRow;

class NoticesTest : public testing::Scene {
 protected:
  v1::NoticesView Notices(char name, uint32_t limit = 0) {
    v1::ViewRequest request;
    request.mutable_notices()->set_limit(limit);
    return As(name, request).notices();
  }
  // The way of a bell up to what is announced, 'A' being its opener, 'B' invited.
  Bytes AtAnnouncing() {
    const Bytes matter = Press('A', "楼道堆放杂物");
    Accept(matter, "property");
    Do('C', Acting(matter, "support"));
    v1::Payload invite = Acting(matter, "invite");
    v1::Members& members = *Give(invite, "invitees")->mutable_members();
    for (char name : {'A', 'B', 'T'}) members.add_member(testing::MemberOf(name));
    Do('S', invite);
    v1::Payload prepare = Acting(matter, "prepare");
    *Give(prepare, "agenda")->mutable_content() = Text("清理时限");
    Do('S', prepare);
    v1::Payload notify = Acting(matter, "notify");
    *Give(notify, "place")->mutable_content() = Text("议事厅");
    Give(notify, "time")->set_instant_ms(now_ms + kDay);
    Do('S', notify);
    for (char name : {'A', 'B', 'T'}) {
      v1::Payload come = Acting(matter, "confirm");
      Give(come, "coming")->set_code("yes");
      Do(name, come);
    }
    Do('S', Acting(matter, "open_meeting"));
    v1::Payload conclude = Acting(matter, "conclude");
    *Give(conclude, "minutes")->mutable_content() = Text("一周内清理");
    Give(conclude, "result")->set_code("agreed");
    v1::Members& reviewers = *Give(conclude, "reviewers")->mutable_members();
    for (char name : {'B', 'S', 'T'}) reviewers.add_member(testing::MemberOf(name));
    Do('S', conclude);
    for (char name : {'B', 'S', 'T'}) Do(name, Acting(matter, "sign"));
    return matter;
  }
  void Announce(const Bytes& matter) {
    v1::Payload announce = Acting(matter, "announce");
    *Give(announce, "notice")->mutable_content() = Text(kNotice, v1::PUBLIC);
    Do('S', announce);
  }

  static constexpr int64_t kDay = 86'400'000;
  static constexpr char kNotice[] = "物业三月九日前清理完毕。";
};

TEST_F(NoticesTest, A6_12_TheResultIsToldToAllWhomItConcerns) {
  const Bytes matter = AtAnnouncing();
  for (char name : {'A', 'B', 'C', 'P', 'R'}) EXPECT_EQ(Notices(name).rows_size(), 0) << name;
  Announce(matter);
  const std::pair<char, Row::As> concerned[] = {{'A', Row::OPENER},
                                                {'C', Row::SUPPORTER},
                                                {'B', Row::INVITEE},
                                                {'P', Row::PARTY}};
  for (const auto& [name, as] : concerned) {
    const v1::NoticesView view = Notices(name);
    ASSERT_EQ(view.rows_size(), 1) << name;
    const Row& row = view.rows(0);
    EXPECT_EQ(row.as(), as) << name;
    EXPECT_EQ(row.matter(), matter);
    EXPECT_EQ(row.number(), 1u);
    EXPECT_EQ(row.title(), "楼道堆放杂物");
    EXPECT_EQ(row.text(), kNotice);
    EXPECT_FALSE(row.withheld());
    EXPECT_EQ(row.time_ms(), now_ms);
    EXPECT_EQ(Home(name).notices(), 1u) << name;
  }
  // A member who has nothing to do with it, an observer, a visitor.
  for (char name : {'R', 'O', '\0'}) {
    EXPECT_EQ(Notices(name).rows_size(), 0) << name;
    EXPECT_EQ(Home(name).notices(), 0u) << name;
  }
}

// What was announced is public: nobody has to join to read it, on the matter itself.
TEST_F(NoticesTest, A6_12_AVisitorReadsWhatWasAnnouncedOnTheMatter) {
  const Bytes matter = AtAnnouncing();
  Announce(matter);
  const v1::MatterView view = Matter('\0', matter);
  bool read = false;
  for (const v1::TimelineItem& item : view.timeline()) {
    for (const v1::Shown& shown : item.inputs()) {
      if (shown.field() != "notice") continue;
      read = shown.value().zh() == kNotice;
      EXPECT_EQ(shown.content().audience(), v1::PUBLIC);
    }
  }
  EXPECT_TRUE(read);
}

TEST_F(NoticesTest, A6_12_TheNewestFirstForThirtyDaysAndTextsThatAreNotHereAreWithheld) {
  const Bytes first = AtAnnouncing();
  Announce(first);
  now_ms += kDay;
  const Bytes second = AtAnnouncing();
  Announce(second);
  ASSERT_EQ(Notices('A').rows_size(), 2);
  EXPECT_EQ(Notices('A').rows(0).matter(), second);
  EXPECT_EQ(Notices('A').rows(1).matter(), first);
  ASSERT_EQ(Notices('A', 1).rows_size(), 1);
  EXPECT_EQ(Notices('A', 1).rows(0).matter(), second);
  hidden = true;
  EXPECT_TRUE(Notices('A').rows(0).withheld());
  EXPECT_EQ(Notices('A').rows(0).text(), "");
  now_ms += 29 * kDay + 1;
  EXPECT_EQ(Notices('A').rows_size(), 1);
  now_ms += kDay;
  EXPECT_EQ(Notices('A').rows_size(), 0);
  EXPECT_EQ(Home('A').notices(), 0u);
}

TEST_F(NoticesTest, A5_12_AStepShowsByWhichRoleItWasEnteredForWhom) {
  const Bytes matter = AtAnnouncing();
  Announce(matter);
  now_ms += kDay;
  v1::Payload rate = Acting(matter, "rate");
  rate.set_on_behalf_of(testing::MemberOf('B'));
  rate.mutable_act_on_matter()->set_consent(v1::SPOKEN);
  rate.mutable_act_on_matter()->set_occurred_ms(now_ms - 1000);
  Give(rate, "score")->set_number(5);
  Do('S', rate);
  for (char name : {'A', 'B', 'S'}) {
    const v1::MatterView view = Matter(name, matter);
    EXPECT_EQ(view.ratings(), 1u);
    const v1::TimelineItem* step = nullptr;
    for (const v1::TimelineItem& item : view.timeline()) {
      if (item.kind() == v1::TimelineItem::ACTION && item.title().zh() == "评价") step = &item;
    }
    ASSERT_NE(step, nullptr);
    EXPECT_EQ(step->by_me(), name == 'B') << name;
    ASSERT_EQ(step->inputs_size(), 4);
    EXPECT_EQ(step->inputs(0).field(), state::kConsentField);
    EXPECT_EQ(step->inputs(0).value().zh(), "SPOKEN");
    EXPECT_EQ(step->inputs(1).field(), state::kHelperField);
    EXPECT_EQ(step->inputs(1).title().zh(), "社工");
    EXPECT_EQ(step->inputs(2).field(), state::kOccurredField);
    EXPECT_EQ(step->inputs(2).instant_ms(), now_ms - 1000);
    EXPECT_EQ(step->inputs(3).field(), "score");
  }
  // Whoever did it themselves has no helper shown.
  v1::Payload own = Acting(matter, "rate");
  Give(own, "score")->set_number(4);
  Do('A', own);
  EXPECT_EQ(Matter('A', matter).timeline().rbegin()[1].inputs_size(), 1);
}

}  // namespace
}  // namespace yiting
