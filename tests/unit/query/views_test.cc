// What single screens say: home, a matter, members, messages, metrics, the pack.

#include "query/views.h"

#include "query/audience.h"
#include "query/words.h"
#include "scene.h"

namespace yiting::testing {
namespace {

using v1::TimelineItem;

class Views : public Scene {};

TEST_F(Views, HomeSaysWhoLooks) {
  const v1::HomeView home = Home('S');
  EXPECT_EQ(home.community().zh(), "左家新村");
  EXPECT_EQ(home.community_id(), sequencer->community_id());
  EXPECT_EQ(home.me().member(), MemberOf('S'));
  EXPECT_TRUE(home.me().staff());
  EXPECT_EQ(home.me().roles(0).title().en(), "Social worker");
  ASSERT_EQ(home.may_open_size(), 1);
  EXPECT_EQ(home.may_open(0).id(), "bell");

  EXPECT_FALSE(Home('A').me().staff());
  EXPECT_TRUE(Home('O').me().observer());
  EXPECT_EQ(Home('O').may_open_size(), 0);
  EXPECT_EQ(Home('P').me().roles(0).unit_title().zh(), "物业公司");
  EXPECT_EQ(Home('P').may_open_size(), 0);
  EXPECT_EQ(Home(0).me().member(), "");
  EXPECT_EQ(Home(0).may_open_size(), 0);
}

TEST_F(Views, HomeCountsAndShowsWhatWaits) {
  const Bytes first = Press('A', "校门口停车");
  const Bytes second = Press('B', "楼道灯");
  Withdraw('B', second);
  const v1::HomeView home = Home('S');
  EXPECT_EQ(home.open_count(), 1u);
  EXPECT_EQ(home.closed_count(), 1u);
  ASSERT_EQ(home.waiting_for_me_size(), 1);
  EXPECT_EQ(home.waiting_for_me(0).matter(), first);
  ASSERT_EQ(home.near_deadline_size(), 1);
  EXPECT_EQ(Home('A').waiting_for_me_size(), 0);
  EXPECT_EQ(Home(0).waiting_for_me_size(), 0);
}

TEST_F(Views, RowSaysWhereAMatterStands) {
  const Bytes id = Press('A', "校门口停车");
  v1::MatterRow row = Matter('A', id).row();
  EXPECT_EQ(row.number(), 1u);
  EXPECT_EQ(row.title(), "校门口停车");
  EXPECT_FALSE(row.title_withheld());
  EXPECT_EQ(row.procedure().zh(), "协商铃");
  EXPECT_EQ(row.stage(), "applied");
  EXPECT_EQ(row.step(), 1u);
  EXPECT_EQ(row.steps(), 9u);
  EXPECT_EQ(row.holder().zh(), "社工、社区两委");
  EXPECT_EQ(row.holder().en(), "Social worker, Community committees");
  EXPECT_EQ(row.workdays_left(), 2);
  EXPECT_FALSE(row.overdue());
  EXPECT_TRUE(row.mine());
  EXPECT_FALSE(row.pending());
  EXPECT_FALSE(Matter('B', id).row().mine());

  hidden = true;
  EXPECT_EQ(Matter('B', id).row().title(), "");
  EXPECT_TRUE(Matter('B', id).row().title_withheld());
  hidden = false;

  Withdraw('A', id);
  row = Matter('A', id).row();
  EXPECT_EQ(row.stage(), "");
  EXPECT_EQ(row.outcome_title().zh(), "已撤回");
  EXPECT_EQ(row.due_ms(), 0);
  EXPECT_EQ(row.holder().zh(), "");
  EXPECT_EQ(row.closed_ms(), now_ms);
}

TEST_F(Views, DayByDayTowardsTheDeadlineAndPastIt) {
  const Bytes id = Press('A', "校门口停车");  // Monday; due at the end of Wednesday
  struct Day {
    int day;
    int32_t left;
    bool overdue;
  };
  for (const Day& one : {Day{0, 2, false}, Day{1, 1, false}, Day{2, 0, false}}) {
    now_ms = kMonday + one.day * kDayMs;
    const v1::MatterRow row = Matter('A', id).row();
    EXPECT_EQ(row.workdays_left(), one.left) << one.day;
    EXPECT_EQ(row.overdue(), one.overdue) << one.day;
  }
  now_ms = kMonday + 3 * kDayMs;
  // Seen before the server has let it fall.
  EXPECT_TRUE(Matter('A', id).row().overdue());
  EXPECT_EQ(Matter('A', id).row().workdays_left(), -1);
  Wake();
  const v1::MatterRow row = Matter('A', id).row();
  EXPECT_TRUE(row.overdue());
  EXPECT_EQ(row.level().zh(), "街道");
  // Five days of the street's after Wednesday, whose end it was: until Wednesday next.
  EXPECT_EQ(row.workdays_left(), 4);
}

TEST_F(Views, WorkdaysLeftOnAHolidayTable) {
  const rulehost::Calendar& calendar = packs.pack->calendar();
  auto left = [&](const char* now, const char* due) {
    return query::WorkdaysLeft(calendar, ParseInstant(now)->ms, ParseInstant(due)->ms);
  };
  // National Day 2024: off from 1 to 7 October, Saturday the 12th is worked.
  EXPECT_EQ(left("2024-09-30T09:00:00+08:00", "2024-10-10T00:00:00+08:00"), 2);
  EXPECT_EQ(left("2024-10-11T09:00:00+08:00", "2024-10-13T00:00:00+08:00"), 1);
  EXPECT_EQ(left("2024-10-09T09:00:00+08:00", "2024-10-10T00:00:00+08:00"), 0);
  EXPECT_EQ(left("2024-10-08T09:00:00+08:00", "2024-10-01T00:00:00+08:00"), -1);
  EXPECT_EQ(left("2024-10-09T09:00:00+08:00", "2024-10-09T08:00:00+08:00"), 0);
  EXPECT_LE(left("2024-10-09T09:00:00+08:00", "9000-01-01T00:00:00+08:00"), 1001);
}

TEST_F(Views, MatterTellsItsWholeStory) {
  const Bytes id = Press('A', "校门口停车");
  now_ms += kHourMs;
  Accept(id);
  const v1::MatterView view = Matter('A', id);
  ASSERT_GE(view.timeline_size(), 4);
  EXPECT_EQ(view.timeline(0).kind(), TimelineItem::OPENED);
  EXPECT_EQ(view.timeline(0).actor().zh(), "居民提请");
  EXPECT_TRUE(view.timeline(0).by_me());
  EXPECT_EQ(view.opening(0).title().zh(), "要协商的事");
  EXPECT_EQ(view.opening(0).value().zh(), "校门口停车");
  EXPECT_EQ(view.opener_class().zh(), "居民提请");
  EXPECT_EQ(view.pack_version(), "2026.1");
  EXPECT_FALSE(view.helped());

  const TimelineItem* accepted = nullptr;
  for (const TimelineItem& item : view.timeline()) {
    if (item.kind() == TimelineItem::ACTION) accepted = &item;
  }
  ASSERT_NE(accepted, nullptr);
  EXPECT_EQ(accepted->title().zh(), "受理");
  EXPECT_EQ(accepted->actor().zh(), "社工");
  EXPECT_FALSE(accepted->by_me());
  EXPECT_EQ(accepted->inputs(0).value().zh(), "停车交通");
  EXPECT_EQ(accepted->time_ms(), now_ms);

  EXPECT_EQ(view.row().category_title().zh(), "停车交通");
  ASSERT_EQ(view.parties_size(), 4);
  EXPECT_TRUE(view.parties(0).lead());
  EXPECT_EQ(view.parties(0).title().zh(), "公共管理办公室");
  EXPECT_EQ(view.parties(0).reported_ms(), 0);
  ASSERT_EQ(view.stages_size(), 10);  // the nine steps, and the service desk beside them
  EXPECT_TRUE(view.stages(0).done());
  EXPECT_TRUE(view.stages(1).current());
  EXPECT_FALSE(view.stages(1).done());
  EXPECT_FALSE(view.stages(2).done());
}

const v1::OfferedAction& Offered(const v1::MatterView& view, const std::string& action) {
  for (const v1::OfferedAction& one : view.actions()) {
    if (one.action().id() == action) return one;
  }
  ADD_FAILURE() << action << " is not offered";
  static const v1::OfferedAction none;
  return none;
}

TEST_F(Views, ActionsAreOfferedWithTheReasonWhyNot) {
  const Bytes id = Press('A', "校门口停车");
  const v1::MatterView staff = Matter('S', id);
  EXPECT_TRUE(Offered(staff, "accept").allowed());
  EXPECT_FALSE(Offered(staff, "withdraw").allowed());
  EXPECT_EQ(Offered(staff, "withdraw").reason(), v1::NOT_ALLOWED);
  const v1::MatterView opener = Matter('A', id);
  EXPECT_TRUE(Offered(opener, "withdraw").allowed());
  EXPECT_EQ(Offered(opener, "accept").reason(), v1::NOT_ALLOWED);
  EXPECT_EQ(Offered(opener, "report_in").reason(), v1::NOT_A_PARTY);
  EXPECT_EQ(Offered(Matter('O', id), "nudge").reason(), v1::OBSERVER);
  EXPECT_EQ(Offered(Matter(0, id), "nudge").reason(), v1::NOT_A_MEMBER);
  Withdraw('A', id);
  EXPECT_EQ(Matter('A', id).actions_size(), 0);
}

TEST_F(Views, InviteesAndTheirAnswers) {
  const Bytes id = Press('A', "校门口停车");
  Accept(id);
  v1::Payload invite = Acting(id, "invite");
  for (char name : {'A', 'B', 'C'}) {
    if (invite.act_on_matter().inputs().empty()) Give(invite, "invitees");
    invite.mutable_act_on_matter()->mutable_inputs(0)->mutable_members()->add_member(
        MemberOf(name));
  }
  Do('S', invite);
  v1::Payload prepare = Acting(id, "prepare");
  *Give(prepare, "agenda")->mutable_content() = Text("议题");
  Do('S', prepare);
  v1::Payload notify = Acting(id, "notify");
  *Give(notify, "place")->mutable_content() = Text("一楼");
  Give(notify, "time")->set_instant_ms(now_ms + kDayMs);
  Do('S', notify);
  EXPECT_TRUE(List('B', v1::MatterListRequest::INBOX).rows_size() == 1);
  v1::Payload confirm = Acting(id, "confirm");
  Give(confirm, "coming")->set_code("yes");
  Do('B', confirm);
  EXPECT_TRUE(List('B', v1::MatterListRequest::INBOX).rows_size() == 0);

  const v1::MatterView view = Matter('A', id);
  ASSERT_EQ(view.invitees_size(), 3);
  EXPECT_EQ(view.invitees(0).answer(), "");
  EXPECT_EQ(view.invitees(1).answer(), "yes");
  EXPECT_EQ(view.row().holder().zh(), "受邀人");
  bool time_shown = false;
  bool count_shown = false;
  for (const TimelineItem& item : view.timeline()) {
    for (const v1::Shown& shown : item.inputs()) {
      time_shown = time_shown || shown.instant_ms() == now_ms + kDayMs;
      count_shown = count_shown || shown.value().en() == "3 people";
    }
  }
  EXPECT_TRUE(time_shown);
  EXPECT_TRUE(count_shown);  // no name is held here
}

TEST_F(Views, MembersWithRolesDevicesAndNames) {
  v1::Payload payload;
  v1::NewMember* member = payload.mutable_admit_members()->add_members();
  member->set_member(MemberOf('D'));
  member->add_roles()->set_role("resident");
  *member->mutable_profile() = Text("王五\n1 幢 101", v1::STAFF);
  Do('R', payload);
  v1::ViewRequest request;
  request.mutable_members()->set_role("resident");
  request.mutable_members()->set_limit(3);
  v1::MembersView view = As('S', request).members();
  ASSERT_EQ(view.rows_size(), 3);
  EXPECT_EQ(view.rows(0).devices(0).device(), crypto::PublicKey(KeyOf('A')));
  ASSERT_FALSE(view.next().empty());
  request.mutable_members()->set_after(view.next());
  view = As('S', request).members();
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).name(), "王五");
  EXPECT_EQ(view.rows(0).roles(0).title().zh(), "居民");
  EXPECT_TRUE(view.next().empty());
}

