// One thing that a hostile rule file can try, and how it must end: with the same code on every
// build, within the gas and the memory of rules-v1. The tables of this folder, a file a group, hold
// all of them (all_attacks.h); attack_test.cc runs them natively and in WebAssembly,
// attack_bench.cc times them.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_ATTACK_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_ATTACK_H_

#include <string>
#include <vector>

namespace yiting::rulehost {

struct Attack {
  std::string name;
  std::string source;
  // "" = ends well; "LINT X" = refused before it runs; SYNTAX, RUNTIME, GAS, MEMORY or DEPTH; of a
  // pack: the first complaint's code.
  const char* code;
  // What it returns, when that matters: an integer, boolean or text.
  const char* result = nullptr;
};

struct AttackGroup {
  enum class Way {
    kFile,  // the source is a file that runs by itself
    kHook,  // the source is the body of a pack's function(m, cmd, now), called as a hook
    kPack,  // the source is a whole pack.lua, loaded as a bundle
  };
  const char* name;
  Way way;
  std::vector<Attack> attacks;
};

inline std::string Repeat(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// before0after before1after …
inline std::string Numbered(const std::string& before, const std::string& after, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += before + std::to_string(i) + after;
  return out;
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_ATTACK_H_
