// Who asks to be admitted by a poster, and that one person is one member.

#include "places.h"
#include "schema/limits.h"
#include "state/apply.h"

namespace yiting::decide {
namespace {

class JoiningTest : public PlaceTest {
 protected:
  static Bytes Key(char c) { return crypto::PublicKey(DeviceKey(c)); }
  static Bytes Newcomer(char device) { return schema::MemberIdOf(Key(device)); }

  std::string Hang(char key, int64_t until_ms, bool poster = true) {
    v1::Payload payload;
    payload.mutable_issue_invitation()->set_key(Key(key));
    payload.mutable_issue_invitation()->set_expires_ms(until_ms);
    payload.mutable_issue_invitation()->set_poster(poster);
    if (!poster) payload.mutable_issue_invitation()->add_roles()->set_role("resident");
    return Do('r', now_ms, payload);
  }
  static v1::Payload Asking(char device, char poster, char profile = 0) {
    v1::Payload payload;
    payload.set_actor(Newcomer(device));
    payload.mutable_ask_to_join()->set_key(Key(poster));
    v1::ContentRef* text = payload.mutable_ask_to_join()->mutable_profile();
    text->set_commitment(Bytes(32, profile != 0 ? profile : device));
    text->set_audience(v1::STAFF);
    text->set_media("text/plain");
    text->set_size(20);
    return payload;
  }
  std::string Send(char device, char poster, const v1::Payload& payload) {
    return Admit(Sign(device, payload, {DeviceKey(device), DeviceKey(poster)}), now_ms);
  }
  std::string Ask(char device, char poster, char profile = 0) {
    return Send(device, poster, Asking(device, poster, profile));
  }
  v1::Payload Admitting(char device) {
    v1::Payload payload;
    v1::NewMember* member = payload.mutable_admit_members()->add_members();
    member->set_member(Newcomer(device));
    member->set_device(Key(device));
    member->set_household(Bytes(16, 'H'));
    member->add_roles()->set_role("resident");
    return payload;
  }
  std::string Decline(char actor, char device) {
    v1::Payload payload;
    payload.mutable_decline_join()->set_member(Newcomer(device));
    return Do(actor, now_ms, payload);
  }
  static v1::Payload Person(char member, char person) {
    v1::Payload payload;
    AddNew(payload.mutable_admit_members()->add_members(), member, "resident", "");
    payload.mutable_admit_members()->mutable_members(0)->set_person(Bytes(32, person));
    return payload;
  }
};

TEST_F(JoiningTest, A1_9_OnlyALivingPosterLetsSomebodyAsk) {
  EXPECT_EQ(Ask('N', '5'), "INVITATION_UNKNOWN  ");
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  // Without the poster's key, of which the link is the only copy.
  v1::Payload payload = Asking('N', '5');
  EXPECT_EQ(Admit(Sign('N', payload, {DeviceKey('N')}), now_ms), "BAD_SIGNATURE  ");
  EXPECT_EQ(Admit(Sign('N', payload, {DeviceKey('N'), DeviceKey('6')}), now_ms),
            "BAD_SIGNATURE  ");
  EXPECT_EQ(Hang('6', now_ms + kDay, false), "");
  EXPECT_EQ(Ask('N', '6'), "INVITATION_UNKNOWN  ");
  now_ms += kDay;
  EXPECT_EQ(Ask('N', '5'), "INVITATION_EXPIRED  ");
  now_ms -= 1;
  EXPECT_EQ(Ask('N', '5'), "");
}

TEST_F(JoiningTest, A1_9_APosterMakesNobodyAMember) {
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  v1::Payload payload;
  payload.set_actor(Newcomer('N'));
  payload.mutable_accept_invitation()->set_key(Key('5'));
  EXPECT_EQ(Send('N', '5', payload), "INVITATION_UNKNOWN  ");
  EXPECT_EQ(Ask('N', '5'), "");
  EXPECT_FALSE(state::FindMember(*state_, Newcomer('N')).has_value());
  EXPECT_EQ(Do('N', now_ms, Asking('N', '5')), "BAD_SIGNATURE  ");
}

TEST_F(JoiningTest, A1_9_WhoAsksIsTheDevicesOwnAndWritesForStaff) {
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  v1::Payload payload = Asking('N', '5');
  payload.set_actor(MemberId('q'));
  EXPECT_EQ(Send('N', '5', payload), "NOT_A_MEMBER  ");
  payload = Asking('N', '5');
  payload.mutable_ask_to_join()->mutable_profile()->set_audience(v1::COMMUNITY);
  EXPECT_EQ(Send('N', '5', payload), "INPUT_INVALID  profile");
  payload = Asking('N', '5');
  payload.mutable_ask_to_join()->mutable_profile()->set_media("image/jpeg");
  EXPECT_EQ(Send('N', '5', payload), "INPUT_INVALID  profile");
  EXPECT_EQ(Ask('a', '5'), "DEVICE_KNOWN  ");
}

TEST_F(JoiningTest, A1_9_AskedAgainReplacesWhatWasWritten) {
  EXPECT_EQ(Hang('5', now_ms + 2 * kDay), "");
  EXPECT_EQ(Ask('N', '5', 'p'), "");
  now_ms += kDay;
  EXPECT_EQ(Ask('N', '5', 'q'), "");
  EXPECT_EQ(state::CountApplicants(*state_), 1);
  const auto applicant = state::FindApplicant(*state_, Newcomer('N'));
  ASSERT_TRUE(applicant.has_value());
  EXPECT_EQ(applicant->profile, Bytes(32, 'q'));
  EXPECT_EQ(applicant->device, Key('N'));
  EXPECT_EQ(applicant->asked_ms, now_ms);
  EXPECT_EQ(applicant->poster, Key('5'));
}

// Each time is an entry for ever.
TEST_F(JoiningTest, A1_9_WhoWaitsAsksAtMostOnceADay) {
  EXPECT_EQ(Hang('5', now_ms + 9 * kDay), "");
  EXPECT_EQ(Hang('6', now_ms + 9 * kDay), "");
  EXPECT_EQ(Ask('N', '5'), "");
  now_ms += kDay - 1;
  EXPECT_EQ(Ask('N', '5'), "ALREADY_DONE  ");
  EXPECT_EQ(Ask('N', '6'), "ALREADY_DONE  ");
  EXPECT_EQ(Ask('M', '5'), "");
  now_ms += 1;
  EXPECT_EQ(Ask('N', '6'), "");
  EXPECT_EQ(Ask('N', '6'), "ALREADY_DONE  ");
}

TEST_F(JoiningTest, A1_9_WhosePosterExpiredWaitsStillAndMayAskByAnother) {
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  for (char device : {'N', 'M', 'L'}) EXPECT_EQ(Ask(device, '5'), "");
  now_ms += 3 * kDay;
  EXPECT_EQ(Ask('N', '5'), "INVITATION_EXPIRED  ");
  EXPECT_EQ(state::ApplicantsOf(*state_, 9).size(), 3u);
  EXPECT_EQ(Do('r', now_ms, Admitting('M')), "");
  EXPECT_EQ(Decline('r', 'L'), "");
  EXPECT_EQ(Hang('6', now_ms + kDay), "");
  EXPECT_EQ(Ask('N', '6', 'q'), "");
  const auto waiting = state::ApplicantsOf(*state_, 9);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].poster, Key('6'));
  EXPECT_EQ(waiting[0].profile, Bytes(32, 'q'));
  EXPECT_EQ(state::CountApplicantsBy(*state_, Key('5')), 0);
}

