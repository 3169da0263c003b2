// utf8: code points, strictly as RFC 3629 has them. Text that is not UTF-8 is an error, except for
// `len`, which gives nil and the position of the first bad byte.

#include <algorithm>

#include "rulehost/library.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {
namespace {

struct Decoded {
  uint32_t code = 0;
  size_t size = 0;  // 0 = not UTF-8 here
};

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

Decoded DecodeAt(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {};
  uint32_t code = first & (0xFFu >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if (!IsContinuation(text[at + i])) return {};
    code = (code << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, size};
}

int64_t Size(std::string_view text) { return static_cast<int64_t>(text.size()); }

// A position from 1, negative from the end; 0 when before the beginning.
int64_t Position(int64_t position, int64_t size) {
  if (position >= 0) return position;
  return position < -size ? 0 : size + position + 1;
}

int Length(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const int64_t from = Position(IntegerArgument(state, 2, 1), Size(text));
  const int64_t to = Position(IntegerArgument(state, 3, -1), Size(text));
  if (from < 1 || from > Size(text) + 1 || to > Size(text)) {
    return Raise(state, "position out of range");
  }
  Pay(state, kCallPrice + std::max<int64_t>(0, to - from));
  int64_t count = 0;
  for (size_t at = static_cast<size_t>(from - 1); static_cast<int64_t>(at) < to; ++count) {
    const Decoded next = DecodeAt(text, at);
    if (next.size == 0) {
      lua_pushnil(state);
      lua_pushinteger(state, static_cast<int64_t>(at) + 1);
      return 2;
    }
    at += next.size;
  }
  lua_pushinteger(state, count);
  return 1;
}

int Char(lua_State* state) {
  const int count = lua_gettop(state);
  Pay(state, kCallPrice + count);
  TextWriter out(state);
  for (int i = 1; i <= count; ++i) {
    const int64_t code = IntegerArgument(state, i);
    if (code < 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
      return RaiseArgument(state, i, "code point");
    }
    const auto c = static_cast<uint32_t>(code);
    if (c < 0x80) {
      out.Push(static_cast<char>(c));
      continue;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    const uint32_t lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
    out.Push(static_cast<char>(lead | (c >> (6 * more))));
    for (int k = more - 1; k >= 0; --k) {
      out.Push(static_cast<char>(0x80 | ((c >> (6 * k)) & 0x3F)));
    }
  }
  PushText(state, out.view());
  return 1;
}

int CodePoint(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  const int64_t from = Position(IntegerArgument(state, 2, 1), Size(text));
  const int64_t to = Position(IntegerArgument(state, 3, from), Size(text));
  if (from < 1 || to > Size(text)) return Raise(state, "position out of range");
  const int64_t most = std::max<int64_t>(0, to - from + 1);
  Pay(state, kCallPrice + most);
  NeedStack(state, most);
  int count = 0;
  for (size_t at = static_cast<size_t>(from - 1); static_cast<int64_t>(at) < to; ++count) {
    const Decoded next = DecodeAt(text, at);
    if (next.size == 0) return Raise(state, "the text is not UTF-8");
    lua_pushinteger(state, next.code);
    at += next.size;
  }
  return count;
}

// The control value is the position of the last code point given; 0 before the first.
int NextCode(lua_State* state) {
  Pay(state, kCallPrice);
  const std::string_view text = StringArgument(state, 1);
  const int64_t last = IntegerArgument(state, 2);
  if (last < 0 || last > Size(text)) return Raise(state, "position out of range");
  size_t at = 0;
  if (last > 0) {
    const Decoded given = DecodeAt(text, static_cast<size_t>(last - 1));
    if (given.size == 0) return Raise(state, "the text is not UTF-8");
    at = static_cast<size_t>(last - 1) + given.size;
  }
  if (at >= text.size()) return 0;
  const Decoded next = DecodeAt(text, at);
  if (next.size == 0) return Raise(state, "the text is not UTF-8");
  lua_pushinteger(state, static_cast<int64_t>(at) + 1);
  lua_pushinteger(state, next.code);
  return 2;
}

int Codes(lua_State* state) {
  Pay(state, kCallPrice);
  StringArgument(state, 1);
  lua_pushcfunction(state, NextCode);
  lua_pushvalue(state, 1);
  lua_pushinteger(state, 0);
  return 3;
}

// The byte position where the n-th code point from position i begins, or nil; n = 0 finds the begin
// of the code point that contains byte i.
int Offset(lua_State* state) {
  const std::string_view text = StringArgument(state, 1);
  int64_t n = IntegerArgument(state, 2);
  const int64_t size = Size(text);
  int64_t at = Position(IntegerArgument(state, 3, n > 0 ? 1 : size + 1), size) - 1;
  if (at < 0 || at > size) return Raise(state, "position out of range");
  Pay(state, kCallPrice + size / 4);
  const auto inside = [&](int64_t i) {
    return i < size && IsContinuation(text[static_cast<size_t>(i)]);
  };
  if (n == 0) {
    while (at > 0 && inside(at)) --at;
  } else {
    if (inside(at)) return Raise(state, "the position is inside a character");
    for (; n < 0 && at > 0; ++n) {
      do --at;
      while (at > 0 && inside(at));
    }
    for (; n > 1 && at < size; --n) {
      do ++at;
      while (inside(at));
    }
    if (n != 0 && n != 1) {
      lua_pushnil(state);
      return 1;
    }
  }
  lua_pushinteger(state, at + 1);
  return 1;
}

}  // namespace

const LibraryEntry kUtf8Library[] = {{"char", Char},  {"codepoint", CodePoint}, {"codes", Codes},
                                     {"len", Length}, {"offset", Offset},       {nullptr, nullptr}};

}  // namespace yiting::rulehost
