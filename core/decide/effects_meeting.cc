// Meetings: whom to invite, who comes or sends somebody, who is there, who reviews.

#include <set>

#include "decide/effects.h"
#include "state/check_event.h"
#include "state/read_meetings.h"

namespace yiting::decide {

Outcome CheckDelegate(const Situation& situation, const Bytes& matter, const Bytes& member,
                      const Bytes& delegate, const std::string& rule) {
  if (delegate == member) return Refusal{v1::INPUT_INVALID, rule, "delegate"};
  const auto roles = state::RolesAt(situation.community, delegate, situation.now_ms);
  if (state::HoldsRole(roles, state::kObserverRole)) {
    return Refusal{v1::OBSERVER, rule, "delegate"};
  }
  if (!state::FindInvitee(situation.community, matter, delegate)) return std::nullopt;
  const auto before = state::FindInvitee(situation.community, matter, member);
  if (before && before->delegate == delegate) return std::nullopt;
  return Refusal{v1::ALREADY_DONE, rule, "delegate"};
}

Outcome Invite(const Acting& acting, EventWriter& writer) {
  std::set<std::string> members;  // one who was named for two reasons is invited once
  for (const v1::Input& input : acting.inputs) {
    members.insert(input.members().member().begin(), input.members().member().end());
  }
  for (const std::string& member : members) writer.Invite(acting.matter.matter, member);
  return std::nullopt;
}

Outcome Confirm(const Acting& acting, EventWriter& writer) {
  const bool coming = acting.Code("coming") == "yes";
  Bytes delegate;
  if (const v1::Input* input = FindInput(acting.inputs, "delegate")) {
    if (coming || input->members().member_size() != 1) {
      return acting.No(v1::INPUT_INVALID, "delegate");
    }
    delegate = input->members().member(0);
    if (Outcome refusal = CheckDelegate(acting.situation, acting.matter.matter, acting.actor(),
                                        delegate, acting.rule)) {
      return refusal;
    }
    writer.Invite(acting.matter.matter, delegate);
  }
  v1::AttendanceAnswered* answered = writer.Add().mutable_attendance_answered();
  answered->set_matter(acting.matter.matter);
  answered->set_member(acting.actor());
  answered->set_coming(coming);
  answered->set_delegate(delegate);
  return std::nullopt;
}

Outcome Attend(const Acting& acting, EventWriter& writer) {
  v1::AttendanceNoted* noted = writer.Add().mutable_attendance_noted();
  noted->set_matter(acting.matter.matter);
  noted->set_member(acting.actor());
  noted->set_in_room(acting.Code("mode") == "room");
  return std::nullopt;
}

Outcome NameReviewers(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "reviewers");
  if (input == nullptr) return std::nullopt;
  for (const std::string& member : input->members().member()) {
    // Who never acts would never sign.
    const auto roles = state::RolesAt(acting.community(), member, acting.situation.now_ms);
    if (state::HoldsRole(roles, state::kObserverRole)) return acting.No(v1::OBSERVER, "reviewers");
    v1::ReviewerNamed* named = writer.Add().mutable_reviewer_named();
    named->set_matter(acting.matter.matter);
    named->set_member(member);
  }
  return std::nullopt;
}

bool AllReviewersHave(const Acting& acting) {
  for (const Bytes& member : state::ReviewersOf(acting.community(), acting.matter.matter)) {
    if (member == acting.actor()) continue;
    if (!state::HasTaken(acting.community(), acting.matter, acting.action.id(), member)) {
      return false;
    }
  }
  return true;
}

}  // namespace yiting::decide
