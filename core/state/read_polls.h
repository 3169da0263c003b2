// Questions about polls: who may vote, what has been cast, how it stands. Pure reads.
// Whether a poll has passed is decide's question. Tested by tests/unit/state/poll_test.cc

#ifndef YITING_STATE_READ_POLLS_H_
#define YITING_STATE_READ_POLLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_matters.h"

namespace yiting::state {

struct Poll {
  enum Result : int64_t { kRunning = 0, kPassed = 1, kFailed = 2 };
  int64_t visit = 0;  // of the matter, when it opened
  int64_t opened_ms = 0;
  int64_t electors = 0;  // fixed when it opened
  int64_t in_favour = 0;
  int64_t against = 0;
  int64_t abstained = 0;
  int64_t result = kRunning;

  int64_t voted() const { return in_favour + against + abstained; }
};
// The poll of the stage that the matter is in or, when it has none, of the last that had one. One
// whose stage was left before it was counted stays kRunning for ever and is of an earlier visit.
std::optional<Poll> FindPoll(Community& community, const Matter& matter);
// The one of the present stage, if it was not counted yet.
std::optional<Poll> FindRunningPoll(Community& community, const Matter& matter);

// The electors of a poll that opens at `at_ms`: members who have held one of the roles since before
// that instant and are no observers, or their households; a member without one counts for one.
int64_t CountElectors(Community& community, const std::vector<std::string>& roles,
                      bool by_household, int64_t at_ms);
// Was this member counted among them? What happens from `at_ms` on makes nobody one.
bool WasElector(Community& community, BytesView member, const std::vector<std::string>& roles,
                int64_t at_ms);
// Whose ballot a member casts: their own id, or their household's.
Bytes VoterOf(Community& community, BytesView member, bool by_household);

struct Ballot {
  Bytes voter;
  Bytes member;        // who cast it
  int64_t choice = 0;  // v1::Choice
};
// What was cast for the voter in the matter's present stage, or by the member themself.
std::optional<Ballot> FindBallot(Community& community, const Matter& matter, BytesView voter);
std::optional<Ballot> FindBallotBy(Community& community, const Matter& matter, BytesView member);
// What was cast for the member or their household in that poll.
std::optional<Ballot> BallotIn(Community& community, const Matter& matter, const Poll& poll,
                               BytesView member);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_POLLS_H_
