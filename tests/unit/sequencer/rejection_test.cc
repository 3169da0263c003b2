// What the sequencer says no to, and what its signed answer holds.
#include "tests/unit/sequencer/desk.h"

namespace yiting::sequencer {
namespace {

TEST(RejectionTest, SaysWhatWhenAndWhichRule) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  const Bytes command = desk.Open('w');
  const Answer answer = desk.Push(command, kMonday + kMinute);
  const v1::Rejection rejection = desk.Rejected(answer);
  EXPECT_EQ(answer.command_id, desk.IdOf(command));
  EXPECT_EQ(rejection.command_id(), desk.IdOf(command));
  EXPECT_EQ(rejection.tree_size(), 2u);
  EXPECT_EQ(rejection.time_ms(), kMonday + kMinute);
  EXPECT_EQ(rejection.pack_hash(), desk.packs.hash());
  EXPECT_EQ(rejection.reason(), v1::NOT_ALLOWED);
  EXPECT_EQ(rejection.rule(), "p.open");
}

TEST(RejectionTest, CountsTheDeadlinesThatFellBeforeIt) {
  Desk desk;
  desk.Push(desk.Open('a'), kMonday);
  EXPECT_EQ(desk.Rejected(desk.Push(desk.Open('w'), kMonday + 3 * kHour)).tree_size(), 3u);
  EXPECT_EQ(desk.stored.size(), 3u);
}

TEST(RejectionTest, BytesThatAreNoCommandHaveNoId) {
  Desk desk;
  for (const Bytes& bytes : {Bytes(), Bytes("\xff\xff"), Bytes(100, 'x')}) {
    const Answer answer = desk.Push(bytes, kMonday);
    EXPECT_EQ(answer.command_id, "");
    EXPECT_EQ(desk.Rejected(answer).reason(), v1::MALFORMED);
  }
  const Answer large = desk.Push(Bytes(20'000, 'x'), kMonday);
  EXPECT_EQ(desk.Rejected(large).reason(), v1::TOO_LARGE);
  EXPECT_EQ(desk.Rejected(large).command_id(), "");
  // A good command with one byte behind it is not canonical.
  EXPECT_EQ(desk.Rejected(desk.Push(desk.Open('a') + '\0', kMonday)).reason(), v1::MALFORMED);
}

TEST(RejectionTest, MissingContentIsNamed) {
  Desk desk;
  const Bytes command = desk.Open('a', "title");
  const v1::Rejection rejection = desk.Rejected(desk.Push(command, kMonday));
  EXPECT_EQ(rejection.reason(), v1::CONTENT_MISSING);
  EXPECT_EQ(rejection.detail(), ToHex(Bytes(32, 't')));
  // Mended and sent again, the same command is admitted.
  desk.contents.given.insert(Bytes(32, 't'));
  EXPECT_TRUE(std::holds_alternative<Admitted>(desk.Push(command, kMonday).outcome));
}

TEST(RejectionTest, SecondCommunityIsRefusedUnderThePackInForce) {
  Desk desk;
  v1::Payload payload;
  v1::CreateCommunity* create = payload.mutable_create_community();
  create->mutable_title()->set_zh("另一个");
  create->set_sequencer_key(crypto::PublicKey(KeyOf('S')));
  create->set_pack_hash(Bytes(32, 'q'));
  Desk::AddMember(create->add_members(), 'r', "registrar");
  const v1::Rejection rejection = desk.Rejected(desk.Push(desk.Sign('r', payload), kMonday));
  EXPECT_EQ(rejection.reason(), v1::COMMUNITY_EXISTS);
  EXPECT_EQ(rejection.pack_hash(), desk.packs.hash());
}

}  // namespace
}  // namespace yiting::sequencer