TEST_F(JoiningTest, A1_9_OnePosterBringsABoundedNumber) {
  EXPECT_EQ(Hang('5', now_ms + 2 * kDay), "");
  EXPECT_EQ(Hang('6', now_ms + 2 * kDay), "");
  EXPECT_EQ(Ask('N', '5'), "");
  EXPECT_EQ(Ask('L', '6'), "");
  // The others by hand: as many as there may be, without their signatures.
  ASSERT_TRUE(state_->Begin().has_value());
  const state::EntryPlace place{state_->facts().size, now_ms, Bytes(32, 'p')};
  for (int64_t i = 1; i < schema::kApplicantsMax; ++i) {
    v1::Event event;
    Bytes id(16, static_cast<char>(i % 251));
    id[1] = static_cast<char>(i / 251);
    event.mutable_join_asked()->set_member(id);
    event.mutable_join_asked()->set_device(id + id);
    event.mutable_join_asked()->set_key(Key('5'));
    state::Apply(*state_, place, event);
  }
  ASSERT_TRUE(state_->Commit().has_value());
  EXPECT_EQ(state::CountApplicantsBy(*state_, Key('5')), schema::kApplicantsMax);
  // The replica of this test has not seen them, so nothing more is admitted here: only refused, or
  // decided and taken back.
  EXPECT_EQ(Ask('M', '5'), "TOO_MANY  500");
  const auto decided = [&](char device, char poster) {
    auto decision = Decide(*state_, packs_, Sign(device, Asking(device, poster, 'q'),
                                                 {DeviceKey(device), DeviceKey(poster)}),
                           now_ms, SignatureCheck::kVerify);
    return decision.has_value() && std::holds_alternative<Events>(*decision);
  };
  now_ms += kDay;
  EXPECT_TRUE(decided('N', '5'));  // who waits already may write anew
  EXPECT_TRUE(decided('M', '6'));  // another poster has its own room
  EXPECT_FALSE(decided('M', '5'));
  EXPECT_FALSE(decided('L', '5'));  // who waits by another one takes up room as well
}

