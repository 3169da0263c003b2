#include "state/read_opinions.h"

namespace yiting::state {

namespace {

#define YITING_OPINION_COLUMNS                                                        \
  "opinion, member, reply_to, from_room, pseudonym, time_ms, content, praised, reported, hidden"

Opinion OpinionFrom(const Query& row) {
  return {.opinion = row.Int(0),
          .member = row.Blob(1),
          .reply_to = row.Int(2),
          .from_room = row.Int(3) != 0,
          .pseudonym = row.Int(4),
          .time_ms = row.Int(5),
          .content = row.Blob(6),
          .praised = row.Int(7),
          .reported = row.Int(8),
          .hidden = row.Int(9) != 0};
}

}  // namespace

std::vector<Opinion> OpinionsOf(Community& community, BytesView matter) {
  std::vector<Opinion> opinions;
  Query query = community.db().Ask(
      "SELECT " YITING_OPINION_COLUMNS " FROM opinions WHERE matter = ?1 ORDER BY opinion", matter);
  while (query.Next()) opinions.push_back(OpinionFrom(query));
  return opinions;
}

std::optional<Opinion> FindOpinion(Community& community, BytesView matter, int64_t opinion) {
  Query query = community.db().Ask("SELECT " YITING_OPINION_COLUMNS
                                   " FROM opinions WHERE matter = ?1 AND opinion = ?2",
                                   matter, opinion);
  if (!query.Next()) return std::nullopt;
  return OpinionFrom(query);
}

int64_t NextOpinion(Community& community, BytesView matter) {
  Query query =
      community.db().Ask("SELECT IFNULL(MAX(opinion), 0) + 1 FROM opinions WHERE matter = ?1",
                         matter);
  return query.Next() ? query.Int(0) : 1;
}

int64_t PseudonymOf(Community& community, BytesView matter, BytesView member) {
  {
    Query query = community.db().Ask(
        "SELECT pseudonym FROM opinions WHERE matter = ?1 AND member = ?2 AND pseudonym > 0"
        " ORDER BY opinion LIMIT 1",
        matter, member);
    if (query.Next()) return query.Int(0);
  }
  Query query =
      community.db().Ask("SELECT IFNULL(MAX(pseudonym), 0) + 1 FROM opinions WHERE matter = ?1",
                         matter);
  return query.Next() ? query.Int(0) : 1;
}

bool HasMarked(Community& community, BytesView matter, int64_t opinion, BytesView member,
               int64_t mark) {
  Query query = community.db().Ask(
      "SELECT 1 FROM opinion_marks WHERE matter = ?1 AND opinion = ?2 AND member = ?3"
      " AND mark = ?4",
      matter, opinion, member, mark);
  return query.Next();
}

std::set<std::pair<int64_t, int64_t>> MarksBy(Community& community, BytesView matter,
                                              BytesView member) {
  std::set<std::pair<int64_t, int64_t>> marks;
  Query query = community.db().Ask(
      "SELECT opinion, mark FROM opinion_marks WHERE matter = ?1 AND member = ?2", matter, member);
  while (query.Next()) marks.emplace(query.Int(0), query.Int(1));
  return marks;
}

int64_t CountReported(Community& community) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM opinions JOIN matters USING(matter)"
      " WHERE reported > 0 AND hidden = 0 AND practice = 0");
  return query.Next() ? query.Int(0) : 0;
}

}  // namespace yiting::state
