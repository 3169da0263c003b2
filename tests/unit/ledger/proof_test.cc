#include "ledger/proof.h"

#include <gtest/gtest.h>

#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

// A ledger of 21 entries with its signed checkpoint.
struct Fixture {
  std::vector<Bytes> entries = SomeEntries(21);
  MemoryTree tree = TreeOf(entries);
  Checkpoint checkpoint{std::string(kOrigin), 21, tree.head().root};
  std::string note = SignCheckpoint(checkpoint, kOrigin, SequencerKey());
  Bytes public_key = crypto::PublicKey(SequencerKey());
};

TEST(ReceiptTest, EveryEntryHasOneThatChecks) {
  const Fixture f;
  for (uint64_t index = 0; index < f.entries.size(); ++index) {
    const Receipt receipt = MakeReceipt(f.tree, index, f.note).value();
    const std::string text = FormatReceipt(receipt);
    const auto parsed = ParseReceipt(text);
    ASSERT_TRUE(parsed) << parsed.error().message;
    ASSERT_EQ(*parsed, receipt);
    const auto checked = CheckReceipt(*parsed, f.entries[index], kOrigin, f.public_key);
    ASSERT_TRUE(checked) << checked.error().message;
    ASSERT_EQ(*checked, f.checkpoint);
  }
}

TEST(ReceiptTest, ShowsAllEntriesBeforeItToo) {
  const Fixture f;
  for (uint64_t size = 1; size <= f.entries.size(); ++size) {
    Frontier before;
    for (uint64_t index = 0; index < size; ++index) {
      Receipt receipt;
      receipt.index = index;
      receipt.proof = ProveInclusion(f.tree, index, size).value();
      EXPECT_TRUE(CoversBefore(receipt, size, before)) << index << " of " << size;
      Frontier other;
      for (uint64_t i = 0; i < index; ++i) other.Append(LeafHash(f.entries[i == 0 ? 1 : i]));
      EXPECT_EQ(CoversBefore(receipt, size, other), index == 0) << index << " of " << size;
      before.Append(LeafHash(f.entries[index]));
      EXPECT_FALSE(CoversBefore(receipt, size, before)) << "of another size";
    }
  }
}

TEST(ReceiptTest, IsTheTextThatC2spSays) {
  const Fixture f;
  Receipt receipt = MakeReceipt(f.tree, 20, f.note).value();
  receipt.extra = "extra information";
  ASSERT_EQ(receipt.proof.size(), 2u);
  EXPECT_EQ(FormatReceipt(receipt),
            "c2sp.org/tlog-proof@v1\n"
            "extra ZXh0cmEgaW5mb3JtYXRpb24=\n"
            "index 20\n" +
                ToBase64(crypto::AsBytes(receipt.proof[0])) + "\n" +
                ToBase64(crypto::AsBytes(receipt.proof[1])) + "\n" + "\n" + f.note);
}

TEST(ReceiptTest, TreeOfOneEntryNeedsNoHash) {
  const MemoryTree tree = TreeOf({"only"});
  const std::string note =
      SignCheckpoint({std::string(kOrigin), 1, tree.head().root}, kOrigin, SequencerKey());
  const Receipt receipt = MakeReceipt(tree, 0, note).value();
  EXPECT_EQ(FormatReceipt(receipt), "c2sp.org/tlog-proof@v1\nindex 0\n\n" + note);
  EXPECT_TRUE(CheckReceipt(receipt, "only", kOrigin, crypto::PublicKey(SequencerKey())));
}

TEST(ReceiptTest, ExtraIsCarriedAndProvesNothing) {
  const Fixture f;
  Receipt receipt = MakeReceipt(f.tree, 3, f.note).value();
  receipt.extra = Bytes("\x00\xff\n", 3);
  const Receipt parsed = ParseReceipt(FormatReceipt(receipt)).value();
  EXPECT_EQ(parsed.extra, receipt.extra);
  EXPECT_TRUE(CheckReceipt(parsed, f.entries[3], kOrigin, f.public_key));
}

TEST(ReceiptTest, IsAboutOneEntryOfOneLedger) {
  const Fixture f;
  const Receipt receipt = MakeReceipt(f.tree, 3, f.note).value();
  for (uint64_t other = 0; other < f.entries.size(); ++other) {
    if (other != 3) {
      EXPECT_EQ(CheckReceipt(receipt, f.entries[other], kOrigin, f.public_key).error().code,
                ErrorCode::kCorrupt);
    }
  }
  EXPECT_FALSE(CheckReceipt(receipt, f.entries[3], "yiting.example/beigan", f.public_key));
  EXPECT_FALSE(CheckReceipt(receipt, f.entries[3], kOrigin, crypto::PublicKey(WitnessKey())));
}

TEST(ReceiptTest, AnyChangedByteIsRefused) {
  const Fixture f;
  const std::string text = FormatReceipt(MakeReceipt(f.tree, 17, f.note).value());
  for (size_t i = 0; i < text.size(); ++i) {
    for (const int flip : {0x01, 0x02, 0x10, 0x80}) {
      std::string bad = text;
      bad[i] = static_cast<char>(bad[i] ^ flip);
      const auto parsed = ParseReceipt(bad);
      ASSERT_FALSE(parsed && CheckReceipt(*parsed, f.entries[17], kOrigin, f.public_key)) << i;
    }
  }
  for (size_t size = 0; size < text.size(); ++size) {
    ASSERT_FALSE(ParseReceipt(text.substr(0, size))) << size;
  }
}

