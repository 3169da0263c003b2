// The words of a rule file: a lexer of Lua 5.4 in the form that rules-v1 allows, with the place of
// each token. It reads what Lua's own lexer reads, and refuses what the profile refuses (floats,
// numbers beyond 64 bits) with a Diagnostic instead of Lua's message. Pure.
//
// Not for running: the machine compiles the same text with Lua's own parser (vm.h).
// Tested by tests/unit/rulehost/lint_test.cc

#ifndef YITING_RULEHOST_LEXER_H_
#define YITING_RULEHOST_LEXER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/diagnostic.h"

namespace yiting::rulehost {

struct Token {
  enum class Kind { kEnd, kName, kKeyword, kSymbol, kString, kInteger };
  Kind kind = Kind::kEnd;
  std::string_view text;  // as written; points into the source
  std::string value;      // of a string: what it says
  int32_t line = 0;       // from 1
  int32_t column = 0;     // from 1, in characters
};

// All tokens, the last of kind kEnd. A broken token ends the list early and is reported in `found`;
// floats and numbers that are too large are reported and read on as integers.
std::vector<Token> Tokenize(const std::string& file, std::string_view source,
                            std::vector<Diagnostic>& found);

// A diagnostic that knows its line and no place in it gets the first character of that line which
// is not blank. `source` is the file's.
void PointAtLine(std::string_view source, Diagnostic& diagnostic);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_LEXER_H_
