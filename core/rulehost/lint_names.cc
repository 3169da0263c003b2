// Names and constants: what is in view, how many there are, and which name was probably meant.

#include <algorithm>

#include "rulehost/lint_parser.h"
#include "rulehost/words.h"

namespace yiting::rulehost {

namespace {

// The innermost locals that a misspelt name is compared with.
constexpr size_t kCandidatesMax = 400;

}  // namespace

void LintParser::CloseScope() {
  const size_t begin = scopes_.back();
  scopes_.pop_back();
  functions_.back().active_locals -= names_.size() - begin;
  for (size_t i = begin; i < names_.size(); ++i) {
    const auto view = in_view_.find(names_[i]);
    if (--view->second == 0) in_view_.erase(view);
  }
  names_.resize(begin);
}

void LintParser::Declare(const Token& name) {
  if (name.text == "_G" || name.text == "_ENV") UseGlobal(name);
  names_.push_back(name.text);
  ++in_view_[name.text];
  Function& function = functions_.back();
  if (++function.active_locals > kLocalsMax && !function.locals_reported) {
    function.locals_reported = true;
    REPORT_FAULT(name, "LOCALS", "一个函数里的局部变量超过 200 个",
           "a function has more than 200 local variables", "放进一张表里", "put them in a table");
  }
  if (names_.size() > kNamesInViewMax && !names_reported_) {
    names_reported_ = true;
    REPORT_FAULT(name, "LOCALS", "套在一起的函数里局部变量超过 600 个",
           "functions inside each other have more than 600 local variables",
           "放进一张表里，或分成几个文件", "put them in a table, or split the file");
  }
}

void LintParser::UseGlobal(const Token& name) {
  if (name.text == "_G" || name.text == "_ENV") {
    REPORT_FAULT(name, "GLOBALS", "规则里没有 " + std::string(name.text),
           "rules have no " + std::string(name.text));
    return;
  }
  AddConstant("s" + std::string(name.text), name);
  if (vocabulary_.find(name.text) != vocabulary_.end()) return;
  const size_t far = names_.size() - std::min(names_.size(), kCandidatesMax);
  std::vector<std::string> candidates(names_.begin() + static_cast<ptrdiff_t>(far), names_.end());
  for (const auto& [word, members] : vocabulary_) candidates.push_back(word);
  const std::string nearest = NearestName(name.text, candidates);
  REPORT_FAULT(name, "UNKNOWN_NAME", "没有叫 " + std::string(name.text) + " 的东西",
         "nothing is called " + std::string(name.text),
         nearest.empty() ? "先用 local 定义，或从另一个文件 require" : "是不是 " + nearest,
         nearest.empty() ? "define it with local, or require its file"
                         : "did you mean " + nearest + "?");
}

void LintParser::AddConstant(std::string text, const Token& at) {
  Function& function = functions_.back();
  if (constants_.insert(text).second && constants_.size() == kFileConstantsMax + 1) {
    REPORT_FAULT(at, "CONSTANTS", "一个文件里的文字和数字超过 2000 个",
           "a file has more than 2,000 different texts and numbers",
           "分成几个文件，用 require 连起来", "split it into files joined by require");
  }
  function.constants.insert(std::move(text));
  if (function.constants.size() > kConstantsMax && !function.constants_reported) {
    function.constants_reported = true;
    REPORT_FAULT(at, "CONSTANTS", "一个文件或函数里的文字和数字超过 200 个",
           "a file or function has more than 200 different texts and numbers",
           "分成几个文件，用 require 连起来", "split it into files joined by require");
  }
}

}  // namespace yiting::rulehost
