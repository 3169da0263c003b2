// The two ends are one core: what the console can do and a resident's phone cannot is told apart by
// who signs, for every kind of command. A kind that is not in the table fails until somebody says
// here whether residents may send it.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "votes.h"

namespace yiting::decide {
namespace {

using v1::Payload;

constexpr int64_t kNoon = kMonday + 3 * kHour;
constexpr int64_t kNow = kNoon + 2;
constexpr char kResident = 'e';

// The kinds of command with their numbers, as core/schema/yiting/v1/command.proto has them.
std::vector<std::pair<std::string, int>> KindsOfTheSchema() {
  const std::string proto = testing::ReadRepositoryFile("core/schema/yiting/v1/command.proto");
  const std::string mark = "oneof body {\n";
  size_t at = proto.find(mark);
  EXPECT_NE(at, std::string::npos);
  at += mark.size();
  std::vector<std::pair<std::string, int>> kinds;
  const size_t end = proto.find("  }\n", at);
  while (at < end) {
    const std::string line = proto.substr(at, proto.find('\n', at) - at);
    at += line.size() + 1;
    // "    CreateCommunity create_community = 16;"
    const size_t equals = line.find(" = ");
    if (equals == std::string::npos) continue;
    const size_t name = line.rfind(' ', equals - 1) + 1;
    kinds.emplace_back(line.substr(name, equals - name), std::stoi(line.substr(equals + 3)));
  }
  return kinds;
}

class ResidentTest : public VoteTest {
 protected:
  ResidentTest() {
    first_ = state_->facts().pack;
    old_ = OpenCare(kNoon);
    second_ = packs_.Add(VotePack(), {Choose("table_days", 5)});
    third_ = packs_.Add(VotePack(), {Choose("table_days", 7)});
    EXPECT_EQ(Activate('r', kNoon, second_), "");
    care_ = OpenCare(kNoon);
    vote_ = OpenVote(kNoon + 1);
    Payload message = Message(v1::APP);
    EXPECT_EQ(Do('a', kNoon + 1, message), "");
    message_ = last_.MadeId();
  }

  // What an officer sends, whom it is for, and what they are answered; a resident is refused with
  // `reason`. `own` is what a resident may send of the same kind, if anything.
  struct Kind {
    Payload::BodyCase body;
    Payload (ResidentTest::*officers)();
    const char* reason;
    char officer;
    const char* answer;
    std::string (ResidentTest::*own)();
  };
  static const std::vector<Kind>& Kinds();

