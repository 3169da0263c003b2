#include "state/read_packs.h"

namespace yiting::state {

std::vector<PackTerm> PackTerms(Community& community) {
  std::vector<PackTerm> terms;
  Query query = community.db().Ask(
      "SELECT pack, first_seq, last_seq FROM packs ORDER BY last_seq DESC, pack");
  while (query.Next()) {
    terms.push_back({query.Blob(0), static_cast<uint64_t>(query.Int(1)),
                     static_cast<uint64_t>(query.Int(2))});
  }
  return terms;
}

std::optional<PackTerm> FindPackTerm(Community& community, BytesView pack) {
  Query query =
      community.db().Ask("SELECT pack, first_seq, last_seq FROM packs WHERE pack = ?1", pack);
  if (!query.Next()) return std::nullopt;
  return PackTerm{query.Blob(0), static_cast<uint64_t>(query.Int(1)),
                  static_cast<uint64_t>(query.Int(2))};
}

std::vector<Bytes> ApprovalsOf(Community& community, BytesView pack) {
  std::vector<Bytes> members;
  Query query = community.db().Ask(
      "SELECT member FROM pack_approvals WHERE pack = ?1 ORDER BY member", pack);
  while (query.Next()) members.push_back(query.Blob(0));
  return members;
}

std::vector<Deadline> ProvisionalDeadlines(Community& community, uint32_t limit) {
  std::vector<Deadline> deadlines;
  Query query = community.db().Ask(
      "SELECT deadline, matter, stage, set_ms, from_ms, due_ms, round FROM deadlines"
      " WHERE end = 0 AND provisional = 1 ORDER BY deadline LIMIT ?1",
      limit);
  while (query.Next()) {
    deadlines.push_back({.deadline = static_cast<uint64_t>(query.Int(0)),
                         .matter = query.Blob(1),
                         .stage = query.Text(2),
                         .set_ms = query.Int(3),
                         .from_ms = query.Int(4),
                         .due_ms = query.Int(5),
                         .provisional = true,
                         .round = query.Int(6),
                         .running = true});
  }
  return deadlines;
}

}  // namespace yiting::state
