#include "state/read_territory.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_members.h"
#include "state/read_polls.h"

namespace yiting::state {
namespace {

constexpr int64_t kLater = kStartMs + 1'000;

class TerritoryTest : public ::testing::Test {
 protected:
  TerritoryTest() { author_.Create(); }

  Community& community() { return *author_.community; }
  static v1::Event Placed(char place, char parent, const std::string& kind) {
    v1::Event event;
    event.mutable_place_registered()->set_place(Id16(place));
    if (parent != 0) event.mutable_place_registered()->set_parent(Id16(parent));
    event.mutable_place_registered()->set_kind(kind);
    event.mutable_place_registered()->mutable_title()->set_zh(std::string(1, place));
    return event;
  }
  static v1::Event Founded(const std::string& body, char place, bool dissolved = false) {
    v1::Event event;
    event.mutable_body_founded()->set_body(body);
    event.mutable_body_founded()->set_kind("council");
    if (place != 0) event.mutable_body_founded()->set_place(Id16(place));
    event.mutable_body_founded()->mutable_title()->set_zh("议事会");
    event.mutable_body_founded()->set_dissolved(dissolved);
    return event;
  }
  static v1::Event Room(char room, char owner, char place, char dweller = 0) {
    v1::Event event;
    v1::RoomRegistered* registered = event.mutable_room_registered();
    registered->set_room(Id16(room));
    registered->set_area(100'00);
    registered->set_owner(Id16(owner));
    if (place != 0) registered->set_place(Id16(place));
    if (dweller != 0) registered->set_dweller(Id16(dweller));
    return event;
  }
  void Write(int64_t time_ms, std::vector<v1::Event> events) {
    for (v1::Event& event : events) author_.Add() = std::move(event);
    author_.Wait(time_ms);
  }
  void Poster(char key, int64_t until_ms, bool poster = true) {
    v1::InvitationIssued* issued = author_.Add().mutable_invitation_issued();
    issued->set_key(Bytes(32, key));
    issued->set_by(Id16('r'));
    issued->set_expires_ms(until_ms);
    issued->set_poster(poster);
    author_.Wait(kLater);
  }
  static v1::Event Asked(char member, char poster) {
    v1::Event event;
    event.mutable_join_asked()->set_member(Id16(member));
    event.mutable_join_asked()->set_device(Bytes(32, member));
    event.mutable_join_asked()->set_key(Bytes(32, poster));
    event.mutable_join_asked()->mutable_profile()->set_commitment(Bytes(32, 'p'));
    return event;
  }
  static v1::Event Declined(char member, char by) {
    v1::Event event;
    event.mutable_join_declined()->set_member(Id16(member));
    event.mutable_join_declined()->set_by(Id16(by));
    return event;
  }
  std::string Broken(const v1::Event& event, int64_t time_ms = kLater + 10) {
    const EntryPlace place{community().facts().size, time_ms, Bytes(32, 'p')};
    Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }

  Author author_;
};

TEST_F(TerritoryTest, A2_6_TheTreeHasParentsBeforeChildren) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Placed('a', 'b', "stairwell"), Placed('d', 0, "compound")});
  std::string order;
  for (const Place& place : AllPlaces(community())) order += place.title_zh;
  EXPECT_EQ(order, "cdba");
  EXPECT_EQ(DepthOf(community(), Id16('c')), 0);
  EXPECT_EQ(DepthOf(community(), Id16('a')), 2);
  EXPECT_EQ(FindPlace(community(), Id16('a'))->parent, Id16('b'));
  EXPECT_FALSE(FindPlace(community(), Id16('x')).has_value());
}

TEST_F(TerritoryTest, A2_6_RoomsAndHouseholdsAreCountedAtAnyDepth) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Placed('a', 'b', "stairwell"), Placed('d', 0, "compound")});
  Write(kLater + 1, {Room('1', 'H', 'a'), Room('2', 'I', 'a', 'J'), Room('3', 'H', 'b'),
                     Room('4', 'K', 'd'), Room('5', 'L', 0)});
  EXPECT_EQ(CountWithinAll(community())[Id16('a')].rooms, 2);
  EXPECT_EQ(CountWithinAll(community())[Id16('a')].households, 3);
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].rooms, 3);
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].households, 3);
  EXPECT_EQ(CountWithinAll(community())[Id16('d')].rooms, 1);
  // A room that moves to another household leaves no shadow.
  Write(kLater + 2, {Room('2', 'H', 'a')});
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].households, 1);
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].rooms, 3);
}

