// Questions about the territory below the community and the bodies at its places. Pure reads.
// Tested by tests/unit/state/territory_test.cc

#ifndef YITING_STATE_READ_TERRITORY_H_
#define YITING_STATE_READ_TERRITORY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"

namespace yiting::state {

struct Place {
  Bytes place;
  Bytes parent;  // or empty: the community itself
  std::string kind;
  std::string title_zh;
  std::string title_en;
};
std::optional<Place> FindPlace(Community& community, BytesView place);
// Parents before their children, siblings by id.
std::vector<Place> AllPlaces(Community& community);
// How many places stand above it.
int64_t DepthOf(Community& community, BytesView place);

struct PlaceCounts {
  int64_t rooms = 0;       // within it, at any depth
  int64_t households = 0;  // owning or living there
  int64_t open_matters = 0;
};
// By place; one in which there is nothing may be absent.
std::map<Bytes, PlaceCounts> CountWithinAll(Community& community);

struct Body {
  std::string body;
  std::string kind;
  Bytes place;  // or empty: the whole community
  std::string title_zh;
  std::string title_en;
  bool dissolved = false;
};
std::optional<Body> FindBody(Community& community, std::string_view body);
// By id.
std::vector<Body> AllBodies(Community& community);

// Does the household own or live in a room within the place just before `at_ms`? An empty place is
// the whole community, where everybody belongs.
bool LivesWithin(Community& community, BytesView household, BytesView place, int64_t at_ms);
// The smallest places that the household's rooms lie in today, by id.
std::vector<Bytes> PlacesOf(Community& community, BytesView household);
// Does what is held for the unit count at the place? Not of a body of some other place, nor of one
// that is no more; of everything else it does.
bool ReachesPlace(Community& community, std::string_view unit, BytesView place);
// Does the member hold a role for a body of the place, or of one within or above it?
bool SitsInBodyOf(Community& community, BytesView member, BytesView place, int64_t now_ms);

struct Applicant {
  Bytes member;
  Bytes device;
  int64_t asked_ms = 0;
  Bytes profile;  // commitment, or empty
  Bytes poster;   // by which they asked last
};
std::optional<Applicant> FindApplicant(Community& community, BytesView member);
// The longest waiting first.
std::vector<Applicant> ApplicantsOf(Community& community, uint32_t limit);
int64_t CountApplicants(Community& community);
int64_t CountApplicantsBy(Community& community, BytesView poster);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_TERRITORY_H_
