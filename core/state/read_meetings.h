// Questions about meetings: who was invited, who comes, who was there, who reviews. Pure reads.
// Tested by tests/unit/state/read_test.cc

#ifndef YITING_STATE_READ_MEETINGS_H_
#define YITING_STATE_READ_MEETINGS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_matters.h"

namespace yiting::state {

struct Invitee {
  Bytes member;
  int64_t answer = 0;  // 0 none, 1 coming, 2 not coming
  Bytes delegate;      // who comes instead, or empty
  Bytes vouched_by;    // who issued the link by which it was answered without a device, or empty
};
std::vector<Invitee> InviteesOf(Community& community, BytesView matter);
std::optional<Invitee> FindInvitee(Community& community, BytesView matter, BytesView member);

struct Turnout {
  int64_t invited = 0;  // without those who sent somebody else
  int64_t coming = 0;
  int64_t not_coming = 0;
};
Turnout CountTurnout(Community& community, BytesView matter);

struct Attendance {
  Bytes member;
  bool in_room = false;
  int64_t time_ms = 0;
};
// At the newest meeting that noted somebody, by member.
std::vector<Attendance> AttendanceOf(Community& community, const Matter& matter);

// By member.
std::vector<Bytes> ReviewersOf(Community& community, BytesView matter);
bool IsReviewer(Community& community, BytesView matter, BytesView member);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_MEETINGS_H_
