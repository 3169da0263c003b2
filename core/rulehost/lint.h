// The lint pass: what may stand in a rule file, checked on the text before anything runs. It parses
// all of Lua 5.4 and refuses what rules-v1 leaves out (docs/formats/rules.md): floats, `/` and `^`,
// goto and labels, `<close>`, `_ENV` and `_G`, writing globals, a comparison directly as an index,
// nesting, locals and constants beyond their limits, names that nobody defined. Pure.
//
// It reads one file and knows nothing of packs: whether a stage exists is convert.h's business.
// Tested by tests/unit/rulehost/lint_test.cc

#ifndef YITING_RULEHOST_LINT_H_
#define YITING_RULEHOST_LINT_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rulehost/diagnostic.h"

namespace yiting::rulehost {

// The global names that a file may use; a library maps to its members, any other name to none.
using Vocabulary = std::map<std::string, std::set<std::string>, std::less<>>;

inline constexpr int kNestingMax = 64;
inline constexpr size_t kLocalsMax = 200;
inline constexpr size_t kConstantsMax = 200;
// Over all functions: what Lua's compiler searches grows with them.
inline constexpr size_t kNamesInViewMax = 600;
inline constexpr size_t kFileConstantsMax = 2'000;
inline constexpr size_t kSourceBytesMax = 64 * 1024;
inline constexpr size_t kComplaintsMax = 50;  // a file; who mends these sees the rest

// Everything wrong with the file, in its order; empty when it may be compiled.
std::vector<Diagnostic> Lint(const std::string& file, std::string_view source,
                             const Vocabulary& vocabulary);

// The candidate that `word` was probably meant to be, or empty.
std::string NearestName(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_LINT_H_
