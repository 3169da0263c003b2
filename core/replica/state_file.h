// The file that the replica's state lives in, `state.db` in its folder, and the audit's `audit.db`
// (`which`: the number that says which file it is by now). A cache: when another build
// made its tables, or it is damaged, it starts again empty and is filled from the entries in the
// side store. Nothing here may be asked to keep anything.
//
// Touches: the state's file, and the side store's note of which file that is.
// Tested by tests/unit/replica/side_store_test.cc

#ifndef YITING_REPLICA_STATE_FILE_H_
#define YITING_REPLICA_STATE_FILE_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "replica/side_store.h"
#include "state/community.h"

namespace yiting::replica {

// "folder/name"; in memory for the folders "" and ":memory:".
std::string PathIn(const std::string& folder, const std::string& name);

// Opens the state, empty if it has to be.
Result<std::unique_ptr<state::Community>> OpenState(const std::string& folder, SideStore& store,
                                                    Number which = Number::kStateGeneration);

// Closes `state` and puts an empty one in its place. A file that cannot even be emptied is left
// where it is, and another name is used from then on.
Status ResetState(const std::string& folder, SideStore& store,
                  std::unique_ptr<state::Community>& state,
                  Number which = Number::kStateGeneration);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_STATE_FILE_H_
