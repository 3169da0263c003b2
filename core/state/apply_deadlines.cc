// Deadlines: set, cleared in time, missed, or failed because their rule did.

#include "state/apply_family.h"

namespace yiting::state {

namespace {

// How a deadline ended; column deadlines.end.
enum End : int64_t { kRunning = 0, kCleared = 1, kMissed = 2, kFailed = 3 };

// The matter and stage of a deadline.
struct OfDeadline {
  Bytes matter;
  std::string stage;
};
OfDeadline WhoseDeadline(Community& community, uint64_t deadline) {
  Query query = community.db().Ask("SELECT matter, stage FROM deadlines WHERE deadline = ?1",
                                   deadline);
  if (!query.Next()) return {};
  return {query.Blob(0), query.Text(1)};
}

OfDeadline EndDeadline(Community& community, uint64_t deadline, End end) {
  const OfDeadline ended = WhoseDeadline(community, deadline);
  community.db().Do("UPDATE deadlines SET end = ?2 WHERE deadline = ?1", deadline,
                    static_cast<int64_t>(end));
  community.db().Do(
      ended.stage.empty()
          ? "UPDATE matters SET clock = 0, clock_due_ms = 0 WHERE matter = ?1 AND clock = ?2"
          : "UPDATE matters SET deadline = 0, due_ms = 0 WHERE matter = ?1 AND deadline = ?2",
      ended.matter, deadline);
  return ended;
}

}  // namespace

void ApplyTo(Community& community, const EntryPlace& place, const v1::DeadlineSet& event) {
  community.db().Do(
      "INSERT INTO deadlines(deadline, matter, stage, set_ms, from_ms, due_ms, provisional, round,"
      " end) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
      event.deadline(), event.matter(), Text{event.stage()}, place.time_ms, event.from_ms(),
      event.due_ms(), event.provisional() ? 1 : 0, event.round());
  community.db().Do(event.stage().empty()
                        ? "UPDATE matters SET clock = ?2, clock_due_ms = ?3 WHERE matter = ?1"
                        : "UPDATE matters SET deadline = ?2, due_ms = ?3 WHERE matter = ?1",
                    event.matter(), event.deadline(), event.due_ms());
  community.mutable_facts().next_deadline = event.deadline() + 1;
}

void ApplyTo(Community& community, const EntryPlace&, const v1::DeadlineCleared& event) {
  EndDeadline(community, event.deadline(), kCleared);
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::DeadlineMissed& event) {
  const auto how = event.expected() ? kCleared : kMissed;
  OfDeadline ended = EndDeadline(community, event.deadline(), how);
  if (event.expected()) {
    AddStep(community, place, ended.matter,
            {.kind = v1::TimelineItem::TIME_UP, .ref = ended.stage});
    return;
  }
  community.db().Do(ended.stage.empty()
                        ? "UPDATE matters SET clock_late = clock_late + 1 WHERE matter = ?1"
                        : "UPDATE matters SET late = late + 1 WHERE matter = ?1",
                    ended.matter);
  AddStep(community, place, ended.matter,
          {.kind = v1::TimelineItem::DEADLINE_MISSED, .ref = ended.stage});
  const std::string of_stage = ended.stage.empty() ? "" : "." + ended.stage;
  CountOf(community, ended.matter, "late." + ProcedureOf(community, ended.matter) + of_stage);
  for (const std::string& unit : event.units()) {
    community.db().Do("UPDATE parties SET late = late + 1 WHERE matter = ?1 AND unit = ?2",
                      ended.matter, Text{unit});
    CountOf(community, ended.matter, "late_party." + unit);
  }
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::DeadlineFailed& event) {
  OfDeadline ended = EndDeadline(community, event.deadline(), kFailed);
  AddStep(community, place, ended.matter,
          {.kind = v1::TimelineItem::DEADLINE_FAILED, .ref = event.code()});
  CountOf(community, ended.matter, "rule_failed");
}

void ApplyTo(Community& community, const EntryPlace&, const v1::DeadlineMoved& event) {
  const OfDeadline moved = WhoseDeadline(community, event.deadline());
  community.db().Do("UPDATE deadlines SET due_ms = ?2, provisional = ?3 WHERE deadline = ?1",
                    event.deadline(), event.due_ms(), event.provisional() ? 1 : 0);
  community.db().Do(moved.stage.empty()
                        ? "UPDATE matters SET clock_due_ms = ?2 WHERE matter = ?1"
                        : "UPDATE matters SET due_ms = ?2 WHERE matter = ?1",
                    moved.matter, event.due_ms());
}

}  // namespace yiting::state
