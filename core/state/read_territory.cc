#include "state/read_territory.h"

#include "state/read_members.h"

namespace yiting::state {

namespace {

// A spell counts at ?3 when it began before and has not ended by then.
#define YITING_HELD_BEFORE " from_ms < ?3 AND (until_ms = 0 OR until_ms >= ?3)"

Place PlaceFrom(const Query& row) {
  return {row.Blob(0), row.Blob(1), row.Text(2), row.Text(3), row.Text(4)};
}

Body BodyFrom(const Query& row) {
  return {row.Text(0), row.Text(1), row.Blob(2), row.Text(3), row.Text(4), row.Int(5) != 0};
}

Applicant ApplicantFrom(const Query& row) {
  return {row.Blob(0), row.Blob(1), row.Int(2), row.Blob(3), row.Blob(4)};
}

int64_t CountOne(Query query) { return query.Next() ? query.Int(0) : 0; }

}  // namespace

std::optional<Place> FindPlace(Community& community, BytesView place) {
  Query query = community.db().Ask(
      "SELECT place, parent, kind, title_zh, title_en FROM places WHERE place = ?1", place);
  if (!query.Next()) return std::nullopt;
  return PlaceFrom(query);
}

std::vector<Place> AllPlaces(Community& community) {
  std::vector<Place> places;
  Query query = community.db().Ask(
      "SELECT place, parent, kind, title_zh, title_en FROM places ORDER BY"
      " (SELECT MAX(above) FROM place_paths WHERE place_paths.place = places.place), place");
  while (query.Next()) places.push_back(PlaceFrom(query));
  return places;
}

int64_t DepthOf(Community& community, BytesView place) {
  return CountOne(community.db().Ask(
      "SELECT IFNULL(MAX(above), 0) FROM place_paths WHERE place = ?1", place));
}

std::map<Bytes, PlaceCounts> CountWithinAll(Community& community) {
  std::map<Bytes, PlaceCounts> all;
  {
    Query query = community.db().Ask(
        "SELECT ancestor, SUM(room), COUNT(DISTINCT home) FROM"
        " (SELECT place, owner AS home, 1 AS room FROM rooms WHERE until_ms = 0 UNION ALL"
        " SELECT place, dweller, 0 FROM rooms WHERE until_ms = 0 AND dweller <> x'')"
        " CROSS JOIN place_paths USING(place) GROUP BY ancestor");
    while (query.Next()) all[query.Blob(0)] = {query.Int(1), query.Int(2)};
  }
  Query query = community.db().Ask(
      "SELECT ancestor, COUNT(*) FROM matters INDEXED BY matters_open"
      " CROSS JOIN place_paths USING(place) WHERE closed_ms = 0 AND practice = 0"
      " GROUP BY ancestor");
  while (query.Next()) all[query.Blob(0)].open_matters = query.Int(1);
  return all;
}

std::optional<Body> FindBody(Community& community, std::string_view body) {
  Query query = community.db().Ask(
      "SELECT body, kind, place, title_zh, title_en, dissolved FROM bodies WHERE body = ?1",
      Text{body});
  if (!query.Next()) return std::nullopt;
  return BodyFrom(query);
}

std::vector<Body> AllBodies(Community& community) {
  std::vector<Body> bodies;
  Query query = community.db().Ask(
      "SELECT body, kind, place, title_zh, title_en, dissolved FROM bodies ORDER BY body");
  while (query.Next()) bodies.push_back(BodyFrom(query));
  return bodies;
}

bool LivesWithin(Community& community, BytesView household, BytesView place, int64_t at_ms) {
  if (place.empty()) return true;
  if (household.empty()) return false;
  Query query = community.db().Ask(
      "SELECT 1 FROM rooms CROSS JOIN place_paths USING(place)"
      " WHERE owner = ?1 AND ancestor = ?2 AND" YITING_HELD_BEFORE
      " UNION ALL SELECT 1 FROM rooms CROSS JOIN place_paths USING(place)"
      " WHERE dweller = ?1 AND dweller <> x'' AND ancestor = ?2 AND" YITING_HELD_BEFORE " LIMIT 1",
      household, place, at_ms);
  return query.Next();
}

std::vector<Bytes> PlacesOf(Community& community, BytesView household) {
  std::vector<Bytes> places;
  if (household.empty()) return places;
  Query query = community.db().Ask(
      "SELECT place FROM rooms WHERE owner = ?1 AND until_ms = 0 AND place <> x'' UNION"
      " SELECT place FROM rooms WHERE dweller = ?1 AND dweller <> x'' AND until_ms = 0"
      " AND place <> x'' ORDER BY 1",
      household);
  while (query.Next()) places.push_back(query.Blob(0));
  return places;
}

namespace {

bool Reaches(Community& community, const Body& body, BytesView place) {
  if (body.dissolved) return false;
  // Of the whole community, so of every place; and of its matters everybody speaks.
  if (body.place.empty() || place.empty()) return true;
  Query query = community.db().Ask(
      "SELECT 1 FROM place_paths WHERE (place = ?1 AND ancestor = ?2)"
      " OR (place = ?2 AND ancestor = ?1) LIMIT 1",
      body.place, place);
  return query.Next();
}

}  // namespace

bool ReachesPlace(Community& community, std::string_view unit, BytesView place) {
  if (unit.empty()) return true;
  const std::optional<Body> body = FindBody(community, unit);
  return !body || Reaches(community, *body, place);
}

bool SitsInBodyOf(Community& community, BytesView member, BytesView place, int64_t now_ms) {
  for (const HeldRole& held : RolesAt(community, member, now_ms)) {
    const std::optional<Body> body = FindBody(community, held.unit);
    if (body && Reaches(community, *body, place)) return true;
  }
  return false;
}

std::optional<Applicant> FindApplicant(Community& community, BytesView member) {
  Query query = community.db().Ask(
      "SELECT member, device, asked_ms, profile, poster FROM applicants WHERE member = ?1", member);
  if (!query.Next()) return std::nullopt;
  return ApplicantFrom(query);
}

std::vector<Applicant> ApplicantsOf(Community& community, uint32_t limit) {
  std::vector<Applicant> applicants;
  Query query = community.db().Ask(
      "SELECT member, device, asked_ms, profile, poster FROM applicants"
      " ORDER BY seq, member LIMIT ?1",
      limit);
  while (query.Next()) applicants.push_back(ApplicantFrom(query));
  return applicants;
}

int64_t CountApplicants(Community& community) {
  return CountOne(community.db().Ask("SELECT COUNT(*) FROM applicants"));
}

int64_t CountApplicantsBy(Community& community, BytesView poster) {
  return CountOne(
      community.db().Ask("SELECT COUNT(*) FROM applicants WHERE poster = ?1", poster));
}

}  // namespace yiting::state
