// Links that invite to the meeting of one matter: of a member by name, or of a guest.

#include <gtest/gtest.h>

#include "talks.h"

namespace yiting::decide {
namespace {

class InvitationTest : public TalkTest {
 protected:
  v1::Payload Issue(char key, char member = 0) {
    v1::Payload payload;
    v1::IssueInvitation* body = payload.mutable_issue_invitation();
    body->set_key(crypto::PublicKey(DeviceKey(key)));
    body->set_expires_ms(kMonday + kDay);
    body->set_matter(matter_);
    if (member != 0) body->set_member(MemberId(member));
    return payload;
  }
  v1::Payload IssueToGuest(char key, const char* role = "guest",
                           int64_t until_ms = kMonday + 9 * kDay) {
    v1::Payload payload = Issue(key);
    v1::RoleGrant* grant = payload.mutable_issue_invitation()->add_roles();
    grant->set_role(role);
    grant->set_until_ms(until_ms);
    return payload;
  }
  // The member answers with `device`, which has the link `key`.
  std::string Accept(const Bytes& member, char device, char key, v1::Coming coming,
                     char delegate = 0, int64_t now_ms = kMonday) {
    v1::Payload payload;
    payload.set_actor(member);
    v1::AcceptInvitation* body = payload.mutable_accept_invitation();
    body->set_key(crypto::PublicKey(DeviceKey(key)));
    body->set_coming(coming);
    if (delegate != 0) body->set_delegate(MemberId(delegate));
    return Admit(Sign(device, payload, {DeviceKey(device), DeviceKey(key)}), now_ms);
  }
  std::string Accept(char member, char device, char key, v1::Coming coming, char delegate = 0,
                     int64_t now_ms = kMonday) {
    return Accept(MemberId(member), device, key, coming, delegate, now_ms);
  }
  static Bytes NewMember(char device) {
    return schema::MemberIdOf(crypto::PublicKey(DeviceKey(device)));
  }
  // The pack with words exchanged; the matter stays under its own.
  void PutInForce(const std::vector<std::pair<std::string, std::string>>& exchanged) {
    std::string text = kTalkPack;
    for (const auto& [from, to] : exchanged) text.replace(text.find(from), from.size(), to);
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(packs_.Add(text));
    payload.mutable_activate_pack()->set_base(state_->facts().pack);
    EXPECT_EQ(Do('r', kMonday, payload), "");
  }
  void BecomeHost(char member) {
    v1::Payload payload;
    payload.mutable_grant_role()->set_member(MemberId(member));
    payload.mutable_grant_role()->mutable_grant()->set_role("host");
    EXPECT_EQ(Do('r', kMonday, payload), "");
  }
  void Revoke(char device) {
    v1::Payload payload;
    payload.mutable_revoke_device()->set_device(crypto::PublicKey(DeviceKey(device)));
    EXPECT_EQ(Do('r', kMonday, payload), "");
  }
  // The answer that the newest entry holds.
  v1::AttendanceAnswered Answered() {
    const auto entry = schema::Decode<v1::Entry>(entries_.back());
    for (const v1::Event& event : entry->events()) {
      if (event.has_attendance_answered()) return event.attendance_answered();
    }
    ADD_FAILURE() << "no answer";
    return {};
  }
  std::optional<state::Invitee> Invitee(char member) {
    return state::FindInvitee(*state_, matter_, MemberId(member));
  }
};

TEST_F(InvitationTest, A4_4_WhoMayInviteIssuesTheLink) {
  EXPECT_EQ(Do('b', kMonday, Issue('1', 'b')), "NOT_ALLOWED  invite");
  EXPECT_EQ(Do('o', kMonday, Issue('1', 'b')), "OBSERVER  ");
  EXPECT_EQ(Do('h', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Invitee('b')->answer, 0);  // invited at once
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'c')), "INVITATION_USED  ");
  EXPECT_EQ(Do('w', kMonday, Issue('2', '?')), "MEMBER_UNKNOWN  ");
  EXPECT_EQ(Do('w', kMonday, Issue('2', 'o')), "OBSERVER  invite");
  v1::Payload elsewhere = Issue('3', 'b');
  elsewhere.mutable_issue_invitation()->set_matter(Bytes(16, '?'));
  EXPECT_EQ(Do('r', kMonday, elsewhere), "MATTER_UNKNOWN  ");
}

// Who is invited reads what only those concerned may: nobody lets themselves in.
TEST_F(InvitationTest, A4_4_ARegistrarInvitesAsEverybodyElseAndNobodyThemselves) {
  EXPECT_EQ(Do('r', kMonday, Issue('2', 'c')), "NOT_ALLOWED  invite");
  EXPECT_EQ(Do('r', kMonday, Issue('2', 'r')), "NOT_ALLOWED  invite");
  EXPECT_EQ(Do('h', kMonday, Issue('2', 'h')), "NOT_ALLOWED  member");
  BecomeHost('r');
  EXPECT_EQ(Do('r', kMonday, Issue('2', 'r')), "NOT_ALLOWED  member");
  EXPECT_EQ(Do('r', kMonday, Issue('2', 'c')), "");
}

