// What others wrote down, and what we must therefore give: the reference trees of Certificate
// Transparency and the examples of the C2SP pages, read from tests/vectors, where their origin is
// told. The wrong proofs are those that the reference's own test makes of the good ones.

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "ledger/checkpoint.h"
#include "ledger/tiles.h"
#include "tests/support/files.h"
#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

// "name = value" lines; of a name that stands twice, the first.
class Vectors {
 public:
  explicit Vectors(const std::string& file) {
    std::istringstream lines(testing::ReadRepositoryFile("tests/vectors/" + file));
    for (std::string line; std::getline(lines, line);) {
      const size_t equals = line.find(" =");
      if (line.starts_with("#") || equals == std::string::npos) continue;
      std::string value = line.substr(std::min(equals + 3, line.size()));
      for (size_t at; (at = value.find("\\n")) != std::string::npos;) value.replace(at, 2, "\n");
      values_.emplace(line.substr(0, equals), value);
    }
  }
  const std::string& Of(const std::string& name) const {
    CHECK(values_.contains(name));
    return values_.at(name);
  }
  // Of each name that begins with `word`: the two numbers behind it, and the hashes.
  struct Proof {
    uint64_t first;
    uint64_t second;
    std::vector<Hash> hashes;
  };
  std::vector<Proof> Proofs(const std::string& word) const {
    std::vector<Proof> proofs;
    for (const auto& [name, value] : values_) {
      if (!name.starts_with(word + " ")) continue;
      std::istringstream numbers(name.substr(word.size()));
      std::istringstream texts(value);
      Proof& proof = proofs.emplace_back();
      numbers >> proof.first >> proof.second;
      for (std::string hex; texts >> hex;) proof.hashes.push_back(HashOf(hex));
    }
    return proofs;
  }

 private:
  std::map<std::string, std::string> values_;
};

struct Reference {
  Vectors vectors{"merkle_reference.txt"};
  std::vector<Bytes> entries;
  std::vector<Hash> roots;
  MemoryTree tree;
  Hash some = HashOf("abacaba000000000000000000000000000000000000000000060061e00123456");

  Reference() {
    for (int i = 0; i < 8; ++i) {
      entries.push_back(ParseHex(vectors.Of("leaf " + std::to_string(i))).value());
    }
    for (int i = 0; i <= 8; ++i) roots.push_back(HashOf(vectors.Of("root " + std::to_string(i))));
    tree = TreeOf(entries);
  }
  TreeHead Head(uint64_t size) const { return {size, size < roots.size() ? roots[size] : some}; }
};

std::vector<Hash> With(std::vector<Hash> proof, bool front, const Hash& more) {
  proof.insert(front ? proof.begin() : proof.end(), more);
  return proof;
}

TEST(ReferenceVectorsTest, RootsOfTheEightLeaves) {
  const Reference reference;
  for (uint64_t size = 0; size <= 8; ++size) {
    EXPECT_EQ(reference.tree.HeadAt(size), reference.Head(size)) << size;
  }
}

TEST(ReferenceVectorsTest, InclusionProofsAndWhatTheirTestMakesOfThem) {
  const Reference reference;
  const auto proofs = reference.vectors.Proofs("inclusion");
  ASSERT_EQ(proofs.size(), 5u);
  for (const auto& [index, size, proof] : proofs) {
    const Hash leaf = LeafHash(reference.entries[index]);
    const TreeHead head = reference.Head(size);
    EXPECT_EQ(ProveInclusion(reference.tree, index, size).value(), proof);
    EXPECT_TRUE(VerifyInclusion(proof, index, leaf, head)) << index << " of " << size;
    for (uint64_t other : {index - 1, index + 1, index ^ 2}) {
      EXPECT_FALSE(VerifyInclusion(proof, other, leaf, head)) << other;
    }
    for (uint64_t other : {size * 2, size / 2}) {
      EXPECT_FALSE(VerifyInclusion(proof, index, leaf, {other, head.root})) << other;
    }
    EXPECT_FALSE(VerifyInclusion(proof, index, reference.some, head));
    EXPECT_FALSE(VerifyInclusion(proof, index, leaf, {size, EmptyRoot()}));
    EXPECT_FALSE(VerifyInclusion(proof, index, leaf, {size, reference.some}));
    for (bool front : {true, false}) {
      EXPECT_FALSE(VerifyInclusion(With(proof, front, Hash{}), index, leaf, head));
      EXPECT_FALSE(VerifyInclusion(With(proof, front, head.root), index, leaf, head));
    }
    for (size_t i = 0; i < proof.size(); ++i) {
      std::vector<Hash> bad = proof;
      bad[i][0] ^= 8;
      EXPECT_FALSE(VerifyInclusion(bad, index, leaf, head)) << i;
      bad = proof;
      bad.erase(bad.begin() + static_cast<ptrdiff_t>(i));
      EXPECT_FALSE(VerifyInclusion(bad, index, leaf, head)) << i;
    }
  }
  EXPECT_FALSE(VerifyInclusion({}, 0, reference.some, {0, EmptyRoot()}));
  EXPECT_FALSE(VerifyInclusion({}, 2, reference.some, {1, EmptyRoot()}));
}

