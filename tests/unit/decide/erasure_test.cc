// What everybody may take back or put right about themselves, and what is left of them.

#include <gtest/gtest.h>

#include "state/read_members.h"
#include "votes.h"

namespace yiting::decide {
namespace {

using v1::Payload;

v1::ContentRef Text(char commitment, v1::Audience audience = v1::COMMUNITY) {
  v1::ContentRef ref;
  ref.set_commitment(Bytes(32, commitment));
  ref.set_audience(audience);
  ref.set_media("text/plain");
  ref.set_size(3);
  return ref;
}

class ErasureTest : public VoteTest {
 protected:
  static Payload Message(char text) {
    Payload payload;
    payload.mutable_leave_message()->set_channel(v1::APP);
    *payload.mutable_leave_message()->mutable_text() = Text(text);
    return payload;
  }
  static Payload Erase(const std::string& contents, v1::ErasureReason why = v1::ASKED_FOR) {
    Payload payload;
    for (const char c : contents) payload.mutable_erase_contents()->add_contents(Bytes(32, c));
    payload.mutable_erase_contents()->set_reason(why);
    return payload;
  }
  static Payload EraseAllOf(char member) {
    Payload payload;
    payload.mutable_erase_contents()->set_member(MemberId(member));
    payload.mutable_erase_contents()->set_reason(v1::ASKED_FOR);
    return payload;
  }
  static Payload Change(char member, char text) {
    Payload payload;
    payload.mutable_change_profile()->set_member(MemberId(member));
    *payload.mutable_change_profile()->mutable_profile() = Text(text, v1::STAFF);
    return payload;
  }
  static Payload Leave(char member, bool erase = false) {
    Payload payload;
    payload.mutable_leave_community()->set_member(MemberId(member));
    payload.mutable_leave_community()->set_erase(erase);
    return payload;
  }
  static Payload Bind(char member, char device) {
    Payload payload;
    payload.mutable_bind_device()->set_member(MemberId(member));
    payload.mutable_bind_device()->set_device(crypto::PublicKey(DeviceKey(device)));
    return payload;
  }
  static Payload Revoke(char device) {
    Payload payload;
    payload.mutable_revoke_device()->set_device(crypto::PublicKey(DeviceKey(device)));
    return payload;
  }
  static Payload Grant(char member, const char* role) {
    Payload payload;
    payload.mutable_grant_role()->set_member(MemberId(member));
    payload.mutable_grant_role()->mutable_grant()->set_role(role);
    return payload;
  }
  static Payload Admission(char member, char device, const Bytes& person) {
    Payload payload;
    AddNew(payload.mutable_admit_members()->add_members(), member, "resident", "");
    v1::NewMember* added = payload.mutable_admit_members()->mutable_members(0);
    added->set_device(crypto::PublicKey(DeviceKey(device)));
    added->set_person(person);
    return payload;
  }
  // By `member` with another device of theirs.
  std::string DoWith(char device, char member, const Payload& payload) {
    Payload said = payload;
    said.set_actor(MemberId(member));
    return Do(device, kMonday, said);
  }
  int64_t ErasedMs(char content) {
    return state::FindContent(*state_, Bytes(32, content))->erased_ms;
  }
  static std::string Unknown(char content) {
    return "CONTENT_UNKNOWN  " + ToHex(Bytes(32, content));
  }
};

TEST_F(ErasureTest, A8_2_OnesOwnIsErasedAndTheLedgerStillFits) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  ASSERT_EQ(Do('a', kMonday, Message('N')), "");
  EXPECT_EQ(ErasedMs('M'), 0);
  EXPECT_EQ(Do('a', kMonday + 5, Erase("M")), "");  // replayed by the hall on a second state
  EXPECT_EQ(ErasedMs('M'), kMonday + 5);
  EXPECT_EQ(ErasedMs('N'), 0);
  // Once; and what is nowhere cannot go.
  EXPECT_EQ(Do('a', kMonday + 6, Erase("M")), Unknown('M'));
  EXPECT_EQ(Do('a', kMonday + 6, Erase("NQ")), Unknown('Q'));
  EXPECT_EQ(ErasedMs('N'), 0);
}

TEST_F(ErasureTest, A8_2_AnothersOnlyARegistrarErases) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  for (const char member : {'b', 'w', 'z', 'o'}) {
    EXPECT_EQ(Do(member, kMonday, Erase("M", v1::UNLAWFUL)), "NOT_ALLOWED  registrar");
    EXPECT_EQ(Do(member, kMonday, EraseAllOf('a')), "NOT_ALLOWED  registrar");
  }
  EXPECT_EQ(Do('r', kMonday, EraseAllOf('?')), "MEMBER_UNKNOWN  ");
  EXPECT_EQ(Do('r', kMonday, Erase("M", v1::UNLAWFUL)), "");
}

