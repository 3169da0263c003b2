#include "crypto/sha256.h"

#include <sodium/crypto_hash_sha256.h>

#include <algorithm>
#include <new>

namespace yiting::crypto {
namespace {

const unsigned char* Data(BytesView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

crypto_hash_sha256_state* State(void* storage) {
  return std::launder(static_cast<crypto_hash_sha256_state*>(storage));
}

}  // namespace

Hash Sha256(BytesView message) {
  Hash hash;
  crypto_hash_sha256(hash.data(), Data(message), message.size());
  return hash;
}

Sha256Stream::Sha256Stream() {
  static_assert(sizeof(state_) == sizeof(crypto_hash_sha256_state));
  static_assert(alignof(Sha256Stream) >= alignof(crypto_hash_sha256_state));
  crypto_hash_sha256_init(new (state_.data()) crypto_hash_sha256_state);
}

void Sha256Stream::Update(BytesView piece) {
  CHECK(!finished_);
  crypto_hash_sha256_update(State(state_.data()), Data(piece), piece.size());
}

Hash Sha256Stream::Finish() {
  CHECK(!finished_);
  finished_ = true;
  Hash hash;
  crypto_hash_sha256_final(State(state_.data()), hash.data());
  return hash;
}

BytesView AsBytes(const Hash& hash) {
  return BytesView(reinterpret_cast<const char*>(hash.data()), hash.size());
}

Result<Hash> HashFromBytes(BytesView bytes) {
  if (bytes.size() != kHashBytes) {
    return Fail(ErrorCode::kInvalid, "a hash has 32 bytes, not " + std::to_string(bytes.size()));
  }
  Hash hash;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace yiting::crypto
