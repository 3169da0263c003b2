// The sequencer's keys of sealed polls: derived from its own key, so that a server that comes back
// from its files alone can still open every poll; also one that opened under an earlier key.
// Tested by tests/unit/sequencer/sealed_poll_test.cc, key_change_test.cc

#ifndef YITING_SEQUENCER_POLL_KEYS_H_
#define YITING_SEQUENCER_POLL_KEYS_H_

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "decide/decide.h"
#include "sequencer/key_ring.h"
#include "state/community.h"

namespace yiting::sequencer {

// X25519, 32 bytes: SHA-256("yiting.v1.poll-key" || 0 || seed || matter || opened_ms as 8 bytes
// big-endian).
Bytes PollSecret(const crypto::SigningKey& key, BytesView matter, int64_t opened_ms);

class DerivedPollKeys final : public decide::PollKeys {
 public:
  // Both must outlive it.
  DerivedPollKeys(const KeyRing& keys, state::Community& community)
      : keys_(keys), community_(community) {}
  // By the key in force. Never empty.
  Bytes PublicFor(BytesView matter, int64_t opened_ms) override;
  // By whichever key the matter's running poll was opened. Never empty; where that key is not on
  // the ring it fits nothing.
  Bytes SecretFor(BytesView matter, int64_t opened_ms) override;

 private:
  const crypto::SigningKey& InForce() const;

  const KeyRing& keys_;
  state::Community& community_;
};

}  // namespace yiting::sequencer

#endif  // YITING_SEQUENCER_POLL_KEYS_H_
