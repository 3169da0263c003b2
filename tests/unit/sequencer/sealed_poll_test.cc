// The keys of sealed polls come from the sequencer's own key, so that a server that has lost all
// but that and its ledger opens every poll.

#include <gtest/gtest.h>

#include "decide/seal_vote.h"
#include "schema/sealed_ballot.h"
#include "sequencer/poll_keys.h"
#include "state/read_polls.h"
#include "tests/unit/sequencer/desk.h"
#include "tests/unit/sequencer/sealed_pack.h"

namespace yiting::sequencer {
namespace {

Bytes Vote(Desk& desk, char by, const Bytes& matter, const std::string& choice) {
  v1::Payload payload;
  v1::ActOnMatter* act = payload.mutable_act_on_matter();
  act->set_matter(matter);
  act->set_action("vote");
  v1::Input* input = act->add_inputs();
  input->set_field("choice");
  input->set_code(choice);
  decide::SealVote(desk.sequencer->state(), desk.packs, MemberId(by), Bytes(32, by), *act);
  EXPECT_TRUE(act->inputs(0).has_sealed());
  return desk.Sign(by, payload);
}

TEST(SealedPollTest, A6_5_AServerThatComesBackOpensThePollThatItOpened) {
  Desk desk(kSealedPack);
  const Bytes open = desk.Open('a');
  desk.Push(open, kMonday + kMinute);
  const Bytes matter = desk.IdOf(open).substr(0, 16);
  desk.Push(Vote(desk, 'a', matter, "for"), kMonday + 2 * kMinute);
  desk.Push(Vote(desk, 'b', matter, "abstain"), kMonday + 2 * kMinute);

  // Nothing is left but the ledger and the key.
  auto state = Desk::NewState();
  ASSERT_TRUE(state->Begin().has_value());
  for (const Bytes& entry : desk.stored) {
    ASSERT_TRUE(FollowEntry(*state, entry, state::CommandSignatures::kVerify).has_value());
  }
  ASSERT_TRUE(state->Commit().has_value());
  auto again = Sequencer::Open(std::move(state), desk.packs, KeyOf('S'));
  ASSERT_TRUE(again.has_value()) << again.error().message;
  desk.sequencer = std::move(*again);
  ASSERT_TRUE(desk.sequencer->Wake(kMonday + 3 * kHour).has_value());
  desk.Store();

  const state::Matter found = *state::FindMatter(desk.sequencer->state(), matter);
  const state::Poll poll = *state::FindPoll(desk.sequencer->state(), found);
  EXPECT_EQ(crypto::BoxPublicKey(poll.secret), poll.key);
  EXPECT_EQ(poll.in_favour, 1);
  EXPECT_EQ(poll.abstained, 1);
  EXPECT_EQ(poll.spoiled, 0);
  EXPECT_EQ(found.outcome, "lapsed");  // one of two is not more than half
}

TEST(SealedPollTest, A6_5_EachPollHasAKeyOfItsOwn) {
  const crypto::SigningKey key = KeyOf('S');
  const Bytes one = PollSecret(key, Bytes(16, 'm'), 7);
  EXPECT_EQ(one.size(), crypto::kBoxKeyBytes);
  EXPECT_EQ(one, PollSecret(key, Bytes(16, 'm'), 7));
  EXPECT_NE(one, PollSecret(key, Bytes(16, 'n'), 7));
  EXPECT_NE(one, PollSecret(key, Bytes(16, 'm'), 8));
  EXPECT_NE(one, PollSecret(KeyOf('T'), Bytes(16, 'm'), 7));
  Desk desk(kSealedPack);
  const KeyRing ring(key);
  DerivedPollKeys keys(ring, desk.sequencer->state());
  EXPECT_EQ(keys.SecretFor(Bytes(16, 'm'), 7), one);
  EXPECT_EQ(keys.PublicFor(Bytes(16, 'm'), 7), crypto::BoxPublicKey(one));
}

}  // namespace
}  // namespace yiting::sequencer
