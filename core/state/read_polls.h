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
  int64_t opened_ms = 0;
  int64_t electors = 0;  // fixed when it opened
  int64_t in_favour = 0;
  int64_t against = 0;
  int64_t abstained = 0;
  int64_t result = kRunning;

  int64_t voted() const { return in_favour + against + abstained; }
};
// The poll of the stage that the matter is in or, when it has none, of the last that had one.
std::optional<Poll> FindPoll(Community& community, const Matter& matter);
// The one of the present stage only.
std::optional<Poll> FindRunningPoll(Community& community, const Matter& matter);

// Who may vote at `at_ms`: members who hold one of the roles then and had been admitted before, or
// their households; a member without a household counts for one.
int64_t CountElectors(Community& community, const std::vector<std::string>& roles,
                      bool by_household, int64_t at_ms);
// Whose ballot a member casts: their own id, or their household's.
Bytes VoterOf(Community& community, BytesView member, bool by_household);

// The choice (v1::Choice) that was cast for the voter in the present stage, or 0.
int64_t FindBallot(Community& community, const Matter& matter, BytesView voter);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_POLLS_H_