  static v1::PackBundle::Choice Choose(const std::string& id, int64_t value) {
    v1::PackBundle::Choice choice;
    choice.set_id(id);
    choice.set_value(value);
    return choice;
  }
  static Payload Message(v1::Channel channel) {
    Payload payload;
    payload.mutable_leave_message()->set_channel(channel);
    v1::ContentRef* text = payload.mutable_leave_message()->mutable_text();
    text->set_commitment(Bytes(32, 'm'));
    text->set_audience(v1::STAFF);
    text->set_media("text/plain");
    text->set_size(3);
    return payload;
  }
  static Payload Care(v1::Channel channel) {
    Payload payload;
    payload.mutable_open_matter()->set_procedure("care");
    payload.mutable_open_matter()->set_channel(channel);
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
  static Payload Convert(const Bytes& message) {
    Payload payload;
    payload.mutable_convert_message()->set_message(message);
    payload.mutable_convert_message()->set_procedure("care");
    return payload;
  }

  Payload Create() {
    Payload payload;
    v1::CreateCommunity* body = payload.mutable_create_community();
    body->mutable_title()->set_zh("又一个");
    body->set_sequencer_key(Bytes(32, 's'));
    body->set_pack_hash(first_);
    AddNew(body->add_members(), 'n', "registrar", "");
    return payload;
  }
  Payload AdmitOne() {
    Payload payload;
    AddNew(payload.mutable_admit_members()->add_members(), 'n', "resident", "");
    return payload;
  }
  Payload Grant() {
    Payload payload;
    payload.mutable_grant_role()->set_member(MemberId('b'));
    payload.mutable_grant_role()->mutable_grant()->set_role("worker");
    return payload;
  }
  Payload End() {
    Payload payload;
    payload.mutable_end_role()->set_member(MemberId('d'));
    payload.mutable_end_role()->set_role("resident");
    return payload;
  }
  Payload Issue() {
    Payload payload;
    payload.mutable_issue_invitation()->set_key(crypto::PublicKey(DeviceKey('k')));
    payload.mutable_issue_invitation()->add_roles()->set_role("resident");
    payload.mutable_issue_invitation()->set_expires_ms(kNoon + kDay);
    return payload;
  }
  Payload AcceptUnknown() {
    Payload payload;
    payload.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('q')));
    return payload;
  }
  Payload BindAnothers() { return Bind('b', '7'); }
  Payload RevokeAnothers() { return Revoke('b'); }
  Payload OpenForAnother() {
    Payload payload = Care(v1::PAPER);
    payload.set_on_behalf_of(MemberId('b'));
    payload.mutable_open_matter()->set_consent(v1::SPOKEN);
    return payload;
  }
  Payload Assign() {
    Payload payload = ActBody(care_, "assign");
    AddInput(payload, "category")->set_code("noise");
    return payload;
  }
  Payload KeyInMessage() { return Message(v1::PHONE); }
  Payload ConvertAnothers() { return Convert(message_); }
  Payload ActivateThird() { return Activation(third_); }
  Payload RestoreSecond() {
    Payload payload;
    payload.mutable_restore_pack()->set_pack(second_);
    return payload;
  }
  Payload MigrateOld() {
    Payload payload;
    payload.mutable_migrate_matters()->set_pack(state_->facts().pack);
    payload.mutable_migrate_matters()->add_matters(old_);
    return payload;
  }
  Payload AdoptCalendar() {
    Payload payload;
    payload.mutable_adopt_calendar();
    return payload;
  }
  Payload Rooms() {
    Payload payload;
    v1::Room* room = payload.mutable_register_rooms()->add_rooms();
    room->set_room(Bytes(16, 'x'));
    room->set_area(9000);
    room->set_owner(Bytes(16, 'H'));
    return payload;
  }
  Payload Places() {
    Payload payload;
    v1::Place* place = payload.mutable_register_places()->add_places();
    place->set_place(Bytes(16, 'x'));
    place->set_kind("compound");
    place->mutable_title()->set_zh("小区");
    return payload;
  }
  Payload Found() {
    Payload payload;
    payload.mutable_found_body()->set_kind("council");
    payload.mutable_found_body()->mutable_title()->set_zh("议事会");
    return payload;
  }
  Payload AskUnknown() { return Ask('q'); }
  Payload DeclineUnknown() {
    Payload payload;
    payload.mutable_decline_join()->set_member(MemberId('q'));
    return payload;
  }
  static Payload Ask(char poster) {
    Payload payload;
    payload.mutable_ask_to_join()->set_key(crypto::PublicKey(DeviceKey(poster)));
    *payload.mutable_ask_to_join()->mutable_profile() = Message(v1::APP).leave_message().text();
    payload.mutable_ask_to_join()->mutable_profile()->set_commitment(Bytes(32, 'j'));
    return payload;
  }
  Payload Venue() {
    Payload payload;
    payload.mutable_set_venue()->set_venue(MemberId('v'));
    payload.mutable_set_venue()->mutable_title()->set_zh("会议室");
    payload.mutable_set_venue()->set_opens_minute(8 * 60);
    payload.mutable_set_venue()->set_closes_minute(20 * 60);
    payload.mutable_set_venue()->set_longest_minutes(120);
    return payload;
  }
  // Tomorrow from that hour on, for an hour.
  static Payload Booking(char venue, int hour) {
    Payload payload;
    const int64_t from_ms = StartOf(DayOf({kNow})).ms + kDayMs + hour * kHourMs;
    payload.mutable_book_venue()->set_venue(MemberId(venue));
    payload.mutable_book_venue()->set_from_ms(from_ms);
    payload.mutable_book_venue()->set_until_ms(from_ms + kHourMs);
    return payload;
  }
  Payload BookUnknown() { return Booking('u', 10); }
  // One of the worker's.
  Payload CancelAnothers() {
    EXPECT_EQ(Do('r', kNow, Venue()), "");
    EXPECT_EQ(Do('w', kNow, Booking('v', 14)), "");
    Payload payload;
    payload.mutable_cancel_booking()->set_booking(last_.MadeId());
    return payload;
  }
  std::string BookOwn() { return Do(kResident, kNow, Booking('v', 10)); }
  std::string CancelOwn() {
    EXPECT_EQ(Do(kResident, kNow, Booking('v', 16)), "");
    Payload payload;
    payload.mutable_cancel_booking()->set_booking(last_.MadeId());
    return Do(kResident, kNow, payload);
  }

