#include "state/apply.h"

#include "base/check.h"
#include "state/apply_family.h"

namespace yiting::state {

void Apply(Community& community, const EntryPlace& place, const v1::Event& event) {
  switch (event.kind_case()) {
#define YITING_APPLY(Case, field)                     \
  case v1::Event::Case:                               \
    return ApplyTo(community, place, event.field())
    YITING_APPLY(kCommunityCreated, community_created);
    YITING_APPLY(kMemberAdmitted, member_admitted);
    YITING_APPLY(kRoleGranted, role_granted);
    YITING_APPLY(kRoleEnded, role_ended);
    YITING_APPLY(kDeviceBound, device_bound);
    YITING_APPLY(kDeviceRevoked, device_revoked);
    YITING_APPLY(kInvitationIssued, invitation_issued);
    YITING_APPLY(kInvitationAccepted, invitation_accepted);
    YITING_APPLY(kMatterOpened, matter_opened);
    YITING_APPLY(kActionTaken, action_taken);
    YITING_APPLY(kStageEntered, stage_entered);
    YITING_APPLY(kCategorySet, category_set);
    YITING_APPLY(kPartyAlerted, party_alerted);
    YITING_APPLY(kPartyReported, party_reported);
    YITING_APPLY(kMemberInvited, member_invited);
    YITING_APPLY(kAttendanceAnswered, attendance_answered);
    YITING_APPLY(kRatingGiven, rating_given);
    YITING_APPLY(kEscalated, escalated);
    YITING_APPLY(kMatterClosed, matter_closed);
    YITING_APPLY(kDeadlineSet, deadline_set);
    YITING_APPLY(kDeadlineCleared, deadline_cleared);
    YITING_APPLY(kDeadlineMissed, deadline_missed);
    YITING_APPLY(kDeadlineFailed, deadline_failed);
    YITING_APPLY(kMessageLeft, message_left);
    YITING_APPLY(kMessageConverted, message_converted);
    YITING_APPLY(kPartyReplied, party_replied);
    YITING_APPLY(kPollOpened, poll_opened);
    YITING_APPLY(kBallotCast, ballot_cast);
    YITING_APPLY(kTallyPublished, tally_published);
    YITING_APPLY(kPackApproved, pack_approved);
    YITING_APPLY(kPackActivated, pack_activated);
    YITING_APPLY(kMatterMigrated, matter_migrated);
    YITING_APPLY(kCalendarAdopted, calendar_adopted);
    YITING_APPLY(kDeadlineMoved, deadline_moved);
    YITING_APPLY(kRoomRegistered, room_registered);
    YITING_APPLY(kPaperEntered, paper_entered);
    YITING_APPLY(kPlaceRegistered, place_registered);
    YITING_APPLY(kBodyFounded, body_founded);
    YITING_APPLY(kJoinAsked, join_asked);
    YITING_APPLY(kJoinDeclined, join_declined);
    YITING_APPLY(kMatterSupported, matter_supported);
    YITING_APPLY(kMatterLinked, matter_linked);
    YITING_APPLY(kMatterUnlinked, matter_unlinked);
    YITING_APPLY(kLinkAnswered, link_answered);
    YITING_APPLY(kCasePublished, case_published);
    YITING_APPLY(kOpinionGiven, opinion_given);
    YITING_APPLY(kOpinionMarked, opinion_marked);
    YITING_APPLY(kOptionProposed, option_proposed);
    YITING_APPLY(kPollClosed, poll_closed);
    YITING_APPLY(kTaskSet, task_set);
    YITING_APPLY(kTaskReported, task_reported);
    YITING_APPLY(kTaskJudged, task_judged);
    YITING_APPLY(kIndicatorMeasured, indicator_measured);
    YITING_APPLY(kAttendanceNoted, attendance_noted);
    YITING_APPLY(kReviewerNamed, reviewer_named);
    YITING_APPLY(kPollUnsealed, poll_unsealed);
    YITING_APPLY(kResultTold, result_told);
    YITING_APPLY(kVenueSet, venue_set);
    YITING_APPLY(kVenueBooked, venue_booked);
    YITING_APPLY(kBookingCancelled, booking_cancelled);
    YITING_APPLY(kContentsErased, contents_erased);
    YITING_APPLY(kProfileChanged, profile_changed);
    YITING_APPLY(kMemberLeft, member_left);
    YITING_APPLY(kSequencerKeyChanged, sequencer_key_changed);
#undef YITING_APPLY
    case v1::Event::KIND_NOT_SET:
      CHECK(false);
  }
}

void ApplyCommand(Community& community, const EntryPlace& place, BytesView command_id,
                  BytesView device, uint64_t counter) {
  community.db().Do("INSERT INTO commands(command, seq) VALUES(?1, ?2)", command_id, place.seq);
  community.db().Do("UPDATE devices SET counter = ?2 WHERE device = ?1", device, counter);
}

void FinishEntry(Community& community, const EntryPlace& place) {
  LedgerFacts& facts = community.mutable_facts();
  facts.size = place.seq + 1;
  facts.time_ms = place.time_ms;
  community.WriteFacts();
  community.set_last_digest(community.Digest());
}

void Count(Community& community, std::string_view counter, int64_t by) {
  community.db().Do(
      "INSERT INTO counters(counter, count) VALUES(?1, ?2)"
      " ON CONFLICT(counter) DO UPDATE SET count = count + ?2",
      Text{counter}, by);
}

void CountOf(Community& community, BytesView matter, std::string_view counter, int64_t by) {
  {
    Query query = community.db().Ask("SELECT practice FROM matters WHERE matter = ?1", matter);
    if (query.Next() && query.Int(0) != 0) return;
  }
  Count(community, counter, by);
}

void AddContent(Community& community, const v1::ContentRef& ref, BytesView matter,
                BytesView owner) {
  community.db().Do(
      "INSERT INTO contents(commitment, audience, media, size, matter, owner, erased_ms)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0) ON CONFLICT(commitment) DO NOTHING",
      ref.commitment(), static_cast<int64_t>(ref.audience()), Text{ref.media()}, ref.size(),
      matter, owner);
}

}  // namespace yiting::state
