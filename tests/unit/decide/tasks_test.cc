// Tasks from who sets one to who says that it is done; indicators; who was late with an answer.
#include <gtest/gtest.h>

#include "errands.h"
#include "schema/limits.h"
#include "state/apply.h"

namespace yiting::decide {
namespace {

using TasksTest = ErrandTest;

TEST_F(TasksTest, A7_3_WhoGetsATaskBecomesAParty) {
  const Bytes matter = OpenMatter('a', now_ms);
  EXPECT_EQ(SetTask('a', matter, "plan", {"police"}, now_ms + kDay), "NOT_ALLOWED p.first.plan ");
  EXPECT_EQ(SetTask('w', matter, "plan", {"police", "school"}, now_ms + kDay), "");
  const auto tasks = state::TasksOf(*state_, matter);
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].unit, "police");
  EXPECT_EQ(tasks[1].unit, "school");
  EXPECT_EQ(state::PartiesOf(*state_, matter).size(), 2u);
  // A further task of a party alerts it no second time.
  EXPECT_EQ(SetTask('w', matter, "more", {"police"}, now_ms + kDay), "");
  EXPECT_EQ(state::PartiesOf(*state_, matter).size(), 2u);
  EXPECT_EQ(state::TasksOf(*state_, matter).size(), 3u);
}

// Who stands behind a matter takes no part in it.
TEST_F(TasksTest, A6_12_WhatIsToldIsWhatSupportersMayRead) {
  v1::Payload payload = ActBody(OpenMatter('a', now_ms), "announce");
  Write(AddInput(payload, "inside"), v1::PARTIES);
  v1::Input* outside = AddInput(payload, "outside");
  Write(outside, v1::PUBLIC);
  outside->mutable_content()->set_commitment(Bytes(32, 'u'));
  EXPECT_EQ(Do('w', now_ms, payload), "");
  const auto entry = schema::Decode<v1::Entry>(entries_.back());
  ASSERT_EQ(entry->events_size(), 2);
  EXPECT_EQ(entry->events(1).result_told().text().commitment(), Bytes(32, 'u'));
}

TEST_F(TasksTest, A7_3_ATaskIsDueInTheFuture) {
  const Bytes matter = OpenMatter('a', now_ms);
  EXPECT_EQ(SetTask('w', matter, "plan", {"police"}, now_ms), "INPUT_INVALID p.first.plan due");
  EXPECT_EQ(SetTask('w', matter, "plan", {"police"}, now_ms + 1), "");
}

TEST_F(TasksTest, A7_3_OnlyTheUnitThatOwesItReportsIt) {
  const Bytes matter = AtWork({"office", "police"});
  EXPECT_EQ(Deliver('w', matter, 2), "NOT_A_PARTY p.work.deliver police");
  EXPECT_EQ(Deliver('a', matter, 2), "NOT_ALLOWED p.work.deliver ");
  EXPECT_EQ(Deliver('c', matter, 3), "TASK_UNKNOWN p.work.deliver number");
  EXPECT_EQ(Deliver('c', matter, 2), "");
  EXPECT_EQ(Deliver('c', matter, 2), "TASK_UNKNOWN p.work.deliver number");
}

TEST_F(TasksTest, A7_4_APartyTakesOnWhatIsItsOwn) {
  const Bytes matter = AtWork({"office", "police"});
  v1::Payload payload = ActBody(matter, "own");
  AddInput(payload, "due")->set_instant_ms(now_ms + kDay);
  Write(AddInput(payload, "task"), v1::COMMUNITY);
  EXPECT_EQ(Do('a', now_ms, payload), "NOT_ALLOWED p.work.own ");
  EXPECT_EQ(Do('c', now_ms, payload), "");
  const auto tasks = state::TasksOf(*state_, matter);
  ASSERT_EQ(tasks.size(), 3u);
  EXPECT_EQ(tasks[2].unit, "police");
}

