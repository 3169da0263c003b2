// The key that signs a ledger is changed by an entry: who signs what from then on, and that polls
// which opened under the earlier key are counted all the same.

#include <gtest/gtest.h>

#include "decide/seal_vote.h"
#include "ledger/checkpoint.h"
#include "schema/key_change.h"
#include "state/read_polls.h"
#include "tests/unit/sequencer/desk.h"
#include "tests/unit/sequencer/sealed_pack.h"

namespace yiting::sequencer {
namespace {

Bytes KeyIn(char c) { return crypto::PublicKey(KeyOf(c)); }

// A desk whose machine has a second key, 'N', on its ring.
class KeyChangeTest : public ::testing::Test {
 protected:
  explicit KeyChangeTest() : desk_(kSealedPack) { Reopen("SN"); }

  // As a machine would that has these keys and the entries.
  void Reopen(const std::string& keys) {
    KeyRing ring(KeyOf(keys[0]));
    for (char key : keys.substr(1)) ring.Add(KeyOf(key));
    auto opened = Sequencer::OpenWithoutKey(Replayed(), desk_.packs, ring);
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    desk_.sequencer = std::move(*opened);
  }
  std::unique_ptr<state::Community> Replayed() {
    auto state = Desk::NewState();
    EXPECT_TRUE(state->Begin().has_value());
    for (const Bytes& entry : desk_.stored) {
      EXPECT_TRUE(FollowEntry(*state, entry, state::CommandSignatures::kVerify).has_value());
    }
    EXPECT_TRUE(state->Commit().has_value());
    return state;
  }
  Bytes Rotate(char to, const std::string& signers) {
    v1::Payload payload;
    payload.mutable_rotate_key()->set_key(KeyIn(to));
    payload.mutable_rotate_key()->set_replaces(desk_.sequencer->state().facts().sequencer_key);
    return desk_.Sign('r', payload, signers);
  }
  bool SignedBy(char key) {
    auto note = desk_.sequencer->SignCheckpoint();
    EXPECT_TRUE(note.has_value()) << note.error().message;
    const std::string origin = ledger::OriginOf(desk_.sequencer->community_id());
    return ledger::OpenCheckpoint(*note, origin, KeyIn(key)).has_value();
  }
  v1::Reason ReasonBy(char key, const Answer& answer) {
    const auto* refused = std::get_if<Refused>(&answer.outcome);
    if (refused == nullptr) return v1::REASON_UNSPECIFIED;
    auto rejection = schema::OpenRejection(refused->signed_rejection,
                                           desk_.sequencer->community_id(), KeyIn(key));
    return rejection ? rejection->reason() : v1::REASON_UNSPECIFIED;
  }

