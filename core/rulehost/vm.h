// One machine that runs rules: a Lua state under the limits of rules-v1 (docs/formats/rules.md),
// with the allowed library and nothing else, and `require` over the files of one bundle. Touches
// only its own memory, which is one arena: Keep remembers the machine and Restore makes it again
// what it was then, so that no run leaves anything for the next (hook.h).
//
// Lua errors are longjmps: in the C functions of library_*.cc no object with a destructor is alive
// where one may start. What must be owned meanwhile lies in the arena (scratch.h).
// Tested by tests/unit/rulehost/attack_test.cc, library_test.cc, hook_reset_test.cc

#ifndef YITING_RULEHOST_VM_H_
#define YITING_RULEHOST_VM_H_

#include <lua_meter.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "rulehost/arena.h"
#include "rulehost/draw.h"
#include "rulehost/lint.h"
#include "rulehost/scratch.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

class Calendar;

inline constexpr int64_t kGasLimit = 2'000'000;
inline constexpr int64_t kMemoryLimit = int64_t{4} << 20;
inline constexpr int64_t kPhysicalLimit = int64_t{16} << 20;

class Vm {
 public:
  // How a run ended. `code` is empty when it went well; else SYNTAX, RUNTIME, GAS, MEMORY or DEPTH,
  // the only part that may reach a ledger, or MACHINE, which never may.
  struct Outcome {
    std::string code;
    std::string file;  // where in the pack
    int32_t line = 0;
    std::string message;  // Lua's own words, for the admin
    bool ok() const { return code.empty(); }
  };

  // What `value`, `calendar` and `draw` read while a hook runs; null while a pack is loaded.
  struct Context {
    const v1::Pack* model = nullptr;
    const Calendar* calendar = nullptr;
    Lot lot;
  };

  // REQUIRES: `bundle` outlives the machine.
  explicit Vm(const v1::PackBundle& bundle);
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  lua_State* state() { return state_; }
  Scratch& scratch() { return now_.scratch; }
  const v1::PackBundle& bundle() const { return bundle_; }
  Context& context() { return now_.context; }
  // The files that are being run, the innermost last; and a number that counts up.
  std::vector<const v1::PackBundle::File*>& running() { return now_.running; }
  int64_t NextSerial() { return ++now_.serial; }
  // `require` met a file that does not compile.
  void MarkSyntaxError() { now_.syntax_error = true; }

  // Remembers this machine as it is now: all that it ran, and what stands on its stack.
  // REQUIRES: nothing is running in it.
  void Keep();
  // Makes it again, bit for bit, what it was when Keep was called.
  void Restore();

  // Compiles a file of the bundle and leaves its function on the stack. On failure nothing is left.
  Outcome Load(std::string_view path);
  // Calls the function under its arguments on the stack, protected and limited.
  Outcome Call(int arguments, int results);
  // Runs `body` protected and unmetered, for the host's own work: it gets `data` as a light pointer
  // and then the topmost `arguments` of the stack.
  Outcome CallHost(lua_CFunction body, void* data, int arguments, int results);
  // The budget of another run of the same machine; memory is never given back.
  void RefillGas() { now_.meter.gas = kGasLimit; }
  int64_t gas_used() const { return kGasLimit - now_.meter.gas; }
  int64_t memory_used() const { return kMemoryLimit - now_.meter.memory; }
  // Bytes taken from the machine, with all slack.
  int64_t physical_used() const { return static_cast<int64_t>(arena_.taken()); }
  Arena& arena() { return arena_; }

  // The machine that this state belongs to.
  static Vm& Of(lua_State* state);
  LuaMeter& meter() { return now_.meter; }

  // "units" -> "units.lua" or "lib/units.lua"; null when the bundle has neither.
  const v1::PackBundle::File* FindModule(std::string_view name) const;
  const v1::PackBundle::File* FindFile(std::string_view path) const;

 private:
  Outcome Finish(int status);

  // What a machine is besides its arena.
  struct Registers {
    LuaMeter meter{};
    Scratch scratch;
    Context context;
    std::vector<const v1::PackBundle::File*> running;
    int64_t serial = 0;
    bool syntax_error = false;
  };

  const v1::PackBundle& bundle_;
  Arena arena_{static_cast<size_t>(kPhysicalLimit)};
  Registers now_;
  Registers kept_;
  lua_State* state_ = nullptr;
};

// The names that OpenLibrary defines, for the lint pass.
Vocabulary LibraryVocabulary();

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_VM_H_
