#include "state/read_polls.h"

#include <algorithm>
#include <set>

#include "schema/sealed_ballot.h"
#include "state/check_event.h"
#include "state/read_members.h"
#include "state/read_rooms.h"
#include "state/read_territory.h"

namespace yiting::state {

namespace {

// "3,1,2", as Apply writes them.
std::vector<uint32_t> NumbersFrom(const std::string& text) {
  std::vector<uint32_t> numbers;
  uint32_t number = 0;
  for (const char c : text) {
    if (c == ',') {
      numbers.push_back(number);
      number = 0;
    } else {
      number = number * 10 + static_cast<uint32_t>(c - '0');
    }
  }
  if (!text.empty()) numbers.push_back(number);
  return numbers;
}

Poll PollFrom(const Query& row) {
  return {.visit = row.Int(0),
          .opened_ms = row.Int(1),
          .electors = row.Int(2),
          .in_favour = row.Int(3),
          .against = row.Int(4),
          .abstained = row.Int(5),
          .result = row.Int(6),
          .area = row.Int(7),
          .in_favour_area = row.Int(8),
          .against_area = row.Int(9),
          .abstained_area = row.Int(10),
          .options = row.Int(11),
          .voted = row.Int(12),
          .voted_area = row.Int(13),
          .late = row.Int(14),
          .closed_ms = row.Int(15),
          .key = row.Blob(16),
          .secret = row.Blob(17),
          .spoiled = row.Int(18),
          .most = row.Int(19),
          .budget = row.Int(20),
          .urn_ms = row.Int(21)};
}

#define YITING_POLL_COLUMNS                                                          \
  "visit, opened_ms, electors, in_favour, against, abstained, result, area,"         \
  " in_favour_area, against_area, abstained_area, options, voted, voted_area, late," \
  " closed_ms, key, secret, spoiled, most, budget, urn_ms"

// A role counts for a poll that opens at ?2 when it began before and has not ended by then. An
// equal instant is not before: entries of one batch have the same time, and what comes later in it
// must not add to what was counted.
#define YITING_HELD_BEFORE " from_ms < ?2 AND (until_ms = 0 OR until_ms > ?2)"

bool HeldBefore(Community& community, BytesView member, std::string_view role, int64_t at_ms) {
  Query query = community.db().Ask(
      "SELECT 1 FROM roles WHERE member = ?1 AND role = ?3 AND" YITING_HELD_BEFORE " LIMIT 1",
      member, at_ms, Text{role});
  return query.Next();
}

// Who held the role, and of which household, among those who live or own within the place.
Query HoldersAt(Community& community, const std::string& role, BytesView place, int64_t at_ms) {
  if (place.empty()) {
    return community.db().Ask(
        "SELECT member, household FROM roles JOIN members USING(member)"
        " WHERE role = ?1 AND" YITING_HELD_BEFORE,
        Text{role}, at_ms);
  }
  // As LivesWithin has it, from the place's own rooms: what the others hold costs nothing.
  return community.db().Ask(
      "SELECT member, household FROM"
      " (SELECT owner AS home FROM place_paths CROSS JOIN rooms USING(place)"
      " WHERE ancestor = ?3 AND from_ms < ?2 AND (until_ms = 0 OR until_ms >= ?2) UNION"
      " SELECT dweller FROM place_paths CROSS JOIN rooms USING(place)"
      " WHERE ancestor = ?3 AND from_ms < ?2 AND (until_ms = 0 OR until_ms >= ?2))"
      " CROSS JOIN members ON household = home CROSS JOIN roles USING(member)"
      " WHERE home <> x'' AND role = ?1 AND" YITING_HELD_BEFORE,
      Text{role}, at_ms, place);
}

#define YITING_BALLOT_COLUMNS "voter, member, choice, area, entered_first, options, late, sealed"

Ballot BallotOf(const Query& row) {
  return {row.Blob(0),
          row.Blob(1),
          row.Int(2),
          row.Int(3),
          !row.Blob(4).empty(),
          NumbersFrom(row.Text(5)),
          row.Int(6) != 0,
          row.Blob(7)};
}

std::optional<Ballot> BallotFrom(Query query) {
  if (!query.Next()) return std::nullopt;
  return BallotOf(query);
}

}  // namespace

std::optional<Poll> FindPoll(Community& community, const Matter& matter) {
  Query query = community.db().Ask("SELECT " YITING_POLL_COLUMNS
                                   " FROM polls WHERE matter = ?1 ORDER BY visit DESC LIMIT 1",
                                   matter.matter);
  if (!query.Next()) return std::nullopt;
  return PollFrom(query);
}

std::optional<Poll> FindRunningPoll(Community& community, const Matter& matter) {
  Query query = community.db().Ask("SELECT " YITING_POLL_COLUMNS
                                   " FROM polls WHERE matter = ?1 AND visit = ?2 AND result = 0",
                                   matter.matter, matter.visit);
  if (!query.Next()) return std::nullopt;
  return PollFrom(query);
}

v1::Choice ChoiceOf(std::string_view code) {
  return code == "for"       ? v1::FOR
         : code == "against" ? v1::AGAINST
         : code == "abstain" ? v1::ABSTAIN
                             : v1::CHOICE_UNSPECIFIED;
}

Electorate CountElectors(Community& community, const Electing& electing) {
  const int64_t at_ms = electing.at_ms;
  if (electing.per == Per::kOwner) {
    const Holdings all = HoldingsAt(community, electing.place, at_ms);
    return {all.owners, all.area};
  }
  std::set<Bytes> voters;
  for (const std::string& role : electing.roles) {
    Query query = HoldersAt(community, role, electing.place, at_ms);
    while (query.Next()) {
      Bytes member = query.Blob(0);
      if (HeldBefore(community, member, kObserverRole, at_ms)) continue;
      Bytes household = query.Blob(1);
      const bool for_all = electing.per == Per::kHousehold && !household.empty();
      voters.insert(std::move(for_all ? household : member));
    }
  }
  return {static_cast<int64_t>(voters.size()), 0};
}

bool WasElector(Community& community, BytesView member, const Electing& electing) {
  const int64_t at_ms = electing.at_ms;
  if (HeldBefore(community, member, kObserverRole, at_ms)) return false;
  const std::optional<Member> found = FindMember(community, member);
  if (!found) return false;
  // As CountElectors counts: owners by what they own there, the others by where they live.
  const bool belongs =
      electing.per == Per::kOwner
          ? AreaAt(community, VoterOf(community, member, Per::kOwner), electing.place, at_ms) > 0
          : LivesWithin(community, found->household, electing.place, at_ms);
  if (!belongs) return false;
  for (const std::string& role : electing.roles) {
    if (HeldBefore(community, member, role, at_ms)) return true;
  }
  return false;
}

Bytes VoterOf(Community& community, BytesView member, Per per) {
  std::optional<Member> found = FindMember(community, member);
  if (per != Per::kMember && found && !found->household.empty()) return found->household;
  return Bytes(member);
}

std::optional<Ballot> FindBallot(Community& community, const Matter& matter, BytesView voter) {
  return BallotFrom(community.db().Ask(
      "SELECT " YITING_BALLOT_COLUMNS
      " FROM ballots WHERE matter = ?1 AND visit = ?2 AND voter = ?3",
      matter.matter, matter.visit, voter));
}

std::optional<Ballot> FindBallotBy(Community& community, const Matter& matter, BytesView member) {
  return BallotFrom(community.db().Ask(
      "SELECT " YITING_BALLOT_COLUMNS
      " FROM ballots INDEXED BY ballots_by_member"
      " WHERE matter = ?1 AND visit = ?2 AND member = ?3 AND entered_first = x''"
      " ORDER BY voter LIMIT 1",
      matter.matter, matter.visit, member));
}

std::vector<Paper> PapersOf(Community& community, const Matter& matter, BytesView voter) {
  std::vector<Paper> papers;
  Query query = community.db().Ask(
      "SELECT officer, choice, options FROM papers"
      " WHERE matter = ?1 AND visit = ?2 AND voter = ?3 ORDER BY officer",
      matter.matter, matter.visit, voter);
  while (query.Next()) {
    papers.push_back({query.Blob(0), query.Int(1), NumbersFrom(query.Text(2))});
  }
  return papers;
}

int64_t CountPapers(Community& community, const Matter& matter) {
  Query query = community.db().Ask("SELECT COUNT(DISTINCT voter) FROM papers"
                                   " WHERE matter = ?1 AND visit = ?2",
                                   matter.matter, matter.visit);
  return query.Next() ? query.Int(0) : 0;
}

int64_t CountPapersThatDiffer(Community& community, const Matter& matter) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM (SELECT voter FROM papers WHERE matter = ?1 AND visit = ?2"
      " GROUP BY voter HAVING COUNT(*) > 1)",
      matter.matter, matter.visit);
  return query.Next() ? query.Int(0) : 0;
}

