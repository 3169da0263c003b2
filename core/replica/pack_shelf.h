// The rule packs that this device has, by hash: bundles in the side store, loaded once and kept. A
// pack that somebody asks for and that is not here is remembered, so that sync fetches it.
//
// Not thread-safe. Tested by tests/unit/replica/side_store_test.cc

#ifndef YITING_REPLICA_PACK_SHELF_H_
#define YITING_REPLICA_PACK_SHELF_H_

#include <map>
#include <optional>
#include <set>

#include "decide/decide.h"
#include "replica/side_store.h"

namespace yiting::replica {

class PackShelf : public decide::PackSource {
 public:
  explicit PackShelf(SideStore& store) : store_(store) {}

  rulehost::PackPtr Find(BytesView pack_hash) override;

  // The hash of a pack that was asked for and is not here.
  std::optional<Bytes> Missing() const;
  // Keeps a bundle that was fetched. kCorrupt if its hash is not `pack_hash`; kUnsupported if this
  // build cannot load it (it is kept all the same: an update may).
  Status Put(BytesView pack_hash, BytesView bundle);

 private:
  SideStore& store_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> loaded_;  // null: this build cannot load it
  std::set<Bytes, std::less<>> missing_;
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_PACK_SHELF_H_
