#include "dryrun/compare.h"

#include <algorithm>

namespace yiting::dryrun {

namespace {

Standing StandingOf(const Trail* trail) {
  if (trail == nullptr) return {};
  return {true, trail->stage, trail->outcome, trail->level, trail->closed_ms};
}

// Whether two steps lead to the same place, both by somebody's command or both by a deadline.
// Another day, or another's command, is told by the deadlines, the refusals and the end.
bool SameWay(const PathStep& a, const PathStep& b) {
  return a.stage == b.stage && a.outcome == b.outcome && a.seq.has_value() == b.seq.has_value();
}

std::optional<PathStep> StepAt(const std::vector<PathStep>& path, size_t index) {
  if (index >= path.size()) return std::nullopt;
  return path[index];
}

// The first step of the two ways that is not the same one.
std::optional<Divergence> FirstOtherStep(const Trail& was, const Trail& would_be) {
  for (size_t i = 0; i < std::max(was.path.size(), would_be.path.size()); ++i) {
    const std::optional<PathStep> old_step = StepAt(was.path, i);
    const std::optional<PathStep> new_step = StepAt(would_be.path, i);
    if (old_step && new_step && SameWay(*old_step, *new_step)) continue;
    const bool old_first = old_step && (!new_step || old_step->time_ms <= new_step->time_ms);
    const PathStep& first = old_first ? *old_step : *new_step;
    return Divergence{first.time_ms, first.seq, false, old_step, new_step};
  }
  return std::nullopt;
}

std::optional<Divergence> FirstDivergence(const Trail& was, const Trail* would_be,
                                          const std::vector<RefusedCommand>& refused) {
  std::optional<Divergence> step;
  if (would_be != nullptr) step = FirstOtherStep(was, *would_be);
  if (refused.empty()) return step;
  // What was refused at that very instant is the cause of the other step.
  if (step && step->time_ms < refused[0].time_ms) return step;
  Divergence divergence{refused[0].time_ms, refused[0].seq, true, std::nullopt, std::nullopt};
  if (step && step->seq == divergence.seq) divergence.was = step->was;
  return divergence;
}

void CompareDeadlines(const Trail& was, const Trail* would_be, MatterChange& change) {
  for (const DeadlineTrail& deadline : was.deadlines) {
    const DeadlineFate* fate = would_be == nullptr ? nullptr : would_be->FindFate(deadline.key);
    const DeadlineFate other = fate == nullptr ? DeadlineFate() : *fate;
    if (other.IsLate() == deadline.fate.IsLate()) continue;
    change.deadlines.push_back({deadline.key, deadline.fate, other});
  }
  if (would_be == nullptr) return;
  for (const DeadlineTrail& deadline : would_be->deadlines) {
    if (was.FindFate(deadline.key) != nullptr || !deadline.fate.IsLate()) continue;
    change.deadlines.push_back({deadline.key, DeadlineFate(), deadline.fate});
  }
}

void CompareVotes(const Trail& was, const Trail* would_be, MatterChange& change) {
  for (const VoteTrail& vote : was.votes) {
    const VoteTrail* found =
        would_be == nullptr ? nullptr : would_be->FindVote(vote.stage, vote.stay);
    const VoteTrail other = found == nullptr ? VoteTrail() : *found;
    if (other.result != vote.result) change.votes.push_back({vote, other});
  }
  if (would_be == nullptr) return;
  for (const VoteTrail& vote : would_be->votes) {
    if (was.FindVote(vote.stage, vote.stay) == nullptr) change.votes.push_back({{}, vote});
  }
}

void CountLate(const Trail& trail, uint64_t Totals::Pair::*side, Totals& totals) {
  for (const DeadlineTrail& deadline : trail.deadlines) {
    if (!deadline.fate.IsLate()) continue;
    ++(totals.late.*side);
    ++(totals.late_by_stage[{trail.procedure, deadline.key.stage}].*side);
  }
  for (const std::string& level : trail.levels) ++(totals.taken_over[level].*side);
  ++(totals.outcomes[trail.outcome].*side);
}

void CountVote(const VoteChange& vote, Totals& totals) {
  using Result = VoteTrail::Result;
  if (vote.was.result == Result::kLost && vote.would_be.result == Result::kCarried) {
    ++totals.votes_newly_carried;
  } else if (vote.was.result == Result::kCarried && vote.would_be.result == Result::kLost) {
    ++totals.votes_newly_lost;
  } else {
    ++totals.votes_other;
  }
}

}  // namespace

bool MatterChange::StandsElsewhere() const {
  return was.opened != would_be.opened || was.stage != would_be.stage ||
         was.outcome != would_be.outcome || was.level != would_be.level;
}

bool MatterChange::EndsAtAnotherTime() const {
  return !StandsElsewhere() && was.closed_ms != would_be.closed_ms;
}

bool MatterChange::Any() const {
  return StandsElsewhere() || EndsAtAnotherTime() || diverges || OthersAnswer() ||
         OthersTakeOver() || !deadlines.empty() || !votes.empty() || !refused.empty();
}

MatterChange Compare(const Trail& was, const Trail* would_be, std::vector<RefusedCommand> refused) {
  MatterChange change;
  change.matter = was.matter;
  change.number = was.number;
  change.procedure = was.procedure;
  change.opened_ms = was.opened_ms;
  change.pack = was.pack;
  change.category = was.category;
  change.was = StandingOf(&was);
  change.would_be = StandingOf(would_be);
  change.diverges = FirstDivergence(was, would_be, refused);
  CompareDeadlines(was, would_be, change);
  CompareVotes(was, would_be, change);
  change.units_was = was.units;
  change.levels_was = was.levels;
  if (would_be != nullptr) {
    change.units_would_be = would_be->units;
    change.levels_would_be = would_be->levels;
  }
  change.refused = std::move(refused);
  return change;
}

void Totals::Add(const Trail& trail, const Trail* would_be_trail, const MatterChange& change) {
  ++matters;
  CountLate(trail, &Pair::was, *this);
  if (would_be_trail != nullptr) CountLate(*would_be_trail, &Pair::would_be, *this);
  if (!change.Any()) return;
  ++changed;
  if (change.diverges) ++diverged;
  if (!change.would_be.opened) ++not_opened;
  if (change.StandsElsewhere()) ++stand_elsewhere;
  if (change.EndsAtAnotherTime()) ++end_at_another_time;
  if (change.OthersAnswer()) ++others_answer;
  for (const DeadlineChange& deadline : change.deadlines) {
    ++(deadline.would_be.IsLate() ? newly_late : no_longer_late);
  }
  for (const VoteChange& vote : change.votes) CountVote(vote, *this);
  for (const RefusedCommand& command : change.refused) {
    Add(command, &command == &change.refused.front());
  }
}

void Totals::Add(const RefusedCommand& command, bool first) {
  ++refused;
  Refusals& sum = refusals[{command.reason, command.rule, command.detail}];
  ++sum.commands;
  if (first) ++sum.first;
}

}  // namespace yiting::dryrun
