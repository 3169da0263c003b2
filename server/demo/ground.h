// The ground on which the demo's people live: places of every kind that the pack names, a room with
// an owner for every household, some of them let, and a body of every kind with its members.
//
// Pure but for the salts of contents. Tested by tests/unit/server/demo_test.cc

#ifndef YITING_SERVER_DEMO_GROUND_H_
#define YITING_SERVER_DEMO_GROUND_H_

#include <string>
#include <vector>

#include "demo/cast.h"
#include "ops/house.h"

namespace yiting::demo {

// What the registrar does, in this order.
std::vector<ops::Draft> GroundDrafts(const v1::Pack& pack, const std::vector<Person>& cast);

// The room of somebody who has a household.
Bytes RoomOf(const Person& person);

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_GROUND_H_
