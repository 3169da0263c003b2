// What a matter's parties owe, and what was measured before and after, event by event.
#include "state/read_tasks.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_matters.h"

namespace yiting::state {
namespace {

constexpr int64_t kLater = kStartMs + 3'600'000;
constexpr int64_t kDue = kStartMs + 86'400'000;

class TasksTest : public ::testing::Test {
 protected:
  TasksTest() {
    author.Create();
    author.Admit(kStartMs + 1, 'a', "resident");
    Raise('m', false);
  }

  Community& community() { return *author.community; }

  void Raise(char matter, bool practice) {
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(Id16(matter));
    opened->set_opener(Id16('a'));
    opened->set_practice(practice);
    v1::PartyAlerted* alerted = author.Add().mutable_party_alerted();
    alerted->set_matter(Id16(matter));
    alerted->set_unit("water");
    author.Wait(kLater);
  }

  static v1::Event Set(char matter, uint32_t task, const std::string& unit) {
    v1::Event event;
    v1::TaskSet* set = event.mutable_task_set();
    set->set_matter(Id16(matter));
    set->set_task(task);
    set->set_unit(unit);
    set->set_due_ms(kDue);
    set->set_by(Id16('a'));
    set->mutable_text()->set_commitment(Bytes(32, static_cast<char>(task)));
    return event;
  }
  static v1::Event Reported(uint32_t task) {
    v1::Event event;
    event.mutable_task_reported()->set_matter(Id16('m'));
    event.mutable_task_reported()->set_task(task);
    event.mutable_task_reported()->set_by(Id16('a'));
    return event;
  }
  static v1::Event Judged(uint32_t task, bool accepted) {
    v1::Event event;
    event.mutable_task_judged()->set_matter(Id16('m'));
    event.mutable_task_judged()->set_task(task);
    event.mutable_task_judged()->set_by(Id16('a'));
    event.mutable_task_judged()->set_accepted(accepted);
    return event;
  }
  static v1::Event Measured(const std::string& indicator, bool after, int64_t value) {
    v1::Event event;
    v1::IndicatorMeasured* measured = event.mutable_indicator_measured();
    measured->set_matter(Id16('m'));
    measured->set_indicator(indicator);
    measured->set_after(after);
    measured->set_value(value);
    measured->set_by(Id16('a'));
    return event;
  }

  void Happens(const v1::Event& event, int64_t time_ms = kLater) {
    author.Add() = event;
    author.Wait(time_ms);
  }
  std::string Broken(const v1::Event& event) {
    const EntryPlace place{community().facts().size, kLater, Bytes(32, 'p')};
    const Status status = CheckEvent(community(), place, event);
    return status ? "" : status.error().message;
  }
  Task At(int64_t task) { return *FindTask(community(), Id16('m'), task); }
  int64_t CounterAt(const std::string& counter) {
    Query query =
        community().db().Ask("SELECT count FROM counters WHERE counter = ?1", Text{counter});
    return query.Next() ? query.Int(0) : 0;
  }

  Author author;
};

TEST_F(TasksTest, A7_3_ATaskIsAPartysAndTheyAreCountedFromOne) {
  EXPECT_NE(Broken(Set('m', 2, "water")).find("counted up"), std::string::npos);
  EXPECT_NE(Broken(Set('m', 1, "roads")).find("party's"), std::string::npos);
  Happens(Set('m', 1, "water"));
  Happens(Set('m', 2, "water"));
  const std::vector<Task> tasks = TasksOf(community(), Id16('m'));
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[1].task, 2);
  EXPECT_EQ(tasks[1].unit, "water");
  EXPECT_EQ(tasks[1].due_ms, kDue);
  EXPECT_EQ(tasks[1].state, Task::kOpen);
  EXPECT_EQ(CounterAt("tasks"), 2);
  EXPECT_FALSE(FindTask(community(), Id16('m'), 3).has_value());
}

TEST_F(TasksTest, A7_3_ATaskIsReportedThenGivenBackOrAccepted) {
  Happens(Set('m', 1, "water"));
  EXPECT_NE(Broken(Judged(1, true)).find("not at that point"), std::string::npos);
  EXPECT_NE(Broken(Reported(2)).find("no such task"), std::string::npos);
  Happens(Reported(1), kLater + 1);
  EXPECT_EQ(At(1).state, Task::kReported);
  EXPECT_EQ(At(1).reported_ms, kLater + 1);
  EXPECT_NE(Broken(Reported(1)).find("not at that point"), std::string::npos);
  Happens(Judged(1, false), kLater + 2);
  EXPECT_EQ(At(1).state, Task::kOpen);
  EXPECT_EQ(At(1).reported_ms, 0);
  EXPECT_EQ(At(1).returned, 1);
  EXPECT_EQ(CounterAt("tasks_accepted"), 0);
  Happens(Reported(1), kLater + 3);
  Happens(Judged(1, true), kLater + 4);
  EXPECT_EQ(At(1).state, Task::kAccepted);
  EXPECT_EQ(At(1).accepted_ms, kLater + 4);
  EXPECT_EQ(At(1).returned, 1);
  EXPECT_EQ(CounterAt("tasks_accepted"), 1);
  EXPECT_NE(Broken(Judged(1, false)).find("not at that point"), std::string::npos);
}

TEST_F(TasksTest, A7_10_OrdersOfAUnitAndOfWhatIsOpenAndNoneForPractice) {
  Happens(Set('m', 1, "water"));
  Raise('n', false);
  Happens(Set('n', 1, "water"));
  Raise('x', true);
  Happens(Set('x', 1, "water"));
  EXPECT_EQ(AllTasks(community(), "", false).size(), 2u);
  EXPECT_EQ(AllTasks(community(), "roads", false).size(), 0u);
  EXPECT_EQ(CountTasksDue(community(), kDue), 0);
  EXPECT_EQ(CountTasksDue(community(), kDue + 1), 2);
  v1::MatterClosed* closed = author.Add().mutable_matter_closed();
  closed->set_matter(Id16('m'));
  closed->set_outcome("done");
  author.Wait(kLater);
  EXPECT_EQ(AllTasks(community(), "water", false).size(), 2u);
  const std::vector<Task> open = AllTasks(community(), "water", true);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].matter, Id16('n'));
  EXPECT_EQ(CountTasksDue(community(), kDue + 1), 1);
}

TEST_F(TasksTest, A7_11_AnIndicatorHasABeforeAndAnAfter) {
  EXPECT_NE(Broken(Measured("", false, 1)).find("has a name"), std::string::npos);
  Happens(Measured("noise", false, 71));
  std::vector<Indicator> all = IndicatorsOf(community(), Id16('m'));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].before, 71);
  EXPECT_FALSE(all[0].after.has_value());
  Happens(Measured("noise", true, 48));
  Happens(Measured("complaints", true, 0));
  // Measured anew: the figure that holds is the last one.
  Happens(Measured("noise", true, 47));
  all = IndicatorsOf(community(), Id16('m'));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].indicator, "complaints");
  EXPECT_FALSE(all[0].before.has_value());
  EXPECT_EQ(all[0].after, 0);
  EXPECT_EQ(all[1].before, 71);
  EXPECT_EQ(all[1].after, 47);
}

}  // namespace
}  // namespace yiting::state
