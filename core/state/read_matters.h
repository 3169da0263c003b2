// Questions about matters: where one stands, its timeline, parties, ratings; pages of them.
// Pure reads; every list has a total order.
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
  Bytes place;            // that it is about, or empty
  int64_t consent = 0;    // v1::Consent
  std::string source;     // that it was imported from, or empty
  std::string source_ref;
  bool practice = false;
  Bytes follows;          // the closed matter that it takes up again, or empty
  int64_t supporters = 0;

  bool closed() const { return closed_ms != 0; }
};
std::optional<Matter> FindMatter(Community& community, BytesView matter);
// What was imported from there under that number.
std::optional<Matter> FindImported(Community& community, std::string_view source,
                                   std::string_view source_ref);

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
  std::string source;  // only imported from it, or empty
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
  int64_t late = 0;         // deadlines by which it owed an answer and gave none
};
// The lead first, then by unit.
std::vector<Party> PartiesOf(Community& community, BytesView matter);

// How much a unit has to do: open matters that it is a party of, those that it has not answered,
// and deadlines by which it owed an answer, ever.
struct UnitLoad {
  std::string unit;
  int64_t open = 0;
  int64_t unanswered = 0;
  int64_t late = 0;
};
UnitLoad CountOpenOf(Community& community, std::string_view unit);
// Of all units that are or were a party, by unit.
std::vector<UnitLoad> AllUnitLoads(Community& community);

// What the officer on duty looks at.
struct DutyCounts {
  int64_t overdue = 0;     // open, a deadline of the stage was missed or is past
  int64_t due_soon = 0;    // open and due before `until_ms`, not overdue
  int64_t unassigned = 0;  // open, without a category
  int64_t messages = 0;    // that became no matter
};
DutyCounts CountDuty(Community& community, int64_t now_ms, int64_t until_ms);

// Categories of which at least `least` matters were opened since, the most first; with the newest
// of those matters, at most `limit`.
struct Surge {
  std::string category;
  int64_t count = 0;
  std::vector<Bytes> matters;
};
std::vector<Surge> SurgesSince(Community& community, int64_t since_ms, int64_t least,
                               uint32_t limit);

// A period, for those who listen: `from_ms` included, `until_ms` not.
struct Period {
  int64_t from_ms = 0;
  int64_t until_ms = 0;
};
struct PeriodCounts {
  int64_t opened = 0;
  int64_t closed = 0;
  int64_t overdue = 0;  // deadlines missed
  int64_t opinions = 0;
  int64_t ballots = 0;
  int64_t rated = 0;      // steps of rating
  int64_t satisfied = 0;  // of them, 4 and 5
};
PeriodCounts CountPeriod(Community& community, const Period& period);
// Matters opened then, by category, the most first.
std::vector<std::pair<std::string, int64_t>> CategoriesIn(Community& community,
                                                          const Period& period);
// Matters opened then that most stand behind; and those closed then, the newest first.
std::vector<Matter> MostSupportedIn(Community& community, const Period& period, uint32_t limit);
std::vector<Matter> ClosedIn(Community& community, const Period& period, uint32_t limit);

// Members who took the action since the matter entered its stage.
int64_t CountTakes(Community& community, const Matter& matter, const std::string& action);
bool HasTaken(Community& community, const Matter& matter, const std::string& action,
              BytesView member);

struct Ratings {
  int64_t count = 0;
  int64_t satisfied = 0;
};
Ratings RatingsOf(Community& community, BytesView matter);
// Has the member given a rating of the matter that nobody entered for them?
bool HasRatedThemselves(Community& community, BytesView matter, BytesView member);

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
// Of a step that somebody entered for whose action it is: who did, how that person agreed (a name
// of v1::Consent), what shows it, and when it was if not then. No field of a pack begins so.
inline constexpr char kHelperField[] = ".helper";
inline constexpr char kConsentField[] = ".consent";
inline constexpr char kProofField[] = ".proof";
inline constexpr char kOccurredField[] = ".occurred";
// The inputs of one step, by field; what says that it was entered for somebody comes first.
std::vector<v1::Input> InputsOf(Community& community, BytesView matter, int64_t step);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_MATTERS_H_
