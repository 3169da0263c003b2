// The stubs for editors: Lua that compiles, annotated by LuaLS's grammar, every type known.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/api_table.h"
#include "rulehost/vm.h"
#include "tests/support/lines.h"
#include "tests/unit/rulehost/luals_grammar.h"

namespace yiting::rulehost {
namespace {

// Reads a stub line by line. What it finds wrong is in `faults`.
class StubReader {
 public:
  explicit StubReader(const std::string& text) {
    for (const std::string& line : testing::LinesOf(text)) {
      ++number_;
      Read(line);
    }
    EndBlock("");
  }

  std::vector<std::string> faults;
  std::set<std::string> defined;  // by @class and @alias
  std::set<std::string> named;    // where a type is wanted

 private:
  void Fault(const std::string& what) {
    faults.push_back(std::to_string(number_) + ": " + what);
  }

  void Read(const std::string& line) {
    if (number_ == 1) {
      if (line != "---@meta") Fault("the first line is ---@meta");
    } else if (line.starts_with("---@")) {
      ReadTag(line.substr(4));
    } else if (line.starts_with("---|")) {
      if (block_ != "alias") Fault("an alternative without its @alias");
      ReadType(line.substr(4), true);
    } else if (line.empty()) {
      EndBlock("");
    } else if (!line.starts_with("--")) {
      EndBlock(line);
    }
  }

  void ReadTag(const std::string& text) {
    const size_t blank = text.find(' ');
    const std::string tag = text.substr(0, blank);
    TypeReader reader(std::string_view(text).substr(std::min(blank, text.size())));
    if (tag == "class" || tag == "alias") {
      block_ = tag;
      const std::string name = reader.Name();
      if (name.empty() || !reader.Rest().empty()) Fault("@" + tag + " takes one name");
      if (!defined.insert(name).second) Fault(name + " is defined twice");
    } else if (tag == "field" || tag == "param") {
      const bool any_key = tag == "field" && reader.Take("[");
      const std::string name = reader.Name();
      if (name.empty() || (any_key && !reader.Take("]"))) Fault("@" + tag + " needs a name");
      reader.Take("?");
      if (tag == "field" && block_ != "class") Fault("@field without its @class");
      if (tag == "param") parameters_.push_back(name);
      ReadType(std::string(reader.Rest()), false);
    } else if (tag == "return" || tag == "type") {
      ReadType(std::string(reader.Rest()), false);
    } else {
      Fault("@" + tag + " is no tag that is used here");
    }
  }

  // A type, then, if `remark`, nothing or "# remark".
  void ReadType(const std::string& text, bool remark) {
    TypeReader reader(text);
    if (!reader.Type()) return Fault("no type: " + text);
    if (remark && !reader.Rest().starts_with("# ")) Fault("no remark: " + text);
    named.insert(reader.names().begin(), reader.names().end());
  }

  // The statement that a block describes has the parameters that it describes, in their order.
  void EndBlock(const std::string& statement) {
    std::string names;
    for (const std::string& each : parameters_) names += (names.empty() ? "" : ", ") + each;
    const bool is_function = statement.starts_with("function ");
    if (is_function && !statement.ends_with("(" + names + ") end")) Fault("not its parameters");
    if (!is_function && !names.empty()) Fault("@param without a function");
    parameters_.clear();
    block_.clear();
  }

  int number_ = 0;
  std::string block_;
  std::vector<std::string> parameters_;
};

std::string FaultsOf(const std::string& text) {
  std::string all;
  for (const std::string& each : StubReader(text).faults) all += each + "\n";
  return all;
}

TEST(ApiStubTest, FollowsTheGrammar) {
  EXPECT_EQ(FaultsOf(FormatApi()), "");
  EXPECT_EQ(FaultsOf(FormatApiLibrary()), "");
}

TEST(ApiStubTest, EveryTypeIsDefined) {
  std::set<std::string> known = {"any", "boolean", "false", "integer", "string", "table", "true"};
  const StubReader words(FormatApi());
  const StubReader library(FormatApiLibrary());
  known.insert(words.defined.begin(), words.defined.end());
  for (const StubReader* stub : {&words, &library}) {
    for (const std::string& name : stub->named) EXPECT_EQ(known.count(name), 1u) << name;
  }
}

// Compiled, never run.
Vm::Outcome Compile(const std::string& text) {
  v1::PackBundle bundle;
  v1::PackBundle::File* file = bundle.add_files();
  file->set_path("stub.lua");
  file->set_content(text);
  Vm vm(bundle);
  return vm.Load("stub.lua");
}

TEST(ApiStubTest, IsLua) {
  for (const std::string& text : {FormatApi(), FormatApiLibrary()}) {
    const Vm::Outcome outcome = Compile(text);
    EXPECT_TRUE(outcome.ok()) << outcome.message;
    EXPECT_EQ(Compile(text + "function x(").code, "SYNTAX");
  }
}

TEST(ApiStubTest, WhatBreaksTheGrammarIsSeen) {
  const std::string head = "---@meta\n\n";
  EXPECT_EQ(FaultsOf(head + "---@class A\n---@field a? string x\n"), "");
  for (const char* text : {
           "---@class\n",
           "---@class A B\n",
           "---@class A\n---@class A\n",
           "---@field a string\n",
           "---@class A\n---@field a\n",
           "---@class A\n---@field a string |\n",
           "---@class A\n---@field a { [1]: string, }\n",
           "---@class A\n---@field a table<string\n",
           "---@class A\n---@field a fun(a: string\n",
           "---@class A\n---@field a \"open\n",
           "---| string # text\n",
           "---@alias A\n---| string text\n",
           "---@param a string\nfunction f() end\n",
           "---@param b string\n---@param a string\nfunction f(a, b) end\n",
           "function f(a) end\n",
           "---@param a string\n",
           "---@parameter a string\nfunction f(a) end\n",
       }) {
    EXPECT_NE(FaultsOf(head + text), "") << text;
  }
  EXPECT_NE(FaultsOf("\n---@meta\n"), "");
}

}  // namespace
}  // namespace yiting::rulehost