TEST_F(Views, MessagesNewestFirstInPages) {
  for (int i = 0; i < 5; ++i) {
    v1::Payload payload;
    payload.mutable_leave_message()->set_channel(v1::APP);
    *payload.mutable_leave_message()->mutable_text() = Text("留言 " + std::to_string(i), v1::STAFF);
    Do(i % 2 == 0 ? 'A' : 'B', payload);
  }
  v1::ViewRequest request;
  request.mutable_messages()->set_limit(2);
  std::vector<std::string> seen;
  for (int page = 0; page < 3; ++page) {
    const v1::MessagesView view = As('A', request).messages();
    for (const v1::MessageRow& row : view.rows()) {
      seen.push_back(row.text());
      EXPECT_EQ(row.mine(), (row.text().back() - '0') % 2 == 0);
    }
    request.mutable_messages()->set_after(view.next());
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"留言 4", "留言 3", "留言 2", "留言 1", "留言 0"}));
  request.mutable_messages()->set_after("odd");
  EXPECT_FALSE(query::Answer(InputFor('A'), request).has_value());
}

TEST_F(Views, PendingIsWhatComesAfterTheConfirmedSize) {
  Press('A', "在账本里");
  const Bytes second = Press('A', "还没有");
  query::QueryInput input = InputFor('A');
  input.pending_from = 2;
  input.pending_matters = {second};
  v1::ViewRequest request;
  request.mutable_matters();
  auto list = query::Answer(input, request);
  ASSERT_TRUE(list.has_value());
  EXPECT_TRUE(list->matters().rows(0).pending());
  EXPECT_FALSE(list->matters().rows(1).pending());
  request.mutable_matter()->set_matter(second);
  EXPECT_TRUE(query::Answer(input, request)->matter().timeline(0).pending());
}