TEST(ReceiptTest, RefusesOtherSpellings) {
  const Fixture f;
  const std::string hash = ToBase64(crypto::AsBytes(f.checkpoint.root)) + "\n";
  const std::string first = "c2sp.org/tlog-proof@v1\n";
  EXPECT_TRUE(ParseReceipt(first + "index 0\n\n" + f.note));
  EXPECT_TRUE(ParseReceipt(first + "extra eA==\nindex 0\n" + hash + "\n" + f.note));
  for (const std::string& bad : {std::string(),
                                 first,
                                 first + "index 0\n",
                                 first + "index 0\n\n",
                                 first + "\n" + f.note,
                                 "c2sp.org/tlog-proof@v2\nindex 0\n\n" + f.note,
                                 first + "index 00\n\n" + f.note,
                                 first + "index -1\n\n" + f.note,
                                 first + "index\n\n" + f.note,
                                 first + "index  0\n\n" + f.note,
                                 first + "index 0 \n\n" + f.note,
                                 first + "index 9223372036854775808\n\n" + f.note,
                                 first + "extra \nindex 0\n\n" + f.note,
                                 first + "extra eB==\nindex 0\n\n" + f.note,
                                 first + "extra !!\nindex 0\n\n" + f.note,
                                 first + "index 0\nextra eA==\n\n" + f.note,
                                 first + "extra eA==\n\n" + f.note,
                                 first + "index 0\nAAAA\n\n" + f.note,
                                 first + "index 0\n" + hash + hash.substr(1) + "\n" + f.note,
                                 first + "index 0\n\n\n" + f.note.substr(f.note.size()),
                                 first + "index 0\r\n\n" + f.note,
                                 first + "index 0\n\nnonsense",
                                 " " + first + "index 0\n\n" + f.note}) {
    EXPECT_FALSE(ParseReceipt(bad)) << bad;
  }
}

TEST(ReceiptTest, HasLimits) {
  const Fixture f;
  Receipt receipt = MakeReceipt(f.tree, 0, f.note).value();
  receipt.proof.assign(kProofHashesMax, f.checkpoint.root);
  EXPECT_TRUE(ParseReceipt(FormatReceipt(receipt)));
  receipt.proof.push_back(f.checkpoint.root);
  EXPECT_EQ(ParseReceipt(FormatReceipt(receipt)).error().code, ErrorCode::kTooLarge);
  receipt.proof.clear();
  receipt.extra = Bytes(kReceiptExtraBytesMax, 'x');
  EXPECT_TRUE(ParseReceipt(FormatReceipt(receipt)));
  receipt.extra += "x";
  EXPECT_EQ(ParseReceipt(FormatReceipt(receipt)).error().code, ErrorCode::kTooLarge);
}

TEST(ReceiptTest, CosignaturesTravelWithIt) {
  const Fixture f;
  const std::string cosigned = Cosign(f.note, kWitness, WitnessKey(), 1583024400).value();
  const Receipt receipt =
      ParseReceipt(FormatReceipt(MakeReceipt(f.tree, 2, cosigned).value())).value();
  EXPECT_TRUE(CheckReceipt(receipt, f.entries[2], kOrigin, f.public_key));
  EXPECT_EQ(VerifyCosignature(receipt.checkpoint,
                              VerifierKey{std::string(kWitness), SignatureType::kCosignature,
                                          crypto::PublicKey(WitnessKey())})
                .value(),
            1583024400);
}

TEST(MakeReceiptTest, NeedsATreeThatHasTheEntry) {
  const Fixture f;
  EXPECT_EQ(MakeReceipt(f.tree, 21, f.note).error().code, ErrorCode::kInvalid);
  EXPECT_FALSE(MakeReceipt(f.tree, 0, "nonsense"));
  const std::string larger =
      SignCheckpoint({std::string(kOrigin), 22, f.checkpoint.root}, kOrigin, SequencerKey());
  EXPECT_EQ(MakeReceipt(f.tree, 21, larger).error().code, ErrorCode::kNotFound);
  const MemoryTree forked = TreeOf(std::vector<Bytes>(21, "forked"));
  EXPECT_EQ(MakeReceipt(forked, 3, f.note).error().code, ErrorCode::kCorrupt);
}

// An old receipt stays good while the ledger grows: its checkpoint is a beginning of every later
// one.
TEST(MakeReceiptTest, OldReceiptsStayGood) {
  const Fixture f;
  for (uint64_t size = 1; size <= 21; ++size) {
    const TreeHead head = f.tree.HeadAt(size);
    const std::string note =
        SignCheckpoint({std::string(kOrigin), size, head.root}, kOrigin, SequencerKey());
    const Receipt receipt = MakeReceipt(f.tree, size - 1, note).value();
    const auto then = CheckReceipt(receipt, f.entries[size - 1], kOrigin, f.public_key);
    ASSERT_TRUE(then);
    EXPECT_TRUE(VerifyConsistency(ProveConsistency(f.tree, size, 21).value(), then->head(),
                                  f.checkpoint.head()));
  }
}

}  // namespace
}  // namespace yiting::ledger
