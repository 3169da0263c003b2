// Changing the rules as a sequencer sees it: the order of what is due and what is new, which pack
// an entry names, and what goes on when a pack is not here.

#include "desk.h"
#include "state/read_packs.h"

namespace yiting::sequencer {
namespace {

std::string WithActivation(const std::string& by, const std::string& finish_hours = "2") {
  std::string text = kDeskPack;
  text.replace(text.find("version = \"1\","), 14,
               "version = \"1\", activation { by = \"" + by + "\", signers = 2 },");
  text.replace(text.find("hours(2)"), 8, "hours(" + finish_hours + ")");
  return text;
}

// Two residents must sign for a change of the rules.
class PacksTest : public ::testing::Test {
 protected:
  PacksTest() : desk_(WithActivation("resident")) {
    first_ = desk_.packs.hash();
    slow_ = desk_.packs.Add(WithActivation("resident", "5"));
    strange_ = desk_.packs.Add(WithActivation("worker", "7"));
  }
  Bytes Activate(char by, const Bytes& pack) {
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(pack);
    payload.mutable_activate_pack()->set_base(desk_.sequencer->state().facts().pack);
    return desk_.Sign(by, payload);
  }
  Bytes Restore(char by, const Bytes& pack, const std::string& keys) {
    v1::Payload payload;
    payload.mutable_restore_pack()->set_pack(pack);
    return desk_.Sign(by, payload, keys);
  }
  Bytes Migrate(char by, const Bytes& matter) {
    v1::Payload payload;
    payload.mutable_migrate_matters()->set_pack(InForce());
    payload.mutable_migrate_matters()->add_matters(matter);
    return desk_.Sign(by, payload);
  }
  Bytes InForce() { return desk_.sequencer->state().facts().pack; }
  Bytes OpenAt(int64_t at_ms) {
    const Bytes command = desk_.Open('a');
    desk_.Push(command, at_ms);
    return desk_.IdOf(command).substr(0, 16);
  }
  state::Matter At(const Bytes& matter) {
    return *state::FindMatter(desk_.sequencer->state(), matter);
  }

