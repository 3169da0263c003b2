// The owners' register as an officer looks a room up in it.

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "query/query.h"
#include "scene.h"

namespace yiting::testing {
namespace {

class Rooms : public Scene {
 protected:
  void Register(std::vector<v1::Room> rooms, v1::Reason expected = v1::REASON_UNSPECIFIED,
                char actor = 'R') {
    std::sort(rooms.begin(), rooms.end(),
              [](const v1::Room& a, const v1::Room& b) { return a.room() < b.room(); });
    v1::Payload payload;
    for (v1::Room& room : rooms) {
      *payload.mutable_register_rooms()->add_rooms() = std::move(room);
    }
    Do(actor, payload, expected);
  }
  v1::Room RoomAt(char id, const std::string& address, uint64_t area, char owner) {
    v1::Room room;
    room.set_room(Bytes(16, id));
    room.set_area(area);
    room.set_owner(Bytes(16, owner));
    if (!address.empty()) *room.mutable_address() = Text(address, v1::STAFF);
    return room;
  }
  v1::RoomsView Look(const std::string& part, uint32_t limit = 0) {
    v1::ViewRequest request;
    request.mutable_rooms()->set_find(part);
    request.mutable_rooms()->set_limit(limit);
    return As('S', request).rooms();
  }
};

TEST_F(Rooms, AreFoundByAPartOfTheirAddressAndInItsOrder) {
  Register({RoomAt('1', "3幢2单元501", 89'20, 'w'), RoomAt('2', "3幢1单元101", 60'80, 'w'),
            RoomAt('3', "1幢1单元101", 100'00, 'l'), RoomAt('4', "", 50'00, 'x')});
  const v1::RoomsView all = Look("");
  EXPECT_EQ(all.rooms(), 4u);
  EXPECT_EQ(all.owners(), 3u);
  EXPECT_EQ(all.area(), 300'00u);
  ASSERT_EQ(all.rows_size(), 3);  // without an address nobody finds it by one
  EXPECT_EQ(all.rows(0).address(), "1幢1单元101");
  EXPECT_EQ(all.rows(1).address(), "3幢1单元101");
  ASSERT_EQ(Look("3幢").rows_size(), 2);
  ASSERT_EQ(Look("2单元").rows_size(), 1);
  EXPECT_EQ(Look("2单元").rows(0).room(), Bytes(16, '1'));
  EXPECT_EQ(Look("2单元").rows(0).area(), 89'20u);
  EXPECT_EQ(Look("", 2).rows_size(), 2);
  EXPECT_EQ(Look("9幢").rows_size(), 0);
}

TEST_F(Rooms, OnlyWhatThisDeviceHoldsIsShown) {
  Register({RoomAt('1', "3幢2单元501", 89'20, 'w')});
  hidden = true;
  const v1::RoomsView view = Look("");
  EXPECT_EQ(view.rooms(), 1u);
  EXPECT_EQ(view.rows_size(), 0);
}

TEST_F(Rooms, ARegistrarKeepsTheRegister) {
  Register({RoomAt('1', "3幢2单元501", 89'20, 'w')}, v1::NOT_ALLOWED, 'S');
  v1::Room gone;
  gone.set_room(Bytes(16, '1'));
  Register({gone}, v1::ROOM_UNKNOWN);
  Register({RoomAt('1', "3幢2单元501", 89'20, 'w')});
  Register({gone});
  EXPECT_EQ(Look("").rooms(), 0u);
}

}  // namespace
}  // namespace yiting::testing
