#include "state/read_polls.h"

#include <set>

#include "state/check_event.h"
#include "state/read_members.h"
#include "state/read_rooms.h"

namespace yiting::state {

namespace {

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
          .abstained_area = row.Int(10)};
}

#define YITING_POLL_COLUMNS                                                          \
  "visit, opened_ms, electors, in_favour, against, abstained, result, area,"         \
  " in_favour_area, against_area, abstained_area"

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

#define YITING_BALLOT_COLUMNS "voter, member, choice, area, entered_first"

std::optional<Ballot> BallotFrom(Query query) {
  if (!query.Next()) return std::nullopt;
  return Ballot{query.Blob(0), query.Blob(1), query.Int(2), query.Int(3), !query.Blob(4).empty()};
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

Electorate CountElectors(Community& community, const std::vector<std::string>& roles, Per per,
                         int64_t at_ms) {
  if (per == Per::kOwner) {
    const Holdings all = HoldingsAt(community, at_ms);
    return {all.owners, all.area};
  }
  std::set<Bytes> voters;
  for (const std::string& role : roles) {
    Query query = community.db().Ask(
        "SELECT member, household FROM roles JOIN members USING(member)"
        " WHERE role = ?1 AND" YITING_HELD_BEFORE " ORDER BY unit, member",
        Text{role}, at_ms);
    while (query.Next()) {
      Bytes member = query.Blob(0);
      if (HeldBefore(community, member, kObserverRole, at_ms)) continue;
      Bytes household = query.Blob(1);
      const bool for_all = per == Per::kHousehold && !household.empty();
      voters.insert(std::move(for_all ? household : member));
    }
  }
  return {static_cast<int64_t>(voters.size()), 0};
}

bool WasElector(Community& community, BytesView member, const std::vector<std::string>& roles,
                Per per, int64_t at_ms) {
  if (HeldBefore(community, member, kObserverRole, at_ms)) return false;
  if (per == Per::kOwner && AreaAt(community, VoterOf(community, member, per), at_ms) == 0) {
    return false;
  }
  for (const std::string& role : roles) {
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
      " FROM ballots WHERE matter = ?1 AND visit = ?2 AND member = ?3 AND entered_first = x''"
      " ORDER BY voter LIMIT 1",
      matter.matter, matter.visit, member));
}

std::optional<Paper> FindPaper(Community& community, const Matter& matter, BytesView voter) {
  Query query = community.db().Ask(
      "SELECT officer, choice FROM papers WHERE matter = ?1 AND visit = ?2 AND voter = ?3",
      matter.matter, matter.visit, voter);
  if (!query.Next()) return std::nullopt;
  return Paper{query.Blob(0), query.Int(1)};
}

int64_t CountPapers(Community& community, const Matter& matter) {
  Query query = community.db().Ask("SELECT COUNT(*) FROM papers WHERE matter = ?1 AND visit = ?2",
                                   matter.matter, matter.visit);
  return query.Next() ? query.Int(0) : 0;
}

int64_t PapersReadBy(Community& community, const Matter& matter, BytesView member) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM papers WHERE matter = ?1 AND visit = ?2 AND officer = ?3",
      matter.matter, matter.visit, member);
  return query.Next() ? query.Int(0) : 0;
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
