// The owners' register, kept by a registrar: what each room measures and whose it is.

#include "decide/situation.h"
#include "state/read_rooms.h"

namespace yiting::decide {

Result<Decision> DecideRegisterRooms(const Situation& situation) {
  if (!state::HoldsRole(situation.roles, kRegistrarRole)) {
    return No(v1::NOT_ALLOWED, "", kRegistrarRole);
  }
  Events events;
  for (const v1::Room& room : situation.payload().register_rooms().rooms()) {
    std::optional<state::Room> known = state::FindRoom(situation.community, room.room());
    if (room.area() == 0 && !known) return No(v1::ROOM_UNKNOWN, "", ToHex(room.room()));
    v1::RoomRegistered* registered = events.emplace_back().mutable_room_registered();
    registered->set_room(room.room());
    registered->set_area(room.area());
    registered->set_owner(room.owner());
    if (room.has_address()) *registered->mutable_address() = room.address();
  }
  return Decision(std::move(events));
}

}  // namespace yiting::decide