  static Payload Erase(char member) {
    Payload payload;
    payload.mutable_erase_contents()->set_member(MemberId(member));
    payload.mutable_erase_contents()->set_reason(v1::ASKED_FOR);
    return payload;
  }
  static Payload Change(char member) {
    Payload payload;
    payload.mutable_change_profile()->set_member(MemberId(member));
    *payload.mutable_change_profile()->mutable_profile() = Ask('q').ask_to_join().profile();
    payload.mutable_change_profile()->mutable_profile()->set_commitment(Bytes(32, member));
    return payload;
  }
  static Payload Leave(char member) {
    Payload payload;
    payload.mutable_leave_community()->set_member(MemberId(member));
    return payload;
  }
  Payload EraseAnothers() { return Erase('b'); }
  Payload ChangeAnothers() { return Change('b'); }
  Payload LeaveForAnother() { return Leave('b'); }
  Payload Rotate() {
    Payload payload;
    payload.mutable_rotate_key()->set_key(crypto::PublicKey(DeviceKey('4')));
    payload.mutable_rotate_key()->set_replaces(state_->facts().sequencer_key);
    return payload;
  }

  // By a link of the registrar's, which is what makes somebody a resident.
  std::string AcceptByLink() {
    Payload payload;
    payload.set_actor(schema::MemberIdOf(crypto::PublicKey(DeviceKey('8'))));
    payload.mutable_accept_invitation()->set_key(crypto::PublicKey(DeviceKey('k')));
    return Admit(Sign('8', payload, {DeviceKey('8'), DeviceKey('k')}), kNow);
  }
  // From a poster on the wall; an officer says yes or no to it.
  std::string AskByPoster() {
    Payload poster = Issue();
    poster.mutable_issue_invitation()->clear_roles();
    poster.mutable_issue_invitation()->set_key(crypto::PublicKey(DeviceKey('5')));
    poster.mutable_issue_invitation()->set_poster(true);
    EXPECT_EQ(Do('r', kNow, poster), "");
    Payload payload = Ask('5');
    payload.set_actor(schema::MemberIdOf(crypto::PublicKey(DeviceKey('6'))));
    return Admit(Sign('6', payload, {DeviceKey('6'), DeviceKey('5')}), kNow);
  }
  std::string BindOwn() { return Do(kResident, kNow, Bind(kResident, '9')); }
  std::string RevokeOwn() { return Do(kResident, kNow, Revoke('9')); }
  std::string OpenOwn() { return Do(kResident, kNow, Care(v1::APP)); }
  std::string VoteOwn() { return Vote(kResident, kNow, vote_, "for"); }
  std::string SayOwn() { return Do(kResident, kNow, Message(v1::APP)); }
  std::string EraseOwn() { return Do(kResident, kNow, Erase(kResident)); }
  std::string ChangeOwn() { return Do(kResident, kNow, Change(kResident)); }
  std::string LeaveThemselves() { return Do('a', kNow, Leave('a')); }  // a resident as well
  std::string ConvertOwn() {
    EXPECT_EQ(SayOwn(), "");
    return Do(kResident, kNow, Convert(last_.MadeId()));
  }

  // Of "REASON rule detail".
  static std::string Reason(const std::string& answer) {
    return answer.substr(0, answer.find(' '));
  }

