#include "store/seal.h"

#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/utils.h>

#include "base/check.h"
#include "crypto/commitment.h"
#include "signer/signer.h"

namespace yiting::store {

namespace {

static_assert(kContentKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kSealNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kSealTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);

const uint8_t* Raw(BytesView bytes) { return reinterpret_cast<const uint8_t*>(bytes.data()); }
uint8_t* Raw(Bytes& bytes) { return reinterpret_cast<uint8_t*>(bytes.data()); }

Bytes PlaceOf(BytesView community, BytesView commitment) {
  return Bytes(community) + Bytes(commitment);
}

}  // namespace

Bytes SealContent(BytesView key, BytesView community, BytesView commitment,
                  const StoredContent& content) {
  CHECK_EQ(key.size(), kContentKeyBytes);
  CHECK_EQ(content.salt.size(), crypto::kSaltBytes);
  Bytes plain = content.salt + content.data;
  const Bytes place = PlaceOf(community, commitment);
  Bytes sealed = signer::Random(kSealNonceBytes);
  sealed.resize(kSealNonceBytes + plain.size() + kSealTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Raw(sealed) + kSealNonceBytes, nullptr, Raw(plain),
                                             plain.size(), Raw(place), place.size(), nullptr,
                                             Raw(sealed), Raw(key));
  sodium_memzero(plain.data(), plain.size());
  return sealed;
}

std::optional<StoredContent> OpenSealed(BytesView key, BytesView community, BytesView commitment,
                                        BytesView sealed) {
  constexpr size_t kLeast = kSealNonceBytes + crypto::kSaltBytes + kSealTagBytes;
  if (key.size() != kContentKeyBytes || sealed.size() < kLeast) return std::nullopt;
  const Bytes place = PlaceOf(community, commitment);
  Bytes plain(sealed.size() - kSealNonceBytes - kSealTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          Raw(plain), nullptr, nullptr, Raw(sealed) + kSealNonceBytes,
          sealed.size() - kSealNonceBytes, Raw(place), place.size(), Raw(sealed), Raw(key)) != 0) {
    return std::nullopt;
  }
  StoredContent content;
  content.salt = plain.substr(0, crypto::kSaltBytes);
  content.data = plain.substr(crypto::kSaltBytes);
  return content;
}

}  // namespace yiting::store
