#include "schema/canonical.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "schema/shape.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::schema {
namespace {

v1::Entry SampleEntry() {
  v1::Entry entry;
  entry.set_seq(300);
  entry.set_time_ms(1'577'930'400'000);
  entry.set_engine_level(1);
  entry.set_pack_hash(std::string(32, 'p'));
  entry.set_deadline(7);
  v1::MatterOpened* opened = entry.add_events()->mutable_matter_opened();
  opened->set_matter(std::string(16, 'm'));
  v1::Input* input = opened->add_inputs();
  input->set_field("title");
  input->mutable_content()->set_size(12);
  entry.set_fingerprint(std::string(32, 'f'));
  return entry;
}

TEST(CanonicalTest, WhatWasEncodedDecodes) {
  const Bytes bytes = Encode(SampleEntry());
  Result<v1::Entry> entry = Decode<v1::Entry>(bytes);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(Encode(*entry), bytes);
}

TEST(CanonicalTest, EmptyBytesAreTheEmptyMessage) {
  EXPECT_TRUE(Decode<v1::Entry>("").has_value());
}

// Every way to write the same message otherwise.
TEST(CanonicalTest, OtherEncodingsOfTheSameMessageAreRefused) {
  struct Way {
    const char* what;
    Bytes bytes;
  };
  const std::vector<Way> ways = {
      {"fields in another order", Bytes("\x10\x02\x08\x01", 4)},
      {"a varint with a needless byte", Bytes("\x08\x81\x00", 3)},
      {"a default value written out", Bytes("\x08\x00", 2)},
      {"a field twice", Bytes("\x08\x01\x08\x02", 4)},
      {"two members of one oneof", Bytes("\x2a\x01\x41\x30\x05", 5)},
      {"an unknown field", Bytes("\x08\x01\xf8\x01\x01", 5)},
      {"a known field with another wire type", Bytes("\x0a\x01\x41", 3)},
      {"a 64-bit fixed field", Bytes("\x09\x01\x00\x00\x00\x00\x00\x00\x00", 9)},
      {"a group", Bytes("\x0b\x0c", 2)},
      {"field number zero", Bytes("\x00\x01", 2)},
      {"cut off in a length", Bytes("\x22\x20\x41", 3)},
      {"cut off in a varint", Bytes("\x08\x80", 2)},
  };
  for (const Way& way : ways) {
    EXPECT_FALSE(Decode<v1::Entry>(way.bytes).has_value()) << way.what;
  }
}

TEST(CanonicalTest, AnUnknownFieldIsFoundAtEveryDepth) {
  v1::ContentRef ref;
  ref.set_size(12);
  // Field 15 of ContentRef does not exist.
  const Bytes inner = Encode(ref) + "\x78\x01";
  v1::Input input;
  input.set_field("t");
  Bytes nested = Encode(input);
  nested += Bytes("\x2a", 1) + static_cast<char>(inner.size()) + inner;
  v1::MatterOpened opened;
  Bytes outer = Encode(opened) + Bytes("\x42", 1) + static_cast<char>(nested.size()) + nested;
  Result<v1::MatterOpened> decoded = Decode<v1::MatterOpened>(outer);
  ASSERT_FALSE(decoded.has_value());
  EXPECT_EQ(decoded.error().message, "yiting.v1.ContentRef: field 15 is not known");
}

TEST(CanonicalTest, InvalidUtf8IsRefused) {
  v1::Text text;
  Bytes bytes("\x0a\x02\xc3\x28", 4);
  EXPECT_FALSE(DecodeInto(bytes, text).has_value());
}

// Flipping any bit of a message either breaks it or gives another canonical message, never the
// same.
TEST(CanonicalTest, NoTwoByteStringsMeanTheSame) {
  const Bytes bytes = Encode(SampleEntry());
  for (size_t i = 0; i < bytes.size() * 8; ++i) {
    Bytes flipped = bytes;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    Result<v1::Entry> entry = Decode<v1::Entry>(flipped);
    if (!entry) continue;
    EXPECT_EQ(Encode(*entry), flipped) << "bit " << i;
  }
}

TEST(CanonicalTest, RandomBytesNeverCrash) {
  uint64_t seed = 1;
  for (int round = 0; round < 20'000; ++round) {
    Bytes bytes;
    for (int i = 0; i < 24; ++i) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      bytes.push_back(static_cast<char>(seed >> 56));
    }
    Result<v1::Entry> entry = Decode<v1::Entry>(bytes);
    if (!entry) continue;
    EXPECT_EQ(Encode(*entry), bytes);
  }
}

}  // namespace
}  // namespace yiting::schema
