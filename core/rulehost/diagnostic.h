// One line for a street's admin about one place in a rule pack: where, what is wrong, and what to
// write instead. Chinese first, English beside. docs/formats/pack.md lists the codes.
//
// Not to be confused with a Rejection (the rules refuse a command) or an Error (the world failed).
// Tested by tests/unit/rulehost/check_test.cc

#ifndef YITING_RULEHOST_DIAGNOSTIC_H_
#define YITING_RULEHOST_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "yiting/v1/pack.pb.h"

namespace yiting::rulehost {

struct Diagnostic {
  std::string file;    // path in the bundle; empty when the bundle itself is wrong
  int32_t line = 0;    // from 1; 0 = the whole file
  int32_t column = 0;  // from 1, in characters; 0 = the whole line
  std::string code;    // "SYNTAX", "UNKNOWN_KEY", …
  v1::Text text;       // what is wrong
  v1::Text mend;       // what to write instead; may be empty
};

// `file:line:column: 中文 / English — 改法 / mend`, one line without its end.
std::string FormatDiagnostic(const Diagnostic& diagnostic);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_DIAGNOSTIC_H_
