// The territory, the bodies at its places, and matters that belong to one place.

#include "places.h"

#include "schema/limits.h"

namespace yiting::decide {
namespace {

std::string Hex(char c) { return ToHex(Bytes(16, c)); }

// Of a body at the place: kind, "_" and the place's first 16 hex digits.
std::string At16(const std::string& kind, char place) {
  return kind + "_" + Hex(place).substr(0, 16);
}

TEST_F(PlaceTest, A2_6_PlacesAreRegisteredParentsFirstOrBefore) {
  EXPECT_EQ(Place('a', {{'1', 0, "compound"}}), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Place('r', {{'A', '1', "building"}}), "PLACE_UNKNOWN  " + Hex('1'));
  // In one command a child does not stand before its parent.
  EXPECT_EQ(Place('r', {{'A', '1', "building"}, {'1', 0, "compound"}}),
            "PLACE_UNKNOWN  " + Hex('1'));
  EXPECT_EQ(Place('r', {{'1', 0, "village"}}), "PLACE_UNKNOWN  village");
  EXPECT_TRUE(state::AllPlaces(*state_).empty());
  EXPECT_EQ(Place('r', {{'1', 0, "compound"}, {'A', '1', "building"}}), "");
  EXPECT_EQ(Place('r', {{'k', 'A', "stairwell"}}), "");
  EXPECT_EQ(state::DepthOf(*state_, PlaceId('k')), 2);
}

TEST_F(PlaceTest, A2_6_APlaceStaysWhereItWasPutAndCanBeRenamed) {
  Settle();
  EXPECT_EQ(Place('r', {{'k', 'B', "stairwell"}}), "PLACE_UNKNOWN  " + Hex('k'));
  EXPECT_EQ(Place('r', {{'k', 'A', "building"}}), "PLACE_UNKNOWN  " + Hex('k'));
  EXPECT_EQ(Place('r', {{'k', 0, "stairwell"}}), "PLACE_UNKNOWN  " + Hex('k'));
  EXPECT_EQ(Place('r', {{'k', 'A', "stairwell", "东单元"}}), "");
  EXPECT_EQ(state::FindPlace(*state_, PlaceId('k'))->title_zh, "东单元");
  EXPECT_EQ(state::DepthOf(*state_, PlaceId('k')), 2);
  EXPECT_EQ(state::AllPlaces(*state_).size(), 5u);
}

TEST_F(PlaceTest, A2_6_PlacesLieAtMostEightDeep) {
  ASSERT_EQ(schema::kPlaceDepthMax, 8);
  std::vector<Spot> spots = {{'0', 0, "compound"}};
  for (char c = '1'; c <= '7'; ++c) spots.push_back({c, static_cast<char>(c - 1), "compound"});
  EXPECT_EQ(Place('r', spots), "");
  EXPECT_EQ(Place('r', {{'8', '7', "compound"}}), "TOO_MANY  8");
  EXPECT_EQ(Place('r', {{'8', '6', "compound"}}), "");
  EXPECT_EQ(Place('r', {{'8', '6', "compound"}, {'9', '8', "compound"}}), "TOO_MANY  8");
}

TEST_F(PlaceTest, A2_7_ABodyIsFoundedOnlyWhereItsKindMayBe) {
  Settle();
  EXPECT_EQ(Found('a', "council", 'k'), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Found('r', "senate", 'k'), "BODY_UNKNOWN  senate");
  EXPECT_EQ(Found('r', "council", 'A'), "PLACE_UNKNOWN  " + Hex('A'));
  EXPECT_EQ(Found('r', "council", 'z'), "PLACE_UNKNOWN  " + Hex('z'));
  EXPECT_EQ(Found('r', "council", 0), "PLACE_UNKNOWN  council");
  EXPECT_EQ(Found('r', "union", '1'), "PLACE_UNKNOWN  union");
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Found('r', "union", 0), "");
  const auto bodies = state::AllBodies(*state_);
  ASSERT_EQ(bodies.size(), 2u);
  EXPECT_EQ(bodies[0].body, "council_6b6b6b6b6b6b6b6b");
  EXPECT_EQ(bodies[0].place, PlaceId('k'));
  EXPECT_EQ(bodies[1].body, "union");
  EXPECT_EQ(bodies[1].place, "");
}

TEST_F(PlaceTest, A2_7_ADissolvedBodyTakesNobodyUntilItIsFoundedAgain) {
  Settle();
  const std::string council = At16("council", 'k');
  EXPECT_EQ(Found('r', "council", 'k', true), "BODY_UNKNOWN  " + council);
  EXPECT_EQ(Grant('e', "councillor", council), "UNIT_UNKNOWN  " + council);
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Grant('e', "councillor", council), "");
  EXPECT_EQ(Found('r', "council", 'k', true), "");
  EXPECT_TRUE(state::FindBody(*state_, council)->dissolved);
  EXPECT_EQ(Found('r', "council", 'k', true), "BODY_UNKNOWN  " + council);
  EXPECT_EQ(Grant('f', "councillor", council), "UNIT_UNKNOWN  " + council);
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Grant('f', "councillor", council), "");
}

