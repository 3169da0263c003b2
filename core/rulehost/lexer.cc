#include "rulehost/lexer.h"

#include <array>

#include "base/utf8.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

constexpr std::array<std::string_view, 22> kKeywords = {
    "and",      "break",  "do",   "else", "elseif", "end",  "false", "for",
    "function", "goto",   "if",   "in",   "local",  "nil",  "not",   "or",
    "repeat",   "return", "then", "true", "until",  "while"};
// Longest first, so that the first that fits is the right one.
constexpr std::array<std::string_view, 33> kSymbols = {
    "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", "..", "+", "-", "*", "/", "%", "^", "#",
    "&",   "~",  "|",  "<",  ">",  "=",  "(",  ")",  "{",  "}",  "[", "]", ";", ":", ",", "."};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }
uint32_t HexValue(char c) {
  return static_cast<uint32_t>(IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

void AppendUtf8(std::string& out, uint32_t code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code >> 6)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (code >> 12)));
    out.push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (code >> 18)));
    out.push_back(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

class Lexer {
 public:
  Lexer(const std::string& file, std::string_view source, std::vector<Diagnostic>& found)
      : file_(file), source_(source), found_(found) {}

  std::vector<Token> Run() {
    std::vector<Token> tokens;
    while (!broken_) {
      if (!SkipBlanks()) break;
      Token token;
      token.line = line_;
      token.column = Column();
      if (at_ >= source_.size()) break;
      const size_t begin = at_;
      Read(token);
      token.text = source_.substr(begin, at_ - begin);
      if (!broken_) tokens.push_back(std::move(token));
    }
    Token end;
    end.line = line_;
    end.column = Column();
    tokens.push_back(std::move(end));
    return tokens;
  }

 private:
  char Peek(size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  // Characters, not bytes, from the line's beginning; counted on from the last answer.
  int32_t Column() {
    for (; counted_ < at_; ++counted_) {
      if ((static_cast<unsigned char>(source_[counted_]) & 0xC0) != 0x80) ++characters_;
    }
    return characters_ + 1;
  }

  void NewLine() {  // at '\n', or at '\r' with or without '\n'
    const char first = source_[at_++];
    if (at_ < source_.size() && (source_[at_] == '\n' || source_[at_] == '\r') &&
        source_[at_] != first) {
      ++at_;
    }
    ++line_;
    counted_ = at_;
    characters_ = 0;
  }

  void Note(const char* code) { found_.emplace_back().code = code; }
  void NoteBreak() {
    Note("SYNTAX");
    broken_ = true;
  }
  void Report(const char* code, int32_t line, int32_t column, std::string zh, std::string en,
              std::string mend_zh = "", std::string mend_en = "") {
    Diagnostic d;
    d.file = file_;
    d.line = line;
    d.column = column;
    d.code = code;
    d.text.set_zh(std::move(zh));
    d.text.set_en(std::move(en));
    d.mend.set_zh(std::move(mend_zh));
    d.mend.set_en(std::move(mend_en));
    found_.push_back(std::move(d));
  }
  void Break(std::string zh, std::string en, std::string mend_zh = "", std::string mend_en = "") {
    Report("SYNTAX", line_, Column(), std::move(zh), std::move(en), std::move(mend_zh),
           std::move(mend_en));
    broken_ = true;
  }

  // False when the text breaks inside a comment.
  bool SkipBlanks() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '\n' || c == '\r') {
        NewLine();
      } else if (c == ' ' || c == '\t' || c == '\v' || c == '\f') {
        ++at_;
      } else if (c == '-' && Peek(1) == '-') {
        at_ += 2;
        const int level = LongBracketLevel();
        if (level >= 0) {
          if (!ReadLong(level, nullptr)) return false;
        } else {
          while (at_ < source_.size() && source_[at_] != '\n' && source_[at_] != '\r') ++at_;
        }
      } else {
        break;
      }
    }
    return true;
  }

  // The number of '=' of a long bracket that opens here, or -1.
  int LongBracketLevel() const {
    if (Peek() != '[') return -1;
    int level = 0;
    while (Peek(1 + static_cast<size_t>(level)) == '=') ++level;
    return Peek(1 + static_cast<size_t>(level)) == '[' ? level : -1;
  }

  bool ReadLong(int level, std::string* value) {
    const std::string close = "]" + std::string(static_cast<size_t>(level), '=') + "]";
    at_ += close.size();
    if (Peek() == '\n' || Peek() == '\r') NewLine();
    while (at_ < source_.size()) {
      if (source_.substr(at_, close.size()) == close) {
        at_ += close.size();
        return true;
      }
      const char c = source_[at_];
      if (c == '\n' || c == '\r') {
        NewLine();
        if (value != nullptr) value->push_back('\n');
      } else {
        ++at_;
        if (value != nullptr) value->push_back(c);
      }
    }
    LEXICAL_BREAK("长字符串或长注释没有结束", "a long string or comment does not end");
    return false;
  }

  void Read(Token& token) {
    const char c = source_[at_];
    if (IsNameStart(c)) return ReadName(token);
    if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return ReadNumber(token);
    if (c == '"' || c == '\'') return ReadString(token, c);
    if (c == '[') {
      const int level = LongBracketLevel();
      if (level >= 0) {
        token.kind = Token::Kind::kString;
        ReadLong(level, &token.value);
        return;
      }
    }
    for (const std::string_view symbol : kSymbols) {
      if (source_.substr(at_, symbol.size()) == symbol) {
        token.kind = Token::Kind::kSymbol;
        at_ += symbol.size();
        return;
      }
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      LEXICAL_BREAK("这里有全角符号或汉字，不在引号里", "a full-width character stands outside quotes",
            "引号、逗号、括号用英文的，文字放进引号",
            "use plain quotes, commas and brackets, and put text in quotes");
    } else {
      LEXICAL_BREAK("看不懂的字符", "a character that means nothing here");
    }
  }

  void ReadName(Token& token) {
    const size_t begin = at_;
    while (IsNamePart(Peek())) ++at_;
    const std::string_view word = source_.substr(begin, at_ - begin);
    token.kind = Token::Kind::kName;
    for (const std::string_view keyword : kKeywords) {
      if (word == keyword) token.kind = Token::Kind::kKeyword;
    }
  }

  // Reads as much as Lua's lexer would, then says whether it is an integer of 64 bits.
  void ReadNumber(Token& token) {
    const size_t begin = at_;
    const int32_t column = Column();
    const bool hex = Peek() == '0' && (Peek(1) | 0x20) == 'x';
    const char exponent = hex ? 'p' : 'e';
    if (hex) at_ += 2;
    while (true) {
      if ((Peek() | 0x20) == exponent) {
        ++at_;
        if (Peek() == '+' || Peek() == '-') ++at_;
      } else if (IsHex(Peek()) || IsNamePart(Peek()) || Peek() == '.') {
        ++at_;
      } else {
        break;
      }
    }
    token.kind = Token::Kind::kInteger;
    const std::string_view text = source_.substr(begin, at_ - begin);
    const std::string_view digits = hex ? text.substr(2) : text;
    bool integer = !digits.empty();
    for (const char d : digits) integer = integer && (hex ? IsHex(d) : IsDigit(d));
    if (!integer) {
      LEXICAL_FAULT("FLOAT", line_, column, "规则里只有整数，不能写 " + std::string(text),
             "rules know integers only, not " + std::string(text),
             "用整数，比例写 ratio(分子, 分母)", "use integers; a ratio is ratio(part, whole)");
      return;
    }
    size_t zeros = 0;
    while (zeros < digits.size() && digits[zeros] == '0') ++zeros;
    const std::string_view significant = digits.substr(zeros);
    const bool fits = hex ? significant.size() <= 16
                          : significant.size() < 19 ||
                                (significant.size() == 19 && significant <= "9223372036854775807");
    if (!fits) {
      LEXICAL_FAULT("NUMBER", line_, column, "数字太大：" + std::string(text),
             "the number is too large: " + std::string(text),
             "最大是 9223372036854775807，最小写 math.mininteger",
             "the largest is 9223372036854775807; the smallest is math.mininteger");
    }
  }

  void ReadString(Token& token, char quote) {
    token.kind = Token::Kind::kString;
    ++at_;
    while (!broken_) {
      const char c = Peek();
      if (at_ >= source_.size() || c == '\n' || c == '\r') {
        return LEXICAL_BREAK("字符串没有结束，缺少右引号", "the string does not end: a quote is missing");
      }
      if (c == quote) {
        ++at_;
        return;
      }
      if (c == '\\') {
        ReadEscape(token.value);
      } else {
        token.value.push_back(c);
        ++at_;
      }
    }
  }

  void ReadEscape(std::string& value) {
    static constexpr std::string_view kPlain = "abfnrtv\\\"'";
    static constexpr std::string_view kMeans = "\a\b\f\n\r\t\v\\\"'";
    ++at_;
    const char c = Peek();
    const size_t plain = kPlain.find(c);
    if (c != '\0' && plain != std::string_view::npos) {
      value.push_back(kMeans[plain]);
      ++at_;
    } else if (c == '\n' || c == '\r') {
      NewLine();
      value.push_back('\n');
    } else if (c == 'z') {
      ++at_;
      while (Peek() == ' ' || (Peek() >= '\t' && Peek() <= '\r')) {
        if (Peek() == '\n' || Peek() == '\r') {
          NewLine();
        } else {
          ++at_;
        }
      }
    } else if (c == 'x' && IsHex(Peek(1)) && IsHex(Peek(2))) {
      value.push_back(static_cast<char>(HexValue(Peek(1)) * 16 + HexValue(Peek(2))));
      at_ += 3;
    } else if (c == 'u' && Peek(1) == '{') {
      ReadUnicodeEscape(value);
    } else if (IsDigit(c)) {
      uint32_t code = 0;
      for (int i = 0; i < 3 && IsDigit(Peek()); ++i, ++at_) code = code * 10 + HexValue(Peek());
      if (code > 255) return LEXICAL_BREAK("转义的数字大于 255", "an escaped number is above 255");
      value.push_back(static_cast<char>(code));
    } else {
      LEXICAL_BREAK("看不懂的转义符号", "an escape that means nothing");
    }
  }

  void ReadUnicodeEscape(std::string& value) {
    at_ += 2;
    uint32_t code = 0;
    int digits = 0;
    for (; IsHex(Peek()) && digits < 6; ++at_, ++digits) code = code * 16 + HexValue(Peek());
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (digits == 0 || Peek() != '}' || code > 0x10FFFF || surrogate) {
      return LEXICAL_BREAK("\\u{…} 里不是一个字符的编号", "\\u{…} does not hold a character's number");
    }
    ++at_;
    AppendUtf8(value, code);
  }

  const std::string& file_;
  std::string_view source_;
  std::vector<Diagnostic>& found_;
  size_t at_ = 0;
  size_t counted_ = 0;
  int32_t characters_ = 0;
  int32_t line_ = 1;
  bool broken_ = false;
};

}  // namespace

std::vector<Token> Tokenize(const std::string& file, std::string_view source,
                            std::vector<Diagnostic>& found) {
  return Lexer(file, source, found).Run();
}

void PointAtLine(std::string_view source, Diagnostic& diagnostic) {
  if (diagnostic.line <= 0 || diagnostic.column > 0) return;
  size_t at = 0;
  for (int32_t line = 1; line < diagnostic.line; ++line) {
    at = source.find('\n', at);
    if (at == std::string_view::npos) return;
    ++at;
  }
  const size_t first = source.find_first_not_of(" \t", at);
  if (first != std::string_view::npos) diagnostic.column = static_cast<int32_t>(first - at) + 1;
}

}  // namespace yiting::rulehost
