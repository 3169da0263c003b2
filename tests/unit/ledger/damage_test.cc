// Every decoder and parser of the folder under damaged input with fixed seeds: it never crashes,
// and whatever it takes it writes back as the same bytes, so nothing has a second spelling.

#include <gtest/gtest.h>

#include <functional>

#include "ledger/tiles.h"
#include "tests/unit/ledger/transcript.h"

namespace yiting::ledger {
namespace {

// A decoder as a function from bytes to the bytes that its result encodes to; nothing if refused.
using RoundTrip = std::function<std::optional<Bytes>(const Bytes&)>;

struct Subject {
  const char* name;
  std::vector<Bytes> good;
  std::string alphabet;  // what is written into texts; empty: any byte
  RoundTrip round_trip;
};

std::vector<Subject> Subjects() {
  Frontier frontier;
  for (int i = 0; i < 13; ++i) frontier.Append(LeafHash("x"));
  const Tile three{TileKind::kHashes, 0, 7, 3};
  std::vector<Subject> subjects;
  subjects.push_back({"Frontier",
                      {frontier.Encode(), Frontier().Encode()},
                      "",
                      [](const Bytes& bytes) -> std::optional<Bytes> {
                        const auto decoded = Frontier::Decode(bytes);
                        return decoded ? std::optional(decoded->Encode()) : std::nullopt;
                      }});
  subjects.push_back(
      {"hash tile", {Bytes(96, 'h')}, "", [three](const Bytes& bytes) -> std::optional<Bytes> {
         const auto decoded = DecodeTile(three, bytes);
         if (!decoded) return std::nullopt;
         Bytes again;
         for (const Hash& hash : *decoded) again += crypto::AsBytes(hash);
         return again;
       }});
  subjects.push_back({"entry bundle",
                      {EncodeEntryBundle({"ab", "", "cde"}).value()},
                      "",
                      [](const Bytes& bytes) -> std::optional<Bytes> {
                        const auto decoded = DecodeEntryBundle(3, bytes);
                        return decoded ? std::optional(EncodeEntryBundle(*decoded).value())
                                       : std::nullopt;
                      }});
  subjects.push_back({"tile path",
                      {"tile/0/x001/234.p/5", "tile/entries/000", "tile/63/x999/x999/999"},
                      "0129x/.petilns",
                      [](const Bytes& text) -> std::optional<Bytes> {
                        const auto parsed = ParseTilePath(text);
                        return parsed ? std::optional(FormatTilePath(*parsed)) : std::nullopt;
                      }});
  subjects.push_back({"note",
                      {Sample().note, SampleCosigned(), "a\n\nb\n\n— k AAAAAAAA\n"},
                      "\n\n +=/—aA0\t\xe2\x80\x94",
                      [](const Bytes& text) -> std::optional<Bytes> {
                        const auto parsed = ParseNote(text);
                        return parsed ? std::optional(FormatNote(*parsed)) : std::nullopt;
                      }});
  subjects.push_back(
      {"checkpoint text",
       {FormatCheckpoint(Sample().checkpoint), "o\n0\n" + ToBase64(Bytes(32, 'r')) + "\n"},
       "\n0189aA=+/ ",
       [](const Bytes& text) -> std::optional<Bytes> {
         const auto parsed = ParseCheckpoint(text);
         if (!parsed) return std::nullopt;
         // Extension lines are passed over; what is read is the first three lines.
         const Bytes again = FormatCheckpoint(*parsed);
         return text.starts_with(again) ? text : again;
       }});
  subjects.push_back(
      {"receipt",
       {SampleReceipt(), "c2sp.org/tlog-proof@v1\nextra eA==\nindex 0\n\n" + Sample().note},
       "\n0189aA=+/ exindr",
       [](const Bytes& text) -> std::optional<Bytes> {
         const auto parsed = ParseReceipt(text);
         return parsed ? std::optional(FormatReceipt(*parsed)) : std::nullopt;
       }});
  subjects.push_back(
      {"verifier key",
       {FormatVerifierKey({"k", SignatureType::kEd25519, crypto::PublicKey(SequencerKey())})},
       "+=/aA0k",
       [](const Bytes& text) -> std::optional<Bytes> {
         const auto parsed = ParseVerifierKey(text);
         return parsed ? std::optional(FormatVerifierKey(*parsed)) : std::nullopt;
       }});
  return subjects;
}

Bytes Damage(Dice& dice, Bytes bytes, const std::string& alphabet) {
  for (uint64_t i = 1 + dice.Roll(3); i > 0; --i) {
    const size_t at = bytes.empty() ? 0 : dice.Roll(bytes.size());
    const char byte =
        alphabet.empty() ? static_cast<char>(dice.Roll(256)) : alphabet[dice.Roll(alphabet.size())];
    switch (dice.Roll(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = byte;
        break;
      case 1:
        bytes.insert(at, 1, byte);
        break;
      case 2:
        bytes.erase(at, 1 + dice.Roll(4));
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, dice.Roll(40)));
        break;
      default:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ 1 << dice.Roll(8));
    }
  }
  return bytes;
}

TEST(DamageTest, WhatIsTakenHasOneSpelling) {
  for (const Subject& subject : Subjects()) {
    Dice dice(2019);
    int taken = 0;
    int refused = 0;
    for (const Bytes& good : subject.good) {
      ASSERT_EQ(subject.round_trip(good), good) << subject.name;
      for (int round = 0; round < 4000; ++round) {
        const Bytes bad = Damage(dice, good, subject.alphabet);
        const std::optional<Bytes> again = subject.round_trip(bad);
        ++(again ? taken : refused);
        if (again) {
          ASSERT_EQ(*again, bad) << subject.name;
        }
      }
    }
    EXPECT_GT(taken, 0) << subject.name;
    EXPECT_GT(refused, 100) << subject.name;
  }
}

TEST(DamageTest, NothingShortIsACrash) {
  for (const Subject& subject : Subjects()) {
    for (const Bytes& good : subject.good) {
      for (size_t size = 0; size <= good.size(); ++size) {
        const std::optional<Bytes> again = subject.round_trip(good.substr(0, size));
        if (again) {
          ASSERT_EQ(*again, good.substr(0, size)) << subject.name;
        }
      }
    }
  }
}

TEST(DamageTest, NoiseIsRefused) {
  Dice dice(4);
  for (const Subject& subject : Subjects()) {
    for (int round = 0; round < 500; ++round) {
      const Bytes noise = dice.Take(dice.Roll(200));
      const std::optional<Bytes> again = subject.round_trip(noise);
      if (again) {
        ASSERT_EQ(*again, noise) << subject.name;
      }
    }
  }
}

}  // namespace
}  // namespace yiting::ledger