TEST_F(TerritoryTest, A2_6_OpenMattersOfAPlaceAreCountedAtAnyDepth) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building")});
  author_.Admit(kLater + 1, 'a', "resident");
  v1::MatterOpened* opened = author_.Add().mutable_matter_opened();
  opened->set_matter(Id16('m'));
  opened->set_procedure("bell");
  opened->set_opener(Id16('a'));
  opened->set_place(Id16('b'));
  author_.Enter("applied");
  author_.Wait(kLater + 2);
  EXPECT_EQ(CountWithinAll(community())[Id16('b')].open_matters, 1);
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].open_matters, 1);
  author_.Add().mutable_matter_closed()->set_matter(Id16('m'));
  author_.events.back().mutable_matter_closed()->set_outcome("done");
  author_.Wait(kLater + 3);
  EXPECT_EQ(CountWithinAll(community())[Id16('c')].open_matters, 0);
}

TEST_F(TerritoryTest, A1_10_WhoLivesWhereIsAsOfAnInstant) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Placed('d', 'c', "building")});
  Write(kLater + 10, {Room('1', 'H', 'b', 'T')});
  Write(kLater + 20, {Room('1', 'I', 'b', 'U')});
  const auto lives = [&](char household, char place, int64_t at_ms) {
    return LivesWithin(community(), Id16(household), Id16(place), at_ms);
  };
  EXPECT_FALSE(lives('H', 'b', kLater + 10));
  EXPECT_TRUE(lives('H', 'b', kLater + 11));
  EXPECT_TRUE(lives('T', 'b', kLater + 11));
  EXPECT_TRUE(lives('H', 'c', kLater + 20));
  EXPECT_FALSE(lives('H', 'd', kLater + 11));
  EXPECT_FALSE(lives('H', 'b', kLater + 21));
  EXPECT_FALSE(lives('T', 'b', kLater + 21));
  EXPECT_TRUE(lives('U', 'b', kLater + 21));
  EXPECT_TRUE(lives('I', 'c', kLater + 21));
  // Everybody belongs to the whole community; nobody's household lives nowhere.
  EXPECT_TRUE(LivesWithin(community(), Id16('X'), "", kLater));
  EXPECT_FALSE(LivesWithin(community(), "", Id16('b'), kLater + 21));
  EXPECT_EQ(PlacesOf(community(), Id16('U')), std::vector<Bytes>{Id16('b')});
  EXPECT_TRUE(PlacesOf(community(), Id16('T')).empty());
  EXPECT_TRUE(PlacesOf(community(), "").empty());
}

TEST_F(TerritoryTest, A2_7_ASeatCountsAboveAndBelowItsPlace) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Placed('d', 'c', "building"), Placed('s', 'b', "stairwell"),
                 Founded("council_b", 'b'), Founded("union", 0)});
  author_.Admit(kLater + 1, 'a', "resident");
  v1::RoleGranted* granted = author_.Add().mutable_role_granted();
  granted->set_member(Id16('a'));
  granted->mutable_grant()->set_role("councillor");
  granted->mutable_grant()->set_unit("council_b");
  granted->mutable_grant()->set_from_ms(kLater + 2);
  granted->mutable_grant()->set_until_ms(kLater + 50);
  author_.Wait(kLater + 2);
  const auto sits = [&](char place, int64_t at_ms) {
    return SitsInBodyOf(community(), Id16('a'), Id16(place), at_ms);
  };
  EXPECT_TRUE(sits('b', kLater + 3));
  EXPECT_TRUE(sits('s', kLater + 3));
  EXPECT_TRUE(sits('c', kLater + 3));
  EXPECT_FALSE(sits('d', kLater + 3));
  EXPECT_FALSE(sits('b', kLater + 50));
  Write(kLater + 4, {Founded("council_b", 'b', true)});
  EXPECT_FALSE(sits('b', kLater + 5));
}

TEST_F(TerritoryTest, A2_7_TheSeatsOfABodyEndWithIt) {
  Write(kLater, {Founded("council", 0), Founded("union", 0)});
  const auto grant = [this](char member, const std::string& role, const std::string& unit,
                            int64_t from_ms) {
    v1::RoleGranted* granted = author_.Add().mutable_role_granted();
    granted->set_member(Id16(member));
    granted->mutable_grant()->set_role(role);
    granted->mutable_grant()->set_unit(unit);
    granted->mutable_grant()->set_from_ms(from_ms);
  };
  author_.Admit(kLater, 'a', "resident");
  for (const char* unit : {"council", "union"}) grant('a', "councillor", unit, kLater);
  grant('a', "head", "council", kLater + 50);  // from later on
  grant('a', kObserverRole, "council", kLater);
  grant('r', "registrar", "council", kLater);
  author_.Wait(kLater);
  const auto roles = [this](char member, int64_t at_ms) {
    std::string all;
    for (const HeldRole& held : RolesAt(community(), Id16(member), at_ms)) {
      all += held.role + "@" + held.unit + " ";
    }
    return all;
  };
  Write(kLater + 10, {Founded("council", 0, true)});
  EXPECT_EQ(roles('a', kLater + 9), "councillor@council councillor@union observer@council "
                                    "resident@ ");
  // Who must not act does not begin to, and somebody admits the others still.
  EXPECT_EQ(roles('a', kLater + 10), "councillor@union observer@council resident@ ");
  EXPECT_EQ(roles('a', kLater + 50), "councillor@union observer@council resident@ ");
  EXPECT_EQ(roles('r', kLater + 10), "registrar@ registrar@council ");
  // Founded anew it has empty seats, or a poll would have more ballots than electors.
  Write(kLater + 20, {Founded("council", 0)});
  EXPECT_EQ(roles('a', kLater + 50), "councillor@union observer@council resident@ ");
}

