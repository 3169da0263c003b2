// The packs that the hall decides by: taken from the store when first asked for, loaded once, kept.
//
// The hall's thread only. Tested by tests/unit/server/hall_test.cc

#ifndef YITING_SERVER_HALL_PACK_SHELF_H_
#define YITING_SERVER_HALL_PACK_SHELF_H_

#include <map>
#include <utility>

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

  // A pack that a push of this round brought: found like the others until the round has ended, by
  // which time the store has those that an admitted command names. One that nobody asks for, as no
  // member's command names it, is never loaded.
  void Offer(BytesView pack_hash, const Bytes& bundle);
  // Its bytes, or null. What a command was admitted by does load.
  const Bytes* FindOffered(BytesView pack_hash) const;
  bool HasOffers() const { return !offered_.empty(); }
  void EndOffers() { offered_.clear(); }

  // Why the store could not be asked for a pack since the last call, if so: then "not here" said
  // nothing, and no decision that heard it may be told to anybody.
  Status TakeFailure() { return std::exchange(failure_, Status()); }

 private:
  struct Offered {
    Bytes bundle;
    bool loaded = false;
    rulehost::PackPtr pack;  // null when it does not load
  };
  rulehost::PackPtr Load(Offered& offered, BytesView pack_hash);

  store::Store& store_;
  std::map<Bytes, rulehost::PackPtr, std::less<>> loaded_;
  std::map<Bytes, Offered, std::less<>> offered_;
  Status failure_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_PACK_SHELF_H_
