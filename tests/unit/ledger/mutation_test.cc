// A million single bits: whatever bit of an entry, a proof, a root, a checkpoint's text or of a
// signature that is relied on is turned over, it is refused. Every sample is turned over bit by bit
// until its kind has had its tries; the seed makes the samples and is printed, so that a failure
// happens again. Most tries are of hashes, since a signature takes a hundred times as long.

#include <gtest/gtest.h>

#include <cstdio>
#include <functional>

#include "ledger/proof.h"
#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

// What one build can do in well under a minute.
#ifdef __EMSCRIPTEN__
constexpr size_t kShare = 50;
#else
constexpr size_t kShare = 1;
#endif
constexpr size_t kHashTries = 200'000 / kShare;
constexpr size_t kSignatureTries = 50'000 / kShare;

void Flip(Bytes& bytes, size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
}
void Flip(Hash& hash, size_t bit) {
  hash[bit / 8] = static_cast<uint8_t>(hash[bit / 8] ^ 1 << bit % 8);
}

class MutationTest : public ::testing::Test {
 protected:
  // `sample` makes a new one and turns over every bit of it, one at a time; `Tried` counts.
  void Run(const char* kind, size_t tries, const std::function<void()>& sample) {
    size_t samples = 0;
    while (tried_ < tries && !HasFatalFailure()) {
      sample();
      ++samples;
    }
    std::printf("%s: seed %llu, %zu samples, %zu bits turned over\n", kind,
                static_cast<unsigned long long>(kSeed), samples, tried_);
    EXPECT_GE(tried_, tries);
  }
  void Tried(bool refused, size_t bit) {
    ++tried_;
    ASSERT_TRUE(refused) << "bit " << bit << " of try " << tried_;
  }

  std::vector<Bytes> Entries() {
    std::vector<Bytes> entries;
    for (uint64_t count = 1 + dice_.Roll(300); count > 0; --count) {
      entries.push_back(dice_.Take(dice_.Roll(60)));
    }
    return entries;
  }
  crypto::SigningKey Key() { return crypto::SigningKeyFromSeed(dice_.Take(32)); }
  Checkpoint SomeCheckpoint() {
    return {"yiting.v1/" + ToHex(dice_.Take(32)), dice_.Roll(uint64_t{1} << 30),
            crypto::Sha256(dice_.Take(8))};
  }

  static constexpr uint64_t kSeed = 6962;
  Dice dice_{kSeed};

 private:
  size_t tried_ = 0;
};

TEST_F(MutationTest, Entries) {
  Run("entries", kHashTries, [this] {
    std::vector<Bytes> entries = Entries();
    const MemoryTree tree = TreeOf(entries);
    const uint64_t index = dice_.Roll(entries.size());
    const std::vector<Hash> proof = ProveInclusion(tree, index, tree.size()).value();
    ASSERT_TRUE(VerifyInclusion(proof, index, LeafHash(entries[index]), tree.head()));
    Bytes entry = entries[index];
    for (size_t bit = 0; bit < entry.size() * 8; ++bit) {
      Flip(entry, bit);
      Tried(!VerifyInclusion(proof, index, LeafHash(entry), tree.head()), bit);
      Flip(entry, bit);
    }
  });
}

TEST_F(MutationTest, InclusionProofsAndTheirRoots) {
  Run("inclusion proofs", kHashTries * 2, [this] {
    const std::vector<Bytes> entries = Entries();
    const MemoryTree tree = TreeOf(entries);
    const uint64_t index = dice_.Roll(entries.size());
    const Hash leaf = LeafHash(entries[index]);
    std::vector<Hash> proof = ProveInclusion(tree, index, tree.size()).value();
    TreeHead head = tree.head();
    ASSERT_TRUE(VerifyInclusion(proof, index, leaf, head));
    for (size_t at = 0; at <= proof.size(); ++at) {
      Hash& hash = at < proof.size() ? proof[at] : head.root;
      for (size_t bit = 0; bit < 256; ++bit) {
        Flip(hash, bit);
        Tried(!VerifyInclusion(proof, index, leaf, head), bit);
        Flip(hash, bit);
      }
    }
  });
}

TEST_F(MutationTest, ConsistencyProofsAndTheirRoots) {
  Run("consistency proofs", kHashTries, [this] {
    const MemoryTree tree = TreeOf(Entries());
    TreeHead older = tree.HeadAt(1 + dice_.Roll(tree.size()));
    TreeHead newer = tree.head();
    std::vector<Hash> proof = ProveConsistency(tree, older.size, newer.size).value();
    ASSERT_TRUE(VerifyConsistency(proof, older, newer));
    for (size_t at = 0; at < proof.size() + 2; ++at) {
      Hash& hash = at < proof.size() ? proof[at] : at == proof.size() ? older.root : newer.root;
      for (size_t bit = 0; bit < 256; ++bit) {
        Flip(hash, bit);
        Tried(!VerifyConsistency(proof, older, newer), bit);
        Flip(hash, bit);
      }
    }
  });
}

