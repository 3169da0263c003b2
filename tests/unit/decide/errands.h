// Test support: a pack with support, links, tasks, indicators, cases, sources and matters that take
// others up again; and the commands for them.

#ifndef YITING_TESTS_UNIT_DECIDE_ERRANDS_H_
#define YITING_TESTS_UNIT_DECIDE_ERRANDS_H_

#include <string>
#include <vector>

#include "hall.h"
#include "state/read_links.h"
#include "state/read_tasks.h"

namespace yiting::decide {

inline constexpr char kErrandPack[] = R"lua(
local yes_no = function(title)
  return code { title, options = { { "yes", "是" }, { "no", "否" } } }
end
local things = { category "noise" { "噪音", lead = "office", assisting = { "police" } } }
local others = { unit "office" { "办公室" }, unit "police" { "派出所" }, unit "school" { "学校" } }
return pack {
  { "试验" }, id = "test", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "officer" { "民警" }, role "registrar" { "登记员" }, role "observer" { "观察员" },
  others, things,
  outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  indicator "noise_db" { "噪声分贝" }, indicator "complaints" { "投诉件数" },
  source "petition" { "信访件" }, source "mailbox" { "信箱" },
  procedure "p" {
    { "规程" }, may_open = { "resident", "worker" }, reopen_days = 30,
    needs = { title = text { "标题", max = 40, optional = true, audience = "community" } },
    deadline { within = days(60) },
    stage "first" {
      "一", deadline { within = workdays(5), on_late = escalate "street" },
      action "sort" { "定类", by = "worker", needs = { category = things }, does = "assign" },
      action "sort_and_plan" { "定类并派任务", by = "worker", does = { "assign", "set_task" },
        needs = { category = things, party = others, task = text { "做什么", audience = "community" },
                  due = instant { "期限" } } },
      action "arrive" { "到场并附议", by = "party", does = { "report_in", "support" } },
      action "merge" { "并案", by = "worker", does = "link",
                       needs = { duplicates = matters { "相同的事项" } } },
      action "part" { "拆分", by = "worker", does = "unlink",
                      needs = { duplicates = matters { "不同的事项" } } },
      action "agree" { "同意并入", by = "asked", does = "answer_link",
                       needs = { agree = yes_no "同意" } },
      action "ask" { "请各方答复", by = "worker", to = "answers", needs = { parties = others },
                     does = "alert" },
      action "plan" { "派任务", by = "worker", does = "set_task", to = "work",
                      needs = { party = others, task = text { "做什么", audience = "community" },
                                due = instant { "期限" } } },
    },
    stage "answers" {
      "答复", deadline { within = hours(3), at_end = again_or_work },
      action "reply" { "答复", by = "party", does = "reply", all_parties = true, to = "work" },
    },
    stage "work" {
      "办理", deadline { within = days(30), on_late = close "lapsed" },
      action "more" { "再派", by = "worker", does = "set_task",
                      needs = { party = others, task = text { "做什么", audience = "community" },
                                due = instant { "期限" } } },
      action "own" { "认领", by = "party", does = "set_task",
                     needs = { task = text { "做什么", audience = "community" },
                               due = instant { "期限" } } },
      action "deliver" { "交付", by = "party", does = "report_task",
                         needs = { number = number { "第几项", min = 1, max = 200 } } },
      action "judge" { "验收", by = "opener", does = "judge_task", all_tasks = true, to = "after",
                       needs = { number = number { "第几项", min = 1, max = 200 },
                                 accepted = yes_no "验收" } },
      action "inspect" { "代验", by = "worker", does = "judge_task",
                         needs = { number = number { "第几项", min = 1, max = 200 },
                                   accepted = yes_no "验收" } },
      action "measure" { "量", by = "worker", does = "measure",
        needs = { indicator = code { "指标", options = { { "noise_db", "分贝" },
                                                         { "complaints", "件" } } },
                  when = code { "何时", options = { { "before", "前" }, { "after", "后" } } },
                  value = number { "数", min = 0, max = 1000 } } },
    },
    stage "after" {
      "回访", deadline { within = days(9), on_late = close "done" },
      action "rate" { "评价", by = "participant", does = "rate",
                      needs = { score = number { "分", min = 1, max = 5 } } },
      action "publish" { "入库", by = "worker", does = "publish_case",
                         needs = { summary = text { "摘要", audience = "public" } } },
    },
    action "here" { "报到", by = "party", does = "report_in" },
    action "here_and_answer" { "报到并答复", by = "party", does = { "report_in", "reply" } },
    action "support" { "附议", by = "resident", does = "support" },
    action "announce" { "告知", by = "worker", does = "tell",
      needs = { inside = text { "给各方", audience = "parties", max = 9 },
                outside = text { "给大家", audience = "public", max = 9 } } },
    action "finish" { "办结", by = "worker", outcome = "done" },
  },
}
)lua";

