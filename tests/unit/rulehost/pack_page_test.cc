// docs/formats/pack.md and rules.md say all that a pack can say: their examples run and use every
// word, key and function of the table of names (api_table.h), their tables name every key and code.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "rulehost/api_table.h"
#include "rulehost/boot.h"
#include "rulehost/value.h"
#include "tests/support/files.h"
#include "tests/unit/rulehost/run_rule.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

using Names = std::set<std::string>;

// The block of the page that opens with "```lua NAME".
std::string Block(const std::string& page, const std::string& name) {
  const std::string open = "\n```lua " + name + "\n";
  const size_t at = page.find(open);
  if (at == std::string::npos) return "";
  const size_t begin = at + open.size();
  return page.substr(begin, page.find("\n```\n", begin) + 1 - begin);
}

std::string PackPage() { return testing::ReadRepositoryFile("docs/formats/pack.md"); }

PackFiles Example() {
  PackFiles files;
  for (const char* name : {"pack.lua", "care.lua", "talk.lua", "street.lua"}) {
    files[name] = Block(PackPage(), name);
  }
  AddLibrary(files);
  return files;
}

// "text" for all that takes a field's keys, else the word itself.
std::string BodyOf(const std::string& is) {
  static const Names fields = {"photo", "code", "number", "instant", "members", "rule_pack"};
  return fields.count(is) != 0 ? "text" : is;
}

// Word -> keys that are written in its bodies, anywhere below; a title that stands first is one.
void Collect(const Value& value, std::map<std::string, Names>& used) {
  const Value* is = value.Find("is");
  if (is != nullptr && is->IsString()) {
    Names& keys = used[BodyOf(is->text)];
    used[is->text];
    const Value* body = value.Find("body");
    if (body != nullptr) {
      for (const auto& [key, unused] : body->fields) keys.insert(key);
      if (!body->items.empty() && body->items[0].IsString()) keys.insert("title");
    }
    // What `params` takes is written in its quantities' limits.
    const Value* limits = value.Find("limits");
    if (limits != nullptr) {
      for (const auto& [key, unused] : limits->fields) used["limits"].insert(key);
    }
  }
  for (const Value& each : value.items) Collect(each, used);
  for (const auto& [key, each] : value.fields) Collect(each, used);
}

std::string Bare(std::string name) {
  if (name.ends_with('?')) name.pop_back();
  return name;
}

// The names in the text, as they are written there: runs of letters, digits and '_'.
Names TokensOf(const std::string& text) {
  Names names;
  std::string word;
  for (const char c : text + " ") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                        (c >= '0' && c <= '9');
    if (letter) word += c;
    if (!letter && !word.empty()) names.insert(std::exchange(word, ""));
  }
  return names;
}

TEST(PackPageTest, TheExampleLoads) { EXPECT_NE(LoadGood(Example()), nullptr); }

TEST(PackPageTest, TheExampleHasEveryWordWithEveryKey) {
  const v1::PackBundle bundle = BuildBundle(Example());
  Vm vm(bundle);
  ASSERT_TRUE(BootWords(vm, nullptr).ok());
  ASSERT_TRUE(RunPack(vm).ok());
  bool too_large = false;
  std::map<std::string, Names> used;
  Collect(CopyValue(vm, too_large), used);
  ASSERT_FALSE(too_large);
  for (const ApiClass& each : ApiClasses()) {
    if (*each.word == '\0') continue;
    const std::string word = each.word;
    const Names& keys = used[word == "params" ? "limits" : word];
    for (const ApiField& field : each.fields) {
      // What is called a pack stands first in it.
      EXPECT_EQ(keys.count(Bare(field.name)), 1u) << word << " { " << field.name << " }";
    }
  }
  Names tokens;
  for (const char* name : {"pack.lua", "care.lua", "talk.lua", "street.lua"}) {
    const Names more = TokensOf(Block(PackPage(), name));
    tokens.insert(more.begin(), more.end());
  }
  for (const ApiName& each : ApiWords()) EXPECT_EQ(tokens.count(each.name), 1u) << each.name;
}

