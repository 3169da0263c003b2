#include "decide/tally.h"

namespace yiting::decide {

namespace {

// Areas of a whole city times the parts of a ratio need more than 64 bits.
__extension__ using Wide = __int128;

// What is counted once by heads and once by area.
struct Count {
  Wide electors;
  Wide in_favour;
  Wide against;
  Wide abstained;
};

bool Reaches(Wide amount, Wide of, int64_t part, int64_t whole, bool above) {
  return above ? amount * whole > of * part : amount * whole >= of * part;
}

bool HasPassed(const v1::Poll& rule, const Count& count) {
  const Wide voted = count.in_favour + count.against + count.abstained;
  if (rule.turnout_whole() != 0 && !Reaches(voted, count.electors, rule.turnout_part(),
                                            rule.turnout_whole(), rule.turnout_above())) {
    return false;
  }
  const Wide base = rule.base() == v1::Poll::ELECTORS ? count.electors
                    : rule.base() == v1::Poll::VOTED  ? voted
                                                      : count.in_favour + count.against;
  return base != 0 && Reaches(count.in_favour, base, rule.approve_part(), rule.approve_whole(),
                              rule.above());
}

}  // namespace

bool HasPassed(const v1::Poll& rule, const state::Poll& poll) {
  const Count heads{poll.electors, poll.in_favour, poll.against, poll.abstained};
  if (!HasPassed(rule, heads)) return false;
  const Count area{poll.area, poll.in_favour_area, poll.against_area, poll.abstained_area};
  return !rule.by_area() || HasPassed(rule, area);
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
  tally->set_area(static_cast<uint64_t>(poll->area));
  tally->set_in_favour_area(static_cast<uint64_t>(poll->in_favour_area));
  tally->set_against_area(static_cast<uint64_t>(poll->against_area));
  tally->set_abstained_area(static_cast<uint64_t>(poll->abstained_area));
  if (next != nullptr) {
    writer.EnterStage(matter.matter, *next);
  } else {
    writer.Close(matter.matter, outcome);
  }
  return true;
}

}  // namespace yiting::decide
