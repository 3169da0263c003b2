// math: whole numbers only, and an overflow is an error instead of a wrong number.

#include "rulehost/library.h"

namespace yiting::rulehost {
namespace {

__extension__ using Wide = __int128;

int PushWide(lua_State* state, Wide value) {
  if (value > INT64_MAX || value < INT64_MIN) return Raise(state, "the number is too large");
  lua_pushinteger(state, static_cast<int64_t>(value));
  return 1;
}

Wide FloorDivide(Wide a, Wide b) {
  const Wide quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

int64_t DivisorArgument(lua_State* state, int index) {
  const int64_t divisor = IntegerArgument(state, index);
  if (divisor == 0) Raise(state, "division by zero");
  return divisor;
}

int Abs(lua_State* state) {
  Pay(state, kCallPrice);
  const Wide value = IntegerArgument(state, 1);
  return PushWide(state, value < 0 ? -value : value);
}

int IntegerDivide(lua_State* state) {
  Pay(state, kCallPrice);
  const Wide a = IntegerArgument(state, 1);
  return PushWide(state, FloorDivide(a, DivisorArgument(state, 2)));
}

int IntegerModulo(lua_State* state) {
  Pay(state, kCallPrice);
  const Wide a = IntegerArgument(state, 1);
  const Wide b = DivisorArgument(state, 2);
  return PushWide(state, a - FloorDivide(a, b) * b);
}

int MultiplyDivide(lua_State* state) {
  Pay(state, kCallPrice);
  const Wide a = IntegerArgument(state, 1);
  const Wide b = IntegerArgument(state, 2);
  return PushWide(state, FloorDivide(a * b, DivisorArgument(state, 3)));
}

int Extreme(lua_State* state, bool largest) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  int64_t best = IntegerArgument(state, 1);
  for (int i = 2; i <= count; ++i) {
    const int64_t value = IntegerArgument(state, i);
    if (largest ? value > best : value < best) best = value;
  }
  lua_pushinteger(state, best);
  return 1;
}

int Max(lua_State* state) { return Extreme(state, true); }
int Min(lua_State* state) { return Extreme(state, false); }

int UnsignedLess(lua_State* state) {
  Pay(state, kCallPrice);
  const auto a = static_cast<uint64_t>(IntegerArgument(state, 1));
  const auto b = static_cast<uint64_t>(IntegerArgument(state, 2));
  lua_pushboolean(state, a < b ? 1 : 0);
  return 1;
}

}  // namespace

const LibraryEntry kMathLibrary[] = {
    {"abs", Abs}, {"idiv", IntegerDivide},    {"imod", IntegerModulo}, {"max", Max},
    {"min", Min}, {"muldiv", MultiplyDivide}, {"ult", UnsignedLess},   {nullptr, nullptr}};

}  // namespace yiting::rulehost
