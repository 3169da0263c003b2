// Runs one rule file the way a pack's files are run: lint, then a fresh machine under all limits.
#ifndef YITING_TESTS_UNIT_RULEHOST_RUN_RULE_H_
#define YITING_TESTS_UNIT_RULEHOST_RUN_RULE_H_

#include <string>

#include "rulehost/lint.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {

struct RuleRun {
  std::string code;  // "" = went well; "LINT X" = refused by the lint pass; else Outcome::code
  int32_t line = 0;
  std::string message;
  std::string result;  // an integer, boolean or string that the file returned
  int64_t gas = 0;
  int64_t memory = 0;
  int64_t physical = 0;
};

inline RuleRun RunRule(const std::string& source, const std::string& other = "return 1") {
  RuleRun run;
  const auto found = Lint("pack.lua", source, LibraryVocabulary());
  if (!found.empty()) {
    run.code = "LINT " + found[0].code;
    run.line = found[0].line;
    run.message = found[0].text.en();
    return run;
  }
  v1::PackBundle bundle;
  auto* helper = bundle.add_files();
  helper->set_path("other.lua");
  helper->set_content(other);
  auto* file = bundle.add_files();
  file->set_path("pack.lua");
  file->set_content(source);
  Vm vm(bundle);
  Vm::Outcome outcome = vm.Load("pack.lua");
  if (outcome.ok()) outcome = vm.Call(0, 1);
  run.code = outcome.code;
  run.line = outcome.line;
  run.message = outcome.message;
  run.gas = vm.gas_used();
  run.memory = vm.memory_used();
  run.physical = vm.physical_used();
  if (outcome.ok()) {
    lua_State* state = vm.state();
    if (lua_isinteger(state, -1)) {
      run.result = std::to_string(lua_tointeger(state, -1));
    } else if (lua_isboolean(state, -1)) {
      run.result = lua_toboolean(state, -1) != 0 ? "true" : "false";
    } else if (lua_type(state, -1) == LUA_TSTRING) {
      size_t size = 0;
      const char* text = lua_tolstring(state, -1, &size);
      run.result.assign(text, size);
    } else {
      run.result = lua_typename(state, lua_type(state, -1));
    }
  }
  return run;
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_RUN_RULE_H_
