#include "rulehost/hook.h"

#include <algorithm>
#include <utility>

#include "rulehost/boot.h"
#include "rulehost/hook_machine.h"
#include "rulehost/library.h"

namespace yiting::rulehost {
namespace {

constexpr size_t kRefusalMax = 40;

struct HookCall {
  const std::vector<std::string>* path;
  const HookInput* input;
  std::string* refusal;
  bool bad_result = false;
};

void SetText(lua_State* state, const char* key, std::string_view text) {
  PushText(state, text);
  lua_setfield(state, -2, key);
}

void SetInteger(lua_State* state, const char* key, int64_t value) {
  lua_pushinteger(state, value);
  lua_setfield(state, -2, key);
}

int CountOrZero(lua_State* state) {
  Pay(state, kCallPrice);
  PushReal(state, 1);
  lua_pushvalue(state, 2);
  if (lua_rawget(state, -2) == LUA_TNIL) lua_pushinteger(state, 0);
  return 1;
}

// A count that nobody keeps reads as 0.
void PushCounts(lua_State* state, const std::map<std::string, int64_t>& counts) {
  lua_newtable(state);
  for (const auto& [name, count] : counts) SetInteger(state, name.c_str(), count);
  MakeReadOnly(state);
  lua_getmetatable(state, -1);
  lua_pushcfunction(state, CountOrZero);
  lua_setfield(state, -2, "__index");
  lua_pop(state, 1);
}

void PushMatter(lua_State* state, const HookInput::Matter& matter) {
  lua_newtable(state);
  SetText(state, "id", matter.id);
  SetText(state, "procedure", matter.procedure);
  SetText(state, "stage", matter.stage);
  SetText(state, "category", matter.category);
  SetText(state, "lead", matter.lead);
  SetText(state, "level", matter.level);
  SetText(state, "opener_class", matter.opener_class);
  SetInteger(state, "opened_ms", matter.opened_ms);
  SetInteger(state, "stage_ms", matter.stage_ms);
  PushCounts(state, matter.counts);
  lua_setfield(state, -2, "counts");
  MakeReadOnly(state);
}

void PushHex(lua_State* state, std::string_view bytes) {
  char digits[128];
  size_t size = 0;
  for (const char c : bytes) {
    if (size + 2 > sizeof digits) break;
    digits[size++] = "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    digits[size++] = "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  lua_pushlstring(state, digits, size);
}

void PushInput(lua_State* state, const v1::Input& input) {
  switch (input.value_case()) {
    case v1::Input::kNumber:
      lua_pushinteger(state, input.number());
      break;
    case v1::Input::kInstantMs:
      lua_pushinteger(state, input.instant_ms());
      break;
    case v1::Input::kCode:
      PushText(state, input.code());
      break;
    case v1::Input::kRoom:
      PushHex(state, input.room());
      break;
    case v1::Input::kCodes:
      lua_newtable(state);
      for (int i = 0; i < input.codes().code_size(); ++i) {
        PushText(state, input.codes().code(i));
        lua_rawseti(state, -2, i + 1);
      }
      MakeReadOnly(state);
      break;
    case v1::Input::kMembers:
      lua_newtable(state);
      for (int i = 0; i < input.members().member_size(); ++i) {
        PushHex(state, input.members().member(i));
        lua_rawseti(state, -2, i + 1);
      }
      MakeReadOnly(state);
      break;
    default:  // a content: that it is there is all a rule may know
      lua_pushboolean(state, 1);
      break;
  }
}

void PushCommand(lua_State* state, const HookInput& input) {
  lua_newtable(state);
  lua_newtable(state);
  for (const v1::Input& each : input.inputs) {
    PushInput(state, each);
    lua_setfield(state, -2, each.field().c_str());
  }
  MakeReadOnly(state);
  lua_setfield(state, -2, "inputs");
  lua_newtable(state);
  for (size_t i = 0; i < input.roles.size(); ++i) {
    PushText(state, input.roles[i]);
    lua_rawseti(state, -2, static_cast<lua_Integer>(i) + 1);
  }
  MakeReadOnly(state);
  lua_setfield(state, -2, "roles");
  lua_pushboolean(state, input.by_opener ? 1 : 0);
  lua_setfield(state, -2, "by_opener");
  MakeReadOnly(state);
}

// Stack: the call, the pack's root. Leaves the function and its arguments.
int PrepareCall(lua_State* state) {
  const auto* call = static_cast<const HookCall*>(lua_touserdata(state, 1));
  lua_settop(state, 2);
  for (const std::string& key : *call->path) {
    if (lua_type(state, -1) != LUA_TTABLE) return Raise(state, "the function is not there");
    if (key[0] == '#') {
      int64_t position = 0;
      for (size_t i = 1; i < key.size(); ++i) position = position * 10 + (key[i] - '0');
      lua_rawgeti(state, -1, position);
    } else {
      lua_getfield(state, -1, key.c_str());
    }
    lua_remove(state, -2);
  }
  PushMatter(state, call->input->matter);
  PushCommand(state, *call->input);
  lua_pushinteger(state, call->input->now_ms);
  return 4;
}

bool IsRefusal(std::string_view code) {
  if (code.empty() || code.size() > kRefusalMax) return false;
  for (const char c : code) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

// Stack: the call, what `when` returned: true, or refuse "code".
int ReadAnswer(lua_State* state) {
  auto* call = static_cast<HookCall*>(lua_touserdata(state, 1));
  if (lua_isboolean(state, 2) && lua_toboolean(state, 2) != 0) return 0;
  call->bad_result = true;
  if (lua_type(state, 2) != LUA_TTABLE) return 0;
  lua_getfield(state, 2, "is");
  lua_getfield(state, 2, "id");
  if (lua_type(state, 3) != LUA_TSTRING || lua_type(state, 4) != LUA_TSTRING) return 0;
  const std::string_view code = StringArgument(state, 4);
  if (StringArgument(state, 3) != "refuse" || !IsRefusal(code)) return 0;
  call->refusal->assign(code);
  call->bad_result = false;
  return 0;
}

HookVerdict Failed(const Vm::Outcome& outcome) {
  HookVerdict verdict;
  verdict.kind = outcome.code == "MACHINE" ? HookVerdict::Kind::kMachine : HookVerdict::Kind::kFail;
  verdict.code = outcome.code;
  verdict.where = outcome.file;
  if (outcome.line > 0) verdict.where += ":" + std::to_string(outcome.line);
  return verdict;
}

}  // namespace

HookMachine::HookMachine(PackPtr pack) : pack_(std::move(pack)), vm_(pack_->bundle()) {
  loaded_ = BootWords(vm_, nullptr);
  if (loaded_.ok()) loaded_ = RunPack(vm_);
  if (loaded_.ok()) vm_.Keep();
}

HookVerdict HookMachine::Run(BytesView place, const HookInput& input, uint32_t way) {
  const std::vector<std::string>* path = pack_->FindHook(place);
  if (path == nullptr) return {};
  if (!loaded_.ok()) return Failed(loaded_);
  if (used_) vm_.Restore();
  used_ = true;
  HookVerdict verdict;
  HookCall call{path, &input, &verdict.code};
  vm_.RefillGas();
  Vm::Outcome outcome = vm_.CallHost(PrepareCall, &call, 1, 4);
  if (outcome.ok()) {
    vm_.context() = {&pack_->model(), &pack_->calendar(),
                     {.chance = input.matter.chance, .matter = input.matter.id, .way = way}};
    outcome = vm_.Call(3, 1);
  }
  if (outcome.ok()) outcome = vm_.CallHost(ReadAnswer, &call, 1, 0);
  if (!outcome.ok()) return Failed(outcome);
  if (call.bad_result) {
    outcome.code = "RUNTIME";
    outcome.file = std::string(place);
    return Failed(outcome);
  }
  if (!verdict.code.empty()) verdict.kind = HookVerdict::Kind::kRefuse;
  return verdict;
}

HookBench::HookBench() = default;
HookBench::~HookBench() = default;

HookVerdict HookBench::Run(const LoadedPack& pack, BytesView place, const HookInput& input) {
  if (!pack.HasHook(place)) return {};
  const auto ready = std::find_if(machines_.begin(), machines_.end(),
                                  [&](const auto& machine) { return &machine->pack() == &pack; });
  if (ready != machines_.end()) {
    std::rotate(machines_.begin(), ready, ready + 1);
  } else {
    if (machines_.size() >= kMachinesMax) machines_.pop_back();
    machines_.insert(machines_.begin(), std::make_unique<HookMachine>(pack.shared_from_this()));
  }
  HookVerdict verdict = machines_.front()->Run(place, input, way_);
  // What this computer had no memory for it may have another time.
  if (verdict.kind == HookVerdict::Kind::kMachine) machines_.erase(machines_.begin());
  return verdict;
}

}  // namespace yiting::rulehost
