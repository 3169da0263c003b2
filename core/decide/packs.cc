// Which rules hold: putting a pack in force under the one that is, bringing an earlier one back,
// moving matters over, and counting deadlines again when the calendar has new years.

#include <algorithm>

#include "decide/deadline_rule.h"
#include "decide/event_writer.h"
#include "decide/situation.h"
#include "state/check_event.h"
#include "state/read_packs.h"

namespace yiting::decide {

namespace {

// Two of the street's keys outvote every pack: one alone could be lost or stolen.
constexpr int kStreetKeysNeeded = 2;

// What one entry has room for: a matter that moves makes up to five events, a deadline one.
constexpr int kMattersMax = 40;
constexpr uint32_t kDeadlinesMax = 200;

// A pack that says nothing leaves it to a registrar.
bool MayActivate(const Situation& situation) {
  const v1::Activation& activation = situation.pack.model().activation();
  if (activation.by().empty()) return state::HoldsRole(situation.roles, kRegistrarRole);
  return std::any_of(activation.by().begin(), activation.by().end(), [&](const std::string& role) {
    return state::HoldsRole(situation.roles, role);
  });
}

// Has the vote that the pack in force demands been won for this very pack?
bool VoteIsWon(const Situation& situation, const v1::ActivatePack& body) {
  const v1::Activation& activation = situation.pack.model().activation();
  if (activation.procedure().empty()) return true;
  std::optional<state::Matter> matter = state::FindMatter(situation.community, body.matter());
  if (!matter || matter->procedure != activation.procedure()) return false;
  if (matter->outcome != activation.outcome() || matter->pack != situation.pack.hash()) {
    return false;
  }
  const std::vector<v1::Input> asked = state::InputsOf(situation.community, matter->matter, 1);
  return std::any_of(asked.begin(), asked.end(), [&body](const v1::Input& input) {
    return input.has_pack() && input.pack() == body.pack();
  });
}

void Activate(Events& events, const Bytes& pack, const Bytes& by, bool restored) {
  v1::PackActivated* activated = events.emplace_back().mutable_pack_activated();
  activated->set_pack(pack);
  activated->set_by(by);
  activated->set_restored(restored);
}

// Nullopt: it moves.
std::optional<Refusal> Migrate(const Situation& situation, const Bytes& id, Events& events,
                               uint64_t& next_deadline) {
  std::optional<state::Matter> matter = state::FindMatter(situation.community, id);
  if (!matter) return Refusal{v1::MATTER_UNKNOWN, "", ToHex(id)};
  if (matter->closed()) return Refusal{v1::MATTER_CLOSED, "", ToHex(id)};
  if (matter->pack == situation.pack.hash()) return Refusal{v1::ALREADY_DONE, "", ToHex(id)};
  const v1::Procedure* procedure = situation.pack.FindProcedure(matter->procedure);
  const v1::Stage* stage = situation.pack.FindStage(matter->procedure, matter->stage);
  // A vote under way is finished under the rules that it began with.
  if (stage == nullptr || stage->has_poll()) return Refusal{v1::STAGE_MISSING, "", ToHex(id)};

  EventWriter writer(situation.community, situation.pack, situation.now_ms, next_deadline);
  writer.set_running(matter->deadline, matter->clock);
  writer.ClearDeadline();
  writer.ClearClock();
  v1::MatterMigrated* migrated = writer.Add().mutable_matter_migrated();
  migrated->set_matter(id);
  migrated->set_pack(situation.pack.hash());
  if (procedure->has_deadline()) {
    writer.set_day_ms(matter->opened_ms);
    writer.SetDeadline(id, "", procedure->deadline(), 0);
  }
  if (stage->has_deadline()) {
    writer.set_day_ms(matter->stage_ms);
    writer.SetDeadline(id, stage->id(), stage->deadline(), 0);
  }
  next_deadline = writer.next_deadline();
  for (v1::Event& event : writer.Take()) events.push_back(std::move(event));
  return std::nullopt;
}

}  // namespace

Result<Decision> DecideActivatePack(const Situation& situation) {
  const v1::ActivatePack& body = situation.payload().activate_pack();
  if (!MayActivate(situation)) return No(v1::NOT_ALLOWED, "activation");
  if (body.base() != situation.community.facts().pack) {
    return No(v1::PACK_CHANGED, "activation", ToHex(situation.community.facts().pack));
  }
  if (body.pack() == body.base()) return No(v1::NOTHING_TO_DO, "activation");
  if (!situation.packs.Find(body.pack())) return No(v1::PACK_UNKNOWN, "activation");
  if (!VoteIsWon(situation, body)) return No(v1::PACK_NEEDS_VOTE, "activation");

  const std::vector<Bytes> before = state::ApprovalsOf(situation.community, body.pack());
  if (std::find(before.begin(), before.end(), situation.actor()) != before.end()) {
    return No(v1::ALREADY_DONE, "activation");
  }
  Events events;
  v1::PackApproved* approved = events.emplace_back().mutable_pack_approved();
  approved->set_pack(body.pack());
  approved->set_base(body.base());
  approved->set_by(situation.actor());
  const size_t needed = std::max(situation.pack.model().activation().signers(), 1u);
  if (before.size() + 1 >= needed) Activate(events, body.pack(), situation.actor(), false);
  return Decision(std::move(events));
}

Result<Decision> DecideRestorePack(state::Community& community,
                                   const schema::OpenedCommand& command) {
  const Bytes& pack = command.payload.restore_pack().pack();
  const std::vector<Bytes> keys = state::StreetKeys(community);
  const auto signed_by = std::count_if(keys.begin(), keys.end(), [&command](const Bytes& key) {
    return schema::IsSignedBy(command, key);
  });
  if (signed_by < kStreetKeysNeeded) return No(v1::STREET_KEYS_MISSING);
  if (!state::FindPackTerm(community, pack)) return No(v1::PACK_UNKNOWN);
  if (pack == community.facts().pack) return No(v1::NOTHING_TO_DO);
  Events events;
  Activate(events, pack, command.payload.actor(), true);
  return Decision(std::move(events));
}

Result<Decision> DecideMigrateMatters(const Situation& situation) {
  const v1::MigrateMatters& body = situation.payload().migrate_matters();
  if (!MayActivate(situation)) return No(v1::NOT_ALLOWED, "activation");
  if (body.pack() != situation.pack.hash()) {
    return No(v1::PACK_CHANGED, "activation", ToHex(situation.pack.hash()));
  }
  if (body.matters_size() > kMattersMax) return No(v1::TOO_LARGE, "", "matters");
  Events events;
  uint64_t next_deadline = situation.community.facts().next_deadline;
  for (const std::string& id : body.matters()) {
    std::optional<Refusal> refusal = Migrate(situation, id, events, next_deadline);
    if (refusal) return Decision(*refusal);
  }
  return Decision(std::move(events));
}

Result<Decision> DecideAdoptCalendar(const Situation& situation) {
  if (!MayActivate(situation)) return No(v1::NOT_ALLOWED, "activation");
  const rulehost::Calendar& calendar = situation.pack.calendar();
  if (calendar.first_year() == 0) return No(v1::NOTHING_TO_DO);
  Events moved;
  for (const state::Deadline& deadline :
       state::ProvisionalDeadlines(situation.community, kDeadlinesMax)) {
    std::optional<state::Matter> matter = state::FindMatter(situation.community, deadline.matter);
    rulehost::PackPtr pack = matter ? situation.packs.Find(matter->pack) : nullptr;
    if (!pack) continue;
    const v1::DeadlineRule* rule =
        RuleOf(*pack, matter->procedure, deadline.stage, deadline.round);
    if (rule == nullptr) continue;
    const rulehost::Calendar::Due due =
        calendar.After(Instant{deadline.from_ms}, rule->clock(), rule->amount());
    const int64_t due_ms = std::max(due.at.ms, situation.now_ms + state::kDeadlineAheadMs);
    if (due.provisional && due_ms == deadline.due_ms) continue;
    v1::DeadlineMoved* event = moved.emplace_back().mutable_deadline_moved();
    event->set_deadline(deadline.deadline);
    event->set_due_ms(due_ms);
    event->set_provisional(due.provisional);
  }
  if (moved.empty()) return No(v1::NOTHING_TO_DO);
  Events events;
  v1::CalendarAdopted* adopted = events.emplace_back().mutable_calendar_adopted();
  adopted->set_first_year(static_cast<uint32_t>(calendar.first_year()));
  adopted->set_last_year(static_cast<uint32_t>(calendar.last_year()));
  std::move(moved.begin(), moved.end(), std::back_inserter(events));
  return Decision(std::move(events));
}

}  // namespace yiting::decide
