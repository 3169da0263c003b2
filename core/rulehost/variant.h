// A variant: a pack made out of another one, with other choices or with other files of its own.
// What stands below "lib/" goes with the program, not with a street, and is the base's in any case.
//
// Pure. Not to be confused with what a street writes on its disk (verbs/pack_files.h).
// Tested by tests/unit/rulehost/variant_test.cc

#ifndef YITING_RULEHOST_VARIANT_H_
#define YITING_RULEHOST_VARIANT_H_

#include <optional>
#include <vector>

#include "rulehost/pack.h"

namespace yiting::rulehost {

using Choice = v1::PackBundle::Choice;

struct Changes {
  // All of them, whatever the base has chosen, in any order; nullopt: the base's.
  std::optional<std::vector<Choice>> choices;
  // All of the pack's own files, in any order; nullopt: the base's.
  std::optional<std::vector<v1::PackBundle::File>> files;
};

// The variant, loaded; its bytes are EncodeBundle(pack->bundle()). A choice of what a parameter is
// anyway is left out, so that one set of rules has one hash.
LoadResult MakeVariant(const LoadedPack& base, const Changes& changes);

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_VARIANT_H_
