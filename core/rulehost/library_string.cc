// string: bytes, ASCII letters, plain searching. No patterns.

#include <algorithm>

#include "rulehost/library.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {
namespace {

int64_t Size(std::string_view text) { return static_cast<int64_t>(text.size()); }

void PayBytes(lua_State* state, int64_t bytes) { Pay(state, kCallPrice + bytes / 8); }

// Refuses before it is made: a result above the limit is MEMORY.
void CheckResultSize(lua_State* state, int64_t bytes) {
  if (bytes > LUA_METER_STRING_MAX) {
    lua_meter_fail(state, &Vm::Of(state).meter(), LUA_METER_MEMORY);
  }
}

// Lua's positions: from 1, negative from the end, held within 1 … size + 1.
int64_t StartPosition(int64_t position, int64_t size) {
  if (position > 0) return position;
  if (position == 0 || position < -size) return 1;
  return size + position + 1;
}

int64_t EndPosition(int64_t position, int64_t size) {
  if (position > size) return size;
  if (position >= 0) return position;
  return position < -size ? 0 : size + position + 1;
}

int Byte(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const int64_t first = IntegerArgument(state, 2, 1);
  const int64_t from = StartPosition(first, Size(text));
  const int64_t to = EndPosition(IntegerArgument(state, 3, from), Size(text));
  const int64_t count = std::max<int64_t>(0, to - from + 1);
  Pay(state, kCallPrice + count);
  NeedStack(state, count);
  for (int64_t i = from; i <= to; ++i) {
    lua_pushinteger(state, static_cast<unsigned char>(text[static_cast<size_t>(i - 1)]));
  }
  return static_cast<int>(count);
}

int Char(lua_State* state) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  TextWriter text(state);
  for (int i = 1; i <= count; ++i) {
    const int64_t code = IntegerArgument(state, i);
    if (code < 0 || code > 255) return RaiseArgument(state, i, "byte (0 to 255)");
    text.Push(static_cast<char>(code));
  }
  PushText(state, text.view());
  return 1;
}

int Length(lua_State* state) {
  Pay(state, kCallPrice);
  lua_pushinteger(state, Size(StringArgument(state, 1)));
  return 1;
}

int ChangeCase(lua_State* state, char first, char last) {
  const std::string_view text = StringArgument(state, 1);
  PayBytes(state, Size(text));
  TextWriter out(state);
  out.Append(text);
  for (size_t i = 0; i < out.size(); ++i) {
    char& c = out.data()[i];
    if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
  }
  PushText(state, out.view());
  return 1;
}

int Lower(lua_State* state) { return ChangeCase(state, 'A', 'Z'); }
int Upper(lua_State* state) { return ChangeCase(state, 'a', 'z'); }

int Sub(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const int64_t from = StartPosition(IntegerArgument(state, 2), Size(text));
  const int64_t to = EndPosition(IntegerArgument(state, 3, -1), Size(text));
  const int64_t count = std::max<int64_t>(0, to - from + 1);
  PayBytes(state, count);
  PushText(state, count == 0
                      ? std::string_view()
                      : text.substr(static_cast<size_t>(from - 1), static_cast<size_t>(count)));
  return 1;
}

int Reverse(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  PayBytes(state, Size(text));
  TextWriter out(state);
  out.Append(text);
  std::reverse(out.data(), out.data() + out.size());
  PushText(state, out.view());
  return 1;
}

int Repeat(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const int64_t count = IntegerArgument(state, 2);
  const std::string_view between =
      lua_isnoneornil(state, 3) ? std::string_view() : StringArgument(state, 3);
  Pay(state, kCallPrice);
  const int64_t piece = Size(text) + Size(between);
  if (count <= 0 || piece == 0) {
    lua_pushliteral(state, "");
    return 1;
  }
  if (count > LUA_METER_STRING_MAX) CheckResultSize(state, count);
  CheckResultSize(state, piece * count - Size(between));
  Pay(state, piece * count / 8 + count);
  TextWriter out(state);
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0) out.Append(between);
    out.Append(text);
  }
  PushText(state, out.view());
  return 1;
}

// Knuth, Morris, Pratt: never more than two looks at a byte. Position from 0, or npos.
size_t FindPlain(lua_State* state, std::string_view text, std::string_view word, size_t from) {
  if (word.empty()) return from;
  ScratchList<uint32_t>& list = Vm::Of(state).scratch().table;
  list.Reserve(state, word.size());
  uint32_t* table = list.items;
  table[0] = 0;
  for (size_t i = 1, matched = 0; i < word.size(); ++i) {
    while (matched > 0 && word[i] != word[matched]) matched = table[matched - 1];
    if (word[i] == word[matched]) ++matched;
    table[i] = static_cast<uint32_t>(matched);
  }
  for (size_t i = from, matched = 0; i < text.size(); ++i) {
    while (matched > 0 && text[i] != word[matched]) matched = table[matched - 1];
    if (text[i] == word[matched]) ++matched;
    if (matched == word.size()) return i + 1 - matched;
  }
  return std::string_view::npos;
}

