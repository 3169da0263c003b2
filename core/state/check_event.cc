#include "state/check_event.h"

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_meetings.h"
#include "state/read_members.h"
#include "state/read_territory.h"

namespace yiting::state {

namespace {

constexpr uint32_t kScoreMax = 5;

Status Check(Community& community, const EntryPlace& place, const v1::CommunityCreated& event) {
  if (place.seq != 0) return Broken("a community is created by its first entry only");
  if (!community.facts().sequencer_key.empty()) return Broken("the community exists");
  return MustHave(event.sequencer_key(), schema::kDeviceKeyBytes, "sequencer_key");
}

Status Check(Community& community, const EntryPlace&, const v1::MemberAdmitted& event) {
  RETURN_IF_ERROR(MustHave(event.member(), schema::kMemberIdBytes, "member"));
  if (FindMember(community, event.member())) return Broken("a member is admitted once");
  if (FindPerson(community, event.person())) return Broken("a person is one member");
  if (event.has_profile()) {
    const auto profile = FindContent(community, event.profile().commitment());
    if (profile && profile->owner != event.member()) return Broken("a profile is one's own");
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::RoleGranted& event) {
  if (event.grant().from_ms() <= 0) return Broken("a grant has its first instant");
  return MustBelong(community, event.member());
}

Status Check(Community& community, const EntryPlace& place, const v1::RoleEnded& event) {
  for (const HeldRole& held : RolesAt(community, event.member(), place.time_ms)) {
    if (held.role == event.role() && held.unit == event.unit()) return {};
  }
  return Broken("a role that is not held cannot end");
}

Status Check(Community& community, const EntryPlace&, const v1::DeviceBound& event) {
  RETURN_IF_ERROR(MustHave(event.device(), schema::kDeviceKeyBytes, "device"));
  if (FindDevice(community, event.device())) return Broken("a device is bound once");
  return MustBelong(community, event.member());
}

Status Check(Community& community, const EntryPlace&, const v1::DeviceRevoked& event) {
  std::optional<Device> device = FindDevice(community, event.device());
  if (!device || device->revoked) return Broken("a device is revoked once");
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::InvitationIssued& event) {
  RETURN_IF_ERROR(MustHave(event.key(), schema::kDeviceKeyBytes, "key"));
  if (FindInvitation(community, event.key())) return Broken("an invitation is issued once");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::InvitationAccepted& event) {
  std::optional<Invitation> invitation = FindInvitation(community, event.key());
  if (!invitation) return Broken("there is no such invitation");
  if (!invitation->member.empty()) return Broken("an invitation is used once");
  if (invitation->poster) return Broken("a poster makes nobody a member");
  if (invitation->expires_ms <= place.time_ms) return Broken("the invitation has expired");
  return MustBeMember(community, event.member());
}

Status Check(Community& community, const EntryPlace& place, const v1::MatterOpened& event) {
  RETURN_IF_ERROR(MustHave(event.matter(), schema::kMatterIdBytes, "matter"));
  if (FindMatter(community, event.matter())) return Broken("a matter is opened once");
  RETURN_IF_ERROR(MayAct(community, place, event.opener()));
  if (!event.helper().empty()) RETURN_IF_ERROR(MayAct(community, place, event.helper()));
  if (FindImported(community, event.source(), event.source_ref())) {
    return Broken("what came from elsewhere is one matter");
  }
  if (!event.place().empty() && !FindPlace(community, event.place())) {
    return Broken("a matter is about a place that is there");
  }
  if (event.follows().empty()) return {};
  const std::optional<Matter> before = FindMatter(community, event.follows());
  if (!before || !before->closed()) return Broken("only a closed matter is taken up again");
  if (before->practice != event.practice()) {
    return Broken("what is tried out takes up nothing that is meant");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::ActionTaken& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const bool agreed = event.consent() != v1::CONSENT_UNSPECIFIED;
  if (event.on_behalf_of().empty()) {
    if (!agreed && !event.has_consent_proof() && event.occurred_ms() == 0) return {};
    return Broken("nobody consents to an action of their own");
  }
  if (!agreed) return Broken("an action on behalf of somebody has their consent");
  if (event.on_behalf_of() == event.by()) return Broken("nobody acts on behalf of themselves");
  if (event.occurred_ms() > place.time_ms) return Broken("what has happened lies in the past");
  return MayAct(community, place, event.on_behalf_of());
}

Status Check(Community& community, const EntryPlace&, const v1::StageEntered& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  std::optional<Matter> matter = FindMatter(community, event.matter());
  if (matter->deadline != 0) return Broken("a stage is left with its deadline running");
  if (event.stage().empty()) return Broken("a stage has a name");
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::CategorySet& event) {
  return MustBeOpen(community, event.matter());
}

Status Check(Community& community, const EntryPlace&, const v1::PartyAlerted& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const std::optional<Matter> matter = FindMatter(community, event.matter());
  const bool leads = !matter->lead.empty() && event.unit() == matter->lead;
  if (event.lead() != leads) return Broken("the party that leads is the one of the category");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::PartyReported& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  for (const Party& party : PartiesOf(community, event.matter())) {
    if (party.unit == event.unit() && party.reported_ms == 0) return {};
  }
  return Broken("only an alerted party reports in, once");
}

Status Check(Community& community, const EntryPlace& place, const v1::PartyReplied& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  for (const Party& party : PartiesOf(community, event.matter())) {
    if (party.unit == event.unit() && party.replied_ms == 0) return {};
  }
  return Broken("only a party answers, once");
}

Status Check(Community& community, const EntryPlace&, const v1::MemberInvited& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  return MustBeMember(community, event.member());
}

Status Check(Community& community, const EntryPlace& place, const v1::AttendanceAnswered& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.member()));
  if (!FindInvitee(community, event.matter(), event.member())) {
    return Broken("only an invitee answers");
  }
  if (!event.vouched_by().empty()) {
    RETURN_IF_ERROR(MustBeMember(community, event.vouched_by()));
    if (event.vouched_by() == event.member()) return Broken("nobody vouches for themselves");
  }
  if (event.delegate().empty()) return {};
  if (event.coming()) return Broken("who sends somebody else does not come");
  if (event.delegate() == event.member()) return Broken("nobody comes instead of themselves");
  if (!FindInvitee(community, event.matter(), event.delegate())) {
    return Broken("who comes instead is invited");
  }
  return MayAct(community, place, event.delegate());
}

Status Check(Community& community, const EntryPlace& place, const v1::RatingGiven& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  if (event.score() < 1 || event.score() > kScoreMax) return Broken("a score is 1 to 5");
  return MayAct(community, place, event.member());
}

Status Check(Community& community, const EntryPlace&, const v1::Escalated& event) {
  return MustBeOpen(community, event.matter());
}

Status Check(Community& community, const EntryPlace&, const v1::MatterClosed& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  if (OrEmpty(FindMatter(community, event.matter())).deadline != 0) {
    return Broken("a matter is closed with its deadline running");
  }
  if (OrEmpty(FindMatter(community, event.matter())).clock != 0) {
    return Broken("a matter is closed with its clock running");
  }
  if (event.outcome().empty()) return Broken("an outcome has a name");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::DeadlineSet& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  if (event.deadline() != community.facts().next_deadline) {
    return Broken("deadlines are counted up from 1");
  }
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  if ((event.stage().empty() ? matter.clock : matter.deadline) != 0) {
    return Broken("a stage has one running deadline, and a matter one clock");
  }
  if (event.due_ms() < place.time_ms + kDeadlineAheadMs) {
    return Broken("a new deadline lies at least a minute ahead");
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::DeadlineCleared& event) {
  return MustRun(community, event.deadline());
}
Status Check(Community& community, const EntryPlace&, const v1::DeadlineMissed& event) {
  return MustRun(community, event.deadline());
}
Status Check(Community& community, const EntryPlace&, const v1::DeadlineFailed& event) {
  return MustRun(community, event.deadline());
}

Status Check(Community& community, const EntryPlace& place, const v1::MessageLeft& event) {
  RETURN_IF_ERROR(MustHave(event.message(), schema::kMatterIdBytes, "message"));
  if (FindMessage(community, event.message())) return Broken("a message is left once");
  return MayAct(community, place, event.author());
}

Status Check(Community& community, const EntryPlace& place, const v1::MessageConverted& event) {
  std::optional<Message> message = FindMessage(community, event.message());
  if (!message) return Broken("there is no such message");
  if (!message->matter.empty()) return Broken("a message is converted once");
  return MayAct(community, place, event.by());
}

}  // namespace

Status CheckEvent(Community& community, const EntryPlace& place, const v1::Event& event) {
  if (place.seq == 0 && community.facts().sequencer_key.empty() && !event.has_community_created()) {
    return Broken("a ledger begins with the creation of its community");
  }
  switch (event.kind_case()) {
#define YITING_CHECK(Case, field) \
  case v1::Event::Case:           \
    return Check(community, place, event.field())
    YITING_CHECK(kCommunityCreated, community_created);
    YITING_CHECK(kMemberAdmitted, member_admitted);
    YITING_CHECK(kRoleGranted, role_granted);
    YITING_CHECK(kRoleEnded, role_ended);
    YITING_CHECK(kDeviceBound, device_bound);
    YITING_CHECK(kDeviceRevoked, device_revoked);
    YITING_CHECK(kInvitationIssued, invitation_issued);
    YITING_CHECK(kInvitationAccepted, invitation_accepted);
    YITING_CHECK(kMatterOpened, matter_opened);
    YITING_CHECK(kActionTaken, action_taken);
    YITING_CHECK(kStageEntered, stage_entered);
    YITING_CHECK(kCategorySet, category_set);
    YITING_CHECK(kPartyAlerted, party_alerted);
    YITING_CHECK(kPartyReported, party_reported);
    YITING_CHECK(kMemberInvited, member_invited);
    YITING_CHECK(kAttendanceAnswered, attendance_answered);
    YITING_CHECK(kRatingGiven, rating_given);
    YITING_CHECK(kEscalated, escalated);
    YITING_CHECK(kMatterClosed, matter_closed);
    YITING_CHECK(kDeadlineSet, deadline_set);
    YITING_CHECK(kDeadlineCleared, deadline_cleared);
    YITING_CHECK(kDeadlineMissed, deadline_missed);
    YITING_CHECK(kDeadlineFailed, deadline_failed);
    YITING_CHECK(kMessageLeft, message_left);
    YITING_CHECK(kMessageConverted, message_converted);
    YITING_CHECK(kPartyReplied, party_replied);
    YITING_CHECK(kPollOpened, poll_opened);
    YITING_CHECK(kBallotCast, ballot_cast);
    YITING_CHECK(kTallyPublished, tally_published);
    YITING_CHECK(kPackApproved, pack_approved);
    YITING_CHECK(kPackActivated, pack_activated);
    YITING_CHECK(kMatterMigrated, matter_migrated);
    YITING_CHECK(kCalendarAdopted, calendar_adopted);
    YITING_CHECK(kDeadlineMoved, deadline_moved);
    YITING_CHECK(kRoomRegistered, room_registered);
    YITING_CHECK(kPaperEntered, paper_entered);
    YITING_CHECK(kPlaceRegistered, place_registered);
    YITING_CHECK(kBodyFounded, body_founded);
    YITING_CHECK(kJoinAsked, join_asked);
    YITING_CHECK(kJoinDeclined, join_declined);
    YITING_CHECK(kMatterSupported, matter_supported);
    YITING_CHECK(kMatterLinked, matter_linked);
    YITING_CHECK(kMatterUnlinked, matter_unlinked);
    YITING_CHECK(kLinkAnswered, link_answered);
    YITING_CHECK(kCasePublished, case_published);
    YITING_CHECK(kOpinionGiven, opinion_given);
    YITING_CHECK(kOpinionMarked, opinion_marked);
    YITING_CHECK(kOptionProposed, option_proposed);
    YITING_CHECK(kPollClosed, poll_closed);
    YITING_CHECK(kTaskSet, task_set);
    YITING_CHECK(kTaskReported, task_reported);
    YITING_CHECK(kTaskJudged, task_judged);
    YITING_CHECK(kIndicatorMeasured, indicator_measured);
    YITING_CHECK(kAttendanceNoted, attendance_noted);
    YITING_CHECK(kReviewerNamed, reviewer_named);
    YITING_CHECK(kPollUnsealed, poll_unsealed);
    YITING_CHECK(kResultTold, result_told);
    YITING_CHECK(kVenueSet, venue_set);
    YITING_CHECK(kVenueBooked, venue_booked);
    YITING_CHECK(kBookingCancelled, booking_cancelled);
    YITING_CHECK(kContentsErased, contents_erased);
    YITING_CHECK(kProfileChanged, profile_changed);
    YITING_CHECK(kMemberLeft, member_left);
    YITING_CHECK(kSequencerKeyChanged, sequencer_key_changed);
#undef YITING_CHECK
    case v1::Event::KIND_NOT_SET:
      return Broken("has no kind");
  }
  return Broken("has no kind");
}

}  // namespace yiting::state
