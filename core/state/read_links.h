// Questions about who stands behind a matter, which are the same, and the case library. Pure reads.
// Tested by tests/unit/state/links_test.cc

#ifndef YITING_STATE_READ_LINKS_H_
#define YITING_STATE_READ_LINKS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_matters.h"

namespace yiting::state {

bool IsSupporter(Community& community, BytesView matter, BytesView member);
// Raised it, or supports it by an own word rather than over a link.
bool StandsBehind(Community& community, const Matter& matter, BytesView member);

struct Link {
  Bytes matter;
  Bytes other;        // the same as `matter`
  int64_t asked = 0;  // who stands behind `other`, and not behind `matter` anyway
  int64_t agreed = 0;
  int64_t declined = 0;
};
// What is the same as this matter, by the other's id; not what this one is the same as.
std::vector<Link> LinksOf(Community& community, BytesView matter);
// Which matter this one is the same as.
std::optional<Link> LinkTo(Community& community, BytesView other);
// Of the matters that are the same as this one: those that the member stands behind and was asked
// about and has not answered, by id. Who stands behind this one anyway is not asked.
std::vector<Bytes> AskedAbout(Community& community, const Matter& matter, BytesView member);
// Matters that take this one up again, the oldest first.
std::vector<Bytes> FollowersOf(Community& community, BytesView matter);

struct Case {
  Bytes matter;
  Bytes summary;  // commitment
};
// The newest first, without those that were tried out for practice.
std::vector<Case> AllCases(Community& community);
std::optional<Case> FindCase(Community& community, BytesView matter);

struct Told {
  Bytes matter;
  int64_t time_ms = 0;
  Bytes content;  // commitment
};
// What was told after that instant, the newest first, at most `most`.
std::vector<Told> ToldAfter(Community& community, int64_t after_ms, int64_t most);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_LINKS_H_
