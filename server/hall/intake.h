// What can be said of a request without the hall: its form, the commitments of its contents, which
// rule packs come with it, the reader's signature, whether the checkpoint that it carries is one of
// ours. Done before the hall's thread is asked, on whatever thread the request came in by.
//
// Pure.
// Tested by tests/unit/server/hall_test.cc, hall_packs_test.cc, reading_test.cc,
// recovery_test.cc

#ifndef YITING_SERVER_HALL_INTAKE_H_
#define YITING_SERVER_HALL_INTAKE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/merkle.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// Of one pull: what a phone lists of the contents that it lacks.
inline constexpr int kWantedMax = 1000;
// Lost entries of which one piece may speak: their leaf hashes are 3.2 MB (replica/sync_session.h).
inline constexpr uint64_t kRecoveredMax = 100'000;

// What a checkpoint that a client shows says, and who of us signed it.
struct SignedHead {
  ledger::TreeHead head;
  // One of the keys of this machine, whose signature is good. Empty: none of them; the ledger may
  // name an older one, which the desk looks up (recovery.h).
  Bytes key;
  std::string note;
};

struct PushJob {
  v1::PushRequest request;
  // By commitment; indices into request.contents(). Only contents whose size is that of every
  // reference to them: the others count as missing.
  std::map<Bytes, int, std::less<>> contents;
  // Of request.packs(), by hash, as they came: the hall loads one when a command is decided by it.
  std::map<Bytes, int, std::less<>> packs;
  std::optional<SignedHead> client_head;
};

struct PullJob {
  v1::PullRequest request;
  // The proof is good and recent (replica/reader_proof.h). Without one the reader is a visitor.
  bool reader_holds = false;
  std::optional<SignedHead> client_head;
};

struct RecoverJob {
  v1::RecoverRequest request;
  std::map<Bytes, int, std::less<>> contents;  // as in PushJob, but for the sizes
  std::map<Bytes, int, std::less<>> packs;
  SignedHead head;
};

// kConflict for what is no checkpoint of that ledger.
Result<SignedHead> ReadHead(const std::string& note, BytesView community,
                            const std::vector<Bytes>& keys);

// `keys`: the public keys of this machine. kInvalid, naming the field; kTooLarge; kConflict for
// what is no checkpoint of that ledger.
Result<PushJob> TakePush(v1::PushRequest request, const std::vector<Bytes>& keys);
// The same errors. Whether a proof that does not hold is an error is the caller's to say.
Result<PullJob> TakePull(v1::PullRequest request, const std::vector<Bytes>& keys, int64_t now_ms);
// The same errors. What is brought back is compared with the signed root by the desk (recovery.h).
Result<RecoverJob> TakeRecover(v1::RecoverRequest request, const std::vector<Bytes>& keys);
// For a machine with one key.
inline Result<PushJob> TakePush(v1::PushRequest request, BytesView key) {
  return TakePush(std::move(request), std::vector<Bytes>{Bytes(key)});
}
inline Result<PullJob> TakePull(v1::PullRequest request, BytesView key, int64_t now_ms) {
  return TakePull(std::move(request), std::vector<Bytes>{Bytes(key)}, now_ms);
}

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_INTAKE_H_
