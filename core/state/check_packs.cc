// Packs in force, and deadlines that move with the calendar: never a fired one, never into the
// past.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_matters.h"
#include "state/read_packs.h"
#include "state/read_polls.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace& place, const v1::PackApproved& event) {
  RETURN_IF_ERROR(MustHave(event.pack(), schema::kPackHashBytes, "pack"));
  if (event.base() != community.facts().pack) return Broken("approves a change of another pack");
  return MayAct(community, place, event.by());
}

Status Check(Community& community, const EntryPlace&, const v1::PackActivated& event) {
  RETURN_IF_ERROR(MustHave(event.pack(), schema::kPackHashBytes, "pack"));
  if (event.pack() == community.facts().pack) return Broken("the pack is in force already");
  if (event.restored() && !FindPackTerm(community, event.pack())) {
    return Broken("only a pack that was in force can be restored");
  }
  return MustBeMember(community, event.by());
}

Status Check(Community& community, const EntryPlace&, const v1::MatterMigrated& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  if (event.pack() != community.facts().pack) {
    return Broken("a matter migrates to the pack in force");
  }
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  if (matter.pack == event.pack()) return Broken("a matter migrates to another pack");
  if (matter.deadline != 0 || matter.clock != 0) {
    return Broken("a matter migrates with a deadline running");
  }
  if (FindRunningPoll(community, matter)) return Broken("a matter migrates while it votes");
  return {};
}

Status Check(Community&, const EntryPlace&, const v1::CalendarAdopted& event) {
  if (event.first_year() == 0 || event.last_year() < event.first_year()) {
    return Broken("a calendar covers years");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::DeadlineMoved& event) {
  RETURN_IF_ERROR(MustRun(community, event.deadline()));
  if (!OrEmpty(FindDeadline(community, event.deadline())).provisional) {
    return Broken("only a provisional deadline moves");
  }
  if (event.due_ms() < place.time_ms + kDeadlineAheadMs) {
    return Broken("a deadline never moves into the past");
  }
  return {};
}

}  // namespace yiting::state
