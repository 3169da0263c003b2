// Of read_matters.h what the staff's desk and those who listen ask: loads, surges, periods. None of
// it counts what was opened for practice.

#include "state/read_matters.h"
#include "yiting/v1/view.pb.h"

namespace yiting::state {

namespace {

constexpr int64_t kSatisfiedFrom = 4;

int64_t CountOne(Query query) { return query.Next() ? query.Int(0) : 0; }

std::vector<Matter> Found(Community& community, const std::vector<Bytes>& ids) {
  std::vector<Matter> matters;
  for (const Bytes& id : ids) {
    if (std::optional<Matter> matter = FindMatter(community, id)) {
      matters.push_back(std::move(*matter));
    }
  }
  return matters;
}

std::vector<Bytes> Ids(Query query) {
  std::vector<Bytes> ids;
  while (query.Next()) ids.push_back(query.Blob(0));
  return ids;
}

// Of one of the kinds that are asked for here: steps_by_time has those, so the query names them.
int64_t CountSteps(Community& community, const Period& period, v1::TimelineItem::Kind kind,
                   std::string_view from_ref) {
  return CountOne(community.db().Ask(
      "SELECT COUNT(*) FROM steps CROSS JOIN matters USING(matter)"
      " WHERE kind IN (1, 6, 8, 9) AND kind = ?3 AND time_ms >= ?1 AND time_ms < ?2"
      " AND practice = 0 AND ref >= ?4",
      period.from_ms, period.until_ms, static_cast<int64_t>(kind), Text{from_ref}));
}

}  // namespace

UnitLoad CountOpenOf(Community& community, std::string_view unit) {
  UnitLoad load{std::string(unit)};
  Query query = community.db().Ask(
      "SELECT COUNT(*) FILTER (WHERE closed_ms = 0),"
      " COUNT(*) FILTER (WHERE closed_ms = 0 AND replied_ms = 0 AND reported_ms = 0),"
      " IFNULL(SUM(parties.late), 0) FROM parties JOIN matters USING(matter)"
      " WHERE unit = ?1 AND practice = 0",
      Text{unit});
  if (!query.Next()) return load;
  load.open = query.Int(0);
  load.unanswered = query.Int(1);
  load.late = query.Int(2);
  return load;
}

std::vector<UnitLoad> AllUnitLoads(Community& community) {
  std::vector<std::string> units;
  {
    Query query = community.db().Ask("SELECT DISTINCT unit FROM parties ORDER BY unit");
    while (query.Next()) units.push_back(query.Text(0));
  }
  std::vector<UnitLoad> loads;
  for (const std::string& unit : units) loads.push_back(CountOpenOf(community, unit));
  return loads;
}

DutyCounts CountDuty(Community& community, int64_t now_ms, int64_t until_ms) {
  DutyCounts counts;
  Query query = community.db().Ask(
      "SELECT COUNT(*) FILTER (WHERE late > 0 OR (due_ms <> 0 AND due_ms <= ?1)),"
      " COUNT(*) FILTER (WHERE late = 0 AND due_ms > ?1 AND due_ms < ?2),"
      " COUNT(*) FILTER (WHERE category = '')"
      " FROM matters WHERE closed_ms = 0 AND practice = 0",
      now_ms, until_ms);
  if (query.Next()) {
    counts.overdue = query.Int(0);
    counts.due_soon = query.Int(1);
    counts.unassigned = query.Int(2);
  }
  counts.messages =
      CountOne(community.db().Ask("SELECT COUNT(*) FROM messages WHERE matter = x''"));
  return counts;
}

std::vector<Surge> SurgesSince(Community& community, int64_t since_ms, int64_t least,
                               uint32_t limit) {
  std::vector<Surge> surges;
  {
    Query query = community.db().Ask(
        "SELECT category, COUNT(*) FROM matters INDEXED BY matters_by_opened"
        " WHERE category <> '' AND opened_ms >= ?1 AND practice = 0"
        " GROUP BY category HAVING COUNT(*) >= ?2 ORDER BY 2 DESC, 1",
        since_ms, least);
    while (query.Next()) surges.push_back({query.Text(0), query.Int(1), {}});
  }
  for (Surge& surge : surges) {
    surge.matters = Ids(community.db().Ask(
        "SELECT matter FROM matters WHERE category = ?1 AND opened_ms >= ?2 AND practice = 0"
        " ORDER BY number DESC LIMIT ?3",
        Text{surge.category}, since_ms, limit));
  }
  return surges;
}

PeriodCounts CountPeriod(Community& community, const Period& period) {
  PeriodCounts counts;
  using Item = v1::TimelineItem;
  counts.opened = CountSteps(community, period, Item::OPENED, "");
  counts.closed = CountSteps(community, period, Item::CLOSED, "");
  counts.overdue = CountSteps(community, period, Item::DEADLINE_MISSED, "");
  counts.rated = CountSteps(community, period, Item::RATED, "");
  counts.satisfied =
      CountSteps(community, period, Item::RATED, std::to_string(kSatisfiedFrom));
  counts.opinions = CountOne(community.db().Ask(
      "SELECT COUNT(*) FROM opinions CROSS JOIN matters USING(matter)"
      " WHERE time_ms >= ?1 AND time_ms < ?2 AND practice = 0",
      period.from_ms, period.until_ms));
  counts.ballots = CountOne(community.db().Ask(
      "SELECT IFNULL(SUM(voted), 0) FROM polls CROSS JOIN matters USING(matter)"
      " WHERE polls.opened_ms >= ?1 AND polls.opened_ms < ?2 AND practice = 0",
      period.from_ms, period.until_ms));
  return counts;
}

std::vector<std::pair<std::string, int64_t>> CategoriesIn(Community& community,
                                                          const Period& period) {
  std::vector<std::pair<std::string, int64_t>> categories;
  Query query = community.db().Ask(
      "SELECT category, COUNT(*) FROM matters INDEXED BY matters_by_opened"
      " WHERE category <> '' AND opened_ms >= ?1 AND opened_ms < ?2 AND practice = 0"
      " GROUP BY category ORDER BY 2 DESC, 1",
      period.from_ms, period.until_ms);
  while (query.Next()) categories.emplace_back(query.Text(0), query.Int(1));
  return categories;
}

std::vector<Matter> MostSupportedIn(Community& community, const Period& period, uint32_t limit) {
  return Found(community, Ids(community.db().Ask(
                              "SELECT matter FROM matters INDEXED BY matters_by_opened"
                              " WHERE supporters > 0"
                              " AND opened_ms >= ?1 AND opened_ms < ?2 AND practice = 0"
                              " ORDER BY supporters DESC, number LIMIT ?3",
                              period.from_ms, period.until_ms, limit)));
}

std::vector<Matter> ClosedIn(Community& community, const Period& period, uint32_t limit) {
  return Found(community, Ids(community.db().Ask(
                              "SELECT matter FROM matters WHERE closed_ms >= ?1"
                              " AND closed_ms < ?2 AND closed_ms > 0 AND practice = 0"
                              " ORDER BY closed_ms DESC, number DESC LIMIT ?3",
                              period.from_ms, period.until_ms, limit)));
}

}  // namespace yiting::state
