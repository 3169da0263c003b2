#include "decide/ballots.h"

#include "state/read_rooms.h"

namespace yiting::decide {

namespace {

v1::Choice ChoiceOf(const Inputs& inputs) {
  const v1::Input* input = FindInput(inputs, "choice");
  if (input == nullptr) return v1::CHOICE_UNSPECIFIED;
  return input->code() == "for" ? v1::FOR : input->code() == "against" ? v1::AGAINST : v1::ABSTAIN;
}

int64_t AreaOf(state::Community& community, const v1::Poll& rule, const state::Poll& poll,
               BytesView voter) {
  return rule.by_owner() ? state::AreaAt(community, voter, poll.opened_ms) : 0;
}

// Whose paper ballot this is; empty: nobody's who may vote here.
Bytes VoterOnPaper(const Balloting& act, const v1::Poll& rule, const state::Poll& poll) {
  state::Community& community = act.situation.community;
  if (rule.by_owner()) {
    const v1::Input* room = InputOfKind(act.action.needs(), act.inputs, v1::Field::ROOM);
    return room == nullptr ? Bytes() : state::OwnerAt(community, room->room(), poll.opened_ms);
  }
  const v1::Input* named = InputOfKind(act.action.needs(), act.inputs, v1::Field::MEMBERS);
  if (named == nullptr || named->members().member().empty()) return {};
  const std::string& member = named->members().member(0);
  const auto& electors = rule.electors();
  if (!state::WasElector(community, member, {electors.begin(), electors.end()}, PerOf(rule),
                         poll.opened_ms)) {
    return {};
  }
  return state::VoterOf(community, member, PerOf(rule));
}

}  // namespace

state::Per PerOf(const v1::Poll& poll) {
  if (poll.by_owner()) return state::Per::kOwner;
  return poll.by_household() ? state::Per::kHousehold : state::Per::kMember;
}

std::optional<Refusal> CheckBallot(state::Community& community, const rulehost::LoadedPack& pack,
                                   const state::Matter& matter, BytesView member,
                                   const std::string& rule) {
  const v1::Stage* stage = pack.FindStage(matter.procedure, matter.stage);
  if (stage == nullptr) return std::nullopt;
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

void CastBallot(const Balloting& act, EventWriter& writer) {
  state::Community& community = act.situation.community;
  const v1::Stage* stage = act.situation.pack.FindStage(act.matter.procedure, act.matter.stage);
  std::optional<state::Poll> poll = state::FindRunningPoll(community, act.matter);
  if (stage == nullptr || !poll) return;
  const std::optional<state::Ballot> before =
      state::FindBallotBy(community, act.matter, act.situation.actor());
  const Bytes voter = before ? before->voter
                             : state::VoterOf(community, act.situation.actor(),
                                              PerOf(stage->poll()));
  v1::BallotCast* ballot = writer.Add().mutable_ballot_cast();
  ballot->set_matter(act.matter.matter);
  ballot->set_voter(voter);
  ballot->set_by(act.situation.actor());
  ballot->set_choice(ChoiceOf(act.inputs));
  ballot->set_area(static_cast<uint64_t>(AreaOf(community, stage->poll(), *poll, voter)));
  ballot->set_replaces(before.has_value());
}

std::optional<Refusal> EnterPaper(const Balloting& act, EventWriter& writer) {
  state::Community& community = act.situation.community;
  const v1::Stage* stage = act.situation.pack.FindStage(act.matter.procedure, act.matter.stage);
  std::optional<state::Poll> poll = state::FindRunningPoll(community, act.matter);
  if (stage == nullptr || !poll) return Refusal{v1::WRONG_STAGE, act.rule, act.matter.stage};
  const v1::Input* named = InputOfKind(act.action.needs(), act.inputs, v1::Field::MEMBERS);
  if (!stage->poll().by_owner() && named != nullptr && named->members().member_size() != 1) {
    return Refusal{v1::INPUT_INVALID, act.rule, named->field()};
  }
  const Bytes voter = VoterOnPaper(act, stage->poll(), *poll);
  if (voter.empty()) return Refusal{v1::NOT_ALLOWED, act.rule, "elector"};
  if (std::optional<state::Ballot> cast = state::FindBallot(community, act.matter, voter)) {
    return Refusal{v1::ALREADY_DONE, act.rule, cast->paper ? "paper" : "ballot"};
  }
  const Bytes& actor = act.situation.actor();
  std::optional<state::Paper> read = state::FindPaper(community, act.matter, voter);
  const v1::Choice choice = ChoiceOf(act.inputs);
  if (read && read->by != actor) {
    if (read->choice != choice) return Refusal{v1::PAPER_DIFFERS, act.rule, ""};
    v1::BallotCast* ballot = writer.Add().mutable_ballot_cast();
    ballot->set_matter(act.matter.matter);
    ballot->set_voter(voter);
    ballot->set_by(actor);
    ballot->set_choice(choice);
    ballot->set_area(static_cast<uint64_t>(AreaOf(community, stage->poll(), *poll, voter)));
    ballot->set_entered_first(read->by);
    return std::nullopt;
  }
  v1::PaperEntered* entered = writer.Add().mutable_paper_entered();
  entered->set_matter(act.matter.matter);
  entered->set_voter(voter);
  entered->set_by(actor);
  entered->set_choice(choice);
  return std::nullopt;
}

}  // namespace yiting::decide