TEST_F(Views, A7_14_MetricsCarryTheirFormulas) {
  for (int i = 0; i < 3; ++i) Accept(Press('A', std::to_string(i)));
  const Bytes other = Press('A', "转走");
  v1::Payload aside = Acting(other, "set_aside");
  *Give(aside, "reason")->mutable_content() = Text("去处");
  Do('S', aside);
  v1::Payload served = Acting(other, "serve");
  *Give(served, "answer")->mutable_content() = Text("已办");
  Do('S', served);
  v1::ViewRequest request;
  request.mutable_metrics();
  const v1::MetricsView view = As('A', request).metrics();
  const v1::MetricRow* published = nullptr;
  const v1::MetricRow* bells = nullptr;
  for (const v1::MetricRow& row : view.rows()) {
    if (row.id() == "completion_as_published") published = &row;
    if (row.id() == "bells") bells = &row;
  }
  ASSERT_NE(published, nullptr);
  EXPECT_EQ(published->formula(),
            "closed.bell.resolved / (taken.bell.accept - closed.bell.non_deliberative)");
  EXPECT_EQ(published->numerator(), 0);
  EXPECT_EQ(published->denominator(), 2);
  EXPECT_EQ(published->per_mille(), 0);
  ASSERT_NE(bells, nullptr);
  EXPECT_EQ(bells->formula(), "opened.bell");
  EXPECT_EQ(bells->numerator(), 4);
  EXPECT_EQ(bells->denominator(), 0);
  bool counted = false;
  for (const v1::CounterRow& row : view.counters()) {
    counted = counted || (row.counter() == "opened.bell" && row.count() == 4);
  }
  EXPECT_TRUE(counted);
}

