// Rule packs: approved, put in force; matters that move to another; the calendar's new years.

#include "state/apply_family.h"

namespace yiting::state {

void NotePackInForce(Community& community, const EntryPlace& place, BytesView pack) {
  community.mutable_facts().pack = Bytes(pack);
  community.db().Do(
      "INSERT INTO packs(pack, first_seq, last_seq) VALUES(?1, ?2, ?2)"
      " ON CONFLICT(pack) DO UPDATE SET last_seq = ?2",
      pack, place.seq);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PackApproved& event) {
  community.db().Do(
      "INSERT INTO pack_approvals(pack, member, seq) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING",
      event.pack(), event.by(), place.seq);
}

// What was approved was a change of the pack before: it begins anew.
void ApplyTo(Community& community, const EntryPlace& place, const v1::PackActivated& event) {
  community.db().Do("DELETE FROM pack_approvals");
  NotePackInForce(community, place, event.pack());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterMigrated& event) {
  community.db().Do("UPDATE matters SET pack = ?2 WHERE matter = ?1", event.matter(),
                    event.pack());
  AddStep(community, place, event.matter(), {.kind = v1::TimelineItem::MIGRATED, .ref = ""});
}

void ApplyTo(Community& community, const EntryPlace&, const v1::CalendarAdopted&) {
  Count(community, "calendar_adopted");
}

}  // namespace yiting::state
