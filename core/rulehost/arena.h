// An Arena is the memory of one machine: every byte that a Lua state, and what the host keeps
// beside it, lives in chunks that the arena owns. Because nothing of the machine is elsewhere, the
// whole machine can be kept and brought back: Keep copies the bytes that were given out, Restore
// puts them back at the same addresses, and every pointer means again what it meant.
//
// Blocks have size classes of at most a quarter above what was asked; a freed block waits in the
// list of its class. Memory that was never given out is zero, also after Restore, so a restored
// arena cannot be told from the kept one by any byte. Touches only its own memory; one thread.
//
// Not a general allocator: the caller says a block's size when it gives it back, as Lua does.
// Tested by tests/unit/rulehost/arena_test.cc, hook_reset_test.cc

#ifndef YITING_RULEHOST_ARENA_H_
#define YITING_RULEHOST_ARENA_H_

#include <array>
#include <cstddef>
#include <vector>

#include "base/bytes.h"

namespace yiting::rulehost {

class Arena {
 public:
  // `limit` is what it may take from the machine, in bytes.
  explicit Arena(size_t limit) : limit_(limit) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // As realloc does, aligned to 8: a new block for null, gives `block` back for new_size 0. Null
  // when the limit is reached or the machine has no more; the old block is then as it was. Making
  // a block smaller never fails.
  void* Resize(void* block, size_t old_size, size_t new_size);

  // What was taken from the machine, in bytes; the kept copy does not count.
  size_t taken() const { return state_.taken; }

  // Remembers everything as it is now, for good.
  void Keep();
  // Brings back what Keep saw. REQUIRES: Keep was called.
  void Restore();
  // The bytes that were given out, chunk after chunk, for tests.
  Bytes Contents() const;

 private:
  static constexpr size_t kClasses = 96;
  struct Chunk {
    char* begin;
    size_t size;
    size_t used;  // from the beginning; what lies behind is zero
  };
  struct Kept {
    Chunk chunk;
    Bytes bytes;
  };
  struct State {
    size_t taken = 0;
    size_t open = 0;                     // the chunk that small blocks are cut from
    std::array<void*, kClasses> free{};  // each block begins with the next one's address
  };

  void* Allocate(size_t size);
  void Free(void* block, size_t size);
  Chunk* AddChunk(size_t size);

  const size_t limit_;
  State state_;
  std::vector<Chunk> chunks_;
  State kept_state_;
  std::vector<Kept> kept_;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_ARENA_H_
