// What the files of Apply share among themselves; nobody else includes it.

#ifndef YITING_STATE_APPLY_FAMILY_H_
#define YITING_STATE_APPLY_FAMILY_H_

#include <string_view>

#include "state/apply.h"
#include "yiting/v1/view.pb.h"

namespace yiting::state {

void ApplyTo(Community&, const EntryPlace&, const v1::CommunityCreated&);
void ApplyTo(Community&, const EntryPlace&, const v1::MemberAdmitted&);
void ApplyTo(Community&, const EntryPlace&, const v1::RoleGranted&);
void ApplyTo(Community&, const EntryPlace&, const v1::RoleEnded&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeviceBound&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeviceRevoked&);
void ApplyTo(Community&, const EntryPlace&, const v1::InvitationIssued&);
void ApplyTo(Community&, const EntryPlace&, const v1::InvitationAccepted&);

void ApplyTo(Community&, const EntryPlace&, const v1::MatterOpened&);
void ApplyTo(Community&, const EntryPlace&, const v1::ActionTaken&);
void ApplyTo(Community&, const EntryPlace&, const v1::StageEntered&);
void ApplyTo(Community&, const EntryPlace&, const v1::CategorySet&);
void ApplyTo(Community&, const EntryPlace&, const v1::PartyAlerted&);
void ApplyTo(Community&, const EntryPlace&, const v1::PartyReported&);
void ApplyTo(Community&, const EntryPlace&, const v1::PartyReplied&);
void ApplyTo(Community&, const EntryPlace&, const v1::MemberInvited&);
void ApplyTo(Community&, const EntryPlace&, const v1::AttendanceAnswered&);
void ApplyTo(Community&, const EntryPlace&, const v1::RatingGiven&);
void ApplyTo(Community&, const EntryPlace&, const v1::Escalated&);
void ApplyTo(Community&, const EntryPlace&, const v1::MatterClosed&);

void ApplyTo(Community&, const EntryPlace&, const v1::DeadlineSet&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeadlineCleared&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeadlineMissed&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeadlineFailed&);
void ApplyTo(Community&, const EntryPlace&, const v1::DeadlineMoved&);

void ApplyTo(Community&, const EntryPlace&, const v1::PollOpened&);
void ApplyTo(Community&, const EntryPlace&, const v1::BallotCast&);
void ApplyTo(Community&, const EntryPlace&, const v1::PaperEntered&);
void ApplyTo(Community&, const EntryPlace&, const v1::TallyPublished&);

void ApplyTo(Community&, const EntryPlace&, const v1::PollClosed&);
void ApplyTo(Community&, const EntryPlace&, const v1::PollUnsealed&);
void ApplyTo(Community&, const EntryPlace&, const v1::OptionProposed&);

void ApplyTo(Community&, const EntryPlace&, const v1::RoomRegistered&);
void ApplyTo(Community&, const EntryPlace&, const v1::PlaceRegistered&);
void ApplyTo(Community&, const EntryPlace&, const v1::BodyFounded&);
void ApplyTo(Community&, const EntryPlace&, const v1::JoinAsked&);
void ApplyTo(Community&, const EntryPlace&, const v1::JoinDeclined&);

void ApplyTo(Community&, const EntryPlace&, const v1::MatterSupported&);
void ApplyTo(Community&, const EntryPlace&, const v1::MatterLinked&);
void ApplyTo(Community&, const EntryPlace&, const v1::MatterUnlinked&);
void ApplyTo(Community&, const EntryPlace&, const v1::LinkAnswered&);
void ApplyTo(Community&, const EntryPlace&, const v1::CasePublished&);

void ApplyTo(Community&, const EntryPlace&, const v1::OpinionGiven&);
void ApplyTo(Community&, const EntryPlace&, const v1::OpinionMarked&);

void ApplyTo(Community&, const EntryPlace&, const v1::TaskSet&);
void ApplyTo(Community&, const EntryPlace&, const v1::TaskReported&);
void ApplyTo(Community&, const EntryPlace&, const v1::TaskJudged&);
void ApplyTo(Community&, const EntryPlace&, const v1::IndicatorMeasured&);

void ApplyTo(Community&, const EntryPlace&, const v1::AttendanceNoted&);
void ApplyTo(Community&, const EntryPlace&, const v1::ReviewerNamed&);

void ApplyTo(Community&, const EntryPlace&, const v1::ResultTold&);

void ApplyTo(Community&, const EntryPlace&, const v1::VenueSet&);
void ApplyTo(Community&, const EntryPlace&, const v1::VenueBooked&);
void ApplyTo(Community&, const EntryPlace&, const v1::BookingCancelled&);

void ApplyTo(Community&, const EntryPlace&, const v1::ContentsErased&);
void ApplyTo(Community&, const EntryPlace&, const v1::ProfileChanged&);
void ApplyTo(Community&, const EntryPlace&, const v1::MemberLeft&);
void ApplyTo(Community&, const EntryPlace&, const v1::SequencerKeyChanged&);

void ApplyTo(Community&, const EntryPlace&, const v1::PackApproved&);
void ApplyTo(Community&, const EntryPlace&, const v1::PackActivated&);
void ApplyTo(Community&, const EntryPlace&, const v1::MatterMigrated&);
void ApplyTo(Community&, const EntryPlace&, const v1::CalendarAdopted&);

void ApplyTo(Community&, const EntryPlace&, const v1::MessageLeft&);
void ApplyTo(Community&, const EntryPlace&, const v1::MessageConverted&);

// A line of the matter's timeline.
struct Step {
  v1::TimelineItem::Kind kind;
  std::string_view ref;  // action, stage, unit, level or outcome
  BytesView actor = {};
  std::string_view role = {};
  std::string_view unit = {};
};
// Appends it and returns its number.
int64_t AddStep(Community& community, const EntryPlace& place, BytesView matter, const Step& step);

void AddInputs(Community& community, BytesView matter, int64_t step, BytesView owner,
               const google::protobuf::RepeatedPtrField<v1::Input>& inputs);
void AddContent(Community& community, const v1::ContentRef& ref, BytesView matter, BytesView owner);
void Count(Community& community, std::string_view counter, int64_t by = 1);
// Of a matter; one that was opened for practice stands in no figure.
void CountOf(Community& community, BytesView matter, std::string_view counter, int64_t by = 1);
// A pack that holds from the next entry on.
struct PackChange {
  BytesView pack;
  BytesView by = {};  // of the first pack nobody in particular
  bool restored = false;
};
void NoteSequencerKey(Community& community, const EntryPlace& place, BytesView key);
void NotePackInForce(Community& community, const EntryPlace& place, const PackChange& change);

// The procedure of a matter, for counter names.
std::string ProcedureOf(Community& community, BytesView matter);

}  // namespace yiting::state

#endif  // YITING_STATE_APPLY_FAMILY_H_
