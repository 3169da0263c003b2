#include "crypto/sealed_box.h"

#include <sodium/crypto_box.h>
#include <sodium/crypto_generichash.h>
#include <sodium/crypto_scalarmult.h>

#include <array>

#include "base/check.h"

namespace yiting::crypto {

namespace {

static_assert(crypto_box_PUBLICKEYBYTES == kBoxKeyBytes);
static_assert(crypto_box_SECRETKEYBYTES == kBoxKeyBytes);
static_assert(crypto_box_SEALBYTES == kBoxExtraBytes);

const uint8_t* Raw(BytesView bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }
uint8_t* Raw(Bytes& bytes) { return reinterpret_cast<uint8_t*>(bytes.data()); }

}  // namespace

Bytes BoxPublicKey(BytesView secret) {
  CHECK_EQ(secret.size(), kBoxKeyBytes);
  Bytes key(kBoxKeyBytes, '\0');
  CHECK_EQ(crypto_scalarmult_base(Raw(key), Raw(secret)), 0);
  return key;
}

std::optional<Bytes> SealBox(BytesView public_key, BytesView once, BytesView message) {
  CHECK_EQ(public_key.size(), kBoxKeyBytes);
  // As crypto_box_seal does it, but for its random one-time key.
  Bytes box = BoxPublicKey(once);
  std::array<uint8_t, crypto_box_NONCEBYTES> nonce{};
  const Bytes both = box + Bytes(public_key);
  crypto_generichash(nonce.data(), nonce.size(), Raw(both), both.size(), nullptr, 0);
  box.resize(kBoxExtraBytes + message.size());
  if (crypto_box_easy(Raw(box) + kBoxKeyBytes, Raw(message), message.size(), nonce.data(),
                      Raw(public_key), Raw(once)) != 0) {
    return std::nullopt;
  }
  return box;
}

std::optional<Bytes> OpenBox(BytesView public_key, BytesView secret, BytesView box) {
  CHECK_EQ(public_key.size(), kBoxKeyBytes);
  CHECK_EQ(secret.size(), kBoxKeyBytes);
  if (box.size() < kBoxExtraBytes) return std::nullopt;
  Bytes message(box.size() - kBoxExtraBytes, '\0');
  if (crypto_box_seal_open(Raw(message), Raw(box), box.size(), Raw(public_key), Raw(secret)) !=
      0) {
    return std::nullopt;
  }
  return message;
}

}  // namespace yiting::crypto
