#include "rulehost/api_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rulehost/boot.h"
#include "rulehost/pack.h"
#include "tests/support/files.h"
#include "tests/unit/rulehost/pack_files.h"

namespace yiting::rulehost {
namespace {

v1::PackBundle SmallBundle() { return BuildBundle(FilesWith("return 1")); }

// What the lint pass lets a pack use.
Vocabulary LintVocabulary(Vm& vm) {
  Vocabulary vocabulary = LibraryVocabulary();
  EXPECT_TRUE(BootWords(vm, &vocabulary).ok());
  return vocabulary;
}

TEST(ApiTableTest, NamesAreThoseOfTheLint) {
  const v1::PackBundle bundle = SmallBundle();
  Vm vm(bundle);
  EXPECT_EQ(ApiVocabulary(), LintVocabulary(vm));
}

// Every described name is there, and every global that is there is described.
TEST(ApiTableTest, NamesAreThoseOfTheMachine) {
  v1::PackBundle bundle = SmallBundle();
  Vm vm(bundle);
  Vocabulary unused;
  ASSERT_TRUE(BootWords(vm, &unused).ok());
  lua_State* state = vm.state();
  std::set<std::string> globals;
  lua_pushglobaltable(state);
  lua_pushnil(state);
  while (lua_next(state, -2) != 0) {
    globals.insert(lua_tolstring(state, -2, nullptr));
    lua_pop(state, 1);
  }
  std::set<std::string> described;
  for (const auto& [name, members] : ApiVocabulary()) {
    described.insert(name);
    if (members.empty()) continue;
    // A library is a read-only view of [1] in its metatable.
    std::set<std::string> found;
    lua_getglobal(state, name.c_str());
    ASSERT_NE(lua_getmetatable(state, -1), 0) << name;
    lua_rawgeti(state, -1, 1);
    lua_pushnil(state);
    while (lua_next(state, -2) != 0) {
      found.insert(lua_tolstring(state, -2, nullptr));
      lua_pop(state, 1);
    }
    lua_settop(state, -4);
    EXPECT_EQ(found, members) << name;
  }
  EXPECT_EQ(globals, described);
}

TEST(ApiTableTest, EveryNameIsDescribedOnceInBothLanguages) {
  std::set<std::string> seen;
  for (const auto* names : {&ApiWords(), &ApiLibrary()}) {
    for (const ApiName& each : *names) {
      EXPECT_TRUE(seen.insert(each.name).second) << each.name;
      EXPECT_TRUE(std::string(each.zh).ends_with("。") || std::string(each.zh).ends_with("？"))
          << each.name;
      EXPECT_TRUE(std::string(each.en).ends_with(".") || std::string(each.en).ends_with("?"))
          << each.name;
    }
  }
  const auto expect_said = [](const char* of, const ApiField& field) {
    EXPECT_NE(*field.zh, '\0') << of << " " << field.name << field.type;
    EXPECT_NE(*field.en, '\0') << of << " " << field.name << field.type;
  };
  for (const ApiClass& each : ApiClasses()) {
    EXPECT_TRUE(seen.insert(each.name).second) << each.name;
    EXPECT_NE(*each.zh, '\0') << each.name;
    EXPECT_NE(*each.en, '\0') << each.name;
    for (const ApiField& field : each.fields) expect_said(each.name, field);
  }
  for (const ApiAlias& each : ApiAliases()) {
    EXPECT_TRUE(seen.insert(each.name).second) << each.name;
    EXPECT_NE(*each.zh, '\0') << each.name;
    EXPECT_NE(*each.en, '\0') << each.name;
    for (const ApiField& field : each.alternatives) expect_said(each.name, field);
  }
}

// The keys ----------------------------------------------------------------------------------------

// Every key that any body takes, by the converter's own text.
std::set<std::string> KeysOfTheConverter() {
  std::set<std::string> keys;
  for (const char* part :
       {"action", "effects", "field", "metrics", "modules", "poll", "procedure", "vocabulary"}) {
    const Bytes text =
        testing::ReadRepositoryFile("core/rulehost/convert_" + std::string(part) + ".cc");
    for (size_t at = text.find("CheckKeys("); at != Bytes::npos; at = text.find("CheckKeys(", at)) {
      const size_t end = text.find("});", at);
      bool quoted = false;
      std::string word;
      for (; at < end; ++at) {
        if (text[at] == '"') {
          if (quoted) keys.insert(word);
          word.clear();
          quoted = !quoted;
        } else if (quoted) {
          word += text[at];
        }
      }
    }
  }
  return keys;
}

// A pack in which the word's body has this key, somewhere where the word may stand.
std::string PackWith(const std::string& word, const std::string& key) {
  const std::string body = "{ " + key + " = \"x\" }";
  const auto in_procedure = [](const std::string& inner) {
    return "return pack { procedure \"p\" { " + inner + " } }";
  };
  if (word == "pack") return "return pack " + body;
  if (word == "params") return "return pack { params { n = count(1, \"x\", " + body + ") } }";
  if (word == "procedure") return "return pack { procedure \"p\" " + body + " }";
  if (word == "opener") return in_procedure("may_open = { opener \"o\" " + body + " }");
  if (word == "stage") return in_procedure("stage \"s\" " + body);
  if (word == "deadline") return in_procedure("deadline " + body);
  if (word == "poll") return in_procedure("stage \"s\" { poll " + body + " }");
  if (word == "action") return in_procedure("action \"a\" " + body);
  if (word == "text") return in_procedure("needs = { f = text " + body + " }");
  if (word == "activation" || word == "owners_vote" || word == "modules") {
    return "return pack { " + word + " " + body + " }";
  }
  return "return pack { " + word + " \"x\" " + body + " }";
}

bool Takes(const std::string& word, const std::string& key) {
  const LoadResult loaded = LoadPack(EncodeBundle(BuildBundle(FilesWith(PackWith(word, key)))));
  EXPECT_FALSE(loaded.diagnostics.empty());
  return std::none_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                      [](const Diagnostic& each) { return each.code == "UNKNOWN_KEY"; });
}

TEST(ApiTableTest, KeysAreThoseThatTheConverterTakes) {
  const std::set<std::string> all = KeysOfTheConverter();
  EXPECT_GE(all.size(), 30u);
  std::set<std::string> described;
  for (const ApiClass& each : ApiClasses()) {
    std::set<std::string> keys;
    for (const ApiField& field : each.fields) {
      std::string key = field.name;
      if (key.ends_with('?')) key.pop_back();
      keys.insert(key);
      described.insert(key);
    }
    if (*each.word == '\0') continue;
    for (const std::string& key : all) {
      EXPECT_EQ(Takes(each.word, key), keys.count(key) != 0) << each.word << " { " << key << " }";
    }
  }
  for (const std::string& key : all) EXPECT_EQ(described.count(key), 1u) << key;
}

TEST(ApiTableTest, StubsAreWhatIsPrinted) {
  EXPECT_EQ(FormatApi(), testing::ReadRepositoryFile("rules/api.lua"))
      << "write it anew: yiting rules api > rules/api.lua";
  EXPECT_EQ(FormatApiLibrary(), testing::ReadRepositoryFile("rules/api_library.lua"))
      << "write it anew: yiting rules api --library > rules/api_library.lua";
}

}  // namespace
}  // namespace yiting::rulehost
