// What the files of CheckEvent share among themselves; nobody else includes it.

#ifndef YITING_STATE_CHECK_FAMILY_H_
#define YITING_STATE_CHECK_FAMILY_H_

#include <string>

#include "state/check_event.h"

namespace yiting::state {

Failure Broken(const std::string& what);
Failure Broken(const char* what);
Status MustHave(const Bytes& id, size_t bytes, const char* what);
Status MustBeMember(Community& community, const Bytes& member);
// And one who has not left.
Status MustBelong(Community& community, const Bytes& member);
// One who belongs, and no observer.
Status MayAct(Community& community, const EntryPlace& place, const Bytes& member);
Status MustBeOpen(Community& community, const Bytes& matter);
Status MustRun(Community& community, uint64_t deadline);

// check_votes.cc.
Status Check(Community& community, const EntryPlace& place, const v1::PollOpened& event);
Status Check(Community& community, const EntryPlace& place, const v1::BallotCast& event);
Status Check(Community& community, const EntryPlace& place, const v1::PaperEntered& event);
Status Check(Community& community, const EntryPlace& place, const v1::TallyPublished& event);
Status Check(Community& community, const EntryPlace& place, const v1::RoomRegistered& event);
Status Check(Community& community, const EntryPlace& place, const v1::PollUnsealed& event);

// check_packs.cc.
Status Check(Community& community, const EntryPlace& place, const v1::PackApproved& event);
Status Check(Community& community, const EntryPlace& place, const v1::PackActivated& event);
Status Check(Community& community, const EntryPlace& place, const v1::MatterMigrated& event);
Status Check(Community& community, const EntryPlace& place, const v1::CalendarAdopted& event);
Status Check(Community& community, const EntryPlace& place, const v1::DeadlineMoved& event);

// check_territory.cc.
Status Check(Community& community, const EntryPlace& place, const v1::PlaceRegistered& event);
Status Check(Community& community, const EntryPlace& place, const v1::BodyFounded& event);
Status Check(Community& community, const EntryPlace& place, const v1::JoinAsked& event);
Status Check(Community& community, const EntryPlace& place, const v1::JoinDeclined& event);

// check_links.cc.
Status Check(Community& community, const EntryPlace& place, const v1::MatterSupported& event);
Status Check(Community& community, const EntryPlace& place, const v1::MatterLinked& event);
Status Check(Community& community, const EntryPlace& place, const v1::MatterUnlinked& event);
Status Check(Community& community, const EntryPlace& place, const v1::LinkAnswered& event);
Status Check(Community& community, const EntryPlace& place, const v1::CasePublished& event);
Status Check(Community& community, const EntryPlace& place, const v1::ResultTold& event);

// check_deliberation.cc.
Status Check(Community& community, const EntryPlace& place, const v1::OpinionGiven& event);
Status Check(Community& community, const EntryPlace& place, const v1::OpinionMarked& event);
Status Check(Community& community, const EntryPlace& place, const v1::OptionProposed& event);
Status Check(Community& community, const EntryPlace& place, const v1::PollClosed& event);
Status Check(Community& community, const EntryPlace& place, const v1::AttendanceNoted& event);
Status Check(Community& community, const EntryPlace& place, const v1::ReviewerNamed& event);

// check_tasks.cc.
Status Check(Community& community, const EntryPlace& place, const v1::TaskSet& event);
Status Check(Community& community, const EntryPlace& place, const v1::TaskReported& event);
Status Check(Community& community, const EntryPlace& place, const v1::TaskJudged& event);
Status Check(Community& community, const EntryPlace& place, const v1::IndicatorMeasured& event);

// check_venues.cc.
Status Check(Community& community, const EntryPlace& place, const v1::VenueSet& event);
Status Check(Community& community, const EntryPlace& place, const v1::VenueBooked& event);
Status Check(Community& community, const EntryPlace& place, const v1::BookingCancelled& event);

// check_contents.cc.
Status Check(Community& community, const EntryPlace& place, const v1::ContentsErased& event);
Status Check(Community& community, const EntryPlace& place, const v1::ProfileChanged& event);
Status Check(Community& community, const EntryPlace& place, const v1::MemberLeft& event);
Status Check(Community& community, const EntryPlace& place, const v1::SequencerKeyChanged& event);

}  // namespace yiting::state

#endif  // YITING_STATE_CHECK_FAMILY_H_