TEST_F(JoiningTest, A1_9_WhoIsAdmittedBringsTheirProfileAndDevice) {
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  EXPECT_EQ(Ask('N', '5'), "");
  // The officer does not give somebody else the applicant's place.
  v1::Payload other = Admitting('N');
  other.mutable_admit_members()->mutable_members(0)->set_device(Key('M'));
  EXPECT_EQ(Do('r', now_ms, other), "UNKNOWN_DEVICE  " + ToHex(Key('M')));
  EXPECT_EQ(Do('w', now_ms, Admitting('N')), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', now_ms, Admitting('N')), "");
  const auto member = state::FindMember(*state_, Newcomer('N'));
  ASSERT_TRUE(member.has_value());
  EXPECT_EQ(member->profile, Bytes(32, 'N'));
  EXPECT_EQ(member->household, Bytes(16, 'H'));
  EXPECT_EQ(state::CountApplicants(*state_), 0);
  EXPECT_EQ(Ask('N', '5'), "DEVICE_KNOWN  ");
  v1::Payload open;
  open.set_actor(Newcomer('N'));
  open.mutable_open_matter()->set_procedure("appointment");
  open.mutable_open_matter()->set_channel(v1::APP);
  AddInput(open, "member")->mutable_members()->add_member(MemberId('b'));
  EXPECT_EQ(Do('N', now_ms, open), "");
}

TEST_F(JoiningTest, A1_9_WhoIsDeclinedWaitsNoMoreAndMayAskAgain) {
  EXPECT_EQ(Hang('5', now_ms + kDay), "");
  EXPECT_EQ(Decline('r', 'N'), "MEMBER_UNKNOWN  ");
  EXPECT_EQ(Ask('N', '5'), "");
  EXPECT_EQ(Decline('w', 'N'), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Decline('r', 'N'), "");
  EXPECT_EQ(state::CountApplicants(*state_), 0);
  EXPECT_EQ(Decline('r', 'N'), "MEMBER_UNKNOWN  ");
  EXPECT_EQ(Ask('N', '5'), "CONTENT_UNKNOWN  " + ToHex(Bytes(32, 'N'))) << "it is erased";
  EXPECT_EQ(Ask('N', '5', 'q'), "");
  EXPECT_EQ(state::CountApplicants(*state_), 1);
}

TEST_F(JoiningTest, A8_2_WhatTheDeclinedWroteAboutThemselvesIsErased) {
  EXPECT_EQ(Hang('5', now_ms + 9 * kDay), "");
  EXPECT_EQ(Ask('N', '5', 'p'), "");
  EXPECT_EQ(Ask('M', '5', 'm'), "");
  now_ms += kDay;
  EXPECT_EQ(Ask('N', '5', 'q'), "");
  EXPECT_EQ(Decline('r', 'N'), "");
  const auto erased_ms = [this](char text) {
    return state::FindContent(*state_, Bytes(32, text))->erased_ms;
  };
  EXPECT_EQ(erased_ms('p'), now_ms) << "what was written the first time as well";
  EXPECT_EQ(erased_ms('q'), now_ms);
  EXPECT_EQ(erased_ms('m'), 0);
}

TEST_F(JoiningTest, A1_10_OnePersonIsOneMember) {
  EXPECT_EQ(Do('r', now_ms, Person('n', 'P')), "");
  EXPECT_EQ(Do('r', now_ms, Person('m', 'P')), "PERSON_KNOWN  ");
  EXPECT_FALSE(state::FindMember(*state_, MemberId('m')).has_value());
  EXPECT_EQ(Do('r', now_ms, Person('m', 'Q')), "");
  EXPECT_EQ(state::FindPerson(*state_, Bytes(32, 'P'))->member, MemberId('n'));
  // Those whose person nobody digested are not the same person.
  v1::Payload unknown;
  AddNew(unknown.mutable_admit_members()->add_members(), '7', "resident", "");
  AddNew(unknown.mutable_admit_members()->add_members(), '8', "resident", "");
  EXPECT_EQ(Do('r', now_ms, unknown), "");
  EXPECT_FALSE(state::FindPerson(*state_, "").has_value());
}

TEST_F(JoiningTest, A1_10_TwinsInOneCommandAreRefused) {
  v1::Payload twins = Person('n', 'P');
  AddNew(twins.mutable_admit_members()->add_members(), 'm', "resident", "");
  twins.mutable_admit_members()->mutable_members(1)->set_person(Bytes(32, 'P'));
  EXPECT_EQ(Do('r', now_ms, twins), "PERSON_KNOWN  ");
  twins.mutable_admit_members()->mutable_members(1)->set_person(Bytes(32, 'Q'));
  twins.mutable_admit_members()->mutable_members(1)->set_device(Key('n'));
  EXPECT_EQ(Do('r', now_ms, twins), "ALREADY_MEMBER  ");
  twins.mutable_admit_members()->mutable_members(1)->set_device(Key('m'));
  EXPECT_EQ(Do('r', now_ms, twins), "");
}

TEST_F(JoiningTest, A1_10_AMemberBelongsToOneHouseholdAndThatToItsRooms) {
  Settle();
  EXPECT_EQ(Room('r', {{'m', 100'00, 'H', 'k'}, {'n', 60'00, 'H', 'l'}}), "");
  v1::Payload payload = Person('n', 'P');
  payload.mutable_admit_members()->mutable_members(0)->set_household(Bytes(16, 'H'));
  EXPECT_EQ(Do('r', now_ms, payload), "");
  EXPECT_EQ(state::FindMember(*state_, MemberId('n'))->household, Bytes(16, 'H'));
  EXPECT_EQ(state::PlacesOf(*state_, Bytes(16, 'H')),
            (std::vector<Bytes>{PlaceId('k'), PlaceId('l')}));
  payload.mutable_admit_members()->mutable_members(0)->set_household(Bytes(16, 'I'));
  EXPECT_EQ(Do('r', now_ms, payload), "ALREADY_MEMBER  " + ToHex(MemberId('n')));
}

}  // namespace
}  // namespace yiting::decide
