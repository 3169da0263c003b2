#include "state/read_rooms.h"

namespace yiting::state {

// A spell of ownership counts at ?1 when it began before and has not ended by then.
#define YITING_OWNED_BEFORE " from_ms < ?1 AND (until_ms = 0 OR until_ms >= ?1)"

std::optional<Room> FindRoom(Community& community, BytesView room) {
  Query query = community.db().Ask(
      "SELECT room, area, owner, from_ms, address, place, dweller FROM rooms"
      " WHERE room = ?1 AND until_ms = 0"
      " ORDER BY seq DESC LIMIT 1",
      room);
  if (!query.Next()) return std::nullopt;
  return Room{query.Blob(0), query.Int(1), query.Blob(2), query.Int(3),
              query.Blob(4), query.Blob(5), query.Blob(6)};
}

std::vector<Room> AllRooms(Community& community) {
  Query query = community.db().Ask(
      "SELECT room, area, owner, from_ms, address, place, dweller FROM rooms WHERE until_ms = 0"
      " ORDER BY room, seq");
  std::vector<Room> rooms;
  while (query.Next()) {
    rooms.push_back({query.Blob(0), query.Int(1), query.Blob(2), query.Int(3), query.Blob(4),
                     query.Blob(5), query.Blob(6)});
  }
  return rooms;
}

int64_t CountOwners(Community& community) {
  Query query =
      community.db().Ask("SELECT COUNT(DISTINCT owner) FROM rooms WHERE until_ms = 0");
  return query.Next() ? query.Int(0) : 0;
}

Bytes OwnerAt(Community& community, BytesView room, int64_t at_ms) {
  Query query = community.db().Ask(
      "SELECT owner FROM rooms WHERE room = ?2 AND" YITING_OWNED_BEFORE
      " ORDER BY seq DESC LIMIT 1",
      at_ms, room);
  return query.Next() ? query.Blob(0) : Bytes();
}

Holdings HoldingsAt(Community& community, BytesView place, int64_t at_ms) {
  Query query =
      place.empty()
          ? community.db().Ask(
                "SELECT COUNT(DISTINCT owner), IFNULL(SUM(area), 0) FROM rooms"
                " WHERE" YITING_OWNED_BEFORE,
                at_ms)
          : community.db().Ask(
                "SELECT COUNT(DISTINCT owner), IFNULL(SUM(area), 0)"
                " FROM place_paths CROSS JOIN rooms USING(place)"
                " WHERE ancestor = ?2 AND" YITING_OWNED_BEFORE,
                at_ms, place);
  if (!query.Next()) return {};
  return {query.Int(0), query.Int(1)};
}

int64_t AreaAt(Community& community, BytesView owner, BytesView place, int64_t at_ms) {
  Query query =
      place.empty()
          ? community.db().Ask(
                "SELECT IFNULL(SUM(area), 0) FROM rooms WHERE owner = ?2 AND" YITING_OWNED_BEFORE,
                at_ms, owner)
          : community.db().Ask(
                "SELECT IFNULL(SUM(area), 0) FROM rooms CROSS JOIN place_paths USING(place)"
                " WHERE owner = ?2 AND ancestor = ?3 AND" YITING_OWNED_BEFORE,
                at_ms, owner, place);
  return query.Next() ? query.Int(0) : 0;
}

}  // namespace yiting::state