TEST_F(PlaceTest, A2_7_WhoWasInvitedIntoABodyThatIsNoMoreDoesNotEnterIt) {
  Settle();
  const std::string council = At16("council", 'k');
  EXPECT_EQ(Found('r', "council", 'k'), "");
  v1::Payload invite;
  invite.mutable_issue_invitation()->set_key(crypto::PublicKey(DeviceKey('5')));
  invite.mutable_issue_invitation()->set_expires_ms(now_ms + kDay);
  invite.mutable_issue_invitation()->add_roles()->set_role("councillor");
  invite.mutable_issue_invitation()->mutable_roles(0)->set_unit(council);
  EXPECT_EQ(Do('r', now_ms, invite), "");
  v1::Payload accept;
  accept.set_actor(schema::MemberIdOf(crypto::PublicKey(DeviceKey('N'))));
  accept.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('5')));
  const auto enter = [&] {
    return Admit(Sign('N', accept, {DeviceKey('N'), DeviceKey('5')}), now_ms);
  };
  EXPECT_EQ(Found('r', "council", 'k', true), "");
  EXPECT_EQ(enter(), "UNIT_UNKNOWN  " + council);
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(enter(), "");
}

TEST_F(PlaceTest, A2_7_TwoPlacesWhoseIdsBeginAlikeDoNotShareABody) {
  Settle();
  Bytes twin(16, 'k');
  twin[15] = 'q';
  v1::Payload payload;
  v1::Place* place = payload.mutable_register_places()->add_places();
  place->set_place(twin);
  place->set_parent(PlaceId('A'));
  place->set_kind("stairwell");
  place->mutable_title()->set_zh("西单元");
  EXPECT_EQ(Do('r', now_ms, payload), "");
  EXPECT_EQ(Found('r', "council", 'k'), "");
  v1::Payload founding = Founding("council", 'k');
  founding.mutable_found_body()->set_place(twin);
  EXPECT_EQ(Do('r', now_ms, founding), "PLACE_UNKNOWN  " + At16("council", 'k'));
}

TEST_F(PlaceTest, A2_15_ABodyIsAPartyThatRepliesLikeAUnit) {
  Furnish();
  const std::string committee = At16("committee", '1');
  const Bytes matter = Opened('a', "stairs", 'k');
  EXPECT_EQ(AskParties(matter, {"office", committee}), "UNIT_UNKNOWN stairs.talk.ask parties");
  EXPECT_EQ(Found('r', "committee", '1'), "");
  EXPECT_EQ(Grant('f', "councillor", committee), "");
  EXPECT_EQ(AskParties(matter, {"office", committee}), "");
  EXPECT_EQ(Act('a', now_ms, matter, "reply"), "NOT_A_PARTY stairs.answers.reply ");
  EXPECT_EQ(Act('w', now_ms, matter, "reply"), "");
  EXPECT_EQ(At(matter).stage, "answers");
  EXPECT_EQ(Act('f', now_ms, matter, "reply"), "");
  EXPECT_EQ(At(matter).stage, "talk");
  const auto parties = state::PartiesOf(*state_, matter);
  ASSERT_EQ(parties.size(), 2u);
  for (const state::Party& party : parties) EXPECT_NE(party.replied_ms, 0) << party.unit;
}

TEST_F(PlaceTest, A2_7_OnlyWhoLivesThereOrSitsInABodyThereOpensAMatterOfAPlace) {
  Furnish();
  const std::string no = "NOT_OF_THIS_PLACE stairs.open place";
  EXPECT_EQ(OpenAt('a', "stairs", 0), "PLACE_UNKNOWN stairs.open place");
  EXPECT_EQ(OpenAt('a', "stairs", 'A'), "PLACE_UNKNOWN stairs.open place");
  EXPECT_EQ(OpenAt('a', "stairs", 'z'), "PLACE_UNKNOWN stairs.open place");
  EXPECT_EQ(OpenAt('a', "stairs", 'k'), "");
  EXPECT_EQ(OpenAt('a', "stairs", 'l'), no);
  // The tenant in the one, and in the other as an owner.
  EXPECT_EQ(OpenAt('d', "stairs", 'k'), "");
  EXPECT_EQ(OpenAt('d', "stairs", 'l'), "");
  EXPECT_EQ(OpenAt('e', "stairs", 'k'), no);
  EXPECT_EQ(OpenAt('w', "stairs", 'l'), "");
  // A council's member in its stairwell only; the compound's committee in every one of it.
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Grant('e', "councillor", At16("council", 'k')), "");
  EXPECT_EQ(OpenAt('e', "stairs", 'k'), "");
  EXPECT_EQ(OpenAt('e', "stairs", 'l'), no);
  EXPECT_EQ(Found('r', "committee", '1'), "");
  EXPECT_EQ(Grant('f', "councillor", At16("committee", '1')), "");
  EXPECT_EQ(OpenAt('f', "stairs", 'l'), "");
  // Nobody sits in a body that is no more.
  EXPECT_EQ(Found('r', "council", 'k', true), "");
  EXPECT_EQ(OpenAt('e', "stairs", 'k'), no);
}

