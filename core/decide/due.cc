// What happens when a deadline falls due: the rule of its stage, or of its matter's clock, says so,
// under the pack that the matter lives under.

#include <algorithm>
#include <set>

#include "decide/deadline_rule.h"
#include "decide/decide.h"
#include "decide/event_writer.h"
#include "decide/situation.h"
#include "decide/tally.h"

namespace yiting::decide {

namespace {

// The level that takes over when the rule of a deadline itself fails.
constexpr char kStreetLevel[] = "street";

// What an entry has room for: a deadline cannot be refused for being too large.
constexpr size_t kLateUnitsMax = 256;

void Escalate(EventWriter& writer, BytesView matter, BytesView level) {
  v1::Escalated* escalated = writer.Add().mutable_escalated();
  escalated->set_matter(Bytes(matter));
  escalated->set_level(std::string(level));
}

struct Due {
  PackSource& packs;
  const rulehost::LoadedPack& pack;
  const state::Matter& matter;
  const state::Deadline& deadline;
};

void WaitFor(const Due& due, int64_t hours, EventWriter& writer) {
  v1::DeadlineRule rule;
  rule.set_clock(v1::DeadlineRule::HOURS);
  rule.set_amount(hours);
  writer.SetDeadline(due.matter.matter, due.deadline.stage, rule,
                     static_cast<uint32_t>(due.deadline.round + 1));
}

// The poll takes no new ballots; those cast before may still arrive for so many hours, and then, if
// its rule is sealed, the urn is opened for so many more. False: it is to be counted.
bool CloseInSteps(const Due& due, const v1::Poll& rule, const state::Poll& poll,
                  EventWriter& writer) {
  const bool closes = poll.closed_ms == 0;
  const bool has_urn = rule.urn_hours() > 0 && poll.urn_ms == 0;
  if (closes && (rule.grace_hours() > 0 || has_urn)) {
    writer.Add().mutable_poll_closed()->set_matter(due.matter.matter);
    if (rule.grace_hours() > 0) {
      WaitFor(due, rule.grace_hours(), writer);
      return true;
    }
  }
  if (!has_urn) return false;
  v1::PollClosed* urn = writer.Add().mutable_poll_closed();
  urn->set_matter(due.matter.matter);
  urn->set_urn(true);
  WaitFor(due, rule.urn_hours(), writer);
  return true;
}

// The parties that owed an answer in the stage whose deadline was missed, by id.
std::set<std::string> LateUnits(state::Community& community, const Due& due) {
  std::set<std::string> units;
  const v1::Stage* stage = due.pack.FindStage(due.matter.procedure, due.deadline.stage);
  if (stage == nullptr) return units;
  const auto asks_to = [stage](v1::Action::Effect effect) {
    return std::any_of(stage->actions().begin(), stage->actions().end(),
                       [effect](const v1::Action& action) { return HasEffect(action, effect); });
  };
  const bool reply = asks_to(v1::Action::REPLY);
  const bool report = asks_to(v1::Action::REPORT_IN);
  for (const state::Party& party : state::PartiesOf(community, due.matter.matter)) {
    const bool owes = (reply && party.replied_ms == 0) ||
                      (report && party.reported_ms == 0 && party.replied_ms == 0);
    if (owes) units.insert(party.unit);
  }
  return units;
}

// What follows a missed deadline. False: the pack names what it does not have.
bool Follow(state::Community& community, const Due& due, const v1::Late& late,
            EventWriter& writer) {
  const Bytes& matter = due.matter.matter;
  if (late.tally()) {
    const v1::Stage* stage = due.pack.FindStage(due.matter.procedure, due.matter.stage);
    if (stage == nullptr || !stage->has_poll()) return false;
    const auto poll = state::FindRunningPoll(community, due.matter);
    if (poll && CloseInSteps(due, stage->poll(), *poll, writer)) return true;
    return CountPoll(community, due.packs, due.pack, due.matter, *stage, writer);
  }
  if (!late.escalate().empty()) Escalate(writer, matter, late.escalate());
  if (!late.to().empty()) {
    const v1::Stage* next = due.pack.FindStage(due.matter.procedure, late.to());
    if (next == nullptr) return false;
    writer.EnterStage(matter, *next);
  } else if (!late.outcome().empty()) {
    writer.Close(matter, late.outcome());
  } else if (late.has_again()) {
    writer.SetDeadline(matter, due.deadline.stage, late.again(),
                       static_cast<uint32_t>(due.deadline.round + 1));
  }
  return true;
}

EventWriter WriterFor(state::Community& community, const Due& due) {
  EventWriter writer(community, due.pack, due.deadline.due_ms);
  writer.set_day_ms(due.deadline.due_ms - 1);
  writer.set_place(due.matter.place);
  // Of the stage's deadline and the matter's clock the other one goes on running.
  const bool is_clock = due.deadline.stage.empty();
  writer.set_running(is_clock ? due.matter.deadline : 0, is_clock ? 0 : due.matter.clock);
  return writer;
}

// The core's default: into the hands of street staff, and the ledger goes on.
Events DefaultFor(state::Community& community, const Due& due) {
  EventWriter writer = WriterFor(community, due);
  v1::DeadlineFailed* failed = writer.Add().mutable_deadline_failed();
  failed->set_deadline(due.deadline.deadline);
  failed->set_code("RUNTIME");
  Escalate(writer, due.matter.matter, kStreetLevel);
  return writer.Take();
}

}  // namespace

Result<Events> DecideDue(state::Community& community, PackSource& packs,
                         const state::Deadline& deadline) {
  std::optional<state::Matter> matter = state::FindMatter(community, deadline.matter);
  RETURN_IF_ERROR(community.db().failure());
  if (!matter) {
    return Fail(ErrorCode::kCorrupt, "deadline " + std::to_string(deadline.deadline) +
                                         " belongs to a matter that is not there");
  }
  rulehost::PackPtr pack = packs.Find(matter->pack);
  if (!pack) return Fail(ErrorCode::kNotFound, "rule pack " + ToHex(matter->pack) + " is not here");

  const Due due{packs, *pack, *matter, deadline};
  const v1::DeadlineRule* rule =
      RuleOf(*pack, matter->procedure, deadline.stage, deadline.round);
  if (rule == nullptr) return DefaultFor(community, due);
  EventWriter writer = WriterFor(community, due);
  v1::DeadlineMissed* missed = writer.Add().mutable_deadline_missed();
  missed->set_deadline(deadline.deadline);
  missed->set_expected(rule->on_late().expected());
  if (!missed->expected()) {
    for (const std::string& unit : LateUnits(community, due)) {
      if (static_cast<size_t>(missed->units_size()) < kLateUnitsMax) missed->add_units(unit);
    }
  }
  if (!Follow(community, due, rule->on_late(), writer)) return DefaultFor(community, due);
  return writer.Take();
}

}  // namespace yiting::decide
