// Who may take an action: roles that the pack names, relations to the matter, and the staff of the
// level into whose hands the stage was escalated.

#include <algorithm>

#include "decide/ballots.h"
#include "decide/effects.h"
#include "decide/situation.h"
#include "rulehost/modules.h"
#include "state/check_event.h"
#include "state/read_links.h"
#include "state/read_meetings.h"
#include "state/read_polls.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

using state::HeldRole;

// The actor's unit that is a party of the matter, or null. `only_lead` looks at the lead unit.
const HeldRole* PartyRole(state::Community& community, const state::Matter& matter,
                          const v1::Action& action, const std::vector<HeldRole>& roles,
                          bool only_lead) {
  const std::vector<state::Party> parties = state::PartiesOf(community, matter.matter);
  const bool replies = HasEffect(action, v1::Action::REPLY);
  // One who has still to do it comes first, so that who sits in two units can do it for both.
  for (bool done : {false, true}) {
    for (const state::Party& party : parties) {
      if (only_lead && !party.lead) continue;
      if (((replies ? party.replied_ms : party.reported_ms) != 0) != done) continue;
      for (const HeldRole& held : roles) {
        if (held.unit == party.unit) return &held;
      }
    }
  }
  return nullptr;
}

// A poll's elector now, who was counted among them when it opened.
bool IsElector(state::Community& community, const rulehost::LoadedPack& pack,
               const state::Matter& matter, BytesView member, const std::vector<HeldRole>& roles) {
  const v1::Stage* stage = pack.FindStage(matter.procedure, matter.stage);
  std::optional<state::Poll> poll = state::FindRunningPoll(community, matter);
  if (stage == nullptr || !poll) return false;
  const auto& electors = stage->poll().electors();
  const bool is = std::any_of(electors.begin(), electors.end(), [&roles](const std::string& role) {
    return state::HoldsRole(roles, role);
  });
  return is && state::WasElector(community, member,
                                 ElectingOf(stage->poll(), matter.place, poll->opened_ms));
}

// Lives at the place, or sits in one of its bodies.
bool BelongsTo(state::Community& community, BytesView member, BytesView place, int64_t now_ms) {
  const std::optional<state::Member> found = state::FindMember(community, member);
  return found && (state::LivesWithin(community, found->household, place, now_ms) ||
                   state::SitsInBodyOf(community, member, place, now_ms));
}

std::optional<Standing> ByRelation(state::Community& community, const rulehost::LoadedPack& pack,
                                   const state::Matter& matter, const v1::Action& action,
                                   std::string_view relation, BytesView member,
                                   const std::vector<HeldRole>& roles, int64_t now_ms) {
  const bool participant = relation == "participant";
  if (relation == "opener" || participant) {
    if (IsOpener(matter, member)) return Standing{std::string(relation), ""};
  }
  if (relation == "invitee" || participant) {
    std::optional<state::Invitee> invitee = state::FindInvitee(community, matter.matter, member);
    // Who declined takes no part in what follows.
    if (invitee && !(participant && invitee->answer == 2)) {
      return Standing{std::string(relation), ""};
    }
  }
  if (relation == "party" || relation == "lead" || participant) {
    const HeldRole* held = PartyRole(community, matter, action, roles, relation == "lead");
    if (held != nullptr) return Standing{std::string(relation), held->unit};
  }
  const bool is =
      (relation == "elector" && IsElector(community, pack, matter, member, roles)) ||
      (relation == "reviewer" && state::IsReviewer(community, matter.matter, member)) ||
      (relation == "supporter" && state::IsSupporter(community, matter.matter, member)) ||
      (relation == "asked" && !state::AskedAbout(community, matter, member).empty()) ||
      (relation == "neighbour" && BelongsTo(community, member, matter.place, now_ms));
  if (is) return Standing{std::string(relation), ""};
  return std::nullopt;
}

// What a party may do once, or only a party at all. Nullopt: it may.
std::optional<Refusal> CheckParty(state::Community& community, const state::Matter& matter,
                                  const v1::Action& action, const Standing& standing,
                                  const std::string& rule) {
  const bool replies = HasEffect(action, v1::Action::REPLY);
  for (const state::Party& party : state::PartiesOf(community, matter.matter)) {
    if (party.unit != standing.unit) continue;
    const int64_t done_ms = replies ? party.replied_ms : party.reported_ms;
    if (done_ms != 0) return Refusal{v1::ALREADY_DONE, rule, standing.unit};
    return std::nullopt;
  }
  return Refusal{v1::NOT_A_PARTY, rule, standing.unit};
}

// Enough must have said that they come. Nullopt: they have.
std::optional<Refusal> CheckQuorum(state::Community& community, const state::Matter& matter,
                                   const v1::Action& action, const std::string& rule) {
  if (!action.has_quorum()) return std::nullopt;
  const state::Turnout turnout = state::CountTurnout(community, matter.matter);
  const int64_t needed = NeededOf(action.quorum(), turnout);
  if (turnout.coming >= needed) return std::nullopt;
  return Refusal{v1::NO_QUORUM, rule, std::to_string(needed)};
}

}  // namespace

