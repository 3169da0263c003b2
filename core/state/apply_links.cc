// Who stands behind a matter, which matters are the same, and the case library.

#include "state/apply_family.h"
#include "state/read_links.h"

namespace yiting::state {

namespace {

// `via` is the linked matter that the support came over from, or empty.
void AddSupporter(Community& community, const EntryPlace& place, BytesView matter, BytesView member,
                  BytesView via) {
  community.db().Do(
      "INSERT INTO supporters(matter, member, via, time_ms) VALUES(?1, ?2, ?3, ?4)"
      // A word of one's own is worth more than one that came over, and stays when that goes.
      " ON CONFLICT(matter, member) DO UPDATE SET via = x'' WHERE ?3 = x''",
      matter, member, via, place.time_ms);
}

void CountSupporters(Community& community, BytesView matter) {
  community.db().Do(
      "UPDATE matters SET supporters = (SELECT COUNT(*) FROM supporters WHERE matter = ?1)"
      " WHERE matter = ?1",
      matter);
}

// In the course of the other matter; what is closed has no further steps.
template <class Event>
void NoteInOther(Community& community, const EntryPlace& place, const Event& event,
                 v1::TimelineItem::Kind kind) {
  if (OrEmpty(FindMatter(community, event.other())).closed()) return;
  const std::string number = std::to_string(OrEmpty(FindMatter(community, event.matter())).number);
  AddStep(community, place, event.other(), {.kind = kind, .ref = number, .actor = event.by()});
}

}  // namespace

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterSupported& event) {
  AddSupporter(community, place, event.matter(), event.member(), {});
  CountSupporters(community, event.matter());
  CountOf(community, event.matter(), "supported");
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterLinked& event) {
  community.db().Do("INSERT INTO links(matter, other, time_ms, member) VALUES(?1, ?2, ?3, ?4)",
                    event.matter(), event.other(), place.time_ms, event.by());
  NoteInOther(community, place, event, v1::TimelineItem::LINKED);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::MatterUnlinked& event) {
  community.db().Do("DELETE FROM links WHERE matter = ?1 AND other = ?2", event.matter(),
                    event.other());
  community.db().Do("DELETE FROM link_answers WHERE matter = ?1 AND other = ?2", event.matter(),
                    event.other());
  // Who came over from another linked matter as well stays for that one's sake.
  community.db().Do(
      "UPDATE supporters SET via = (SELECT MIN(other) FROM link_answers"
      " WHERE matter = ?1 AND member = supporters.member AND agreed = 1)"
      " WHERE matter = ?1 AND via = ?2 AND EXISTS(SELECT 1 FROM link_answers"
      " WHERE matter = ?1 AND member = supporters.member AND agreed = 1)",
      event.matter(), event.other());
  community.db().Do("DELETE FROM supporters WHERE matter = ?1 AND via = ?2", event.matter(),
                    event.other());
  CountSupporters(community, event.matter());
  NoteInOther(community, place, event, v1::TimelineItem::UNLINKED);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::LinkAnswered& event) {
  community.db().Do(
      "INSERT INTO link_answers(matter, other, member, agreed) VALUES(?1, ?2, ?3, ?4)",
      event.matter(), event.other(), event.member(), event.agreed() ? 1 : 0);
  if (!event.agreed()) return;
  AddSupporter(community, place, event.matter(), event.member(), event.other());
  CountSupporters(community, event.matter());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::CasePublished& event) {
  community.db().Do(
      "INSERT INTO cases(matter, seq, summary) VALUES(?1, ?2, ?3)"
      " ON CONFLICT(matter) DO UPDATE SET seq = ?2, summary = ?3",
      event.matter(), place.seq, event.summary().commitment());
  AddContent(community, event.summary(), event.matter(), event.by());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::ResultTold& event) {
  community.db().Do("INSERT INTO told(seq, matter, time_ms, content) VALUES(?1, ?2, ?3, ?4)",
                    place.seq, event.matter(), place.time_ms, event.text().commitment());
}

}  // namespace yiting::state
