#include <algorithm>
#include <array>

#include "rulehost/lint_parser.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

using Kind = Token::Kind;

struct Operator {
  std::string_view text;
  int left;
  int right;
};

// Priorities of lparser.c; `^` and `/` are refused but must be read in their place.
constexpr std::array<Operator, 21> kOperators = {{
    {"+", 10, 10},  {"-", 10, 10}, {"*", 11, 11}, {"%", 11, 11}, {"^", 14, 13}, {"/", 11, 11},
    {"//", 11, 11}, {"&", 6, 6},   {"|", 4, 4},   {"~", 5, 5},   {"<<", 7, 7},  {">>", 7, 7},
    {"..", 9, 8},   {"==", 3, 3},  {"<", 3, 3},   {"<=", 3, 3},  {"~=", 3, 3},  {">", 3, 3},
    {">=", 3, 3},   {"and", 2, 2}, {"or", 1, 1},
}};
constexpr int kUnaryPriority = 12;

const Operator* FindOperator(const Token& token) {
  if (token.kind != Kind::kSymbol && token.kind != Kind::kKeyword) return nullptr;
  for (const Operator& op : kOperators) {
    if (op.text == token.text) return &op;
  }
  return nullptr;
}

bool IsLogical(std::string_view op) {
  return op == "==" || op == "~=" || op == "<" || op == "<=" || op == ">" || op == ">=" ||
         op == "and" || op == "or";
}

}  // namespace

LintParser::Expression LintParser::ParseExpression(int limit) {
  Expression left;
  if (!Enter()) return left;
  if (Is("not") || Is("-") || Is("~") || Is("#")) {
    const bool logical = Take().text == "not";
    ParseExpression(kUnaryPriority);
    left.logical = logical;
  } else {
    left = SimpleExpression();
  }
  const Operator* op = FindOperator(Peek());
  while (op != nullptr && op->left > limit) {
    const Token& token = Take();
    if (op->text == "/" || op->text == "^") {
      const bool power = op->text == "^";
      REPORT_FAULT(token, "FLOAT", "规则里只有整数，没有 " + std::string(op->text),
             "rules know integers only: there is no " + std::string(op->text),
             power ? "用 * 连乘" : "整除写 //，按比例写 math.muldiv(数, 分子, 分母)",
             power ? "multiply with *" : "divide with //, or math.muldiv(n, part, whole)");
    }
    ParseExpression(op->right);
    left = Expression{};
    left.logical = IsLogical(op->text);
    op = FindOperator(Peek());
  }
  Leave();
  return left;
}

LintParser::Expression LintParser::SimpleExpression() {
  const Token& token = Peek();
  if (token.kind == Kind::kInteger || token.kind == Kind::kString) {
    Take();
    AddConstant(token.kind == Kind::kString ? "s" + token.value : "n" + std::string(token.text),
                token);
    return {};
  }
  if (Is("nil") || Is("true") || Is("false")) {
    Take();
    return {};
  }
  if (Is("...")) {
    if (!functions_.back().vararg) {
      SYNTAX_FAULT(token, "这个函数没有 ... 参数", "this function has no ... parameter");
    }
    Take();
    return {};
  }
  if (Is("{")) {
    TableConstructor();
    return {};
  }
  if (Accept("function")) {
    FunctionBody(false);
    return {};
  }
  return SuffixedExpression();
}

LintParser::Expression LintParser::SuffixedExpression() {
  const Token& first = Peek();
  Expression value = PrimaryExpression();
  bool library = first.kind == Kind::kName && !IsLocal(first.text);
  while (!stopped_) {
    if (Accept(".")) {
      const Token& key = ExpectName();
      AddConstant("s" + std::string(key.text), key);
      if (library) CheckMember(first.text, key);
      value = Expression{};
      value.assignable = true;
    } else if (Is("[")) {
      ParseIndex();
      value = Expression{};
      value.assignable = true;
    } else if (Accept(":")) {
      const Token& key = ExpectName();
      AddConstant("s" + std::string(key.text), key);
      CallArguments();
      value = Expression{};
      value.call = true;
    } else if (Is("(") || Is("{") || Peek().kind == Kind::kString) {
      CallArguments();
      value = Expression{};
      value.call = true;
    } else {
      break;
    }
    library = false;
  }
  return value;
}

