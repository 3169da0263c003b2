// Votes among options, from the first proposal to the tally; each entry is replayed and compared.

#include <gtest/gtest.h>

#include "option_votes.h"

namespace yiting::decide {
namespace {

constexpr int64_t kNoon = kMonday + 3 * kHour;
constexpr int64_t kVoteEnd = kMonday + 2 * kDay + 15 * kHour;

class ChoicePollTest : public OptionVoteTest {
 protected:
  ChoicePollTest()
      : OptionVoteTest("method = \"choice\", changeable = true, turnout = ratio(1, 2)") {}
};
class ApprovalPollTest : public OptionVoteTest {
 protected:
  ApprovalPollTest() : OptionVoteTest("method = \"approval\", seats = 2") {}
};
class RankingPollTest : public OptionVoteTest {
 protected:
  RankingPollTest() : OptionVoteTest("method = \"ranking\"") {}
};
class BudgetPollTest : public OptionVoteTest {
 protected:
  // What a budget pays for has a price.
  BudgetPollTest()
      : OptionVoteTest(Source{With(OptionPack("method = \"budget\", budget = 300"),
                                   {{"optional = true, min = 0", "min = 0"}})}) {}
};
class FixedOptionsTest : public OptionVoteTest {
 protected:
  FixedOptionsTest()
      : OptionVoteTest("method = \"choice\", options = { { \"a\", \"甲\" }, { \"b\", \"乙\" } }") {}
};
class HouseholdChoiceTest : public OptionVoteTest {
 protected:
  HouseholdChoiceTest() : OptionVoteTest("method = \"choice\"", "per = \"household\",") {}
};
class OwnerChoiceTest : public OptionVoteTest {
 protected:
  OwnerChoiceTest()
      : OptionVoteTest("method = \"choice\", approve = ratio(1, 2), of = \"voted\", above = true",
                       "per = \"owner\", by_area = true,") {}
};
class BuildingChoiceTest : public OptionVoteTest {
 protected:
  explicit BuildingChoiceTest(const std::string& per = "")
      : OptionVoteTest("method = \"choice\"", per, "within = { \"building\" },") {}
};
class BuildingOwnersTest : public BuildingChoiceTest {
 protected:
  BuildingOwnersTest() : BuildingChoiceTest("per = \"owner\", by_area = true,") {}
};

TEST_F(ChoicePollTest, A6_3_ProposalsAreCountedUpAndFixedWhenTheVoteBegins) {
  const Bytes matter = OpenPick(kNoon);
  EXPECT_EQ(Act('w', kNoon, matter, "begin"), "OPTION_UNKNOWN pick.collect.begin vote");
  EXPECT_EQ(At(matter).stage, "collect");
  EXPECT_EQ(Propose('a', kNoon, matter), "");
  EXPECT_EQ(Propose('w', kNoon, matter, 250), "");
  const auto options = state::OptionsOf(*state_, matter);
  ASSERT_EQ(options.size(), 2u);
  EXPECT_EQ(options[0].option, 1);
  EXPECT_EQ(options[0].member, MemberId('a'));
  EXPECT_EQ(options[0].cost, 0);
  EXPECT_EQ(options[1].cost, 250'00);  // fen
  EXPECT_EQ(Act('w', kNoon, matter, "begin"), "");
  EXPECT_EQ(PollOf(matter).options, 2);
  EXPECT_EQ(PollOf(matter).electors, 4);
}

TEST_F(ChoicePollTest, A6_3_MoreProposalsThanASheetHolds) {
  const Bytes matter = OpenPick(kNoon);
  for (int i = 0; i < 50; ++i) ASSERT_EQ(Propose('a', kNoon, matter), "");
  EXPECT_EQ(Propose('a', kNoon, matter), "TOO_MANY pick.collect.propose 50");
  EXPECT_EQ(Act('w', kNoon, matter, "begin"), "");
  EXPECT_EQ(PollOf(matter).options, 50);
}

TEST_F(ChoicePollTest, A6_3_OneOptionThatIsThereAndItCanBeChanged) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {3}), "OPTION_UNKNOWN pick.vote.vote 3");
  EXPECT_EQ(Pick('a', kNoon, matter, {1, 2}), "BALLOT_TOO_MUCH pick.vote.vote 1");
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {}), "");
  EXPECT_EQ(Pick('a', kNoon + 1, matter, {2}), "");
  EXPECT_EQ(PollOf(matter).voted, 3);
  EXPECT_EQ(PollOf(matter).in_favour + PollOf(matter).against + PollOf(matter).abstained, 0);
  EXPECT_EQ(Pick('w', kNoon, matter, {1}), "NOT_ALLOWED pick.vote.vote ");
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).outcome, "adopted");
  EXPECT_EQ(Published(matter), "1:0 2:2*");
}

TEST_F(ChoicePollTest, A6_7_TooFewChoseAndNothingIsChosen) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(At(matter).stage, "collect");
  EXPECT_EQ(Published(matter), "1:1 2:0");
  EXPECT_EQ(PollOf(matter).result, state::Poll::kFailed);
  // Put to the vote again it has the new proposal as well, and no ballots.
  EXPECT_EQ(Propose('b', kVoteEnd + 1, matter), "");
  EXPECT_EQ(Act('w', kVoteEnd + 1, matter, "begin"), "");
  EXPECT_EQ(PollOf(matter).options, 3);
  EXPECT_EQ(PollOf(matter).voted, 0);
}

