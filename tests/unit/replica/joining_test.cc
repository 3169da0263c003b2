// From a poster on the wall to a member: a phone that is nobody's asks, an officer's admits, and
// who it is in real life is digested on the officer's phone.

#include <gtest/gtest.h>

#include "crypto/person.h"
#include "state/read_members.h"
#include "state/read_territory.h"
#include "town.h"

namespace yiting::testing {
namespace {

class Joining : public ::testing::Test {
 protected:
  Joining() : registrar_(server_, 'R') {
    registrar_.Sync();
    v1::MakeInvitation make;
    make.mutable_command()->set_poster(true);
    make.mutable_command()->set_expires_ms(server_.now_ms + 86'400'000);
    auto made = registrar_.replica->Invite(make, FreshEntropy(), server_.now_ms);
    EXPECT_TRUE(made.has_value());
    EXPECT_FALSE(made->has_rejection());
    seed_ = made->seed();
    registrar_.Sync();
  }

  static v1::DraftContent* AddContent(v1::Draft& draft, const std::string& field,
                                      const Bytes& data) {
    v1::DraftContent* content = draft.add_contents();
    content->set_field(field);
    content->set_data(data);
    return content;
  }
  v1::Draft Asking(const std::string& profile) {
    v1::Draft draft;
    draft.mutable_command()->mutable_ask_to_join();
    draft.set_invitation_seed(seed_);
    AddContent(draft, "profile", profile);
    return draft;
  }
  static v1::Draft Admitting(const v1::ApplicantRow& row) {
    v1::Draft draft;
    v1::NewMember* member = draft.mutable_command()->mutable_admit_members()->add_members();
    member->set_member(row.member());
    member->set_device(row.device());
    member->set_household(Bytes(16, 'H'));
    member->add_roles()->set_role("resident");
    return draft;
  }
  static Bytes PersonData(const std::string& name, const std::string& document) {
    return Bytes(32, 's') + name + '\0' + document;
  }
  v1::ApplicantsView Applicants(Phone& phone) {
    return phone.View([](v1::ViewRequest& request) { request.mutable_applicants(); })
        .applicants();
  }

