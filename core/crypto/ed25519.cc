#include "crypto/ed25519.h"

#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

namespace yiting::crypto {
namespace {

const unsigned char* Data(BytesView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

static_assert(kSeedBytes == crypto_sign_ed25519_SEEDBYTES);
static_assert(kPublicKeyBytes == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(kSignatureBytes == crypto_sign_ed25519_BYTES);
static_assert(sizeof(SigningKey) == crypto_sign_ed25519_SECRETKEYBYTES);

SigningKey::~SigningKey() { sodium_memzero(bytes.data(), bytes.size()); }

SigningKey SigningKeyFromSeed(BytesView seed) {
  CHECK_EQ(seed.size(), kSeedBytes);
  SigningKey key;
  unsigned char public_key[kPublicKeyBytes];
  CHECK_EQ(crypto_sign_ed25519_seed_keypair(public_key, key.bytes.data(), Data(seed)), 0);
  return key;
}

Bytes PublicKey(const SigningKey& key) {
  return Bytes(reinterpret_cast<const char*>(key.bytes.data()) + kSeedBytes, kPublicKeyBytes);
}

Bytes Sign(const SigningKey& key, BytesView message) {
  unsigned char signature[kSignatureBytes];
  CHECK_EQ(crypto_sign_ed25519_detached(signature, nullptr, Data(message), message.size(),
                                        key.bytes.data()),
           0);
  return Bytes(reinterpret_cast<const char*>(signature), kSignatureBytes);
}

bool Verify(BytesView public_key, BytesView message, BytesView signature) {
  if (public_key.size() != kPublicKeyBytes || signature.size() != kSignatureBytes) return false;
  return crypto_sign_ed25519_verify_detached(Data(signature), Data(message), message.size(),
                                             Data(public_key)) == 0;
}

}  // namespace yiting::crypto