TEST(PackPageTest, TheTableHasEveryWordWithItsKeys) {
  const std::string page = PackPage();
  for (const ApiClass& each : ApiClasses()) {
    if (*each.word == '\0') continue;
    const std::string row_begin = "\n| `" + std::string(each.word) + " ";
    const size_t at = page.find(row_begin);
    ASSERT_NE(at, std::string::npos) << each.word;
    const Names named = TokensOf(page.substr(at, page.find('\n', at + 1) - at));
    for (const ApiField& field : each.fields) {
      EXPECT_EQ(named.count(Bare(field.name)), 1u) << each.word << " { " << field.name << " }";
    }
  }
  const Names all = TokensOf(page);
  for (const ApiName& each : ApiWords()) EXPECT_EQ(all.count(each.name), 1u) << each.name;
  for (const ApiAlias& alias : ApiAliases()) {
    for (const ApiField& one : alias.alternatives) {
      const std::string type = one.type;
      if (type[0] != '"') continue;
      EXPECT_EQ(all.count(type.substr(1, type.size() - 2)), 1u) << alias.name << " " << type;
    }
  }
  for (const ApiClass& each : ApiClasses()) {
    if (!std::string(each.name).starts_with("Matter") && each.name != std::string("CommandCopy")) {
      continue;
    }
    for (const ApiField& field : each.fields) {
      if (field.name[0] == '[') continue;
      EXPECT_EQ(all.count(field.name), 1u) << each.name << " " << field.name;
    }
  }
}

// Texts in quotes that are all capitals: the codes that a folder's files complain with.
Names CodesOf(const std::string& folder) {
  Names codes;
  for (const std::string& name : testing::ListRepositoryFolder(folder)) {
    if (!name.ends_with(".cc")) continue;
    const std::string text = testing::ReadRepositoryFile(folder + "/" + name);
    for (size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
      size_t end = at + 1;
      while (end < text.size() && ((text[end] >= 'A' && text[end] <= 'Z') || text[end] == '_')) {
        ++end;
      }
      const bool is_code = end > at + 2 && text[end] == '"' && text[at + 1] != '_';
      if (is_code) codes.insert(text.substr(at + 1, end - at - 1));
    }
  }
  return codes;
}

// "`A` `B`" of the page's part between the two texts.
Names CodesIn(const std::string& page, const std::string& from, const std::string& to) {
  const size_t begin = page.find(from);
  const size_t finish = page.find(to, begin);
  Names codes;
  const std::string part = page.substr(begin, finish - begin);
  for (size_t at = part.find('`'); at != std::string::npos; at = part.find('`', at + 1)) {
    const size_t end = part.find('`', at + 1);
    const std::string code = part.substr(at + 1, end - at - 1);
    const bool capitals = std::all_of(code.begin(), code.end(),
                                      [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
    if (capitals && !code.empty()) codes.insert(code);
    at = end;
  }
  return codes;
}

TEST(PackPageTest, TheTableHasEveryCode) {
  Names made = CodesOf("core/rulehost");
  for (const std::string& code : CodesOf("core/checker")) made.insert(code);
  const Names told = CodesIn(PackPage(), "| code | what is wrong |", "\n## Words");
  for (const std::string& code : made) EXPECT_EQ(told.count(code), 1u) << code;
  for (const std::string& code : told) EXPECT_EQ(made.count(code), 1u) << code;
}

TEST(PackPageTest, TheExampleOfTheLibraryHoldsAndHasEveryFunction) {
  const std::string text =
      Block(testing::ReadRepositoryFile("docs/formats/rules.md"), "library");
  const RuleRun run = RunRule(text, "return \"all held\"");
  EXPECT_EQ(run.code, "") << run.line << ": " << run.message;
  EXPECT_EQ(run.result, "all held");
  const Names tokens = TokensOf(text);
  const Names in_packs = TokensOf(PackPage());
  for (const ApiName& each : ApiLibrary()) {
    const std::string name = each.name;
    const std::string last = name.substr(name.find('.') + 1);  // all of a name without a dot
    const bool calendar = name.starts_with("calendar.");
    EXPECT_EQ((calendar ? in_packs : tokens).count(last), 1u) << name;
  }
}

}  // namespace
}  // namespace yiting::rulehost
