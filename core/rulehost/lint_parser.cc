#include "rulehost/lint_parser.h"
#include "base/sort.h"
#include "rulehost/words.h"

#include <algorithm>

namespace yiting::rulehost {

using Kind = Token::Kind;

LintParser::LintParser(const std::string& file, std::string_view source,
                       const Vocabulary& vocabulary)
    : file_(file), vocabulary_(vocabulary) {
  tokens_ = Tokenize(file, source, found_);
}

std::vector<Diagnostic> LintParser::Run() {
  const bool broken = std::any_of(found_.begin(), found_.end(),
                                  [](const Diagnostic& d) { return d.code == "SYNTAX"; });
  if (!broken) {
    functions_.push_back({});
    functions_.back().vararg = true;
    OpenScope();
    Block();
    if (!stopped_ && Peek().kind != Kind::kEnd) {
      SYNTAX_FAULT(Peek(), "这里多了一个 " + std::string(Peek().text),
             "there is one " + std::string(Peek().text) + " too many");
    }
  }
  Sort(found_, [](const Diagnostic& a, const Diagnostic& b) {
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
  if (found_.size() > kComplaintsMax) {
    found_.resize(kComplaintsMax);
    Diagnostic more = found_.back();
    more.code = "MORE";
#ifndef YITING_WITHOUT_WORDS
    more.text.set_zh("这个文件后面还有别的问题，没有再列出");
    more.text.set_en("there is more in this file that is not listed");
    more.mend.set_zh("先改好上面这些");
    more.mend.set_en("mend what is listed first");
#endif
    found_.push_back(std::move(more));
  }
  return std::move(found_);
}

// Tokens. Once the parser has stopped, every token reads as the end, so that all loops end.

const Token& LintParser::Peek(size_t ahead) const {
  if (stopped_) return tokens_.back();
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& LintParser::Take() {
  const Token& token = Peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool LintParser::Is(std::string_view text) const {
  const Token& token = Peek();
  return (token.kind == Kind::kKeyword || token.kind == Kind::kSymbol) && token.text == text;
}

bool LintParser::Accept(std::string_view text) {
  if (!Is(text)) return false;
  Take();
  return true;
}

void LintParser::Expect(std::string_view text) {
  if (Accept(text)) return;
  const std::string wanted(text);
  const bool end = Peek().kind == Kind::kEnd;
  SYNTAX_FAULT(Peek(),
         end ? "文件到头了，还缺少 " + wanted
             : "这里应当是 " + wanted + "，却是 " + std::string(Peek().text),
         end ? "the file ends where " + wanted + " is missing"
             : "expected " + wanted + ", found " + std::string(Peek().text),
         end ? "从最后改的地方找起，补上 " + wanted : "",
         end ? "begin where you changed something last, and add " + wanted : "");
}

const Token& LintParser::ExpectName() {
  if (Peek().kind == Kind::kName) return Take();
  SYNTAX_FAULT(Peek(), "这里应当是一个名字", "expected a name");
  return Peek();
}

bool LintParser::BlockEnds() const {
  return Peek().kind == Kind::kEnd || Is("end") || Is("else") || Is("elseif") || Is("until");
}

bool LintParser::Enter() {
  if (++depth_ <= kNestingMax) return true;
  REPORT_FAULT(Peek(), "NESTING", "嵌套太深（最多 64 层）", "nested too deep (at most 64 levels)",
         "分成几个函数；连接很多文字用 table.concat", "split it; join many texts by table.concat");
  stopped_ = true;
  return false;
}

void LintParser::Note(const char* code) {
  if (!stopped_) found_.emplace_back().code = code;
  stopped_ = stopped_ || found_.size() > kComplaintsMax;
}

void LintParser::NoteSyntax() {
  Note("SYNTAX");
  stopped_ = true;
}

#ifndef YITING_WITHOUT_WORDS

void LintParser::Report(const Token& at, const char* code, std::string zh, std::string en,
                        std::string mend_zh, std::string mend_en) {
  if (stopped_) return;
  Diagnostic d;
  d.file = file_;
  d.line = at.line;
  d.column = at.column;
  d.code = code;
  d.text.set_zh(std::move(zh));
  d.text.set_en(std::move(en));
  d.mend.set_zh(std::move(mend_zh));
  d.mend.set_en(std::move(mend_en));
  found_.push_back(std::move(d));
  if (found_.size() > kComplaintsMax) stopped_ = true;
}

void LintParser::Syntax(const Token& at, std::string zh, std::string en, std::string mend_zh,
                        std::string mend_en) {
  Report(at, "SYNTAX", std::move(zh), std::move(en), std::move(mend_zh), std::move(mend_en));
  stopped_ = true;
}

#endif  // YITING_WITHOUT_WORDS

// Statements.

void LintParser::Block() {
  while (!BlockEnds()) {
    if (Is("return")) {
      ReturnStatement();
      break;
    }
    Statement();
  }
}

void LintParser::Statement() {
  if (!Enter()) return;
  if (Accept(";")) {
  } else if (Is("if")) {
    IfStatement();
  } else if (Accept("while")) {
    ParseExpression();
    Expect("do");
    ++functions_.back().loops;
    OpenScope();
    Block();
    CloseScope();
    --functions_.back().loops;
    Expect("end");
  } else if (Accept("do")) {
    OpenScope();
    Block();
    CloseScope();
    Expect("end");
  } else if (Is("for")) {
    ForStatement();
  } else if (Accept("repeat")) {
    ++functions_.back().loops;
    OpenScope();
    Block();
    Expect("until");
    ParseExpression();
    CloseScope();
    --functions_.back().loops;
  } else if (Is("function")) {
    FunctionStatement();
  } else if (Is("local")) {
    LocalStatement();
  } else if (Is("goto") || Is("::")) {
    REPORT_FAULT(Peek(), "GOTO", "规则里没有 goto 和标签", "rules have no goto and no labels",
           "用 if、for、while 写", "write if, for or while");
    stopped_ = true;
  } else if (Is("break")) {
    if (functions_.back().loops == 0) {
      SYNTAX_FAULT(Peek(), "break 不在循环里", "break stands outside a loop");
    }
    Take();
  } else {
    ExpressionStatement();
  }
  Leave();
}

void LintParser::IfStatement() {
  do {
    Take();  // if or elseif
    ParseExpression();
    Expect("then");
    OpenScope();
    Block();
    CloseScope();
  } while (Is("elseif"));
  if (Accept("else")) {
    OpenScope();
    Block();
    CloseScope();
  }
  Expect("end");
}

void LintParser::ForStatement() {
  Take();
  std::vector<Token> names = {ExpectName()};
  if (Accept("=")) {
    ParseExpression();
    Expect(",");
    ParseExpression();
    if (Accept(",")) ParseExpression();
  } else {
    while (Accept(",")) names.push_back(ExpectName());
    Expect("in");
    ExpressionList();
  }
  Expect("do");
  ++functions_.back().loops;
  OpenScope();
  // Lua keeps three or four values of its own for the loop.
  Token hidden = names.front();
  hidden.text = "(for)";
  for (int i = 0; i < 4; ++i) Declare(hidden);
  for (const Token& name : names) Declare(name);
  Block();
  CloseScope();
  --functions_.back().loops;
  Expect("end");
}

void LintParser::LocalStatement() {
  Take();
  if (Accept("function")) {
    Declare(ExpectName());
    FunctionBody(false);
    return;
  }
  std::vector<Token> names;
  do {
    names.push_back(ExpectName());
    if (Accept("<")) {
      const Token& attribute = ExpectName();
      if (attribute.text != "const") {
        REPORT_FAULT(attribute, "ATTRIBUTE", "规则里没有 <" + std::string(attribute.text) + ">",
               "rules have no <" + std::string(attribute.text) + ">", "去掉它", "leave it out");
      }
      Expect(">");
    }
  } while (Accept(","));
  if (Accept("=")) ExpressionList();
  for (const Token& name : names) Declare(name);
}

void LintParser::FunctionStatement() {
  Take();
  const Token& name = ExpectName();
  bool method = false;
  const bool field = Is(".") || Is(":");
  if (!IsLocal(name.text)) {
    if (field) {
      UseGlobal(name);
    } else {
      REPORT_FAULT(name, "GLOBALS", "函数要写成局部的", "a function must be local",
             "写 local function " + std::string(name.text),
             "write local function " + std::string(name.text));
    }
  }
  while (Is(".") || Is(":")) {
    method = Take().text == ":";
    const Token& key = ExpectName();
    AddConstant("s" + std::string(key.text), key);
    if (method) break;
  }
  FunctionBody(method);
}

void LintParser::FunctionBody(bool method) {
  functions_.push_back({});
  OpenScope();
  Token self = Peek();
  self.text = "self";
  if (method) Declare(self);
  Expect("(");
  if (!Is(")")) {
    do {
      if (Accept("...")) {
        functions_.back().vararg = true;
        break;
      }
      Declare(ExpectName());
    } while (Accept(","));
  }
  Expect(")");
  Block();
  Expect("end");
  CloseScope();
  functions_.pop_back();
}

void LintParser::ReturnStatement() {
  Take();
  if (!BlockEnds() && !Is(";")) ExpressionList();
  Accept(";");
  if (!BlockEnds()) {
    SYNTAX_FAULT(Peek(), "return 之后不能再有语句", "nothing can follow return");
  }
}

void LintParser::ExpressionStatement() {
  const Token& first = Peek();
  Expression left = SuffixedExpression();
  if (!Is("=") && !Is(",")) {
    if (!left.call) {
      SYNTAX_FAULT(first, "这里的 " + std::string(first.text) + " 不成一句", "this is not a statement");
    }
    return;
  }
  int targets = 0;
  while (true) {
    if (!left.assignable) SYNTAX_FAULT(first, "不能给它赋值", "this cannot be assigned to");
    if (!left.name.empty() && !IsLocal(left.name)) {
      REPORT_FAULT(first, "GLOBALS", "不能写全局变量 " + std::string(left.name),
             "the global " + std::string(left.name) + " cannot be written",
             "写 local " + std::string(left.name) + " = …",
             "write local " + std::string(left.name) + " = …");
    }
    if (!Accept(",")) break;
    if (++targets > kNestingMax) {
      REPORT_FAULT(Peek(), "NESTING", "一次赋值太多", "too many targets in one assignment");
      stopped_ = true;
    }
    left = SuffixedExpression();
  }
  Expect("=");
  ExpressionList();
}

}  // namespace yiting::rulehost