LintParser::Expression LintParser::PrimaryExpression() {
  const Token& token = Peek();
  if (token.kind == Kind::kName) {
    Take();
    if (!IsLocal(token.text) && !Is("=")) UseGlobal(token);
    Expression name;
    name.assignable = true;
    name.name = token.text;
    return name;
  }
  if (Accept("(")) {
    Expression inner = ParseExpression();
    Expect(")");
    Expression value;
    value.logical = inner.logical;
    return value;
  }
  if (token.kind == Kind::kEnd) {
    SYNTAX_FAULT(token, "文件到头了，这里还缺东西", "the file ends where something is missing");
  } else {
    SYNTAX_FAULT(token, "看不懂这里的 " + std::string(token.text),
           "unexpected " + std::string(token.text));
  }
  return {};
}

// `[` expression `]`, as an index or as a key of a table.
void LintParser::ParseIndex() {
  const Token& open = Take();
  const Expression key = ParseExpression();
  if (key.logical) {
    REPORT_FAULT(open, "LOGICAL_INDEX", "方括号里不能直接写比较或逻辑式",
           "a comparison or logical expression cannot stand directly in brackets",
           "先写 local key = …，再写 [key]", "write local key = … first, then [key]");
  }
  Expect("]");
}

void LintParser::CallArguments() {
  if (Peek().kind == Kind::kString) {
    const Token& text = Take();
    AddConstant("s" + text.value, text);
  } else if (Is("{")) {
    TableConstructor();
  } else if (Accept("(")) {
    if (!Is(")")) ExpressionList();
    Expect(")");
  } else {
    SYNTAX_FAULT(Peek(), "这里应当是函数的参数", "expected the arguments of a call");
  }
}

void LintParser::TableConstructor() {
  Expect("{");
  std::set<std::string_view> keys;
  while (!Is("}") && !stopped_) {
    const Token& key = Peek();
    if (key.kind == Kind::kName && Peek(1).kind == Kind::kSymbol && Peek(1).text == "=") {
      Take();
      Take();
      AddConstant("s" + std::string(key.text), key);
      if (!keys.insert(key.text).second) {
        REPORT_FAULT(key, "DUPLICATE_KEY", "同一张表里写了两次 " + std::string(key.text),
               std::string(key.text) + " is written twice in one table", "只留一个",
               "keep one of them");
      }
      ParseExpression();
    } else if (Is("[")) {
      ParseIndex();
      Expect("=");
      ParseExpression();
    } else {
      ParseExpression();
    }
    if (!Accept(",") && !Accept(";")) break;
  }
  if (!Is("}") && Peek().kind != Kind::kEnd && !stopped_) {
    SYNTAX_FAULT(Peek(), "两项之间缺少逗号，或多了 " + std::string(Peek().text),
           "a comma is missing before " + std::string(Peek().text),
           "在上一项后面加英文逗号 ,", "put a comma behind the entry before");
  }
  Expect("}");
}

void LintParser::ExpressionList() {
  do {
    ParseExpression();
  } while (Accept(",") && !stopped_);
}

void LintParser::CheckMember(std::string_view library, const Token& member) {
  const auto found = vocabulary_.find(library);
  if (found == vocabulary_.end() || found->second.empty()) return;
  const std::string name(member.text);
  if (found->second.count(name) > 0) return;
  const std::string nearest =
      NearestName(name, std::vector<std::string>(found->second.begin(), found->second.end()));
  std::string all;
  for (const std::string& each : found->second) all += (all.empty() ? "" : " ") + each;
  REPORT_FAULT(member, "UNKNOWN_NAME", "规则里没有 " + std::string(library) + "." + name,
         "rules have no " + std::string(library) + "." + name,
         nearest.empty() ? "可以用的有：" + all : "是不是 " + nearest,
         nearest.empty() ? "there are: " + all : "did you mean " + nearest + "?");
}

}  // namespace yiting::rulehost
