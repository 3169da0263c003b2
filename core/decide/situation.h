// A Situation is everything one decision looks at: the state, the pack, the command, the instant,
// and the roles that the actor holds then. The files of decide share it; nobody else includes it.

#ifndef YITING_DECIDE_SITUATION_H_
#define YITING_DECIDE_SITUATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decide/decide.h"
#include "state/read_members.h"

namespace yiting::decide {

// Roles that the mechanism itself knows; packs give them titles.
inline constexpr char kRegistrarRole[] = "registrar";

struct Situation {
  state::Community& community;
  PackSource& packs;
  const rulehost::LoadedPack& pack;  // that decides
  const schema::OpenedCommand& command;
  int64_t now_ms;
  std::vector<state::HeldRole> roles;  // of the actor, at now_ms
  bool helped = false;  // the actor is who it is done on behalf of, not who signs

  const v1::Payload& payload() const { return command.payload; }
  const Bytes& actor() const {
    return helped ? command.payload.on_behalf_of() : command.payload.actor();
  }
};

// The many ways to say no, written out once: a phone downloads each of them.
Result<Decision> No(v1::Reason reason, const char* rule = "", const char* detail = "");
Result<Decision> No(v1::Reason reason, std::string rule, std::string detail = {});
std::optional<Refusal> Refuse(v1::Reason reason, const char* rule = "", const char* detail = "");
std::optional<Refusal> Refuse(v1::Reason reason, const std::string& rule, const char* detail);

// True if one of the roles is a staff role of the pack.
bool IsStaff(const rulehost::LoadedPack& pack, const std::vector<state::HeldRole>& roles);

// Nullopt: the street uses that part of the system.
std::optional<Refusal> CheckModule(const rulehost::LoadedPack& pack, v1::Module module,
                                   const std::string& rule);

// permission.cc -------------------------------------------------------------------------------

// Did the member open the matter, or file it for who is its opener?
bool IsOpener(const state::Matter& matter, BytesView member);

// By which role or relation, and for which unit, somebody may take an action.
struct Standing {
  std::string role;
  std::string unit;
};
// Nullopt: the action does not name them.
std::optional<Standing> StandingFor(state::Community& community, const rulehost::LoadedPack& pack,
                                    const state::Matter& matter, const v1::Action& action,
                                    BytesView member, const std::vector<state::HeldRole>& roles,
                                    int64_t now_ms);

struct When {
  int64_t now_ms;
  int64_t claimed_ms;  // when the device says that it was done; 0 = it does not say
};
// Everything but inputs and hooks: open, in its stage, allowed, not done already.
std::optional<Refusal> CheckStanding(state::Community& community, const rulehost::LoadedPack& pack,
                                     const state::Matter& matter, const v1::Action& action,
                                     BytesView member, const std::vector<state::HeldRole>& roles,
                                     const When& when, Standing& standing);

// Does the action have the effect?
bool HasEffect(const v1::Action& action, v1::Action::Effect effect);

// Is there such a unit: of the pack, or a body that was founded?
bool UnitExists(const Situation& situation, const std::string& unit);

// members.cc --------------------------------------------------------------------------------------

// REASON_UNSPECIFIED: somebody who belongs. Who has left never acts and is given nothing more.
v1::Reason WhyNoMember(state::Community& community, BytesView member);
// Nullopt: the actor is a registrar.
std::optional<Refusal> OnlyRegistrar(const Situation& situation);
// Nullopt: the profile is new, or was theirs before and is not erased. Whoever could name another's
// content as who they are would have it erased with their own.
std::optional<Refusal> CheckProfile(state::Community& community, BytesView member,
                                    const v1::ContentRef& profile);
// Nullopt: the role may be given so.
std::optional<Refusal> CheckGrant(const Situation& situation, const v1::RoleGrant& grant);
void AddGrant(Events& events, const Situation& situation, BytesView member,
              const v1::RoleGrant& grant);
void AddDevice(Events& events, BytesView device, BytesView member);
// Without any registrar nobody could ever be admitted or helped again.
bool IsLastRegistrar(state::Community& community, const std::string& role, int64_t now_ms);

// open_matter.cc --------------------------------------------------------------------------------

// What shows that somebody agreed is a picture for staff alone. Nullopt: so it is.
std::optional<Refusal> CheckProof(const v1::ContentRef& proof);

// inputs.cc -------------------------------------------------------------------------------------

using Inputs = google::protobuf::RepeatedPtrField<v1::Input>;
using Fields = google::protobuf::RepeatedPtrField<v1::Field>;
// The field in which a ballot says for, against or abstain.
inline constexpr char kChoiceField[] = "choice";
// Whether the inputs are what the fields ask for; what a ballot says may lie in a box.
std::optional<Refusal> CheckInputs(const Situation& situation, const Fields& fields,
                                   const Inputs& inputs, const std::string& rule,
                                   bool ballot = false);
const v1::Input* FindInput(const Inputs& inputs, std::string_view field);
// The input of the first field of that kind, or null.
const v1::Input* InputOfKind(const Fields& fields, const Inputs& inputs, v1::Field::Kind kind);

// Bodies: a file each ----------------------------------------------------------------------------

Result<Decision> DecideCreateCommunity(const Situation& situation);
Result<Decision> DecideAdmitMembers(const Situation& situation);
Result<Decision> DecideGrantRole(const Situation& situation);
Result<Decision> DecideEndRole(const Situation& situation);
Result<Decision> DecideIssueInvitation(const Situation& situation);
Result<Decision> DecideAcceptInvitation(const Situation& situation);
Result<Decision> DecideBindDevice(const Situation& situation);
Result<Decision> DecideRevokeDevice(const Situation& situation);
Result<Decision> DecideOpenMatter(const Situation& situation);
Result<Decision> DecideActOnMatter(const Situation& situation);
Result<Decision> DecideLeaveMessage(const Situation& situation);
Result<Decision> DecideConvertMessage(const Situation& situation);
Result<Decision> DecideActivatePack(const Situation& situation);
Result<Decision> DecideMigrateMatters(const Situation& situation);
Result<Decision> DecideAdoptCalendar(const Situation& situation);
Result<Decision> DecideRegisterRooms(const Situation& situation);
Result<Decision> DecideRegisterPlaces(const Situation& situation);
Result<Decision> DecideFoundBody(const Situation& situation);
Result<Decision> DecideAskToJoin(const Situation& situation);
Result<Decision> DecideDeclineJoin(const Situation& situation);
Result<Decision> DecideSetVenue(const Situation& situation);
Result<Decision> DecideBookVenue(const Situation& situation);
Result<Decision> DecideCancelBooking(const Situation& situation);
Result<Decision> DecideEraseContents(const Situation& situation);
Result<Decision> DecideChangeProfile(const Situation& situation);
Result<Decision> DecideLeaveCommunity(const Situation& situation);
// Ask no pack, so that none can lock a street out.
Result<Decision> DecideRestorePack(state::Community& community,
                                   const schema::OpenedCommand& command);
Result<Decision> DecideRotateKey(state::Community& community,
                                 const schema::OpenedCommand& command, int64_t now_ms);

// Two of the street's keys outvote every pack: one alone could be lost or stolen.
bool StreetSigns(state::Community& community, const schema::OpenedCommand& command);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_SITUATION_H_