// 63 / (99 - 12) = 0.72413…, as the street published it.
TEST_F(Views, PublishedCompletionRateComesOutRounded) {
  state::Community& state = sequencer->state();
  ASSERT_TRUE(state.Begin().has_value());
  for (const auto& [counter, count] :
       {std::pair{"closed.bell.resolved", 63}, std::pair{"taken.bell.accept", 99},
        std::pair{"closed.bell.non_deliberative", 12}, std::pair{"satisfied", 1},
        std::pair{"ratings", 8}}) {
    state.db().Do("INSERT INTO counters(counter, count) VALUES(?1, ?2)", state::Text{counter},
                  count);
  }
  v1::ViewRequest request;
  request.mutable_metrics();
  const v1::MetricsView view = As('A', request).metrics();
  for (const v1::MetricRow& row : view.rows()) {
    if (row.id() == "completion_as_published") {
      EXPECT_EQ(row.per_mille(), 724);
    } else if (row.id() == "satisfaction") {
      EXPECT_EQ(row.per_mille(), 125);
    }
  }
  ASSERT_TRUE(state.Rollback().has_value());
}

TEST_F(Views, PackIsTheOneInForce) {
  v1::ViewRequest request;
  request.mutable_pack();
  const v1::PackView view = As(0, request).pack();
  EXPECT_EQ(view.hash(), packs.pack->hash());
  EXPECT_EQ(view.pack().id(), "mishixiang");
}

