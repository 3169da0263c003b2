#include "crypto/lthash.h"

#include <sodium/crypto_generichash_blake2b.h>
#include <sodium/crypto_stream_chacha20.h>

#include <bit>
#include <cstring>

namespace yiting::crypto {
namespace {

using Lanes = std::array<uint16_t, LtHash::kLanes>;

// Lanes are little-endian in bytes; nothing is done where the machine is so too.
void SwapOnBigEndian(Lanes& lanes) {
  if constexpr (std::endian::native == std::endian::big) {
    for (uint16_t& lane : lanes) lane = static_cast<uint16_t>(lane << 8 | lane >> 8);
  }
}

// 2,048 bytes that stand for the row: the ChaCha20 key stream under the row's BLAKE2b-256 hash.
// Each row has its own key, so the nonce may be the same for all.
void Stretch(BytesView row, Lanes& lanes) {
  unsigned char key[crypto_generichash_blake2b_BYTES];
  static_assert(sizeof(key) == crypto_stream_chacha20_KEYBYTES);
  CHECK_EQ(crypto_generichash_blake2b(key, sizeof(key),
                                      reinterpret_cast<const unsigned char*>(row.data()),
                                      row.size(), nullptr, 0),
           0);
  constexpr unsigned char kNonce[crypto_stream_chacha20_NONCEBYTES] = {};
  static_assert(sizeof(Lanes) == LtHash::kStateBytes);
  crypto_stream_chacha20(reinterpret_cast<unsigned char*>(lanes.data()), LtHash::kStateBytes,
                         kNonce, key);
  SwapOnBigEndian(lanes);
}

}  // namespace

// The loops below have a fixed count and no branch, so that compilers make vector code of them.
void LtHash::Add(BytesView row) {
  alignas(64) Lanes term;
  Stretch(row, term);
  for (size_t i = 0; i < kLanes; ++i) lanes_[i] = static_cast<uint16_t>(lanes_[i] + term[i]);
}

void LtHash::Remove(BytesView row) {
  alignas(64) Lanes term;
  Stretch(row, term);
  for (size_t i = 0; i < kLanes; ++i) lanes_[i] = static_cast<uint16_t>(lanes_[i] - term[i]);
}

Hash LtHash::Digest() const {
  constexpr BytesView kLabel("yiting.v1.fingerprint\0", 22);
  Sha256Stream stream;
  stream.Update(kLabel);
  stream.Update(Save());
  return stream.Finish();
}

Bytes LtHash::Save() const {
  Lanes lanes = lanes_;
  SwapOnBigEndian(lanes);
  return Bytes(reinterpret_cast<const char*>(lanes.data()), kStateBytes);
}

Result<LtHash> LtHash::Load(BytesView bytes) {
  if (bytes.size() != kStateBytes) {
    return Fail(ErrorCode::kCorrupt,
                "a fingerprint's state has 2048 bytes, not " + std::to_string(bytes.size()));
  }
  LtHash hash;
  std::memcpy(hash.lanes_.data(), bytes.data(), kStateBytes);
  SwapOnBigEndian(hash.lanes_);
  return hash;
}

}  // namespace yiting::crypto