// A profile goes with its member: whoever could name another's words as theirs could erase them.
TEST_F(ErasureTest, A8_2_NobodysWordsAreSomebodyElsesProfile) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  Payload admission = Admission('u', 'u', Bytes(32, 'U'));
  v1::NewMember* added = admission.mutable_admit_members()->mutable_members(0);
  *added->mutable_profile() = Text('M');
  EXPECT_EQ(Do('r', kMonday, admission), Unknown('M'));
  *added->mutable_profile() = Text('U');
  *admission.mutable_admit_members()->add_members() = *added;
  v1::NewMember* twin = admission.mutable_admit_members()->mutable_members(1);
  twin->set_member(MemberId('v'));
  twin->set_device(crypto::PublicKey(DeviceKey('v')));
  twin->set_person(Bytes(32, 'V'));
  EXPECT_EQ(Do('r', kMonday, admission), "CONTENT_UNKNOWN  ");
  *twin->mutable_profile() = Text('V');
  EXPECT_EQ(Do('r', kMonday, admission), "");
  EXPECT_EQ(Do('u', kMonday, Change('u', 'W')), "");
  EXPECT_NE(ErasedMs('U'), 0);
  EXPECT_EQ(ErasedMs('M'), 0);
}

TEST_F(ErasureTest, A8_2_TheAddressOfARoomIsTheRegistrarsToErase) {
  Payload rooms;
  v1::Room* room = rooms.mutable_register_rooms()->add_rooms();
  room->set_room(Bytes(16, 'x'));
  room->set_area(9000);
  room->set_owner(Bytes(16, 'H'));
  *room->mutable_address() = Text('A', v1::STAFF);
  ASSERT_EQ(Do('r', kMonday, rooms), "");
  EXPECT_EQ(Do('a', kMonday, Erase("A")), "NOT_ALLOWED  registrar");  // of that household
  EXPECT_EQ(Do('r', kMonday, Erase("A", v1::NOT_NEEDED)), "");
}

TEST_F(ErasureTest, A8_2_AllOfAMembersIsWhatTheyHaveSaidSoFar) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  ASSERT_EQ(Do('b', kMonday, Message('B')), "");
  ASSERT_EQ(Do('a', kMonday + 1, EraseAllOf('a')), "");
  ASSERT_EQ(Do('a', kMonday + 2, Message('N')), "");
  EXPECT_EQ(ErasedMs('M'), kMonday + 1);
  EXPECT_EQ(ErasedMs('B'), 0);
  EXPECT_EQ(ErasedMs('N'), 0);
  // Once more: what is gone keeps its day.
  ASSERT_EQ(Do('r', kMonday + 3, EraseAllOf('a')), "");
  EXPECT_EQ(ErasedMs('M'), kMonday + 1);
  EXPECT_EQ(ErasedMs('N'), kMonday + 3);
}

TEST_F(ErasureTest, A8_2_WhatWasErasedDoesNotComeBackInAnotherCommand) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  const Bytes message = last_.MadeId();
  ASSERT_EQ(Do('a', kMonday, Erase("M")), "");
  EXPECT_EQ(Do('a', kMonday, Message('M')), Unknown('M'));
  EXPECT_EQ(Do('b', kMonday, Change('b', 'M')), Unknown('M'));
  EXPECT_EQ(ErasedMs('M'), kMonday);
  EXPECT_EQ(state::FindMessage(*state_, message)->content, Bytes(32, 'M'));  // that it was said
}

