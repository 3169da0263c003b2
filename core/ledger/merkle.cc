#include "ledger/merkle.h"

#include <algorithm>
#include <bit>
#include <span>

namespace yiting::ledger {
namespace {

using crypto::AsBytes;
using crypto::Sha256;
using crypto::Sha256Stream;

std::string Count(uint64_t n) { return std::to_string(n); }

// Where the tree over `size` leaves splits in two: the largest power of two below `size`.
// REQUIRES: size >= 2.
uint64_t SplitPoint(uint64_t size) { return std::bit_floor(size - 1); }

// Joins subtree roots, left to right, into the root over all of them. The rightmost two are joined
// first because the smallest subtree is the deepest on the right edge.
Hash FoldRight(std::span<const Hash> roots) {
  CHECK(!roots.empty());
  Hash root = roots.back();
  for (size_t i = roots.size() - 1; i > 0; --i) root = NodeHash(roots[i - 1], root);
  return root;
}

// The root over the leaves [start, end), of which only the right edge may be incomplete.
// REQUIRES: start < end, and start is a multiple of every power of two below end - start.
Result<Hash> SubtreeRoot(const HashReader& reader, uint64_t start, uint64_t end) {
  std::vector<Hash> roots;
  while (start < end) {
    const auto level = static_cast<uint32_t>(std::bit_width(end - start) - 1);
    ASSIGN_OR_RETURN(const Hash root, reader.ReadHash(level, start >> level));
    roots.push_back(root);
    start += uint64_t{1} << level;
  }
  return FoldRight(roots);
}

Status CheckTreeSize(uint64_t size) {
  if (size > kTreeSizeMax) {
    return Fail(ErrorCode::kTooLarge, "tree size " + Count(size) + " is above the limit");
  }
  return {};
}

// The path from leaf `index` to the root of a tree of `size` leaves has two parts. In the lower,
// inner part the siblings may stand left or right, as the bits of the index say. Where the path has
// met the right edge of the tree, siblings stand only on the left: the border part, one for each
// remaining set bit of the index.
struct PathShape {
  uint32_t inner;
  uint32_t border;
};

// REQUIRES: index < size <= kTreeSizeMax.
PathShape ShapeOf(uint64_t index, uint64_t size) {
  const auto inner = static_cast<uint32_t>(std::bit_width(index ^ (size - 1)));
  return PathShape{inner, static_cast<uint32_t>(std::popcount(index >> inner))};
}

bool BitAt(uint64_t value, size_t bit) { return (value >> bit & 1) != 0; }

// Climbs the inner part; siblings are on the left where the index has a 1.
Hash ClimbInner(Hash hash, std::span<const Hash> proof, uint64_t index) {
  for (size_t i = 0; i < proof.size(); ++i) {
    hash = BitAt(index, i) ? NodeHash(proof[i], hash) : NodeHash(hash, proof[i]);
  }
  return hash;
}

// The same, but only through siblings on the left: what the smaller tree had at that time.
Hash ClimbInnerLeft(Hash hash, std::span<const Hash> proof, uint64_t index) {
  for (size_t i = 0; i < proof.size(); ++i) {
    if (BitAt(index, i)) hash = NodeHash(proof[i], hash);
  }
  return hash;
}

Hash ClimbBorder(Hash hash, std::span<const Hash> proof) {
  for (const Hash& sibling : proof) hash = NodeHash(sibling, hash);
  return hash;
}

Failure WrongLength(const char* kind, size_t have, size_t want) {
  return Fail(ErrorCode::kCorrupt, std::string(kind) + " proof has " + Count(have) +
                                       " hashes where " + Count(want) + " are needed");
}

Failure WrongRoot(const char* kind, const TreeHead& tree, const Hash& computed) {
  return Fail(ErrorCode::kCorrupt, std::string(kind) + " proof leads to root " +
                                       ToHex(AsBytes(computed)) + ", but the tree of size " +
                                       Count(tree.size) + " has root " + ToHex(AsBytes(tree.root)));
}

}  // namespace

Hash LeafHash(BytesView entry) {
  Sha256Stream stream;
  stream.Update(BytesView("\x00", 1));
  stream.Update(entry);
  return stream.Finish();
}

Hash NodeHash(const Hash& left, const Hash& right) {
  char message[1 + 2 * crypto::kHashBytes];
  message[0] = 0x01;
  std::copy(left.begin(), left.end(), message + 1);
  std::copy(right.begin(), right.end(), message + 1 + crypto::kHashBytes);
  return Sha256(BytesView(message, sizeof(message)));
}

Hash EmptyRoot() {
  static const Hash root = Sha256(BytesView());
  return root;
}

Result<Hash> RootAt(const HashReader& reader, uint64_t size) {
  RETURN_IF_ERROR(CheckTreeSize(size));
  if (size == 0) return EmptyRoot();
  return SubtreeRoot(reader, 0, size);
}

// PATH(m, D[n]) of RFC 6962 section 2.1.1: walk down from the root towards the leaf and take at
// each step the half that the leaf is not in.
Result<std::vector<Hash>> ProveInclusion(const HashReader& reader, uint64_t index, uint64_t size) {
  RETURN_IF_ERROR(CheckTreeSize(size));
  if (index >= size) {
    return Fail(ErrorCode::kInvalid,
                "leaf " + Count(index) + " is outside a tree of size " + Count(size));
  }
  std::vector<Hash> proof;
  uint64_t start = 0;
  uint64_t end = size;
  while (end - start > 1) {
    const uint64_t middle = start + SplitPoint(end - start);
    if (index < middle) {
      ASSIGN_OR_RETURN(const Hash right, SubtreeRoot(reader, middle, end));
      proof.push_back(right);
      end = middle;
    } else {
      ASSIGN_OR_RETURN(const Hash left, SubtreeRoot(reader, start, middle));
      proof.push_back(left);
      start = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// SUBPROOF(m, D[n], b) of RFC 6962 section 2.1.2: walk down towards the end of the old tree until a
// subtree ends exactly there. That subtree opens the proof, unless it is the old tree itself, whose
// root the verifier has.
Result<std::vector<Hash>> ProveConsistency(const HashReader& reader, uint64_t old_size,
                                           uint64_t new_size) {
  RETURN_IF_ERROR(CheckTreeSize(new_size));
  if (old_size > new_size) {
    return Fail(ErrorCode::kInvalid, "a tree of size " + Count(old_size) +
                                         " cannot be the beginning of one of size " +
                                         Count(new_size));
  }
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == new_size) return proof;
  uint64_t start = 0;
  uint64_t end = new_size;
  while (end != old_size) {
    const uint64_t middle = start + SplitPoint(end - start);
    if (old_size <= middle) {
      ASSIGN_OR_RETURN(const Hash right, SubtreeRoot(reader, middle, end));
      proof.push_back(right);
      end = middle;
    } else {
      ASSIGN_OR_RETURN(const Hash left, SubtreeRoot(reader, start, middle));
      proof.push_back(left);
      start = middle;
    }
  }
  if (start != 0) {
    ASSIGN_OR_RETURN(const Hash last, SubtreeRoot(reader, start, end));
    proof.push_back(last);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Status VerifyInclusion(const std::vector<Hash>& proof, uint64_t index, const Hash& leaf,
                       const TreeHead& tree) {
  RETURN_IF_ERROR(CheckTreeSize(tree.size));
  if (index >= tree.size) {
    return Fail(ErrorCode::kInvalid,
                "leaf " + Count(index) + " is outside a tree of size " + Count(tree.size));
  }
  const PathShape shape = ShapeOf(index, tree.size);
  if (proof.size() != shape.inner + shape.border) {
    return WrongLength("inclusion", proof.size(), shape.inner + shape.border);
  }
  const std::span<const Hash> all(proof);
  const Hash below = ClimbInner(leaf, all.first(shape.inner), index);
  const Hash root = ClimbBorder(below, all.subspan(shape.inner));
  if (root != tree.root) return WrongRoot("inclusion", tree, root);
  return {};
}

Status VerifyConsistency(const std::vector<Hash>& proof, const TreeHead& older,
                         const TreeHead& newer) {
  RETURN_IF_ERROR(CheckTreeSize(newer.size));
  if (older.size > newer.size) {
    return Fail(ErrorCode::kInvalid, "a tree of size " + Count(older.size) +
                                         " cannot be the beginning of one of size " +
                                         Count(newer.size));
  }
  for (const TreeHead* tree : {&older, &newer}) {
    if (tree->size == 0 && tree->root != EmptyRoot()) {
      return WrongRoot("consistency", *tree, EmptyRoot());
    }
  }
  if (older.size == newer.size && older.root != newer.root) {
    return Fail(ErrorCode::kCorrupt, "two trees of the same size " + Count(older.size) +
                                         " have different roots " + ToHex(AsBytes(older.root)) +
                                         " and " + ToHex(AsBytes(newer.root)));
  }
  if (older.size == 0 || older.size == newer.size) {
    return proof.empty() ? Status() : WrongLength("consistency", proof.size(), 0);
  }
  // The proof is the path, in the new tree, of the subtree that ends the old one. That subtree is
  // 2^level leaves wide, so the lowest `level` steps of its last leaf's path lie inside it.
  const uint64_t last = older.size - 1;
  const auto level = static_cast<uint32_t>(std::countr_zero(older.size));
  const PathShape shape = ShapeOf(last, newer.size);
  const uint32_t inner = shape.inner - level;
  const bool old_is_one_subtree = std::has_single_bit(older.size);
  const size_t needed = (old_is_one_subtree ? 0 : 1) + inner + shape.border;
  if (proof.size() != needed) return WrongLength("consistency", proof.size(), needed);

  std::span<const Hash> path(proof);
  const Hash seed = old_is_one_subtree ? older.root : path[0];
  if (!old_is_one_subtree) path = path.subspan(1);
  const uint64_t index = last >> level;
  const Hash old_below = ClimbInnerLeft(seed, path.first(inner), index);
  const Hash old_root = ClimbBorder(old_below, path.subspan(inner));
  if (old_root != older.root) return WrongRoot("consistency", older, old_root);
  const Hash new_below = ClimbInner(seed, path.first(inner), index);
  const Hash new_root = ClimbBorder(new_below, path.subspan(inner));
  if (new_root != newer.root) return WrongRoot("consistency", newer, new_root);
  return {};
}

}  // namespace yiting::ledger
