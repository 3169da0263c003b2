// Ed25519 signatures (RFC 8032), by libsodium. One release of one library in both builds says
// whether a signature is good, so that a phone and a server never disagree about a signature at the
// edge of the standard (small-order keys, non-canonical points).
//
// Pure: signing is deterministic and keys are made from a seed that a host drew. What is signed,
// and the prefix that keeps kinds of signed bytes apart, is the caller's affair.
// Not to be confused with ledger/note.h, which puts signatures into text.
// Tested by tests/unit/crypto/ed25519_test.cc

#ifndef YITING_CRYPTO_ED25519_H_
#define YITING_CRYPTO_ED25519_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace yiting::crypto {

inline constexpr size_t kSeedBytes = 32;
inline constexpr size_t kPublicKeyBytes = 32;
inline constexpr size_t kSignatureBytes = 64;

// A private key: the seed, then the public key. Wiped from memory when it goes out of scope, and so
// is every copy.
struct SigningKey {
  std::array<uint8_t, 64> bytes{};

  SigningKey() = default;
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();
};

// REQUIRES: seed.size() == kSeedBytes. The caller wipes the seed.
SigningKey SigningKeyFromSeed(BytesView seed);

// 32 bytes. A device's id is its public key.
Bytes PublicKey(const SigningKey& key);

// 64 bytes; the same key and message always give the same signature.
Bytes Sign(const SigningKey& key, BytesView message);

// libsodium's verdict; false where the key or the signature has a wrong length.
bool Verify(BytesView public_key, BytesView message, BytesView signature);

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_ED25519_H_
