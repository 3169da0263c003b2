// The keys with which one machine signs ledgers: the one in force of each ledger, which its state
// names, and older ones, by which polls were opened that are still to be counted.
//
// Not to be confused with the street keys, which sign a change of these. Pure.
// Tested by tests/unit/sequencer/key_change_test.cc

#ifndef YITING_SEQUENCER_KEY_RING_H_
#define YITING_SEQUENCER_KEY_RING_H_

#include <vector>

#include "base/bytes.h"
#include "crypto/ed25519.h"

namespace yiting::sequencer {

class KeyRing {
 public:
  // Implicit: most ledgers have had one key.
  KeyRing(const crypto::SigningKey& key) { Add(key); }
  // The newest comes last.
  void Add(const crypto::SigningKey& key) {
    keys_.push_back(key);
    public_keys_.push_back(crypto::PublicKey(key));
  }

  // Null: not on this ring.
  const crypto::SigningKey* Find(BytesView public_key) const {
    for (size_t i = 0; i < keys_.size(); ++i) {
      if (public_keys_[i] == public_key) return &keys_[i];
    }
    return nullptr;
  }
  const std::vector<crypto::SigningKey>& keys() const { return keys_; }
  const std::vector<Bytes>& public_keys() const { return public_keys_; }
  const crypto::SigningKey& newest() const { return keys_.back(); }

 private:
  std::vector<crypto::SigningKey> keys_;  // never empty
  std::vector<Bytes> public_keys_;
};

}  // namespace yiting::sequencer

#endif  // YITING_SEQUENCER_KEY_RING_H_
