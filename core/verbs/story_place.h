// Where the scenarios of a check lie, and how they name the pack from there: by its name if it is
// one of the rules folder, else by the way to it, "./x". Pure.
// Tested by tests/unit/checker/faults_test.cc

#ifndef YITING_VERBS_STORY_PLACE_H_
#define YITING_VERBS_STORY_PLACE_H_

#include <string>

#include "base/result.h"

namespace yiting::verbs {

struct StoryPlace {
  std::string folder;  // empty: the one that we are in
  std::string pack;    // in a scenario's head
};

// `wanted` is the folder that was asked for; empty: the one in which the pack's folder lies.
// kInvalid if no way is known from one to the other.
Result<StoryPlace> PlaceStories(const std::string& pack, const std::string& rules,
                                const std::string& wanted);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_STORY_PLACE_H_
