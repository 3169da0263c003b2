// SHA-256 (FIPS 180-4), by libsodium: the one hash of ids, commitments and the Merkle tree. `Hash`
// is a value of 32 bytes; in messages and rows it travels as raw bytes, for people as hex.
//
// Pure. A hash of ours never covers bare data: whoever calls this puts a prefix of its own first,
// so that the hash of one kind of thing is never the hash of another.
// Not to be confused with crypto/lthash.h, which hashes a set.
// Tested by tests/unit/crypto/sha256_test.cc

#ifndef YITING_CRYPTO_SHA256_H_
#define YITING_CRYPTO_SHA256_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::crypto {

inline constexpr size_t kHashBytes = 32;
using Hash = std::array<uint8_t, kHashBytes>;

Hash Sha256(BytesView message);

// The same for a message that arrives in pieces.
class Sha256Stream {
 public:
  Sha256Stream();
  void Update(BytesView piece);
  // The hash of all pieces so far. REQUIRES: called once, after which Update is not called again.
  Hash Finish();

 private:
  // libsodium's crypto_hash_sha256_state; sha256.cc asserts its size. Kept opaque so that only this
  // folder includes libsodium.
  alignas(8) std::array<uint8_t, 104> state_;
  bool finished_ = false;
};

// The hash as bytes; the view lives as long as `hash`, so never keep the view of a temporary.
BytesView AsBytes(const Hash& hash);

// kInvalid unless there are exactly 32 bytes.
Result<Hash> HashFromBytes(BytesView bytes);

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_SHA256_H_
