// A Finding: what the checker has to say about a pack that loads, where it is written, and the
// Story that shows it. Data only.
//
// Not to be confused with a Diagnostic of loading (rulehost/diagnostic.h), which has no story: a
// pack that does not load cannot be played.

#ifndef YITING_CHECKER_FINDING_H_
#define YITING_CHECKER_FINDING_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/deed.h"
#include "checker/roster.h"
#include "decide/decide.h"
#include "rulehost/diagnostic.h"

namespace yiting::checker {

// What the matter must look like: `key` of a scenario's check, and its value.
struct Expected {
  std::string key;
  std::vector<std::string> values;
  bool list = false;  // of "parties"
};

struct StoryStep {
  Move move;                              // a kDue is a wait until its instant
  std::optional<decide::Refusal> refused = {};  // the answer, unless it is accepted
  std::vector<Expected> expected = {};          // what holds then; may be empty
};

// A scenario before it is written down: the people, the choices, and the shortest way to the fault.
struct Story {
  std::vector<v1::PackBundle::Choice> choices;
  std::vector<StoryStep> steps;
};

struct Finding {
  bool error = false;  // else a warning: right for one street and wrong for another
  rulehost::Diagnostic diagnostic;
  Story story;
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_FINDING_H_
