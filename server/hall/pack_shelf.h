// The packs that the hall decides by: taken from the store when first asked for, loaded once, kept.
//
// The hall's thread only. Tested by tests/unit/server/hall_test.cc

#ifndef YITING_SERVER_HALL_PACK_SHELF_H_
#define YITING_SERVER_HALL_PACK_SHELF_H_

#include <map>

#include "base/bytes.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "store/store.h"

namespace yiting::hall {

class PackShelf : public decide::PackSource {
 public:
  explicit PackShelf(store::Store& store) : store_(store) {}
  // Null when the store has no pack of that hash, or one that this build cannot load (logged).
  rulehost::PackPtr Find(BytesView pack_hash) override;

 private:
  store::Store& store_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> loaded_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_PACK_SHELF_H_
