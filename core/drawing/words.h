// The words of a drawing that no pack has: "within", "late", "3 working days". Titles come from the
// pack. Chinese, or English beside; a title without English shows its Chinese. Pure.
// Tested by tests/unit/drawing/chart_test.cc

#ifndef YITING_DRAWING_WORDS_H_
#define YITING_DRAWING_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "rulehost/pack.h"

namespace yiting::drawing {

enum class Language { kChinese, kEnglish };

class Words {
 public:
  // REQUIRES: `pack` outlives the words.
  Words(const rulehost::LoadedPack& pack, Language language) : pack_(pack), language_(language) {}

  bool chinese() const { return language_ == Language::kChinese; }
  std::string Pick(const char* zh, const char* en) const { return chinese() ? zh : en; }
  // One line: what would break it (a line end in a title) becomes a blank.
  std::string Of(const v1::Text& text) const;
  // "甲、乙" and "A, B".
  std::string Listed(const std::vector<std::string>& texts) const;

  // A role's title, or the word for a relation to the matter ("opener", "party", …).
  std::string Actor(const std::string& role) const;
  std::string Actors(const std::vector<std::string>& roles) const;
  std::string OutcomeOf(const std::string& outcome) const;
  std::string LevelOf(const std::string& level) const;

  // "2 个工作日" and "2 working days".
  std::string Duration(const v1::DeadlineRule& rule) const;
  // "再 5 个工作日" and "5 more working days".
  std::string Further(const v1::DeadlineRule& rule) const;
  // "1/2"; of hundredths "60%".
  static std::string Share(int64_t part, int64_t whole);

 private:
  std::string Amount(const v1::DeadlineRule& rule, const char* more) const;

  const rulehost::LoadedPack& pack_;
  Language language_;
};

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_WORDS_H_
