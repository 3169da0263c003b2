// The owners' register: each registration ends the room's spell before and begins the next, so that
// a vote counts what was owned when it opened.

#include "state/apply_family.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::RoomRegistered& event) {
  community.db().Do("UPDATE rooms SET until_ms = ?2 WHERE room = ?1 AND until_ms = 0", event.room(),
                    place.time_ms);
  if (event.area() == 0) return;
  community.db().Do(
      "INSERT INTO rooms(room, seq, from_ms, until_ms, area, owner, address, place, dweller)"
      " VALUES(?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8)",
      event.room(), place.seq, place.time_ms, event.area(), event.owner(),
      event.address().commitment(), event.place(), event.dweller());
  if (event.has_address()) AddContent(community, event.address(), {}, event.owner());
}

}  // namespace yiting::state