TEST_F(Views, UnknownMatterAndUnknownViewAreErrors) {
  v1::ViewRequest request;
  request.mutable_matter()->set_matter(Bytes(16, 'x'));
  auto view = query::Answer(InputFor('A'), request);
  ASSERT_FALSE(view.has_value());
  EXPECT_EQ(view.error().code, ErrorCode::kNotFound);
  request.mutable_outbox();
  EXPECT_FALSE(query::Answer(InputFor('A'), request).has_value());
}

TEST_F(Views, WithoutThePackIdsStandForTitles) {
  const Bytes id = Press('A', "校门口停车");
  class NoPacks : public decide::PackSource {
    rulehost::PackPtr Find(BytesView) override { return nullptr; }
  } none;
  query::QueryInput input{sequencer->state(), none, *this};
  input.now_ms = now_ms;
  v1::ViewRequest request;
  request.mutable_matter()->set_matter(id);
  auto view = query::Answer(input, request);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->matter().row().procedure().zh(), "bell");
  EXPECT_EQ(view->matter().row().stage_title().zh(), "applied");
  EXPECT_EQ(view->matter().actions_size(), 0);
  request.mutable_home();
  EXPECT_TRUE(query::Answer(input, request).has_value());
}

TEST_F(Views, WhoMayReadWhat) {
  const Bytes id = Press('A', "校门口停车");
  Accept(id);  // the property company is a party
  struct Row {
    v1::Audience audience;
    std::string readers;  // of "0" (a visitor), A (owner), B (resident), P, S, O, x (a stranger)
  };
  for (const Row& row : {Row{v1::PUBLIC, "0ABPSOx"}, Row{v1::COMMUNITY, "ABPSO"},
                         Row{v1::PARTIES, "APS"}, Row{v1::STAFF, "AS"}, Row{v1::SELF, "A"}}) {
    state::ContentFacts facts;
    facts.audience = row.audience;
    facts.owner = MemberOf('A');
    facts.matter = id;
    for (char reader : std::string("0ABPSOx")) {
      const Bytes member = reader == '0' ? Bytes() : MemberOf(reader);
      EXPECT_EQ(query::MayRead(sequencer->state(), packs.pack.get(), facts, member, now_ms),
                row.readers.find(reader) != std::string::npos)
          << row.audience << reader;
    }
  }
}

TEST(Words, JoinedInBothLanguages) {
  v1::Text both;
  both.set_zh("甲");
  both.set_en("A");
  EXPECT_EQ(query::Joined({both, query::Plain("乙"), v1::Text()}).zh(), "甲、乙");
  EXPECT_EQ(query::Joined({both, query::Plain("乙")}).en(), "A, 乙");
  EXPECT_EQ(query::Joined({query::Plain("x")}).en(), "");
  EXPECT_EQ(query::CountOfPeople(1).en(), "1 person");
  v1::Text relation;
  EXPECT_FALSE(query::RelationWord("resident", relation));
}

}  // namespace
}  // namespace yiting::testing
