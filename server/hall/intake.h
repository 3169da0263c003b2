// What can be said of a request without the hall: its form, the commitments of its contents, which
// rule packs come with it, the reader's signature, whether the checkpoint that it carries is one of
// ours. Done before the hall's thread is asked, on whatever thread the request came in by.
//
// Pure.
// Tested by tests/unit/server/hall_test.cc, hall_packs_test.cc, reading_test.cc

#ifndef YITING_SERVER_HALL_INTAKE_H_
#define YITING_SERVER_HALL_INTAKE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/merkle.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// Of one pull: what a phone lists of the contents that it lacks.
inline constexpr int kWantedMax = 1000;

struct PushJob {
  v1::PushRequest request;
  // By commitment; indices into request.contents(). Only contents whose size is that of every
  // reference to them: the others count as missing.
  std::map<Bytes, int, std::less<>> contents;
  // Of request.packs(), by hash, as they came: the hall loads one when a command is decided by it.
  std::map<Bytes, int, std::less<>> packs;
  std::optional<ledger::TreeHead> client_head;
};

struct PullJob {
  v1::PullRequest request;
  // The proof is good and recent (replica/reader_proof.h). Without one the reader is a visitor.
  bool reader_holds = false;
  std::optional<ledger::TreeHead> client_head;
};

// kInvalid, naming the field; kTooLarge; kConflict for a checkpoint that this key did not sign.
Result<PushJob> TakePush(v1::PushRequest request, BytesView sequencer_key);
// The same errors. Whether a proof that does not hold is an error is the caller's to say.
Result<PullJob> TakePull(v1::PullRequest request, BytesView sequencer_key, int64_t now_ms);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_INTAKE_H_
