// The sequencer's keys of sealed polls: derived from its own key, so that a server that comes back
// from its files alone can still open every poll.
// Tested by tests/unit/sequencer/sealed_poll_test.cc

#ifndef YITING_SEQUENCER_POLL_KEYS_H_
#define YITING_SEQUENCER_POLL_KEYS_H_

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "decide/decide.h"

namespace yiting::sequencer {

class DerivedPollKeys final : public decide::PollKeys {
 public:
  explicit DerivedPollKeys(const crypto::SigningKey& key) : key_(key) {}
  // X25519, 32 bytes each. Never empty.
  Bytes PublicFor(BytesView matter, int64_t opened_ms) override;
  // SHA-256("yiting.v1.poll-key" || 0 || seed || matter || opened_ms as 8 bytes big-endian).
  Bytes SecretFor(BytesView matter, int64_t opened_ms) override;

 private:
  const crypto::SigningKey& key_;
};

}  // namespace yiting::sequencer

#endif  // YITING_SEQUENCER_POLL_KEYS_H_
