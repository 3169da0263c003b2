// What the files of CheckEvent share among themselves; nobody else includes it.

#ifndef YITING_STATE_CHECK_FAMILY_H_
#define YITING_STATE_CHECK_FAMILY_H_

#include <string>

#include "state/check_event.h"

namespace yiting::state {

Failure Broken(const std::string& what);
Status MustHave(const Bytes& id, size_t bytes, const char* what);
Status MustBeMember(Community& community, const Bytes& member);
// A member, and no observer.
Status MayAct(Community& community, const EntryPlace& place, const Bytes& member);
Status MustBeOpen(Community& community, const Bytes& matter);
Status MustRun(Community& community, uint64_t deadline);

// check_votes.cc.
Status Check(Community& community, const EntryPlace& place, const v1::PollOpened& event);
Status Check(Community& community, const EntryPlace& place, const v1::BallotCast& event);
Status Check(Community& community, const EntryPlace& place, const v1::PaperEntered& event);
Status Check(Community& community, const EntryPlace& place, const v1::TallyPublished& event);
Status Check(Community& community, const EntryPlace& place, const v1::RoomRegistered& event);

// check_packs.cc.
Status Check(Community& community, const EntryPlace& place, const v1::PackApproved& event);
Status Check(Community& community, const EntryPlace& place, const v1::PackActivated& event);
Status Check(Community& community, const EntryPlace& place, const v1::MatterMigrated& event);
Status Check(Community& community, const EntryPlace& place, const v1::CalendarAdopted& event);
Status Check(Community& community, const EntryPlace& place, const v1::DeadlineMoved& event);

}  // namespace yiting::state

#endif  // YITING_STATE_CHECK_FAMILY_H_
