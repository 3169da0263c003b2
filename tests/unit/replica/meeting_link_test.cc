// A link to a meeting, from the phone that makes it to the phones that answer: the member's own,
// one that only has the link, and a guest's.

#include <gtest/gtest.h>

#include "state/read_meetings.h"
#include "state/read_members.h"
#include "town.h"

namespace yiting::testing {
namespace {

class MeetingLink : public ::testing::Test {
 protected:
  MeetingLink() : staff_(server_, 'S'), own_(server_, 'B') {
    staff_.Sync();
    const v1::Acted pressed = staff_.Act(Press("楼道堆放杂物"));
    matter_ = pressed.matter();
    Do(Accept(matter_));
    v1::Draft invite = ActOn(matter_, "invite");
    Give(invite, "invitees")->mutable_members()->add_member(MemberOf('A'));
    Do(invite);
    v1::Draft prepare = ActOn(matter_, "prepare");
    Write(prepare, "agenda");
    Do(prepare);
    v1::Draft notify = ActOn(matter_, "notify");
    Give(notify, "time")->set_instant_ms(server_.now_ms + 86'400'000);
    Write(notify, "place");
    Do(notify);
    staff_.Sync();
  }
  void Do(const v1::Draft& draft) {
    const v1::Acted acted = staff_.Act(draft);
    EXPECT_FALSE(acted.has_rejection()) << acted.rejection().rule() << acted.rejection().detail();
  }
  static v1::Input* Give(v1::Draft& draft, const std::string& field) {
    v1::Input* input = draft.mutable_command()->mutable_act_on_matter()->add_inputs();
    input->set_field(field);
    return input;
  }
  static void Write(v1::Draft& draft, const std::string& field) {
    v1::DraftContent* content = draft.add_contents();
    content->set_field(field);
    content->set_audience(v1::COMMUNITY);
    content->set_data("六月三日，社区会议室");
  }
  // The link's secret half.
  Bytes Make(const std::function<void(v1::IssueInvitation&)>& fill) {
    v1::MakeInvitation make;
    make.mutable_command()->set_matter(matter_);
    make.mutable_command()->set_expires_ms(server_.now_ms + 86'400'000);
    fill(*make.mutable_command());
    auto made = staff_.replica->Invite(make, FreshEntropy(), server_.now_ms);
    EXPECT_TRUE(made.has_value());
    EXPECT_FALSE(made->has_rejection());
    staff_.Sync();
    return made->seed();
  }
  static v1::Draft Answering(const Bytes& seed, v1::Coming coming, const Bytes& delegate = "") {
    v1::Draft draft;
    draft.mutable_command()->mutable_accept_invitation()->set_coming(coming);
    draft.mutable_command()->mutable_accept_invitation()->set_delegate(delegate);
    draft.set_invitation_seed(seed);
    return draft;
  }
  std::optional<state::Invitee> Invitee(const Bytes& member) {
    return state::FindInvitee(server_.sequencer->state(), matter_, member);
  }

  Server server_;
  Phone staff_;
  Phone own_;
  Bytes matter_;
};

TEST_F(MeetingLink, A4_4_IsAnsweredOnThePhoneOfWhoIsMeantAlone) {
  const Bytes seed = Make([](v1::IssueInvitation& command) { command.set_member(MemberOf('B')); });
  own_.Sync();
  EXPECT_FALSE(own_.Act(Answering(seed, v1::YES)).has_rejection());
  own_.Sync();
  EXPECT_EQ(Invitee(MemberOf('B'))->answer, 1);
  Phone borrowed(server_, 0);
  borrowed.Sync();
  EXPECT_EQ(borrowed.Act(Answering(seed, v1::NO, MemberOf('C'))).rejection().reason(),
            v1::NOT_INVITED);
  // Who would come instead of themselves is told so before anything is sent.
  own_.Sync();
  EXPECT_EQ(own_.Act(Answering(seed, v1::NO, MemberOf('B'))).rejection().reason(),
            v1::INPUT_INVALID);
  own_.Sync();
  borrowed.Sync();
  EXPECT_EQ(own_.ConfirmedFingerprint(), server_.Fingerprint());
  EXPECT_EQ(borrowed.ConfirmedFingerprint(), server_.Fingerprint());
}

TEST_F(MeetingLink, A4_4_AGuestComesAsAMemberForATime) {
  const Bytes seed = Make([this](v1::IssueInvitation& command) {
    command.add_roles()->set_role("expert");
    command.mutable_roles(0)->set_until_ms(server_.now_ms + 9 * 86'400'000LL);
  });
  Phone guest(server_, 0);
  guest.Sync();
  v1::Draft draft = Answering(seed, v1::YES);
  v1::DraftContent* profile = draft.add_contents();
  profile->set_field("profile");
  profile->set_audience(v1::STAFF);
  profile->set_data("路老师");
  EXPECT_FALSE(guest.Act(draft).has_rejection());
  guest.Sync();
  const Bytes member(guest.replica->Describe().member());
  ASSERT_FALSE(member.empty());
  EXPECT_EQ(Invitee(member)->answer, 1);
  EXPECT_EQ(guest.ConfirmedFingerprint(), server_.Fingerprint());
}

}  // namespace
}  // namespace yiting::testing
