// Questions about matters: where one stands, its timeline, parties, invitees, ratings; pages of
// them. Pure reads; every list has a total order.
// Tested by tests/unit/state/read_test.cc

#ifndef YITING_STATE_READ_MATTERS_H_
#define YITING_STATE_READ_MATTERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "yiting/v1/command.pb.h"

namespace yiting::state {

struct Matter {
  Bytes matter;
  uint64_t number = 0;
  std::string procedure;
  Bytes pack;  // the version that it lives under, 32
  Bytes opener;
  Bytes helper;
  std::string opener_class;
  int64_t channel = 0;
  int64_t occurred_ms = 0;
  int64_t opened_ms = 0;
  std::string stage;  // empty when closed
  int64_t visit = 0;  // how many stages it has entered
  int64_t stage_ms = 0;
  Bytes chance;  // the fingerprint before the entry by which it entered the stage, 32
  std::string category;
  std::string lead;
  std::string level;  // whose hands the stage was escalated into, or empty
  std::string outcome;
  int64_t closed_ms = 0;  // 0 = open
  uint64_t deadline = 0;  // the running one, or 0
  int64_t due_ms = 0;
  int64_t late = 0;       // deadlines of this stage that were missed
  int64_t steps = 0;
  Bytes title;            // commitment of its title, or empty
  uint64_t clock = 0;     // the running deadline of the whole matter, or 0
  int64_t clock_due_ms = 0;
  int64_t clock_late = 0; // how often that clock ran out

  bool closed() const { return closed_ms != 0; }
};
std::optional<Matter> FindMatter(Community& community, BytesView matter);

// Pages of matters. A cursor is the last row's place in the order.
struct MatterPage {
  enum Order {
    kNewestFirst,  // by number, downwards
    kByDue,        // open ones: nearest deadline first, those without one last
  };
  Order order = kNewestFirst;
  bool only_open = false;
  bool only_closed = false;
  Bytes opener;        // only this member's, or empty
  std::string stage;   // only in it, or empty
  // Cursor: of the row before the first; -1 = from the start.
  int64_t after_due_ms = -1;
  int64_t after_number = -1;
  uint32_t limit = 20;
};
std::vector<Matter> MattersOf(Community& community, const MatterPage& page);

struct Party {
  std::string unit;
  bool lead = false;
  int64_t alerted_ms = 0;
  int64_t reported_ms = 0;  // 0 = has not reported in
  int64_t replied_ms = 0;   // 0 = has not answered
};
// The lead first, then by unit.
std::vector<Party> PartiesOf(Community& community, BytesView matter);

struct Invitee {
  Bytes member;
  int64_t answer = 0;  // 0 none, 1 coming, 2 not coming
};
std::vector<Invitee> InviteesOf(Community& community, BytesView matter);
std::optional<Invitee> FindInvitee(Community& community, BytesView matter, BytesView member);

// Members who took the action since the matter entered its stage.
int64_t CountTakes(Community& community, const Matter& matter, const std::string& action);
bool HasTaken(Community& community, const Matter& matter, const std::string& action,
              BytesView member);

struct Ratings {
  int64_t count = 0;
  int64_t satisfied = 0;
};
Ratings RatingsOf(Community& community, BytesView matter);

struct TimelineStep {
  int64_t step = 0;
  uint64_t seq = 0;
  int64_t time_ms = 0;
  int64_t kind = 0;  // v1::TimelineItem::Kind
  std::string ref;
  Bytes actor;
  std::string role;
  std::string unit;
};
// Oldest first.
std::vector<TimelineStep> TimelineOf(Community& community, BytesView matter);
// The inputs of one step, by field.
std::vector<v1::Input> InputsOf(Community& community, BytesView matter, int64_t step);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_MATTERS_H_
