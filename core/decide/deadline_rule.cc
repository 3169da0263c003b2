#include "decide/deadline_rule.h"

namespace yiting::decide {

namespace {

const v1::DeadlineRule* FirstRule(const rulehost::LoadedPack& pack, BytesView procedure,
                                  BytesView stage) {
  if (stage.empty()) {
    const v1::Procedure* found = pack.FindProcedure(procedure);
    return found != nullptr && found->has_deadline() ? &found->deadline() : nullptr;
  }
  const v1::Stage* found = pack.FindStage(procedure, stage);
  return found != nullptr && found->has_deadline() ? &found->deadline() : nullptr;
}

}  // namespace

const v1::DeadlineRule* RuleOf(const rulehost::LoadedPack& pack, BytesView procedure,
                               BytesView stage, int64_t round) {
  const v1::DeadlineRule* rule = FirstRule(pack, procedure, stage);
  for (; rule != nullptr && round > 0; --round) {
    // The days of grace of a poll end as the poll itself does.
    if (rule->on_late().tally()) return rule;
    rule = rule->on_late().has_again() ? &rule->on_late().again() : nullptr;
  }
  return rule;
}

}  // namespace yiting::decide
