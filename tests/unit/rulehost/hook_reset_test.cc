// A machine that ran a hook is, for the next one, the machine that has just loaded its pack: the
// same verdict, gas and memory as in a fresh machine, and every byte of its arena as it was.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rulehost/hook_machine.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

// What the pack keeps between two calls, as far as its functions can reach it.
const char kBefore[] = R"(
local shared = require "shared"
local box = { n = 0, deep = { list = { 1, 2, 3 } } }
local text, number, flag = "kept", 7, true
local function helper() return number end
)";

// Looks at all of it: refuses with what it found changed.
const char kLook[] = R"(
  if box.n ~= 0 or #box.deep.list ~= 3 or box.new then return refuse "box" end
  if text ~= "kept" or number ~= 7 or not flag then return refuse "upvalue" end
  if helper() ~= 7 then return refuse "function" end
  if shared.count ~= 0 or shared.more then return refuse "module" end
  local s = ""
  for k, v in pairs(box) do s = s .. k end
  for i = 1, 40 do s = s .. tostring(i) end
  if require("late").n ~= 0 then return refuse "late" end
  return true
)";

struct Dirty {
  const char* what;
  const char* body;
  const char* code;  // "" = allowed
};

const Dirty kDirty[] = {
    {"upvalues", "text, number, flag = 'x', 8, false box = {} return true", ""},
    {"a function", "helper = function() return 1 end return true", ""},
    {"tables", "box.n = 9 box.deep.list[2] = nil box.deep.list = {} box.new = box return true", ""},
    {"a module", "shared.count = 5 shared.more = {} return true", ""},
    {"the registry", "require('late').n = 3 return true", ""},
    {"the strings",
     "local t = {} for i = 1, 9000 do t[i] = 'only here ' .. tostring(i) end return true", ""},
    {"big tables",
     "for i = 1, 20000 do box[i] = i box['k' .. tostring(i % 99)] = i end return true", ""},
    {"the scratch",
     "for i = 1, 300 do box['k' .. tostring(i)] = i end for k in pairs(box) do end "
     "return #(('abc'):rep(60000):upper()) > 0 and ('x'):rep(90000):find('yyyyyyyyy') == nil",
     ""},
    {"the stack",
     "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(5000) > 0",
     ""},
    {"an error", "box.n = 1 error 'stop'", "RUNTIME"},
    {"an error in a sort", "box.n = 1 table.sort({3, 2, 1}, function() error 'stop' end)",
     "RUNTIME"},
    {"gas", "box.n = 1 while true do box.n = box.n + 1 end", "GAS"},
    {"memory", "while true do box = { box } end", "MEMORY"},
    {"a long text", "box = 'x' while true do box = box .. box end", "MEMORY"},
    {"depth", "local function f() return 1 + f() end return f()", "DEPTH"},
    {"a bad file", "return require 'broken'", "SYNTAX"},
    {"a bad answer", "box.n = 1 return 1", "RUNTIME"},
};

class HookResetTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string actions;
    for (size_t i = 0; i < std::size(kDirty); ++i) {
      actions += "action \"d" + std::to_string(i) +
                 "\" { \"脏\", by = \"staff\", outcome = \"done\", when = function(m, cmd, now) " +
                 kDirty[i].body + " end },\n";
    }
    const std::string text = std::string(kBefore) + R"(
return pack {
  "测试", id = "t", version = "1",
  role "registrar" { "登记员" }, role "observer" { "观察员" }, role "staff" { "社工" },
  outcome "done" { "办结" },
  procedure "p" {
    "规程", may_open = "staff", when = function(m, cmd, now) )" +
                             kLook + R"( end,
    stage "one" { "第一步", deadline { within = days(7), on_late = close "done" },
)" + actions + "} } }\n";
    PackFiles files = FilesWith(text);
    files["shared.lua"] = "return { count = 0 }";
    files["late.lua"] = "return { n = 0 }";
    // No lint complaint, but more upvalues than a function of Lua's can have.
    files["broken.lua"] = Broken();
    pack_ = LoadGood(files);
  }
  static void TearDownTestSuite() { pack_.reset(); }

  static std::string Broken() {
    std::string outer;
    std::string middle;
    std::string sum;
    for (int i = 0; i < 150; ++i) {
      const std::string n = std::to_string(i);
      outer += "local a" + n + " = 1 ";
      middle += "local b" + n + " = 1 ";
      sum += "x = x + a" + n + " x = x + b" + n + " ";
    }
    return outer + "return function() " + middle + "return function() local x = 0 " + sum +
           "return x end end";
  }

  static std::string PlaceOf(size_t dirty) { return "p.one.d" + std::to_string(dirty); }

  static HookInput Input() {
    HookInput input;
    input.matter.id = std::string(32, 'a');
    input.matter.counts = {{"coming", 3}};
    input.roles = {"staff"};
    input.now_ms = 1'720'000'000'000;
    return input;
  }

  // All that a run can be told apart by.
  struct Trace {
    HookVerdict::Kind kind;
    std::string code;
    std::string where;
    int64_t gas;
    int64_t memory;
    int64_t physical;
    friend bool operator==(const Trace&, const Trace&) = default;
  };
  static Trace Run(HookMachine& machine, const std::string& place) {
    const HookVerdict verdict = machine.Run(place, Input());
    Vm& vm = machine.vm();
    return {verdict.kind,  verdict.code,     verdict.where,
            vm.gas_used(), vm.memory_used(), vm.physical_used()};
  }

  static PackPtr pack_;
};
PackPtr HookResetTest::pack_;

