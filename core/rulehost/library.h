// The functions that a rule may call, and nothing else of Lua's own library: what each does, costs
// and refuses is in docs/formats/rules.md. Every function pays for its call and for each element or
// byte.
//
// These are C functions of Lua: an error leaves them by longjmp (see vm.h).
// Tested by tests/unit/rulehost/library_test.cc, attack_test.cc

#ifndef YITING_RULEHOST_LIBRARY_H_
#define YITING_RULEHOST_LIBRARY_H_

#include <lua_meter.h>

#include <cstdint>
#include <string_view>

#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

// Host function: defines every allowed global. Run by Vm::CallHost once in a new state.
int OpenLibrary(lua_State* state);

struct LibraryEntry {
  const char* name;
  lua_CFunction function;
};
// A null-terminated list for each part.
extern const LibraryEntry kCoreLibrary[];
extern const LibraryEntry kStringLibrary[];
extern const LibraryEntry kTableLibrary[];
extern const LibraryEntry kMathLibrary[];
extern const LibraryEntry kUtf8Library[];

// Price of any call of the library.
inline constexpr int64_t kCallPrice = 10;

// Takes gas; leaves with GAS when there is none.
void Pay(lua_State* state, int64_t units);
// Leaves with a RUNTIME error of this text.
int Raise(lua_State* state, const char* text);
int RaiseArgument(lua_State* state, int index, const char* expected);
// Room for so many more values, or DEPTH.
void NeedStack(lua_State* state, int64_t values);

int64_t IntegerArgument(lua_State* state, int index);
int64_t IntegerArgument(lua_State* state, int index, int64_t otherwise);
// The view lives as long as the machine.
std::string_view StringArgument(lua_State* state, int index);
void TableArgument(lua_State* state, int index);
void FunctionArgument(lua_State* state, int index);
void PushText(lua_State* state, std::string_view text);
void PushDigits(lua_State* state, int64_t value);

// Replaces the table on top of the stack by a read-only view of it.
void MakeReadOnly(lua_State* state);
// Pushes the table at `index`, or the one that it is a view of.
void PushReal(lua_State* state, int index);
// `#t` of a table or of a view.
int64_t LengthOf(lua_State* state, int index);

// Compiles a file of the bundle, unmetered but for a price by the byte; pushes function or message.
int CompileFile(lua_State* state, const v1::PackBundle::File& file);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_LIBRARY_H_
