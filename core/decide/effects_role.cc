// Appointments: the ledger of the matter shows who proposed, who reviewed and when; its last step
// gives the role, or takes it.

#include <algorithm>

#include "decide/effects.h"
#include "state/read_matters.h"

namespace yiting::decide {

namespace {

// What the matter's opening asked for: inputs of the first step, by fixed names.
struct Appointment {
  Bytes member;
  std::string unit;  // or empty
  int64_t from_ms = 0;
  int64_t until_ms = 0;
};

std::optional<Appointment> Asked(const Acting& acting) {
  Appointment appointment;
  for (const v1::Input& input : state::InputsOf(acting.community(), acting.matter.matter, 1)) {
    if (input.field() == "member" && input.members().member_size() == 1) {
      appointment.member = input.members().member(0);
    }
    if (input.field() == "unit" && input.codes().code_size() == 1) {
      appointment.unit = input.codes().code(0);
    }
    if (input.field() == "from") appointment.from_ms = input.instant_ms();
    if (input.field() == "until") appointment.until_ms = input.instant_ms();
  }
  if (appointment.member.empty()) return std::nullopt;
  return appointment;
}

// One signature of several gives or takes nothing yet; what is tried out never does.
bool Gives(const Acting& acting) { return !acting.matter.practice && HasAll(acting); }

}  // namespace

Outcome Appoint(const Acting& acting, EventWriter& writer) {
  const std::optional<Appointment> asked = Asked(acting);
  if (!asked) return acting.No(v1::INPUT_MISSING, "member");
  if (asked->member == acting.actor()) return acting.No(v1::NOT_ALLOWED, "member");
  if (const v1::Reason why = WhyNoMember(acting.community(), asked->member)) {
    return acting.No(why, "member");
  }
  const int64_t now_ms = acting.situation.now_ms;
  if (asked->until_ms != 0 && asked->until_ms <= std::max(asked->from_ms, now_ms)) {
    return acting.No(v1::INPUT_INVALID, "until");
  }
  if (!asked->unit.empty() && !UnitExists(acting.situation, asked->unit)) {
    return acting.No(v1::UNIT_UNKNOWN, asked->unit);
  }
  if (!Gives(acting)) return std::nullopt;
  v1::RoleGranted* granted = writer.Add().mutable_role_granted();
  granted->set_member(asked->member);
  granted->mutable_grant()->set_role(acting.action.appoints());
  granted->mutable_grant()->set_unit(asked->unit);
  granted->mutable_grant()->set_from_ms(std::max(asked->from_ms, now_ms));
  granted->mutable_grant()->set_until_ms(asked->until_ms);
  return std::nullopt;
}

Outcome Dismiss(const Acting& acting, EventWriter& writer) {
  const std::optional<Appointment> asked = Asked(acting);
  if (!asked) return acting.No(v1::INPUT_MISSING, "member");
  const int64_t now_ms = acting.situation.now_ms;
  for (const state::HeldRole& held :
       state::RolesAt(acting.community(), asked->member, now_ms)) {
    if (held.role != acting.action.appoints() || held.unit != asked->unit) continue;
    if (IsLastRegistrar(acting.community(), held.role, now_ms)) {
      return acting.No(v1::NOT_ALLOWED, held.role);
    }
    if (!Gives(acting)) return std::nullopt;
    v1::RoleEnded* ended = writer.Add().mutable_role_ended();
    ended->set_member(asked->member);
    ended->set_role(held.role);
    ended->set_unit(held.unit);
    return std::nullopt;
  }
  return acting.No(v1::ROLE_UNKNOWN, acting.action.appoints());
}

}  // namespace yiting::decide
