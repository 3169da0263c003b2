#include "state/read_polls.h"

#include <set>

#include "state/read_members.h"

namespace yiting::state {

namespace {

Poll PollFrom(const Query& row) {
  return {.opened_ms = row.Int(0),
          .electors = row.Int(1),
          .in_favour = row.Int(2),
          .against = row.Int(3),
          .abstained = row.Int(4),
          .result = row.Int(5)};
}

#define YITING_POLL_COLUMNS "opened_ms, electors, in_favour, against, abstained, result"

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

int64_t CountElectors(Community& community, const std::vector<std::string>& roles,
                      bool by_household, int64_t at_ms) {
  std::set<Bytes> voters;
  for (const std::string& role : roles) {
    Query query = community.db().Ask(
        "SELECT roles.member, members.household FROM roles JOIN members USING(member)"
        " WHERE role = ?1 AND from_ms <= ?2 AND (until_ms = 0 OR until_ms > ?2)"
        " ORDER BY unit, roles.member",
        Text{role}, at_ms);
    while (query.Next()) {
      Bytes household = query.Blob(1);
      voters.insert(by_household && !household.empty() ? std::move(household) : query.Blob(0));
    }
  }
  return static_cast<int64_t>(voters.size());
}

Bytes VoterOf(Community& community, BytesView member, bool by_household) {
  std::optional<Member> found = FindMember(community, member);
  if (by_household && found && !found->household.empty()) return found->household;
  return Bytes(member);
}

int64_t FindBallot(Community& community, const Matter& matter, BytesView voter) {
  Query query = community.db().Ask(
      "SELECT choice FROM ballots WHERE matter = ?1 AND visit = ?2 AND voter = ?3", matter.matter,
      matter.visit, voter);
  return query.Next() ? query.Int(0) : 0;
}

}  // namespace yiting::state
