#include "http/pokes.h"

#include <gtest/gtest.h>

#include <memory>
#include <utility>
#include <vector>

namespace yiting::http {
namespace {

struct Listening : Follower {
  void Tell(const Bytes& community, uint64_t tree_size) override {
    told.emplace_back(community, tree_size);
  }
  std::vector<std::pair<Bytes, uint64_t>> told;
};

using Told = std::vector<std::pair<Bytes, uint64_t>>;

TEST(Pokes, AFollowerIsToldOfItsCommunitiesOnly) {
  Pokes pokes;
  auto one = std::make_shared<Listening>();
  pokes.Follow(one, {"a", "b"});
  pokes.Grow("a", 1);
  pokes.Grow("c", 7);
  pokes.Grow("b", 2);
  EXPECT_EQ(one->told, (Told{{"a", 1}, {"b", 2}}));
}

TEST(Pokes, WhoComesLateIsToldTheSizeAtOnce) {
  Pokes pokes;
  pokes.Grow("a", 5);
  auto one = std::make_shared<Listening>();
  pokes.Follow(one, {"a", "b"});
  EXPECT_EQ(one->told, (Told{{"a", 5}}));
}

TEST(Pokes, FollowingOthersReplacesTheFirst) {
  Pokes pokes;
  auto one = std::make_shared<Listening>();
  pokes.Follow(one, {"a"});
  pokes.Follow(one, {"b"});
  pokes.Grow("a", 1);
  pokes.Grow("b", 2);
  EXPECT_EQ(one->told, (Told{{"b", 2}}));
}

TEST(Pokes, WhoLeftOrIsGoneIsNotTold) {
  Pokes pokes;
  auto left = std::make_shared<Listening>();
  auto gone = std::make_shared<Listening>();
  pokes.Follow(left, {"a"});
  pokes.Follow(gone, {"a"});
  pokes.Leave(left.get());
  pokes.Leave(left.get());
  gone.reset();
  pokes.Grow("a", 1);
  EXPECT_TRUE(left->told.empty());
}

}  // namespace
}  // namespace yiting::http
