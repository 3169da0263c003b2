// Meetings: whom to invite, who comes or sends somebody, who is there, who reviews.

#include <set>
#include <vector>

#include "decide/effects.h"
#include "state/check_event.h"
#include "state/read_meetings.h"

namespace yiting::decide {

namespace {

// Nullopt: whom the field names may act.
Outcome CheckNoObserver(const Acting& acting, const Bytes& member, const char* field) {
  const auto roles = state::RolesAt(acting.community(), member, acting.situation.now_ms);
  if (state::HoldsRole(roles, state::kObserverRole)) return acting.No(v1::OBSERVER, field);
  return std::nullopt;
}

}  // namespace

Outcome CheckDelegate(const Situation& situation, const Bytes& matter, const Bytes& member,
                      const Bytes& delegate, const std::string& rule) {
  if (delegate == member) return Refuse(v1::INPUT_INVALID, rule, "delegate");
  const auto roles = state::RolesAt(situation.community, delegate, situation.now_ms);
  if (state::HoldsRole(roles, state::kObserverRole)) {
    return Refuse(v1::OBSERVER, rule, "delegate");
  }
  if (!state::FindInvitee(situation.community, matter, delegate)) return std::nullopt;
  const auto before = state::FindInvitee(situation.community, matter, member);
  if (before && before->delegate == delegate) return std::nullopt;
  return Refuse(v1::ALREADY_DONE, rule, "delegate");
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
  // On paper or over the telephone: staff say for whom.
  Bytes member = acting.actor();
  if (const v1::Input* input = FindInput(acting.inputs, "invitee")) {
    if (input->members().member_size() != 1) return acting.No(v1::INPUT_INVALID, "invitee");
    member = input->members().member(0);
    if (Outcome refusal = CheckNoObserver(acting, member, "invitee")) return refusal;
  }
  if (!state::FindInvitee(acting.community(), acting.matter.matter, member)) {
    return acting.No(v1::NOT_INVITED, "invitee");
  }
  const bool coming = acting.Code("coming") == "yes";
  Bytes delegate;
  if (const v1::Input* input = FindInput(acting.inputs, "delegate")) {
    if (coming || input->members().member_size() != 1) {
      return acting.No(v1::INPUT_INVALID, "delegate");
    }
    delegate = input->members().member(0);
    if (Outcome refusal = CheckDelegate(acting.situation, acting.matter.matter, member, delegate,
                                        acting.rule)) {
      return refusal;
    }
    writer.Invite(acting.matter.matter, delegate);
  }
  v1::AttendanceAnswered* answered = writer.Add().mutable_attendance_answered();
  answered->set_matter(acting.matter.matter);
  answered->set_member(member);
  answered->set_coming(coming);
  answered->set_delegate(delegate);
  return std::nullopt;
}

Outcome Attend(const Acting& acting, EventWriter& writer) {
  // Off the sheet at the door: staff say who.
  const v1::Input* sheet = FindInput(acting.inputs, "attendees");
  std::vector<Bytes> members;
  if (sheet == nullptr) {
    members.push_back(acting.actor());
  } else {
    members.assign(sheet->members().member().begin(), sheet->members().member().end());
  }
  for (const Bytes& member : members) {
    if (Outcome refusal = CheckNoObserver(acting, member, "attendees")) return refusal;
    v1::AttendanceNoted* noted = writer.Add().mutable_attendance_noted();
    noted->set_matter(acting.matter.matter);
    noted->set_member(member);
    noted->set_in_room(acting.Code("mode") == "room");
  }
  return std::nullopt;
}

Outcome NameReviewers(const Acting& acting, EventWriter& writer) {
  const v1::Input* input = FindInput(acting.inputs, "reviewers");
  if (input == nullptr) return std::nullopt;
  for (const std::string& member : input->members().member()) {
    // Who never acts would never sign.
    if (Outcome refusal = CheckNoObserver(acting, member, "reviewers")) return refusal;
    v1::ReviewerNamed* named = writer.Add().mutable_reviewer_named();
    named->set_matter(acting.matter.matter);
    named->set_member(member);
  }
  return std::nullopt;
}

bool AllReviewersHave(state::Community& community, const state::Matter& matter,
                      const v1::Action& action, BytesView signing, int64_t now_ms) {
  for (const Bytes& member : state::ReviewersOf(community, matter.matter)) {
    if (member == signing || state::HasTaken(community, matter, action.id(), member)) continue;
    // Who has become an observer or holds no role any more will never sign.
    const auto roles = state::RolesAt(community, member, now_ms);
    if (!roles.empty() && !state::HoldsRole(roles, state::kObserverRole)) return false;
  }
  return true;
}

}  // namespace yiting::decide
