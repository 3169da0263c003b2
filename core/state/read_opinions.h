// Questions about opinions: the one list of a matter, and what members said of them. Pure reads.
// Tested by tests/unit/state/opinions_test.cc

#ifndef YITING_STATE_READ_OPINIONS_H_
#define YITING_STATE_READ_OPINIONS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Opinion {
  int64_t opinion = 0;  // from 1
  Bytes member;
  int64_t reply_to = 0;
  bool from_room = false;
  int64_t pseudonym = 0;  // its author's number in the matter; 0 = by name
  int64_t time_ms = 0;
  Bytes content;  // commitment
  int64_t praised = 0;
  int64_t reported = 0;
  bool hidden = false;
};
// In the order of their numbers.
std::vector<Opinion> OpinionsOf(Community& community, BytesView matter);
std::optional<Opinion> FindOpinion(Community& community, BytesView matter, int64_t opinion);
// The number of the next one.
int64_t NextOpinion(Community& community, BytesView matter);
// The number that stands for the member among the matter's pseudonyms: theirs, or the next one.
int64_t PseudonymOf(Community& community, BytesView matter, BytesView member);
// Has the member marked it so? `mark` is a v1::OpinionMarked::Mark.
bool HasMarked(Community& community, BytesView matter, int64_t opinion, BytesView member,
               int64_t mark);
// All that the member marked in the matter, as (opinion, mark).
std::set<std::pair<int64_t, int64_t>> MarksBy(Community& community, BytesView matter,
                                              BytesView member);
// Opinions that somebody reported as abuse and staff have not looked at.
int64_t CountReported(Community& community);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_OPINIONS_H_
