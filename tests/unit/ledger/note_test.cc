#include "ledger/note.h"

#include <gtest/gtest.h>

#include "tests/unit/ledger/support.h"

namespace yiting::ledger {
namespace {

// The keys and signatures with which golang.org/x/mod/sumdb/note tests itself.
constexpr std::string_view kPeterKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kEnochKey =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const std::string kText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string kPeterLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6R"
    "yyBwJnAM=\n";
const std::string kEnochLine =
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1R"
    "vMc+QQ=\n";

VerifierKey Peter() { return ParseVerifierKey(kPeterKey).value(); }
VerifierKey Enoch() { return ParseVerifierKey(kEnochKey).value(); }

// Go writes private keys as PRIVATE+KEY+name+id+base64(0x01 || seed).
crypto::SigningKey PeterSigningKey() {
  const Bytes material = ParseBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value();
  return crypto::SigningKeyFromSeed(BytesView(material).substr(1));
}

TEST(VerifierKeyTest, TakesGoKeys) {
  const VerifierKey key = Peter();
  EXPECT_EQ(key.name, "PeterNeumann");
  EXPECT_EQ(key.type, SignatureType::kEd25519);
  EXPECT_EQ(key.key_id(), 0xc74f20a3u);
  EXPECT_EQ(key.public_key, crypto::PublicKey(PeterSigningKey()));
  EXPECT_EQ(FormatVerifierKey(key), kPeterKey);
  EXPECT_EQ(FormatVerifierKey(Enoch()), kEnochKey);
}

TEST(VerifierKeyTest, RefusesEveryMangling) {
  const std::string key(kPeterKey);
  for (size_t begin = 0; begin <= key.size(); ++begin) {
    for (size_t end = begin; end <= key.size(); ++end) {
      if (begin == 0 && end == key.size()) continue;
      ASSERT_FALSE(ParseVerifierKey(key.substr(begin, end - begin))) << begin << " " << end;
    }
  }
  for (size_t i = 0; i < key.size(); ++i) {
    std::string bad = key;
    bad[i] = static_cast<char>(bad[i] + 1);
    ASSERT_FALSE(ParseVerifierKey(bad)) << bad;
  }
  EXPECT_FALSE(ParseVerifierKey(
      "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="));
  EXPECT_EQ(ParseVerifierKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
                .error()
                .code,
            ErrorCode::kUnsupported);
  EXPECT_FALSE(
      ParseVerifierKey("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

TEST(VerifierKeyTest, TypeIsPartOfTheId) {
  VerifierKey witness = Peter();
  witness.type = SignatureType::kCosignature;
  EXPECT_NE(witness.key_id(), Peter().key_id());
  EXPECT_EQ(ParseVerifierKey(FormatVerifierKey(witness)).value(), witness);
}

TEST(KeyNameTest, TakesWhatC2spTakes) {
  for (const char* good : {"a", "example.com/abc", "yiting.example/小河", "-", "a_b~c", "—"}) {
    EXPECT_TRUE(IsValidKeyName(good)) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("a b"), std::string("a+b"), std::string("a\tb"),
        std::string("a\nb"), std::string("a\0b", 3), std::string("a\x7f"), std::string("\xff"),
        std::string("a\u00a0b"), std::string("a\u3000b"), std::string("a\u2003b"),
        std::string("a\u2028b"), std::string("a\u0085b"), std::string("\u1680"),
        std::string("a\u202f"), std::string("\u205f"), std::string(256, 'a')}) {
    EXPECT_FALSE(IsValidKeyName(bad)) << bad;
  }
  EXPECT_TRUE(IsValidKeyName(std::string(255, 'a')));
}

TEST(SignTextTest, MakesTheNoteThatGoMakes) {
  Note note;
  note.text = kText;
  note.signatures.push_back(SignText(kText, "PeterNeumann", PeterSigningKey()));
  EXPECT_EQ(FormatNote(note), kText + "\n" + kPeterLine);
}

TEST(ParseNoteTest, FindsTextAndSignatures) {
  const Note note = ParseNote(kText + "\n" + kPeterLine + kEnochLine).value();
  EXPECT_EQ(note.text, kText);
  ASSERT_EQ(note.signatures.size(), 2u);
  EXPECT_EQ(note.signatures[0].name, "PeterNeumann");
  EXPECT_EQ(note.signatures[0].key_id, 0xc74f20a3u);
  EXPECT_EQ(note.signatures[0].signature.size(), 64u);
  EXPECT_EQ(note.signatures[1].name, "EnochRoot");
  EXPECT_EQ(FormatNote(note), kText + "\n" + kPeterLine + kEnochLine);
}

TEST(ParseNoteTest, TextMayHaveEmptyLines) {
  const Note note = ParseNote("one\n\n\ntwo\n\n" + kPeterLine).value();
  EXPECT_EQ(note.text, "one\n\n\ntwo\n");
  EXPECT_EQ(ParseNote("\n\n" + kPeterLine)->text, "\n");
}

TEST(ParseNoteTest, RefusesWhatIsNotANote) {
  const std::string line = kPeterLine.substr(0, kPeterLine.size() - 1);
  for (const std::string& bad : {std::string(),
                                 std::string("\n"),
                                 std::string("\n\n"),
                                 kText,
                                 kText + "\n",
                                 kText + "\n" + line,
                                 "\x01" + kText + "\n" + kPeterLine,
                                 "\xff" + kText + "\n" + kPeterLine,
                                 "\t" + kText + "\n" + kPeterLine,
                                 kText + "\r\n" + kPeterLine,
                                 kText + kPeterLine,
                                 kText + "\n" + kPeterLine + "Unexpected line.\n",
                                 kText + "\n" + kPeterLine + "\n",
                                 kText + "\n" + "- PeterNeumann x08go/ZJkuBS9UG/\n",
                                 kText + "\n— PeterNeumann\n",
                                 kText + "\n— PeterNeumann \n",
                                 kText + "\n—  x08go/ZJ\n",
                                 kText + "\n— Peter+N x08go/ZJ\n",
                                 kText + "\n— Bad Name x08go/ZJ\n",
                                 kText + "\n— PeterNeumann x08g\n",
                                 kText + "\n— PeterNeumann x08go===\n",
                                 kText + "\n— PeterNeumann x08gow==\n",
                                 kText + "\n— PeterNeumann x08go/ZJ \n",
                                 kText + "\n " + kPeterLine}) {
    EXPECT_EQ(ParseNote(bad).error().code, ErrorCode::kInvalid) << bad;
  }
  // The shortest: one byte behind the key id.
  EXPECT_TRUE(ParseNote(kText + "\n— PeterNeumann x08gowA=\n"));
}

TEST(ParseNoteTest, HasLimits) {
  std::string lines;
  for (size_t i = 0; i < kNoteSignaturesMax; ++i) lines += kPeterLine;
  EXPECT_TRUE(ParseNote(kText + "\n" + lines));
  EXPECT_EQ(ParseNote(kText + "\n" + lines + kPeterLine).error().code, ErrorCode::kTooLarge);
  const std::string fits = std::string(kNoteBytesMax - kPeterLine.size() - 2, 'x') + "\n\n";
  EXPECT_TRUE(ParseNote(fits + kPeterLine));
  EXPECT_EQ(ParseNote("x" + fits + kPeterLine).error().code, ErrorCode::kTooLarge);
  EXPECT_GE(kNoteSignaturesMax, 16u) << "C2SP asks for at least 16";
}

TEST(VerifyNoteTest, OneGoodSignatureOfTheKnownKeyIsEnough) {
  const Note note = ParseNote(kText + "\n" + kPeterLine + kEnochLine).value();
  EXPECT_TRUE(VerifyNote(note, Peter()));
  EXPECT_TRUE(VerifyNote(note, Enoch()));
  EXPECT_TRUE(VerifyNote(ParseNote(kText + "\n" + kPeterLine + kPeterLine).value(), Peter()));
}

TEST(VerifyNoteTest, UnknownKeysAreIgnored) {
  const Note only_peter = ParseNote(kText + "\n" + kPeterLine).value();
  EXPECT_EQ(VerifyNote(only_peter, Enoch()).error(),
            (Error{ErrorCode::kNotFound, "the note is not signed by EnochRoot+af0cfe78"}));
  // A stranger's line of nonsense does no harm, nor does one with a known name and another id, or a
  // known id and another name.
  for (const char* line :
       {"— Stranger AAAAAAAA\n", "— PeterNeumann AAAAAAAA\n", "— EnochRoot x08gowA=\n"}) {
    EXPECT_TRUE(VerifyNote(ParseNote(kText + "\n" + line + kPeterLine).value(), Peter())) << line;
  }
}

TEST(VerifyNoteTest, OneBadSignatureOfTheKnownKeyIsTooMuch) {
  const std::string bad = "— PeterNeumann x08gowA=\n";
  for (const std::string& lines : {bad, bad + kPeterLine, kPeterLine + bad}) {
    EXPECT_EQ(VerifyNote(ParseNote(kText + "\n" + lines).value(), Peter()).error(),
              (Error{ErrorCode::kCorrupt, "a signature by PeterNeumann+c74f20a3 is not good"}));
  }
}

TEST(VerifyNoteTest, AnyChangedByteOfTheNoteIsNoticed) {
  const std::string note = kText + "\n" + kPeterLine;
  for (size_t i = 0; i < note.size(); ++i) {
    for (const int flip : {0x01, 0x20, 0x80}) {
      std::string bad = note;
      bad[i] = static_cast<char>(bad[i] ^ flip);
      const auto parsed = ParseNote(bad);
      ASSERT_FALSE(parsed && VerifyNote(*parsed, Peter())) << i;
    }
  }
}

// Whatever text is taken formats to itself: nothing is normalised on the way.
TEST(ParseNoteTest, WhatParsesFormatsToItself) {
  const std::string note = "a\n\nb\n\n" + kPeterLine + "— E AAAAAAAA\n";
  Dice dice(12);
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bad = note;
    for (uint64_t i = dice.Roll(3); i > 0; --i) {
      const size_t at = dice.Roll(bad.size());
      switch (dice.Roll(3)) {
        case 0:
          bad[at] = "\n A+=/—a"[dice.Roll(10)];
          break;
        case 1:
          bad.erase(at, 1 + dice.Roll(3));
          break;
        default:
          bad.insert(at, bad.substr(dice.Roll(bad.size()), dice.Roll(5)));
      }
    }
    const auto parsed = ParseNote(bad);
    if (!parsed) continue;
    ++taken;
    ASSERT_EQ(FormatNote(*parsed), bad);
  }
  EXPECT_GT(taken, 1000);
}

#if GTEST_HAS_DEATH_TEST
TEST(NoteDeathTest, OursAreWellFormed) {
  EXPECT_DEATH(FormatNote(Note{"no newline", {}}), "CHECK failed");
  EXPECT_DEATH(SignText(kText, "bad name", PeterSigningKey()), "CHECK failed");
}
#endif

}  // namespace
}  // namespace yiting::ledger
