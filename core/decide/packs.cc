// Which rules hold: putting a pack in force under the one that is, bringing an earlier one back,
// moving matters over, and counting deadlines again when the calendar has new years.

#include <algorithm>

#include "decide/deadline_rule.h"
#include "decide/event_writer.h"
#include "decide/situation.h"
#include "schema/key_change.h"
#include "state/check_event.h"
#include "state/read_packs.h"
#include "state/read_polls.h"

namespace yiting::decide {

namespace {

// What one entry has room for: a matter that moves makes up to five events, a deadline one.
constexpr int kMattersMax = 40;
constexpr size_t kDeadlinesMax = 200;
// How many provisional deadlines are looked at for one read of the table.
constexpr uint32_t kDeadlinesPage = 200;

bool MayActivate(const Situation& situation) {
  return decide::MayActivate(situation.pack, situation.roles);
}

// How many have signed for the pack before and still may.
size_t CountSigners(const Situation& situation, const std::vector<state::PackApproval>& approvals) {
  const auto still_may = [&situation](const state::PackApproval& approval) {
    return decide::MayActivate(
        situation.pack, state::RolesAt(situation.community, approval.member, situation.now_ms));
  };
  return static_cast<size_t>(std::count_if(approvals.begin(), approvals.end(), still_may));
}

void Activate(Events& events, const Bytes& pack, const Bytes& by, bool restored) {
  v1::PackActivated* activated = events.emplace_back().mutable_pack_activated();
  activated->set_pack(pack);
  activated->set_by(by);
  activated->set_restored(restored);
}

// A deadline of the matter that is counted by another pack's rule from now on.
struct Recount {
  BytesView stage;       // empty: the matter's clock
  uint64_t running = 0;  // the one that runs, or 0
  int64_t missed = 0;    // how many were missed before
  int64_t began_ms = 0;  // when the stage was entered, or the matter opened
};

// What runs goes on in its round and is counted from where it was; what never ran begins. Of a
// matter that was late already the same lateness is not counted a second time.
void CountAgain(const Situation& situation, const state::Matter& matter, const Recount& recount,
                EventWriter& writer) {
  std::optional<state::Deadline> running;
  if (recount.running != 0) running = state::FindDeadline(situation.community, recount.running);
  const int64_t round = running ? running->round : recount.missed;
  const v1::DeadlineRule* rule = RuleOf(situation.pack, matter.procedure, recount.stage, round);
  if (rule == nullptr) return;
  int64_t from_ms = situation.now_ms;
  if (running) from_ms = running->from_ms;
  // The day on which a stage begins may be the one that has just ended; its hour never is.
  const bool of_the_hour = rule->clock() == v1::DeadlineRule::HOURS;
  if (round == 0 && (of_the_hour || !running)) from_ms = recount.began_ms;
  writer.SetDeadlineFrom(from_ms, matter.matter, recount.stage, *rule,
                         static_cast<uint32_t>(round));
}

// Nullopt: it moves.
std::optional<Refusal> Migrate(const Situation& situation, const Bytes& id, Events& events,
                               uint64_t& next_deadline) {
  std::optional<state::Matter> matter = state::FindMatter(situation.community, id);
  if (!matter) return Refusal{v1::MATTER_UNKNOWN, "", ToHex(id)};
  if (matter->closed()) return Refusal{v1::MATTER_CLOSED, "", ToHex(id)};
  if (matter->pack == situation.pack.hash()) return Refusal{v1::ALREADY_DONE, "", ToHex(id)};
  const v1::Stage* stage = situation.pack.FindStage(matter->procedure, matter->stage);
  if (stage == nullptr) return Refusal{v1::STAGE_MISSING, "", ToHex(id)};
  if (stage->has_poll() || state::FindRunningPoll(situation.community, *matter)) {
    return Refusal{v1::VOTE_UNDER_WAY, "", ToHex(id)};
  }
  EventWriter writer(situation.community, situation.pack, situation.now_ms, next_deadline);
  writer.set_running(matter->deadline, matter->clock);
  writer.ClearDeadline();
  writer.ClearClock();
  v1::MatterMigrated* migrated = writer.Add().mutable_matter_migrated();
  migrated->set_matter(id);
  migrated->set_pack(situation.pack.hash());
  CountAgain(situation, *matter, {"", matter->clock, matter->clock_late, matter->opened_ms},
             writer);
  CountAgain(situation, *matter, {matter->stage, matter->deadline, matter->late, matter->stage_ms},
             writer);
  next_deadline = writer.next_deadline();
  for (v1::Event& event : writer.Take()) events.push_back(std::move(event));
  return std::nullopt;
}

// Counts one provisional deadline with the calendar of the pack in force. Nullopt: it stays.
std::optional<v1::DeadlineMoved> Recounted(const Situation& situation,
                                           const state::Deadline& deadline) {
  std::optional<state::Matter> matter = state::FindMatter(situation.community, deadline.matter);
  rulehost::PackPtr pack = matter ? situation.packs.Find(matter->pack) : nullptr;
  const v1::DeadlineRule* rule =
      pack ? RuleOf(*pack, matter->procedure, deadline.stage, deadline.round) : nullptr;
  if (rule == nullptr) return std::nullopt;
  const rulehost::Calendar::Due due =
      situation.pack.calendar().After(Instant{deadline.from_ms}, rule->clock(), rule->amount());
  int64_t due_ms = due.at.ms;
  const int64_t soonest_ms = situation.now_ms + state::kDeadlineAheadMs;
  if (due_ms < soonest_ms) {
    // Passed already: it falls as soon as one may, and is never put off by being counted again.
    if (deadline.due_ms <= soonest_ms) return std::nullopt;
    due_ms = soonest_ms;
  }
  if (due.provisional && due_ms == deadline.due_ms) return std::nullopt;
  v1::DeadlineMoved moved;
  moved.set_deadline(deadline.deadline);
  moved.set_due_ms(due_ms);
  moved.set_provisional(due.provisional);
  return moved;
}

}  // namespace

bool MayActivate(const rulehost::LoadedPack& pack, const std::vector<state::HeldRole>& roles) {
  if (state::HoldsRole(roles, state::kObserverRole)) return false;
  const v1::Activation& activation = pack.model().activation();
  if (activation.by().empty()) return state::HoldsRole(roles, kRegistrarRole);
  return std::any_of(activation.by().begin(), activation.by().end(),
                     [&roles](const std::string& role) { return state::HoldsRole(roles, role); });
}

bool VoteIsWon(state::Community& community, const rulehost::LoadedPack& in_force, BytesView matter,
               BytesView pack) {
  const v1::Activation& activation = in_force.model().activation();
  if (activation.procedure().empty()) return true;
  std::optional<state::Matter> vote = state::FindMatter(community, matter);
  std::optional<state::PackTerm> term = state::FindPackTerm(community, in_force.hash());
  if (!vote || !term || vote->procedure != activation.procedure()) return false;
  // To a vote that was only tried out nobody was called.
  if (vote->practice) return false;
  if (vote->outcome != activation.outcome() || vote->pack != in_force.hash()) return false;
  const std::vector<state::TimelineStep> timeline = state::TimelineOf(community, vote->matter);
  if (timeline.empty() || timeline.front().seq <= term->seq) return false;
  const std::vector<v1::Input> asked = state::InputsOf(community, vote->matter, 1);
  return std::any_of(asked.begin(), asked.end(), [pack](const v1::Input& input) {
    return input.has_pack() && input.pack() == pack;
  });
}

Result<Decision> DecideActivatePack(const Situation& situation) {
  const v1::ActivatePack& body = situation.payload().activate_pack();
  if (!MayActivate(situation)) return No(v1::NOT_ALLOWED, "activation");
  if (body.base() != situation.community.facts().pack) {
    return No(v1::PACK_CHANGED, "activation", ToHex(situation.community.facts().pack));
  }
  if (body.pack() == body.base()) return No(v1::NOTHING_TO_DO, "activation");
  if (!situation.packs.Find(body.pack())) return No(v1::PACK_UNKNOWN, "activation");
  if (!VoteIsWon(situation.community, situation.pack, body.matter(), body.pack())) {
    return No(v1::PACK_NEEDS_VOTE, "activation");
  }

  const std::vector<state::PackApproval> before =
      state::ApprovalsOf(situation.community, body.pack());
  for (const state::PackApproval& approval : before) {
    if (approval.member == situation.actor()) return No(v1::ALREADY_DONE, "activation");
  }
  Events events;
  v1::PackApproved* approved = events.emplace_back().mutable_pack_approved();
  approved->set_pack(body.pack());
  approved->set_base(body.base());
  approved->set_by(situation.actor());
  const size_t needed = std::max(situation.pack.model().activation().signers(), 1u);
  if (CountSigners(situation, before) + 1 >= needed) {
    Activate(events, body.pack(), situation.actor(), false);
  }
  return Decision(std::move(events));
}

bool StreetSigns(state::Community& community, const schema::OpenedCommand& command) {
  return schema::StreetsSign(command, state::StreetKeys(community));
}

Result<Decision> DecideRestorePack(state::Community& community,
                                   const schema::OpenedCommand& command) {
  const Bytes& pack = command.payload.restore_pack().pack();
  if (!StreetSigns(community, command)) return No(v1::STREET_KEYS_MISSING);
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
  uint64_t after = 0;
  for (bool more = true; more && moved.size() < kDeadlinesMax;) {
    const std::vector<state::Deadline> page =
        state::ProvisionalDeadlines(situation.community, after, kDeadlinesPage);
    for (const state::Deadline& deadline : page) {
      after = deadline.deadline;
      std::optional<v1::DeadlineMoved> event = Recounted(situation, deadline);
      if (event) *moved.emplace_back().mutable_deadline_moved() = *std::move(event);
      if (moved.size() == kDeadlinesMax) break;
    }
    more = page.size() == kDeadlinesPage;
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