  Server server_;
  Phone registrar_;
  Bytes seed_;
};

TEST_F(Joining, A1_9_AStrangersPhoneAsksAndIsAdmitted) {
  Phone guest(server_, 0);
  guest.Sync();
  EXPECT_FALSE(guest.Act(Asking("王阿姨\n3 幢 501")).has_rejection());
  guest.Sync();
  EXPECT_TRUE(guest.replica->Describe().member().empty());
  ASSERT_EQ(Applicants(guest).rows_size(), 1);
  registrar_.Sync();
  const v1::ApplicantsView waiting = Applicants(registrar_);
  ASSERT_EQ(waiting.rows_size(), 1);
  EXPECT_EQ(waiting.rows(0).profile(), "王阿姨\n3 幢 501");
  EXPECT_FALSE(registrar_.Act(Admitting(waiting.rows(0))).has_rejection());
  registrar_.Sync();
  EXPECT_EQ(Applicants(registrar_).total(), 0u);
  guest.Sync();
  EXPECT_EQ(guest.replica->Describe().member(), waiting.rows(0).member());
  EXPECT_FALSE(guest.Act(Press("新来的")).has_rejection());
  guest.Sync();
  registrar_.Sync();
  EXPECT_EQ(registrar_.ConfirmedFingerprint(), server_.Fingerprint());
}

TEST_F(Joining, A1_9_OtherResidentsDoNotGetWhatWasWritten) {
  Phone guest(server_, 0);
  guest.Sync();
  EXPECT_FALSE(guest.Act(Asking("王阿姨\n3 幢 501")).has_rejection());
  guest.Sync();
  Phone resident(server_, 'A');
  resident.Sync();
  ASSERT_EQ(Applicants(resident).rows_size(), 1);
  EXPECT_TRUE(Applicants(resident).rows(0).withheld());
  EXPECT_EQ(Applicants(resident).rows(0).profile(), "");
}

TEST_F(Joining, A1_10_TheOfficersPhoneDigestsThePerson) {
  v1::ApplicantRow row;
  row.set_member(Bytes(16, 'n'));
  v1::Draft draft = Admitting(row);
  AddContent(draft, "person", PersonData("王 小明", "11010519491231002x"));
  AddContent(draft, "profile", "王小明\n3 幢 501");
  EXPECT_FALSE(registrar_.Act(draft).has_rejection());
  registrar_.Sync();
  const auto member = state::FindMember(server_.sequencer->state(), Bytes(16, 'n'));
  ASSERT_TRUE(member.has_value());
  EXPECT_EQ(member->person,
            *crypto::PersonDigest(Bytes(32, 's'), "王小明", "11010519491231002X"));
  // Neither the secret nor the number is anywhere in what was sent.
  for (const Bytes& entry : server_.entries) {
    EXPECT_EQ(entry.find("1101051949"), Bytes::npos);
    EXPECT_EQ(entry.find(std::string(32, 's')), Bytes::npos);
  }
  for (const auto& [commitment, content] : server_.contents) {
    EXPECT_EQ(content.data().find("1101051949"), Bytes::npos);
  }
  // The same person once more, under another name of a member: said on this phone already.
  row.set_member(Bytes(16, 'm'));
  v1::Draft again = Admitting(row);
  AddContent(again, "person", PersonData("王小明", "11010519491231002X"));
  EXPECT_EQ(registrar_.Act(again).rejection().reason(), v1::PERSON_KNOWN);
}

TEST_F(Joining, A1_10_AMemberIsBoundToTheHouseholdOfARoom) {
  server_.Command('R', [](v1::Payload& payload) {
    for (const char id : {'1', '2'}) {
      v1::Room* room = payload.mutable_register_rooms()->add_rooms();
      room->set_room(Bytes(16, id));
      room->set_area(9'000);
      room->set_owner(Bytes(16, 'O'));
      if (id == '2') room->set_dweller(Bytes(16, 'D'));
    }
  });
  registrar_.Sync();
  const auto household = [&](char member, const Bytes& data) {
    v1::ApplicantRow row;
    row.set_member(Bytes(16, member));
    v1::Draft draft = Admitting(row);
    AddContent(draft, "household", data);
    auto acted = registrar_.replica->Act(draft, FreshEntropy(), server_.now_ms);
    if (!acted) return Bytes("no");
    registrar_.Sync();
    return state::FindMember(server_.sequencer->state(), Bytes(16, member))->household;
  };
  EXPECT_EQ(household('a', Bytes(16, '1') + "owner"), Bytes(16, 'O'));
  EXPECT_EQ(household('b', Bytes(16, '1') + "dweller"), Bytes(16, 'O'));
  EXPECT_EQ(household('c', Bytes(16, '2') + "owner"), Bytes(16, 'O'));
  EXPECT_EQ(household('d', Bytes(16, '2') + "dweller"), Bytes(16, 'D'));
  EXPECT_EQ(household('e', Bytes(16, '3') + "owner"), "no");
  EXPECT_EQ(household('e', Bytes(16, '1') + "guest"), "no");
  EXPECT_EQ(household('e', "1"), "no");
}

TEST_F(Joining, A1_10_AMistypedNumberIsNotSent) {
  v1::ApplicantRow row;
  row.set_member(Bytes(16, 'n'));
  for (const Bytes& data : {PersonData("王小明", "110105194912310021"), PersonData("", "E1"),
                            Bytes(32, 's') + "王小明", Bytes("short")}) {
    v1::Draft draft = Admitting(row);
    AddContent(draft, "person", data);
    auto acted = registrar_.replica->Act(draft, FreshEntropy(), server_.now_ms);
    EXPECT_FALSE(acted.has_value());
  }
  EXPECT_EQ(registrar_.Outbox().items_size(), 1);  // the poster
}

}  // namespace
}  // namespace yiting::testing
