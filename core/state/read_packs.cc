#include "state/read_packs.h"

#include <utility>

namespace yiting::state {

namespace {

#define YITING_PACK_COLUMNS "seq, pack, time_ms, member, restored"

PackTerm TermFrom(const Query& row) {
  return {.seq = static_cast<uint64_t>(row.Int(0)),
          .pack = row.Blob(1),
          .time_ms = row.Int(2),
          .by = row.Blob(3),
          .restored = row.Int(4) != 0};
}

}  // namespace

std::vector<PackTerm> PackTerms(Community& community, uint32_t limit) {
  std::vector<PackTerm> terms;
  Query query = community.db().Ask(
      "SELECT " YITING_PACK_COLUMNS " FROM packs ORDER BY seq DESC LIMIT ?1", limit);
  while (query.Next()) terms.push_back(TermFrom(query));
  return terms;
}

std::optional<PackTerm> FindPackTerm(Community& community, BytesView pack) {
  Query query = community.db().Ask(
      "SELECT " YITING_PACK_COLUMNS " FROM packs WHERE pack = ?1 ORDER BY seq DESC LIMIT 1", pack);
  if (!query.Next()) return std::nullopt;
  return TermFrom(query);
}

std::vector<PackApproval> ApprovalsOf(Community& community, BytesView pack) {
  std::vector<PackApproval> approvals;
  Query query = community.db().Ask(
      "SELECT pack, member, time_ms FROM pack_approvals WHERE ?1 = x'' OR pack = ?1"
      " ORDER BY pack, member",
      pack);
  while (query.Next()) approvals.push_back({query.Blob(0), query.Blob(1), query.Int(2)});
  return approvals;
}

std::vector<PackAskedFor> PacksAskedForIn(const v1::Entry& entry) {
  std::vector<PackAskedFor> asked;
  const auto add = [&asked](const Bytes& matter, const auto& inputs) {
    for (const v1::Input& input : inputs) {
      if (input.has_pack()) asked.push_back({matter, input.pack()});
    }
  };
  for (const v1::Event& event : entry.events()) {
    if (event.has_matter_opened()) {
      add(event.matter_opened().matter(), event.matter_opened().inputs());
    }
    if (event.has_action_taken()) add(event.action_taken().matter(), event.action_taken().inputs());
  }
  return asked;
}

std::vector<Bytes> MattersUnder(Community& community, BytesView procedure, BytesView pack,
                                uint32_t limit) {
  std::vector<Bytes> matters;
  Query query = community.db().Ask(
      "SELECT matter FROM matters WHERE procedure = ?1 AND pack = ?2 ORDER BY number DESC LIMIT ?3",
      Text{procedure}, pack, limit);
  while (query.Next()) matters.push_back(query.Blob(0));
  return matters;
}

std::set<Bytes> PacksNamedBy(const v1::Entry& entry) {
  std::set<Bytes> packs = {entry.pack_hash()};
  for (PackAskedFor& asked : PacksAskedForIn(entry)) packs.insert(std::move(asked.pack));
  for (const v1::Event& event : entry.events()) {
    if (event.has_pack_approved()) packs.insert(event.pack_approved().pack());
    if (event.has_pack_activated()) packs.insert(event.pack_activated().pack());
  }
  return packs;
}

std::vector<Deadline> ProvisionalDeadlines(Community& community, uint64_t after, uint32_t limit) {
  std::vector<Deadline> deadlines;
  Query query = community.db().Ask(
      "SELECT deadline, matter, stage, set_ms, from_ms, due_ms, round FROM deadlines"
      " WHERE end = 0 AND provisional = 1 AND deadline > ?1 ORDER BY deadline LIMIT ?2",
      after, limit);
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

OtherPackMatters MattersOnOtherPacks(Community& community, uint32_t limit) {
  OtherPackMatters others;
  const Bytes& in_force = community.facts().pack;
  {
    Query query = community.db().Ask(
        "SELECT count(*) FROM matters WHERE closed_ms = 0 AND pack <> ?1", in_force);
    if (query.Next()) others.count = query.Int(0);
  }
  Query query = community.db().Ask(
      "SELECT matter FROM matters WHERE closed_ms = 0 AND pack <> ?1 ORDER BY number LIMIT ?2",
      in_force, limit);
  while (query.Next()) others.matters.push_back(query.Blob(0));
  return others;
}

}  // namespace yiting::state
