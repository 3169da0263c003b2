// A role that is given by appointment alone: never by a registrar's hand, never to oneself.

#include "places.h"

namespace yiting::decide {
namespace {

class AppointmentTest : public PlaceTest {
 protected:
  struct Asked {
    std::string unit;
    int64_t from_ms = 0;
    int64_t until_ms = 0;
  };
  Bytes Propose(char actor, char member, const Asked& asked) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure(asked.unit.empty() ? "appointment" : "posting");
    payload.mutable_open_matter()->set_channel(v1::APP);
    if (asked.from_ms != 0) AddInput(payload, "from")->set_instant_ms(asked.from_ms);
    AddInput(payload, "member")->mutable_members()->add_member(MemberId(member));
    if (!asked.unit.empty()) AddInput(payload, "unit")->mutable_codes()->add_code(asked.unit);
    if (asked.until_ms != 0) AddInput(payload, "until")->set_instant_ms(asked.until_ms);
    std::sort(payload.mutable_open_matter()->mutable_inputs()->begin(),
              payload.mutable_open_matter()->mutable_inputs()->end(),
              [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
    EXPECT_EQ(Do(actor, now_ms, payload), "");
    return last_.MadeId();
  }
  v1::Payload Tried(char member) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("appointment");
    payload.mutable_open_matter()->set_channel(v1::APP);
    payload.mutable_open_matter()->set_practice(true);
    AddInput(payload, "member")->mutable_members()->add_member(MemberId(member));
    return payload;
  }
  Bytes Propose(char actor, char member) { return Propose(actor, member, Asked{}); }
  bool IsHead(char member, int64_t at_ms) {
    return state::HoldsRole(state::RolesAt(*state_, MemberId(member), at_ms), "head");
  }
};

TEST_F(AppointmentTest, A2_20_NobodyGivesAnAppointedRoleByHand) {
  EXPECT_EQ(Grant('b', "head", ""), "BY_APPOINTMENT  head");
  v1::Payload admit;
  AddNew(admit.mutable_admit_members()->add_members(), 'n', "head", "");
  EXPECT_EQ(Do('r', now_ms, admit), "BY_APPOINTMENT  head");
  v1::Payload invite;
  invite.mutable_issue_invitation()->set_key(crypto::PublicKey(DeviceKey('5')));
  invite.mutable_issue_invitation()->set_expires_ms(now_ms + kDay);
  invite.mutable_issue_invitation()->add_roles()->set_role("head");
  EXPECT_EQ(Do('r', now_ms, invite), "BY_APPOINTMENT  head");
  const Bytes matter = Propose('a', 'b');
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "");
  EXPECT_TRUE(IsHead('b', now_ms));
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('b'));
  end.mutable_end_role()->set_role("head");
  EXPECT_EQ(Do('r', now_ms, end), "BY_APPOINTMENT  head");
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "take"), "");
  EXPECT_FALSE(IsHead('b', now_ms));
}

TEST_F(AppointmentTest, A2_20_AnAppointmentHasItsDatesAndUnit) {
  const int64_t from = now_ms + kDay;
  const Bytes matter = Propose('a', 'b', {"police", from, from + kDay});
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "");
  EXPECT_FALSE(IsHead('b', from - 1));
  EXPECT_TRUE(IsHead('b', from));
  EXPECT_TRUE(IsHead('b', from + kDay - 1));
  EXPECT_FALSE(IsHead('b', from + kDay));
  const auto roles = state::RolesAt(*state_, MemberId('b'), from);
  EXPECT_TRUE(std::any_of(roles.begin(), roles.end(), [](const state::HeldRole& held) {
    return held.role == "head" && held.unit == "police";
  }));
  // A day that has gone by is today.
  const Bytes past = Propose('a', 'd', {"", now_ms - kDay, 0});
  EXPECT_EQ(Act('w', now_ms, past, "give"), "");
  EXPECT_TRUE(IsHead('d', now_ms));
}

TEST_F(AppointmentTest, A2_20_AnEndBeforeTheBeginningIsRefused) {
  const Bytes matter = Propose('a', 'b', {"", now_ms + kDay, now_ms + kDay});
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "INPUT_INVALID appointment.review.give until");
  const Bytes gone = Propose('a', 'b', {"", 0, now_ms});
  EXPECT_EQ(Act('w', now_ms, gone, "give"), "INPUT_INVALID appointment.review.give until");
  EXPECT_FALSE(IsHead('b', now_ms));
}