int Find(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const std::string_view word = StringArgument(state, 2);
  const int64_t from = StartPosition(IntegerArgument(state, 3, 1), Size(text));
  Pay(state, kCallPrice + (Size(text) + Size(word)) / 4);
  size_t at = std::string_view::npos;
  if (from <= Size(text) + 1) {
    at = FindPlain(state, text, word, static_cast<size_t>(from - 1));
  }
  if (at == std::string_view::npos) {
    lua_pushnil(state);
    return 1;
  }
  lua_pushinteger(state, static_cast<int64_t>(at) + 1);
  lua_pushinteger(state, static_cast<int64_t>(at + word.size()));
  return 2;
}

// The text of an integer, boolean, nil or string; false for anything else.
bool AppendValue(lua_State* state, int index, TextWriter& out) {
  switch (lua_type(state, index)) {
    case LUA_TSTRING:
      out.Append(StringArgument(state, index));
      return true;
    case LUA_TNUMBER:
      out.AppendInteger(lua_tointeger(state, index));
      return true;
    case LUA_TBOOLEAN:
      out.Append(lua_toboolean(state, index) != 0 ? "true" : "false");
      return true;
    case LUA_TNIL:
      out.Append("nil");
      return true;
    default:
      return false;
  }
}

void AppendHex(TextWriter& out, uint64_t value) {
  int shift = 60;
  while (shift > 0 && (value >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) out.Push("0123456789abcdef"[(value >> shift) & 15]);
}

int Format(lua_State* state) {
  const std::string_view format = StringArgument(state, 1);
  PayBytes(state, Size(format));
  TextWriter out(state);
  int argument = 1;
  for (size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') {
      out.Push(format[i]);
      continue;
    }
    const char what = ++i < format.size() ? format[i] : '\0';
    if (what == '%') {
      out.Push('%');
    } else if (what == 'd') {
      IntegerArgument(state, ++argument);
      AppendValue(state, argument, out);
    } else if (what == 'x') {
      AppendHex(out, static_cast<uint64_t>(IntegerArgument(state, ++argument)));
    } else if (what == 's') {
      if (lua_gettop(state) < ++argument || !AppendValue(state, argument, out)) {
        return RaiseArgument(state, argument, "nil, boolean, integer or string");
      }
    } else {
      return Raise(state, "format knows %d, %s, %x and %% only");
    }
    CheckResultSize(state, Size(out.view()));
  }
  Pay(state, Size(out.view()) / 8);
  PushText(state, out.view());
  return 1;
}

int Split(lua_State* state) {
  std::string_view text = StringArgument(state, 1);
  const std::string_view separator = StringArgument(state, 2);
  if (separator.empty()) return Raise(state, "argument 2: a separator cannot be empty");
  PayBytes(state, Size(text) + Size(separator));
  lua_settop(state, 2);
  lua_newtable(state);
  int64_t count = 0;
  size_t from = 0;
  while (true) {
    Pay(state, 2 + Size(separator) / 8);
    const size_t at = FindPlain(state, text, separator, from);
    const bool last = at == std::string_view::npos;
    PushText(state, last ? text.substr(from) : text.substr(from, at - from));
    lua_rawseti(state, 3, ++count);
    if (last) return 1;
    from = at + separator.size();
  }
}

int Trim(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  PayBytes(state, Size(text));
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  const char* begin = text.data();
  const char* end = begin + text.size();
  while (begin < end && blank(*begin)) ++begin;
  while (begin < end && blank(end[-1])) --end;
  lua_pushlstring(state, begin, static_cast<size_t>(end - begin));
  return 1;
}

int Starts(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const std::string_view part = StringArgument(state, 2);
  PayBytes(state, Size(part));
  lua_pushboolean(state, text.substr(0, part.size()) == part ? 1 : 0);
  return 1;
}

int Ends(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const std::string_view part = StringArgument(state, 2);
  PayBytes(state, Size(part));
  const bool ends = text.size() >= part.size() && text.substr(text.size() - part.size()) == part;
  lua_pushboolean(state, ends ? 1 : 0);
  return 1;
}

}  // namespace

const LibraryEntry kStringLibrary[] = {{"byte", Byte},   {"char", Char},     {"ends", Ends},
                                       {"find", Find},   {"format", Format}, {"len", Length},
                                       {"lower", Lower}, {"rep", Repeat},    {"reverse", Reverse},
                                       {"split", Split}, {"starts", Starts}, {"sub", Sub},
                                       {"trim", Trim},   {"upper", Upper},   {nullptr, nullptr}};

}  // namespace yiting::rulehost
