// Runs an attack its group's way: a file, a hook, or a whole pack.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_RUN_ATTACK_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_RUN_ATTACK_H_

#include <string>

#include "rulehost/hook_machine.h"
#include "tests/unit/rulehost/attacks/attack.h"
#include "tests/unit/rulehost/pack_files.h"
#include "tests/unit/rulehost/run_rule.h"

namespace yiting::rulehost {

// The pack whose opening is decided by this body of a function(m, cmd, now).
inline Bytes BundleWithHook(const std::string& body) {
  return EncodeBundle(BuildBundle(FilesWith(R"(
return pack {
  "测试", id = "t", version = "1",
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "staff" { "社工" },
  outcome "done" { "办结" },
  params { n = workdays(3, "天") },
  procedure "p" {
    "规程", may_open = "staff", when = function(m, cmd, now) )" +
                                            body + R"( end,
    stage "one" {
      "第一步",
      deadline { within = days(7), on_late = close "done" },
      action "go" { "去", by = "staff", outcome = "done" },
    },
  },
})")));
}

inline HookInput AttackedInput() {
  HookInput input;
  input.matter.id = std::string(32, 'a');
  input.matter.stage = "one";
  input.matter.chance = Bytes(32, 'c');
  input.matter.counts = {{"coming", 5}, {"taken.go", 2}};
  input.roles = {"opener", "staff"};
  input.now_ms = 1'720'000'000'000;
  v1::Input* members = &input.inputs.emplace_back();
  members->set_field("invitees");
  members->mutable_members()->add_member("abc");
  v1::Input* text = &input.inputs.emplace_back();
  text->set_field("reason");
  text->mutable_content()->set_size(10);
  v1::Input* number = &input.inputs.emplace_back();
  number->set_field("score");
  number->set_number(4);
  return input;
}

inline RuleRun RunHookBody(const std::string& body) {
  RuleRun run;
  const LoadResult loaded = LoadPack(BundleWithHook(body));
  if (loaded.pack == nullptr) {
    run.code = "LINT " + loaded.diagnostics[0].code;
    run.message = FormatDiagnostic(loaded.diagnostics[0]);
    return run;
  }
  HookMachine machine(loaded.pack);
  const HookVerdict verdict = machine.Run("p.open", AttackedInput());
  const bool refused = verdict.kind == HookVerdict::Kind::kRefuse;
  run.code = refused ? "REFUSED" : verdict.code;
  run.result = refused ? verdict.code : "";
  run.message = verdict.where;
  run.gas = machine.vm().gas_used();
  run.memory = machine.vm().memory_used();
  run.physical = machine.vm().physical_used();
  return run;
}

inline RuleRun LoadWholePack(const std::string& source) {
  RuleRun run;
  const LoadResult loaded = LoadPack(EncodeBundle(BuildBundle(FilesWith(source))));
  if (loaded.pack != nullptr) return run;
  run.code = loaded.diagnostics[0].code;
  run.line = loaded.diagnostics[0].line;
  run.message = FormatDiagnostic(loaded.diagnostics[0]);
  return run;
}

inline RuleRun RunAttack(const AttackGroup& group, const Attack& attack) {
  switch (group.way) {
    case AttackGroup::Way::kFile:
      return RunRule(attack.source);
    case AttackGroup::Way::kHook:
      return RunHookBody(attack.source);
    case AttackGroup::Way::kPack:
      break;
  }
  return LoadWholePack(attack.source);
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_RUN_ATTACK_H_
