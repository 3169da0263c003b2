// What the ledger's tests share: the definition of RFC 6962 written as recursively as it stands
// there (slow, obvious), a generator with a fixed seed, and a small signed community.

#ifndef YITING_TESTS_UNIT_LEDGER_SUPPORT_H_
#define YITING_TESTS_UNIT_LEDGER_SUPPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "crypto/sha256.h"
#include "ledger/merkle.h"
#include "tests/support/dice.h"

namespace yiting::ledger {

using testing::Dice;

// RFC 6962 section 2.1, word for word, over entries [begin, end) of `d`.
class Rfc6962 {
 public:
  explicit Rfc6962(std::vector<Bytes> d) : d_(std::move(d)) {}

  Hash Mth(size_t begin, size_t end) const {
    if (begin == end) return crypto::Sha256("");
    if (end - begin == 1) return crypto::Sha256(Bytes(1, '\0') + d_[begin]);
    const size_t k = Split(end - begin);
    const Hash left = Mth(begin, begin + k);
    const Hash right = Mth(begin + k, end);
    return crypto::Sha256(Bytes(1, '\1') + Bytes(crypto::AsBytes(left)) +
                          Bytes(crypto::AsBytes(right)));
  }
  Hash Root(size_t size) const { return Mth(0, size); }

  // PATH(m, D[begin:end])
  std::vector<Hash> Path(size_t m, size_t begin, size_t end) const {
    if (end - begin == 1) return {};
    const size_t k = Split(end - begin);
    std::vector<Hash> path = m < k ? Path(m, begin, begin + k) : Path(m - k, begin + k, end);
    path.push_back(m < k ? Mth(begin + k, end) : Mth(begin, begin + k));
    return path;
  }

  // PROOF(m, D[0:n])
  std::vector<Hash> Proof(size_t m, size_t n) const { return Subproof(m, 0, n, true); }

 private:
  static size_t Split(size_t n) {
    size_t k = 1;
    while (2 * k < n) k *= 2;
    return k;
  }
  std::vector<Hash> Subproof(size_t m, size_t begin, size_t end, bool b) const {
    const size_t n = end - begin;
    if (m == n) return b ? std::vector<Hash>() : std::vector<Hash>{Mth(begin, end)};
    const size_t k = Split(n);
    std::vector<Hash> proof =
        m <= k ? Subproof(m, begin, begin + k, b) : Subproof(m - k, begin + k, end, false);
    proof.push_back(m <= k ? Mth(begin + k, end) : Mth(begin, begin + k));
    return proof;
  }

  std::vector<Bytes> d_;
};

// Entries of many lengths, an empty one among them.
inline std::vector<Bytes> SomeEntries(size_t count) {
  Dice dice(6962);
  std::vector<Bytes> entries;
  for (size_t i = 0; i < count; ++i) entries.push_back(dice.Take(i % 40));
  return entries;
}

inline MemoryTree TreeOf(const std::vector<Bytes>& entries) {
  MemoryTree tree;
  for (const Bytes& entry : entries) tree.Append(LeafHash(entry));
  return tree;
}

inline std::string Hex(const Hash& hash) { return ToHex(crypto::AsBytes(hash)); }
inline Hash HashOf(std::string_view hex) {
  return crypto::HashFromBytes(ParseHex(hex).value()).value();
}
inline Hash HashOfBase64(std::string_view base64) {
  return crypto::HashFromBytes(ParseBase64(base64).value()).value();
}

inline constexpr std::string_view kOrigin = "yiting.example/xiaohe";
inline constexpr std::string_view kWitness = "witness.example/w1";
inline crypto::SigningKey SequencerKey() { return crypto::SigningKeyFromSeed(Bytes(32, 'q')); }
inline crypto::SigningKey WitnessKey() { return crypto::SigningKeyFromSeed(Bytes(32, 'w')); }

inline bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace yiting::ledger

#endif  // YITING_TESTS_UNIT_LEDGER_SUPPORT_H_
