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

  // A pack that was asked for and is not here. Each call names the next one in turn, so that one
  // which nobody has holds up no other.
  std::optional<Bytes> NextMissing();
  bool HasMissing() const { return !missing_.empty(); }
  // Keeps a bundle that was fetched. kCorrupt if its hash is not `pack_hash`; kUnsupported if this
  // build cannot load it (it is kept all the same: an update may).
  Status Put(BytesView pack_hash, BytesView bundle);

  // Knows the pack without keeping it, while the command that brings it is decided. Given back, it
  // is forgotten unless it was stored meanwhile.
  void Lend(rulehost::PackPtr pack);
  void GiveBack(BytesView pack_hash);

 private:
  SideStore& store_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> loaded_;  // null: this build cannot load it
  std::set<Bytes, std::less<>> missing_;
  Bytes named_;  // what NextMissing named last
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_PACK_SHELF_H_
