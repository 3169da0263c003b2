#include "rulehost/vm.h"

#include <algorithm>
#include <cstring>

#include "rulehost/library.h"

namespace yiting::rulehost {
namespace {

// Instructions between two looks at the gas.
constexpr int kHookInterval = 100;
constexpr uint32_t kNilsForAUnit = 16;

struct Reader {
  std::string_view rest;
};

const char* ReadChunk(lua_State*, void* data, size_t* size) {
  auto* reader = static_cast<Reader*>(data);
  *size = reader->rest.size();
  const char* begin = reader->rest.data();
  reader->rest = {};
  return *size == 0 ? nullptr : begin;
}

void* ResizeInArena(void* arena, void* block, size_t old_size, size_t new_size) {
  return static_cast<Arena*>(arena)->Resize(block, old_size, new_size);
}

void OnCount(lua_State* state, lua_Debug*) {
  LuaMeter& meter = Vm::Of(state).meter();
  const uint32_t nils = meter.nils;
  meter.nils = 0;
  Pay(state, kHookInterval + nils / kNilsForAUnit);
}

// Runs at the raise, while the stack still stands: keeps the place, passes the error on.
int OnError(lua_State* state) {
  LuaMeter& meter = Vm::Of(state).meter();
  if (meter.line == 0) meter.line = lua_meter_where(state, meter.source, sizeof meter.source);
  return 1;
}

const char* NameOfFailure(int failure) {
  switch (failure) {
    case LUA_METER_GAS:
      return "GAS";
    case LUA_METER_MEMORY:
      return "MEMORY";
    case LUA_METER_DEPTH:
      return "DEPTH";
    default:
      return "MACHINE";
  }
}

// "pack.lua:12: text" -> the three parts; false when it does not begin so.
bool SplitPlace(std::string_view message, Vm::Outcome& outcome) {
  const size_t first = message.find(':');
  if (first == std::string_view::npos) return false;
  size_t at = first + 1;
  int64_t line = 0;
  while (at < message.size() && message[at] >= '0' && message[at] <= '9' && line < 1'000'000) {
    line = line * 10 + (message[at++] - '0');
  }
  if (at == first + 1 || message.substr(at, 2) != ": ") return false;
  outcome.file = std::string(message.substr(0, first));
  outcome.line = static_cast<int32_t>(line);
  outcome.message = std::string(message.substr(at + 2));
  return true;
}

}  // namespace

Vm::Vm(const v1::PackBundle& bundle) : bundle_(bundle) {
  LuaMeter& meter = now_.meter;
  meter.gas = kGasLimit;
  meter.memory = kMemoryLimit;
  meter.free = 1;
  meter.resize = ResizeInArena;
  meter.arena = &arena_;
  state_ = lua_meter_newstate(&meter);
  if (state_ == nullptr) {
    meter.failure = LUA_METER_MACHINE;
    return;
  }
  *static_cast<Vm**>(lua_getextraspace(state_)) = this;
  lua_sethook(state_, OnCount, LUA_MASKCOUNT, kHookInterval);
  lua_pushcfunction(state_, OnError);  // stack position 1, for good
  CallHost(OpenLibrary, nullptr, 0, 0);
  meter.free = 0;
}

void Vm::Keep() {
  arena_.Keep();
  kept_ = now_;
}

void Vm::Restore() {
  arena_.Restore();
  now_ = kept_;
}

Vm& Vm::Of(lua_State* state) { return **static_cast<Vm**>(lua_getextraspace(state)); }

const v1::PackBundle::File* Vm::FindFile(std::string_view path) const {
  const auto& files = bundle_.files();
  const auto at = std::lower_bound(files.begin(), files.end(), path,
                                   [](const v1::PackBundle::File& file, std::string_view wanted) {
                                     return file.path() < wanted;
                                   });
  return at != files.end() && at->path() == path ? &*at : nullptr;
}

const v1::PackBundle::File* Vm::FindModule(std::string_view name) const {
  const std::string file = std::string(name) + ".lua";
  const v1::PackBundle::File* found = FindFile(file);
  return found != nullptr ? found : FindFile("lib/" + file);
}

Vm::Outcome Vm::Load(std::string_view path) {
  Outcome outcome;
  if (state_ == nullptr || now_.meter.failure != LUA_METER_OK) return Finish(LUA_ERRMEM);
  const v1::PackBundle::File* file = FindFile(path);
  if (file == nullptr) {
    outcome.code = "RUNTIME";
    outcome.message = "no file " + std::string(path);
    return outcome;
  }
  LuaMeter* before = lua_meter_enter(&now_.meter);
  const int status = CompileFile(state_, *file);
  lua_meter_enter(before);
  now_.running.assign(1, file);
  return status == LUA_OK ? outcome : Finish(status);
}

Vm::Outcome Vm::Call(int arguments, int results) {
  if (state_ == nullptr || now_.meter.failure != LUA_METER_OK) return Finish(LUA_ERRMEM);
  LuaMeter* before = lua_meter_enter(&now_.meter);
  now_.meter.line = 0;
  const int status = lua_pcall(state_, arguments, results, 1);
  lua_meter_enter(before);
  return status == LUA_OK && now_.meter.failure == LUA_METER_OK ? Outcome{} : Finish(status);
}

Vm::Outcome Vm::CallHost(lua_CFunction body, void* data, int arguments, int results) {
  if (state_ == nullptr || now_.meter.failure != LUA_METER_OK) return Finish(LUA_ERRMEM);
  // A light function and a light pointer: nothing is allocated outside the protected call.
  lua_pushcfunction(state_, body);
  lua_pushlightuserdata(state_, data);
  lua_rotate(state_, -(arguments + 2), 2);
  ++now_.meter.free;
  Outcome outcome = Call(arguments + 1, results);
  --now_.meter.free;
  return outcome;
}

Vm::Outcome Vm::Finish(int status) {
  Outcome outcome;
  if (now_.meter.failure != LUA_METER_OK) {
    outcome.code = NameOfFailure(now_.meter.failure);
    outcome.file = now_.meter.source;
    outcome.line = now_.meter.line;
  } else if (status == LUA_ERRERR) {
    outcome.code = "DEPTH";
  } else {
    const bool syntax = status == LUA_ERRSYNTAX || now_.syntax_error;
    outcome.code = syntax ? "SYNTAX" : "RUNTIME";
    size_t size = 0;
    const char* text = lua_type(state_, -1) == LUA_TSTRING ? lua_tolstring(state_, -1, &size) : "";
    const std::string_view message(text, size);
    if (!SplitPlace(message, outcome)) outcome.message = std::string(message);
    if (!syntax && now_.meter.line != 0) {
      outcome.file = now_.meter.source;
      outcome.line = now_.meter.line;
    }
  }
  if (state_ != nullptr) lua_settop(state_, 1);
  return outcome;
}

int CompileFile(lua_State* state, const v1::PackBundle::File& file) {
  Vm& vm = Vm::Of(state);
  LuaMeter& meter = vm.meter();
  // A price by the byte stands for all that compiling makes.
  const int64_t size = static_cast<int64_t>(file.content().size());
  meter.memory -= 8 * size;
  meter.gas -= size / 4;
  if (meter.memory < 0 || meter.gas < 0) {
    meter.failure = meter.memory < 0 ? LUA_METER_MEMORY : LUA_METER_GAS;
    return LUA_ERRMEM;
  }
  char name[64] = "@";
  std::strncat(name, file.path().c_str(), sizeof name - 2);
  Reader reader{file.content()};
  ++meter.free;
  const int status = lua_load(state, ReadChunk, &reader, name, "t");
  --meter.free;
  return status;
}

}  // namespace yiting::rulehost
