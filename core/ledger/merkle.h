// The Merkle tree of RFC 6962 section 2.1, as pure arithmetic over hashes. Leaves are entries in
// order; a tree of size n is the tree of its first n leaves. Two proofs make it useful:
//   inclusion:   leaf i is in the tree of size n with this root;
//   consistency: the tree of size m is a beginning of the tree of size n.
//
// All hashes that proofs need are hashes of *complete* subtrees: (level, index) is the subtree over
// the leaves [index << level, (index + 1) << level). A HashReader finds those, wherever they are.
// The method is that of golang.org/x/mod/sumdb/tlog and transparency-dev/merkle. Pure.
// Tested by tests/unit/ledger/merkle_test.cc and tree_test.cc

#ifndef YITING_LEDGER_MERKLE_H_
#define YITING_LEDGER_MERKLE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/sha256.h"

namespace yiting::ledger {

using crypto::Hash;

// Sizes fit a signed 64-bit integer, as SQL has; so a level is at most 62 and a proof has at most
// 63 hashes.
inline constexpr uint64_t kTreeSizeMax = INT64_MAX;
inline constexpr size_t kProofHashesMax = 63;

// SHA-256(0x00 || entry).
Hash LeafHash(BytesView entry);
// SHA-256(0x01 || left || right). The first byte keeps a node from passing for a leaf.
Hash NodeHash(const Hash& left, const Hash& right);
// The root of the tree without leaves: SHA-256 of nothing.
Hash EmptyRoot();

// A tree at one size, as a root hash says it.
struct TreeHead {
  uint64_t size = 0;
  Hash root = EmptyRoot();

  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

// What a proof maker reads. The port of the stores: memory, tiles, SQL.
class HashReader {
 public:
  virtual ~HashReader() = default;
  // The hash of the complete subtree; kNotFound where the store has not all its leaves.
  virtual Result<Hash> ReadHash(uint32_t level, uint64_t index) const = 0;
};

// The root of the first `size` leaves.
Result<Hash> RootAt(const HashReader& reader, uint64_t size);

// From the leaf's sibling to the root's child. kInvalid unless index < size.
Result<std::vector<Hash>> ProveInclusion(const HashReader& reader, uint64_t index, uint64_t size);
// kInvalid unless old_size <= new_size. Empty where old_size is 0 or new_size: nothing to prove.
Result<std::vector<Hash>> ProveConsistency(const HashReader& reader, uint64_t old_size,
                                           uint64_t new_size);

// Success if `proof` shows that `leaf` is leaf `index` of `tree`. kInvalid for a question that
// makes no sense (index outside the tree), kCorrupt for a proof that does not show it.
Status VerifyInclusion(const std::vector<Hash>& proof, uint64_t index, const Hash& leaf,
                       const TreeHead& tree);
// Success if `proof` shows that `older` is a beginning of `newer`. Every tree begins with the empty
// one. Two heads that both carry a good signature and for which no proof exists are evidence of a
// forked ledger.
Status VerifyConsistency(const std::vector<Hash>& proof, const TreeHead& older,
                         const TreeHead& newer);

// The right edge of a growing tree: the roots of its largest complete subtrees, left to right, one
// for each bit of the size. Enough to append and to know every root from here on, not enough to
// prove anything. (Elsewhere: "compact range".)
class Frontier {
 public:
  // REQUIRES: size() < kTreeSizeMax.
  void Append(const Hash& leaf);
  uint64_t size() const { return size_; }
  Hash Root() const;
  TreeHead head() const { return TreeHead{size_, Root()}; }

  // The size as eight bytes big-endian, then the roots, 32 bytes each, largest subtree first.
  Bytes Encode() const;
  static Result<Frontier> Decode(BytesView bytes);

  friend bool operator==(const Frontier&, const Frontier&) = default;

 private:
  uint64_t size_ = 0;
  std::vector<Hash> roots_;
};

// A whole tree in memory: all complete subtrees, 64 bytes a leaf. For exports, tests and ledgers of
// up to some hundred thousand entries.
class MemoryTree : public HashReader {
 public:
  // REQUIRES: size() < kTreeSizeMax.
  void Append(const Hash& leaf);
  uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
  // REQUIRES: size <= this->size().
  TreeHead HeadAt(uint64_t size) const;
  TreeHead head() const { return HeadAt(size()); }

  Result<Hash> ReadHash(uint32_t level, uint64_t index) const override;

 private:
  std::vector<std::vector<Hash>> levels_;  // levels_[level][index]
};

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_MERKLE_H_