TEST_F(ErasureTest, A8_2_AProfileIsPutRightAndTheOneBeforeErased) {
  ASSERT_EQ(Do('a', kMonday, Change('a', 'P')), "");
  ASSERT_EQ(Do('a', kMonday + 1, Change('a', 'Q')), "");
  EXPECT_EQ(ErasedMs('P'), kMonday + 1);
  EXPECT_EQ(ErasedMs('Q'), 0);
  EXPECT_EQ(state::FindMember(*state_, MemberId('a'))->profile, Bytes(32, 'Q'));
  EXPECT_EQ(Do('a', kMonday + 2, Change('a', 'Q')), "NOTHING_TO_DO  ");
  EXPECT_EQ(Do('b', kMonday + 2, Change('a', 'R')), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', kMonday + 2, Change('a', 'R')), "");
  EXPECT_EQ(Do('r', kMonday + 2, Change('?', 'S')), "MEMBER_UNKNOWN  ");
}

TEST_F(ErasureTest, A8_2_AnObserverHasTheSameRightsOverTheirOwn) {
  EXPECT_EQ(Do('o', kMonday, Change('o', 'P')), "");
  EXPECT_EQ(Do('o', kMonday, Erase("P")), "");
  EXPECT_EQ(Do('o', kMonday, EraseAllOf('o')), "");
  EXPECT_EQ(Do('o', kMonday, Message('M')), "OBSERVER  ");
  // As well where they are a registrar besides: of others an observer erases nothing.
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  ASSERT_EQ(Do('r', kMonday, Grant('o', "registrar")), "");
  EXPECT_EQ(Do('o', kMonday, Erase("M")), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('o', kMonday, Leave('a')), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('o', kMonday, Leave('o')), "");
}

TEST_F(ErasureTest, A8_2_WhoLeavesActsNoMoreAndIsGivenNothing) {
  ASSERT_EQ(Do('a', kMonday, Bind('a', '7')), "");
  EXPECT_EQ(Do('b', kMonday, Leave('a')), "NOT_ALLOWED  registrar");
  ASSERT_EQ(Do('a', kMonday, Leave('a')), "");
  EXPECT_TRUE(state::RolesAt(*state_, MemberId('a'), kMonday).empty());
  EXPECT_EQ(Do('a', kMonday, Message('M')), "DEVICE_REVOKED  ");
  EXPECT_EQ(DoWith('7', 'a', Message('M')), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('r', kMonday, Leave('a')), "MEMBER_LEFT  ");
  EXPECT_EQ(Do('r', kMonday, Grant('a', "worker")), "MEMBER_LEFT  ");
  EXPECT_EQ(Do('r', kMonday, Bind('a', '8')), "MEMBER_LEFT  ");
  EXPECT_EQ(Do('r', kMonday, Change('a', 'P')), "MEMBER_LEFT  ");
  Payload end;
  end.mutable_end_role()->set_member(MemberId('a'));
  end.mutable_end_role()->set_role("resident");
  EXPECT_EQ(Do('r', kMonday, end), "MEMBER_LEFT  ");
  Payload filed;
  filed.mutable_open_matter()->set_procedure("care");
  filed.mutable_open_matter()->set_channel(v1::PAPER);
  filed.mutable_open_matter()->set_consent(v1::SPOKEN);
  filed.set_on_behalf_of(MemberId('a'));
  EXPECT_EQ(Do('w', kMonday, filed), "MEMBER_LEFT  on_behalf_of");
}

TEST_F(ErasureTest, A8_2_WhatTheyHaveSaidStaysToBeErased) {
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  ASSERT_EQ(Do('b', kMonday, Message('B')), "");
  const Bytes message = last_.MadeId();
  ASSERT_EQ(Do('a', kMonday + 1, Leave('a', true)), "");
  EXPECT_EQ(ErasedMs('M'), kMonday + 1);
  ASSERT_EQ(Do('b', kMonday + 1, Leave('b')), "");
  EXPECT_EQ(ErasedMs('B'), 0);
  Payload convert;
  convert.mutable_convert_message()->set_message(message);
  convert.mutable_convert_message()->set_procedure("care");
  EXPECT_EQ(Do('w', kMonday + 2, convert), "MEMBER_LEFT  ");
  EXPECT_EQ(Do('r', kMonday + 2, EraseAllOf('b')), "");
  EXPECT_EQ(ErasedMs('B'), kMonday + 2);
}

TEST_F(ErasureTest, A8_2_ABallotThatWasCastStandsAndNobodyVotesForWhoLeft) {
  constexpr int64_t kNoon = kMonday + 3 * kHour;
  const Bytes matter = OpenVote(kNoon);
  ASSERT_EQ(Vote('a', kNoon, matter, "for"), "");
  ASSERT_EQ(Do('a', kNoon + 1, Leave('a')), "");
  ASSERT_EQ(Do('d', kNoon + 1, Leave('d')), "");
  EXPECT_EQ(Vote('d', kNoon + 2, matter, "against"), "DEVICE_REVOKED  ");
  ASSERT_EQ(Vote('b', kNoon + 2, matter, "for"), "");
  ASSERT_EQ(Vote('e', kNoon + 2, matter, "for"), "");
  LetFall(kNoon + 3 * kDay);
  const auto poll = state::FindPoll(*state_, At(matter));
  ASSERT_TRUE(poll.has_value());
  EXPECT_EQ(poll->electors, 4);  // as it opened
  EXPECT_EQ(poll->in_favour, 3);
  EXPECT_EQ(At(matter).outcome, "adopted");
}

TEST_F(ErasureTest, A8_2_TheLastRegistrarHandsOverFirst) {
  EXPECT_EQ(Do('r', kMonday, Leave('r')), "NOT_ALLOWED  registrar");
  ASSERT_EQ(Do('r', kMonday, Grant('b', "registrar")), "");
  EXPECT_EQ(Do('r', kMonday, Leave('r')), "");
  EXPECT_EQ(Do('b', kMonday, Leave('b')), "NOT_ALLOWED  registrar");
}

TEST_F(ErasureTest, A8_2_WhoHasLeftComesBackAsSomebodyNew) {
  const Bytes person(32, 'p');
  ASSERT_EQ(Do('r', kMonday, Admission('n', 'n', person)), "");
  EXPECT_EQ(Do('r', kMonday, Admission('m', 'm', person)), "PERSON_KNOWN  ");
  ASSERT_EQ(Do('n', kMonday, Leave('n')), "");
  EXPECT_EQ(Do('r', kMonday, Admission('n', 'm', person)),
            "MEMBER_LEFT  " + ToHex(MemberId('n')));
  EXPECT_EQ(Do('r', kMonday, Admission('m', 'n', person)),
            "DEVICE_KNOWN  " + ToHex(crypto::PublicKey(DeviceKey('n'))));
  EXPECT_EQ(Do('r', kMonday, Admission('m', 'm', person)), "");
  EXPECT_EQ(Do('m', kMonday, Message('M')), "");
}

TEST_F(ErasureTest, A8_2_ARevokedKeySaysNothingFromThatMomentOn) {
  const schema::OpenedCommand early = Sign('a', Message('E'));
  ASSERT_EQ(Do('a', kMonday, Message('M')), "");
  ASSERT_EQ(Do('r', kMonday, Revoke('a')), "");
  EXPECT_EQ(Do('a', kMonday, Message('N')), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('a', kMonday, Erase("M")), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('a', kMonday, Bind('a', '7')), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('a', kMonday, Leave('a')), "DEVICE_REVOKED  ");
  // What it signed before and comes after is too late as well: a thief would say so too.
  EXPECT_EQ(Admit(early, kMonday), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('r', kMonday, Bind('a', 'a')), "DEVICE_KNOWN  ");
}

TEST_F(ErasureTest, A8_2_ALostPhoneIsReplacedByStaff) {
  ASSERT_EQ(Do('r', kMonday, Revoke('a')), "");
  EXPECT_EQ(Do('w', kMonday, Bind('a', '7')), "NOT_ALLOWED  registrar");
  ASSERT_EQ(Do('r', kMonday, Bind('a', '7')), "");
  EXPECT_EQ(DoWith('7', 'a', Message('M')), "");
}

TEST_F(ErasureTest, A8_2_ALostPhoneIsReplacedByAnotherOfOnesOwn) {
  ASSERT_EQ(Do('a', kMonday, Bind('a', '7')), "");
  EXPECT_EQ(Do('b', kMonday, Revoke('a')), "NOT_ALLOWED  registrar");
  ASSERT_EQ(DoWith('7', 'a', Revoke('a')), "");
  EXPECT_EQ(Do('a', kMonday, Message('M')), "DEVICE_REVOKED  ");
  ASSERT_EQ(DoWith('7', 'a', Bind('a', '8')), "");
  EXPECT_EQ(DoWith('8', 'a', Message('M')), "");
}

TEST_F(ErasureTest, A8_1_ARotatedKeyIsTheStreetsAndProven) {
  Bytes replaces = state_->facts().sequencer_key;
  Bytes another = crypto::PublicKey(DeviceKey('5'));
  const auto rotate = [&](char actor, const std::string& keys) {
    Payload payload;
    payload.mutable_rotate_key()->set_key(crypto::PublicKey(DeviceKey('4')));
    payload.mutable_rotate_key()->set_replaces(replaces);
    std::vector<crypto::SigningKey> signing = {DeviceKey(actor)};
    for (const char key : keys) signing.push_back(DeviceKey(key));
    return Admit(Sign(actor, payload, signing), kMonday);
  };
  EXPECT_EQ(rotate('a', "124"), "NOT_ALLOWED  registrar");
  EXPECT_EQ(rotate('r', "14"), "STREET_KEYS_MISSING  ");
  EXPECT_EQ(rotate('r', "12"), "KEY_UNPROVEN  ");
  replaces.swap(another);
  EXPECT_EQ(rotate('r', "124"), "KEY_UNPROVEN  replaces");
  replaces.swap(another);
  EXPECT_EQ(rotate('r', "124"), "");
  EXPECT_EQ(state_->facts().sequencer_key, crypto::PublicKey(DeviceKey('4')));
  EXPECT_EQ(rotate('r', "124"), "NOTHING_TO_DO  ");
}

}  // namespace
}  // namespace yiting::decide
