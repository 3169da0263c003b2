// Questions about the owners' register: whose a room is, how much an owner holds, as of an instant.
// Pure reads. Tested by tests/unit/state/rooms_test.cc

#ifndef YITING_STATE_READ_ROOMS_H_
#define YITING_STATE_READ_ROOMS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Room {
  Bytes room;
  int64_t area = 0;  // hundredths of a square metre
  Bytes owner;       // household
  int64_t from_ms = 0;
  Bytes address;     // commitment, or empty
  Bytes place;       // that it lies in, or empty
  Bytes dweller;     // the household that lives there if it is not the owner's, or empty
};
// As it is registered today.
std::optional<Room> FindRoom(Community& community, BytesView room);
// All of today, in order of their ids.
std::vector<Room> AllRooms(Community& community);
int64_t CountOwners(Community& community);
// Whose it was just before `at_ms`; empty: nobody's. What is registered at that very instant comes
// too late: entries of one batch have the same time.
Bytes OwnerAt(Community& community, BytesView room, int64_t at_ms);

struct Holdings {
  int64_t owners = 0;
  int64_t area = 0;  // of all their rooms
};
// All owners within the place just before `at_ms`; an empty place is the whole community.
Holdings HoldingsAt(Community& community, BytesView place, int64_t at_ms);
// Of one owner; 0: owned nothing there.
int64_t AreaAt(Community& community, BytesView owner, BytesView place, int64_t at_ms);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_ROOMS_H_
