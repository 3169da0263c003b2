#include <gtest/gtest.h>

#include "hall.h"
#include "state/read_members.h"

namespace yiting::decide {
namespace {

using MembersTest = HallTest;

v1::Payload Admitting(char member, char device, const std::string& role) {
  v1::Payload payload;
  v1::NewMember* added = payload.mutable_admit_members()->add_members();
  added->set_member(MemberId(member));
  if (device != 0) added->set_device(crypto::PublicKey(DeviceKey(device)));
  added->add_roles()->set_role(role);
  return payload;
}

v1::Payload Inviting(char key, int64_t expires_ms) {
  v1::Payload payload;
  v1::IssueInvitation* issue = payload.mutable_issue_invitation();
  issue->set_key(crypto::PublicKey(DeviceKey(key)));
  issue->add_roles()->set_role("resident");
  issue->set_expires_ms(expires_ms);
  return payload;
}

v1::Payload Accepting(char device, char key) {
  v1::Payload payload;
  payload.set_actor(schema::MemberIdOf(crypto::PublicKey(DeviceKey(device))));
  payload.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey(key)));
  return payload;
}

v1::Payload Revoking(char device) {
  v1::Payload payload;
  payload.mutable_revoke_device()->set_device(crypto::PublicKey(DeviceKey(device)));
  return payload;
}

TEST_F(MembersTest, OnlyARegistrarAdmits) {
  EXPECT_EQ(Do('w', kMonday, Admitting('n', 'n', "resident")), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', kMonday, Admitting('n', 'n', "resident")), "");
  EXPECT_EQ(Do('r', kMonday, Admitting('n', 0, "resident")),
            "ALREADY_MEMBER  " + ToHex(MemberId('n')));
  EXPECT_EQ(Do('r', kMonday, Admitting('m', 'n', "resident")),
            "DEVICE_KNOWN  " + ToHex(crypto::PublicKey(DeviceKey('n'))));
  EXPECT_EQ(Do('r', kMonday, Admitting('m', 0, "king")), "ROLE_UNKNOWN  king");
}

TEST_F(MembersTest, ARoleHoldsFromItsGrantToItsEnd) {
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('b'));
  grant.mutable_grant_role()->mutable_grant()->set_role("worker");
  grant.mutable_grant_role()->mutable_grant()->set_unit("moon");
  EXPECT_EQ(Do('r', kMonday, grant), "UNIT_UNKNOWN  moon");
  grant.mutable_grant_role()->mutable_grant()->set_unit("school");
  EXPECT_EQ(Do('b', kMonday, grant), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', kMonday, grant), "");
  EXPECT_TRUE(state::HoldsRole(state::RolesAt(*state_, MemberId('b'), kMonday), "worker"));

  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('b'));
  end.mutable_end_role()->set_role("worker");
  EXPECT_EQ(Do('r', kMonday + 5, end), "ROLE_UNKNOWN  worker");
  end.mutable_end_role()->set_unit("school");
  EXPECT_EQ(Do('r', kMonday + 5, end), "");
  EXPECT_FALSE(state::HoldsRole(state::RolesAt(*state_, MemberId('b'), kMonday + 5), "worker"));
}

TEST_F(MembersTest, TheLastRegistrarStays) {
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('r'));
  end.mutable_end_role()->set_role("registrar");
  EXPECT_EQ(Do('r', kMonday, end), "NOT_ALLOWED  registrar");
}

