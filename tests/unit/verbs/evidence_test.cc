// Evidence that a phone has saved, looked at by a stranger: docs/formats/evidence.md.

#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "replica/saved_file.h"
#include "tests/unit/verbs/test_io.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::verbs {
namespace {

using replica::Evidence;

struct EvidenceVerbTest : public ::testing::Test {
  EvidenceVerbTest() {
    for (int i = 0; i < 9; ++i) tree.Append(ledger::LeafHash("entry " + std::to_string(i)));
    evidence.line = "why";
    evidence.lasts = Evidence::kForever;
  }
  std::string Note(const ledger::TreeHead& head) const {
    const std::string origin = ledger::OriginOf(community);
    return ledger::SignCheckpoint({origin, head.size, head.root}, origin, key);
  }
  // The head at `size`, of another history.
  ledger::TreeHead Other(uint64_t size) const {
    ledger::TreeHead head = tree.HeadAt(size);
    head.root[0] ^= 1;
    return head;
  }
  Ran Look(const std::vector<std::string>& more = {}) {
    TestIo io;
    io.files["e"] = replica::FormatEvidence(community, {crypto::PublicKey(key)}, evidence);
    std::vector<std::string> args = {"evidence", "e"};
    args.insert(args.end(), more.begin(), more.end());
    return RunWith(io, args);
  }

  Bytes community = Bytes(32, 'c');
  crypto::SigningKey key = crypto::SigningKeyFromSeed(Bytes(32, 'Q'));
  ledger::MemoryTree tree;
  Evidence evidence;
};

TEST_F(EvidenceVerbTest, TwoSignedTreesOfOneSizeAreAFork) {
  evidence.checkpoint_held = Note(tree.HeadAt(5));
  evidence.checkpoint_came = Note(Other(5));
  const Ran ran = Look();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.ends_with("two trees of 5 entries that differ, both signed: the ledger was"
                                " forked\n"))
      << ran.out;
  EXPECT_NE(ran.out.find("kept because why\n"), std::string::npos);
  EXPECT_NE(ran.out.find("held signed by " + ToHex(crypto::PublicKey(key)) + ": 5 entries, root "),
            std::string::npos);
}

// Two checkpoints of one honest ledger are anybody's to collect: alone they prove nothing.
TEST_F(EvidenceVerbTest, TwoTreesOfTwoSizesProveNothingByThemselves) {
  evidence.checkpoint_held = Note(tree.HeadAt(5));
  evidence.checkpoint_came = Note(tree.HeadAt(9));
  const Ran asked = Look();
  EXPECT_EQ(asked.code, 1);
  EXPECT_NE(asked.err.find("whoever signed them must"), std::string::npos) << asked.err;
  v1::PullResponse response;
  const auto proof = ledger::ProveConsistency(tree, 5, 9);
  ASSERT_TRUE(proof.has_value());
  for (const crypto::Hash& hash : *proof) {
    response.add_consistency(Bytes(crypto::AsBytes(hash)));
  }
  evidence.material = response.SerializeAsString();
  const Ran none = Look();
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("the second tree grew out of the first"), std::string::npos) << none.err;
  evidence.checkpoint_came = Note(Other(9));
  EXPECT_EQ(Look().code, 1);
  evidence.checkpoint_held = Note(tree.HeadAt(9));
  evidence.checkpoint_came = Note(tree.HeadAt(5));
  const Ran smaller = Look();
  EXPECT_EQ(smaller.code, 1);
  EXPECT_NE(smaller.err.find("is not the beginning of"), std::string::npos) << smaller.err;
}

TEST_F(EvidenceVerbTest, WhatNobodySignedProvesNothing) {
  evidence.checkpoint_held = Note(tree.HeadAt(5));
  evidence.checkpoint_came = Note(Other(5));
  evidence.checkpoint_came[evidence.checkpoint_came.size() - 10] ^= 1;
  const Ran ran = Look();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("came not signed by a key of this ledger"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("proves nothing"), std::string::npos);
}

TEST_F(EvidenceVerbTest, AKeyThatIsTrustedIsTheOnlyOneThatCounts) {
  evidence.checkpoint_held = Note(tree.HeadAt(5));
  evidence.checkpoint_came = Note(Other(5));
  EXPECT_EQ(Look({"--key", ToHex(crypto::PublicKey(key))}).code, 0);
  EXPECT_EQ(Look({"--key", std::string(64, 'a')}).code, 1);
  EXPECT_EQ(Look({"--key", "12"}).code, 2);
}

TEST_F(EvidenceVerbTest, AFileThatIsNoneIsSaidSo) {
  TestIo io;
  evidence.checkpoint_held = Note(tree.HeadAt(5));
  const std::string good =
      replica::FormatEvidence(community, {crypto::PublicKey(key)}, evidence);
  for (size_t size = 0; size < good.size(); size += 7) {
    io.files["e"] = good.substr(0, size);
    EXPECT_EQ(RunWith(io, {"evidence", "e"}).code, 2) << size;
  }
  io.files["e"] = good + "x";
  EXPECT_EQ(RunWith(io, {"evidence", "e"}).code, 2);
  EXPECT_EQ(RunWith(io, {"evidence", "nothing"}).code, 2);
}

TEST_F(EvidenceVerbTest, ThePagesExampleIsAFork) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/evidence.md");
  const std::string fence = "```text evidence\n";
  const size_t begin = page.find(fence) + fence.size();
  TestIo io;
  io.files["e"] = page.substr(begin, page.find("```", begin) - begin);
  const Ran ran = RunWith(io, {"evidence", "e"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("two trees of 3 entries that differ"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace yiting::verbs
