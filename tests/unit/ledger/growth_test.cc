// A ledger that lives: it grows in batches of random size, a mirror follows its tiles, phones
// follow its checkpoints, a witness cosigns. While it is honest everything checks; each way in
// which it can cheat is noticed by somebody. One seed is one history; all of them must hold.

#include <gtest/gtest.h>

#include <map>

#include "ledger/ledger_file.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"
#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

Bytes PublicKey() { return crypto::PublicKey(SequencerKey()); }

// The sequencer: the only one who has everything.
class Log {
 public:
  void Append(const Bytes& entry) {
    entries_.push_back(entry);
    tree_.Append(LeafHash(entry));
  }
  std::string Publish() const { return PublishAt(tree_.size()); }
  std::string PublishAt(uint64_t size) const {
    const TreeHead head = tree_.HeadAt(size);
    return SignCheckpoint({std::string(kOrigin), head.size, head.root}, kOrigin, SequencerKey());
  }
  const std::vector<Bytes>& entries() const { return entries_; }
  const MemoryTree& tree() const { return tree_; }

 private:
  std::vector<Bytes> entries_;
  MemoryTree tree_;
};

// A phone that keeps every entry's effect but only the frontier of the tree, and the last
// checkpoint that it believed.
class Phone {
 public:
  // Pulls what is new under `note`; says what is wrong with it.
  Status Pull(const Log& log, const std::string& note) {
    ASSIGN_OR_RETURN(const Checkpoint next, OpenCheckpoint(note, kOrigin, PublicKey()));
    if (next.size < frontier_.size()) {
      return Fail(ErrorCode::kConflict, "the ledger became shorter");
    }
    Frontier grown = frontier_;
    for (uint64_t i = frontier_.size(); i < next.size; ++i)
      grown.Append(LeafHash(log.entries()[i]));
    if (grown.head() != next.head()) {
      return Fail(ErrorCode::kConflict, "the entries do not lead to the checkpoint");
    }
    ASSIGN_OR_RETURN(frontier_, Frontier::Decode(grown.Encode()));
    checkpoint_ = note;
    return {};
  }
  uint64_t size() const { return frontier_.size(); }
  TreeHead head() const { return frontier_.head(); }
  const std::string& checkpoint() const { return checkpoint_; }

 private:
  Frontier frontier_;
  std::string checkpoint_;
};

// A witness that keeps one tree head and asks for a consistency proof.
class Witness {
 public:
  Result<std::string> Cosign(const std::string& note, const std::vector<Hash>& proof,
                             int64_t time_s) {
    ASSIGN_OR_RETURN(const Checkpoint next, OpenCheckpoint(note, kOrigin, PublicKey()));
    RETURN_IF_ERROR(VerifyConsistency(proof, seen_, next.head()));
    seen_ = next.head();
    return ledger::Cosign(note, kWitness, WitnessKey(), time_s);
  }
  const TreeHead& seen() const { return seen_; }

 private:
  TreeHead seen_;
};

// A mirror: files by path, as a static web server has them, and nothing else.
class Mirror {
 public:
  void Follow(const Log& log, uint64_t from, uint64_t to) {
    for (const Tile& tile : TilesBetween(from, to)) {
      files_[FormatTilePath(tile)] = EncodeTile(log.tree(), tile).value();
      if (tile.level != 0) continue;
      std::vector<BytesView> entries;
      for (uint32_t i = 0; i < tile.width; ++i) {
        entries.push_back(log.entries()[tile.index * kTileWidth + i]);
      }
      files_[FormatTilePath({TileKind::kEntries, 0, tile.index, tile.width})] =
          EncodeEntryBundle(entries).value();
    }
  }
  // All entries of a tree of `size`, each checked against its tile, and the root over them.
  Result<Hash> ReadAll(uint64_t size, std::vector<Bytes>* entries) const {
    Frontier frontier;
    for (uint64_t index = 0; TileWidthAt(0, index, size) > 0; ++index) {
      const Tile tile{TileKind::kHashes, 0, index, TileWidthAt(0, index, size)};
      const Tile bundle{TileKind::kEntries, 0, index, tile.width};
      ASSIGN_OR_RETURN(const Bytes tile_bytes, Fetch(tile));
      ASSIGN_OR_RETURN(const Bytes bundle_bytes, Fetch(bundle));
      ASSIGN_OR_RETURN(const auto hashes, DecodeTile(tile, tile_bytes));
      ASSIGN_OR_RETURN(const auto views, DecodeEntryBundle(tile.width, bundle_bytes));
      for (uint32_t i = 0; i < tile.width; ++i) {
        if (LeafHash(views[i]) != hashes[i]) {
          return Fail(ErrorCode::kCorrupt, "entry does not match its tile");
        }
        frontier.Append(hashes[i]);
        entries->emplace_back(views[i]);
      }
    }
    return frontier.Root();
  }

