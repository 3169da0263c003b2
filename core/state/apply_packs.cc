// Rule packs: approved, put in force; matters that move to another; the calendar's new years.

#include "state/apply_family.h"

namespace yiting::state {

void NotePackInForce(Community& community, const EntryPlace& place, const PackChange& change) {
  community.mutable_facts().pack = Bytes(change.pack);
  community.db().Do(
      "INSERT INTO packs(seq, pack, time_ms, member, restored) VALUES(?1, ?2, ?3, ?4, ?5)",
      place.seq, change.pack, place.time_ms, change.by, change.restored ? 1 : 0);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PackApproved& event) {
  community.db().Do(
      "INSERT INTO pack_approvals(pack, member, time_ms) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(pack, member) DO NOTHING",
      event.pack(), event.by(), place.time_ms);
}

// What was approved was a change of the pack before: it begins anew.
void ApplyTo(Community& community, const EntryPlace& place, const v1::PackActivated& event) {
  community.db().Do("DELETE FROM pack_approvals");
  NotePackInForce(community, place,
                  {.pack = event.pack(), .by = event.by(), .restored = event.restored()});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterMigrated& event) {
  community.db().Do("UPDATE matters SET pack = ?2 WHERE matter = ?1", event.matter(), event.pack());
  AddStep(community, place, event.matter(), {.kind = v1::TimelineItem::MIGRATED, .ref = ""});
}

void ApplyTo(Community& community, const EntryPlace&, const v1::CalendarAdopted&) {
  Count(community, "calendar_adopted");
}

}  // namespace yiting::state
