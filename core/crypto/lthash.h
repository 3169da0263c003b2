// LtHash: the hash of a multiset that can be changed without being computed anew. Adding a row and
// removing it are each other's inverse, and the order of changes does not matter, so the
// fingerprint of a whole state costs only the rows that an entry touched.
//
// lthash16 of Lewi, Kim, Maykov, Weis, "Securing Update Propagation with Homomorphic Hashing"
// (2019, eprint.iacr.org/2019/227): a row is stretched to 1,024 lanes of 16 bits, and the hash is
// the lane-wise sum modulo 2^16. At this size the paper puts finding two different sets with one
// hash (a short vector in a lattice) above 200 bits of work; 2 KiB of state is the price. Where the
// paper stretches with BLAKE2Xb, we take BLAKE2b-256 and ChaCha20, which libsodium has.
// A row that is added 65,536 times adds nothing: rows must be distinct, as (table, primary key,
// fields) are.
//
// Written down in docs/formats/fingerprint.md. Pure.
// Tested by tests/unit/crypto/lthash_test.cc

#ifndef YITING_CRYPTO_LTHASH_H_
#define YITING_CRYPTO_LTHASH_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/sha256.h"

namespace yiting::crypto {

class LtHash {
 public:
  static constexpr size_t kLanes = 1024;
  static constexpr size_t kStateBytes = kLanes * 2;

  // The empty set: all lanes zero.
  LtHash() = default;

  void Add(BytesView row);
  // Takes out a row that was added. Removing what is not there is a valid sum as well, and gives a
  // hash that no set has.
  void Remove(BytesView row);

  // The fingerprint: SHA-256("yiting.v1.fingerprint" || 0x00 || Save()).
  Hash Digest() const;

  // The lanes in order, each little-endian: kStateBytes bytes.
  Bytes Save() const;
  // kCorrupt unless there are exactly kStateBytes bytes.
  static Result<LtHash> Load(BytesView bytes);

  friend bool operator==(const LtHash&, const LtHash&) = default;

 private:
  alignas(64) std::array<uint16_t, kLanes> lanes_{};
};

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_LTHASH_H_
