// Rule packs that a page makes: another one out of one that is here, and the one that comes with a
// command. Each is loaded here as every replica will load it, so a pack with an error gets no
// further than this. docs/formats/bridge.md.
// Tested by tests/unit/replica/draft_pack_test.cc

#ifndef YITING_REPLICA_DRAFT_PACK_H_
#define YITING_REPLICA_DRAFT_PACK_H_

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "replica/parts.h"
#include "yiting/v1/bridge.pb.h"

namespace yiting::replica {

// Keeps nothing. kNotFound: the base is not on this device (it is asked for at the next sync).
// kInvalid: choices, and the base's choices as well. What is wrong with the pack is in `faults`.
Result<v1::DraftedPack> MakeDraftedPack(Parts& parts, const v1::DraftPack& draft);

// The pack that comes with a draft; the shelf knows it as long as this lives, and after it if it
// was stored meanwhile.
class BroughtPack {
 public:
  BroughtPack(const BroughtPack&) = delete;
  BroughtPack& operator=(const BroughtPack&) = delete;
  explicit BroughtPack(PackShelf& shelf) : shelf_(shelf) {}
  ~BroughtPack();

  // kInvalid: it does not load, or the command does not name it. Nothing if the draft has none.
  Status Take(const v1::Draft& draft);
  // Inside the store's Commit.
  void Keep(SideStore& store) const;

 private:
  PackShelf& shelf_;
  Bytes hash_;  // empty: there is none
  Bytes bundle_;
};

// The bundles that the command names and the server may lack: all that are here, but for those that
// have held in this ledger.
std::vector<Bytes> BundlesToSend(Parts& parts, const v1::Payload& payload);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_DRAFT_PACK_H_
