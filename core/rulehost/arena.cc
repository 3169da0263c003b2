#include "rulehost/arena.h"

#include <cstdlib>
#include <cstring>

#include "base/check.h"

namespace yiting::rulehost {
namespace {

constexpr size_t kGranule = 8;
constexpr size_t kFineMax = 256;  // up to here a class a granule, above four a doubling
constexpr size_t kFineClasses = kFineMax / kGranule;
constexpr size_t kChunkSize = size_t{64} << 10;
// Larger blocks get a chunk of their own, so that the rest of an open chunk is never much.
constexpr size_t kCutMax = kChunkSize / 4;

struct SizeClass {
  size_t index;
  size_t size;
};

SizeClass ClassOf(size_t size) {
  if (size <= kFineMax) {
    const size_t index = (size + kGranule - 1) / kGranule;
    return {index - 1, index * kGranule};
  }
  size_t index = kFineClasses;
  size_t step = kFineMax / 4;
  size_t base = kFineMax;
  while (size > base * 2) {
    base *= 2;
    step *= 2;
    index += 4;
  }
  const size_t steps = (size - base + step - 1) / step;  // 1 … 4
  return {index + steps - 1, base + steps * step};
}

}  // namespace

Arena::~Arena() {
  for (const Chunk& chunk : chunks_) std::free(chunk.begin);
}

void* Arena::Resize(void* block, size_t old_size, size_t new_size) {
  if (block == nullptr) return new_size == 0 ? nullptr : Allocate(new_size);
  if (new_size == 0) {
    Free(block, old_size);
    return nullptr;
  }
  if (old_size > 0 && ClassOf(old_size).index == ClassOf(new_size).index) return block;
  void* moved = Allocate(new_size);
  if (moved == nullptr) return new_size < old_size ? block : nullptr;
  std::memcpy(moved, block, old_size < new_size ? old_size : new_size);
  Free(block, old_size);
  return moved;
}

void* Arena::Allocate(size_t size) {
  if (size > limit_) return nullptr;
  const SizeClass wanted = ClassOf(size);
  CHECK(wanted.index < kClasses);
  void*& head = state_.free[wanted.index];
  if (head != nullptr) {
    void* block = head;
    std::memcpy(&head, block, sizeof head);
    return block;
  }
  if (wanted.size > kCutMax) {
    Chunk* own = AddChunk(wanted.size);
    if (own == nullptr) return nullptr;
    own->used = wanted.size;
    return own->begin;
  }
  Chunk* open = chunks_.empty() ? nullptr : &chunks_[state_.open];
  if (open == nullptr || open->size - open->used < wanted.size) {
    open = AddChunk(kChunkSize);
    if (open == nullptr) return nullptr;
    state_.open = chunks_.size() - 1;
  }
  char* block = open->begin + open->used;
  open->used += wanted.size;
  return block;
}

void Arena::Free(void* block, size_t size) {
  if (size == 0) return;
  void*& head = state_.free[ClassOf(size).index];
  std::memcpy(block, &head, sizeof head);
  head = block;
}

Arena::Chunk* Arena::AddChunk(size_t size) {
  if (state_.taken + size > limit_) return nullptr;
  char* begin = static_cast<char*>(std::calloc(1, size));
  if (begin == nullptr) return nullptr;
  state_.taken += size;
  chunks_.push_back({begin, size, 0});
  return &chunks_.back();
}

void Arena::Keep() {
  kept_state_ = state_;
  kept_.clear();
  for (const Chunk& chunk : chunks_) kept_.push_back({chunk, Bytes(chunk.begin, chunk.used)});
}

void Arena::Restore() {
  CHECK(!kept_.empty());
  for (size_t i = kept_.size(); i < chunks_.size(); ++i) std::free(chunks_[i].begin);
  chunks_.resize(kept_.size());
  for (size_t i = 0; i < kept_.size(); ++i) {
    Chunk& chunk = chunks_[i];
    const size_t used = kept_[i].bytes.size();
    std::memcpy(chunk.begin, kept_[i].bytes.data(), used);
    std::memset(chunk.begin + used, 0, chunk.used - used);
    chunk.used = used;
  }
  state_ = kept_state_;
}

Bytes Arena::Contents() const {
  Bytes all;
  for (const Chunk& chunk : chunks_) all.append(chunk.begin, chunk.used);
  return all;
}

}  // namespace yiting::rulehost
