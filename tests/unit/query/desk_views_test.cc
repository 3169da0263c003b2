// The staff's desk: what waits, many at once, who is late, and a week for those who listen.

#include <gtest/gtest.h>

#include "query/query.h"
#include "scene.h"

namespace yiting::testing {
namespace {

constexpr int64_t kMinute = 60'000;
constexpr int64_t kDay = 86'400'000;

class Desk : public Scene {
 protected:
  v1::DutyView Duty(char who = 'S') {
    v1::ViewRequest request;
    request.mutable_duty();
    return As(who, request).duty();
  }
  v1::DigestView Digest(int64_t from_ms, int64_t until_ms) {
    v1::ViewRequest request;
    request.mutable_digest()->set_from_ms(from_ms);
    request.mutable_digest()->set_until_ms(until_ms);
    return As('O', request).digest();
  }
  Bytes Practise(char actor) {
    v1::Payload payload;
    v1::OpenMatter* open = payload.mutable_open_matter();
    open->set_procedure("bell");
    open->set_channel(v1::KIOSK);
    open->set_practice(true);
    return Do(actor, payload);
  }
  void Say(char actor, const std::string& text) {
    v1::Payload payload;
    payload.mutable_leave_message()->set_channel(v1::APP);
    *payload.mutable_leave_message()->mutable_text() = Text(text, v1::STAFF);
    Do(actor, payload);
  }
  const v1::UnitLoadRow* LoadOf(const v1::DutyView& view, const std::string& unit) {
    for (const v1::UnitLoadRow& row : view.units()) {
      if (row.unit() == unit) return &row;
    }
    return nullptr;
  }
};

TEST_F(Desk, A2_4_CountsWhatWaitsForTheOfficerOnDuty) {
  EXPECT_EQ(Duty().unassigned(), 0u);
  const Bytes matter = Press('A', "校门口堵车");
  Press('B', "路灯不亮");
  Say('C', "谢谢");
  Practise('C');
  EXPECT_EQ(Duty().unassigned(), 2u);
  EXPECT_EQ(Duty().messages(), 1u);
  EXPECT_EQ(Duty().overdue(), 0u);
  EXPECT_EQ(Duty().due_today(), 0u);
  // Two working days to accept: on Wednesday it is due at the day's end, on Thursday it is late.
  now_ms = kMonday + 2 * kDay;
  EXPECT_EQ(Duty().due_today(), 2u);
  Accept(matter);
  EXPECT_EQ(Duty().due_today(), 1u);
  EXPECT_EQ(Duty().unassigned(), 1u);
  now_ms = kMonday + 3 * kDay;
  Wake();
  EXPECT_EQ(Duty().overdue(), 1u);
  EXPECT_EQ(Duty().due_today(), 0u);
}

TEST_F(Desk, A2_4_ManyOfOneKindWithinADayAreASurge) {
  std::vector<Bytes> matters;
  for (int i = 0; i < 4; ++i) {
    matters.push_back(Press("ABCA"[i], "停车"));
    Accept(matters.back());
    now_ms += kMinute;
  }
  EXPECT_EQ(Duty().surges_size(), 0);  // four are none
  matters.push_back(Press('B', "停车"));
  Accept(matters.back());
  const v1::DutyView view = Duty();
  ASSERT_EQ(view.surges_size(), 1);
  EXPECT_EQ(view.surges(0).count(), 5u);
  ASSERT_EQ(view.surges(0).matters_size(), 5);
  EXPECT_EQ(view.surges(0).matters(0), matters.back());
  EXPECT_EQ(view.surges(0).category().zh(),
            packs.pack->FindCategory("parking")->title().zh());
  // A day after the first one it is four again.
  now_ms = kMonday + kDay + 1;
  EXPECT_EQ(Duty().surges_size(), 0);
}

TEST_F(Desk, A7_7_WhoOwesAnAnswerAndHowOftenTheyWereLate) {
  const Bytes matter = Press('A', "物业不修门");
  Accept(matter);
  const std::string lead = packs.pack->FindCategory("parking")->lead();
  const v1::DutyView view = Duty();
  const v1::UnitLoadRow* load = LoadOf(view, lead);
  ASSERT_NE(load, nullptr);
  EXPECT_EQ(load->open(), 1u);
  EXPECT_EQ(load->unanswered(), 1u);
  Withdraw('A', matter);
  const v1::DutyView after = Duty();
  load = LoadOf(after, lead);
  ASSERT_NE(load, nullptr);
  EXPECT_EQ(load->open(), 0u);
  EXPECT_EQ(load->unanswered(), 0u);
}

TEST_F(Desk, A2_12_AWeekIsCountedFromTheLedgerAndEndsWhereTheNextBegins) {
  const Bytes first = Press('A', "停车");
  Accept(first);
  Practise('B');
  now_ms = kMonday + kDay;
  Withdraw('A', first);
  const int64_t next_week = kMonday + 7 * kDay;
  now_ms = next_week;
  Press('B', "路灯");

  const v1::DigestView week = Digest(kMonday, next_week);
  EXPECT_EQ(week.opened(), 1u);
  EXPECT_EQ(week.closed(), 1u);
  ASSERT_EQ(week.categories_size(), 1);
  EXPECT_EQ(week.categories(0).opened(), 1u);
  ASSERT_EQ(week.ended_size(), 1);
  EXPECT_EQ(week.ended(0).matter(), first);
  EXPECT_EQ(week.ended(0).title(), "停车");
  EXPECT_EQ(week.ended(0).outcome().zh(), "已撤回");
  EXPECT_EQ(week.most_supported_size(), 0);
  EXPECT_EQ(Digest(next_week, next_week + 7 * kDay).opened(), 1u);
  EXPECT_EQ(Digest(next_week, next_week + 7 * kDay).closed(), 0u);
  EXPECT_EQ(Digest(next_week + 1, next_week + 7 * kDay).opened(), 0u);
}

}  // namespace
}  // namespace yiting::testing