TEST_F(InvitationTest, A4_4_NobodyInvitesWhereTheStageDoesNot) {
  BecomeHost('r');
  Talk();
  EXPECT_EQ(Do('h', kMonday, Issue('1', 'b')), "NOT_ALLOWED  invite");
  EXPECT_EQ(Do('r', kMonday, Issue('1', 'b')), "NOT_ALLOWED  invite");
}

TEST_F(InvitationTest, A4_4_AGuestsRoleEndsAndIsNoMoreThanAGuests) {
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "guest", 0)), "NOT_ALLOWED  guest");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "worker")), "NOT_ALLOWED  worker");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "registrar")), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "observer")), "OBSERVER  invite");
  EXPECT_EQ(Do('r', kMonday, IssueToGuest('1', "observer")), "OBSERVER  invite");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "queen")), "ROLE_UNKNOWN  queen");
  // Whoever could invite voters could win any vote.
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "voter")), "NOT_ALLOWED  voter");
  // So could whoever invited those who put rules in force.
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "editor")), "NOT_ALLOWED  editor");
  v1::Payload of_unit = IssueToGuest('1');
  of_unit.mutable_issue_invitation()->mutable_roles(0)->set_unit("school");
  EXPECT_EQ(Do('h', kMonday, of_unit), "NOT_ALLOWED  guest");
  v1::Payload at_home = IssueToGuest('1');
  at_home.mutable_issue_invitation()->set_household(Bytes(16, 'H'));
  EXPECT_EQ(Do('h', kMonday, at_home), "NOT_ALLOWED  household");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1')), "");
  EXPECT_EQ(Do('r', kMonday, IssueToGuest('2', "voter", 0)), "NOT_ALLOWED  invite");
  BecomeHost('r');
  EXPECT_EQ(Do('r', kMonday, IssueToGuest('2', "voter", 0)), "");
}

// The matter stays under the rules that it was opened under, where the role votes still.
TEST_F(InvitationTest, A4_4_AGuestVotesNeitherInTheMattersRulesNorInThoseInForce) {
  PutInForce({{"electors = \"voter\"", "electors = \"host\""},
              {"role \"editor\"", "role \"clerk\" { \"文员\" }, role \"editor\""},
              {"\"registrar\", \"editor\"", "\"registrar\", \"clerk\""}});
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "voter")), "NOT_ALLOWED  voter");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "host")), "NOT_ALLOWED  host");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "editor")), "NOT_ALLOWED  editor");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1', "clerk")), "NOT_ALLOWED  clerk");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1')), "");
}

TEST_F(InvitationTest, A4_4_AGuestBecomesAMemberForATimeAndComes) {
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('1')), "");
  const Bytes guest = NewMember('N');
  EXPECT_EQ(Accept(guest, 'N', '1', v1::COMING_UNSPECIFIED), "INPUT_INVALID  coming");
  EXPECT_EQ(Accept(guest, 'N', '1', v1::YES), "");
  EXPECT_TRUE(state::HoldsRole(state::RolesAt(*state_, guest, kMonday + kDay), "guest"));
  EXPECT_FALSE(state::HoldsRole(state::RolesAt(*state_, guest, kMonday + 9 * kDay), "guest"));
  EXPECT_EQ(state::FindInvitee(*state_, matter_, guest)->answer, 1);
  EXPECT_EQ(Accept(NewMember('M'), 'M', '1', v1::YES), "INVITATION_USED  ");
  v1::Payload open = OpenBody();
  open.set_actor(guest);
  EXPECT_EQ(Do('N', kMonday, open), "NOT_ALLOWED p.open ");
}

TEST_F(InvitationTest, A4_4_AMemberAnswersByTheLinkAndThinksAgain) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "");
  EXPECT_EQ(Invitee('b')->answer, 1);
  EXPECT_EQ(Answered().vouched_by(), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO), "");
  EXPECT_EQ(Invitee('b')->answer, 2);
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, 'd'), "");
  EXPECT_EQ(Invitee('b')->delegate, MemberId('d'));
  EXPECT_EQ(Invitee('d')->answer, 0);
  EXPECT_EQ(Turnout().invited, 1);
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, 'b'), "INPUT_INVALID  delegate");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, 'o'), "OBSERVER  delegate");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, '?'), "MEMBER_UNKNOWN  delegate");
}

// Who made the link has it too: they would fill the meeting with answers of others.
TEST_F(InvitationTest, A4_4_WhoHasADeviceAnswersWithThatAlone) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "NOT_INVITED  device");
  EXPECT_EQ(Accept('b', 'w', '1', v1::YES), "NOT_INVITED  device");
  EXPECT_EQ(Turnout().coming, 0);
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "");
}

