#include "sequencer/poll_keys.h"

#include "crypto/sealed_box.h"
#include "crypto/sha256.h"

namespace yiting::sequencer {

Bytes DerivedPollKeys::PublicFor(BytesView matter, int64_t opened_ms) {
  return crypto::BoxPublicKey(SecretFor(matter, opened_ms));
}

Bytes DerivedPollKeys::SecretFor(BytesView matter, int64_t opened_ms) {
  Bytes message("yiting.v1.poll-key");
  message.push_back('\0');
  message.append(reinterpret_cast<const char*>(key_.bytes.data()), crypto::kSeedBytes);
  message.append(matter);
  AppendU64Be(message, static_cast<uint64_t>(opened_ms));
  return Bytes(crypto::AsBytes(crypto::Sha256(message)));
}

}  // namespace yiting::sequencer
