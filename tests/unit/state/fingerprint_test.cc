#include "state/fingerprint.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_ledger.h"

namespace yiting::state {
namespace {

TEST(FingerprintTest, EqualsTheSumOverAllRowsAfterEveryEntry) {
  Author author;
  auto check = [&] {
    auto sum = Fingerprint::SumOfAllRows(author.community->db());
    ASSERT_TRUE(sum.has_value());
    EXPECT_TRUE(*sum == author.community->fingerprint().lanes());
  };
  author.Create();
  check();
  author.Admit(kStartMs + 1, 'a', "resident");
  check();
  author.Open(kStartMs + 2, kStartMs + 100'000'000);
  check();
  author.Add().mutable_deadline_missed()->set_deadline(1);
  author.Add().mutable_matter_closed()->set_matter(Id16('m'));
  author.events.back().mutable_matter_closed()->set_outcome("resolved");
  author.Due(kStartMs + 100'000'000, 1);
  check();
}

TEST(FingerprintTest, ARollBackPutsEverythingBack) {
  Author author;
  author.Create();
  const crypto::Hash before = author.community->Digest();
  const LedgerFacts facts = author.community->facts();
  ASSERT_TRUE(author.community->Begin().has_value());
  EntryPlace place{1, kStartMs + 5, Bytes(32, 'p')};
  v1::Event event;
  event.mutable_member_admitted()->set_member(Id16('x'));
  Apply(*author.community, place, event);
  FinishEntry(*author.community, place);
  EXPECT_NE(author.community->Digest(), before);
  ASSERT_TRUE(author.community->Rollback().has_value());
  EXPECT_EQ(author.community->Digest(), before);
  EXPECT_EQ(author.community->facts(), facts);
  auto sum = Fingerprint::SumOfAllRows(author.community->db());
  EXPECT_TRUE(*sum == author.community->fingerprint().lanes());
}

TEST(FingerprintTest, MarksNestAndEachPutsItsOwnBack) {
  Author author;
  author.Create();
  Community& community = *author.community;
  EXPECT_FALSE(community.Mark().has_value());
  ASSERT_TRUE(community.Begin().has_value());
  EXPECT_FALSE(community.TakeBack().has_value());
  std::vector<crypto::Hash> digests;
  for (char member : {'x', 'y', 'z'}) {
    digests.push_back(community.Digest());
    ASSERT_TRUE(community.Mark().has_value());
    v1::Event event;
    event.mutable_member_admitted()->set_member(Id16(member));
    const EntryPlace place{community.facts().size, kStartMs + 5, Bytes(32, 'p')};
    Apply(community, place, event);
    FinishEntry(community, place);
  }
  for (; !digests.empty(); digests.pop_back()) {
    EXPECT_NE(community.Digest(), digests.back());
    ASSERT_TRUE(community.TakeBack().has_value());
    EXPECT_EQ(community.Digest(), digests.back());
    EXPECT_EQ(community.facts().size, digests.size());
    auto sum = Fingerprint::SumOfAllRows(community.db());
    EXPECT_TRUE(*sum == community.fingerprint().lanes());
  }
}

TEST(FingerprintTest, RowsInAnotherOrderGiveTheSameFingerprint) {
  auto make = [](const std::vector<const char*>& names) {
    auto community = NewCommunity();
    EXPECT_TRUE(community->Begin().has_value());
    for (const char* name : names) {
      community->db().Do("INSERT INTO counters VALUES(?1, 1)", Text{name});
    }
    EXPECT_TRUE(community->Commit().has_value());
    return community->Digest();
  };
  EXPECT_EQ(make({"a", "b", "c"}), make({"c", "a", "b"}));
  EXPECT_NE(make({"a", "b", "c"}), make({"a", "b"}));
}

TEST(FingerprintTest, WhatOnlyHelpsThisMachineIsNotCovered) {
  auto community = NewCommunity();
  const crypto::Hash before = community->Digest();
  ASSERT_TRUE(community->Begin().has_value());
  community->set_frontier("some bytes");
  ASSERT_TRUE(community->Commit().has_value());
  EXPECT_EQ(community->Digest(), before);
}

TEST(FingerprintTest, MovingAByteBetweenFieldsChangesIt) {
  auto one = NewCommunity();
  auto two = NewCommunity();
  ASSERT_TRUE(one->Begin().has_value());
  ASSERT_TRUE(two->Begin().has_value());
  one->db().Do("INSERT INTO roles VALUES(x'01', 'ab', 'c', 0, 0)");
  two->db().Do("INSERT INTO roles VALUES(x'01', 'a', 'bc', 0, 0)");
  EXPECT_NE(one->Digest(), two->Digest());
  ASSERT_TRUE(one->Rollback().has_value());
  ASSERT_TRUE(two->Rollback().has_value());
}

}  // namespace
}  // namespace yiting::state