int64_t PapersReadBy(Community& community, const Matter& matter, BytesView member) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM papers WHERE matter = ?1 AND visit = ?2 AND officer = ?3",
      matter.matter, matter.visit, member);
  return query.Next() ? query.Int(0) : 0;
}

std::vector<Ballot> BallotsOf(Community& community, const Matter& matter, const Poll& poll) {
  std::vector<Ballot> ballots;
  Query query = community.db().Ask(
      "SELECT " YITING_BALLOT_COLUMNS
      " FROM ballots WHERE matter = ?1 AND visit = ?2 AND choice >= 0 ORDER BY voter",
      matter.matter, poll.visit);
  while (query.Next()) ballots.push_back(BallotOf(query));
  return ballots;
}

bool IsBallot(const Poll& poll, const std::vector<Option>& options,
              const v1::SealedBallot& said) {
  const auto& named = said.options().option();
  if (poll.options == 0) {
    const v1::Choice choice = ChoiceOf(said.choice());
    const bool offered = choice != v1::ABSTAIN || poll.most != kNoAbstaining;
    return named.empty() && choice != v1::CHOICE_UNSPECIFIED && offered;
  }
  if (!said.choice().empty()) return false;
  if (poll.most != 0 && named.size() > poll.most) return false;
  std::set<int64_t> once;
  for (const uint32_t option : named) {
    if (option == 0 || option > poll.options || !once.insert(option).second) return false;
  }
  int64_t cost = 0;
  for (const Option& option : options) cost += once.count(option.option) != 0 ? option.cost : 0;
  return poll.budget == 0 || cost <= poll.budget;
}

