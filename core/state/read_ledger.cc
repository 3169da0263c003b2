#include "state/read_ledger.h"

#include "yiting/v1/pack.pb.h"

#include <algorithm>
#include <limits>

namespace yiting::state {

namespace {

#define YITING_DEADLINE_COLUMNS \
  "deadline, matter, stage, set_ms, from_ms, due_ms, provisional, round, end"

Deadline DeadlineFrom(const Query& row) {
  return {.deadline = static_cast<uint64_t>(row.Int(0)),
          .matter = row.Blob(1),
          .stage = row.Text(2),
          .set_ms = row.Int(3),
          .from_ms = row.Int(4),
          .due_ms = row.Int(5),
          .provisional = row.Int(6) != 0,
          .round = row.Int(7),
          .running = row.Int(8) == 0};
}

}  // namespace

std::optional<uint64_t> SeqOfCommand(Community& community, BytesView command_id) {
  Query query = community.db().Ask("SELECT seq FROM commands WHERE command = ?1", command_id);
  if (!query.Next()) return std::nullopt;
  return static_cast<uint64_t>(query.Int(0));
}

std::optional<Deadline> FindDeadline(Community& community, uint64_t deadline) {
  Query query = community.db().Ask(
      "SELECT " YITING_DEADLINE_COLUMNS " FROM deadlines WHERE deadline = ?1", deadline);
  if (!query.Next()) return std::nullopt;
  return DeadlineFrom(query);
}

std::optional<Deadline> NextDue(Community& community) {
  Query query = community.db().Ask(
      "SELECT " YITING_DEADLINE_COLUMNS " FROM deadlines WHERE end = 0"
      " ORDER BY due_ms, deadline LIMIT 1");
  if (!query.Next()) return std::nullopt;
  return DeadlineFrom(query);
}

std::vector<Bytes> StreetKeys(Community& community) {
  std::vector<Bytes> keys;
  Query query = community.db().Ask("SELECT key FROM street_keys ORDER BY key");
  while (query.Next()) keys.push_back(query.Blob(0));
  return keys;
}

std::optional<Message> FindMessage(Community& community, BytesView message) {
  Query query = community.db().Ask(
      "SELECT message, seq, author, time_ms, content, matter FROM messages WHERE message = ?1",
      message);
  if (!query.Next()) return std::nullopt;
  return Message{query.Blob(0), static_cast<uint64_t>(query.Int(1)), query.Blob(2), query.Int(3),
                 query.Blob(4), query.Blob(5)};
}

std::vector<Message> MessagesBefore(Community& community, uint64_t before, uint32_t limit) {
  const int64_t bound = static_cast<int64_t>(
      std::min<uint64_t>(before, static_cast<uint64_t>(std::numeric_limits<int64_t>::max())));
  std::vector<Message> messages;
  Query query = community.db().Ask(
      "SELECT message, seq, author, time_ms, content, matter FROM messages WHERE seq < ?1"
      " ORDER BY seq DESC, message LIMIT ?2",
      bound, limit);
  while (query.Next()) {
    messages.push_back({query.Blob(0), static_cast<uint64_t>(query.Int(1)), query.Blob(2),
                        query.Int(3), query.Blob(4), query.Blob(5)});
  }
  return messages;
}

std::optional<ContentFacts> FindContent(Community& community, BytesView commitment) {
  Query query = community.db().Ask(
      "SELECT audience, media, size, matter, owner, erased_ms FROM contents WHERE commitment = ?1",
      commitment);
  if (!query.Next()) return std::nullopt;
  const int64_t audience = query.Int(0);
  return ContentFacts{audience < 0 ? int64_t{v1::STAFF} : audience, query.Text(1), query.Int(2),
                      query.Blob(3), query.Blob(4), query.Int(5)};
}

std::vector<OwnContent> ContentsOwnedBy(Community& community, BytesView owner, BytesView after,
                                        uint32_t limit) {
  std::vector<OwnContent> contents;
  Query query = community.db().Ask(
      "SELECT commitment, audience, media, size, matter, owner, erased_ms FROM contents"
      " WHERE owner = ?1 AND commitment > ?2 ORDER BY commitment LIMIT ?3",
      owner, after, limit);
  while (query.Next()) {
    const int64_t audience = query.Int(1);
    contents.push_back({query.Blob(0),
                        {audience < 0 ? int64_t{v1::STAFF} : audience, query.Text(2), query.Int(3),
                         query.Blob(4), query.Blob(5), query.Int(6)}});
  }
  return contents;
}

std::vector<SequencerKey> SequencerKeys(Community& community) {
  std::vector<SequencerKey> keys;
  Query query = community.db().Ask("SELECT seq, key FROM sequencer_keys ORDER BY seq");
  while (query.Next()) keys.push_back({static_cast<uint64_t>(query.Int(0)), query.Blob(1)});
  return keys;
}

int64_t CounterValue(Community& community, const std::string& counter) {
  Query query = community.db().Ask("SELECT count FROM counters WHERE counter = ?1", Text{counter});
  return query.Next() ? query.Int(0) : 0;
}

std::vector<std::pair<std::string, int64_t>> AllCounters(Community& community) {
  std::vector<std::pair<std::string, int64_t>> counters;
  Query query = community.db().Ask("SELECT counter, count FROM counters ORDER BY counter");
  while (query.Next()) counters.emplace_back(query.Text(0), query.Int(1));
  return counters;
}

MatterTotals CountMatters(Community& community) {
  // From the counters, so that the cost does not grow with the ledger.
  MatterTotals totals;
  Query query = community.db().Ask(
      "SELECT substr(counter, 1, 7), sum(count) FROM counters"
      " WHERE counter >= 'closed.' AND counter < 'closed/'"
      " OR counter >= 'opened.' AND counter < 'opened/' GROUP BY 1 ORDER BY 1");
  int64_t opened = 0;
  while (query.Next()) {
    (query.Text(0) == "closed." ? totals.closed : opened) = query.Int(1);
  }
  totals.open = opened - totals.closed;
  return totals;
}

}  // namespace yiting::state
