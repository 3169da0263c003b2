// The territory and the applicants as an officer's screen shows them.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/audience.h"
#include "query/query.h"
#include "scene.h"
#include "state/read_ledger.h"
#include "state/read_territory.h"

namespace yiting::testing {
namespace {

class Territory : public Scene {
 protected:
  struct Spot {
    char place;
    char parent;
    const char* kind;
    const char* title;
  };
  void Place(const std::vector<Spot>& spots) {
    v1::Payload payload;
    for (const Spot& spot : spots) {
      v1::Place* place = payload.mutable_register_places()->add_places();
      place->set_place(Bytes(16, spot.place));
      if (spot.parent != 0) place->set_parent(Bytes(16, spot.parent));
      place->set_kind(spot.kind);
      place->mutable_title()->set_zh(spot.title);
    }
    Do('R', payload);
  }
  void Found(const std::string& kind, char place, bool dissolve = false) {
    v1::Payload payload;
    payload.mutable_found_body()->set_kind(kind);
    payload.mutable_found_body()->set_place(Bytes(16, place));
    payload.mutable_found_body()->mutable_title()->set_zh("10幢1单元议事会");
    payload.mutable_found_body()->set_dissolve(dissolve);
    Do('R', payload);
  }
  // The compound with two buildings, of which the second is written down first.
  void Settle() {
    Place({{'1', 0, "compound", "半道红小区"},
           {'B', '1', "building", "10幢"},
           {'A', '1', "building", "2幢"},
           {'k', 'B', "stairwell", "10幢1单元"}});
    v1::Payload rooms;
    v1::Room* room = rooms.mutable_register_rooms()->add_rooms();
    room->set_room(Bytes(16, 'm'));
    room->set_area(89'00);
    room->set_owner(Bytes(16, 'H'));
    room->set_place(Bytes(16, 'k'));
    Do('R', rooms);
  }
  void Admit(char name, char household) {
    v1::Payload payload;
    v1::NewMember* member = payload.mutable_admit_members()->add_members();
    member->set_member(MemberOf(name));
    member->set_device(crypto::PublicKey(KeyOf(name)));
    member->set_household(Bytes(16, household));
    member->add_roles()->set_role("resident");
    Do('R', payload);
  }
  v1::TerritoryView Look(char name) {
    v1::ViewRequest request;
    request.mutable_territory();
    return As(name, request).territory();
  }
};

TEST_F(Territory, A2_6_IsATreeWithWhatItHolds) {
  Settle();
  Admit('H', 'H');
  const v1::TerritoryView view = Look('H');
  ASSERT_EQ(view.places_size(), 4);
  std::string order;
  for (const v1::PlaceRow& row : view.places()) {
    order += std::to_string(row.depth()) + row.title().zh() + " ";
  }
  EXPECT_EQ(order, "0半道红小区 12幢 110幢 210幢1单元 ");
  EXPECT_EQ(view.places(0).rooms(), 1u);
  EXPECT_EQ(view.places(0).households(), 1u);
  EXPECT_EQ(view.places(1).rooms(), 0u);
  EXPECT_EQ(view.places(3).kind_title().zh(), "单元");
  EXPECT_TRUE(view.places(3).mine());
  EXPECT_FALSE(view.places(0).mine());
  EXPECT_FALSE(Look('A').places(3).mine());
  EXPECT_EQ(view.place_kinds_size(), 4);
  EXPECT_EQ(view.body_kinds_size(), 2);
}

TEST_F(Territory, A2_7_WhatIsHeldWithinAPlaceIsOfferedWhereSomebodyBelongs) {
  const auto offered = [&](char name) {
    std::string ids;
    const v1::HomeView home = Home(name);
    for (const v1::Procedure& procedure : home.may_open()) ids += procedure.id() + " ";
    return ids;
  };
  EXPECT_EQ(offered('S'), "bell ");
  Settle();
  Admit('H', 'H');
  now_ms += 10;
  EXPECT_EQ(offered('S'), "bell salon lift ");
  EXPECT_EQ(offered('H'), "bell salon lift ");
  EXPECT_EQ(offered('A'), "bell ");
  EXPECT_EQ(offered('O'), "");
  Found("owners_committee", '1');
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberOf('A'));
  grant.mutable_grant_role()->mutable_grant()->set_role("owners_committee");
  grant.mutable_grant_role()->mutable_grant()->set_unit("owners_committee_3131313131313131");
  Do('R', grant);
  EXPECT_EQ(offered('A'), "bell salon lift ");
}

TEST_F(Territory, A2_15_ABodyShowsItsMembersWithTheirDates) {
  Settle();
  Found("stairwell_council", 'k');
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberOf('A'));
  v1::RoleGrant* given = grant.mutable_grant_role()->mutable_grant();
  given->set_role("stairwell_councillor");
  given->set_unit("stairwell_council_6b6b6b6b6b6b6b6b");
  given->set_until_ms(now_ms + 1'000);
  Do('R', grant);
  const v1::TerritoryView view = Look('S');
  ASSERT_EQ(view.bodies_size(), 1);
  EXPECT_EQ(view.bodies(0).place_title().zh(), "10幢1单元");
  ASSERT_EQ(view.bodies(0).members_size(), 1);
  EXPECT_EQ(view.bodies(0).members(0).member(), MemberOf('A'));
  EXPECT_EQ(view.bodies(0).members(0).from_ms(), now_ms);
  EXPECT_EQ(view.bodies(0).members(0).until_ms(), now_ms + 1'000);
  now_ms += 1'000;
  EXPECT_EQ(Look('S').bodies(0).members_size(), 0);
  Found("stairwell_council", 'k', true);
  EXPECT_TRUE(Look('S').bodies(0).dissolved());
}

class Applicants : public Scene {
 protected:
  static Bytes Newcomer() { return schema::MemberIdOf(crypto::PublicKey(KeyOf('N'))); }

  v1::ApplicantsView Look() {
    v1::ViewRequest request;
    request.mutable_applicants();
    return As('R', request).applicants();
  }
  void Ask(const std::string& profile) {
    v1::Payload poster;
    poster.mutable_issue_invitation()->set_key(crypto::PublicKey(KeyOf('5')));
    poster.mutable_issue_invitation()->set_poster(true);
    poster.mutable_issue_invitation()->set_expires_ms(now_ms + 1'000);
    Do('R', poster);
    v1::Payload payload;
    payload.set_actor(Newcomer());
    payload.set_device(crypto::PublicKey(KeyOf('N')));
    payload.set_counter(1);
    payload.mutable_ask_to_join()->set_key(crypto::PublicKey(KeyOf('5')));
    *payload.mutable_ask_to_join()->mutable_profile() = Text(profile, v1::STAFF);
    const Bytes bytes = schema::SignCommand(payload, sequencer->community_id(),
                                            {KeyOf('N'), KeyOf('5')});
    auto answer = sequencer->Admit(bytes, now_ms, *this);
    ASSERT_TRUE(answer.has_value()) << answer.error().message;
    ASSERT_FALSE(std::holds_alternative<sequencer::Refused>(answer->outcome));
    ASSERT_TRUE(sequencer->Commit().has_value());
  }
};

TEST_F(Applicants, A1_9_AreShownWithWhatTheyWrote) {
  EXPECT_EQ(Look().total(), 0u);
  Ask("王阿姨，3幢501");
  const v1::ApplicantsView view = Look();
  EXPECT_EQ(view.total(), 1u);
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).profile(), "王阿姨，3幢501");
  EXPECT_EQ(view.rows(0).member(), Newcomer());
  EXPECT_EQ(view.rows(0).device(), crypto::PublicKey(KeyOf('N')));
  EXPECT_EQ(view.rows(0).asked_ms(), now_ms);
  hidden = true;
  EXPECT_TRUE(Look().rows(0).withheld());
}

// Who applies is nobody yet: only the street's staff read what they wrote, and they themself.
TEST_F(Applicants, A1_9_AreReadByStaffAlone) {
  Ask("王阿姨，3幢501");
  state::Community& state = sequencer->state();
  const auto applicant = state::FindApplicant(state, Newcomer());
  ASSERT_TRUE(applicant.has_value());
  const auto content = state::FindContent(state, applicant->profile);
  ASSERT_TRUE(content.has_value());
  const auto reads = [&](const Bytes& member) {
    return query::MayRead(state, packs.pack.get(), *content, member, now_ms);
  };
  EXPECT_TRUE(reads(MemberOf('S')));
  EXPECT_TRUE(reads(MemberOf('R')));
  EXPECT_TRUE(reads(Newcomer()));
  EXPECT_FALSE(reads(MemberOf('A')));
  EXPECT_FALSE(reads(MemberOf('O')));
  EXPECT_FALSE(reads(MemberOf('P')));
  EXPECT_FALSE(reads(""));
}

}  // namespace
}  // namespace yiting::testing