 private:
  Result<Bytes> Fetch(const Tile& tile) const {
    const auto found = files_.find(FormatTilePath(tile));
    if (found == files_.end()) return Fail(ErrorCode::kNotFound, FormatTilePath(tile));
    return found->second;
  }

  std::map<std::string, Bytes> files_;
};

TEST(GrowthTest, AnHonestLedgerChecksForEverybodyAtEveryStep) {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    Dice dice(seed);
    Log log;
    Witness witness;
    Mirror mirror;
    std::vector<Phone> phones(3);
    std::vector<Receipt> receipts;
    for (int step = 0; step < 25; ++step) {
      const uint64_t before = log.tree().size();
      const uint64_t batch = dice.Roll(4) == 0 ? dice.Roll(120) : dice.Roll(6);
      for (uint64_t i = 0; i < batch; ++i) log.Append(dice.Take(dice.Roll(50)));
      const uint64_t size = log.tree().size();
      mirror.Follow(log, before, size);

      const std::string note = log.Publish();
      const auto proof = ProveConsistency(log.tree(), witness.seen().size, size).value();
      const auto cosigned = witness.Cosign(note, proof, 1583024400 + step);
      ASSERT_TRUE(cosigned) << "seed " << seed << ": " << cosigned.error().message;

      // Not every phone is online at every step.
      for (Phone& phone : phones) {
        if (dice.Roll(2) == 0) continue;
        const Status pulled = phone.Pull(log, *cosigned);
        ASSERT_TRUE(pulled) << "seed " << seed << ": " << pulled.error().message;
      }
      if (size > 0) receipts.push_back(MakeReceipt(log.tree(), dice.Roll(size), *cosigned).value());
      std::vector<Bytes> mirrored;
      ASSERT_EQ(mirror.ReadAll(size, &mirrored).value(), log.tree().head().root);
      ASSERT_EQ(mirrored, log.entries());
    }
    for (const Receipt& receipt : receipts) {
      const auto then = CheckReceipt(receipt, log.entries()[receipt.index], kOrigin, PublicKey());
      ASSERT_TRUE(then);
      const auto proof = ProveConsistency(log.tree(), then->size, log.tree().size()).value();
      ASSERT_TRUE(VerifyConsistency(proof, then->head(), log.tree().head()));
    }
    for (Phone& phone : phones) {
      ASSERT_TRUE(phone.Pull(log, log.Publish()));
      ASSERT_EQ(phone.head(), log.tree().head());
    }
  }
}

// Two logs that share a beginning and then tell different stories.
struct Fork {
  Log honest;
  Log forked;
};

Fork MakeFork(uint64_t seed, uint64_t common, uint64_t more) {
  Dice dice(seed);
  Fork fork;
  for (uint64_t i = 0; i < common; ++i) {
    const Bytes entry = dice.Take(20);
    fork.honest.Append(entry);
    fork.forked.Append(entry);
  }
  for (uint64_t i = 0; i < more; ++i) {
    fork.honest.Append("for you " + std::to_string(i));
    fork.forked.Append("for the others " + std::to_string(i));
  }
  return fork;
}

TEST(CheatingTest, APhoneNoticesARewrittenPast) {
  for (uint64_t common : {0, 1, 5, 64, 100}) {
    const Fork fork = MakeFork(common + 1, common, 10);
    Phone phone;
    ASSERT_TRUE(phone.Pull(fork.honest, fork.honest.PublishAt(common)));
    ASSERT_TRUE(phone.Pull(fork.honest, fork.honest.PublishAt(common + 4)));
    const Status pulled = phone.Pull(fork.forked, fork.forked.Publish());
    EXPECT_EQ(pulled.error().code, ErrorCode::kConflict) << common;
    EXPECT_EQ(phone.size(), common + 4) << "what it believed it keeps";
    EXPECT_TRUE(phone.Pull(fork.honest, fork.honest.Publish()));
  }
}

TEST(CheatingTest, APhoneNoticesALedgerThatBecameShorter) {
  const Fork fork = MakeFork(3, 10, 5);
  Phone phone;
  ASSERT_TRUE(phone.Pull(fork.honest, fork.honest.Publish()));
  EXPECT_EQ(phone.Pull(fork.honest, fork.honest.PublishAt(12)).error().message,
            "the ledger became shorter");
}