TEST_F(PlaceTest, A2_7_ARoleHeldForABodyCountsAtItsPlaceAlone) {
  Furnish();
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Found('r', "committee", '1'), "");
  EXPECT_EQ(Grant('e', "councillor", At16("council", 'k')), "");
  EXPECT_EQ(Grant('f', "councillor", At16("committee", '1')), "");
  const Bytes here = Opened('a', "stairs", 'k');
  const Bytes there = Opened('d', "stairs", 'l');
  const Bytes third = Opened('d', "stairs", 'l');
  const Bytes fourth = Opened('d', "stairs", 'l');
  EXPECT_EQ(Act('e', now_ms, there, "settle"), "NOT_ALLOWED stairs.talk.settle ");
  EXPECT_EQ(Act('f', now_ms, there, "settle"), "");
  // Once more for a unit that is no body: everywhere.
  EXPECT_EQ(Grant('e', "councillor", "police"), "");
  EXPECT_EQ(Act('e', now_ms, third, "settle"), "");
  EXPECT_EQ(Found('r', "committee", '1', true), "");
  EXPECT_EQ(Act('f', now_ms, fourth, "settle"), "NOT_ALLOWED stairs.talk.settle ");
  EXPECT_EQ(Act('e', now_ms, here, "settle"), "");
}