OpenedBallots OpenBallots(Community& community, const Matter& matter, const Poll& poll,
                          BytesView secret) {
  OpenedBallots opened;
  const std::vector<Option> options = OptionsOf(community, matter.matter);
  for (Ballot& ballot : BallotsOf(community, matter, poll)) {
    if (!ballot.sealed.empty()) {
      const auto said = schema::OpenBallot(poll.key, secret, ballot.sealed);
      const bool own = said && said->community() == community.id() &&
                       said->matter() == matter.matter && said->member() == ballot.member;
      if (!own || !IsBallot(poll, options, *said)) {
        opened.spoiled.push_back(std::move(ballot.voter));
        continue;
      }
      ballot.choice = static_cast<int64_t>(ChoiceOf(said->choice()));
      ballot.options.assign(said->options().option().begin(), said->options().option().end());
    }
    opened.ballots.push_back(std::move(ballot));
  }
  return opened;
}

std::vector<Option> OptionsOf(Community& community, BytesView matter) {
  std::vector<Option> options;
  Query query = community.db().Ask(
      "SELECT option, member, content, cost FROM options WHERE matter = ?1 ORDER BY option",
      matter);
  while (query.Next()) {
    options.push_back({query.Int(0), query.Blob(1), query.Blob(2), query.Int(3)});
  }
  return options;
}

std::vector<OptionTally> OptionTalliesOf(Community& community, const Matter& matter,
                                         const Poll& poll) {
  std::vector<OptionTally> tallies;
  Query query = community.db().Ask(
      "SELECT option, votes, area, chosen, round FROM option_tallies"
      " WHERE matter = ?1 AND visit = ?2 ORDER BY option",
      matter.matter, poll.visit);
  while (query.Next()) {
    tallies.push_back(
        {query.Int(0), query.Int(1), query.Int(2), query.Int(3) != 0, query.Int(4)});
  }
  return tallies;
}

std::optional<Ballot> BallotIn(Community& community, const Matter& matter, const Poll& poll,
                               BytesView member) {
  Matter then = matter;
  then.visit = poll.visit;
  for (const Bytes& voter : {Bytes(member), VoterOf(community, member, Per::kHousehold)}) {
    if (std::optional<Ballot> ballot = FindBallot(community, then, voter)) return ballot;
  }
  return std::nullopt;
}

}  // namespace yiting::state