TEST_F(TasksTest, A7_4_WhoRaisedItSaysWhetherItIsDoneAndItMovesWhenAllAre) {
  const Bytes matter = AtWork({"office", "police"});
  EXPECT_EQ(Judge('a', matter, 1, "yes"), "TASK_UNKNOWN p.work.judge number");
  EXPECT_EQ(Deliver('w', matter, 1), "");
  EXPECT_EQ(Judge('b', matter, 1, "yes"), "NOT_ALLOWED p.work.judge ");
  EXPECT_EQ(Judge('a', matter, 1, "yes"), "");
  EXPECT_EQ(At(matter).stage, "work");
  EXPECT_EQ(Deliver('c', matter, 2), "");
  EXPECT_EQ(Judge('a', matter, 2, "no"), "");
  EXPECT_EQ(At(matter).stage, "work");
  EXPECT_EQ(state::FindTask(*state_, matter, 2)->returned, 1);
  EXPECT_EQ(Deliver('c', matter, 2), "");
  // One that is set meanwhile is waited for as well.
  EXPECT_EQ(SetTask('w', matter, "more", {"office"}, now_ms + kDay), "");
  EXPECT_EQ(Judge('a', matter, 2, "yes"), "");
  EXPECT_EQ(At(matter).stage, "work");
  EXPECT_EQ(Deliver('w', matter, 3), "");
  EXPECT_EQ(Judge('a', matter, 3, "yes"), "");
  EXPECT_EQ(At(matter).stage, "after");
  EXPECT_EQ(Counter("tasks"), 3);
  EXPECT_EQ(Counter("tasks_accepted"), 3);
}

TEST_F(TasksTest, A7_4_NobodyAcceptsTheirOwnUnitsWorkUnlessTheyRaisedIt) {
  const Bytes matter = AtWork({"office", "police"});
  EXPECT_EQ(Deliver('w', matter, 1), "");
  EXPECT_EQ(Judge('w', matter, 1, "yes", "inspect"), "NOT_ALLOWED p.work.inspect office");
  EXPECT_EQ(Judge('x', matter, 1, "yes", "inspect"), "");
  EXPECT_EQ(Deliver('c', matter, 2), "");
  EXPECT_EQ(Judge('w', matter, 2, "no", "inspect"), "");
  const Bytes own = OpenMatter('w', now_ms);
  EXPECT_EQ(SetTask('w', own, "plan", {"office"}, now_ms + kDay), "");
  EXPECT_EQ(Deliver('w', own, 1), "");
  EXPECT_EQ(Judge('w', own, 1, "yes"), "");
}

// Who leads by the category is alerted once, and leads.
TEST_F(TasksTest, A7_3_TheLeadUnitGetsATaskInTheSameStep) {
  const Bytes matter = OpenMatter('a', now_ms);
  v1::Payload payload = ActBody(matter, "sort_and_plan");
  AddInput(payload, "category")->set_code("noise");
  AddInput(payload, "due")->set_instant_ms(now_ms + kDay);
  v1::Codes* units = AddInput(payload, "party")->mutable_codes();
  for (const char* unit : {"office", "police", "school"}) units->add_code(unit);
  Write(AddInput(payload, "task"), v1::COMMUNITY);
  EXPECT_EQ(Do('w', now_ms, payload), "");
  const auto parties = state::PartiesOf(*state_, matter);
  ASSERT_EQ(parties.size(), 3u);
  EXPECT_EQ(parties[0].unit, "office");
  EXPECT_TRUE(parties[0].lead);
  EXPECT_EQ(state::TasksOf(*state_, matter).size(), 3u);
}

TEST_F(TasksTest, A7_4_OneMatterHasSoManyTasksAndNoMore) {
  const Bytes matter = AtWork({"office"});
  for (size_t i = 1; i < schema::kTasksMax; ++i) {
    ASSERT_EQ(SetTask('w', matter, "more", {"office"}, now_ms + kDay), "");
  }
  EXPECT_EQ(SetTask('w', matter, "more", {"office"}, now_ms + kDay),
            "TOO_MANY p.work.more " + std::to_string(schema::kTasksMax));
}

TEST_F(TasksTest, A7_11_FiguresBeforeAndAfter) {
  const Bytes matter = AtWork({"office"});
  EXPECT_EQ(Measure('a', matter, "noise_db", "before", 71), "NOT_ALLOWED p.work.measure ");
  EXPECT_EQ(Measure('w', matter, "noise_db", "before", 71), "");
  EXPECT_EQ(Measure('w', matter, "noise_db", "later", 1), "INPUT_INVALID p.work.measure when");
  EXPECT_EQ(Measure('w', matter, "dust", "after", 1), "INPUT_INVALID p.work.measure indicator");
  EXPECT_EQ(Measure('w', matter, "noise_db", "after", 1001), "INPUT_INVALID p.work.measure value");
  EXPECT_EQ(Measure('w', matter, "noise_db", "after", 48), "");
  const auto all = state::IndicatorsOf(*state_, matter);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].before, 71);
  EXPECT_EQ(all[0].after, 48);
}

