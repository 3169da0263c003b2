// The native build has protoc's own code for messages, WebAssembly has tables
// (schema/table/message_table.h). Both are given the same thousands of random byte strings, right
// and wrong ones, as every kind of message that is big; what they take, and all that they then
// write, has the hash that is stated here for both.
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "crypto/sha256.h"
#include "tests/support/dice.h"
#include "yiting/v1/bridge.pb.h"
#include "yiting/v1/entry.pb.h"
#include "yiting/v1/pack.pb.h"
#include "yiting/v1/sync.pb.h"
#include "yiting/v1/view.pb.h"

namespace yiting::schema {
namespace {

constexpr int kTries = 4000;
constexpr int kDepth = 5;

void AppendVarint(Bytes& out, uint64_t value) {
  while (value >= 128) {
    out.push_back(static_cast<char>(value | 128));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

uint64_t RandomNumber(testing::Dice& dice) {
  const uint64_t value = static_cast<uint64_t>(dice.Roll(1 << 30)) << 34 | dice.Roll(1 << 30);
  return value >> dice.Roll(64);
}

Bytes RandomText(testing::Dice& dice) {
  static constexpr const char* kPieces[] = {"a", "门", "é", "\xff", "", "0123456789", "😀"};
  Bytes text;
  for (uint64_t i = dice.Roll(4); i > 0; --i) {
    // A broken character is seldom, else nothing would be taken.
    const uint64_t piece = dice.Roll(7);
    text += kPieces[piece == 3 && dice.Roll(8) != 0 ? 0 : piece];
  }
  return text;
}

// Fields of low numbers, in any order, some twice, some of a wire type that the message does not
// expect, some cut off.
Bytes RandomFields(testing::Dice& dice, int depth) {
  Bytes out;
  for (uint64_t i = dice.Roll(6); i > 0; --i) {
    const uint64_t number = dice.Roll(12) == 0 ? dice.Roll(90) : dice.Roll(20);
    const uint64_t shape = dice.Roll(10);
    const bool is_number = shape < 3;
    const uint64_t wire_type = dice.Roll(60) == 0 ? dice.Roll(8) : is_number ? 0 : 2;
    AppendVarint(out, number << 3 | wire_type);
    if (wire_type != 2) {
      AppendVarint(out, RandomNumber(dice));
      continue;
    }
    Bytes inner;
    if (shape < 6 && depth > 0) {
      inner = RandomFields(dice, depth - 1);
    } else if (shape == 6) {
      for (uint64_t k = dice.Roll(5); k > 0; --k) AppendVarint(inner, RandomNumber(dice));
    } else {
      inner = RandomText(dice);
    }
    AppendVarint(out, inner.size());
    out += inner;
  }
  if (dice.Roll(40) == 0 && !out.empty()) out.resize(out.size() - 1);
  return out;
}

// All that a message does with bytes, gathered.
template <class Message>
void Handle(const Bytes& bytes, Bytes& all, int& taken) {
  Message message;
  const bool good = message.ParseFromString(bytes);
  all.push_back(good ? '\1' : '\0');
  if (!good) return;
  ++taken;
  const Bytes written = message.SerializeAsString();
  EXPECT_EQ(message.ByteSizeLong(), written.size());
  all += written;

  Message copy(message);
  EXPECT_EQ(copy.SerializeAsString(), written);
  Message assigned;
  assigned.ParseFromString(written);
  assigned = message;
  EXPECT_EQ(assigned.SerializeAsString(), written);
  Message moved(std::move(assigned));
  EXPECT_EQ(moved.SerializeAsString(), written);

  copy.MergeFrom(message);
  all += copy.SerializeAsString();
  copy.Clear();
  EXPECT_TRUE(copy.SerializeAsString().empty());
  EXPECT_TRUE(copy.ParseFromString(written));
  EXPECT_EQ(copy.SerializeAsString(), written);
}

template <class Message>
std::string HashOf(uint32_t seed) {
  testing::Dice dice(seed);
  Bytes all;
  int taken = 0;
  for (int i = 0; i < kTries; ++i) Handle<Message>(RandomFields(dice, kDepth), all, taken);
  // Neither all nor nothing: else little is compared.
  EXPECT_GT(taken, kTries / 3);
  EXPECT_LT(taken, kTries);
  return ToHex(crypto::AsBytes(crypto::Sha256(all))).substr(0, 16);
}

// A new field changes what is taken: the native build's values are the right ones.
TEST(MessageTableTest, BothBuildsTakeAndWriteTheSame) {
  EXPECT_EQ(HashOf<v1::Payload>(1), "6c5da4f08ab6a08d");
  EXPECT_EQ(HashOf<v1::Entry>(2), "de0ff8eb67d60436");
  EXPECT_EQ(HashOf<v1::Pack>(3), "70bbb195de45e9bc");
  EXPECT_EQ(HashOf<v1::View>(4), "969286db9f852998");
  EXPECT_EQ(HashOf<v1::BridgeRequest>(5), "2b0465df25ca2bc7");
  EXPECT_EQ(HashOf<v1::BridgeResponse>(6), "9c3562f73b24a157");
  EXPECT_EQ(HashOf<v1::PushRequest>(7), "f6f20699222170bd");
  EXPECT_EQ(HashOf<v1::PullResponse>(8), "53c909cd73f2374c");
  EXPECT_EQ(HashOf<v1::MatterView>(9), "c36f0f12fb599fb8");
  EXPECT_EQ(HashOf<v1::PackBundle>(10), "0a4d812fb6c1a136");
}

}  // namespace
}  // namespace yiting::schema
