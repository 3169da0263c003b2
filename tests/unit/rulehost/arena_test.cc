#include "rulehost/arena.h"

#include <cstring>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace yiting::rulehost {
namespace {

constexpr size_t kLimit = size_t{1} << 20;

// A block in the arena beside what it should hold.
struct Twin {
  char* block = nullptr;
  std::string expected;
};

class Draw {
 public:
  size_t Below(size_t n) {
    seed_ = seed_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<size_t>(seed_ >> 33) % n;
  }

 private:
  uint64_t seed_ = 1;
};

size_t AnySize(Draw& draw) {
  static constexpr size_t kMost[] = {16, 300, 5'000, 40'000};
  return 1 + draw.Below(kMost[draw.Below(4)]);
}

// Gives the twin another size and fills what is new.
void Change(Arena& arena, Twin& twin, size_t size, char fill) {
  auto* moved = static_cast<char*>(arena.Resize(twin.block, twin.expected.size(), size));
  ASSERT_EQ(moved == nullptr, size == 0);
  const size_t before = twin.expected.size();
  twin.expected.resize(size, fill);
  if (size > before) std::memset(moved + before, fill, size - before);
  twin.block = moved;
}

bool Holds(const Twin& twin) {
  return std::memcmp(twin.block, twin.expected.data(), twin.expected.size()) == 0;
}

TEST(ArenaTest, BlocksHoldWhatWasWrittenWhateverHappensBeside) {
  Arena arena(kLimit * 8);
  Draw draw;
  std::vector<Twin> twins(60);
  for (int step = 0; step < 20'000; ++step) {
    Twin& twin = twins[draw.Below(twins.size())];
    if (twin.block != nullptr) {
      ASSERT_TRUE(Holds(twin)) << step;
    }
    const size_t size = draw.Below(3) == 0 ? 0 : AnySize(draw);
    Change(arena, twin, size, static_cast<char>(step));
    ASSERT_EQ(reinterpret_cast<uintptr_t>(twin.block) % 8, 0u);
  }
  for (const Twin& twin : twins) EXPECT_TRUE(twin.block == nullptr || Holds(twin));
}

TEST(ArenaTest, AFreedBlockServesItsClassAgain) {
  Arena arena(kLimit);
  for (const size_t size : {1u, 8u, 9u, 256u, 257u, 5'000u, 16'384u, 100'000u}) {
    void* first = arena.Resize(nullptr, 0, size);
    ASSERT_NE(first, nullptr);
    const size_t taken = arena.taken();
    for (int i = 0; i < 100; ++i) {
      arena.Resize(first, size, 0);
      EXPECT_EQ(arena.Resize(nullptr, 0, size), first) << size;
    }
    EXPECT_EQ(arena.taken(), taken);
  }
}

TEST(ArenaTest, NeverTakesMoreThanItsLimit) {
  Arena arena(kLimit);
  std::vector<Twin> twins;
  for (char fill = 'a';; ++fill) {
    auto* block = static_cast<char*>(arena.Resize(nullptr, 0, 50'000));
    if (block == nullptr) break;
    std::memset(block, fill, 50'000);
    Twin& twin = twins.emplace_back();
    twin.block = block;
    twin.expected.assign(50'000, fill);
  }
  EXPECT_GT(twins.size(), 15u);
  EXPECT_LE(arena.taken(), kLimit);
  EXPECT_EQ(arena.Resize(nullptr, 0, kLimit + 1), nullptr);
  // What does not fit leaves the old block alone; what becomes smaller always fits.
  EXPECT_EQ(arena.Resize(twins[0].block, 50'000, 90'000), nullptr);
  EXPECT_NE(arena.Resize(twins[1].block, 50'000, 30'000), nullptr);
  twins[1].expected.resize(30'000);
  for (const Twin& twin : twins) EXPECT_TRUE(Holds(twin));
}

TEST(ArenaTest, RestoreBringsBackEveryByteAndEveryAddress) {
  Arena arena(kLimit * 8);
  Draw draw;
  std::vector<Twin> twins(40);
  for (Twin& twin : twins) Change(arena, twin, AnySize(draw), 'k');
  const void* freed = twins[3].block;
  const size_t freed_size = twins[3].expected.size();
  Change(arena, twins[3], 0, ' ');
  arena.Keep();
  const std::vector<Twin> kept = twins;
  const Bytes bytes = arena.Contents();
  const size_t taken = arena.taken();
  for (int round = 0; round < 20; ++round) {
    EXPECT_EQ(arena.Resize(nullptr, 0, freed_size), freed);  // the free lists come back too
    for (int step = 0; step < 300; ++step) {
      Twin& twin = twins[draw.Below(twins.size())];
      Change(arena, twin, AnySize(draw), 'x');
      std::memset(twin.block, 'y', twin.expected.size());
    }
    EXPECT_NE(arena.Contents(), bytes);
    arena.Restore();
    EXPECT_EQ(arena.Contents(), bytes);
    EXPECT_EQ(arena.taken(), taken);
    twins = kept;
  }
}

TEST(ArenaTest, WhatWasNeverGivenOutIsZeroAlsoAfterRestore) {
  Arena arena(kLimit);
  ASSERT_NE(arena.Resize(nullptr, 0, 100), nullptr);
  arena.Keep();
  for (int round = 0; round < 3; ++round) {
    for (const size_t size : {40u, 16'000u, 16'000u, 16'000u, 16'000u, 30'000u}) {
      auto* block = static_cast<char*>(arena.Resize(nullptr, 0, size));
      ASSERT_NE(block, nullptr);
      EXPECT_EQ(std::string(block, size), std::string(size, '\0')) << size;
      std::memset(block, 'x', size);
    }
    arena.Restore();
  }
}

}  // namespace
}  // namespace yiting::rulehost
