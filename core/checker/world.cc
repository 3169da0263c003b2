#include "checker/world.h"

#include <algorithm>
#include <map>
#include <utility>

#include "crypto/sha256.h"
#include "decide/compose.h"
#include "rulehost/draw.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "schema/signed_command.h"
#include "state/read_ledger.h"

namespace yiting::checker {

namespace {

// A roster goes in by pieces, each well inside a command's and a decision's limits.
constexpr int kPieceEventsMax = 200;
constexpr size_t kPieceBytesMax = 12 * 1024;
constexpr char kRegistrar[] = "registrar";

Bytes Numbered(size_t index, size_t bytes) {
  Bytes id(bytes - 8, '\0');
  AppendU64Be(id, index + 1);
  return id;
}

Bytes DeviceOf(size_t index) { return Numbered(index, schema::kDeviceKeyBytes); }

Bytes Named(const std::string& name, size_t bytes) {
  const crypto::Hash hash = crypto::Sha256(name);
  return Bytes(crypto::AsBytes(hash).substr(0, bytes));
}

v1::NewMember MemberFrom(const Person& person, size_t index) {
  v1::NewMember member;
  member.set_member(World::MemberOf(index));
  member.set_device(DeviceOf(index));
  if (!person.household.empty()) {
    member.set_household(Named(person.household, schema::kHouseholdIdBytes));
  }
  for (const Held& held : person.roles) {
    v1::RoleGrant* grant = member.add_roles();
    grant->set_role(held.role);
    grant->set_unit(held.unit);
  }
  return member;
}

}  // namespace

Bytes World::MemberOf(size_t index) { return Numbered(index, schema::kMemberIdBytes); }

Result<std::unique_ptr<World>> World::Make(rulehost::PackPtr pack, const Roster& roster,
                                           int64_t start_ms) {
  const auto found = std::find_if(roster.begin(), roster.end(), [](const Person& person) {
    return Holds(person, kRegistrar);
  });
  if (found == roster.end()) {
    return Fail(ErrorCode::kInvalid, "the roster has nobody with the role registrar");
  }
  std::unique_ptr<World> world(new World(std::move(pack), roster));
  ASSIGN_OR_RETURN(world->community_,
                   state::Community::Open(":memory:", state::Durability::kCache));
  RETURN_IF_ERROR(world->community_->Begin());
  RETURN_IF_ERROR(world->Admit(static_cast<size_t>(found - roster.begin()), start_ms));
  return world;
}

Status World::Admit(size_t registrar, int64_t start_ms) {
  v1::Payload create;
  v1::CreateCommunity* body = create.mutable_create_community();
  body->mutable_title()->set_zh("试算");
  body->set_sequencer_key(Bytes(32, 's'));
  body->set_pack_hash(pack_->hash());
  *body->add_members() = MemberFrom(roster_[registrar], registrar);
  // Who holds a role that is given by appointment alone was there from the beginning.
  const auto founds = [&](size_t index) {
    return index != registrar && HasAppointment(pack_->model(), roster_[index]);
  };
  for (size_t i = 0; i < roster_.size(); ++i) {
    if (founds(i)) *body->add_members() = MemberFrom(roster_[i], i);
  }
  ASSIGN_OR_RETURN(Outcome made, Push(CommandOf(registrar, std::move(create)), start_ms));
  for (size_t next = 0; !made.refusal && next < roster_.size();) {
    v1::Payload payload;
    v1::AdmitMembers* admit = payload.mutable_admit_members();
    for (int events = 0; next < roster_.size() && events < kPieceEventsMax &&
                         payload.ByteSizeLong() < kPieceBytesMax;
         ++next) {
      if (next == registrar || founds(next)) continue;
      *admit->add_members() = MemberFrom(roster_[next], next);
      events += 2 + static_cast<int>(roster_[next].roles.size());
    }
    if (admit->members().empty()) break;
    ASSIGN_OR_RETURN(made, Push(CommandOf(registrar, std::move(payload)), start_ms));
  }
  const std::vector<Spot> spots = PlacesOf(pack_->model());
  if (!made.refusal && !spots.empty()) {
    v1::Payload payload;
    Bytes parent;
    for (const Spot& spot : spots) {
      v1::Place* place = payload.mutable_register_places()->add_places();
      place->set_place(Named(spot.name, schema::kPlaceIdBytes));
      place->set_parent(parent);
      place->set_kind(spot.kind);
      place->mutable_title()->set_zh(spot.name);
      parent = place->place();
    }
    ASSIGN_OR_RETURN(made, Push(CommandOf(registrar, std::move(payload)), start_ms));
  }
  std::map<Bytes, v1::Room> rooms;
  for (const Person& person : roster_) {
    if (person.room.empty()) continue;
    v1::Room& room = rooms[Named(person.room, schema::kRoomIdBytes)];
    room.set_room(Named(person.room, schema::kRoomIdBytes));
    room.set_area(person.area);
    const bool rents = !person.landlord.empty();
    room.set_owner(Named(rents ? person.landlord : person.household, schema::kHouseholdIdBytes));
    if (rents) room.set_dweller(Named(person.household, schema::kHouseholdIdBytes));
    if (!spots.empty()) room.set_place(Named(spots.back().name, schema::kPlaceIdBytes));
  }
  if (!made.refusal && !rooms.empty()) {
    v1::Payload payload;
    for (auto& [id, room] : rooms) {
      *payload.mutable_register_rooms()->add_rooms() = std::move(room);
    }
    ASSIGN_OR_RETURN(made, Push(CommandOf(registrar, std::move(payload)), start_ms));
  }
  if (!made.refusal) return {};
  return Fail(ErrorCode::kInvalid, "the roster is refused: " +
                                       v1::Reason_Name(made.refusal->reason) + " " +
                                       made.refusal->detail);
}

schema::OpenedCommand World::CommandOf(size_t who, v1::Payload payload) {
  payload.set_actor(MemberOf(who));
  payload.set_device(DeviceOf(who));
  payload.set_counter(++counter_);
  schema::OpenedCommand command;
  command.signed_command.set_payload(schema::Encode(payload));
  v1::Signature* signature = command.signed_command.add_signatures();
  signature->set_key(DeviceOf(who));
  signature->set_signature(Bytes(64, '\0'));
  command.bytes = schema::Encode(command.signed_command);
  const Bytes community =
      payload.has_create_community() ? Bytes(schema::NoCommunity()) : community_->id();
  const crypto::Hash id = crypto::Sha256(
      schema::CommandSignedBytes(community, command.signed_command.payload()));
  command.id = Bytes(crypto::AsBytes(id));
  command.payload = std::move(payload);
  return command;
}

v1::Input World::InputOf(const Given& given) const {
  v1::Input input;
  input.set_field(given.field);
  switch (given.kind) {
    case v1::Field::TEXT:
    case v1::Field::PHOTO:
      input.mutable_content()->set_audience(given.audience);
      input.mutable_content()->set_media(given.kind == v1::Field::TEXT ? "text/plain"
                                                                       : "image/jpeg");
      input.mutable_content()->set_size(static_cast<uint32_t>(given.text.size()));
      break;
    case v1::Field::UNITS:
      for (const std::string& unit : given.list) input.mutable_codes()->add_code(unit);
      break;
    case v1::Field::MEMBERS:
      for (size_t i = 0; i < roster_.size(); ++i) {
        const auto& names = given.list;
        if (std::find(names.begin(), names.end(), roster_[i].name) == names.end()) continue;
        input.mutable_members()->add_member(MemberOf(i));
      }
      break;
    case v1::Field::INSTANT:
      input.set_instant_ms(given.number);
      break;
    case v1::Field::NUMBER:
      input.set_number(given.number);
      break;
    case v1::Field::PACK:
      input.set_pack(pack_->hash());
      break;
    case v1::Field::ROOM:
      input.set_room(Named(given.text, schema::kRoomIdBytes));
      break;
    case v1::Field::PLACE:
      input.set_place(Named(kPlaceName, schema::kPlaceIdBytes));
      break;
    case v1::Field::MATTERS:
      input.mutable_matters();
      break;
    case v1::Field::OPTIONS:
      input.mutable_options();
      if (given.number != 0) {
        input.mutable_options()->add_option(static_cast<uint32_t>(given.number));
      }
      break;
    default:
      input.set_code(given.text);
      break;
  }
  return input;
}

Result<World::Outcome> World::Play(const Move& move) {
  if (move.what == Move::What::kDue) {
    std::optional<state::Deadline> next = NextDue();
    if (!next) return Fail(ErrorCode::kNotFound, "no deadline runs");
    return LetFall(*next);
  }
  v1::Payload payload;
  const bool opens = move.what == Move::What::kOpen;
  if (opens) {
    payload.mutable_open_matter()->set_procedure(move.name);
    payload.mutable_open_matter()->set_channel(v1::APP);
    const std::string place = PlaceFor(pack_->model(), move.name);
    if (!place.empty()) {
      payload.mutable_open_matter()->set_place(Named(place, schema::kPlaceIdBytes));
    }
  } else {
    payload.mutable_act_on_matter()->set_matter(matter_);
    payload.mutable_act_on_matter()->set_action(move.name);
  }
  std::vector<v1::Input> inputs;
  for (const Given& given : move.gifts) {
    v1::Input& input = inputs.emplace_back(InputOf(given));
    // Nobody's words are another's.
    if (input.has_content()) {
      input.mutable_content()->set_commitment(
          Named("words of " + std::to_string(move.who), schema::kCommitmentBytes));
    }
  }
  std::sort(inputs.begin(), inputs.end(),
            [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
  for (v1::Input& input : inputs) {
    *(opens ? payload.mutable_open_matter()->add_inputs()
            : payload.mutable_act_on_matter()->add_inputs()) = std::move(input);
  }
  const schema::OpenedCommand command = CommandOf(move.who, std::move(payload));
  ASSIGN_OR_RETURN(Outcome outcome, Push(command, move.at_ms));
  if (opens && !outcome.refusal) matter_ = command.MadeId();
  return outcome;
}

Result<World::Outcome> World::Push(const schema::OpenedCommand& command, int64_t at_ms) {
  ++packs_.decisions;
  packs_.hooks().LetDrawsFall(rulehost::kAlwaysFirst);
  ASSIGN_OR_RETURN(decide::Admission admission,
                   decide::AdmitCommand(*community_, packs_, command, at_ms,
                                        decide::SignatureCheck::kTrusted));
  // A rule says no and changes nothing, so what a draw can do is to let a command through: it does
  // if any way of falling does.
  for (uint32_t way = rulehost::kAlwaysLast; draws_ && way < rulehost::kDrawWays; ++way) {
    const auto* refusal = std::get_if<decide::Refusal>(&admission);
    if (refusal == nullptr ||
        (refusal->reason != v1::RULE_REFUSED && refusal->reason != v1::RULE_FAILED)) {
      break;
    }
    packs_.hooks().LetDrawsFall(way);
    ASSIGN_OR_RETURN(admission, decide::AdmitCommand(*community_, packs_, command, at_ms,
                                                     decide::SignatureCheck::kTrusted));
  }
  Outcome outcome;
  if (const auto* refusal = std::get_if<decide::Refusal>(&admission)) {
    outcome.refusal = *refusal;
    return outcome;
  }
  ASSIGN_OR_RETURN(v1::Entry entry, schema::Decode<v1::Entry>(std::get<Bytes>(admission)));
  outcome.events.assign(entry.events().begin(), entry.events().end());
  return outcome;
}

Result<World::Outcome> World::LetFall(const state::Deadline& deadline) {
  ++packs_.decisions;
  ASSIGN_OR_RETURN(Bytes bytes, decide::AdmitDue(*community_, packs_, deadline));
  ASSIGN_OR_RETURN(v1::Entry entry, schema::Decode<v1::Entry>(bytes));
  Outcome outcome;
  outcome.events.assign(entry.events().begin(), entry.events().end());
  return outcome;
}

state::Matter World::matter() {
  std::optional<state::Matter> matter = state::FindMatter(*community_, matter_);
  CHECK(matter.has_value());
  return *std::move(matter);
}

std::optional<state::Deadline> World::NextDue() { return state::NextDue(*community_); }

}  // namespace yiting::checker