TEST_F(MembersTest, AnInvitationMakesAMemberOnce) {
  EXPECT_EQ(Do('w', kMonday, Inviting('i', kMonday + kDay)), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', kMonday, Inviting('i', kMonday)), "INVITATION_EXPIRED  ");
  EXPECT_EQ(Do('r', kMonday, Inviting('i', kMonday + kDay)), "");
  EXPECT_EQ(Do('r', kMonday, Inviting('i', kMonday + kDay)), "INVITATION_USED  ");

  auto accept = [this](char device, char key, int64_t now, bool with_link = true) {
    std::vector<crypto::SigningKey> keys = {DeviceKey(device)};
    if (with_link) keys.push_back(DeviceKey(key));
    return Admit(Sign(device, Accepting(device, key), keys), now);
  };
  EXPECT_EQ(accept('N', 'j', kMonday), "INVITATION_UNKNOWN  ");
  EXPECT_EQ(accept('N', 'i', kMonday, false), "BAD_SIGNATURE  ");
  EXPECT_EQ(accept('a', 'i', kMonday), "DEVICE_KNOWN  " + std::string());
  EXPECT_EQ(accept('N', 'i', kMonday + 1), "");
  EXPECT_TRUE(state::HoldsRole(
      state::RolesAt(*state_, schema::MemberIdOf(crypto::PublicKey(DeviceKey('N'))), kMonday + 1),
      "resident"));
  EXPECT_EQ(accept('M', 'i', kMonday + 2), "INVITATION_USED  ");
}

TEST_F(MembersTest, AnInvitationExpires) {
  EXPECT_EQ(Do('r', kMonday, Inviting('i', kMonday + kDay)), "");
  std::vector<crypto::SigningKey> keys = {DeviceKey('N'), DeviceKey('i')};
  EXPECT_EQ(Admit(Sign('N', Accepting('N', 'i'), keys), kMonday + kDay), "INVITATION_EXPIRED  ");
}

TEST_F(MembersTest, ADeviceIsTheActorsAndNotRevoked) {
  v1::Payload stranger = OpenBody();
  EXPECT_EQ(Do('Q', kMonday, stranger), "UNKNOWN_DEVICE  ");
  v1::Payload other = OpenBody();
  other.set_actor(MemberId('b'));
  EXPECT_EQ(Do('a', kMonday, other), "NOT_A_MEMBER  ");
  EXPECT_EQ(Do('b', kMonday, Revoking('a')), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('r', kMonday, Revoking('a')), "");
  EXPECT_EQ(Do('r', kMonday, Revoking('a')), "ALREADY_DONE  ");
  EXPECT_EQ(Do('a', kMonday, OpenBody()), "DEVICE_REVOKED  ");
  EXPECT_EQ(Do('b', kMonday, Revoking('b')), "");
}

TEST_F(MembersTest, AMemberBindsAnotherDeviceOfTheirOwn) {
  v1::Payload bind;
  bind.mutable_bind_device()->set_member(MemberId('a'));
  bind.mutable_bind_device()->set_device(crypto::PublicKey(DeviceKey('Z')));
  EXPECT_EQ(Do('b', kMonday, bind), "NOT_ALLOWED  registrar");
  EXPECT_EQ(Do('a', kMonday, bind), "");
  v1::Payload open = OpenBody();
  open.set_actor(MemberId('a'));
  EXPECT_EQ(Do('Z', kMonday, open), "");
}

TEST_F(MembersTest, ACounterIsUsedOnce) {
  v1::Payload open = OpenBody();
  open.set_counter(1'000);
  EXPECT_EQ(Do('a', kMonday, open), "");
  open.set_claimed_ms(1);  // another command with the same counter
  EXPECT_EQ(Do('a', kMonday, open), "COUNTER_USED  ");
  open.set_counter(999);
  EXPECT_EQ(Do('a', kMonday, open), "COUNTER_USED  ");
}

TEST_F(MembersTest, ACommandExpires) {
  v1::Payload open = OpenBody();
  open.set_expires_ms(kMonday + 10);
  EXPECT_EQ(Do('a', kMonday + 10, open), "EXPIRED  ");
  EXPECT_EQ(Do('a', kMonday + 9, open), "");
}

TEST_F(MembersTest, AForgedSignatureIsRefused) {
  EXPECT_EQ(Admit(Sign('a', OpenBody(), {DeviceKey('b')}), kMonday), "BAD_SIGNATURE  ");
}

TEST_F(MembersTest, A2_11_AnObserverIsRefusedEverything) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(Do('o', kMonday, OpenBody()), "OBSERVER  ");
  EXPECT_EQ(Act('o', kMonday, matter, "leave"), "OBSERVER  ");
  v1::Payload message;
  message.mutable_leave_message()->set_channel(v1::APP);
  v1::ContentRef* text = message.mutable_leave_message()->mutable_text();
  text->set_commitment(Bytes(32, 'h'));
  text->set_audience(v1::STAFF);
  text->set_media("text/plain");
  text->set_size(3);
  EXPECT_EQ(Do('o', kMonday, message), "OBSERVER  ");
}

TEST_F(MembersTest, StaffKeyInForOthersAndResidentsDoNot) {
  v1::Payload open = OpenBody();
  open.mutable_open_matter()->set_channel(v1::PHONE);
  EXPECT_EQ(Do('a', kMonday, open), "NOT_ALLOWED  channel");
  open.mutable_open_matter()->set_occurred_ms(kMonday - kDay);
  open.set_on_behalf_of(MemberId('b'));
  EXPECT_EQ(Do('a', kMonday, open), "NOT_ALLOWED  on_behalf_of");
  EXPECT_EQ(Do('w', kMonday, open), "CONSENT_MISSING  consent");
  open.mutable_open_matter()->set_consent(v1::SPOKEN);
  EXPECT_EQ(Do('w', kMonday, open), "");
  const state::Matter matter = At(last_.MadeId());
  EXPECT_EQ(matter.opener, MemberId('b'));
  EXPECT_EQ(matter.helper, MemberId('w'));
  EXPECT_EQ(matter.opener_class, "residents");
  EXPECT_EQ(matter.occurred_ms, kMonday - kDay);
  open.mutable_open_matter()->set_occurred_ms(kMonday + 1);
  EXPECT_EQ(Do('w', kMonday, open), "INPUT_INVALID  occurred_ms");
}

TEST_F(MembersTest, A1_5_AMessageStartsNothingUntilItIsConvertedOnce) {
  v1::Payload leave;
  leave.mutable_leave_message()->set_channel(v1::KIOSK);
  v1::ContentRef* text = leave.mutable_leave_message()->mutable_text();
  text->set_commitment(Bytes(32, 'h'));
  text->set_audience(v1::STAFF);
  text->set_media("text/plain");
  text->set_size(9);
  EXPECT_EQ(Do('a', kMonday, leave), "");
  const Bytes message = last_.MadeId();
  EXPECT_EQ(state::CountMatters(*state_).open, 0);
  EXPECT_FALSE(state::NextDue(*state_).has_value());

  v1::Payload convert;
  convert.mutable_convert_message()->set_message(message);
  convert.mutable_convert_message()->set_procedure("p");
  EXPECT_EQ(Do('b', kMonday, convert), "NOT_ALLOWED  ");
  EXPECT_EQ(Do('w', kMonday, convert), "");
  const Bytes matter = last_.MadeId();
  EXPECT_EQ(At(matter).opener, MemberId('a'));
  EXPECT_EQ(At(matter).helper, MemberId('w'));
  EXPECT_EQ(state::FindMessage(*state_, message)->matter, matter);
  EXPECT_EQ(Do('w', kMonday, convert), "MESSAGE_CONVERTED  " + ToHex(matter));
  convert.mutable_convert_message()->set_message(Bytes(16, '?'));
  EXPECT_EQ(Do('w', kMonday, convert), "MESSAGE_UNKNOWN  ");
}

TEST_F(MembersTest, ACommunityIsCreatedOnce) {
  v1::Payload create;
  v1::CreateCommunity* body = create.mutable_create_community();
  body->mutable_title()->set_zh("又一个");
  body->set_sequencer_key(Bytes(32, 's'));
  body->set_pack_hash(packs_.pack().hash());
  AddNew(body->add_members(), 'r', "registrar", "");
  EXPECT_EQ(Do('r', kMonday, create), "COMMUNITY_EXISTS  ");
}

}  // namespace
}  // namespace yiting::decide
