#include "state/read_links.h"

#include <utility>

namespace yiting::state {

namespace {

int64_t CountAnswers(Community& community, const Link& link, bool agreed) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM link_answers WHERE matter = ?1 AND other = ?2 AND agreed = ?3",
      link.matter, link.other, agreed ? 1 : 0);
  return query.Next() ? query.Int(0) : 0;
}

int64_t CountAsked(Community& community, const Link& link) {
  Query query = community.db().Ask(
      "SELECT COUNT(*) FROM (SELECT opener AS backer FROM matters WHERE matter = ?2 UNION"
      " SELECT member FROM supporters WHERE matter = ?2)"
      " WHERE backer NOT IN (SELECT opener FROM matters WHERE matter = ?1 UNION"
      " SELECT member FROM supporters WHERE matter = ?1 AND via = x'' AND member NOT IN"
      " (SELECT member FROM link_answers WHERE matter = ?1 AND other = ?2))",
      link.matter, link.other);
  return query.Next() ? query.Int(0) : 0;
}

// Fills in what was asked and answered.
void CountWords(Community& community, Link& link) {
  link.asked = CountAsked(community, link);
  link.agreed = CountAnswers(community, link, true);
  link.declined = CountAnswers(community, link, false);
}

std::vector<Bytes> OthersOf(Community& community, BytesView matter) {
  std::vector<Bytes> others;
  Query query =
      community.db().Ask("SELECT other FROM links WHERE matter = ?1 ORDER BY other", matter);
  while (query.Next()) others.push_back(query.Blob(0));
  return others;
}

bool HasAnswered(Community& community, BytesView matter, BytesView other, BytesView member) {
  Query query = community.db().Ask(
      "SELECT 1 FROM link_answers WHERE matter = ?1 AND other = ?2 AND member = ?3", matter, other,
      member);
  return query.Next();
}

}  // namespace

bool StandsBehind(Community& community, const Matter& matter, BytesView member) {
  if (matter.opener == member) return true;
  Query query =
      community.db().Ask("SELECT 1 FROM supporters WHERE matter = ?1 AND member = ?2 AND via = x''",
                         matter.matter, member);
  return query.Next();
}

bool IsSupporter(Community& community, BytesView matter, BytesView member) {
  Query query = community.db().Ask("SELECT 1 FROM supporters WHERE matter = ?1 AND member = ?2",
                                   matter, member);
  return query.Next();
}

std::vector<Link> LinksOf(Community& community, BytesView matter) {
  std::vector<Link> links;
  for (Bytes& other : OthersOf(community, matter)) {
    links.push_back({Bytes(matter), std::move(other)});
    CountWords(community, links.back());
  }
  return links;
}

std::optional<Link> LinkTo(Community& community, BytesView other) {
  Link link;
  {
    Query query = community.db().Ask("SELECT matter FROM links WHERE other = ?1", other);
    if (!query.Next()) return std::nullopt;
    link = {query.Blob(0), Bytes(other)};
  }
  CountWords(community, link);
  return link;
}

std::vector<Bytes> AskedAbout(Community& community, const Matter& matter, BytesView member) {
  std::vector<Bytes> asked;
  if (StandsBehind(community, matter, member)) return asked;
  for (const Bytes& id : OthersOf(community, matter.matter)) {
    const std::optional<Matter> other = FindMatter(community, id);
    if (!other) continue;
    if (other->opener != member && !IsSupporter(community, id, member)) continue;
    if (!HasAnswered(community, matter.matter, id, member)) asked.push_back(id);
  }
  return asked;
}

std::vector<Bytes> FollowersOf(Community& community, BytesView matter) {
  std::vector<Bytes> followers;
  if (matter.empty()) return followers;
  Query query = community.db().Ask(
      "SELECT matter FROM matters WHERE follows = ?1 AND follows <> x'' ORDER BY number", matter);
  while (query.Next()) followers.push_back(query.Blob(0));
  return followers;
}

std::vector<Case> AllCases(Community& community) {
  std::vector<Case> cases;
  Query query = community.db().Ask(
      "SELECT cases.matter, summary FROM cases CROSS JOIN matters USING(matter)"
      " WHERE practice = 0 ORDER BY cases.seq DESC, cases.matter");
  while (query.Next()) cases.push_back({query.Blob(0), query.Blob(1)});
  return cases;
}

std::optional<Case> FindCase(Community& community, BytesView matter) {
  Query query = community.db().Ask("SELECT matter, summary FROM cases WHERE matter = ?1", matter);
  if (!query.Next()) return std::nullopt;
  return Case{query.Blob(0), query.Blob(1)};
}

std::vector<Told> ToldAfter(Community& community, int64_t after_ms, int64_t most) {
  std::vector<Told> told;
  // The newest first, so that the walk ends where what is too old begins.
  Query query = community.db().Ask(
      "SELECT matter, time_ms, content FROM told ORDER BY seq DESC, matter LIMIT ?1", most);
  while (query.Next() && query.Int(1) > after_ms) {
    told.push_back({query.Blob(0), query.Int(1), query.Blob(2)});
  }
  return told;
}

}  // namespace yiting::state