void Ask(v1::Payload& payload, const std::vector<std::string>& units) {
  v1::Input* input = payload.mutable_act_on_matter()->add_inputs();
  input->set_field("parties");
  for (const std::string& unit : units) input->mutable_codes()->add_code(unit);
}

TEST_F(TasksTest, A2_8_WhoOwedTheAnswerWasLateAndNobodyElse) {
  const Bytes matter = OpenMatter('a', now_ms);
  v1::Payload payload = ActBody(matter, "ask");
  Ask(payload, {"office", "police", "school"});
  EXPECT_EQ(Do('w', now_ms, payload), "");
  EXPECT_EQ(Act('c', now_ms, matter, "reply"), "");
  LetFall(now_ms + 3 * kHour);
  EXPECT_EQ(At(matter).stage, "work");
  for (const state::Party& party : state::PartiesOf(*state_, matter)) {
    EXPECT_EQ(party.late, party.unit == "police" ? 0 : 1) << party.unit;
  }
  EXPECT_EQ(Counter("late_party.office"), 1);
  EXPECT_EQ(Counter("late_party.school"), 1);
  EXPECT_EQ(Counter("late_party.police"), 0);
  EXPECT_EQ(state::CountOpenOf(*state_, "office").late, 1);
}

TEST_F(TasksTest, A2_8_WhoHasReportedInAnswersByTheSameAction) {
  const Bytes matter = OpenMatter('a', now_ms);
  v1::Payload payload = ActBody(matter, "ask");
  Ask(payload, {"office", "police"});
  EXPECT_EQ(Do('w', now_ms, payload), "");
  EXPECT_EQ(Act('c', now_ms, matter, "here"), "");
  EXPECT_EQ(Act('c', now_ms, matter, "here"), "ALREADY_DONE p.*.here police");
  EXPECT_EQ(Act('c', now_ms, matter, "here_and_answer"), "");
  EXPECT_EQ(Act('c', now_ms, matter, "here_and_answer"), "ALREADY_DONE p.*.here_and_answer police");
  EXPECT_EQ(Act('w', now_ms, matter, "here_and_answer"), "");
  for (const state::Party& party : state::PartiesOf(*state_, matter)) {
    EXPECT_NE(party.reported_ms, 0) << party.unit;
    EXPECT_NE(party.replied_ms, 0) << party.unit;
  }
}

// Else the deadline would make an entry that is too large, and nothing came after it.
TEST_F(TasksTest, A2_8_ADeadlineNamesSoManyWhoWereLateAndNoMore) {
  const Bytes matter = OpenMatter('a', now_ms);
  v1::Payload payload = ActBody(matter, "ask");
  Ask(payload, {"office"});
  EXPECT_EQ(Do('w', now_ms, payload), "");
  for (const auto& community : {state_.get(), replica_.get()}) {
    ASSERT_TRUE(community->Begin().has_value());
    const state::EntryPlace place{community->facts().size, now_ms, Bytes(32, 'p')};
    for (int i = 1000; i < 2200; ++i) {
      v1::Event event;
      event.mutable_party_alerted()->set_matter(matter);
      event.mutable_party_alerted()->set_unit(std::string(60, 'u') + std::to_string(i));
      state::Apply(*community, place, event);
    }
    ASSERT_TRUE(community->Commit().has_value());
  }
  LetFall(now_ms + 3 * kHour);
  int64_t late = 0;
  for (const state::Party& party : state::PartiesOf(*state_, matter)) late += party.late;
  EXPECT_EQ(late, 256);
}

class PeriodTest : public ErrandTest {
 protected:
  PeriodTest() : ErrandTest("at_end = enter \"work\"") {}
};

TEST_F(PeriodTest, A2_8_APeriodThatEndsAsMeantMakesNobodyLate) {
  const Bytes matter = OpenMatter('a', now_ms);
  v1::Payload payload = ActBody(matter, "ask");
  Ask(payload, {"office"});
  EXPECT_EQ(Do('w', now_ms, payload), "");
  LetFall(now_ms + 3 * kHour);
  EXPECT_EQ(At(matter).stage, "work");
  EXPECT_EQ(state::PartiesOf(*state_, matter)[0].late, 0);
  EXPECT_EQ(Counter("late_party.office"), 0);
}

}  // namespace
}  // namespace yiting::decide
