// The parser behind Lint: recursive descent over the tokens of one file, in the shape of Lua's own
// lparser.c, so that its nesting is counted where Lua counts. It builds nothing; it only complains.
// A file that does not parse ends at its first SYNTAX complaint; all others are collected.
// Not to be included by others than lint.cc and its own parts.
// Tested by tests/unit/rulehost/lint_test.cc

#ifndef YITING_RULEHOST_LINT_PARSER_H_
#define YITING_RULEHOST_LINT_PARSER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/lexer.h"
#include "rulehost/lint.h"

namespace yiting::rulehost {

class LintParser {
 public:
  LintParser(const std::string& file, std::string_view source, const Vocabulary& vocabulary);
  std::vector<Diagnostic> Run();

 private:
  // What an expression is, as far as the rules care.
  struct Expression {
    bool assignable = false;  // a name or an index
    bool call = false;
    bool logical = false;   // a comparison, `and`, `or` or `not`
    std::string_view name;  // of a bare name
  };
  struct Function {
    size_t active_locals = 0;
    std::set<std::string, std::less<>> constants;
    bool locals_reported = false;
    bool constants_reported = false;
    bool vararg = false;
    int loops = 0;
  };

  // lint_parser.cc: statements.
  void Block();
  void Statement();
  void IfStatement();
  void ForStatement();
  void LocalStatement();
  void FunctionStatement();
  void ReturnStatement();
  void ExpressionStatement();
  void FunctionBody(bool method);

  // lint_expression.cc.
  Expression ParseExpression(int limit = 0);
  Expression SimpleExpression();
  Expression SuffixedExpression();
  Expression PrimaryExpression();
  void ParseIndex();
  void CallArguments();
  void TableConstructor();
  void ExpressionList();
  void CheckMember(std::string_view library, const Token& member);

  // lint_names.cc.
  void OpenScope() { scopes_.push_back(names_.size()); }
  void CloseScope();
  void Declare(const Token& name);
  bool IsLocal(std::string_view name) const { return in_view_.find(name) != in_view_.end(); }
  void UseGlobal(const Token& name);
  void AddConstant(std::string text, const Token& at);

  // Tokens.
  const Token& Peek(size_t ahead = 0) const;
  const Token& Take();
  bool Is(std::string_view text) const;
  bool Accept(std::string_view text);
  void Expect(std::string_view text);
  const Token& ExpectName();
  bool BlockEnds() const;
  bool Enter();  // one level deeper; false when that is too deep
  void Leave() { --depth_; }

  void Note(const char* code);
  void NoteSyntax();
  void Report(const Token& at, const char* code, std::string zh, std::string en,
              std::string mend_zh = "", std::string mend_en = "");
  void Syntax(const Token& at, std::string zh, std::string en, std::string mend_zh = "",
              std::string mend_en = "");

  const std::string& file_;
  const Vocabulary& vocabulary_;
  std::vector<Diagnostic> found_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  bool stopped_ = false;
  std::vector<std::string_view> names_;      // the locals in view, innermost last
  std::map<std::string_view, int> in_view_;  // how many of names_ are called so
  bool names_reported_ = false;
  std::set<std::string, std::less<>> constants_;  // of the whole file
  std::vector<size_t> scopes_;                    // names_.size() where each scope began
  std::vector<Function> functions_;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_LINT_PARSER_H_
