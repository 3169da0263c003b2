#include "ledger/merkle.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

constexpr size_t kSizes = 70;  // past 64, so that every shape of a tree of 7 levels occurs

// The eight leaves and roots with which the reference implementations of Certificate Transparency
// test themselves.
std::vector<Bytes> CtEntries() {
  std::vector<Bytes> entries;
  for (const char* hex : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                          "606162636465666768696a6b6c6d6e6f"}) {
    entries.push_back(ParseHex(hex).value());
  }
  return entries;
}

constexpr const char* kCtRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(MerkleTest, KnowsTheRootsOfCertificateTransparency) {
  const MemoryTree tree = TreeOf(CtEntries());
  Frontier frontier;
  for (size_t size = 0; size <= 8; ++size) {
    EXPECT_EQ(Hex(tree.HeadAt(size).root), kCtRoots[size]) << size;
    EXPECT_EQ(Hex(frontier.Root()), kCtRoots[size]) << size;
    if (size < 8) frontier.Append(LeafHash(CtEntries()[size]));
  }
}

TEST(MerkleTest, KnowsTheProofsOfCertificateTransparency) {
  const MemoryTree tree = TreeOf(CtEntries());
  const auto hex = [](const Result<std::vector<Hash>>& proof) {
    std::vector<std::string> texts;
    for (const Hash& hash : *proof) texts.push_back(Hex(hash));
    return texts;
  };
  EXPECT_EQ(hex(ProveInclusion(tree, 0, 8)),
            (std::vector<std::string>{
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hex(ProveConsistency(tree, 6, 8)),
            (std::vector<std::string>{
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hex(ProveConsistency(tree, 2, 5)),
            (std::vector<std::string>{
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

// Answers of a real log of 961,984,013 certificates (Google Argon 2020), as golang.org/x/mod has
// them: its proofs are those that we understand.
constexpr const char* kArgonShared[] = {
    "GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0=", "pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=",
    "f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA=", "WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=",
    "f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ=", "NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=",
    "C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI=", "nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc="};

constexpr const char* kArgonInclusion[] = {
    "T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ=", "9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=",
    "D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck=", "wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=",
    "516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE=", "naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=",
    "mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg=", "Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=",
    "yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0=", "n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=",
    "go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q=", "8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=",
    "6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M=", "2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=",
    "nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ=", "mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=",
    "JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo=", "UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=",
    "hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE=", "II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=",
    "d609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck=", "rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI="};

constexpr const char* kArgonConsistency[] = {
    "80Sfbj6UQEdVSZCSIgh9NMPj3vCBzcc1A48B2crJSWg=", "FZcrgAHUk6nNPviJZq8kEK6jCG1d18pJOFE45ZDc1TQ=",
    "Q67reWXmPBo1UfmwBap4Xi9PMPfFdUSSw3WGlRZdG7k=", "eJ7CyhR4PxzBxDIsWgrVYW1eFUb9ndgf46tFmiqVrxA=",
    "QrDwp062Grm5WY8KdrhFsBuuNjGzRox2Jb8PmVL5OYw=", "XM4YMjMEdLH/XJam/ZWyaP14k3cmsOtnPsOWQ54lW1s=",
    "SGiBh+jOTGccXU48ZzgQ88lRcBmtB4wz4oSDndv2QTg=", "WAS6txqNLYKGL1GdBdpqmV42TTfn6cJsuDsqLXuTCNI=",
    "QFmRS0rirUA7ZN3lxFjDncV+E1OCrn3NUB4RCp+5fzc=", "Hdbp7It2XBNZmNDBpCN/KPd7vfVqxgzwOosqVIaEA9E=",
    "mxvHL0ZiblBdD7j7pIa1jlfB0gSqfJ6oX0UGo7L0VsU=", "q5hjyvoW6TL/PThgcitpDcSTrnKX2p1+aqscqH2euRA=",
    "jTOWDqt3IHj2NVFeezyBz2ofpru+ztEywqKUAfFclKI=", "GIRn0w3HqJdvU9j1WVD//eR6lk2AaTVjyzjsJNP8U88=",
    "x52GJvxG81fnQBrgOTbll1A5tz95/LXK0Ag1NhB0r1I=", "6/0OqrcTgc3o5dD5PymmoC96lB9yLPFuTHVvLy8fSGk=",
    "Gf+iKLfcXO5l4JEFmsZvSdG5q1uEeWPfYLrds6pmjz0=", "DGuaco+McyM3AfRSF6qX7RwSetwe2ieYJmxw5e9rVx0=",
    "2tQJ9V32hnYp+fdpP6TcjmgJmLeNVOMKM0Ml1kk4cNU=", "3PapK+IkyJr8I9yAErAmzuZezzLMzsg+PfeRCgNW8NQ=",
    "s6xiYeejb+wtqHA+URJZ2I/SCPyIW8coP6aB00FJbMY=", "z9lSpmdTcr5M5ZzKlc4EPh3SrSypKFdk6JUF/UccaZU="};

template <size_t N>
std::vector<Hash> ArgonProof(const char* const (&own)[N]) {
  std::vector<Hash> proof;
  for (const char* text : own) proof.push_back(HashOfBase64(text));
  for (const char* text : kArgonShared) proof.push_back(HashOfBase64(text));
  return proof;
}

TEST(MerkleTest, VerifiesProofsOfARealLog) {
  const TreeHead now{961984013, HashOfBase64("dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=")};
  const TreeHead then{3654490, HashOfBase64("AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=")};
  EXPECT_TRUE(VerifyConsistency(ArgonProof(kArgonConsistency), then, now));
  EXPECT_FALSE(VerifyConsistency(ArgonProof(kArgonConsistency), {then.size + 1, then.root}, now));
  const Hash leaf = HashOf("9c2b3799f232761f71e022b243ebb6c6d9a9c66160800e4c2f2987c0d41294b8");
  EXPECT_TRUE(VerifyInclusion(ArgonProof(kArgonInclusion), 10000, leaf, now));
  EXPECT_FALSE(VerifyInclusion(ArgonProof(kArgonInclusion), 10001, leaf, now));
}

TEST(MerkleTest, RootsAgreeWithTheDefinition) {
  const auto entries = SomeEntries(kSizes);
  const Rfc6962 oracle(entries);
  const MemoryTree tree = TreeOf(entries);
  Frontier frontier;
  for (size_t size = 0; size <= kSizes; ++size) {
    const Hash root = oracle.Root(size);
    EXPECT_EQ(tree.HeadAt(size), (TreeHead{size, root}));
    EXPECT_EQ(RootAt(tree, size).value(), root);
    EXPECT_EQ(frontier.head(), (TreeHead{size, root}));
    if (size < kSizes) frontier.Append(LeafHash(entries[size]));
  }
}

TEST(InclusionTest, ProofsAgreeWithTheDefinitionAndVerify) {
  const auto entries = SomeEntries(kSizes);
  const Rfc6962 oracle(entries);
  const MemoryTree tree = TreeOf(entries);
  for (size_t size = 1; size <= kSizes; ++size) {
    const TreeHead head = tree.HeadAt(size);
    for (size_t index = 0; index < size; ++index) {
      const auto proof = ProveInclusion(tree, index, size);
      ASSERT_TRUE(proof);
      ASSERT_EQ(*proof, oracle.Path(index, 0, size)) << index << " of " << size;
      ASSERT_TRUE(VerifyInclusion(*proof, index, LeafHash(entries[index]), head));
    }
  }
}

TEST(InclusionTest, EveryChangeOfAProofIsRefused) {
  const auto entries = SomeEntries(kSizes);
  const MemoryTree tree = TreeOf(entries);
  for (size_t size = 1; size <= kSizes; ++size) {
    const TreeHead head = tree.HeadAt(size);
    for (size_t index = 0; index < size; ++index) {
      const Hash leaf = LeafHash(entries[index]);
      const std::vector<Hash> proof = ProveInclusion(tree, index, size).value();
      std::vector<Hash> bad = proof;
      for (size_t i = 0; i < proof.size(); ++i) {
        bad[i][i % 32] ^= 1;
        ASSERT_FALSE(VerifyInclusion(bad, index, leaf, head)) << i;
        bad[i] = proof[i];
      }
      for (size_t i = 0; i + 1 < proof.size(); ++i) {
        std::swap(bad[i], bad[i + 1]);
        ASSERT_FALSE(VerifyInclusion(bad, index, leaf, head)) << i;
        std::swap(bad[i], bad[i + 1]);
      }
      bad.push_back(head.root);
      ASSERT_FALSE(VerifyInclusion(bad, index, leaf, head));
      if (!proof.empty()) {
        bad.assign(proof.begin(), proof.end() - 1);
        ASSERT_FALSE(VerifyInclusion(bad, index, leaf, head));
        bad.assign(proof.begin() + 1, proof.end());
        ASSERT_FALSE(VerifyInclusion(bad, index, leaf, head));
      }
    }
  }
}

TEST(InclusionTest, WrongLeafIndexOrRootIsRefused) {
  const auto entries = SomeEntries(kSizes);
  const MemoryTree tree = TreeOf(entries);
  for (size_t size = 2; size <= 40; ++size) {
    const TreeHead head = tree.HeadAt(size);
    for (size_t index = 0; index < size; ++index) {
      const std::vector<Hash> proof = ProveInclusion(tree, index, size).value();
      const Hash leaf = LeafHash(entries[index]);
      for (size_t other = 0; other < size; ++other) {
        if (other == index) continue;
        ASSERT_FALSE(VerifyInclusion(proof, other, leaf, head)) << index << " as " << other;
        ASSERT_FALSE(VerifyInclusion(proof, index, LeafHash(entries[other]), head));
      }
      ASSERT_FALSE(VerifyInclusion(proof, index, leaf, {size, tree.HeadAt(size - 1).root}));
    }
  }
}

TEST(InclusionTest, ANodeNeverPassesForALeaf) {
  const auto entries = SomeEntries(4);
  const MemoryTree tree = TreeOf(entries);
  const Hash left = tree.ReadHash(1, 0).value();
  const Hash right = tree.ReadHash(1, 1).value();
  // The two children of the root as an "entry": its leaf hash is not the root.
  EXPECT_NE(LeafHash(Bytes(crypto::AsBytes(left)) + Bytes(crypto::AsBytes(right))),
            tree.head().root);
}

TEST(InclusionTest, SaysWhatIsWrong) {
  const auto entries = SomeEntries(5);
  const MemoryTree tree = TreeOf(entries);
  const std::vector<Hash> proof = ProveInclusion(tree, 1, 5).value();
  const Hash leaf = LeafHash(entries[1]);
  EXPECT_EQ(VerifyInclusion(proof, 5, leaf, tree.head()).error(),
            (Error{ErrorCode::kInvalid, "leaf 5 is outside a tree of size 5"}));
  EXPECT_EQ(VerifyInclusion({}, 1, leaf, tree.head()).error(),
            (Error{ErrorCode::kCorrupt, "inclusion proof has 0 hashes where 3 are needed"}));
  const Status wrong = VerifyInclusion(proof, 0, leaf, tree.head());
  EXPECT_EQ(wrong.error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(
      Contains(wrong.error().message, "but the tree of size 5 has root " + Hex(tree.head().root)));
  EXPECT_EQ(ProveInclusion(tree, 5, 5).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(ProveInclusion(tree, 0, 0).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(ProveInclusion(tree, 0, 6).error().code, ErrorCode::kNotFound);
}

TEST(ConsistencyTest, ProofsAgreeWithTheDefinitionAndVerify) {
  const auto entries = SomeEntries(kSizes);
  const Rfc6962 oracle(entries);
  const MemoryTree tree = TreeOf(entries);
  for (size_t n = 0; n <= kSizes; ++n) {
    for (size_t m = 0; m <= n; ++m) {
      const auto proof = ProveConsistency(tree, m, n);
      ASSERT_TRUE(proof);
      if (m > 0) {
        ASSERT_EQ(*proof, oracle.Proof(m, n)) << m << " to " << n;
      } else {
        ASSERT_TRUE(proof->empty());
      }
      const Status verdict = VerifyConsistency(*proof, tree.HeadAt(m), tree.HeadAt(n));
      ASSERT_TRUE(verdict) << m << " to " << n << ": " << verdict.error().message;
    }
  }
}

TEST(ConsistencyTest, EveryChangeOfAProofIsRefused) {
  const MemoryTree tree = TreeOf(SomeEntries(kSizes));
  const Hash stranger = crypto::Sha256("stranger");
  for (size_t n = 1; n <= kSizes; ++n) {
    for (size_t m = 0; m <= n; ++m) {
      const TreeHead older = tree.HeadAt(m);
      const TreeHead newer = tree.HeadAt(n);
      const std::vector<Hash> proof = ProveConsistency(tree, m, n).value();
      std::vector<Hash> bad = proof;
      for (size_t i = 0; i < proof.size(); ++i) {
        bad[i][i % 32] ^= 0x80;
        ASSERT_FALSE(VerifyConsistency(bad, older, newer)) << m << " to " << n << " hash " << i;
        bad[i] = proof[i];
      }
      bad.push_back(stranger);
      ASSERT_FALSE(VerifyConsistency(bad, older, newer));
      bad.insert(bad.begin(), stranger);
      bad.pop_back();
      ASSERT_FALSE(VerifyConsistency(bad, older, newer));
      if (!proof.empty()) {
        bad.assign(proof.begin(), proof.end() - 1);
        ASSERT_FALSE(VerifyConsistency(bad, older, newer));
        bad.assign(proof.begin() + 1, proof.end());
        ASSERT_FALSE(VerifyConsistency(bad, older, newer));
      }
      ASSERT_FALSE(VerifyConsistency(proof, {m, stranger}, newer)) << m << " to " << n;
      // Of the empty tree everything is a continuation, whatever its root.
      ASSERT_EQ(VerifyConsistency(proof, older, {n, stranger}).has_value(), m == 0);
      if (m != n) {
        ASSERT_FALSE(VerifyConsistency(proof, newer, older));
      }
    }
  }
}

// A sequencer that rewrites any one entry of the past cannot make a proof.
TEST(ConsistencyTest, ARewrittenPastHasNoProof) {
  const auto entries = SomeEntries(24);
  const MemoryTree honest = TreeOf(entries);
  for (size_t changed = 0; changed < 16; ++changed) {
    auto rewritten = entries;
    rewritten[changed] += "!";
    const MemoryTree forked = TreeOf(rewritten);
    for (size_t m = changed + 1; m <= 16; ++m) {
      for (size_t n = m; n <= 24; ++n) {
        for (const MemoryTree* prover : {&honest, &forked}) {
          const std::vector<Hash> proof = ProveConsistency(*prover, m, n).value();
          ASSERT_FALSE(VerifyConsistency(proof, honest.HeadAt(m), forked.HeadAt(n)));
        }
      }
    }
  }
}

TEST(ConsistencyTest, SaysWhatIsWrong) {
  const MemoryTree tree = TreeOf(SomeEntries(8));
  const Hash stranger = crypto::Sha256("stranger");
  EXPECT_EQ(VerifyConsistency({}, tree.HeadAt(3), tree.HeadAt(2)).error().message,
            "a tree of size 3 cannot be the beginning of one of size 2");
  EXPECT_EQ(ProveConsistency(tree, 3, 2).error().message,
            "a tree of size 3 cannot be the beginning of one of size 2");
  EXPECT_TRUE(Contains(VerifyConsistency({}, {8, stranger}, tree.HeadAt(8)).error().message,
                       "two trees of the same size 8 have different roots"));
  EXPECT_EQ(VerifyConsistency({}, tree.HeadAt(3), tree.HeadAt(8)).error().message,
            "consistency proof has 0 hashes where 4 are needed");
  EXPECT_EQ(VerifyConsistency({stranger}, tree.HeadAt(0), tree.HeadAt(8)).error().message,
            "consistency proof has 1 hashes where 0 are needed");
  EXPECT_FALSE(VerifyConsistency({}, {0, stranger}, tree.HeadAt(8)));
  EXPECT_FALSE(VerifyConsistency({}, {0, stranger}, {0, stranger}));
}

TEST(LimitsTest, SizesAboveTheLimitAreRefusedNotComputed) {
  const MemoryTree tree = TreeOf(SomeEntries(3));
  const Hash any = crypto::Sha256("any");
  for (uint64_t size : {kTreeSizeMax + 1, uint64_t{UINT64_MAX}}) {
    EXPECT_EQ(RootAt(tree, size).error().code, ErrorCode::kTooLarge);
    EXPECT_EQ(ProveInclusion(tree, 0, size).error().code, ErrorCode::kTooLarge);
    EXPECT_EQ(ProveConsistency(tree, 1, size).error().code, ErrorCode::kTooLarge);
    EXPECT_EQ(VerifyInclusion({}, 0, any, {size, any}).error().code, ErrorCode::kTooLarge);
    EXPECT_EQ(VerifyConsistency({}, {1, any}, {size, any}).error().code, ErrorCode::kTooLarge);
  }
}

TEST(LimitsTest, TheLargestTreeHasProofsOfTheLimit) {
  const Hash any = crypto::Sha256("any");
  EXPECT_EQ(VerifyInclusion({}, 0, any, {kTreeSizeMax, any}).error().message,
            "inclusion proof has 0 hashes where 63 are needed");
  EXPECT_EQ(VerifyInclusion({}, kTreeSizeMax - 1, any, {kTreeSizeMax, any}).error().message,
            "inclusion proof has 0 hashes where 62 are needed");
  EXPECT_EQ(VerifyConsistency({}, {1, any}, {kTreeSizeMax, any}).error().message,
            "consistency proof has 0 hashes where 63 are needed");
  EXPECT_EQ(VerifyConsistency({}, {kTreeSizeMax - 1, any}, {kTreeSizeMax, any}).error().message,
            "consistency proof has 0 hashes where 63 are needed");
  EXPECT_EQ(kProofHashesMax, 63u);
}

}  // namespace
}  // namespace yiting::ledger