TEST_F(InvitationTest, A4_4_ForWhoHasNoDeviceTheIssuerVouches) {
  Revoke('b');
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  // With any device that has the link: its key signs as well.
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "");
  EXPECT_EQ(Invitee('b')->answer, 1);
  EXPECT_EQ(Answered().vouched_by(), MemberId('w'));
  EXPECT_FALSE(state::FindDevice(*state_, crypto::PublicKey(DeviceKey('N'))).has_value());
}

TEST_F(InvitationTest, A4_4_NobodyAnswersWhereTheStageAsksNobody) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Do('h', kMonday, IssueToGuest('2')), "");
  Talk();
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "WRONG_STAGE p.talk talk");
  EXPECT_EQ(Accept(NewMember('N'), 'N', '2', v1::YES), "WRONG_STAGE p.talk talk");
}

// A guest's profile is the new member's; a member has one.
TEST_F(InvitationTest, A4_4_WhoIsMeantByNameBringsNoProfile) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  v1::Payload payload;
  payload.set_actor(MemberId('b'));
  payload.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('1')));
  payload.mutable_accept_invitation()->set_coming(v1::YES);
  v1::ContentRef* profile = payload.mutable_accept_invitation()->mutable_profile();
  profile->set_commitment(Bytes(32, 'p'));
  profile->set_audience(v1::COMMUNITY);
  profile->set_media("image/jpeg");
  profile->set_size(500'000);
  EXPECT_EQ(Admit(Sign('N', payload, {DeviceKey('N'), DeviceKey('1')}), kMonday),
            "INPUT_INVALID  profile");
}

// Else a phone that was stolen would speak once more, and one that is bound could count back.
TEST_F(InvitationTest, A4_4_ADeviceThatIsKnownStaysWhatItIs) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  v1::Payload old;
  old.set_actor(MemberId('b'));
  old.set_counter(1);
  old.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('1')));
  old.mutable_accept_invitation()->set_coming(v1::YES);
  const auto answer = [&] {
    return Admit(Sign('b', old, {DeviceKey('b'), DeviceKey('1')}), kMonday);
  };
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO), "");
  const auto counted = [this] {
    return state::FindDevice(*state_, crypto::PublicKey(DeviceKey('b')))->counter;
  };
  const uint64_t before = counted();
  EXPECT_EQ(answer(), "COUNTER_USED  ");
  EXPECT_EQ(counted(), before);
  Revoke('b');
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "DEVICE_REVOKED  ");
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "ALREADY_DONE  device");
}

// Else whoever has the link could write into the ledger without end.
TEST_F(InvitationTest, A4_4_WhatSaysNothingNewIsNotWritten) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO), "ALREADY_DONE  coming");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, 'd'), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::NO, 'd'), "ALREADY_DONE  coming");
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "");
}

TEST_F(InvitationTest, A4_4_WithoutADeviceTheLinkSpeaksOnce) {
  Revoke('b');
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "");
  for (const v1::Coming coming : {v1::YES, v1::NO}) {
    EXPECT_EQ(Accept('b', 'M', '1', coming, 0, kMonday + kDay - 1), "ALREADY_DONE  device");
  }
  // With a device of their own they answer for themselves, be it the same.
  v1::Payload bind;
  bind.mutable_bind_device()->set_member(MemberId('b'));
  bind.mutable_bind_device()->set_device(crypto::PublicKey(DeviceKey('N')));
  EXPECT_EQ(Do('r', kMonday, bind), "");
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "");
  EXPECT_EQ(Answered().vouched_by(), "");
  EXPECT_EQ(Accept('b', 'N', '1', v1::NO), "");
}

TEST_F(InvitationTest, A4_4_TheLinkIsNobodyElses) {
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('c', 'c', '1', v1::YES), "NOT_INVITED  ");
  EXPECT_EQ(Accept(NewMember('N'), 'N', '1', v1::YES), "NOT_INVITED  ");
  v1::Payload without;
  without.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('1')));
  without.mutable_accept_invitation()->set_coming(v1::YES);
  without.set_actor(MemberId('b'));
  EXPECT_EQ(Admit(Sign('N', without), kMonday), "BAD_SIGNATURE  ");
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES, 0, kMonday + kDay), "INVITATION_EXPIRED  ");
  EXPECT_EQ(Act('w', kMonday, matter_, "finish"), "");
  EXPECT_EQ(Accept('b', 'b', '1', v1::YES), "MATTER_CLOSED  ");
  EXPECT_EQ(Do('w', kMonday, Issue('2', 'c')), "MATTER_CLOSED p done");
}

// Else whoever was given a device back could speak for its owner for ever.
TEST_F(InvitationTest, A4_4_TheLinkIsGoodForItsMeetingOnly) {
  Revoke('b');
  EXPECT_EQ(Do('w', kMonday, Issue('1', 'b')), "");
  EXPECT_EQ(Accept('b', 'N', '1', v1::YES), "");
  v1::Payload open = OpenBody();
  open.set_actor(MemberId('b'));
  EXPECT_EQ(Do('N', kMonday, open), "UNKNOWN_DEVICE  ");
}

}  // namespace
}  // namespace yiting::decide