TEST_F(AppointmentTest, A2_20_NobodyAppointsThemselves) {
  const Bytes matter = Propose('a', 'w');
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "NOT_ALLOWED appointment.review.give member");
  EXPECT_EQ(Act('x', now_ms, matter, "give"), "");
  EXPECT_TRUE(IsHead('w', now_ms));
}

TEST_F(AppointmentTest, A2_20_TheLastOfTwoSignaturesGivesAndTakes) {
  const Bytes matter = Propose('a', 'b');
  EXPECT_EQ(Act('w', now_ms, matter, "give_by_two"), "");
  EXPECT_FALSE(IsHead('b', now_ms));
  EXPECT_EQ(Act('w', now_ms, matter, "give_by_two"),
            "ALREADY_DONE appointment.review.give_by_two ");
  EXPECT_EQ(Act('x', now_ms, matter, "give_by_two"), "");
  EXPECT_TRUE(IsHead('b', now_ms));
  const Bytes end = Propose('a', 'b');
  EXPECT_EQ(Act('w', now_ms, end, "take_by_two"), "");
  EXPECT_TRUE(IsHead('b', now_ms));
  EXPECT_EQ(Act('x', now_ms, end, "take_by_two"), "");
  EXPECT_FALSE(IsHead('b', now_ms));
  EXPECT_TRUE(At(end).closed());
  // Who is to be appointed is neither of the two.
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'w'), "give_by_two"),
            "NOT_ALLOWED appointment.review.give_by_two member");
}

TEST_F(AppointmentTest, A1_16_WhatIsTriedOutGivesAndTakesNoRole) {
  EXPECT_EQ(Do('a', now_ms, Tried('b')), "");
  const Bytes tried = last_.MadeId();
  EXPECT_EQ(Act('w', now_ms, tried, "give"), "");
  EXPECT_TRUE(At(tried).closed());
  EXPECT_FALSE(IsHead('b', now_ms));
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "give"), "");
  EXPECT_EQ(Do('a', now_ms, Tried('b')), "");
  EXPECT_EQ(Act('w', now_ms, Bytes(last_.MadeId()), "take"), "");
  EXPECT_TRUE(IsHead('b', now_ms));
}

TEST_F(AppointmentTest, A2_20_WhatIsNotHeldIsNotTaken) {
  const Bytes matter = Propose('a', 'b', {"police", 0, 0});
  EXPECT_EQ(Act('w', now_ms, matter, "take"), "ROLE_UNKNOWN posting.review.take head");
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "give"), "");
  EXPECT_EQ(Act('w', now_ms, matter, "take"), "ROLE_UNKNOWN posting.review.take head");
  EXPECT_TRUE(IsHead('b', now_ms));
}

TEST_F(AppointmentTest, A2_20_TheLastRegistrarIsNotDismissed) {
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'r'), "take_registrar"),
            "NOT_ALLOWED appointment.review.take_registrar registrar");
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "make_registrar"), "");
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'r'), "take_registrar"), "");
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "take_registrar"),
            "NOT_ALLOWED appointment.review.take_registrar registrar");
}

// Somebody who holds no such role is not the last one of it.
TEST_F(AppointmentTest, A2_20_WhoIsNoRegistrarIsNotTheLastOne) {
  EXPECT_EQ(Act('w', now_ms, Propose('a', 'b'), "take_registrar"),
            "ROLE_UNKNOWN appointment.review.take_registrar registrar");
}

TEST_F(AppointmentTest, A2_20_AnAppointmentForABodyThatIsNoMoreIsRefused) {
  Settle();
  EXPECT_EQ(Found('r', "union", 0), "");
  const Bytes matter = Propose('a', 'b', {"union", 0, 0});
  EXPECT_EQ(Found('r', "union", 0, true), "");
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "UNIT_UNKNOWN posting.review.give union");
  EXPECT_EQ(Found('r', "union", 0), "");
  EXPECT_EQ(Act('w', now_ms, matter, "give"), "");
}

}  // namespace
}  // namespace yiting::decide