TEST(ReferenceVectorsTest, ConsistencyProofsAndWhatTheirTestMakesOfThem) {
  const Reference reference;
  const auto proofs = reference.vectors.Proofs("consistency");
  ASSERT_EQ(proofs.size(), 5u);
  for (const auto& [old_size, new_size, proof] : proofs) {
    const TreeHead older = reference.Head(old_size);
    const TreeHead newer = reference.Head(new_size);
    EXPECT_EQ(ProveConsistency(reference.tree, old_size, new_size).value(), proof);
    EXPECT_TRUE(VerifyConsistency(proof, older, newer)) << old_size << " to " << new_size;
    EXPECT_FALSE(VerifyConsistency(proof, {old_size, reference.some}, newer));
    EXPECT_FALSE(VerifyConsistency(proof, older, {new_size, reference.some}));
    for (bool front : {true, false}) {
      for (const Hash& more : {Hash{}, older.root, newer.root}) {
        EXPECT_FALSE(VerifyConsistency(With(proof, front, more), older, newer));
      }
    }
    if (proof.empty()) continue;
    for (uint64_t other : {old_size - 1, old_size + 1, old_size ^ 2}) {
      EXPECT_FALSE(VerifyConsistency(proof, {other, older.root}, newer)) << other;
    }
    for (uint64_t other : {new_size * 2, new_size / 2}) {
      EXPECT_FALSE(VerifyConsistency(proof, older, {other, newer.root})) << other;
    }
    EXPECT_FALSE(VerifyConsistency(proof, {old_size, newer.root}, {new_size, older.root}));
    EXPECT_FALSE(VerifyConsistency({}, older, newer));
    EXPECT_FALSE(VerifyConsistency(With(proof, true, proof[0]), older, newer));
    for (size_t i = 0; i < proof.size(); ++i) {
      std::vector<Hash> bad = proof;
      bad[i][0] ^= 16;
      EXPECT_FALSE(VerifyConsistency(bad, older, newer)) << i;
    }
    EXPECT_FALSE(VerifyConsistency({proof.begin(), proof.end() - 1}, older, newer));
  }
}

TEST(ReferenceVectorsTest, TheNoteOfGoOpensUnderItsKeyAndIsSignedTheSame) {
  const Vectors vectors("c2sp.txt");
  const auto key = ParseVerifierKey(vectors.Of("verifier key"));
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(FormatVerifierKey(*key), vectors.Of("verifier key"));
  for (const char* name : {"signed", "signed by two"}) {
    const auto note = ParseNote(vectors.Of(name));
    ASSERT_TRUE(note) << note.error().message;
    EXPECT_TRUE(VerifyNote(*note, *key)) << name;
    EXPECT_EQ(FormatNote(*note), vectors.Of(name));
  }
  // The type, then the seed.
  const Bytes seed = ParseBase64(vectors.Of("private key")).value().substr(1);
  Note ours = ParseNote(vectors.Of("signed")).value();
  ours.signatures = {SignText(ours.text, key->name, crypto::SigningKeyFromSeed(seed))};
  EXPECT_EQ(FormatNote(ours), vectors.Of("signed"));
  EXPECT_FALSE(ParseVerifierKey(vectors.Of("bad key, wrong length")));
  EXPECT_FALSE(ParseVerifierKey(vectors.Of("bad key, unknown type")));
}

TEST(ReferenceVectorsTest, ExamplesOfTheSpecificationsAreRead) {
  const Vectors vectors("c2sp.txt");
  for (const char* name : {"note", "checkpoint", "cosigned"}) {
    const auto note = ParseNote(vectors.Of(name));
    ASSERT_TRUE(note) << name << ": " << note.error().message;
    EXPECT_EQ(FormatNote(*note), vectors.Of(name));
  }
  const auto checkpoint = ParseCheckpoint(ParseNote(vectors.Of("checkpoint"))->text);
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(std::to_string(checkpoint->size), vectors.Of("size"));
  EXPECT_EQ(Hex(checkpoint->root), vectors.Of("root"));
  const auto cosigned = ParseNote(vectors.Of("cosigned"));
  ASSERT_EQ(cosigned->signatures.size(), 2u);
  EXPECT_EQ(std::to_string(ReadU64Be(cosigned->signatures[1].signature)), vectors.Of("time"));
  EXPECT_EQ(FormatTilePath({TileKind::kHashes, 0, 1234067, kTileWidth}),
            vectors.Of("path of 1234067"));
  const auto width = [](uint32_t level, uint64_t index) {
    return std::to_string(TileWidthAt(level, index, 70000));
  };
  EXPECT_EQ(width(0, 272), "256");
  EXPECT_EQ(width(0, 273), vectors.Of("last tile, level 0"));
  EXPECT_EQ(width(0, 274), "0");
  EXPECT_EQ(width(1, 0), "256");
  EXPECT_EQ(width(1, 1), vectors.Of("last tile, level 1"));
  EXPECT_EQ(width(2, 0), vectors.Of("last tile, level 2"));
}

}  // namespace
}  // namespace yiting::ledger
