// The owners' register, kept by a registrar: what each room measures and whose it is.

#include "decide/situation.h"
#include "state/read_rooms.h"
#include "state/read_territory.h"

namespace yiting::decide {

Result<Decision> DecideRegisterRooms(const Situation& situation) {
  if (std::optional<Refusal> refusal = OnlyRegistrar(situation)) return Decision(*refusal);
  Events events;
  for (const v1::Room& room : situation.payload().register_rooms().rooms()) {
    std::optional<state::Room> known = state::FindRoom(situation.community, room.room());
    if (room.area() == 0 && !known) return No(v1::ROOM_UNKNOWN, "", ToHex(room.room()));
    v1::RoomRegistered* registered = events.emplace_back().mutable_room_registered();
    registered->set_room(room.room());
    registered->set_area(room.area());
    registered->set_owner(room.owner());
    if (!room.place().empty() && !state::FindPlace(situation.community, room.place())) {
      return No(v1::PLACE_UNKNOWN, "", ToHex(room.place()));
    }
    registered->set_place(room.place());
    registered->set_dweller(room.dweller());
    if (!room.has_address()) continue;
    // Who lives where is nobody's to read but staff's.
    if (room.address().audience() != v1::STAFF) return No(v1::INPUT_INVALID, "", "address");
    *registered->mutable_address() = room.address();
  }
  return Decision(std::move(events));
}

}  // namespace yiting::decide
