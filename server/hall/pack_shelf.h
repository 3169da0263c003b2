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

  // Packs that pushes of this round brought: found like the others until the round has ended, by
  // which time the store has those that an admitted command names.
  void Offer(const rulehost::PackPtr& pack);
  rulehost::PackPtr FindOffered(BytesView pack_hash) const;
  bool HasOffers() const { return !offered_.empty(); }
  void EndOffers() { offered_.clear(); }

 private:
  store::Store& store_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> loaded_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> offered_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_PACK_SHELF_H_
