// Brings a community's state database level with the store. The file is a cache: it may lack the
// newest entries, be missing, be of an older build, or stem from another store; then it is thrown
// away and rebuilt. It may never hold an entry that the store has not.
//
// Touches: the state file, the store (reading). Tested by tests/unit/server/catch_up_test.cc

#ifndef YITING_SERVER_HALL_CATCH_UP_H_
#define YITING_SERVER_HALL_CATCH_UP_H_

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "state/community.h"
#include "store/store.h"

namespace yiting::hall {

// The state of `community` after all of its entries, in the file at `path`. kNotFound if the store
// has no such community; kCorrupt or kInvalid, naming the entry, if its ledger cannot be replayed.
Result<std::unique_ptr<state::Community>> CatchUp(store::Store& store, BytesView community,
                                                  const std::string& path);

// Where a community's state lies in a folder: FOLDER/<64 hex digits>.db
std::string StatePath(const std::string& folder, BytesView community);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_CATCH_UP_H_
