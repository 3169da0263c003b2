// Questions about polls: who may vote, what has been cast, how it stands. Pure reads.
// Whether a poll has passed is decide's question. Tested by tests/unit/state/poll_test.cc

#ifndef YITING_STATE_READ_POLLS_H_
#define YITING_STATE_READ_POLLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "state/community.h"
#include "state/read_matters.h"
#include "yiting/v1/event_deliberation.pb.h"

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
  // The same by area, hundredths of a square metre; 0 unless owners vote.
  int64_t area = 0;
  int64_t in_favour_area = 0;
  int64_t against_area = 0;
  int64_t abstained_area = 0;
  int64_t options = 0;    // of a poll among options: how many there are
  int64_t voted = 0;      // ballots
  int64_t voted_area = 0;
  int64_t late = 0;       // of the ballots, those that arrived within the grace
  int64_t closed_ms = 0;  // no new ballots from then on; 0 = it takes them
  Bytes key;              // of a sealed poll: X25519; else empty
  Bytes secret;           // its other half, once it was published
  int64_t spoiled = 0;    // boxes that held no ballot; not in `voted`
  // Options that a ballot may name; 0 = any number. Of for and against kNoAbstaining, or 0
  int64_t most = 0;
  int64_t budget = 0;     // fen, that they may cost together; 0 = they have no cost
  int64_t urn_ms = 0;     // of a sealed poll: since when paper is read, and nothing else is taken

  bool sealed() const { return !key.empty(); }
};
// The poll of the stage that the matter is in or, when it has none, of the last that had one. One
// whose stage was left before it was counted stays kRunning for ever and is of an earlier visit.
std::optional<Poll> FindPoll(Community& community, const Matter& matter);
// The one of the present stage, if it was not counted yet.
std::optional<Poll> FindRunningPoll(Community& community, const Matter& matter);

// "for", "against", "abstain", as inputs say it; anything else is unspecified.
v1::Choice ChoiceOf(std::string_view code);

// What one ballot belongs to.
enum class Per {
  kMember,
  kHousehold,  // a member without one counts for one
  kOwner,      // a household of the owners' register (read_rooms.h)
};
struct Electorate {
  int64_t voters = 0;
  int64_t area = 0;  // of owners
};
// The electors of a poll that opens at `at_ms`: members who have held one of the roles since before
// that instant and are no observers, or their households; or all owners, of whom many may be no
// members and vote on paper. Of a place (read_territory.h) only those who own or live in a room
// within it; an empty one is the whole community.
struct Electing {
  std::vector<std::string> roles;
  Per per = Per::kMember;
  BytesView place;
  int64_t at_ms = 0;
};
Electorate CountElectors(Community& community, const Electing& electing);
// Was this member counted among them? What happens from `at_ms` on makes nobody one.
bool WasElector(Community& community, BytesView member, const Electing& electing);
// Whose ballot a member casts: their own id, or their household's.
Bytes VoterOf(Community& community, BytesView member, Per per);

struct Ballot {
  Bytes voter;
  Bytes member;        // who cast it
  int64_t choice = 0;  // v1::Choice
  int64_t area = 0;
  bool paper = false;  // two officers entered it; `member` is the second of them
  std::vector<uint32_t> options;  // of a poll among options, as they were given
  bool late = false;
  Bytes sealed;        // what it says, in a box; kept after it was opened
};
// Of a poll for or against: there are two choices.
inline constexpr int64_t kNoAbstaining = 2;
// What a row of a box that holds no ballot has in place of v1::Choice.
inline constexpr int64_t kSpoiled = -1;
// What was cast for the voter in the matter's present stage, or by the member themself.
std::optional<Ballot> FindBallot(Community& community, const Matter& matter, BytesView voter);
std::optional<Ballot> FindBallotBy(Community& community, const Matter& matter, BytesView member);
// What one officer has read on a paper ballot that was not cast yet.
struct Paper {
  Bytes by;
  int64_t choice = 0;
  std::vector<uint32_t> options;

  bool SaysTheSame(const Paper& other) const {
    return choice == other.choice && options == other.options;
  }
};
// Each officer's reading, by officer.
std::vector<Paper> PapersOf(Community& community, const Matter& matter, BytesView voter);
// How many paper ballots wait for a second officer in the matter's present stage.
int64_t CountPapers(Community& community, const Matter& matter);
// Of them, those that officers have read differently.
int64_t CountPapersThatDiffer(Community& community, const Matter& matter);
// Of them, those that the member has read.
int64_t PapersReadBy(Community& community, const Matter& matter, BytesView member);
// All that were cast in the poll, by voter, but what is spoiled.
std::vector<Ballot> BallotsOf(Community& community, const Matter& matter, const Poll& poll);
// The ballots of a sealed poll, opened with its secret half. Which of them count is known then.
struct OpenedBallots {
  std::vector<Ballot> ballots;  // by voter
  std::vector<Bytes> spoiled;   // voters whose boxes hold no ballot of theirs
};
OpenedBallots OpenBallots(Community& community, const Matter& matter, const Poll& poll,
                          BytesView secret);

// What a poll among options can choose from, when it is not in the pack: proposed in the matter.
struct Option {
  int64_t option = 0;  // from 1
  Bytes member;
  Bytes content;  // commitment
  int64_t cost = 0;  // fen
};
// What somebody says fits the poll: for, against or abstains, as it allows; or options that it has,
// each once, no more and no dearer than it allows.
bool IsBallot(const Poll& poll, const std::vector<Option>& options, const v1::SealedBallot& said);
// By number.
std::vector<Option> OptionsOf(Community& community, BytesView matter);
struct OptionTally {
  int64_t option = 0;
  int64_t votes = 0;
  int64_t area = 0;
  bool chosen = false;
  int64_t round = 0;
};
// By number, as the tally says; before it how many ballots name each that was named, boxes apart.
std::vector<OptionTally> OptionTalliesOf(Community& community, const Matter& matter,
                                         const Poll& poll);
// What was cast for the member or their household in that poll.
std::optional<Ballot> BallotIn(Community& community, const Matter& matter, const Poll& poll,
                               BytesView member);

}  // namespace yiting::state

#endif  // YITING_STATE_READ_POLLS_H_
