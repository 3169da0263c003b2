#include "decide/hooks.h"

#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_tasks.h"

namespace yiting::decide {

namespace {

Result<std::optional<Refusal>> Ask(const Situation& situation, rulehost::HookInput input,
                                   const Inputs& inputs, const std::string& rule) {
  input.inputs.assign(inputs.begin(), inputs.end());
  for (const state::HeldRole& held : situation.roles) input.roles.push_back(held.role);
  input.now_ms = situation.now_ms;
  const rulehost::HookVerdict verdict = situation.packs.hooks().Run(situation.pack, rule, input);
  switch (verdict.kind) {
    case rulehost::HookVerdict::Kind::kAllow:
      return std::optional<Refusal>();
    case rulehost::HookVerdict::Kind::kRefuse:
      return std::optional<Refusal>(Refusal{v1::RULE_REFUSED, rule, verdict.code});
    case rulehost::HookVerdict::Kind::kFail:
      return std::optional<Refusal>(Refusal{v1::RULE_FAILED, rule, verdict.code});
    case rulehost::HookVerdict::Kind::kMachine:
      break;
  }
  return Fail(ErrorCode::kNoMemory, "rule " + rule + ": this machine's limits were hit at " +
                                        verdict.where);
}

// What the state counts for a matter.
void CountFor(const Situation& situation, const state::Matter& matter,
              std::map<std::string, int64_t>& counts) {
  const state::Turnout turnout = state::CountTurnout(situation.community, matter.matter);
  counts["invited"] = turnout.invited;
  counts["coming"] = turnout.coming;
  counts["not_coming"] = turnout.not_coming;
  counts["supporters"] = matter.supporters;
  counts["opinions"] = state::NextOpinion(situation.community, matter.matter) - 1;
  counts["attended"] =
      static_cast<int64_t>(state::AttendanceOf(situation.community, matter).size());
  for (const state::Task& task : state::TasksOf(situation.community, matter.matter)) {
    ++counts["tasks"];
    if (task.state == state::Task::kAccepted) ++counts["tasks_accepted"];
  }
  for (const state::Party& party : state::PartiesOf(situation.community, matter.matter)) {
    ++counts["parties"];
    if (party.reported_ms != 0) ++counts["reported"];
  }
  const state::Ratings ratings = state::RatingsOf(situation.community, matter.matter);
  counts["ratings"] = ratings.count;
  counts["satisfied"] = ratings.satisfied;
  const v1::Stage* stage = situation.pack.FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return;
  for (const v1::Action& action : stage->actions()) {
    counts["taken." + action.id()] =
        state::CountTakes(situation.community, matter, action.id());
  }
}

}  // namespace

Result<std::optional<Refusal>> AskOpenHook(const Situation& situation,
                                           const v1::Procedure& procedure,
                                           const std::string& opener_class, const Inputs& inputs,
                                           const std::string& rule) {
  rulehost::HookInput input;
  input.matter.procedure = procedure.id();
  input.matter.opener_class = opener_class;
  input.by_opener = true;
  return Ask(situation, std::move(input), inputs, rule);
}

Result<std::optional<Refusal>> AskActionHook(const Situation& situation,
                                             const state::Matter& matter,
                                             const Standing& standing, const Inputs& inputs,
                                             const std::string& rule) {
  rulehost::HookInput input;
  input.matter = {.id = ToHex(matter.matter),
                  .procedure = matter.procedure,
                  .stage = matter.stage,
                  .category = matter.category,
                  .lead = matter.lead,
                  .level = matter.level,
                  .opener_class = matter.opener_class,
                  .opened_ms = matter.opened_ms,
                  .stage_ms = matter.stage_ms,
                  .chance = matter.chance,
                  .counts = {}};
  CountFor(situation, matter, input.matter.counts);
  input.roles.push_back(standing.role);
  input.by_opener = IsOpener(matter, situation.actor());
  return Ask(situation, std::move(input), inputs, rule);
}

}  // namespace yiting::decide