TEST_F(MutationTest, TextsOfCheckpoints) {
  Run("texts", kSignatureTries, [this] {
    const Checkpoint checkpoint = SomeCheckpoint();
    const crypto::SigningKey key = Key();
    const Bytes public_key = crypto::PublicKey(key);
    Bytes note = SignCheckpoint(checkpoint, checkpoint.origin, key);
    ASSERT_EQ(OpenCheckpoint(note, checkpoint.origin, public_key).value(), checkpoint);
    const size_t text_bits = FormatCheckpoint(checkpoint).size() * 8;
    for (size_t bit = 0; bit < text_bits; ++bit) {
      Flip(note, bit);
      Tried(!OpenCheckpoint(note, checkpoint.origin, public_key), bit);
      Flip(note, bit);
    }
  });
}

// The signature's own bits, and those of the line in which it stands: its name, key id and base64.
TEST_F(MutationTest, SignaturesOfCheckpoints) {
  Run("signatures", kSignatureTries, [this] {
    const Checkpoint checkpoint = SomeCheckpoint();
    const crypto::SigningKey key = Key();
    const Bytes public_key = crypto::PublicKey(key);
    const Bytes whole = SignCheckpoint(checkpoint, checkpoint.origin, key);
    Note note = ParseNote(whole).value();
    Bytes& signature = note.signatures[0].signature;
    for (size_t bit = 0; bit < signature.size() * 8; ++bit) {
      Flip(signature, bit);
      Tried(!OpenCheckpoint(FormatNote(note), checkpoint.origin, public_key), bit);
      Flip(signature, bit);
    }
    Bytes line = whole;
    for (size_t bit = note.text.size() * 8; bit < line.size() * 8; ++bit) {
      Flip(line, bit);
      Tried(!OpenCheckpoint(line, checkpoint.origin, public_key), bit);
      Flip(line, bit);
    }
  });
}

// Of a cosignature the time is signed as well.
TEST_F(MutationTest, CosignaturesAndWhatTheyCover) {
  Run("cosignatures", kSignatureTries, [this] {
    const Checkpoint checkpoint = SomeCheckpoint();
    const crypto::SigningKey key = Key();
    const VerifierKey witness{std::string(kWitness), SignatureType::kCosignature,
                              crypto::PublicKey(key)};
    const auto time_s = static_cast<int64_t>(dice_.Roll(uint64_t{1} << 31));
    const Bytes signed_note = SignCheckpoint(checkpoint, checkpoint.origin, Key());
    Note note = ParseNote(Cosign(signed_note, kWitness, key, time_s).value()).value();
    ASSERT_EQ(VerifyCosignature(FormatNote(note), witness).value(), time_s);
    Bytes& signature = note.signatures[1].signature;
    for (size_t bit = 0; bit < signature.size() * 8; ++bit) {
      Flip(signature, bit);
      Tried(!VerifyCosignature(FormatNote(note), witness), bit);
      Flip(signature, bit);
    }
    Bytes whole = FormatNote(note);
    for (size_t bit = 0; bit < note.text.size() * 8; ++bit) {
      Flip(whole, bit);
      Tried(!VerifyCosignature(whole, witness), bit);
      Flip(whole, bit);
    }
  });
}

// A receipt as it is handed over: no bit of the file, but for those of the witnesses' lines.
TEST_F(MutationTest, ReceiptsAsFiles) {
  Run("receipts", kSignatureTries, [this] {
    const std::vector<Bytes> entries = Entries();
    const MemoryTree tree = TreeOf(entries);
    const crypto::SigningKey key = Key();
    const Bytes public_key = crypto::PublicKey(key);
    const Checkpoint checkpoint{std::string(kOrigin), tree.size(), tree.head().root};
    const uint64_t index = dice_.Roll(entries.size());
    Bytes file = FormatReceipt(
        MakeReceipt(tree, index, SignCheckpoint(checkpoint, kOrigin, key)).value());
    const auto holds = [&] {
      const auto receipt = ParseReceipt(file);
      return receipt && CheckReceipt(*receipt, entries[index], kOrigin, public_key);
    };
    ASSERT_TRUE(holds());
    for (size_t bit = 0; bit < file.size() * 8; ++bit) {
      Flip(file, bit);
      Tried(!holds(), bit);
      Flip(file, bit);
    }
  });
}

}  // namespace
}  // namespace yiting::ledger