TEST_F(ChoicePollTest, A6_7_ATieIsNobodysAndAnEmptySheetTakesPart) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2}), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:1 2:1");
  EXPECT_EQ(At(matter).stage, "collect");
}

TEST_F(ApprovalPollTest, A6_3_SeveralHaveSeats) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {3, 1, 2}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {3, 2}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {3}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "ALREADY_DONE pick.vote.vote ");
  // Nobody's order counts: it is kept by number.
  EXPECT_EQ(state::FindBallot(*state_, At(matter), MemberId('a'))->options,
            (std::vector<uint32_t>{1, 2, 3}));
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:1 2:2* 3:3*");
  EXPECT_EQ(At(matter).outcome, "adopted");
}

TEST_F(RankingPollTest, A6_3_TheOrderIsTheVotersLiking) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {3, 1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2, 1}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('e', kNoon, matter, {1, 3}), "");
  EXPECT_EQ(state::FindBallot(*state_, At(matter), MemberId('a'))->options,
            (std::vector<uint32_t>{3, 1}));
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:4* 2:1 3:1");
}

TEST_F(BudgetPollTest, A6_3_NoSheetSpendsMoreThanThereIs) {
  const Bytes matter = Begin(kNoon, 3);  // 100, 200 and 300 yuan
  EXPECT_EQ(Pick('a', kNoon, matter, {1, 3}), "BALLOT_TOO_MUCH pick.vote.vote budget");
  EXPECT_EQ(Pick('a', kNoon, matter, {1, 2}), "");  // to the fen
  EXPECT_EQ(Pick('b', kNoon, matter, {3}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {3}), "");
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:1 2:1 3:2*");
}

TEST_F(FixedOptionsTest, A6_3_ThePacksOwnOptionsNeedNoProposals) {
  const Bytes matter = Begin(kNoon, 0);
  EXPECT_EQ(PollOf(matter).options, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {2}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {3}), "OPTION_UNKNOWN pick.vote.vote 3");
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:0 2:1*");
}

TEST_F(HouseholdChoiceTest, A6_7_AHouseholdHasOneSheet) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(PollOf(matter).electors, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2}), "ALREADY_DONE pick.vote.vote household");
  EXPECT_EQ(Read('w', kNoon, matter, 'b', {2}), "ALREADY_DONE pick.vote.paper ballot");
}

TEST_F(OwnerChoiceTest, A6_7_ByHeadsAndByArea) {
  RegisterRoom(kNoon - 2, '1', 40'00, 'H');
  RegisterRoom(kNoon - 2, '2', 50'00, 'I');
  RegisterRoom(kNoon - 2, '3', 95'00, 'J');  // no member: on paper
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(PollOf(matter).electors, 3);
  EXPECT_EQ(PollOf(matter).area, 185'00);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('e', kNoon, matter, {1}), "NOT_ALLOWED pick.vote.vote ");  // owns nothing
  EXPECT_EQ(ReadRoom('w', kNoon, matter, '3', {2}), "");
  EXPECT_EQ(ReadRoom('x', kNoon, matter, '3', {2}), "");
  EXPECT_EQ(PollOf(matter).voted_area, 185'00);
  LetFall(kVoteEnd);
  // Two of three owners, but not more than half of the area; of option 2 the other way round.
  EXPECT_EQ(Published(matter), "1:2 2:1");
  EXPECT_EQ(At(matter).stage, "collect");
}

TEST_F(BuildingChoiceTest, A6_7_OnlyThePlacesOwnPeopleVote) {
  const Bytes building = RegisterBuilding(kNoon - 3, 'P');
  RegisterRoom(kNoon - 2, '1', 40'00, 'H', building);
  RegisterRoom(kNoon - 2, '2', 50'00, 'I');
  const Bytes matter = Begin(kNoon, 2, building);
  EXPECT_EQ(PollOf(matter).electors, 2);  // a and b live there
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "NOT_ALLOWED pick.vote.vote ");
  EXPECT_EQ(Pick('e', kNoon, matter, {1}), "NOT_ALLOWED pick.vote.vote ");
  EXPECT_EQ(Read('w', kNoon, matter, 'd', {1}), "NOT_ALLOWED pick.vote.paper elector");
  LetFall(kVoteEnd);
  EXPECT_EQ(Published(matter), "1:2* 2:0");
}

TEST_F(BuildingOwnersTest, A6_7_AnOwnerWeighsWhatTheyOwnThere) {
  const Bytes building = RegisterBuilding(kNoon - 3, 'P');
  RegisterRoom(kNoon - 2, '1', 40'00, 'H', building);
  RegisterRoom(kNoon - 2, '2', 70'00, 'H');
  RegisterRoom(kNoon - 2, '3', 50'00, 'I');
  const Bytes matter = Begin(kNoon, 2, building);
  EXPECT_EQ(PollOf(matter).electors, 1);
  EXPECT_EQ(PollOf(matter).area, 40'00);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(PollOf(matter).voted_area, 40'00);
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "NOT_ALLOWED pick.vote.vote ");
  EXPECT_EQ(ReadRoom('w', kNoon, matter, '3', {1}), "NOT_ALLOWED pick.vote.paper elector");
}

}  // namespace
}  // namespace yiting::decide
