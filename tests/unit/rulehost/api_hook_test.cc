// What the table of names says of a `when` function's arguments, compared with what one is handed;
// and what it says may stand in quotes, compared with what the converter takes.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "rulehost/api_table.h"
#include "rulehost/hook_machine.h"
#include "tests/support/files.h"
#include "tests/unit/rulehost/small_packs.h"

namespace yiting::rulehost {
namespace {

using Names = std::set<std::string>;

const ApiClass& ClassOf(const std::string& name) {
  static const ApiClass none = {"", "", "", "", {}};
  for (const ApiClass& each : ApiClasses()) {
    if (each.name == name) return each;
  }
  ADD_FAILURE() << "no class " << name;
  return none;
}

// As Lua's type() says it.
std::string KindOf(const std::string& type) {
  if (type == "integer") return "number";
  if (type == "string" || type == "boolean") return type;
  return "table";
}

// The verdict of a `when` for an action that runs `body`; "" when it allows.
std::string Answer(const std::string& body, const HookInput& input) {
  const PackPtr pack = LoadGood(PackWithWhen("", body));
  if (pack == nullptr) return "no pack";
  const HookVerdict verdict = HookMachine(pack).Run("p.one.go", input);
  if (verdict.kind == HookVerdict::Kind::kAllow) return "";
  return verdict.code + " " + verdict.where;
}

// Refuses with the first key of `copy` that the class does not have, or that is of another kind.
std::string WalkOf(const std::string& copy, const std::string& class_name) {
  std::string kinds;
  size_t count = 0;
  for (const ApiField& field : ClassOf(class_name).fields) {
    const std::string name = field.name;
    if (name[0] == '[') continue;  // any other key
    kinds += (kinds.empty() ? "" : ", ") + name + " = '" + KindOf(field.type) + "'";
    ++count;
  }
  return "local kinds, seen = { " + kinds + " }, 0\n" +
         "for key, each in pairs(" + copy + ") do\n" +
         "  seen = seen + 1\n" +
         "  if kinds[key] ~= type(each) then return refuse(key) end\n" +
         "end\n" +
         "if seen ~= " + std::to_string(count) + " then return refuse 'a_key_is_missing' end\n" +
         "return true";
}

TEST(ApiHookTest, TheCopiesHaveTheFieldsThatAreDescribed) {
  HookInput input;
  EXPECT_EQ(Answer(WalkOf("m", "MatterCopy"), input), "");
  EXPECT_EQ(Answer(WalkOf("cmd", "CommandCopy"), input), "");
  EXPECT_EQ(Answer("if type(now) ~= 'number' then return refuse 'now' end return true", input), "");
}

TEST(ApiHookTest, AFieldTooManyOrTooFewIsSeen) {
  const HookInput input;
  EXPECT_EQ(Answer(WalkOf("m", "CommandCopy"), input).substr(0, 8), "category");
  EXPECT_EQ(Answer("for key in pairs(m) do if key == 'stage' then return refuse 'stage' end end "
                   "return true",
                   input),
            "stage ");
}

// The names are the text of decide/hooks.cc, which counts.
TEST(ApiHookTest, CountsAreThoseThatAreCounted) {
  const Bytes text = testing::ReadRepositoryFile("core/decide/hooks.cc");
  Names counted;
  const std::string open = "counts[\"";
  for (size_t at = text.find(open); at != Bytes::npos; at = text.find(open, at + 1)) {
    const size_t begin = at + open.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    counted.insert(name.ends_with(".") ? "[string]" : name);
  }
  Names described;
  for (const ApiField& field : ClassOf("MatterCounts").fields) described.insert(field.name);
  EXPECT_EQ(described, counted);
}

// Words in quotes ---------------------------------------------------------------------------------

// The words in quotes of an alias.
Names WordsOf(const std::string& alias) {
  Names words;
  for (const ApiAlias& each : ApiAliases()) {
    if (alias != each.name) continue;
    for (const ApiField& one : each.alternatives) {
      const std::string type = one.type;
      if (type[0] == '"') words.insert(type.substr(1, type.size() - 2));
    }
  }
  return words;
}

// What the converter offers when it meets "zzzzzzzz" in this piece of an action, stage or unit.
Names Offered(const std::string& items, const std::string& code) {
  const std::string text = "return pack { \"测试\", id = \"t\", version = \"1\", " + items + " }";
  const LoadResult loaded = LoadPack(EncodeBundle(BuildBundle(FilesWith(text))));
  const std::string open = "one of: ";
  for (const Diagnostic& each : loaded.diagnostics) {
    if (each.code != code || !each.mend.en().starts_with(open)) continue;
    Names names;
    std::string word;
    for (const char c : each.mend.en().substr(open.size()) + " ") {
      if (c != ' ') word += c;
      if (c == ' ') names.insert(std::exchange(word, ""));
    }
    return names;
  }
  for (const Diagnostic& each : loaded.diagnostics) ADD_FAILURE() << FormatDiagnostic(each);
  return {};
}

std::string InStage(const std::string& inner) {
  return "procedure \"p\" { \"规程\", stage \"s\" { \"环节\", " + inner + " } }";
}

TEST(ApiHookTest, WordsInQuotesAreThoseThatTheConverterTakes) {
  const std::string action = "action \"a\" { \"动作\", ";
  EXPECT_EQ(WordsOf("Effect"), Offered(InStage(action + "does = \"zzzzzzzz\" }"), "EFFECT"));
  EXPECT_EQ(WordsOf("Role"), Offered(InStage(action + "by = \"zzzzzzzz\" }"), "ROLE"));
  EXPECT_EQ(WordsOf("Audience"),
            Offered(InStage(action + "needs = { f = text { audience = \"zzzzzzzz\" } } }"),
                    "AUDIENCE"));
  EXPECT_EQ(WordsOf("PollBase"), Offered(InStage("poll { of = \"zzzzzzzz\" }"), "POLL"));
  EXPECT_EQ(WordsOf("UnitKind"),
            Offered("unit \"u\" { \"单位\", kind = \"zzzzzzzz\" }", "UNIT_KIND"));
}

}  // namespace
}  // namespace yiting::rulehost