TEST(CheatingTest, AWitnessSignsOneStoryOnly) {
  for (uint64_t common : {0, 1, 7, 8, 33}) {
    const Fork fork = MakeFork(common + 9, common, 6);
    Witness witness;
    const uint64_t seen = common + 3;
    ASSERT_TRUE(witness.Cosign(fork.honest.PublishAt(seen), {}, 1));
    // Whatever proof the sequencer makes up, from either story, at any size.
    for (uint64_t size = seen; size <= common + 6; ++size) {
      const std::string note = fork.forked.PublishAt(size);
      for (const Log* log : {&fork.honest, &fork.forked}) {
        const auto proof = ProveConsistency(log->tree(), seen, size).value();
        ASSERT_FALSE(witness.Cosign(note, proof, 2)) << common << ", size " << size;
      }
    }
    ASSERT_FALSE(witness.Cosign(fork.honest.PublishAt(seen - 1), {}, 2)) << "never backwards";
    const auto proof = ProveConsistency(fork.honest.tree(), seen, common + 6).value();
    ASSERT_TRUE(witness.Cosign(fork.honest.Publish(), proof, 2));
  }
}

// Two phones that were told different stories need only compare their checkpoints: both are signed,
// and nobody can connect them. That pair is the evidence.
TEST(CheatingTest, TwoCheckpointsWithoutAProofAreEvidence) {
  const Fork fork = MakeFork(21, 16, 8);
  Phone mine;
  Phone yours;
  ASSERT_TRUE(mine.Pull(fork.honest, fork.honest.PublishAt(20)));
  ASSERT_TRUE(yours.Pull(fork.forked, fork.forked.PublishAt(24)));
  const auto my_checkpoint = OpenCheckpoint(mine.checkpoint(), kOrigin, PublicKey());
  const auto your_checkpoint = OpenCheckpoint(yours.checkpoint(), kOrigin, PublicKey());
  ASSERT_TRUE(my_checkpoint && your_checkpoint) << "the sequencer cannot deny either";
  for (const Log* log : {&fork.honest, &fork.forked}) {
    const auto proof = ProveConsistency(log->tree(), 20, 24).value();
    EXPECT_FALSE(VerifyConsistency(proof, my_checkpoint->head(), your_checkpoint->head()));
  }
  // What both were told before the fork is no evidence of anything.
  const auto proof = ProveConsistency(fork.forked.tree(), 16, 24).value();
  EXPECT_TRUE(VerifyConsistency(proof, fork.honest.tree().HeadAt(16), your_checkpoint->head()));
}

TEST(CheatingTest, AReceiptOfADroppedEntryIsEvidence) {
  const Fork fork = MakeFork(22, 16, 8);
  const Receipt receipt = MakeReceipt(fork.honest.tree(), 18, fork.honest.PublishAt(20)).value();
  const auto promised = CheckReceipt(receipt, fork.honest.entries()[18], kOrigin, PublicKey());
  ASSERT_TRUE(promised);
  const Checkpoint now = OpenCheckpoint(fork.forked.Publish(), kOrigin, PublicKey()).value();
  const auto proof = ProveConsistency(fork.forked.tree(), promised->size, now.size).value();
  EXPECT_FALSE(VerifyConsistency(proof, promised->head(), now.head()));
  EXPECT_FALSE(VerifyInclusion(ProveInclusion(fork.forked.tree(), 18, now.size).value(), 18,
                               LeafHash(fork.honest.entries()[18]), now.head()));
}

TEST(CheatingTest, AMirrorThatChangesAnEntryIsNoticed) {
  const Fork fork = MakeFork(23, 300, 20);
  Mirror mirror;
  mirror.Follow(fork.honest, 0, 310);
  mirror.Follow(fork.forked, 310, 320);  // tile 1 now tells the other story
  std::vector<Bytes> entries;
  const auto root = mirror.ReadAll(320, &entries);
  ASSERT_TRUE(root) << "it is consistent in itself";
  EXPECT_NE(*root, fork.honest.tree().head().root) << "but not with the checkpoint";
  EXPECT_EQ(mirror.ReadAll(319, &entries).error().code, ErrorCode::kNotFound)
      << "no checkpoint was published at this size, so no partial tile was";
}

// An export of the forked story under the honest checkpoint, entry by entry.
TEST(CheatingTest, ALedgerFileHoldsTheStoryOfItsCheckpoint) {
  const Fork fork = MakeFork(24, 8, 4);
  const LedgerHeader header{LeafHash(fork.honest.entries()[0]), PublicKey(), std::string(kOrigin)};
  for (size_t changed = 8; changed < 12; ++changed) {
    LedgerWriter writer(header);
    for (size_t i = 0; i < 12; ++i) {
      const Log& log = i == changed ? fork.forked : fork.honest;
      ASSERT_TRUE(writer.AddEntry(log.entries()[i]));
    }
    EXPECT_EQ(writer.Finish(fork.honest.Publish()).error().code, ErrorCode::kInvalid);
  }
}

}  // namespace
}  // namespace yiting::ledger
