// Asking a pack's `when` functions: what one gets to see, what it answers, and the bench of
// machines that run them. A function is called as when(m, cmd, now) with read-only tables.
//
// A verdict depends on the pack and the input only, never on the machine or on what it ran before.
// A LoadedPack is shared and never changes; machines (hook_machine.h) change while they run, so
// they belong to one thread: to the bench of whoever decides (decide::PackSource).
// Tested by tests/unit/rulehost/hook_test.cc, hook_reset_test.cc

#ifndef YITING_RULEHOST_HOOK_H_
#define YITING_RULEHOST_HOOK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "rulehost/pack.h"
#include "yiting/v1/command.pb.h"

namespace yiting::rulehost {

// What a `when` function may see of the world: structure, never prose.
struct HookInput {
  struct Matter {    // all empty when the hook decides on opening
    std::string id;  // hexadecimal, 32 digits
    std::string procedure;
    std::string stage;
    std::string category;  // empty until one was set
    std::string lead;      // unit id, empty until a category was set
    std::string level;     // escalated to, or empty
    std::string opener_class;
    int64_t opened_ms = 0;
    int64_t stage_ms = 0;  // when the present stage was entered
    Bytes chance;  // that the ledger gave this stage (draw.h), 32; empty on opening
    // Whatever the state counts for the matter (docs/formats/pack.md names them); a name that is
    // missing reads as 0 in Lua. "taken.ACTION": members who took ACTION in the present stage.
    std::map<std::string, int64_t> counts;
  };
  Matter matter;
  // The command's inputs. In Lua: number and instant are integers, a code is a string, codes and
  // members are lists of strings (members in hexadecimal), a content is `true`.
  std::vector<v1::Input> inputs;
  std::vector<std::string> roles;  // roles and relations by which the actor is concerned, any order
  bool by_opener = false;  // the actor opened the matter, for themselves or another
  int64_t now_ms = 0;
};

struct HookVerdict {
  enum class Kind {
    kAllow,
    kRefuse,   // `code` is the pack's own word: rejection RULE_REFUSED
    kFail,     // `code` is RUNTIME, GAS, MEMORY or DEPTH: rejection RULE_FAILED
    kMachine,  // physical limits of this machine: an error of the world, never a decision
  };
  Kind kind = Kind::kAllow;
  std::string code;
  std::string where;  // "pack.lua:12" of a failure; for the admin, never for the ledger
};

class HookMachine;

// The machines that are ready, the one used last in front. Making one costs as much as loading its
// pack; each takes about a megabyte and keeps its pack alive, so only a few stay.
class HookBench {
 public:
  static constexpr size_t kMachinesMax = 4;

  HookBench();
  ~HookBench();
  HookBench(const HookBench&) = delete;
  HookBench& operator=(const HookBench&) = delete;

  // How draws fall from now on (draw.h): as the ledger says, unless somebody looks at what a pack
  // may do.
  void LetDrawsFall(uint32_t way) { way_ = way; }

  // Runs the pack's `when` function of that place; kAllow when there is none.
  HookVerdict Run(const LoadedPack& pack, BytesView place, const HookInput& input);

 private:
  std::vector<std::unique_ptr<HookMachine>> machines_;
  uint32_t way_ = 0;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_HOOK_H_
