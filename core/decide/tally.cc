#include "decide/tally.h"

#include <algorithm>

#include "crypto/sealed_box.h"

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

bool TurnoutReached(const v1::Poll& rule, Wide voted, Wide electors) {
  return rule.turnout_whole() == 0 || Reaches(voted, electors, rule.turnout_part(),
                                              rule.turnout_whole(), rule.turnout_above());
}

bool HasPassed(const v1::Poll& rule, const Count& count) {
  const Wide voted = count.in_favour + count.against + count.abstained;
  if (!TurnoutReached(rule, voted, count.electors)) return false;
  const Wide base = rule.base() == v1::Poll::ELECTORS ? count.electors
                    : rule.base() == v1::Poll::VOTED  ? voted
                                                      : count.in_favour + count.against;
  return base != 0 && Reaches(count.in_favour, base, rule.approve_part(), rule.approve_whole(),
                              rule.above());
}

// What the poll's row will say once its ballots are open.
void Recount(const std::vector<state::Ballot>& ballots, int64_t spoiled, state::Poll& poll) {
  poll.in_favour = poll.against = poll.abstained = poll.voted = poll.late = 0;
  poll.in_favour_area = poll.against_area = poll.abstained_area = poll.voted_area = 0;
  poll.spoiled = spoiled;
  for (const state::Ballot& ballot : ballots) {
    ++poll.voted;
    poll.voted_area += ballot.area;
    poll.late += ballot.late ? 1 : 0;
    int64_t* heads = ballot.choice == v1::FOR       ? &poll.in_favour
                     : ballot.choice == v1::AGAINST ? &poll.against
                     : ballot.choice == v1::ABSTAIN ? &poll.abstained
                                                    : nullptr;
    if (heads == nullptr) continue;
    int64_t& area = ballot.choice == v1::FOR       ? poll.in_favour_area
                    : ballot.choice == v1::AGAINST ? poll.against_area
                                                   : poll.abstained_area;
    ++*heads;
    area += ballot.area;
  }
}

bool AnyChosen(const std::vector<v1::OptionTally>& options) {
  return std::any_of(options.begin(), options.end(),
                     [](const v1::OptionTally& option) { return option.chosen(); });
}

}  // namespace

bool TurnoutReached(const v1::Poll& rule, const state::Poll& poll) {
  return TurnoutReached(rule, poll.voted, poll.electors) &&
         (!rule.by_area() || TurnoutReached(rule, poll.voted_area, poll.area));
}

bool HasPassed(const v1::Poll& rule, const state::Poll& poll) {
  const Count heads{poll.electors, poll.in_favour, poll.against, poll.abstained};
  if (!HasPassed(rule, heads)) return false;
  const Count area{poll.area, poll.in_favour_area, poll.against_area, poll.abstained_area};
  return !rule.by_area() || HasPassed(rule, area);
}

bool CountPoll(state::Community& community, PackSource& packs, const rulehost::LoadedPack& pack,
               const state::Matter& matter, const v1::Stage& stage, EventWriter& writer) {
  std::optional<state::Poll> poll = state::FindRunningPoll(community, matter);
  if (!poll) return false;
  Bytes secret;
  std::vector<state::Ballot> ballots;
  if (poll->sealed()) {
    PollKeys* keys = packs.poll_keys();
    if (keys != nullptr) secret = keys->SecretFor(matter.matter, poll->opened_ms);
    if (secret.empty()) {
      if (poll->closed_ms == 0) writer.Add().mutable_poll_closed()->set_matter(matter.matter);
      return true;
    }
    if (crypto::BoxPublicKey(secret) != poll->key) return false;
    state::OpenedBallots opened = state::OpenBallots(community, matter, *poll, secret);
    ballots = std::move(opened.ballots);
    Recount(ballots, static_cast<int64_t>(opened.spoiled.size()), *poll);
  } else if (stage.poll().method() != v1::Poll::FOR_AGAINST) {
    ballots = state::BallotsOf(community, matter, *poll);
  }
  std::vector<v1::OptionTally> options;
  if (stage.poll().method() != v1::Poll::FOR_AGAINST) {
    options =
        CountOptions(stage.poll(), *poll, state::OptionsOf(community, matter.matter), ballots);
  }
  const bool passed = stage.poll().method() == v1::Poll::FOR_AGAINST
                          ? HasPassed(stage.poll(), *poll)
                          : TurnoutReached(stage.poll(), *poll) && AnyChosen(options);
  const std::string& to = passed ? stage.poll().passed_to() : stage.poll().failed_to();
  const std::string& outcome =
      passed ? stage.poll().passed_outcome() : stage.poll().failed_outcome();
  const v1::Stage* next = to.empty() ? nullptr : pack.FindStage(matter.procedure, to);
  if (next == nullptr && outcome.empty()) return false;

  if (!secret.empty()) {
    v1::PollUnsealed* unsealed = writer.Add().mutable_poll_unsealed();
    unsealed->set_matter(matter.matter);
    unsealed->set_secret(secret);
  }
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
  tally->set_late(static_cast<uint32_t>(poll->late));
  tally->set_spoiled(static_cast<uint32_t>(poll->spoiled));
  for (v1::OptionTally& option : options) {
    option.set_chosen(option.chosen() && passed);
    *tally->add_options() = std::move(option);
  }
  if (next != nullptr) {
    writer.EnterStage(matter.matter, *next);
  } else {
    writer.Close(matter.matter, outcome);
  }
  return true;
}

}  // namespace yiting::decide
