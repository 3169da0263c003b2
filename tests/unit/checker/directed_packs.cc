#include "tests/unit/checker/directed_packs.h"

#include <utility>

namespace yiting::checker {

namespace {

// Somebody sits in the office, sometimes in the market hall too; nobody in the harbour's. `closes`
// and `waits`: at the end of a stage's time the matter ends, or goes nowhere.
constexpr char kHead[] = R"lua(
local closes = deadline { within = hours(7), on_late = close "lapsed" }
local waits = deadline { within = hours(7), on_late = escalate "street" }
local function unless(is_wrong)
  return function(m, cmd, now)
    if is_wrong(m, cmd) then return refuse "no" end
    return true
  end
end
local the_units = {
  unit "office" { "办公室" }, unit "market" { "市场所" }, unit "harbour" { "港务所" },
}
local kinds = {
  category "noise" { "噪音", lead = "office" }, category "lift" { "电梯", lead = "office" },
  category "stall" { "摊位", lead = "market" }, category "boat" { "船只", lead = "harbour" },
}
local function sort(once)
  return action "sort" {
    "定类", by = "staff", once = once, needs = { category = kinds }, does = "assign",
  }
end
local function call(once)
  return action "call" {
    "通知", by = "staff", once = once, needs = { parties = the_units }, does = "alert",
  }
end
local function invite(once)
  return action "invite" {
    "约请", by = "staff", once = once, needs = { who = members }, does = "invite",
  }
end
local function go(to) return action "go" { "去", by = "staff", to = to } end

return pack {
  "试验", id = "trial", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "helper" { "帮手" }, role "staff" { "社工", staff = true },
  role "aide" { "助理", staff = true }, role "clerk" { "文员", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  the_units, kinds, outcome "done" { "办结" }, outcome "lapsed" { "过期" },
  procedure "p" {
    "规程", may_open = {
      opener "people" { "大家", roles = { "resident", "helper", "aide", "boss" } },
      opener "staff" { "社工", roles = { "staff" } },
    },
)lua";

std::string WithStages(const std::string& stages) { return kHead + stages + "  },\n}\n"; }

Roster LonelyAnd(Person another) {
  Roster roster = LonelyRoster();
  roster.push_back(std::move(another));
  return roster;
}
Roster WithTrader() { return LonelyAnd({"trader", {{"helper", "market"}}, ""}); }

// Which category was set, where two have the same parties; which leads; and whether any was.
void AddCategories(std::vector<DirectedPack>& packs) {
  packs.push_back({"category", WithStages(R"lua(
    stage "a" {
      "一", closes, sort(),
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.category ~= "lift" end) },
    },
)lua"), LonelyRoster(), "took a.finish"});
  packs.push_back({"lead", WithStages(R"lua(
    stage "a" {
      "一", closes, sort(),
      action "finish" { "办结", by = "lead", outcome = "done",
        when = unless(function(m, cmd) return m.lead ~= "market" end) },
    },
)lua"), WithTrader(), "took a.finish"});
  // Set anew, to the one that was led on from before as well.
  packs.push_back({"set_anew", WithStages(R"lua(
    stage "a" {
      "一", closes, sort(),
      action "finish" { "办结", by = "lead", outcome = "done",
        when = unless(function(m, cmd)
          return m.category ~= "noise" or m.counts.parties < 2
        end) },
    },
)lua"), WithTrader(), "took a.finish"});
  // That it was set at all, though nobody sits in its lead.
  const std::string any = WithStages(R"lua(
    stage "a" { "一", closes, sort(), go("b") },
    stage "b" { "二", closes, action "finish" { "办结", by = "staff", outcome = "done" } },
)lua");
  const Roster deserted = {{"registrar", {{"registrar", ""}}, ""}, {"r1", {{"resident", ""}}, ""},
                           {"s1", {{"staff", ""}}, ""}};
  for (const char* fact : {"unled b", "led b"}) {
    packs.push_back({"any_category", any, deserted, fact});
  }
}

// Who opened it: the one officer, whom it takes as well, or somebody else.
void AddOpeners(std::vector<DirectedPack>& packs) {
  const auto signed_by = [](const std::string& by, int signers) {
    return WithStages(R"lua(
    stage "a" {
      "一", waits, )lua" + std::string(by == "party" ? "call()," : "") + R"lua(
      action "sign" { "签字", by = { "opener", ")lua" + by + "\" }, signers = " +
                      std::to_string(signers) + ", outcome = \"done\" },\n    },\n");
  };
  packs.push_back({"opener_signs", signed_by("staff", 2), LonelyRoster(), "stuck a"});
  // In the street's hands the street may sign, but who opened it not twice.
  Roster street = LonelyAnd({"aide", {{"aide", ""}}, ""});
  street.push_back({"clerk", {{"clerk", ""}}, ""});
  street.push_back({"boss", {{"boss", ""}}, ""});
  packs.push_back({"opener_of_level", signed_by("clerk", 3), street, "stuck a"});
  packs.push_back({"opener_of_party", signed_by("party", 2),
                   LonelyAnd({"helper", {{"helper", ""}}, ""}), "stuck a"});
  packs.push_back({"own_matter", WithStages(R"lua(
    stage "a" {
      "一", waits,
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return cmd.by_opener end) },
    },
)lua"), LonelyRoster(), "stuck a"});
  packs.push_back({"opener_with_role", WithStages(R"lua(
    stage "a" {
      "一", closes,
      action "finish" { "办结", by = "opener", outcome = "done",
        when = unless(function(m, cmd) return not includes(cmd.roles, "staff") end) },
    },
)lua"), LonelyRoster(), "took a.finish"});
  packs.push_back({"opener_class", WithStages(R"lua(
    stage "a" {
      "一", closes,
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.opener_class ~= "staff" end) },
    },
)lua"), LonelyRoster(), "took a.finish"});
}

// A function looks at the category only in the stage `b`: one way each from `a`, where none does.
void AddWaysAhead(std::vector<DirectedPack>& packs) {
  const auto add = [&packs](const char* name, const std::string& stages) {
    packs.push_back({std::string("ahead_by_") + name, WithStages(stages + R"lua(
    stage "b" {
      "尾", closes,
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.category ~= "lift" end) },
    },
)lua"), LonelyRoster(), "took b.finish"});
  };
  add("action", R"lua(stage "a" { "一", closes, sort(true), go("b") },)lua");
  add("action_of_all", R"lua(
    action "go" { "去", by = "opener", to = "b" }, stage "a" { "一", closes, sort(true) },)lua");
  add("two_steps", R"lua(
    stage "a" { "一", closes, sort(true), go("m") }, stage "m" { "二", closes, go("b") },)lua");
  add("deadline", R"lua(
    stage "a" { "一", deadline { within = hours(7), on_late = enter "b" }, sort(true) },)lua");
  add("deadline_again", R"lua(
    stage "a" {
      "一", sort(true), deadline { within = hours(7), on_late = escalate "street",
        again = deadline { within = hours(5), on_late = enter "b" } },
    },)lua");
  add("clock", R"lua(
    deadline { within = hours(4), on_late = enter "b" },
    stage "a" { "一", closes, sort(true) },)lua");
  const auto polled = [](const std::string& ends) {
    return R"lua(
    stage "a" {
      "一", sort(true), deadline { within = hours(7), at_end = tally },
      poll { electors = "resident", approve = ratio(1, 2), of = "electors", )lua" + ends + R"lua( },
      action "ballot" { "投票", by = "elector", does = "vote", needs = { choice = code { "选",
        options = { { "for", "同意" }, { "against", "不同意" } } } } },
    },)lua";
  };
  add("poll_passed", polled(R"lua(passed = enter "b", failed = close "done")lua"));
  add("poll_failed", polled(R"lua(passed = close "done", failed = enter "b")lua"));
}

// What is filled in; and what somebody may take once.
void AddInputsAndOnce(std::vector<DirectedPack>& packs) {
  packs.push_back({"input", WithStages(R"lua(
    stage "a" {
      "一", closes,
      action "finish" { "办结", by = "staff", outcome = "done",
        needs = { how = code { "怎样", options = { { "ill", "坏" }, { "well", "好" } } } },
        when = unless(function(m, cmd) return cmd.inputs.how ~= "well" end) },
    },
)lua"), LonelyRoster(), "took a.finish"});
  // Two officers who both did something before: one has called, the other still may.
  packs.push_back({"once", WithStages(R"lua(
    stage "a" { "一", closes, action "sign" { "签字", by = "staff", signers = 2, to = "b" } },
    stage "b" {
      "二", closes, call(true),
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.counts.parties < 2 end) },
    },
)lua"), LonelyAnd({"s2", {{"staff", ""}}, ""}), "took b.finish"});
  // The one officer has sorted, and may again when the stage is entered anew.
  packs.push_back({"once_again", WithStages(R"lua(
    stage "a" {
      "一", waits, sort(true), action "back" { "重来", by = "resident", to = "a" },
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.counts.parties < 2 end) },
    },
)lua"), LonelyRoster(), "took a.finish"});
}

// What seems to make no difference where it is taken, and does to a function elsewhere.
void AddNotInert(std::vector<DirectedPack>& packs) {
  const auto add = [&packs](const char* name, const Roster& roster, const std::string& does,
                            const std::string& count) {
    const std::string stages = R"lua(
    stage "a" { "一", closes, go("b"), )lua" + does + R"lua( },
    stage "b" {
      "二", closes,
      action "finish" { "办结", by = "staff", outcome = "done",
        when = unless(function(m, cmd) return m.counts.)lua" + count + R"lua( < 2 end) },
    },
)lua";
    packs.push_back({name, WithStages(stages), roster, "took b.finish"});
  };
  add("reported_later", WithTrader(), R"lua(call(),
      action "come" { "报到", by = "party", does = "report_in" })lua", "reported");
  add("rated_later", LonelyRoster(), R"lua(invite(true),
      action "rate" { "评", by = "participant", does = "rate",
        needs = { score = number { "分", min = 1, max = 5 } } })lua", "ratings");
  // A function that fails only when somebody was invited.
  packs.push_back({"fails_later", WithStages(R"lua(
    stage "a" {
      "一", closes, invite(true),
      action "note" { "记", by = "staff",
        when = unless(function(m, cmd) return 1 // (1 - m.counts.invited) < 0 end) },
    },
)lua"), LonelyRoster(), "failed p.a.note RUNTIME"});
}

DirectedPack Reminding(const std::string& remind) {
  const std::string stages = R"lua(
    stage "a" { "一", closes, call(), go("b"), )lua" + remind + R"lua( },
    stage "b" { "二", closes, go("a"), )lua" + remind + R"lua( },
)lua";
  return {"reminding", WithStages(stages), LonelyRoster(), ""};
}

}  // namespace

Roster LonelyRoster() {
  return {{"registrar", {{"registrar", ""}}, ""},
          {"r1", {{"resident", ""}}, ""},
          {"s1", {{"staff", ""}}, ""},
          {"officer", {{"helper", "office"}}, ""}};
}

std::vector<DirectedPack> DirectedPacks() {
  std::vector<DirectedPack> packs;
  AddCategories(packs);
  AddOpeners(packs);
  AddWaysAhead(packs);
  AddInputsAndOnce(packs);
  AddNotInert(packs);
  return packs;
}

DirectedPack WithReminder() {
  return Reminding(R"lua(action "remind" { "催", by = "opener", does = "nudge" })lua");
}
DirectedPack WithoutReminder() { return Reminding(""); }

}  // namespace yiting::checker
