#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

// The example of C2SP tlog-cosignature, with the log's line and a witness's.
const std::string kC2spText =
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const std::string kC2spNote =
    kC2spText +
    "\n— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/"
    "zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIf"
    "Z+qnA==\n";

Checkpoint Sample() {
  const MemoryTree tree = TreeOf(SomeEntries(13));
  return Checkpoint{std::string(kOrigin), 13, tree.head().root};
}

Bytes SequencerPublicKey() { return crypto::PublicKey(SequencerKey()); }

std::string SampleNote() { return SignCheckpoint(Sample(), kOrigin, SequencerKey()); }

VerifierKey Witness() {
  return VerifierKey{std::string(kWitness), SignatureType::kCosignature,
                     crypto::PublicKey(WitnessKey())};
}

TEST(CheckpointTextTest, ReadsTheExampleOfC2sp) {
  const Checkpoint checkpoint = ParseCheckpoint(ParseNote(kC2spNote)->text).value();
  EXPECT_EQ(checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint.size, 20852163u);
  EXPECT_EQ(checkpoint.root, HashOfBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="));
  EXPECT_EQ(FormatCheckpoint(checkpoint), kC2spText);
  EXPECT_EQ(FormatNote(ParseNote(kC2spNote).value()), kC2spNote);
  // Its witness signed at 1679315147, as the page says in its example of the signed message.
  const Bytes cosignature = ParseNote(kC2spNote)->signatures[1].signature;
  EXPECT_EQ(cosignature.size(), 72u);
  EXPECT_EQ(ReadU64Be(cosignature), 1679315147u);
}

TEST(CheckpointTextTest, EmptyTreeHasSizeZero) {
  const Checkpoint empty{"o", 0, EmptyRoot()};
  EXPECT_EQ(FormatCheckpoint(empty), "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  EXPECT_EQ(ParseCheckpoint(FormatCheckpoint(empty)).value(), empty);
}

TEST(CheckpointTextTest, ExtensionLinesArePassedOver) {
  EXPECT_EQ(ParseCheckpoint(kC2spText + "extension\n").value(), ParseCheckpoint(kC2spText).value());
  EXPECT_EQ(ParseCheckpoint(kC2spText + "one two\nthree\n")->size, 20852163u);
  EXPECT_FALSE(ParseCheckpoint(kC2spText + "\n"));
  EXPECT_FALSE(ParseCheckpoint(kC2spText + "one\n\ntwo\n"));
  EXPECT_FALSE(ParseCheckpoint(kC2spText + "unfinished"));
}

TEST(CheckpointTextTest, RefusesWhatIsNotACheckpoint) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  for (const std::string& bad :
       {std::string(), std::string("\n"), std::string("o\n"), std::string("o\n1\n"),
        "o\n1\n" + root.substr(0, root.size() - 1), "\n1\n" + root, "o\n\n" + root,
        "o\n01\n" + root, "o\n-1\n" + root, "o\n+1\n" + root, "o\n1 \n" + root, "o\n0x1\n" + root,
        "o\n9223372036854775808\n" + root, "a b\n1\n" + root, "a+b\n1\n" + root,
        std::string("o\n1\nAAAA\n"), "o\n1\n" + root.substr(1),
        std::string("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n"),
        "o\n1\n" + ToHex(Bytes(32, 'x')) + "\n"}) {
    EXPECT_FALSE(ParseCheckpoint(bad)) << bad;
  }
}

TEST(CheckpointTest, OpensWhatWasSigned) {
  EXPECT_EQ(OpenCheckpoint(SampleNote(), kOrigin, SequencerPublicKey()).value(), Sample());
  EXPECT_EQ(Sample().head(), (TreeHead{13, Sample().root}));
}

TEST(CheckpointTest, SigningIsDeterministic) { EXPECT_EQ(SampleNote(), SampleNote()); }

TEST(CheckpointTest, AnotherOriginOrKeyIsRefused) {
  const auto other_key = OpenCheckpoint(SampleNote(), kOrigin, crypto::PublicKey(WitnessKey()));
  EXPECT_EQ(other_key.error().code, ErrorCode::kNotFound);
  const auto other_name =
      OpenCheckpoint(SampleNote(), "yiting.example/beigan", SequencerPublicKey());
  EXPECT_EQ(other_name.error().code, ErrorCode::kNotFound);
  // The right key's name, but a checkpoint of another ledger that the same key signs.
  const VerifierKey key{std::string(kOrigin), SignatureType::kEd25519, SequencerPublicKey()};
  const auto other_ledger = OpenCheckpoint(SampleNote(), "yiting.example/beigan", key);
  EXPECT_EQ(other_ledger.error(), (Error{ErrorCode::kInvalid,
                                         "the checkpoint is of \"yiting.example/xiaohe\", not of "
                                         "\"yiting.example/beigan\""}));
}

TEST(CheckpointTest, KeyNameMayDifferFromTheOrigin) {
  const std::string note = SignCheckpoint(Sample(), "second.example/signer", SequencerKey());
  const VerifierKey key{"second.example/signer", SignatureType::kEd25519, SequencerPublicKey()};
  EXPECT_EQ(OpenCheckpoint(note, kOrigin, key).value(), Sample());
  EXPECT_FALSE(OpenCheckpoint(note, kOrigin, SequencerPublicKey()));
}

TEST(CheckpointTest, AnyChangedByteIsRefused) {
  const std::string note = SampleNote();
  for (size_t i = 0; i < note.size(); ++i) {
    for (const int flip : {0x01, 0x04, 0x80}) {
      std::string bad = note;
      bad[i] = static_cast<char>(bad[i] ^ flip);
      ASSERT_FALSE(OpenCheckpoint(bad, kOrigin, SequencerPublicKey())) << i;
    }
  }
  for (size_t size = 0; size < note.size(); ++size) {
    ASSERT_FALSE(OpenCheckpoint(note.substr(0, size), kOrigin, SequencerPublicKey())) << size;
  }
}

TEST(CheckpointTest, ASignedTextThatIsNoCheckpointIsRefused) {
  Note note;
  note.text = "a promise\n";
  note.signatures.push_back(SignText(note.text, kOrigin, SequencerKey()));
  EXPECT_EQ(OpenCheckpoint(FormatNote(note), kOrigin, SequencerPublicKey()).error().code,
            ErrorCode::kInvalid);
}

TEST(CosignatureTest, TellsItsTime) {
  const std::string note = Cosign(SampleNote(), kWitness, WitnessKey(), 1679315147).value();
  EXPECT_TRUE(note.starts_with(SampleNote()));
  EXPECT_EQ(VerifyCosignature(note, Witness()).value(), 1679315147);
  EXPECT_EQ(OpenCheckpoint(note, kOrigin, SequencerPublicKey()).value(), Sample())
      << "the sequencer's signature is as good as before";
}

TEST(CosignatureTest, SignsHeaderTimeAndText) {
  const std::string note = Cosign(SampleNote(), kWitness, WitnessKey(), 1679315147).value();
  const Bytes raw = ParseNote(note)->signatures[1].signature;
  EXPECT_TRUE(crypto::Verify(crypto::PublicKey(WitnessKey()),
                             "cosignature/v1\ntime 1679315147\n" + FormatCheckpoint(Sample()),
                             BytesView(raw).substr(8)));
}

TEST(CosignatureTest, TheLatestOfSeveralCounts) {
  std::string note = Cosign(SampleNote(), kWitness, WitnessKey(), 2000).value();
  note = Cosign(note, kWitness, WitnessKey(), 1000).value();
  EXPECT_EQ(VerifyCosignature(note, Witness()).value(), 2000);
  EXPECT_EQ(
      VerifyCosignature(Cosign(SampleNote(), kWitness, WitnessKey(), 0).value(), Witness()).value(),
      0);
  EXPECT_EQ(
      VerifyCosignature(Cosign(SampleNote(), kWitness, WitnessKey(), INT64_MAX).value(), Witness())
          .value(),
      INT64_MAX);
}

TEST(CosignatureTest, ANoteWithoutItIsNotFound) {
  EXPECT_EQ(VerifyCosignature(SampleNote(), Witness()).error().code, ErrorCode::kNotFound);
  // The witness's plain signature over the text is a signature of another type.
  Note note = ParseNote(SampleNote()).value();
  note.signatures.push_back(SignText(note.text, kWitness, WitnessKey()));
  EXPECT_EQ(VerifyCosignature(FormatNote(note), Witness()).error().code, ErrorCode::kNotFound);
}

TEST(CosignatureTest, AnyChangedBitOfTimeOrSignatureIsRefused) {
  const Note note =
      ParseNote(Cosign(SampleNote(), kWitness, WitnessKey(), 1679315147).value()).value();
  for (size_t bit = 0; bit < 8 * 72; ++bit) {
    Note bad = note;
    Bytes& raw = bad.signatures[1].signature;
    raw[bit / 8] = static_cast<char>(raw[bit / 8] ^ 1 << bit % 8);
    ASSERT_EQ(VerifyCosignature(FormatNote(bad), Witness()).error(),
              (Error{ErrorCode::kCorrupt, "a cosignature by witness.example/w1 is not good"}))
        << bit;
  }
  for (size_t size : {1, 7, 8, 71}) {
    Note bad = note;
    bad.signatures[1].signature.resize(size);
    ASSERT_FALSE(VerifyCosignature(FormatNote(bad), Witness())) << size;
  }
  Note longer = note;
  longer.signatures[1].signature += "x";
  EXPECT_FALSE(VerifyCosignature(FormatNote(longer), Witness()));
}

TEST(CosignatureTest, DoesNotCarryOverToAnotherTree) {
  const Note cosigned = ParseNote(Cosign(SampleNote(), kWitness, WitnessKey(), 5).value()).value();
  Checkpoint larger = Sample();
  larger.size += 1;
  Note moved = ParseNote(SignCheckpoint(larger, kOrigin, SequencerKey())).value();
  moved.signatures.push_back(cosigned.signatures[1]);
  EXPECT_TRUE(OpenCheckpoint(FormatNote(moved), kOrigin, SequencerPublicKey()));
  EXPECT_EQ(VerifyCosignature(FormatNote(moved), Witness()).error().code, ErrorCode::kCorrupt);
}

TEST(CosignatureTest, OnlyCheckpointsAreCosignedAndOnlyWhileThereIsRoom) {
  EXPECT_FALSE(Cosign("nonsense", kWitness, WitnessKey(), 1));
  Note promise;
  promise.text = "a promise\n";
  promise.signatures.push_back(SignText(promise.text, kOrigin, SequencerKey()));
  EXPECT_EQ(Cosign(FormatNote(promise), kWitness, WitnessKey(), 1).error().code,
            ErrorCode::kInvalid);
  std::string note = SampleNote();
  for (size_t i = 1; i < kNoteSignaturesMax; ++i) {
    note = Cosign(note, kWitness, WitnessKey(), static_cast<int64_t>(i)).value();
  }
  EXPECT_EQ(Cosign(note, kWitness, WitnessKey(), 1).error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace yiting::ledger
