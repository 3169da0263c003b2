#include "sequencer/poll_keys.h"

#include "crypto/sealed_box.h"
#include "crypto/sha256.h"
#include "state/read_matters.h"
#include "state/read_polls.h"

namespace yiting::sequencer {

Bytes PollSecret(const crypto::SigningKey& key, BytesView matter, int64_t opened_ms) {
  Bytes message("yiting.v1.poll-key");
  message.push_back('\0');
  message.append(reinterpret_cast<const char*>(key.bytes.data()), crypto::kSeedBytes);
  message.append(matter);
  AppendU64Be(message, static_cast<uint64_t>(opened_ms));
  return Bytes(crypto::AsBytes(crypto::Sha256(message)));
}

const crypto::SigningKey& DerivedPollKeys::InForce() const {
  const crypto::SigningKey* key = keys_.Find(community_.facts().sequencer_key);
  // While a ledger whose key is lost is brought to a new one, which will be found on the ring.
  return key != nullptr ? *key : keys_.newest();
}

Bytes DerivedPollKeys::PublicFor(BytesView matter, int64_t opened_ms) {
  return crypto::BoxPublicKey(PollSecret(InForce(), matter, opened_ms));
}

Bytes DerivedPollKeys::SecretFor(BytesView matter, int64_t opened_ms) {
  if (const auto found = state::FindMatter(community_, matter)) {
    const auto poll = state::FindRunningPoll(community_, *found);
    for (const crypto::SigningKey& key : keys_.keys()) {
      Bytes secret = PollSecret(key, matter, opened_ms);
      if (poll && crypto::BoxPublicKey(secret) == poll->key) return secret;
    }
  }
  return PollSecret(InForce(), matter, opened_ms);
}

}  // namespace yiting::sequencer
