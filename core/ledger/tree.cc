// The two trees that grow: Frontier and MemoryTree of ledger/merkle.h.

#include <bit>

#include "ledger/merkle.h"

namespace yiting::ledger {
namespace {

constexpr size_t kSizeBytes = 8;

}  // namespace

// As in adding one to a binary number: each 1 at the end carries, and two subtrees of one size
// become one of the next.
void Frontier::Append(const Hash& leaf) {
  CHECK_LT(size_, kTreeSizeMax);
  Hash root = leaf;
  for (uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
    root = NodeHash(roots_.back(), root);
    roots_.pop_back();
  }
  roots_.push_back(root);
  ++size_;
}

Hash Frontier::Root() const {
  if (roots_.empty()) return EmptyRoot();
  Hash root = roots_.back();
  for (size_t i = roots_.size() - 1; i > 0; --i) root = NodeHash(roots_[i - 1], root);
  return root;
}

Bytes Frontier::Encode() const {
  Bytes bytes;
  bytes.reserve(kSizeBytes + roots_.size() * crypto::kHashBytes);
  AppendU64Be(bytes, size_);
  for (const Hash& root : roots_) bytes += crypto::AsBytes(root);
  return bytes;
}

Result<Frontier> Frontier::Decode(BytesView bytes) {
  ByteReader in(bytes);
  Frontier frontier;
  ASSIGN_OR_RETURN(frontier.size_, in.ReadU64Be());
  if (frontier.size_ > kTreeSizeMax) {
    return Fail(ErrorCode::kTooLarge, "a frontier's tree size is above the limit");
  }
  const auto count = static_cast<size_t>(std::popcount(frontier.size_));
  if (in.remaining() != count * crypto::kHashBytes) {
    return Fail(ErrorCode::kCorrupt, "a frontier of size " + std::to_string(frontier.size_) +
                                         " has " + std::to_string(count) +
                                         " hashes of 32 bytes, not " +
                                         std::to_string(in.remaining()) + " bytes");
  }
  for (size_t i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const BytesView raw, in.ReadBytes(crypto::kHashBytes));
    ASSIGN_OR_RETURN(const Hash root, crypto::HashFromBytes(raw));
    frontier.roots_.push_back(root);
  }
  return frontier;
}

void MemoryTree::Append(const Hash& leaf) {
  CHECK_LT(size(), kTreeSizeMax);
  Hash hash = leaf;
  for (size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Hash>& row = levels_[level];
    row.push_back(hash);
    if (row.size() % 2 != 0) return;
    hash = NodeHash(row[row.size() - 2], row[row.size() - 1]);
  }
}

TreeHead MemoryTree::HeadAt(uint64_t size) const {
  CHECK_LE(size, this->size());
  return TreeHead{size, RootAt(*this, size).value()};
}

Result<Hash> MemoryTree::ReadHash(uint32_t level, uint64_t index) const {
  if (level >= levels_.size() || index >= levels_[level].size()) {
    return Fail(ErrorCode::kNotFound, "no complete subtree at level " + std::to_string(level) +
                                          ", index " + std::to_string(index) +
                                          " in a tree of size " + std::to_string(size()));
  }
  return levels_[level][index];
}

}  // namespace yiting::ledger