TEST_F(PlaceTest, A2_7_OnlyNeighboursSpeak) {
  Furnish();
  const Bytes matter = Opened('a', "stairs", 'k');
  EXPECT_EQ(Speak('b', matter), "");
  EXPECT_EQ(Speak('d', matter), "");
  EXPECT_EQ(Speak('f', matter), "NOT_ALLOWED stairs.talk.speak ");
  // Who moves out is a neighbour no more.
  EXPECT_EQ(Room('r', {{'n', 60'00, 'K', 'k', 'J'}}), "");
  now_ms += 10;
  EXPECT_EQ(Speak('d', matter), "NOT_ALLOWED stairs.talk.speak ");
  EXPECT_EQ(Speak('f', matter), "");
}

TEST_F(PlaceTest, A2_7_ALevelsStaffOfAnotherPlaceActsNotInThisOne) {
  Furnish();
  EXPECT_EQ(Found('r', "council", 'k'), "");
  EXPECT_EQ(Found('r', "council", 'l'), "");
  EXPECT_EQ(Grant('e', "chief", At16("council", 'k')), "");
  EXPECT_EQ(Grant('f', "chief", At16("council", 'l')), "");
  const Bytes matter = Opened('w', "call", 'k');
  now_ms += 3 * kHour;
  LetFall(now_ms);
  EXPECT_EQ(At(matter).level, "street");
  EXPECT_EQ(Act('f', now_ms, matter, "answer"), "NOT_ALLOWED call.wait.answer ");
  EXPECT_EQ(Act('e', now_ms, matter, "answer"), "");
}

TEST_F(PlaceTest, A2_7_AHouseholdVotesOnceAndOnlyWhereItLives) {
  Furnish();
  const Bytes matter = Opened('a', "stairs", 'k');
  EXPECT_EQ(Act('w', now_ms, matter, "ballot"), "");
  EXPECT_EQ(PollOf(matter).electors, 2);  // H owns there, I rents there
  EXPECT_EQ(Vote('a', matter, "for"), "");
  EXPECT_EQ(Vote('b', matter, "against"), "ALREADY_DONE stairs.vote.vote household");
  EXPECT_EQ(Vote('e', matter, "against"), "NOT_ALLOWED stairs.vote.vote ");
  EXPECT_EQ(Vote('f', matter, "against"), "NOT_ALLOWED stairs.vote.vote ");
  EXPECT_EQ(Vote('d', matter, "abstain"), "");
  now_ms += 3 * kDay;
  LetFall(now_ms);
  EXPECT_EQ(At(matter).outcome, "rejected");  // one of two is not above half
}

TEST_F(PlaceTest, A2_7_MembersOfAPlaceAreCountedOneByOne) {
  Furnish();
  const Bytes matter = Opened('w', "member_vote", 'k');
  EXPECT_EQ(PollOf(matter).electors, 3);
  const Bytes other = Opened('w', "member_vote", 'l');
  EXPECT_EQ(PollOf(other).electors, 1);
  EXPECT_EQ(Vote('b', other, "for"), "NOT_ALLOWED member_vote.vote.vote ");
  EXPECT_EQ(Vote('b', matter, "for"), "");
  EXPECT_EQ(Vote('d', other, "for"), "");
}

// 'e' has no household, and a room is registered to one that is called as they are.
TEST_F(PlaceTest, A2_7_WhoIsNotCountedAmongTheElectorsDoesNotVote) {
  Furnish();
  EXPECT_EQ(Room('r', {{'q', 10'00, 'e', 'k'}}), "");
  now_ms += 10;
  const Bytes matter = Opened('w', "member_vote", 'k');
  EXPECT_EQ(PollOf(matter).electors, 3);
  EXPECT_EQ(Vote('e', matter, "for"), "NOT_ALLOWED member_vote.vote.vote ");
  for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Vote(voter, matter, "for"), "");
}

TEST_F(PlaceTest, A2_15_A6_2_TheOwnersOfOneBuildingDecideByHeadsAndByArea) {
  Furnish();
  const Bytes matter = Opened('a', "lift", 'A');
  EXPECT_EQ(PollOf(matter).electors, 2);  // H and K; I only rents there
  EXPECT_EQ(PollOf(matter).area, 160'00);
  EXPECT_EQ(Vote('d', matter, "for"), "NOT_ALLOWED lift.vote.vote ");
  EXPECT_EQ(Vote('b', matter, "for"), "");
  EXPECT_EQ(PollOf(matter).in_favour_area, 100'00);
  now_ms += 3 * kDay;
  LetFall(now_ms);
  // One of two owners is less than two thirds of the heads.
  EXPECT_EQ(At(matter).outcome, "rejected");
}

// Who registers a room while a vote runs changes nothing of it.
TEST_F(PlaceTest, A2_6_WhereSomebodyLivesCountsAsOfTheOpeningOfThePoll) {
  Furnish();
  const Bytes matter = Opened('w', "member_vote", 'k');
  EXPECT_EQ(Room('r', {{'p', 50'00, 'J', 'k'}}), "");
  now_ms += 10;
  EXPECT_EQ(Vote('f', matter, "for"), "NOT_ALLOWED member_vote.vote.vote ");
  EXPECT_EQ(PollOf(matter).electors, 3);
  const Bytes next = Opened('w', "member_vote", 'k');
  EXPECT_EQ(PollOf(next).electors, 4);
  EXPECT_EQ(Vote('f', next, "for"), "");
}

TEST_F(PlaceTest, A2_6_OnlyStaffReadAnAddress) {
  v1::Payload payload;
  v1::Room* room = payload.mutable_register_rooms()->add_rooms();
  room->set_room(Bytes(16, 'm'));
  room->set_area(100'00);
  room->set_owner(Bytes(16, 'H'));
  v1::ContentRef* address = room->mutable_address();
  address->set_commitment(Bytes(32, 'c'));
  address->set_media("text/plain");
  address->set_size(9);
  for (const v1::Audience audience : {v1::COMMUNITY, v1::PUBLIC, v1::PARTIES, v1::SELF}) {
    address->set_audience(audience);
    EXPECT_EQ(Do('r', now_ms, payload), "INPUT_INVALID  address") << audience;
  }
  address->set_audience(v1::STAFF);
  EXPECT_EQ(Do('r', now_ms, payload), "");
}

TEST_F(PlaceTest, A2_6_ARoomLiesInAPlaceOfTheTerritory) {
  Settle();
  EXPECT_EQ(Room('r', {{'m', 100'00, 'H', 'z'}}), "PLACE_UNKNOWN  " + Hex('z'));
  EXPECT_EQ(Room('r', {{'m', 100'00, 'H', 0}}), "");
  EXPECT_TRUE(state::PlacesOf(*state_, Bytes(16, 'H')).empty());
  EXPECT_EQ(Room('r', {{'m', 100'00, 'H', 'k', 'I'}}), "");
  EXPECT_EQ(state::PlacesOf(*state_, Bytes(16, 'I')), std::vector<Bytes>{PlaceId('k')});
}

}  // namespace
}  // namespace yiting::decide
