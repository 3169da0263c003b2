// What can be said of a request without the hall: its form, the commitments of its contents, the
// reader's signature, whether the checkpoint that it carries is one of ours. Done before the hall's
// thread is asked, on whatever thread the request came in by.
//
// Pure. Tested by tests/unit/server/intake_test.cc

#ifndef YITING_SERVER_HALL_INTAKE_H_
#define YITING_SERVER_HALL_INTAKE_H_

#include <cstdint>
#include <map>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "ledger/merkle.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// A phone's clock may be off by this much before its signature is taken for an old one.
inline constexpr int64_t kReaderSkewMs = 5 * 60 * 1000;
// Of one pull: what a phone lists of the contents that it lacks.
inline constexpr int kWantedMax = 1000;

struct PushJob {
  v1::PushRequest request;
  // By commitment; indices into request.contents(). Only contents whose size is that of every
  // reference to them: the others count as missing.
  std::map<Bytes, int, std::less<>> contents;
  std::optional<ledger::TreeHead> client_head;
};

struct PullJob {
  v1::PullRequest request;
  bool reader_verified = false;  // signature good and recent; else the reader is a visitor
  std::optional<ledger::TreeHead> client_head;
};

// kInvalid, naming the field, or kTooLarge.
Result<PushJob> TakePush(v1::PushRequest request, BytesView sequencer_key);
// kInvalid, naming the field; a reader's bad signature is kInvalid too. An old one is not: the phone
// learns the time from the answer.
Result<PullJob> TakePull(v1::PullRequest request, BytesView sequencer_key, int64_t now_ms);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_INTAKE_H_
