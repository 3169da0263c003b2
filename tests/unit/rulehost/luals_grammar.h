// The part of LuaLS's annotations that the printed stubs use, as a slow reader that says what is
// wrong: https://luals.github.io/wiki/annotations/ . Names of types are collected, for the caller
// to look up.
#ifndef YITING_TESTS_UNIT_RULEHOST_LUALS_GRAMMAR_H_
#define YITING_TESTS_UNIT_RULEHOST_LUALS_GRAMMAR_H_

#include <cctype>
#include <set>
#include <string>
#include <string_view>

namespace yiting::rulehost {

class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : text_(text) {}

  // type = unit { "|" unit }; false where the text is no type.
  bool Type() {
    do {
      if (!Unit()) return false;
    } while (Take("|"));
    return true;
  }
  // A parameter's, field's or result's name: letters, digits, '_', or "...".
  std::string Name() {
    Blanks();
    if (Take("...")) return "...";
    std::string name;
    while (at_ < text_.size() && (std::isalnum(Byte()) != 0 || text_[at_] == '_')) {
      name += text_[at_++];
    }
    return name;
  }
  bool Take(std::string_view symbol) {
    Blanks();
    if (text_.substr(at_, symbol.size()) != symbol) return false;
    at_ += symbol.size();
    return true;
  }
  // What stands behind, without its blanks.
  std::string_view Rest() {
    Blanks();
    return text_.substr(at_);
  }
  const std::set<std::string>& names() const { return names_; }

 private:
  unsigned char Byte() const { return static_cast<unsigned char>(text_[at_]); }
  void Blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  // unit = ( name | "word" | "(" type ")" | table | function ) { "[]" | "?" }
  bool Unit() {
    Blanks();
    bool good = false;
    if (Take("\"")) {
      const size_t end = text_.find('"', at_);
      good = end != std::string_view::npos && end > at_;
      at_ = end + 1;
    } else if (Take("(")) {
      good = Type() && Take(")");
    } else if (Take("{")) {
      good = Table();
    } else {
      good = NamedUnit();
    }
    while (good && (Take("[]") || Take("?"))) continue;
    return good;
  }
  bool NamedUnit() {
    const std::string name = Name();
    if (name == "fun") return Take("(") && Function();
    if (name.empty() || name == "...") return false;
    names_.insert(name);
    if (!Take("<")) return true;
    do {
      if (!Type()) return false;
    } while (Take(","));
    return Take(">");
  }
  // "{" has been taken: [1]: type, name: type }
  bool Table() {
    do {
      const bool index = Take("[");
      if (Name().empty() || (index && !Take("]"))) return false;
      Take("?");
      if (!Take(":") || !Type()) return false;
    } while (Take(","));
    return Take("}");
  }
  // "fun(" has been taken: name: type, …): type, type
  bool Function() {
    if (!Take(")")) {
      do {
        if (Name().empty()) return false;
        Take("?");
        if (Take(":") && !Type()) return false;
      } while (Take(","));
      if (!Take(")")) return false;
    }
    if (!Take(":")) return true;
    do {
      if (!Type()) return false;
    } while (Take(","));
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::set<std::string> names_;
};

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_LUALS_GRAMMAR_H_
