#include "decide/decide.h"

#include <algorithm>
#include <utility>

#include "decide/event_writer.h"
#include "decide/situation.h"
#include "schema/limits.h"
#include "state/check_event.h"
#include "state/read_ledger.h"

namespace yiting::decide {

namespace {

using v1::Payload;

// The device must be bound, not revoked, the actor's own, and count upwards. By the key of an
// invitation or poster whatever device speaks that has it; one that is known keeps its counter and
// its revocation.
std::optional<Refusal> CheckDevice(state::Community& community, const Payload& payload) {
  const bool by_link = payload.has_accept_invitation() || payload.has_ask_to_join();
  std::optional<state::Device> device = state::FindDevice(community, payload.device());
  if (!device && by_link) return std::nullopt;
  if (!device) return Refuse(v1::UNKNOWN_DEVICE);
  if (device->revoked) return Refuse(v1::DEVICE_REVOKED);
  if (device->member != payload.actor() && !by_link) return Refuse(v1::NOT_A_MEMBER);
  if (payload.counter() <= device->counter) return Refuse(v1::COUNTER_USED);
  return std::nullopt;
}

std::optional<Refusal> CheckCommand(state::Community& community,
                                    const schema::OpenedCommand& command, int64_t now_ms,
                                    SignatureCheck signatures) {
  const Payload& payload = command.payload;
  if (signatures == SignatureCheck::kVerify && !schema::SignaturesHold(command, community.id())) {
    return Refuse(v1::BAD_SIGNATURE);
  }
  const bool exists = community.facts().size > 0;
  if (payload.has_create_community()) {
    if (exists) return Refuse(v1::COMMUNITY_EXISTS);
    return std::nullopt;
  }
  if (!exists) return Refuse(v1::WRONG_COMMUNITY);
  if (payload.expires_ms() != 0 && payload.expires_ms() <= now_ms) {
    return Refuse(v1::EXPIRED);
  }
  return CheckDevice(community, payload);
}

// The part of the system that a command needs, but for practice; MODULE_UNSPECIFIED: what every
// street has. Who has booked a venue may cancel even where there are none any more.
v1::Module ModuleOf(const Payload& payload) {
  switch (payload.body_case()) {
    case Payload::kLeaveMessage:
    case Payload::kConvertMessage:
      return v1::MESSAGES;
    case Payload::kOpenMatter: {
      const v1::OpenMatter& body = payload.open_matter();
      const bool imported = body.channel() == v1::IMPORT || !body.source().empty();
      return imported ? v1::IMPORTING : v1::MODULE_UNSPECIFIED;
    }
    case Payload::kSetVenue:
    case Payload::kBookVenue:
      return v1::VENUES;
    case Payload::kIssueInvitation:
      return payload.issue_invitation().poster() ? v1::POSTERS : v1::MODULE_UNSPECIFIED;
    case Payload::kAskToJoin:
      return v1::POSTERS;
    default:
      return v1::MODULE_UNSPECIFIED;
  }
}

// What the law gives to everybody whom something is held about, observers too: to have it erased or
// put right, and to withdraw consent.
bool IsEverybodys(const Payload& payload) {
  return payload.has_erase_contents() || payload.has_change_profile() ||
         payload.has_leave_community();
}

// What was erased does not come back, not by being said again either.
std::optional<Refusal> CheckNotErased(state::Community& community, const Payload& payload) {
  for (const v1::ContentRef& ref : ContentsOf(payload)) {
    const auto facts = state::FindContent(community, ref.commitment());
    if (facts && facts->erased_ms != 0) {
      return Refusal{v1::CONTENT_UNKNOWN, "", ToHex(ref.commitment())};
    }
  }
  return std::nullopt;
}

Result<Decision> DecideBody(const Situation& situation) {
  switch (situation.payload().body_case()) {
    case Payload::kCreateCommunity:
      return DecideCreateCommunity(situation);
    case Payload::kAdmitMembers:
      return DecideAdmitMembers(situation);
    case Payload::kGrantRole:
      return DecideGrantRole(situation);
    case Payload::kEndRole:
      return DecideEndRole(situation);
    case Payload::kIssueInvitation:
      return DecideIssueInvitation(situation);
    case Payload::kAcceptInvitation:
      return DecideAcceptInvitation(situation);
    case Payload::kBindDevice:
      return DecideBindDevice(situation);
    case Payload::kRevokeDevice:
      return DecideRevokeDevice(situation);
    case Payload::kOpenMatter:
      return DecideOpenMatter(situation);
    case Payload::kActOnMatter:
      return DecideActOnMatter(situation);
    case Payload::kLeaveMessage:
      return DecideLeaveMessage(situation);
    case Payload::kConvertMessage:
      return DecideConvertMessage(situation);
    case Payload::kActivatePack:
      return DecideActivatePack(situation);
    case Payload::kMigrateMatters:
      return DecideMigrateMatters(situation);
    case Payload::kAdoptCalendar:
      return DecideAdoptCalendar(situation);
    case Payload::kRegisterRooms:
      return DecideRegisterRooms(situation);
    case Payload::kRegisterPlaces:
      return DecideRegisterPlaces(situation);
    case Payload::kFoundBody:
      return DecideFoundBody(situation);
    case Payload::kAskToJoin:
      return DecideAskToJoin(situation);
    case Payload::kDeclineJoin:
      return DecideDeclineJoin(situation);
    case Payload::kSetVenue:
      return DecideSetVenue(situation);
    case Payload::kBookVenue:
      return DecideBookVenue(situation);
    case Payload::kCancelBooking:
      return DecideCancelBooking(situation);
    case Payload::kEraseContents:
      return DecideEraseContents(situation);
    case Payload::kChangeProfile:
      return DecideChangeProfile(situation);
    case Payload::kLeaveCommunity:
      return DecideLeaveCommunity(situation);
    case Payload::kRestorePack:  // decided without a pack
    case Payload::kRotateKey:    // the same
    case Payload::BODY_NOT_SET:
      break;
  }
  return No(v1::MALFORMED);
}

bool IsTooLarge(const Events& events) {
  size_t bytes = 0;
  for (const v1::Event& event : events) bytes += event.ByteSizeLong();
  return events.size() > schema::kDecisionEventsMax || bytes > schema::kDecisionBytesMax;
}

}  // namespace

Result<Decision> No(v1::Reason reason, const char* rule, const char* detail) {
  return Decision(Refusal{reason, rule, detail});
}

Result<Decision> No(v1::Reason reason, std::string rule, std::string detail) {
  return Decision(Refusal{reason, std::move(rule), std::move(detail)});
}

std::optional<Refusal> Refuse(v1::Reason reason, const char* rule, const char* detail) {
  return Refusal{reason, rule, detail};
}

std::optional<Refusal> Refuse(v1::Reason reason, const std::string& rule, const char* detail) {
  return Refusal{reason, rule, detail};
}

Bytes PackFor(state::Community& community, const v1::Payload& payload) {
  if (payload.has_create_community()) return payload.create_community().pack_hash();
  if (payload.has_act_on_matter()) {
    std::optional<state::Matter> matter =
        state::FindMatter(community, payload.act_on_matter().matter());
    if (matter) return matter->pack;
  }
  return community.facts().pack;
}

Result<Decision> Decide(state::Community& community, PackSource& packs,
                        const schema::OpenedCommand& command, int64_t now_ms,
                        SignatureCheck signatures) {
  std::optional<Refusal> refusal = CheckCommand(community, command, now_ms, signatures);
  RETURN_IF_ERROR(community.db().failure());
  if (refusal) return Decision(*refusal);

  if (command.payload.has_restore_pack() || command.payload.has_rotate_key()) {
    Result<Decision> decision = command.payload.has_restore_pack()
                                    ? DecideRestorePack(community, command)
                                    : DecideRotateKey(community, command, now_ms);
    RETURN_IF_ERROR(community.db().failure());
    return decision;
  }
  const Bytes pack_hash = PackFor(community, command.payload);
  rulehost::PackPtr pack = packs.Find(pack_hash);
  if (!pack) return Fail(ErrorCode::kNotFound, "rule pack " + ToHex(pack_hash) + " is not here");

  Situation situation{community, packs,
                      *pack,     command,
                      now_ms,    state::RolesAt(community, command.payload.actor(), now_ms)};
  if (state::HoldsRole(situation.roles, state::kObserverRole)) {
    if (!IsEverybodys(command.payload)) return No(v1::OBSERVER);
    situation.roles.clear();  // of their own, nobody else's
  }
  if (auto refusal = CheckNotErased(community, command.payload)) return Decision(*refusal);
  const bool practice = command.payload.open_matter().practice();
  for (const v1::Module module :
       {practice ? v1::PRACTICE : v1::MODULE_UNSPECIFIED, ModuleOf(command.payload)}) {
    if (auto refusal = CheckModule(*pack, module, "")) return Decision(*refusal);
  }
  ASSIGN_OR_RETURN(Decision decision, DecideBody(situation));
  // A failing disk looks like "not found" to reads; it must never become a decision.
  RETURN_IF_ERROR(community.db().failure());
  if (const Events* events = std::get_if<Events>(&decision)) {
    if (IsTooLarge(*events)) return No(v1::TOO_LARGE);
  }
  return decision;
}

std::optional<Refusal> WhyNot(state::Community& community, const rulehost::LoadedPack& pack,
                              const state::Matter& matter, const v1::Action& action,
                              BytesView member, int64_t now_ms) {
  Standing standing;
  return CheckStanding(community, pack, matter, action, member,
                       state::RolesAt(community, member, now_ms), {now_ms, 0}, standing);
}

std::vector<v1::ContentRef> ContentsOf(const v1::Payload& payload) {
  std::vector<v1::ContentRef> refs;
  auto from_inputs = [&refs](const Inputs& inputs) {
    for (const v1::Input& input : inputs) {
      if (input.has_content()) refs.push_back(input.content());
    }
  };
  auto from_members = [&refs](const google::protobuf::RepeatedPtrField<v1::NewMember>& members) {
    for (const v1::NewMember& member : members) {
      if (member.has_profile()) refs.push_back(member.profile());
    }
  };
  if (payload.has_open_matter()) from_inputs(payload.open_matter().inputs());
  if (payload.has_act_on_matter()) from_inputs(payload.act_on_matter().inputs());
  if (payload.has_convert_message()) from_inputs(payload.convert_message().inputs());
  if (payload.has_leave_message()) refs.push_back(payload.leave_message().text());
  if (payload.has_create_community()) from_members(payload.create_community().members());
  if (payload.has_admit_members()) from_members(payload.admit_members().members());
  if (payload.has_accept_invitation() && payload.accept_invitation().has_profile()) {
    refs.push_back(payload.accept_invitation().profile());
  }
  if (payload.open_matter().has_consent_proof()) {
    refs.push_back(payload.open_matter().consent_proof());
  }
  if (payload.act_on_matter().has_consent_proof()) {
    refs.push_back(payload.act_on_matter().consent_proof());
  }
  if (payload.book_venue().has_purpose()) refs.push_back(payload.book_venue().purpose());
  if (payload.has_ask_to_join()) refs.push_back(payload.ask_to_join().profile());
  if (payload.has_change_profile()) refs.push_back(payload.change_profile().profile());
  for (const v1::Room& room : payload.register_rooms().rooms()) {
    if (room.has_address()) refs.push_back(room.address());
  }
  return refs;
}

std::set<Bytes> PacksOf(const v1::Payload& payload) {
  std::set<Bytes> packs;
  auto from_inputs = [&packs](const Inputs& inputs) {
    for (const v1::Input& input : inputs) {
      if (input.has_pack()) packs.insert(input.pack());
    }
  };
  if (payload.has_open_matter()) from_inputs(payload.open_matter().inputs());
  if (payload.has_act_on_matter()) from_inputs(payload.act_on_matter().inputs());
  if (payload.has_convert_message()) from_inputs(payload.convert_message().inputs());
  if (payload.has_activate_pack()) packs.insert(payload.activate_pack().pack());
  return packs;
}

}  // namespace yiting::decide
