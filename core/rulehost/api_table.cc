#include "rulehost/api_table.h"

#include <string_view>

namespace yiting::rulehost {

namespace {

constexpr char kHead[] =
    "---@meta\n"
    "-- 规则包能用的每一个词，供装了 LuaLS 的编辑器提示。由 `yiting rules api` 打印，不要手改。\n"
    "-- Every name that a rule pack may use, for editors with LuaLS. Printed by `yiting rules "
    "api`:\n"
    "-- do not edit. Nothing runs this file and no bundle has it.\n";

// "min?" -> "min".
std::string_view Bare(std::string_view name) {
  return name.ends_with('?') ? name.substr(0, name.size() - 1) : name;
}

// " 中文 / English", or nothing.
std::string Said(const ApiField& field) {
  const std::string_view zh = field.zh;
  const std::string_view en = field.en;
  if (zh.empty()) return en.empty() ? "" : " " + std::string(en);
  return " " + std::string(zh) + (en.empty() ? "" : " / " + std::string(en));
}

std::string Sentences(const char* zh, const char* en) {
  return "---" + std::string(zh) + " " + en + "\n";
}

std::string FormatAlias(const ApiAlias& each) {
  std::string text = "\n" + Sentences(each.zh, each.en) + "---@alias " + each.name + "\n";
  for (const ApiField& alternative : each.alternatives) {
    text += "---| " + std::string(alternative.type) + " #" + Said(alternative) + "\n";
  }
  return text;
}

std::string FormatClass(const ApiClass& each) {
  std::string text = "\n" + Sentences(each.zh, each.en) + "---@class " + each.name + "\n";
  for (const ApiField& field : each.fields) {
    text += "---@field " + std::string(field.name) + " " + field.type + Said(field) + "\n";
  }
  return text;
}

std::string FormatName(const ApiName& each) {
  std::string text = "\n" + Sentences(each.zh, each.en);
  if (each.is_value) {
    return text + "---@type " + each.results[0].type + "\n" + each.name + " = nil\n";
  }
  std::string names;
  for (const ApiField& parameter : each.parameters) {
    text +=
        "---@param " + std::string(parameter.name) + " " + parameter.type + Said(parameter) + "\n";
    names += (names.empty() ? "" : ", ") + std::string(Bare(parameter.name));
  }
  for (const ApiField& result : each.results) {
    text += "---@return " + std::string(result.type) +
            (*result.name == '\0' ? "" : " " + std::string(result.name)) + Said(result) + "\n";
  }
  return text + "function " + each.name + "(" + names + ") end\n";
}

void AddNames(const std::vector<ApiName>& names, Vocabulary& vocabulary) {
  for (const ApiName& each : names) {
    const std::string_view name = each.name;
    const size_t dot = name.find('.');
    std::set<std::string>& members = vocabulary[std::string(name.substr(0, dot))];
    if (dot != std::string_view::npos) members.insert(std::string(name.substr(dot + 1)));
  }
}

}  // namespace

Vocabulary ApiVocabulary() {
  Vocabulary vocabulary;
  AddNames(ApiWords(), vocabulary);
  AddNames(ApiLibrary(), vocabulary);
  return vocabulary;
}

std::string FormatApi() {
  std::string text = kHead;
  for (const ApiAlias& each : ApiAliases()) text += FormatAlias(each);
  for (const ApiClass& each : ApiClasses()) text += FormatClass(each);
  for (const ApiName& each : ApiWords()) text += FormatName(each);
  return text;
}

std::string FormatApiLibrary() {
  std::string text = kHead;
  std::string_view library;
  for (const ApiName& each : ApiLibrary()) {
    const std::string_view name = each.name;
    const size_t dot = name.find('.');
    const std::string_view of = dot == std::string_view::npos ? "" : name.substr(0, dot);
    if (of != library) {
      library = of;
      // LuaLS looks for the methods of a text in this class.
      if (of == "string") text += "\n---@class stringlib";
      text += "\n" + std::string(of) + " = {}\n";
    }
    text += FormatName(each);
  }
  return text;
}

}  // namespace yiting::rulehost
