// A finding's story as a scenario file (docs/formats/scenario.md): comments that say what it shows,
// the head, the people it needs, its steps. What is written here can be played with `yiting run`.
//
// Pure. Tested by tests/unit/checker/faults_test.cc

#ifndef YITING_VERBS_STORY_LINES_H_
#define YITING_VERBS_STORY_LINES_H_

#include <string>

#include "checker/checker.h"

namespace yiting::verbs {

// What the stories of one check share.
struct StoryHead {
  std::string pack;  // as a scenario's head names it: "mishixiang", or "./x"
  std::vector<v1::PackBundle::Choice> choices;  // of the pack that was checked
  const checker::Roster& roster;
  int64_t start_ms;
  const v1::Pack& model;  // whose procedures may be held within places
};

enum class Cast {
  kNamed,      // only those who do something or are named
  kEverybody,  // for what depends on how many there are
};

std::string WriteStory(const checker::Finding& finding, const StoryHead& head, Cast cast);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_STORY_LINES_H_
