// Byte code, and bytes that are not text.
#ifndef YITING_TESTS_UNIT_RULEHOST_ATTACKS_TEXT_H_
#define YITING_TESTS_UNIT_RULEHOST_ATTACKS_TEXT_H_

#include "tests/unit/rulehost/attacks/attack.h"

namespace yiting::rulehost {

inline AttackGroup ByteCodeAttacks() {
  const std::string header("\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08", 15);
  return {"byte code",
          AttackGroup::Way::kFile,
          {
              {"the signature", "\x1bLua\x54", "LINT SYNTAX"},
              {"the escape alone", "\x1b", "LINT SYNTAX"},
              {"a header of 5.4", header, "LINT ENCODING"},
              {"a header of 5.3", std::string("\x1bLua\x53\x00\x19\x93\r\n\x1a\n", 12),
               "LINT ENCODING"},
              {"a header behind a comment", "--\n" + header, "LINT ENCODING"},
              {"a header behind a hash line", "#!lua\n\x1bLua", "LINT SYNTAX"},
              {"LuaJIT's", "\x1bLJ\x02", "LINT SYNTAX"},
              {"string.dump", "return string.dump(function() end)", "LINT UNKNOWN_NAME"},
              {"string.dump by another way", "local s = string return s['dump'](function() end)",
               "RUNTIME"},
              {"load of byte code", "return load('\\27Lua')", "LINT UNKNOWN_NAME"},
              {"byte code as a text", "return #'\\27Lua\\x54\\0'", "", "6"},
              {"a file of byte code by require", "return require('\\27Lua')", "RUNTIME"},
          }};
}

inline AttackGroup Utf8Attacks() {
  return {
      "invalid UTF-8",
      AttackGroup::Way::kFile,
      {
          {"two bytes that never are", "return '\xff\xfe'", "LINT ENCODING"},
          {"a continuation alone", "return '\x80'", "LINT ENCODING"},
          {"a sequence cut short", "return '\xe4\xb8'", "LINT ENCODING"},
          {"a sequence cut by the file's end", "return 1 --\xe4", "LINT ENCODING"},
          {"an overlong slash", "return '\xc0\xaf'", "LINT ENCODING"},
          {"an overlong zero", "return '\xc0\x80'", "LINT ENCODING"},
          {"an overlong three bytes", "return '\xe0\x80\xaf'", "LINT ENCODING"},
          {"an overlong four bytes", "return '\xf0\x80\x80\xaf'", "LINT ENCODING"},
          {"a surrogate", "return '\xed\xa0\x80'", "LINT ENCODING"},
          {"a pair of surrogates", "return '\xed\xa0\xbd\xed\xb8\x80'", "LINT ENCODING"},
          {"beyond the last character", "return '\xf4\x90\x80\x80'", "LINT ENCODING"},
          {"five bytes", "return '\xf8\x88\x80\x80\x80'", "LINT ENCODING"},
          {"in a comment", "-- \xff\nreturn 1", "LINT ENCODING"},
          {"in a long text", "return [[\xff]]", "LINT ENCODING"},
          {"a zero byte", std::string("return 1\0 + 1", 13), "LINT ENCODING"},
          {"a zero byte at the end", std::string("return 1\0", 9), "LINT ENCODING"},
          {"a zero byte in a text", std::string("return '\0'", 10), "LINT ENCODING"},
          {"UTF-16", std::string("r\0e\0t\0", 6), "LINT ENCODING"},
          {"a byte order mark", "\xef\xbb\xbfreturn 1", "LINT SYNTAX"},
          {"a full-width comma", "return {1，2}", "LINT SYNTAX"},
          {"a no-break space",
           "return\xc2\xa0"
           "1",
           "LINT SYNTAX"},
          {"a right-to-left mark", "return \xe2\x80\xae 1", "LINT SYNTAX"},
          {"an escaped surrogate", "return '\\u{D800}'", "LINT SYNTAX"},
          {"an escape beyond the last character", "return '\\u{110000}'", "LINT SYNTAX"},
          {"an escape of 2^31", "return '\\u{7FFFFFFF}'", "LINT SYNTAX"},
          {"made by escapes, length", "return tostring(utf8.len('\\xff'))", "", "nil"},
          {"made by escapes, surrogate", "return tostring(utf8.len('\\xed\\xa0\\x80'))", "", "nil"},
          {"made by escapes, overlong", "return tostring(utf8.len('\\xc0\\x80'))", "", "nil"},
          {"made by escapes, code point", "return utf8.codepoint('\\xff')", "RUNTIME"},
          {"made by escapes, cut short", "return utf8.codepoint('\\xe4\\xb8')", "RUNTIME"},
          {"made by escapes, codes", "for p in utf8.codes('a\\xff') do end", "RUNTIME"},
          {"made by escapes, offset", "return utf8.offset('\\x80\\x80', 1)", "RUNTIME"},
          {"made by bytes", "return tostring(utf8.len(string.char(0xe4, 0xb8)))", "", "nil"},
          {"a character beyond", "return utf8.char(0x110000)", "RUNTIME"},
          {"a character below", "return utf8.char(-1)", "RUNTIME"},
          {"a surrogate as a character", "return utf8.char(0xDFFF)", "RUNTIME"},
          {"upper case of half a character", "return #('\\xe4\\xb8'):upper()", "", "2"},
      }};
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_ATTACKS_TEXT_H_