class ErrandTest : public HallTest {
 protected:
  // `at_end`: what the deadline of the stage of answers is.
  explicit ErrandTest(const std::string& late = "on_late = enter \"work\"")
      : HallTest(PackWith(late), {{'a', "resident"},
                                  {'b', "resident"},
                                  {'d', "resident"},
                                  {'e', "resident"},
                                  {'w', "worker", "office"},
                                  {'x', "worker"},
                                  {'c', "officer", "police"},
                                  {'o', "observer"}}) {}

  static std::string PackWith(const std::string& late) {
    std::string source = kErrandPack;
    const std::string mark = "at_end = again_or_work";
    source.replace(source.find(mark), mark.size(), late);
    return source;
  }

  std::string With(char actor, const Bytes& matter, const std::string& action,
                   const std::vector<Bytes>& duplicates) {
    v1::Payload payload = ActBody(matter, action);
    v1::Matters* matters = AddInput(payload, "duplicates")->mutable_matters();
    for (const Bytes& one : duplicates) matters->add_matter(one);
    std::sort(matters->mutable_matter()->begin(), matters->mutable_matter()->end());
    return Do(actor, now_ms, payload);
  }
  std::string Say(char actor, const Bytes& matter, const std::string& agree) {
    return ActWithCode(actor, now_ms, matter, "agree", "agree", agree);
  }

  static void Write(v1::Input* input, v1::Audience audience) {
    v1::ContentRef* ref = input->mutable_content();
    ref->set_commitment(Bytes(32, 't'));
    ref->set_audience(audience);
    ref->set_media("text/plain");
    ref->set_size(9);
  }
  // Tasks for units, sorted.
  std::string SetTask(char actor, const Bytes& matter, const std::string& action,
                      const std::vector<std::string>& units, int64_t due_ms) {
    v1::Payload payload = ActBody(matter, action);
    AddInput(payload, "due")->set_instant_ms(due_ms);
    v1::Codes* codes = AddInput(payload, "party")->mutable_codes();
    for (const std::string& unit : units) codes->add_code(unit);
    Write(AddInput(payload, "task"), v1::COMMUNITY);
    return Do(actor, now_ms, payload);
  }
  std::string Deliver(char actor, const Bytes& matter, int64_t number) {
    return ActWithNumber(actor, now_ms, matter, "deliver", "number", number);
  }
  std::string Judge(char actor, const Bytes& matter, int64_t number, const std::string& accepted,
                    const std::string& action = "judge") {
    v1::Payload payload = ActBody(matter, action);
    AddInput(payload, "accepted")->set_code(accepted);
    AddInput(payload, "number")->set_number(number);
    return Do(actor, now_ms, payload);
  }
  std::string Measure(char actor, const Bytes& matter, const std::string& indicator,
                      const std::string& when, int64_t value) {
    v1::Payload payload = ActBody(matter, "measure");
    AddInput(payload, "indicator")->set_code(indicator);
    AddInput(payload, "value")->set_number(value);
    AddInput(payload, "when")->set_code(when);
    return Do(actor, now_ms, payload);
  }
  // Opened by 'a', with one task for each of the units.
  Bytes AtWork(const std::vector<std::string>& units) {
    const Bytes matter = OpenMatter('a', now_ms);
    EXPECT_EQ(SetTask('w', matter, "plan", units, now_ms + kDay), "");
    return matter;
  }
  int64_t Counter(const std::string& counter) { return state::CounterValue(*state_, counter); }

  int64_t now_ms = kMonday + kHour;
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_ERRANDS_H_
