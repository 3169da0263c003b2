// Sealed boxes by libsodium (X25519, XSalsa20-Poly1305): whoever has the public key closes one,
// only the secret key opens it. A box made here is one that crypto_box_seal_open opens anywhere.
//
// Pure: the one-time key comes from the caller, who draws it anew for every box; a box for the same
// keys and message is the same bytes. Tested by tests/unit/crypto/sealed_box_test.cc

#ifndef YITING_CRYPTO_SEALED_BOX_H_
#define YITING_CRYPTO_SEALED_BOX_H_

#include <cstddef>
#include <optional>

#include "base/bytes.h"

namespace yiting::crypto {

inline constexpr size_t kBoxKeyBytes = 32;
// What a box has more than its message: the one-time public key and the authenticator.
inline constexpr size_t kBoxExtraBytes = 32 + 16;

// REQUIRES: secret.size() == kBoxKeyBytes.
Bytes BoxPublicKey(BytesView secret);

// REQUIRES: both keys have kBoxKeyBytes; `once` is never used again. Nullopt: nobody could open a
// box for such a public key (a point of small order).
std::optional<Bytes> SealBox(BytesView public_key, BytesView once, BytesView message);

// Nullopt: it is no box, or for another key, or not as it was closed. REQUIRES: both keys have
// kBoxKeyBytes and belong together.
std::optional<Bytes> OpenBox(BytesView public_key, BytesView secret, BytesView box);

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_SEALED_BOX_H_
