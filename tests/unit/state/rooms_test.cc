#include "state/read_rooms.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "schema/limits.h"

namespace yiting::state {
namespace {

constexpr int64_t kLater = kStartMs + 1'000;

class RoomsTest : public ::testing::Test {
 protected:
  RoomsTest() { author_.Create(); }

  Community& community() { return *author_.community; }
  static v1::Event Registered(char room, uint64_t area, char owner) {
    v1::Event event;
    event.mutable_room_registered()->set_room(Id16(room));
    event.mutable_room_registered()->set_area(area);
    if (area != 0) event.mutable_room_registered()->set_owner(Id16(owner));
    return event;
  }
  void Register(int64_t time_ms, char room, uint64_t area, char owner) {
    author_.Add() = Registered(room, area, owner);
    author_.Wait(time_ms);
  }
  std::string Broken(const v1::Event& event) {
    const EntryPlace place{community().facts().size, kLater, Bytes(32, 'p')};
    Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }

  Author author_;
};

TEST_F(RoomsTest, AnOwnerOfSeveralIsOneAndAreasAddUp) {
  Register(kLater, '1', 89'20, 'w');
  Register(kLater, '2', 60'80, 'w');
  Register(kLater, '3', 100'00, 'l');
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 1).owners, 2);
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 1).area, 250'00);
  EXPECT_EQ(AreaAt(community(), Id16('w'), "", kLater + 1), 150'00);
  EXPECT_EQ(AreaAt(community(), Id16('x'), "", kLater + 1), 0);
  EXPECT_EQ(CountOwners(community()), 2);
  EXPECT_EQ(AllRooms(community()).size(), 3u);
  // What is registered at an instant does not count at it.
  EXPECT_EQ(HoldingsAt(community(), "", kLater).owners, 0);
}

TEST_F(RoomsTest, ASoldRoomCountsForWhoeverHadItThen) {
  Register(kLater, '1', 89'20, 'w');
  Register(kLater + 10, '1', 90'00, 'l');
  EXPECT_EQ(OwnerAt(community(), Id16('1'), kLater + 5), Id16('w'));
  EXPECT_EQ(OwnerAt(community(), Id16('1'), kLater + 10), Id16('w'));
  EXPECT_EQ(OwnerAt(community(), Id16('1'), kLater + 11), Id16('l'));
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 10).area, 89'20);
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 11).area, 90'00);
  EXPECT_EQ(FindRoom(community(), Id16('1'))->owner, Id16('l'));
  // Twice at one instant: nobody owned it in between, and it is counted once.
  Register(kLater + 20, '1', 91'00, 'a');
  Register(kLater + 20, '1', 92'00, 'b');
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 20).area, 90'00);
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 21).area, 92'00);
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 21).owners, 1);
}

TEST_F(RoomsTest, ARoomThatIsNoMoreIsOutOfTheRegister) {
  Register(kLater, '1', 89'20, 'w');
  Register(kLater + 10, '1', 0, 0);
  EXPECT_FALSE(FindRoom(community(), Id16('1')).has_value());
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 5).owners, 1);
  EXPECT_EQ(HoldingsAt(community(), "", kLater + 11).owners, 0);
  EXPECT_EQ(OwnerAt(community(), Id16('1'), kLater + 11), "");
}

TEST_F(RoomsTest, AnEventFromOutsideIsChecked) {
  EXPECT_EQ(Broken(Registered('1', 89'20, 'w')), "");
  EXPECT_EQ(Broken(Registered('1', 0, 0)), "event: no such room");
  EXPECT_EQ(Broken(Registered('1', schema::kRoomAreaMax + 1, 'w')), "event: a room is too large");
  v1::Event nobodys = Registered('1', 89'20, 'w');
  nobodys.mutable_room_registered()->clear_owner();
  EXPECT_NE(Broken(nobodys), "");
  v1::Event unnamed = Registered('1', 89'20, 'w');
  unnamed.mutable_room_registered()->set_room("short");
  EXPECT_NE(Broken(unnamed), "");
}

}  // namespace
}  // namespace yiting::state
