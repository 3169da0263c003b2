// The territory below the community, the bodies at its places, and who asks to be admitted.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace&, const v1::PlaceRegistered& event) {
  community.db().Do(
      "INSERT INTO places(place, parent, kind, title_zh, title_en) VALUES(?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT(place) DO UPDATE SET title_zh = ?4, title_en = ?5",
      event.place(), event.parent(), Text{event.kind()}, Text{event.title().zh()},
      Text{event.title().en()});
  // A place stays where it was put, so its path is written once.
  community.db().Do(
      "INSERT INTO place_paths(place, ancestor, above) VALUES(?1, ?1, 0) ON CONFLICT DO NOTHING",
      event.place());
  if (event.parent().empty()) return;
  community.db().Do(
      "INSERT INTO place_paths(place, ancestor, above)"
      " SELECT ?1, ancestor, above + 1 FROM place_paths WHERE place = ?2 ON CONFLICT DO NOTHING",
      event.place(), event.parent());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::BodyFounded& event) {
  community.db().Do(
      "INSERT INTO bodies(body, kind, place, title_zh, title_en, dissolved)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
      " ON CONFLICT(body) DO UPDATE SET title_zh = ?4, title_en = ?5, dissolved = ?6",
      Text{event.body()}, Text{event.kind()}, event.place(), Text{event.title().zh()},
      Text{event.title().en()}, event.dissolved() ? 1 : 0);
  if (!event.dissolved()) return;
  // Its seats go with it. Whoever admits all others, and whoever must not act, stays what they are.
  community.db().Do(
      "UPDATE roles SET until_ms = ?2 WHERE unit = ?1 AND unit <> ''"
      " AND role NOT IN ('registrar', 'observer') AND (until_ms = 0 OR until_ms > ?2)",
      Text{event.body()}, place.time_ms);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::JoinAsked& event) {
  community.db().Do(
      "INSERT INTO applicants(member, device, poster, seq, asked_ms, profile)"
      " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
      " ON CONFLICT(member) DO UPDATE SET poster = ?3, seq = ?4, asked_ms = ?5, profile = ?6",
      event.member(), event.device(), event.key(), place.seq, place.time_ms,
      event.profile().commitment());
  if (event.has_profile()) AddContent(community, event.profile(), "", event.member());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::JoinDeclined& event) {
  community.db().Do("DELETE FROM applicants WHERE member = ?1", event.member());
}

}  // namespace yiting::state