  Bytes first_, second_, third_;
  Bytes old_, care_, vote_, message_;  // the old one opened under the first pack
};

const std::vector<ResidentTest::Kind>& ResidentTest::Kinds() {
  using T = ResidentTest;
  static const auto* kinds = new std::vector<Kind>{
      {Payload::kCreateCommunity, &T::Create, "COMMUNITY_EXISTS", 'r', "COMMUNITY_EXISTS", nullptr},
      {Payload::kAdmitMembers, &T::AdmitOne, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kGrantRole, &T::Grant, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kEndRole, &T::End, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kIssueInvitation, &T::Issue, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kAcceptInvitation, &T::AcceptUnknown, "INVITATION_UNKNOWN", 'r',
       "INVITATION_UNKNOWN", &T::AcceptByLink},
      {Payload::kBindDevice, &T::BindAnothers, "NOT_ALLOWED", 'r', "", &T::BindOwn},
      {Payload::kRevokeDevice, &T::RevokeAnothers, "NOT_ALLOWED", 'r', "", &T::RevokeOwn},
      {Payload::kOpenMatter, &T::OpenForAnother, "NOT_ALLOWED", 'w', "", &T::OpenOwn},
      {Payload::kActOnMatter, &T::Assign, "NOT_ALLOWED", 'w', "", &T::VoteOwn},
      {Payload::kLeaveMessage, &T::KeyInMessage, "NOT_ALLOWED", 'w', "", &T::SayOwn},
      {Payload::kConvertMessage, &T::ConvertAnothers, "NOT_ALLOWED", 'w', "", &T::ConvertOwn},
      {Payload::kActivatePack, &T::ActivateThird, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kRestorePack, &T::RestoreSecond, "STREET_KEYS_MISSING", 'z', "", nullptr},
      {Payload::kMigrateMatters, &T::MigrateOld, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kAdoptCalendar, &T::AdoptCalendar, "NOT_ALLOWED", 'r', "NOTHING_TO_DO", nullptr},
      {Payload::kRegisterRooms, &T::Rooms, "NOT_ALLOWED", 'r', "", nullptr},
      // The pack of this test has no places and no kinds of bodies: a registrar gets that far.
      {Payload::kRegisterPlaces, &T::Places, "NOT_ALLOWED", 'r', "PLACE_UNKNOWN", nullptr},
      {Payload::kFoundBody, &T::Found, "NOT_ALLOWED", 'r', "BODY_UNKNOWN", nullptr},
      {Payload::kAskToJoin, &T::AskUnknown, "INVITATION_UNKNOWN", 'r', "INVITATION_UNKNOWN",
       &T::AskByPoster},
      {Payload::kDeclineJoin, &T::DeclineUnknown, "NOT_ALLOWED", 'r', "MEMBER_UNKNOWN", nullptr},
      {Payload::kSetVenue, &T::Venue, "NOT_ALLOWED", 'r', "", nullptr},
      {Payload::kBookVenue, &T::BookUnknown, "VENUE_UNKNOWN", 'r', "VENUE_UNKNOWN", &T::BookOwn},
      {Payload::kCancelBooking, &T::CancelAnothers, "NOT_ALLOWED", 'w', "", &T::CancelOwn},
      {Payload::kChangeProfile, &T::ChangeAnothers, "NOT_ALLOWED", 'r', "", &T::ChangeOwn},
      {Payload::kEraseContents, &T::EraseAnothers, "NOT_ALLOWED", 'r', "", &T::EraseOwn},
      {Payload::kLeaveCommunity, &T::LeaveForAnother, "NOT_ALLOWED", 'r', "", &T::LeaveThemselves},
      {Payload::kRotateKey, &T::Rotate, "NOT_ALLOWED", 'r', "", nullptr},
  };
  return *kinds;
}

TEST_F(ResidentTest, A2_18_NoManagementIsReachedFromAResidentsDevice) {
  size_t found = 0;
  for (const auto& [name, number] : KindsOfTheSchema()) {
    SCOPED_TRACE(name);
    const auto is_it = [body = number](const Kind& one) { return one.body == body; };
    const auto kind = std::find_if(Kinds().begin(), Kinds().end(), is_it);
    if (kind == Kinds().end()) {
      ADD_FAILURE() << "say in Kinds() whether residents may send " << name;
      continue;
    }
    ++found;
    const Payload payload = (this->*kind->officers)();
    ASSERT_EQ(payload.body_case(), kind->body);
    const crypto::Hash before = state_->Digest();
    EXPECT_EQ(Reason(Do(kResident, kNow, payload)), kind->reason);
    EXPECT_EQ(state_->Digest(), before);
    // It is the sender that it was refused for.
    std::vector<crypto::SigningKey> keys = {DeviceKey(kind->officer)};
    const bool by_street = payload.has_restore_pack() || payload.has_rotate_key();
    if (by_street) keys.insert(keys.end(), {DeviceKey('1'), DeviceKey('2')});
    if (payload.has_rotate_key()) keys.push_back(DeviceKey('4'));
    EXPECT_EQ(Reason(Admit(Sign(kind->officer, payload, keys), kNow)), kind->answer);
    if (kind->own == nullptr) continue;
    EXPECT_EQ((this->*kind->own)(), "");
  }
  EXPECT_EQ(found, Kinds().size());
  EXPECT_GE(found, 28u);
}

// Neither their own signature nor an officer's name makes a resident's device an officer's.
TEST_F(ResidentTest, A2_18_AnOfficersNameUnderAResidentsSignatureIsRefused) {
  for (const Kind& kind : Kinds()) {
    SCOPED_TRACE(kind.body);
    Payload payload = (this->*kind.officers)();
    payload.set_actor(MemberId(kind.officer));
    const std::string reason = Reason(Do(kResident, kNow, payload));
    const bool asks_no_device = kind.body == Payload::kCreateCommunity ||
                                kind.body == Payload::kAcceptInvitation ||
                                kind.body == Payload::kAskToJoin;
    EXPECT_EQ(reason, asks_no_device ? kind.reason : "NOT_A_MEMBER");
  }
}

}  // namespace
}  // namespace yiting::decide
