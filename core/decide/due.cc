// What happens when a deadline falls due: the rule of its stage says so, under the pack that the
// matter lives under.

#include "decide/decide.h"
#include "decide/event_writer.h"

namespace yiting::decide {

namespace {

// The level that takes over when the rule of a deadline itself fails.
constexpr char kStreetLevel[] = "street";

// The rule of the stage's deadline after `round` escalations, or null.
const v1::DeadlineRule* RuleOf(const v1::Stage& stage, int64_t round) {
  if (!stage.has_deadline()) return nullptr;
  const v1::DeadlineRule* rule = &stage.deadline();
  for (; round > 0; --round) {
    if (!rule->on_late().has_again()) return nullptr;
    rule = &rule->on_late().again();
  }
  return rule;
}

void Escalate(EventWriter& writer, BytesView matter, BytesView level) {
  v1::Escalated* escalated = writer.Add().mutable_escalated();
  escalated->set_matter(Bytes(matter));
  escalated->set_level(std::string(level));
}

// The core's default: into the hands of street staff, and the ledger goes on.
Events DefaultFor(EventWriter& writer, const state::Deadline& deadline) {
  v1::DeadlineFailed* failed = writer.Add().mutable_deadline_failed();
  failed->set_deadline(deadline.deadline);
  failed->set_code("RUNTIME");
  Escalate(writer, deadline.matter, kStreetLevel);
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

  EventWriter writer(*pack, deadline.due_ms, community.facts().next_deadline);
  const v1::Stage* stage = pack->FindStage(matter->procedure, deadline.stage);
  const v1::DeadlineRule* rule = stage == nullptr ? nullptr : RuleOf(*stage, deadline.round);
  if (rule == nullptr) return DefaultFor(writer, deadline);
  const v1::Late& late = rule->on_late();
  const v1::Stage* next =
      late.to().empty() ? nullptr : pack->FindStage(matter->procedure, late.to());
  if (!late.to().empty() && next == nullptr) return DefaultFor(writer, deadline);

  writer.Add().mutable_deadline_missed()->set_deadline(deadline.deadline);
  if (!late.escalate().empty()) Escalate(writer, deadline.matter, late.escalate());
  if (next != nullptr) {
    writer.EnterStage(deadline.matter, *next);
  } else if (!late.outcome().empty()) {
    writer.Close(deadline.matter, late.outcome());
  } else if (late.has_again()) {
    writer.SetDeadline(deadline.matter, deadline.stage, late.again(),
                       static_cast<uint32_t>(deadline.round + 1));
  }
  return writer.Take();
}

}  // namespace yiting::decide
