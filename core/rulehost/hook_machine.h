// One pack, loaded in a machine of its own and ready to run its hooks. The machine is kept as it is
// right after loading, and every hook begins in it as if it had just been loaded (vm.h, arena.h).
//
// Not for others than hook.cc: they ask a HookBench.
// Tested by tests/unit/rulehost/hook_reset_test.cc

#ifndef YITING_RULEHOST_HOOK_MACHINE_H_
#define YITING_RULEHOST_HOOK_MACHINE_H_

#include "rulehost/hook.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {

class HookMachine {
 public:
  explicit HookMachine(PackPtr pack);
  HookMachine(const HookMachine&) = delete;
  HookMachine& operator=(const HookMachine&) = delete;

  // `way`: how its draws fall (draw.h).
  HookVerdict Run(BytesView place, const HookInput& input, uint32_t way = kAsTheLedgerSays);

  const LoadedPack& pack() const { return *pack_; }
  // As the last run left it.
  Vm& vm() { return vm_; }

 private:
  const PackPtr pack_;
  Vm vm_;
  Vm::Outcome loaded_;
  bool used_ = false;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_HOOK_MACHINE_H_
