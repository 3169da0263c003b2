// One machine that runs rules: a Lua state under the limits of rules-v1 (docs/formats/rules.md),
// with the allowed library and nothing else, and `require` over the files of one bundle. A fresh
// one is made for every load and every hook, so nothing is left of the last. Touches only its own
// memory.
//
// Lua errors are longjmps: in the C functions of library_*.cc no object with a destructor is alive
// where one may start. What must be owned meanwhile lives in Scratch.
// Tested by tests/unit/rulehost/attack_test.cc, library_test.cc

#ifndef YITING_RULEHOST_VM_H_
#define YITING_RULEHOST_VM_H_

#include <lua_meter.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "rulehost/lint.h"
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

  // What library functions need between two steps, owned here so that an error cannot leak it.
  struct Scratch {
    struct Key {
      bool is_integer;
      int64_t integer;
      const char* text;  // lives in the Lua state, whose collector never runs
      size_t size;
    };
    std::string text;
    std::vector<Key> keys;
    std::vector<uint32_t> table;
  };

  // What `value` and `calendar` read while a hook runs; null while a pack is loaded.
  struct Context {
    const v1::Pack* model = nullptr;
    const Calendar* calendar = nullptr;
  };

  // REQUIRES: `bundle` outlives the machine.
  explicit Vm(const v1::PackBundle& bundle);
  ~Vm();
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  lua_State* state() { return state_; }
  Scratch& scratch() { return scratch_; }
  const v1::PackBundle& bundle() const { return bundle_; }
  Context& context() { return context_; }
  // The files that are being run, the innermost last; and a number that counts up.
  std::vector<const v1::PackBundle::File*>& running() { return running_; }
  int64_t NextSerial() { return ++serial_; }
  // `require` met a file that does not compile.
  void MarkSyntaxError() { syntax_error_ = true; }

  // Compiles a file of the bundle and leaves its function on the stack. On failure nothing is left.
  Outcome Load(std::string_view path);
  // Calls the function under its arguments on the stack, protected and limited.
  Outcome Call(int arguments, int results);
  // Runs `body` protected and unmetered, for the host's own work: it gets `data` as a light pointer
  // and then the topmost `arguments` of the stack.
  Outcome CallHost(lua_CFunction body, void* data, int arguments, int results);
  // The budget of another run of the same machine; memory is never given back.
  void RefillGas() { meter_.gas = kGasLimit; }
  int64_t gas_used() const { return kGasLimit - meter_.gas; }
  int64_t memory_used() const { return kMemoryLimit - meter_.memory; }
  int64_t physical_used() const { return kPhysicalLimit - meter_.physical; }

  // The machine that this state belongs to.
  static Vm& Of(lua_State* state);
  LuaMeter& meter() { return meter_; }

  // "units" -> "units.lua" or "lib/units.lua"; null when the bundle has neither.
  const v1::PackBundle::File* FindModule(std::string_view name) const;
  const v1::PackBundle::File* FindFile(std::string_view path) const;

 private:
  Outcome Finish(int status);

  const v1::PackBundle& bundle_;
  LuaMeter meter_{};
  Scratch scratch_;
  Context context_;
  std::vector<const v1::PackBundle::File*> running_;
  int64_t serial_ = 0;
  bool syntax_error_ = false;
  lua_State* state_ = nullptr;
};

// The names that OpenLibrary defines, for the lint pass.
Vocabulary LibraryVocabulary();

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_VM_H_
