// The owners' register as an officer looks a room up in it: by its address, where this device holds
// that.

#include <algorithm>
#include <tuple>

#include "base/sort.h"
#include "query/views.h"
#include "state/read_rooms.h"

namespace yiting::query {

void FillRooms(const QueryInput& input, const v1::RoomsRequest& request, v1::RoomsView& view) {
  const size_t limit = PageRows(request.limit());
  std::vector<v1::RoomRow> found;
  for (const state::Room& room : state::AllRooms(input.community)) {
    view.set_rooms(view.rooms() + 1);
    view.set_area(view.area() + static_cast<uint64_t>(room.area));
    if (room.address.empty()) continue;
    std::optional<Bytes> address = input.contents.Find(room.address);
    if (!address || address->find(request.find()) == Bytes::npos) continue;
    v1::RoomRow& row = found.emplace_back();
    row.set_room(room.room);
    row.set_address(*address);
    row.set_area(static_cast<uint64_t>(room.area));
  }
  view.set_owners(static_cast<uint64_t>(state::CountOwners(input.community)));
  Sort(found, [](const v1::RoomRow& a, const v1::RoomRow& b) {
    return std::tie(a.address(), a.room()) < std::tie(b.address(), b.room());
  });
  if (found.size() > limit) found.resize(limit);
  for (v1::RoomRow& row : found) *view.add_rows() = std::move(row);
}

}  // namespace yiting::query
