#include "decide/ballots.h"

#include <algorithm>
#include <vector>

#include "base/sort.h"
#include "schema/sealed_ballot.h"
#include "state/read_rooms.h"

namespace yiting::decide {

namespace {

// What a ballot says: a choice, or options by their numbers, or neither in a box. Nobody's order
// but a ranking's counts.
struct Said {
  v1::Choice choice = v1::CHOICE_UNSPECIFIED;
  std::vector<uint32_t> options;
  Bytes sealed;
};

Said Read(const Balloting& act, const v1::Poll& rule) {
  const bool among_options = rule.method() != v1::Poll::FOR_AGAINST;
  const v1::Input* input =
      among_options ? InputOfKind(act.action.needs(), act.inputs, v1::Field::OPTIONS)
                    : FindInput(act.inputs, kChoiceField);
  Said said;
  if (input == nullptr) return said;
  if (input->has_sealed()) {
    said.sealed = input->sealed();
    return said;
  }
  if (!among_options) {
    said.choice = state::ChoiceOf(input->code());
    return said;
  }
  const auto& named = input->options().option();
  said.options.assign(named.begin(), named.end());
  if (rule.method() != v1::Poll::RANKING) Sort(said.options);
  return said;
}

int64_t CostOf(const Balloting& act, const std::vector<uint32_t>& options) {
  int64_t cost = 0;
  for (const state::Option& option :
       state::OptionsOf(act.situation.community, act.matter.matter)) {
    if (std::find(options.begin(), options.end(), option.option) != options.end()) {
      cost += option.cost;
    }
  }
  return cost;
}

// Nullopt: the poll has what the ballot says, and the ballot says no more than it may.
std::optional<Refusal> CheckSaid(const Balloting& act, const v1::Poll& rule,
                                 const state::Poll& poll, const Said& said) {
  // What lies in a box is seen when the poll is counted.
  if (!said.sealed.empty()) return std::nullopt;
  if (rule.method() == v1::Poll::FOR_AGAINST) return std::nullopt;
  if (poll.options == 0) return Refuse(v1::OPTION_UNKNOWN, act.rule, "");
  for (const uint32_t option : said.options) {
    if (option > poll.options) {
      return Refusal{v1::OPTION_UNKNOWN, act.rule, std::to_string(option)};
    }
  }
  if (rule.method() == v1::Poll::CHOICE && said.options.size() > 1) {
    return Refuse(v1::BALLOT_TOO_MUCH, act.rule, "1");
  }
  if (rule.method() == v1::Poll::BUDGET && CostOf(act, said.options) > rule.budget()) {
    return Refuse(v1::BALLOT_TOO_MUCH, act.rule, "budget");
  }
  return std::nullopt;
}

template <class Event>
void Write(const Said& said, Event* event) {
  event->set_choice(said.choice);
  event->mutable_options()->Add(said.options.begin(), said.options.end());
}

int64_t AreaOf(const Balloting& act, const v1::Poll& rule, const state::Poll& poll,
               BytesView voter) {
  if (!rule.by_owner()) return 0;
  return state::AreaAt(act.situation.community, voter, act.matter.place, poll.opened_ms);
}

// Whose paper ballot this is; empty: nobody's who may vote here.
Bytes VoterOnPaper(const Balloting& act, const v1::Poll& rule, const state::Poll& poll) {
  state::Community& community = act.situation.community;
  if (rule.by_owner()) {
    const v1::Input* room = InputOfKind(act.action.needs(), act.inputs, v1::Field::ROOM);
    if (room == nullptr) return {};
    const Bytes owner = state::OwnerAt(community, room->room(), poll.opened_ms);
    const bool owns_here =
        !owner.empty() && state::AreaAt(community, owner, act.matter.place, poll.opened_ms) > 0;
    return owns_here ? owner : Bytes();
  }
  const v1::Input* named = InputOfKind(act.action.needs(), act.inputs, v1::Field::MEMBERS);
  if (named == nullptr || named->members().member().empty()) return {};
  const std::string& member = named->members().member(0);
  if (!state::WasElector(community, member,
                         ElectingOf(rule, act.matter.place, poll.opened_ms))) {
    return {};
  }
  return state::VoterOf(community, member, PerOf(rule));
}

}  // namespace

state::Per PerOf(const v1::Poll& poll) {
  if (poll.by_owner()) return state::Per::kOwner;
  return poll.by_household() ? state::Per::kHousehold : state::Per::kMember;
}

state::Electing ElectingOf(const v1::Poll& poll, BytesView place, int64_t at_ms) {
  const auto& roles = poll.electors();
  return {{roles.begin(), roles.end()}, PerOf(poll), place, at_ms};
}

bool IsInTime(const state::Poll& poll, int64_t claimed_ms) {
  if (poll.urn_ms != 0) return false;
  return poll.closed_ms == 0 || (claimed_ms > 0 && claimed_ms < poll.closed_ms);
}

std::optional<Refusal> CheckBallot(state::Community& community, const rulehost::LoadedPack& pack,
                                   const state::Matter& matter, BytesView member,
                                   int64_t claimed_ms, const std::string& rule) {
  const v1::Stage* stage = pack.FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return std::nullopt;
  const std::optional<state::Poll> poll = state::FindRunningPoll(community, matter);
  if (poll && !IsInTime(*poll, claimed_ms)) return Refuse(v1::VOTE_CLOSED, rule, "");
  const state::Per per = PerOf(stage->poll());
  std::optional<state::Ballot> cast =
      state::FindBallot(community, matter, state::VoterOf(community, member, per));
  if (!cast) cast = state::FindBallotBy(community, matter, member);
  if (!cast) return std::nullopt;
  // Who cast it may think again; what was cast on paper stays.
  if (stage->poll().changeable() && cast->member == member && !cast->paper) return std::nullopt;
  return Refusal{v1::ALREADY_DONE, rule,
                 cast->paper                     ? "paper"
                 : per == state::Per::kMember    ? ""
                 : per == state::Per::kHousehold ? "household"
                                                 : "owner"};
}

std::optional<Refusal> CastBallot(const Balloting& act, EventWriter& writer) {
  state::Community& community = act.situation.community;
  const v1::Stage* stage = act.situation.pack.FindStage(act.matter.procedure, act.matter.stage);
  std::optional<state::Poll> poll = state::FindRunningPoll(community, act.matter);
  if (stage == nullptr || !poll) return Refusal{v1::WRONG_STAGE, act.rule, act.matter.stage};
  if (schema::IsKeyToCome(poll->key)) return Refuse(v1::NOT_READY, act.rule, "");
  const Said said = Read(act, stage->poll());
  if (poll->sealed() == said.sealed.empty()) {
    return Refusal{v1::BALLOT_NOT_SEALED, act.rule, poll->sealed() ? "sealed" : "open"};
  }
  if (std::optional<Refusal> refusal = CheckSaid(act, stage->poll(), *poll, said)) return refusal;
  const std::optional<state::Ballot> before =
      state::FindBallotBy(community, act.matter, act.situation.actor());
  const Bytes voter = before ? before->voter
                             : state::VoterOf(community, act.situation.actor(),
                                              PerOf(stage->poll()));
  v1::BallotCast* ballot = writer.Add().mutable_ballot_cast();
  ballot->set_matter(act.matter.matter);
  ballot->set_voter(voter);
  ballot->set_by(act.situation.actor());
  Write(said, ballot);
  ballot->set_sealed(said.sealed);
  ballot->set_area(static_cast<uint64_t>(AreaOf(act, stage->poll(), *poll, voter)));
  ballot->set_replaces(before.has_value());
  ballot->set_late(poll->closed_ms != 0 && poll->urn_ms == 0);
  return std::nullopt;
}

std::optional<Refusal> EnterPaper(const Balloting& act, EventWriter& writer) {
  state::Community& community = act.situation.community;
  const v1::Stage* stage = act.situation.pack.FindStage(act.matter.procedure, act.matter.stage);
  std::optional<state::Poll> poll = state::FindRunningPoll(community, act.matter);
  if (stage == nullptr || !poll) return Refusal{v1::WRONG_STAGE, act.rule, act.matter.stage};
  // A reading is in the open: it would tell who can still vote how the urn stands.
  if (stage->poll().sealed() && poll->urn_ms == 0) return Refuse(v1::URN_CLOSED, act.rule, "");
  // What lay in the box at the close is typed in later; its officers answer for that.
  const v1::Input* named = InputOfKind(act.action.needs(), act.inputs, v1::Field::MEMBERS);
  if (!stage->poll().by_owner() && named != nullptr && named->members().member_size() != 1) {
    return Refusal{v1::INPUT_INVALID, act.rule, named->field()};
  }
  const Bytes voter = VoterOnPaper(act, stage->poll(), *poll);
  if (voter.empty()) return Refuse(v1::NOT_ALLOWED, act.rule, "elector");
  if (std::optional<state::Ballot> cast = state::FindBallot(community, act.matter, voter)) {
    return Refusal{v1::ALREADY_DONE, act.rule, cast->paper ? "paper" : "ballot"};
  }
  const Said said = Read(act, stage->poll());
  if (!said.sealed.empty()) return Refuse(v1::INPUT_INVALID, act.rule, "sealed");
  if (std::optional<Refusal> refusal = CheckSaid(act, stage->poll(), *poll, said)) return refusal;
  const Bytes& actor = act.situation.actor();
  // Of several readings the first other officer's that says the same makes it a ballot, so that a
  // third officer can decide between two who have read different things.
  for (const state::Paper& read : state::PapersOf(community, act.matter, voter)) {
    if (read.by == actor || read.choice != said.choice || read.options != said.options) continue;
    v1::BallotCast* ballot = writer.Add().mutable_ballot_cast();
    ballot->set_matter(act.matter.matter);
    ballot->set_voter(voter);
    ballot->set_by(actor);
    Write(said, ballot);
    ballot->set_area(static_cast<uint64_t>(AreaOf(act, stage->poll(), *poll, voter)));
    ballot->set_entered_first(read.by);
    ballot->set_late(poll->closed_ms != 0 && poll->urn_ms == 0);
    return std::nullopt;
  }
  v1::PaperEntered* entered = writer.Add().mutable_paper_entered();
  entered->set_matter(act.matter.matter);
  entered->set_voter(voter);
  entered->set_by(actor);
  Write(said, entered);
  return std::nullopt;
}

}  // namespace yiting::decide