bool HasEffect(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

int64_t NeededOf(const v1::Quorum& quorum, const state::Turnout& turnout) {
  if (quorum.whole() == 0) return quorum.least();
  const int64_t share =
      (turnout.invited * quorum.part() + quorum.whole() - 1) / quorum.whole();
  return std::max(quorum.least(), share);
}

std::optional<Refusal> CheckModule(const rulehost::LoadedPack& pack, v1::Module module,
                                   const std::string& rule) {
  if (!rulehost::IsOff(pack.model(), module)) return std::nullopt;
  return Refusal{v1::MODULE_OFF, rule, rulehost::kModuleNames[module]};
}

bool UnitExists(const Situation& situation, const std::string& unit) {
  if (situation.pack.FindUnit(unit) != nullptr) return true;
  const std::optional<state::Body> body = state::FindBody(situation.community, unit);
  return body && !body->dissolved;
}

bool IsOpener(const state::Matter& matter, BytesView member) {
  return matter.opener == member || matter.helper == member;
}

bool IsStaff(const rulehost::LoadedPack& pack, const std::vector<HeldRole>& roles) {
  return std::any_of(roles.begin(), roles.end(), [&pack](const HeldRole& held) {
    const v1::Role* role = pack.FindRole(held.role);
    return role != nullptr && role->staff();
  });
}

std::optional<Standing> StandingFor(state::Community& community, const rulehost::LoadedPack& pack,
                                    const state::Matter& matter, const v1::Action& action,
                                    BytesView member, const std::vector<HeldRole>& roles,
                                    int64_t now_ms) {
  bool staff_may = false;
  for (const std::string& by : action.by()) {
    for (const HeldRole& held : roles) {
      // A councillor of one stairwell is none in another.
      if (held.role == by && state::ReachesPlace(community, held.unit, matter.place)) {
        return Standing{held.role, held.unit};
      }
    }
    std::optional<Standing> related =
        ByRelation(community, pack, matter, action, by, member, roles, now_ms);
    if (related) return related;
    const v1::Role* role = pack.FindRole(by);
    staff_may = staff_may || (role != nullptr && role->staff());
  }
  // Escalated: what staff may do, the staff of that level may do as well.
  if (!matter.level.empty() && staff_may) {
    for (const HeldRole& held : roles) {
      const v1::Role* role = pack.FindRole(held.role);
      if (role != nullptr && role->level() == matter.level &&
          state::ReachesPlace(community, held.unit, matter.place)) {
        return Standing{held.role, held.unit};
      }
    }
  }
  return std::nullopt;
}

std::optional<Refusal> CheckStanding(state::Community& community, const rulehost::LoadedPack& pack,
                                     const state::Matter& matter, const v1::Action& action,
                                     BytesView member, const std::vector<HeldRole>& roles,
                                     const When& when, Standing& standing) {
  const std::string rule = pack.PlaceOf(matter.procedure, matter.stage, action.id());
  if (state::HoldsRole(roles, state::kObserverRole)) return Refuse(v1::OBSERVER, rule, "");
  if (matter.closed()) return Refusal{v1::MATTER_CLOSED, matter.procedure, matter.outcome};
  std::optional<Standing> found =
      StandingFor(community, pack, matter, action, member, roles, when.now_ms);
  if (!found) {
    const bool only_party =
        HasEffect(action, v1::Action::REPORT_IN) || HasEffect(action, v1::Action::REPLY);
    const auto& by = action.by();
    const bool only_invitee = HasEffect(action, v1::Action::CONFIRM) &&
                              std::find(by.begin(), by.end(), "invitee") != by.end();
    return Refusal{only_party     ? v1::NOT_A_PARTY
                   : only_invitee ? v1::NOT_INVITED
                                  : v1::NOT_ALLOWED,
                   rule, ""};
  }
  standing = *found;
  std::optional<Refusal> refusal;
  if (HasEffect(action, v1::Action::PUBLISH_CASE)) refusal = CheckModule(pack, v1::CASES, rule);
  if (refusal) return refusal;
  const bool answers =
      HasEffect(action, v1::Action::REPORT_IN) || HasEffect(action, v1::Action::REPLY);
  if (answers) refusal = CheckParty(community, matter, action, standing, rule);
  const bool votes = HasEffect(action, v1::Action::VOTE);
  if (!refusal && votes) {
    refusal = CheckBallot(community, pack, matter, member, when.claimed_ms, rule);
  }
  if (!refusal) refusal = CheckQuorum(community, matter, action, rule);
  if (refusal) return refusal;
  if (HasEffect(action, v1::Action::SUPPORT)) {
    // Who came over by a link may say so themselves.
    if (state::StandsBehind(community, matter, member)) return Refuse(v1::ALREADY_DONE, rule, "");
  }
  // A unit's answer is counted by the unit, a ballot by its poll.
  const bool once = action.once() || action.signers() > 1 || action.all_reviewers();
  if (once && !answers && !votes && state::HasTaken(community, matter, action.id(), member)) {
    // Those who signed wait for somebody who cannot any more: one of them takes it on.
    const bool moves = !action.to().empty() || !action.outcome().empty();
    if (action.all_reviewers() && moves &&
        AllReviewersHave(community, matter, action, {}, when.now_ms)) {
      return std::nullopt;
    }
    return Refuse(v1::ALREADY_DONE, rule, "");
  }
  return std::nullopt;
}

}  // namespace yiting::decide
