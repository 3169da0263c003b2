#include "decide/tally.h"

namespace yiting::decide {

bool HasPassed(const v1::Poll& rule, const state::Poll& poll) {
  if (poll.voted() * rule.turnout_whole() < poll.electors * rule.turnout_part()) return false;
  const int64_t base = rule.base() == v1::Poll::ELECTORS ? poll.electors
                       : rule.base() == v1::Poll::VOTED  ? poll.voted()
                                                         : poll.in_favour + poll.against;
  if (base == 0) return false;
  const int64_t reached = poll.in_favour * rule.approve_whole();
  const int64_t needed = base * rule.approve_part();
  return rule.above() ? reached > needed : reached >= needed;
}

bool CountPoll(state::Community& community, const rulehost::LoadedPack& pack,
               const state::Matter& matter, const v1::Stage& stage, EventWriter& writer) {
  std::optional<state::Poll> poll = state::FindRunningPoll(community, matter);
  if (!poll) return false;
  const bool passed = HasPassed(stage.poll(), *poll);
  const std::string& to = passed ? stage.poll().passed_to() : stage.poll().failed_to();
  const std::string& outcome =
      passed ? stage.poll().passed_outcome() : stage.poll().failed_outcome();
  const v1::Stage* next = to.empty() ? nullptr : pack.FindStage(matter.procedure, to);
  if (next == nullptr && outcome.empty()) return false;

  v1::TallyPublished* tally = writer.Add().mutable_tally_published();
  tally->set_matter(matter.matter);
  tally->set_electors(static_cast<uint32_t>(poll->electors));
  tally->set_in_favour(static_cast<uint32_t>(poll->in_favour));
  tally->set_against(static_cast<uint32_t>(poll->against));
  tally->set_abstained(static_cast<uint32_t>(poll->abstained));
  tally->set_passed(passed);
  if (next != nullptr) {
    writer.EnterStage(matter.matter, *next);
  } else {
    writer.Close(matter.matter, outcome);
  }
  return true;
}

}  // namespace yiting::decide