TEST_F(HookResetTest, EveryDirtyingHookEndsAsItsRowSays) {
  ASSERT_NE(pack_, nullptr);
  for (size_t i = 0; i < std::size(kDirty); ++i) {
    HookMachine machine(pack_);
    EXPECT_EQ(Run(machine, PlaceOf(i)).code, kDirty[i].code) << kDirty[i].what;
  }
}

TEST_F(HookResetTest, ARestoredMachineRunsEveryHookAsAFreshOneDoes) {
  ASSERT_NE(pack_, nullptr);
  HookMachine old(pack_);
  for (size_t i = 0; i < std::size(kDirty); ++i) {
    for (const std::string& place : {PlaceOf(i), std::string("p.open")}) {
      HookMachine fresh(pack_);
      const Trace expected = Run(fresh, place);
      const Trace found = Run(old, place);
      EXPECT_EQ(found, expected) << kDirty[i].what << " " << place << " " << found.code << ": gas "
                                 << found.gas << " for " << expected.gas << ", memory "
                                 << found.memory << " for " << expected.memory;
    }
  }
}

// Whoever left out Restore would see it here.
TEST_F(HookResetTest, TheLookingHookSeesWhatIsNotRestored) {
  ASSERT_NE(pack_, nullptr);
  HookMachine machine(pack_);
  EXPECT_EQ(Run(machine, "p.open").code, "");
  const Bytes clean = machine.vm().arena().Contents();
  Run(machine, PlaceOf(0));
  EXPECT_NE(machine.vm().arena().Contents(), clean);
}

TEST_F(HookResetTest, RestoreLeavesNoByteOfAnyHook) {
  ASSERT_NE(pack_, nullptr);
  HookMachine machine(pack_);
  const Bytes loaded = machine.vm().arena().Contents();
  const int64_t gas = machine.vm().gas_used();
  const int64_t memory = machine.vm().memory_used();
  const int64_t physical = machine.vm().physical_used();
  for (size_t i = 0; i < std::size(kDirty); ++i) {
    Run(machine, PlaceOf(i));
    EXPECT_NE(machine.vm().arena().Contents(), loaded) << kDirty[i].what;
    machine.vm().Restore();
    EXPECT_TRUE(machine.vm().arena().Contents() == loaded) << kDirty[i].what;
    EXPECT_EQ(machine.vm().gas_used(), gas) << kDirty[i].what;
    EXPECT_EQ(machine.vm().memory_used(), memory) << kDirty[i].what;
    EXPECT_EQ(machine.vm().physical_used(), physical) << kDirty[i].what;
  }
}

// The same hook ends alike and leaves the same bytes, whatever ran before it. Where a pointer has
// 32 bits it fills half of a value; the other half, which nothing reads, is what the C stack held,
// so there the bytes are not compared.
TEST_F(HookResetTest, AHookEndsInTheSameBytesWhateverRanBefore) {
  ASSERT_NE(pack_, nullptr);
  HookMachine machine(pack_);
  Bytes first_bytes;
  std::optional<Trace> first;
  for (size_t i = 0; i < std::size(kDirty); ++i) {
    const Trace trace = Run(machine, "p.open");
    const Bytes bytes = machine.vm().arena().Contents();
    if (!first) {
      first = trace;
      first_bytes = bytes;
    }
    EXPECT_TRUE(trace == *first) << "after " << kDirty[i == 0 ? 0 : i - 1].what;
    EXPECT_EQ(bytes.size(), first_bytes.size());
    if constexpr (sizeof(void*) == 8) {
      EXPECT_TRUE(bytes == first_bytes) << "after " << kDirty[i == 0 ? 0 : i - 1].what;
    }
    Run(machine, PlaceOf(i));
  }
}

TEST_F(HookResetTest, TheHooksOfARealPackCostTheSameEveryTime) {
  const PackPtr pack = LoadPack(EncodeBundle(BuildBundle(FilesOf("mishixiang")))).pack;
  ASSERT_NE(pack, nullptr);
  HookInput input = Input();
  input.matter.counts = {{"invited", 6}, {"coming", 4}};
  HookMachine machine(pack);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(machine.Run("bell.confirmed.open_meeting", input).kind, HookVerdict::Kind::kAllow);
    HookMachine fresh(pack);
    fresh.Run("bell.confirmed.open_meeting", input);
    EXPECT_EQ(machine.vm().gas_used(), fresh.vm().gas_used());
    EXPECT_EQ(machine.vm().memory_used(), fresh.vm().memory_used());
  }
}

TEST_F(HookResetTest, ABenchKeepsAFewMachinesAndGivesOneAnswer) {
  std::vector<PackPtr> packs;
  for (int i = 0; i < static_cast<int>(HookBench::kMachinesMax) + 2; ++i) {
    packs.push_back(LoadGood(PackWithWhen("return refuse \"code_" + std::to_string(i) + "\"")));
    ASSERT_NE(packs.back(), nullptr);
  }
  HookBench bench;
  for (int round = 0; round < 3; ++round) {
    for (size_t i = 0; i < packs.size(); ++i) {
      EXPECT_EQ(bench.Run(*packs[i], "p.open", Input()).code, "code_" + std::to_string(i));
    }
  }
  // A machine keeps its pack alive; the packs that went have none.
  EXPECT_EQ(packs.front().use_count(), 1);
  EXPECT_EQ(packs.back().use_count(), 2);
  EXPECT_EQ(bench.Run(*packs[0], "p.one.go", Input()).kind, HookVerdict::Kind::kAllow);
}

}  // namespace
}  // namespace yiting::rulehost