  Desk desk_;
};

TEST_F(KeyChangeTest, A8_1_TheEntryThatChangesTheKeyIsUnderTheNewKeysCheckpoint) {
  EXPECT_TRUE(SignedBy('S'));
  // In one batch: what comes before the change, the change, what comes after it.
  desk_.Admit(desk_.Open('a'), kMonday + kMinute);
  EXPECT_TRUE(std::holds_alternative<Admitted>(
      desk_.Admit(Rotate('N', "12N"), kMonday + kMinute).outcome));
  desk_.Admit(desk_.Open('b'), kMonday + kMinute);
  desk_.Store();
  EXPECT_TRUE(SignedBy('N'));
  EXPECT_FALSE(SignedBy('S'));
  EXPECT_EQ(desk_.sequencer->state().facts().sequencer_key, KeyIn('N'));
}

TEST_F(KeyChangeTest, A8_1_ABatchThatIsNotStoredChangesNoKey) {
  desk_.Admit(Rotate('N', "12N"), kMonday + kMinute);
  ASSERT_TRUE(desk_.sequencer->Abort().has_value());
  EXPECT_TRUE(SignedBy('S'));
}

TEST_F(KeyChangeTest, A8_1_ARefusalIsSignedByTheKeyOfTheTreeThatItSpeaksOf) {
  v1::Payload nothing;
  nothing.mutable_end_role()->set_member(Bytes(16, '?'));
  EXPECT_NE(ReasonBy('S', desk_.Admit(desk_.Sign('a', nothing), kMonday)), v1::REASON_UNSPECIFIED);
  desk_.Admit(Rotate('N', "12N"), kMonday + kMinute);
  EXPECT_NE(ReasonBy('N', desk_.Admit(desk_.Sign('a', nothing), kMonday + kMinute)),
            v1::REASON_UNSPECIFIED);
}

TEST_F(KeyChangeTest, A8_1_TwoStreetKeysAndTheNewKeyMustSign) {
  const struct {
    const char* signers;
    v1::Reason reason;
  } kCases[] = {{"1N", v1::STREET_KEYS_MISSING},
                {"1SN", v1::STREET_KEYS_MISSING},
                {"12", v1::KEY_UNPROVEN}};
  for (const auto& one : kCases) {
    EXPECT_EQ(ReasonBy('S', desk_.Push(Rotate('N', one.signers), kMonday)), one.reason)
        << one.signers;
  }
  // The key in force, again.
  EXPECT_EQ(ReasonBy('S', desk_.Push(Rotate('S', "12S"), kMonday)), v1::NOTHING_TO_DO);
}

TEST_F(KeyChangeTest, A8_1_AKeyThatIsNotHereIsNotPutInForce) {
  EXPECT_EQ(ReasonBy('S', desk_.Push(Rotate('X', "12X"), kMonday)), v1::KEY_UNPROVEN);
  EXPECT_TRUE(SignedBy('S'));
}

TEST_F(KeyChangeTest, A8_1_AKeyIsNeverPutInForceAgain) {
  desk_.Push(Rotate('N', "12N"), kMonday);
  EXPECT_EQ(ReasonBy('N', desk_.Push(Rotate('S', "12S"), kMonday)), v1::NOTHING_TO_DO);
}

TEST_F(KeyChangeTest, A8_1_AMachineWithoutTheKeyDoesNotOpenTheLedger) {
  desk_.Push(Rotate('N', "12N"), kMonday);
  auto opened = Sequencer::Open(Replayed(), desk_.packs, KeyOf('S'));
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(Sequencer::Open(Replayed(), desk_.packs, KeyOf('N')).has_value());
}

TEST_F(KeyChangeTest, A8_1_ALostKeyIsReplacedOnAMachineThatHasOnlyTheLedger) {
  Reopen("N");
  EXPECT_FALSE(desk_.sequencer->SignCheckpoint().has_value());
  desk_.Push(Rotate('N', "12N"), kMonday);
  EXPECT_TRUE(SignedBy('N'));
}

TEST_F(KeyChangeTest, A6_5_APollThatOpenedUnderTheEarlierKeyIsCounted) {
  const Bytes open = desk_.Open('a');
  desk_.Push(open, kMonday + kMinute);
  const Bytes matter = desk_.IdOf(open).substr(0, 16);
  desk_.Push(Rotate('N', "12N"), kMonday + 2 * kMinute);
  v1::Payload vote;
  vote.mutable_act_on_matter()->set_matter(matter);
  vote.mutable_act_on_matter()->set_action("vote");
  v1::Input* input = vote.mutable_act_on_matter()->add_inputs();
  input->set_field("choice");
  input->set_code("for");
  decide::SealVote(desk_.sequencer->state(), desk_.packs, MemberId('a'), Bytes(32, 'a'),
                   *vote.mutable_act_on_matter());
  desk_.Push(desk_.Sign('a', vote), kMonday + 3 * kMinute);
  ASSERT_TRUE(desk_.sequencer->Wake(kMonday + 3 * kHour).has_value());
  desk_.Store();
  const state::Matter found = *state::FindMatter(desk_.sequencer->state(), matter);
  EXPECT_EQ(state::FindPoll(desk_.sequencer->state(), found)->in_favour, 1);
  EXPECT_EQ(found.outcome, "done");
}

TEST_F(KeyChangeTest, A8_1_WhoeverHasTheFirstEntryChecksAChange) {
  const std::vector<Bytes> streets = {KeyIn('1'), KeyIn('2')};
  const Bytes& community = desk_.sequencer->community_id();
  const Bytes good = Rotate('N', "12N");
  EXPECT_EQ(*schema::OpenKeyChange(good, community, streets, KeyIn('S')), KeyIn('N'));
  const auto code = [](const Result<Bytes>& opened) { return opened.error().code; };
  for (const char* signers : {"1N", "12"}) {
    EXPECT_EQ(code(schema::OpenKeyChange(Rotate('N', signers), community, streets, KeyIn('S'))),
              ErrorCode::kCorrupt);
  }
  EXPECT_EQ(code(schema::OpenKeyChange(good, Bytes(32, 'c'), streets, KeyIn('S'))),
            ErrorCode::kCorrupt);
  EXPECT_EQ(code(schema::OpenKeyChange(good, community, {KeyIn('1')}, KeyIn('S'))),
            ErrorCode::kCorrupt);
  EXPECT_EQ(code(schema::OpenKeyChange(good, community, streets, KeyIn('X'))),
            ErrorCode::kCorrupt)
      << "it takes the place of another key";
  EXPECT_EQ(code(schema::OpenKeyChange(desk_.Open('a'), community, streets, KeyIn('S'))),
            ErrorCode::kInvalid);
}

TEST_F(KeyChangeTest, A8_1_AChangeOfAnotherKeyThanTheOneInForceIsRefused) {
  Reopen("SNP");
  desk_.Push(Rotate('N', "12N"), kMonday);
  v1::Payload late;  // as one that was made before that change and comes after it
  late.mutable_rotate_key()->set_key(KeyIn('P'));
  late.mutable_rotate_key()->set_replaces(KeyIn('S'));
  EXPECT_EQ(ReasonBy('N', desk_.Push(desk_.Sign('r', late, "12P"), kMonday)), v1::KEY_UNPROVEN);
  EXPECT_TRUE(SignedBy('N'));
}

// Whoever has stolen the key in force can sign a tree; they cannot put their own key in its place.
TEST_F(KeyChangeTest, A8_1_AnEntryThatTheStreetHasNotSignedPutsNoKeyInForce) {
  desk_.Push(Rotate('N', "12N"), kMonday);
  const Bytes honest = desk_.stored.back();
  v1::Entry entry = *schema::Decode<v1::Entry>(honest);
  desk_.stored.pop_back();
  const auto replay = [&](const v1::Entry& one) {
    std::unique_ptr<state::Community> state = Replayed();
    EXPECT_TRUE(state->Begin().has_value());
    const Status good =
        ReplayEntry(*state, schema::Encode(one), state::CommandSignatures::kVerify);
    return good ? std::string() : good.error().message;
  };
  EXPECT_EQ(replay(entry), "");
  v1::Entry other = entry;
  other.mutable_events(0)->mutable_sequencer_key_changed()->set_key(KeyIn('X'));
  EXPECT_NE(replay(other).find("another key in force than it signs"), std::string::npos);
  v1::Entry thief = entry;
  thief.set_command(Rotate('N', "1N"));
  EXPECT_NE(replay(thief).find("not signed as it must be"), std::string::npos) << replay(thief);
  v1::Entry unsigned_change = entry;
  unsigned_change.set_command(desk_.Open('a'));
  EXPECT_NE(replay(unsigned_change).find("no change of a key"), std::string::npos)
      << replay(unsigned_change);
  v1::Entry twice = entry;
  *twice.add_events() = entry.events(0);
  EXPECT_NE(replay(twice), "");
}

TEST_F(KeyChangeTest, A8_1_EntriesThatWereLostAreStagedAsTheyWere) {
  const std::vector<Bytes> before = desk_.stored;
  desk_.Push(desk_.Open('a'), kMonday + kMinute);
  desk_.Push(Rotate('N', "12N"), kMonday + 2 * kMinute);
  desk_.Push(desk_.Open('b'), kMonday + 3 * kMinute);
  const std::vector<Bytes> all = std::exchange(desk_.stored, before);
  Reopen("SN");
  EXPECT_FALSE(desk_.sequencer->Follow(all.back()).has_value()) << "it is not the next";
  ASSERT_TRUE(desk_.sequencer->Abort().has_value());
  for (size_t seq = before.size(); seq < all.size(); ++seq) {
    ASSERT_TRUE(desk_.sequencer->Follow(all[seq]).has_value());
  }
  desk_.Store();
  EXPECT_EQ(desk_.stored, all);
  EXPECT_TRUE(SignedBy('N'));
}

}  // namespace
}  // namespace yiting::sequencer