TEST_F(TerritoryTest, A2_6_APlaceFromOutsideIsChecked) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building")});
  EXPECT_EQ(Broken(Placed('d', 'c', "building")), "");
  EXPECT_EQ(Broken(Placed('b', 'c', "building")), "");
  EXPECT_EQ(Broken(Placed('b', 0, "building")), "event: a place stays where it was put");
  EXPECT_EQ(Broken(Placed('b', 'c', "stairwell")), "event: a place stays where it was put");
  EXPECT_EQ(Broken(Placed('d', 'x', "building")), "event: a place lies in one that is there");
  EXPECT_EQ(Broken(Placed('d', 'c', "")), "event: a place has a kind");
  EXPECT_EQ(Broken(Placed('d', 'd', "building")), "event: a place lies in one that is there");
  v1::Event unnamed = Placed('d', 'c', "building");
  unnamed.mutable_place_registered()->set_place("short");
  EXPECT_NE(Broken(unnamed), "");
  std::vector<v1::Event> deep = {Placed('0', 0, "compound")};
  for (char c = '1'; c <= '7'; ++c) {
    deep.push_back(Placed(c, static_cast<char>(c - 1), "compound"));
  }
  Write(kLater + 1, deep);
  EXPECT_EQ(Broken(Placed('8', '7', "compound")), "event: a place lies too deep");
  EXPECT_EQ(Broken(Placed('8', '6', "compound")), "");
}

TEST_F(TerritoryTest, A2_7_ABodyFromOutsideIsChecked) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Founded("council_b", 'b')});
  EXPECT_EQ(Broken(Founded("council_b", 'b', true)), "");
  EXPECT_EQ(Broken(Founded("council_b", 'c')), "event: a body stays what it is");
  EXPECT_EQ(Broken(Founded("council_b", 0)), "event: a body stays what it is");
  EXPECT_EQ(Broken(Founded("council_x", 'x')), "event: a body is at a place that is there");
  EXPECT_EQ(Broken(Founded("council_c", 'c', true)), "event: no such body");
  EXPECT_EQ(Broken(Founded("", 'c')), "event: a body has an id and a kind");
  v1::Event other = Founded("council_b", 'b');
  other.mutable_body_founded()->set_kind("committee");
  EXPECT_EQ(Broken(other), "event: a body stays what it is");
}

TEST_F(TerritoryTest, A1_9_WhoAsksToJoinIsChecked) {
  EXPECT_EQ(Broken(Asked('n', 'q')), "event: there is no such poster");
  Poster('q', kLater + 100);
  Poster('i', kLater + 100, false);
  EXPECT_EQ(Broken(Asked('n', 'q')), "");
  EXPECT_EQ(Broken(Asked('n', 'i')), "event: there is no such poster");
  EXPECT_EQ(Broken(Asked('n', 'q'), kLater + 100), "event: the poster has expired");
  EXPECT_EQ(Broken(Asked('r', 'q')), "event: a member asks no more to join");
  v1::Event unnamed = Asked('n', 'q');
  unnamed.mutable_join_asked()->set_member("short");
  EXPECT_NE(Broken(unnamed), "");
  unnamed = Asked('n', 'q');
  unnamed.mutable_join_asked()->set_device("short");
  EXPECT_NE(Broken(unnamed), "");
}

TEST_F(TerritoryTest, A1_9_OnlyWhoAskedIsDeclinedByAMember) {
  Poster('q', kLater + 100);
  EXPECT_EQ(Broken(Declined('n', 'r')), "event: nobody asked to join");
  Write(kLater + 1, {Asked('n', 'q')});
  EXPECT_EQ(Broken(Declined('n', 'r')), "");
  EXPECT_NE(Broken(Declined('n', 'x')), "");
  Write(kLater + 2, {Declined('n', 'r')});
  EXPECT_EQ(CountApplicants(community()), 0);
}

