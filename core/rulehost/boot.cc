#include "rulehost/boot.h"

#include "rulehost/calendar.h"
#include "rulehost/library.h"

namespace yiting::rulehost {
namespace {

// A hash costs about as much as a hundred steps of Lua.
constexpr int64_t kDrawPrice = 100;

// "file:line:serial" of the line that used the word that calls here(). After a tail call
// (`return pack { … }`) the line is gone: then it is 0, and the file is the one being run.
int Here(lua_State* state) {
  Pay(state, kCallPrice);
  Vm& vm = Vm::Of(state);
  const auto serial = static_cast<LUAI_UACINT>(vm.NextSerial());
  lua_Debug word{};
  lua_Debug user{};
  const bool known = lua_getstack(state, 1, &word) != 0 && lua_getinfo(state, "t", &word) != 0 &&
                     word.istailcall == 0 && lua_getstack(state, 2, &user) != 0 &&
                     lua_getinfo(state, "Sl", &user) != 0 && user.currentline > 0;
  if (known) {
    lua_pushfstring(state, "%s:%d:%I", user.short_src, user.currentline, serial);
  } else {
    const char* file = vm.running().empty() ? "" : vm.running().back()->path().c_str();
    lua_pushfstring(state, "%s:0:%I", file, serial);
  }
  return 1;
}

// value "quorum": the parameter as the street set it; of a ratio, part and whole.
int ParamValue(lua_State* state) {
  Pay(state, kCallPrice);
  const std::string_view id = StringArgument(state, 1);
  const v1::Pack* model = Vm::Of(state).context().model;
  if (model == nullptr) return Raise(state, "value is for when functions");
  for (const v1::Param& param : model->params()) {
    Pay(state, 1);
    if (param.id() != id) continue;
    lua_pushinteger(state, param.value());
    if (param.kind() != v1::Param::RATIO) return 1;
    lua_pushinteger(state, param.denominator());
    return 2;
  }
  return Raise(state, "no parameter of this name");
}

// draw("spot check", 10): a number from 1 to 10 that the ledger chose when the stage was entered.
int DrawNumber(lua_State* state) {
  Pay(state, kDrawPrice);
  const Lot& lot = Vm::Of(state).context().lot;
  if (lot.chance.empty()) return Raise(state, "draw is for when functions of an open matter");
  const std::string_view label = StringArgument(state, 1);
  if (label.empty() || label.size() > kDrawLabelMax) {
    return Raise(state, "the label of draw has 1 to 64 bytes");
  }
  const int64_t among = IntegerArgument(state, 2);
  if (among < 1) return Raise(state, "draw chooses among 1 or more");
  uint32_t round = 0;
  int64_t drawn = 0;
  while ((drawn = DrawOnce(lot, label, among, round)) == 0) {
    Pay(state, kDrawPrice);
    ++round;
  }
  lua_pushinteger(state, drawn);
  return 1;
}

const Calendar& CalendarOf(lua_State* state) {
  const Calendar* calendar = Vm::Of(state).context().calendar;
  if (calendar == nullptr) Raise(state, "calendar is for when functions");
  return *calendar;
}

// calendar.is_workday(ms): is the day of that instant worked?
int IsWorkday(lua_State* state) {
  Pay(state, kCallPrice);
  const Calendar& calendar = CalendarOf(state);
  lua_pushboolean(state, calendar.IsWorkday(DayOf({IntegerArgument(state, 1)})) ? 1 : 0);
  return 1;
}

// calendar.after_workdays(ms, n): when n working days from that instant fall due.
int AfterWorkdays(lua_State* state) {
  Pay(state, kCallPrice);
  const Calendar& calendar = CalendarOf(state);
  const Instant from{IntegerArgument(state, 1)};
  const int64_t amount = IntegerArgument(state, 2);
  lua_pushinteger(state, calendar.After(from, v1::DeadlineRule::WORKDAYS, amount).at.ms);
  return 1;
}

// calendar.date(ms): year, month and day of that instant.
int DateParts(lua_State* state) {
  Pay(state, kCallPrice);
  CalendarOf(state);
  const CivilDate date = DateOf(DayOf({IntegerArgument(state, 1)}));
  lua_pushinteger(state, date.year);
  lua_pushinteger(state, date.month);
  lua_pushinteger(state, date.day);
  return 3;
}

// Stack: the vocabulary, the words' table. Makes each of its string keys a global, and adds the
// host's own.
int DefineGlobals(lua_State* state) {
  auto* vocabulary = static_cast<Vocabulary*>(lua_touserdata(state, 1));
  lua_pushglobaltable(state);
  lua_pushnil(state);
  while (lua_type(state, 2) == LUA_TTABLE && lua_next(state, 2) != 0) {
    if (lua_type(state, -2) == LUA_TSTRING) {
      if (vocabulary != nullptr) (*vocabulary)[lua_tolstring(state, -2, nullptr)];
      lua_pushvalue(state, -2);
      lua_insert(state, -2);
      lua_settable(state, 3);
    } else {
      lua_pop(state, 1);
    }
  }
  lua_settop(state, 3);
  lua_pushcfunction(state, ParamValue);
  lua_setfield(state, 3, "value");
  lua_pushcfunction(state, DrawNumber);
  lua_setfield(state, 3, "draw");
  lua_newtable(state);
  lua_pushcfunction(state, IsWorkday);
  lua_setfield(state, -2, "is_workday");
  lua_pushcfunction(state, AfterWorkdays);
  lua_setfield(state, -2, "after_workdays");
  lua_pushcfunction(state, DateParts);
  lua_setfield(state, -2, "date");
  MakeReadOnly(state);
  lua_setfield(state, 3, "calendar");
  if (vocabulary != nullptr) {
    (*vocabulary)["value"];
    (*vocabulary)["draw"];
    (*vocabulary)["calendar"] = {"is_workday", "after_workdays", "date"};
  }
  return 0;
}

}  // namespace

Vm::Outcome BootWords(Vm& vm, Vocabulary* vocabulary) {
  Vm::Outcome outcome = vm.Load(kWordsFile);
  if (!outcome.ok()) return outcome;
  lua_State* state = vm.state();
  lua_pushcfunction(state, Here);
  outcome = vm.Call(1, 1);
  if (!outcome.ok()) return outcome;
  return vm.CallHost(DefineGlobals, vocabulary, 1, 0);
}

Vm::Outcome RunPack(Vm& vm) {
  Vm::Outcome outcome = vm.Load(kPackFile);
  return outcome.ok() ? vm.Call(0, 1) : outcome;
}

}  // namespace yiting::rulehost