  Desk desk_;
  Bytes first_, slow_, strange_;
};

TEST_F(PacksTest, TwoSignersInOneBatch) {
  const Bytes one = Activate('a', slow_);
  const Bytes two = Activate('b', slow_);
  EXPECT_TRUE(std::holds_alternative<Admitted>(desk_.Admit(one, kMonday).outcome));
  EXPECT_EQ(InForce(), first_);
  EXPECT_TRUE(std::holds_alternative<Admitted>(desk_.Admit(two, kMonday).outcome));
  desk_.Store();
  EXPECT_EQ(InForce(), slow_);
  EXPECT_EQ(desk_.Stored(1).pack_hash(), first_);
  EXPECT_EQ(desk_.Stored(2).pack_hash(), first_);
  const Bytes matter = OpenAt(kMonday);
  EXPECT_EQ(desk_.Stored(3).pack_hash(), slow_);
  EXPECT_EQ(At(matter).due_ms, kMonday + 5 * kHour);
}

TEST_F(PacksTest, OfTwoAtOnceTheSecondIsToldAndNothingIsLost) {
  const Bytes mine[] = {Activate('a', slow_), Activate('b', slow_)};
  const Bytes late = Activate('a', strange_);  // made from the same version
  for (const Bytes& command : mine) desk_.Push(command, kMonday);
  const v1::Rejection rejection = desk_.Rejected(desk_.Push(late, kMonday));
  EXPECT_EQ(rejection.reason(), v1::PACK_CHANGED);
  EXPECT_EQ(rejection.detail(), ToHex(slow_));
  EXPECT_EQ(rejection.pack_hash(), slow_);  // that said no
  EXPECT_EQ(InForce(), slow_);
  // With what holds now it is a change like any other.
  desk_.Push(Activate('a', strange_), kMonday);
  desk_.Push(Activate('b', strange_), kMonday);
  EXPECT_EQ(InForce(), strange_);
}

TEST_F(PacksTest, AbortTakesAnActivationBack) {
  EXPECT_TRUE(std::holds_alternative<Admitted>(desk_.Admit(Activate('a', slow_), kMonday).outcome));
  EXPECT_TRUE(std::holds_alternative<Admitted>(desk_.Admit(Activate('b', slow_), kMonday).outcome));
  ASSERT_TRUE(desk_.sequencer->Abort().has_value());
  EXPECT_EQ(InForce(), first_);
  EXPECT_TRUE(state::ApprovalsOf(desk_.sequencer->state(), "").empty());
  EXPECT_EQ(state::PackTerms(desk_.sequencer->state(), 9).size(), 1u);
}

TEST_F(PacksTest, MattersStayOnTheirVersionWhenTheirDeadlineFalls) {
  const Bytes old = OpenAt(kMonday);
  desk_.Push(Activate('a', slow_), kMonday);
  desk_.Push(Activate('b', slow_), kMonday);
  const Bytes fresh = OpenAt(kMonday);
  ASSERT_TRUE(desk_.sequencer->Wake(kMonday + 5 * kHour).has_value());
  desk_.Store();
  EXPECT_EQ(At(old).late, 2);    // after 2 and 5 hours
  EXPECT_EQ(At(fresh).late, 1);  // after 5
  // Each entry of a deadline names the pack of its matter. Of the two after five hours the one that
  // was set first falls first.
  EXPECT_EQ(desk_.Stored(desk_.stored.size() - 3).pack_hash(), first_);
  EXPECT_EQ(desk_.Stored(desk_.stored.size() - 2).pack_hash(), slow_);
  EXPECT_EQ(desk_.Stored(desk_.stored.size() - 1).pack_hash(), first_);
}

TEST_F(PacksTest, MigrationMovesTheDeadlineAndOnlyTheNewOneFalls) {
  const Bytes matter = OpenAt(kMonday);
  desk_.Push(Activate('a', slow_), kMonday);
  desk_.Push(Activate('b', slow_), kMonday);
  EXPECT_TRUE(
      std::holds_alternative<Admitted>(desk_.Push(Migrate('a', matter), kMonday + kHour).outcome));
  EXPECT_EQ(At(matter).due_ms, kMonday + 5 * kHour);
  EXPECT_EQ(*desk_.sequencer->next_due(), kMonday + 5 * kHour);
  ASSERT_TRUE(desk_.sequencer->Wake(kMonday + 5 * kHour - 1).has_value());
  EXPECT_TRUE(desk_.sequencer->staged().empty());
  ASSERT_TRUE(desk_.sequencer->Wake(kMonday + 5 * kHour).has_value());
  desk_.Store();
  EXPECT_EQ(At(matter).late, 1);
}

// What is due by then falls first, under the old rules.
TEST_F(PacksTest, ADeadlineThatIsDueFallsBeforeTheMigrationThatCouldMoveIt) {
  const Bytes matter = OpenAt(kMonday);
  desk_.Push(Activate('a', slow_), kMonday);
  desk_.Push(Activate('b', slow_), kMonday);
  desk_.Push(Migrate('a', matter), kMonday + 2 * kHour);
  EXPECT_EQ(At(matter).late, 1);
  EXPECT_EQ(At(matter).pack, slow_);
  EXPECT_EQ(At(matter).due_ms, kMonday + 5 * kHour);  // the second round: 3 hours after the first
}

TEST_F(PacksTest, TwoStreetKeysRestoreAlsoWhenThePackInForceIsGone) {
  desk_.Push(Activate('a', slow_), kMonday);
  desk_.Push(Activate('b', slow_), kMonday);
  desk_.packs.here = false;  // neither the one in force nor the one that comes back
  EXPECT_FALSE(desk_.sequencer->Admit(Activate('a', first_), kMonday, desk_.contents).has_value());
  ASSERT_TRUE(desk_.sequencer->Abort().has_value());
  const v1::Rejection rejection =
      desk_.Rejected(desk_.Push(Restore('w', first_, "1"), kMonday + kHour));
  EXPECT_EQ(rejection.reason(), v1::STREET_KEYS_MISSING);
  EXPECT_TRUE(std::holds_alternative<Admitted>(
      desk_.Push(Restore('w', first_, "12"), kMonday + kHour).outcome));
  EXPECT_EQ(InForce(), first_);
  desk_.packs.here = true;
  EXPECT_EQ(At(OpenAt(kMonday + kHour)).pack, first_);
}

// A ledger in which the rules change is replayed by one who has none of them.
TEST_F(PacksTest, WhoHasNoPackFollowsAllTheSame) {
  const Bytes matter = OpenAt(kMonday);
  desk_.Push(Activate('a', slow_), kMonday);
  desk_.Push(Activate('b', slow_), kMonday);
  desk_.Push(Migrate('b', matter), kMonday);
  desk_.Push(Restore('a', first_, "12"), kMonday);
  std::unique_ptr<state::Community> follower = Desk::NewState();
  ASSERT_TRUE(follower->Begin().has_value());
  for (const Bytes& entry : desk_.stored) {
    const Status followed = FollowEntry(*follower, entry, state::CommandSignatures::kVerify);
    ASSERT_TRUE(followed.has_value()) << followed.error().message;
  }
  ASSERT_TRUE(follower->Commit().has_value());
  EXPECT_EQ(follower->Digest(), desk_.sequencer->state().Digest());
  EXPECT_EQ(follower->facts().pack, first_);
}

}  // namespace
}  // namespace yiting::sequencer
