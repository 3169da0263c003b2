#include "state/read_matters.h"

#include <limits>

#include "base/check.h"
#include "yiting/v1/view.pb.h"

namespace yiting::state {

namespace {

#define YITING_MATTER_COLUMNS                                                               \
  "matter, number, procedure, pack, opener, helper, opener_class, channel, occurred_ms,"    \
  " opened_ms, stage, visit, stage_ms, category, lead, level, outcome, closed_ms, deadline," \
  " due_ms, late, steps, title, clock, clock_due_ms, clock_late, chance,"    \
  " place, consent, source, source_ref, practice, follows, supporters"

Matter MatterFrom(const Query& row) {
  Matter matter;
  matter.matter = row.Blob(0);
  matter.number = static_cast<uint64_t>(row.Int(1));
  matter.procedure = row.Text(2);
  matter.pack = row.Blob(3);
  matter.opener = row.Blob(4);
  matter.helper = row.Blob(5);
  matter.opener_class = row.Text(6);
  matter.channel = row.Int(7);
  matter.occurred_ms = row.Int(8);
  matter.opened_ms = row.Int(9);
  matter.stage = row.Text(10);
  matter.visit = row.Int(11);
  matter.stage_ms = row.Int(12);
  matter.category = row.Text(13);
  matter.lead = row.Text(14);
  matter.level = row.Text(15);
  matter.outcome = row.Text(16);
  matter.closed_ms = row.Int(17);
  matter.deadline = static_cast<uint64_t>(row.Int(18));
  matter.due_ms = row.Int(19);
  matter.late = row.Int(20);
  matter.steps = row.Int(21);
  matter.title = row.Blob(22);
  matter.clock = static_cast<uint64_t>(row.Int(23));
  matter.clock_due_ms = row.Int(24);
  matter.clock_late = row.Int(25);
  matter.chance = row.Blob(26);
  matter.place = row.Blob(27);
  matter.consent = row.Int(28);
  matter.source = row.Text(29);
  matter.source_ref = row.Text(30);
  matter.practice = row.Int(31) != 0;
  matter.follows = row.Blob(32);
  matter.supporters = row.Int(33);
  return matter;
}

// Stands for "no deadline" in the order by due time.
constexpr int64_t kNeverDue = std::numeric_limits<int64_t>::max();

}  // namespace

std::optional<Matter> FindMatter(Community& community, BytesView matter) {
  Query query = community.db().Ask(
      "SELECT " YITING_MATTER_COLUMNS " FROM matters WHERE matter = ?1", matter);
  if (!query.Next()) return std::nullopt;
  return MatterFrom(query);
}

std::optional<Matter> FindImported(Community& community, std::string_view source,
                                   std::string_view source_ref) {
  Query query = community.db().Ask("SELECT " YITING_MATTER_COLUMNS
                                   " FROM matters WHERE source = ?1 AND source <> ''"
                                   " AND source_ref = ?2",
                                   Text{source}, Text{source_ref});
  if (!query.Next()) return std::nullopt;
  return MatterFrom(query);
}

// Statements of pages, each for all matters and for those of one source, which have indexes of
// their own. A literal in the text, not only a value: SQLite takes a partial index by its text.
#define YITING_OF_ANY_SOURCE "?6 = ''"
#define YITING_OF_SOURCE "source = ?6 AND source <> ''"
#define YITING_DUE_PAGE(of_source)                                                     \
  "SELECT " YITING_MATTER_COLUMNS " FROM matters WHERE closed_ms = 0 AND " of_source   \
  " AND (due_ms, number) > (?1, ?2) AND due_ms > 0 AND (?3 = '' OR stage = ?3)"        \
  " AND (?4 = x'' OR opener = ?4) ORDER BY due_ms, number LIMIT ?5"
#define YITING_NEVER_DUE_PAGE(of_source)                                               \
  "SELECT " YITING_MATTER_COLUMNS " FROM matters WHERE closed_ms = 0 AND " of_source   \
  " AND due_ms = ?1 AND number > ?2 AND (?3 = '' OR stage = ?3)"                       \
  " AND (?4 = x'' OR opener = ?4) ORDER BY due_ms, number LIMIT ?5"
#define YITING_NEWEST_PAGE(of_source)                                                  \
  "SELECT " YITING_MATTER_COLUMNS " FROM matters WHERE number < ?1 AND " of_source     \
  " AND (?2 = 0 OR closed_ms = 0) AND (?3 = 0 OR closed_ms <> 0)"                      \
  " AND (?4 = '' OR stage = ?4) ORDER BY number DESC LIMIT ?5"

std::vector<Matter> MattersOf(Community& community, const MatterPage& page) {
  std::vector<Matter> matters;
  auto collect = [&](Query query) {
    while (query.Next()) matters.push_back(MatterFrom(query));
  };
  const bool any = page.source.empty();
  const int64_t before =
      page.after_number < 0 ? std::numeric_limits<int64_t>::max() : page.after_number;
  if (page.order == MatterPage::kByDue) {
    // Two ranges of the index of open matters: those with a deadline, then those without.
    const int64_t after_due = page.after_due_ms < 0 ? 0 : page.after_due_ms;
    if (after_due != kNeverDue) {
      collect(community.db().Ask(
          any ? YITING_DUE_PAGE(YITING_OF_ANY_SOURCE) : YITING_DUE_PAGE(YITING_OF_SOURCE),
          after_due, page.after_number, Text{page.stage}, page.opener, page.limit,
          Text{page.source}));
    }
    if (matters.size() < page.limit) {
      const int64_t number = after_due == kNeverDue ? page.after_number : -1;
      collect(community.db().Ask(any ? YITING_NEVER_DUE_PAGE(YITING_OF_ANY_SOURCE)
                                     : YITING_NEVER_DUE_PAGE(YITING_OF_SOURCE),
                                 0, number, Text{page.stage}, page.opener,
                                 page.limit - matters.size(), Text{page.source}));
    }
    return matters;
  }
  if (!page.opener.empty()) {
    collect(community.db().Ask(
        "SELECT " YITING_MATTER_COLUMNS " FROM matters WHERE opener = ?1 AND number < ?2"
        " AND (?3 = 0 OR closed_ms = 0) AND (?4 = 0 OR closed_ms <> 0)"
        " AND (?6 = '' OR source = ?6) ORDER BY number DESC LIMIT ?5",
        page.opener, before, page.only_open, page.only_closed, page.limit, Text{page.source}));
    return matters;
  }
  collect(community.db().Ask(
      any ? YITING_NEWEST_PAGE(YITING_OF_ANY_SOURCE) : YITING_NEWEST_PAGE(YITING_OF_SOURCE),
      before, page.only_open, page.only_closed, Text{page.stage}, page.limit,
      Text{page.source}));
  return matters;
}

std::vector<Party> PartiesOf(Community& community, BytesView matter) {
  std::vector<Party> parties;
  Query query = community.db().Ask(
      "SELECT unit, lead, alerted_ms, reported_ms, replied_ms, late FROM parties"
      " WHERE matter = ?1"
      " ORDER BY lead DESC, unit",
      matter);
  while (query.Next()) {
    parties.push_back(
        {query.Text(0), query.Int(1) != 0, query.Int(2), query.Int(3), query.Int(4), query.Int(5)});
  }
  return parties;
}

int64_t CountTakes(Community& community, const Matter& matter, const std::string& action) {
  Query query = community.db().Ask(
      "SELECT count(*) FROM takes WHERE matter = ?1 AND visit = ?2 AND action = ?3",
      matter.matter, matter.visit, Text{action});
  return query.Next() ? query.Int(0) : 0;
}

bool HasTaken(Community& community, const Matter& matter, const std::string& action,
              BytesView member) {
  Query query = community.db().Ask(
      "SELECT 1 FROM takes WHERE matter = ?1 AND visit = ?2 AND action = ?3 AND member = ?4",
      matter.matter, matter.visit, Text{action}, member);
  return query.Next();
}

Ratings RatingsOf(Community& community, BytesView matter) {
  Query query = community.db().Ask(
      "SELECT count(*), coalesce(sum(score >= 4), 0) FROM ratings WHERE matter = ?1", matter);
  if (!query.Next()) return {};
  return {query.Int(0), query.Int(1)};
}

bool HasRatedThemselves(Community& community, BytesView matter, BytesView member) {
  // All that a command brings about is of one entry: the rating, and the action with its helper.
  Query query = community.db().Ask(
      "SELECT 1 FROM steps r WHERE matter = ?1 AND kind = ?3 AND actor = ?2 AND NOT EXISTS("
      "SELECT 1 FROM steps JOIN inputs USING(matter, step)"
      " WHERE matter = ?1 AND seq = r.seq AND field = ?4)",
      matter, member, static_cast<int64_t>(v1::TimelineItem::RATED), Text{kHelperField});
  return query.Next();
}

std::vector<TimelineStep> TimelineOf(Community& community, BytesView matter) {
  std::vector<TimelineStep> steps;
  Query query = community.db().Ask(
      "SELECT step, seq, time_ms, kind, ref, actor, role, unit FROM steps WHERE matter = ?1"
      " ORDER BY step",
      matter);
  while (query.Next()) {
    steps.push_back({query.Int(0), static_cast<uint64_t>(query.Int(1)), query.Int(2),
                     query.Int(3), query.Text(4), query.Blob(5), query.Text(6), query.Text(7)});
  }
  return steps;
}

std::vector<v1::Input> InputsOf(Community& community, BytesView matter, int64_t step) {
  std::vector<v1::Input> inputs;
  Query query = community.db().Ask(
      "SELECT value FROM inputs WHERE matter = ?1 AND step = ?2 ORDER BY field", matter, step);
  while (query.Next()) {
    v1::Input input;
    CHECK(input.ParseFromString(query.Blob(0)));
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace yiting::state
