// Every name that a rule may use, described: the words of rules/lib/dsl.lua with the keys of their
// bodies, the host's own (`value`, `draw`, `calendar`) and the library. `yiting rules api` prints
// it as annotations for editors with LuaLS: rules/api.lua and rules/api_library.lua.
//
// It describes and defines nothing: library_*.cc and boot.cc define, convert_*.cc reads, hook.cc
// hands over. Tests compare the names with the lint pass's vocabulary and with what the machine
// really has, the keys and the words in quotes with what the converter takes, the copies with what
// a `when` function sees, and the two files with the print, which they read by LuaLS's grammar.
// Pure. Tested by tests/unit/rulehost/api_table_test.cc, api_hook_test.cc, api_stub_test.cc

#ifndef YITING_RULEHOST_API_TABLE_H_
#define YITING_RULEHOST_API_TABLE_H_

#include <string>
#include <vector>

#include "rulehost/lint.h"

namespace yiting::rulehost {

// A parameter, a result or a key. A name that ends in '?' may be left out.
struct ApiField {
  const char* name;
  const char* type;  // as LuaLS writes it
  const char* zh = "";
  const char* en = "";
};

// A type that is no table: one of these. Of an alternative the name is empty.
struct ApiAlias {
  const char* name;
  const char* zh;
  const char* en;
  std::vector<ApiField> alternatives;
};

// A table that somebody writes or reads. `word` is the word whose body it is, or empty.
struct ApiClass {
  const char* name;
  const char* word;
  const char* zh;
  const char* en;
  std::vector<ApiField> fields;
};

// A function, or a value when `is_value`; "string.split" is in a library.
struct ApiName {
  const char* name;
  const char* zh;
  const char* en;
  std::vector<ApiField> parameters;
  std::vector<ApiField> results;
  bool is_value = false;
};

const std::vector<ApiAlias>& ApiAliases();  // api_table_aliases.cc
const std::vector<ApiClass>& ApiClasses();  // api_table_classes.cc
const std::vector<ApiName>& ApiWords();     // api_table_words.cc
const std::vector<ApiName>& ApiLibrary();   // api_table_library.cc

// The same names as the lint pass has them.
Vocabulary ApiVocabulary();

// rules/api.lua: the words and the tables.
std::string FormatApi();
// rules/api_library.lua: the library, instead of what LuaLS knows of Lua's own.
std::string FormatApiLibrary();

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_API_TABLE_H_