TEST_F(TerritoryTest, A1_9_TheLongestWaitingComesFirst) {
  Poster('q', kLater + 100);
  Poster('s', kLater + 100);
  Write(kLater + 1, {Asked('n', 'q')});
  Write(kLater + 2, {Asked('m', 'q')});
  Write(kLater + 3, {Asked('l', 's')});
  std::string order;
  for (const Applicant& one : ApplicantsOf(community(), 2)) order += one.member[0];
  EXPECT_EQ(order, "nm");
  EXPECT_EQ(CountApplicantsBy(community(), Bytes(32, 'q')), 2);
  // Who asks again waits anew.
  Write(kLater + 4, {Asked('n', 's')});
  order.clear();
  for (const Applicant& one : ApplicantsOf(community(), 9)) order += one.member[0];
  EXPECT_EQ(order, "mln");
  EXPECT_EQ(CountApplicantsBy(community(), Bytes(32, 'q')), 1);
}

TEST_F(TerritoryTest, A1_10_APersonIsOneMember) {
  v1::Event admitted;
  admitted.mutable_member_admitted()->set_member(Id16('n'));
  admitted.mutable_member_admitted()->set_person(Bytes(32, 'P'));
  EXPECT_EQ(Broken(admitted), "");
  Write(kLater, {admitted});
  admitted.mutable_member_admitted()->set_member(Id16('m'));
  EXPECT_EQ(Broken(admitted), "event: a person is one member");
  admitted.mutable_member_admitted()->clear_person();
  EXPECT_EQ(Broken(admitted), "");
  EXPECT_EQ(FindPerson(community(), Bytes(32, 'P'))->member, Id16('n'));
}

// Whom a vote at a place asks is found from its rooms: others in the street cost nothing.
TEST_F(TerritoryTest, A2_7_ElectorsOfAPlaceAreThoseOfItsRooms) {
  Write(kLater, {Placed('c', 0, "compound"), Placed('b', 'c', "building"),
                 Placed('d', 'c', "building")});
  Write(kLater + 1, {Room('1', 'H', 'b'), Room('2', 'I', 'b', 'J'), Room('3', 'K', 'd')});
  const auto admit = [&](const Bytes& member, char household, const std::string& role) {
    v1::MemberAdmitted* admitted = author_.Add().mutable_member_admitted();
    admitted->set_member(member);
    if (household != 0) admitted->set_household(Id16(household));
    v1::RoleGranted* granted = author_.Add().mutable_role_granted();
    granted->set_member(member);
    granted->mutable_grant()->set_role(role);
    granted->mutable_grant()->set_from_ms(1);
    author_.Wait(kLater + 2);
  };
  // Two of one household, one who owns, one who rents; one of elsewhere, one without a home.
  for (const auto& [member, home] :
       {std::pair{'h', 'H'}, {'g', 'H'}, {'i', 'I'}, {'j', 'J'}, {'k', 'K'}, {'n', '\0'}}) {
    admit(Id16(member), home, "resident");
  }
  admit(Id16('o'), 'J', "resident");
  author_.Add().mutable_role_granted()->set_member(Id16('o'));
  author_.events.back().mutable_role_granted()->mutable_grant()->set_role(kObserverRole);
  author_.events.back().mutable_role_granted()->mutable_grant()->set_from_ms(1);
  author_.Wait(kLater + 3);
  const auto count = [&](Per per, char place, int64_t at_ms = kLater + 10) {
    return CountElectors(community(), {{"resident"}, per, place == 0 ? "" : Id16(place), at_ms})
        .voters;
  };
  EXPECT_EQ(count(Per::kMember, 'b'), 4);
  EXPECT_EQ(count(Per::kHousehold, 'b'), 3);
  EXPECT_EQ(count(Per::kMember, 'd'), 1);
  EXPECT_EQ(count(Per::kMember, 'c'), 5);
  EXPECT_EQ(count(Per::kMember, 0), 6);
  EXPECT_EQ(count(Per::kMember, 'b', kLater + 1), 0);  // nobody lived there before
  // As WasElector says of each.
  int64_t each = 0;
  for (const char member : {'h', 'g', 'i', 'j', 'k', 'n', 'o'}) {
    each += WasElector(community(), Id16(member),
                       {{"resident"}, Per::kMember, Id16('b'), kLater + 10});
  }
  EXPECT_EQ(each, 4);

  const auto cost = [&] {
    const int64_t before = community().db().steps();
    EXPECT_EQ(count(Per::kMember, 'b'), 4);
    return community().db().steps() - before;
  };
  const int64_t alone = cost();
  for (int i = 0; i < 40; ++i) admit(Bytes(15, 'x') + static_cast<char>(i), 'K', "resident");
  EXPECT_EQ(cost(), alone);
}

}  // namespace
}  // namespace yiting::state
