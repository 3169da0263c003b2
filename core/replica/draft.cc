#include "replica/draft.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "crypto/commitment.h"
#include "crypto/person.h"
#include "crypto/sha256.h"
#include "decide/seal_vote.h"
#include "schema/canonical.h"
#include "schema/limits.h"
#include "state/read_members.h"
#include "state/read_rooms.h"

namespace yiting::replica {

namespace {

using v1::Payload;
using Inputs = google::protobuf::RepeatedPtrField<v1::Input>;
using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

constexpr char kTextMedia[] = "text/plain";
constexpr char kProfileField[] = "profile";
constexpr char kPersonField[] = "person";
constexpr char kHouseholdField[] = "household";
constexpr char kPurposeField[] = "purpose";
constexpr char kConsentField[] = "consent_proof";

Inputs* InputsOf(Payload& payload) {
  if (payload.has_open_matter()) return payload.mutable_open_matter()->mutable_inputs();
  if (payload.has_act_on_matter()) return payload.mutable_act_on_matter()->mutable_inputs();
  if (payload.has_convert_message()) return payload.mutable_convert_message()->mutable_inputs();
  return nullptr;
}

// The fields that the command's inputs answer, or null when the pack is not here.
const Fields* FieldsOf(Parts& parts, const Payload& payload, rulehost::PackPtr& pack) {
  pack = parts.packs->Find(decide::PackFor(*parts.state, payload));
  if (!pack) return nullptr;
  if (payload.has_act_on_matter()) {
    const v1::ActOnMatter& act = payload.act_on_matter();
    std::optional<state::Matter> matter = state::FindMatter(*parts.state, act.matter());
    if (!matter) return nullptr;
    const v1::Action* action = pack->FindAction(matter->procedure, matter->stage, act.action());
    return action != nullptr ? &action->needs() : nullptr;
  }
  const v1::Procedure* procedure =
      pack->FindProcedure(payload.has_open_matter() ? payload.open_matter().procedure()
                                                    : payload.convert_message().procedure());
  return procedure != nullptr ? &procedure->fields() : nullptr;
}

// Where the pack says nothing, a content is for staff: the narrowest that still can be handled.
v1::Audience AudienceOf(Parts& parts, const Payload& payload, const v1::DraftContent& content) {
  if (content.audience() != v1::AUDIENCE_UNSPECIFIED) return content.audience();
  if (payload.has_open_matter() || payload.has_act_on_matter() || payload.has_convert_message()) {
    rulehost::PackPtr pack;
    const Fields* fields = FieldsOf(parts, payload, pack);
    for (int i = 0; fields != nullptr && i < fields->size(); ++i) {
      const v1::Field& field = (*fields)[i];
      if (field.id() == content.field() && field.audience() != v1::AUDIENCE_UNSPECIFIED) {
        return field.audience();
      }
    }
  }
  return v1::STAFF;
}

// "profile" is of the only member, "profile.3" of the fourth.
v1::NewMember* MemberFor(v1::AdmitMembers& body, const std::string& kind,
                         const std::string& field) {
  for (int i = 0; i < body.members_size(); ++i) {
    if (field == kind + "." + std::to_string(i) || (i == 0 && field == kind)) {
      return body.mutable_members(i);
    }
  }
  return nullptr;
}

// The household of a new member: of a room of the register, who owns it or who lives there. False:
// the content is something else.
Result<bool> PlaceHousehold(Parts& parts, Payload& payload, const v1::DraftContent& given) {
  if (!payload.has_admit_members()) return false;
  v1::NewMember* member =
      MemberFor(*payload.mutable_admit_members(), kHouseholdField, given.field());
  if (member == nullptr) return false;
  const BytesView data = given.data();
  const BytesView what = data.substr(std::min(data.size(), schema::kRoomIdBytes));
  const auto room =
      state::FindRoom(*parts.state, data.substr(0, data.size() - what.size()));
  if (!room || (what != "owner" && what != "dweller")) {
    return Fail(ErrorCode::kInvalid,
                "draft: a household is a room of the register and owner or dweller");
  }
  const bool rents = what == "dweller" && !room->dweller.empty();
  member->set_household(rents ? room->dweller : room->owner);
  return true;
}

// Who a new member is in real life: the digest takes the place of secret, name and document, which
// stay nowhere. False: the content is something else. docs/formats/person.md
Result<bool> PlacePerson(Payload& payload, const v1::DraftContent& given) {
  if (!payload.has_admit_members()) return false;
  v1::NewMember* member =
      MemberFor(*payload.mutable_admit_members(), kPersonField, given.field());
  if (member == nullptr) return false;
  const BytesView data = given.data();
  const size_t end = data.find('\0', std::min(data.size(), crypto::kPersonSecretBytes));
  if (end == BytesView::npos) {
    return Fail(ErrorCode::kInvalid, "draft: a person is a secret, a name and a document");
  }
  ASSIGN_OR_RETURN(
      Bytes person,
      crypto::PersonDigest(data.substr(0, crypto::kPersonSecretBytes),
                           data.substr(crypto::kPersonSecretBytes,
                                       end - crypto::kPersonSecretBytes),
                           data.substr(end + 1)));
  member->set_person(std::move(person));
  return true;
}

// Where in the command the content's commitment goes; null: it has no such place.
v1::ContentRef* PlaceFor(Payload& payload, const std::string& field) {
  if (payload.has_open_matter() && field == kConsentField) {
    return payload.mutable_open_matter()->mutable_consent_proof();
  }
  if (payload.has_act_on_matter() && field == kConsentField) {
    return payload.mutable_act_on_matter()->mutable_consent_proof();
  }
  if (Inputs* inputs = InputsOf(payload)) {
    for (v1::Input& input : *inputs) {
      if (input.field() == field) return input.mutable_content();
    }
    v1::Input* input = inputs->Add();
    input->set_field(field);
    return input->mutable_content();
  }
  if (payload.has_leave_message() && field == "text") {
    return payload.mutable_leave_message()->mutable_text();
  }
  if (payload.has_book_venue() && field == kPurposeField) {
    return payload.mutable_book_venue()->mutable_purpose();
  }
  if (payload.has_ask_to_join() && field == kProfileField) {
    return payload.mutable_ask_to_join()->mutable_profile();
  }
  if (payload.has_change_profile() && field == kProfileField) {
    return payload.mutable_change_profile()->mutable_profile();
  }
  if (payload.has_accept_invitation() && field == kProfileField) {
    return payload.mutable_accept_invitation()->mutable_profile();
  }
  if (payload.has_admit_members()) {
    v1::NewMember* member =
        MemberFor(*payload.mutable_admit_members(), kProfileField, field);
    return member == nullptr ? nullptr : member->mutable_profile();
  }
  return nullptr;
}

// A profile without a content is a form's empty place, not a commitment to nothing.
void DropEmptyRefs(Payload& payload) {
  if (payload.has_accept_invitation() &&
      payload.accept_invitation().profile().commitment().empty()) {
    payload.mutable_accept_invitation()->clear_profile();
  }
  if (Inputs* inputs = InputsOf(payload)) {
    auto empty = [](const v1::Input& input) {
      return input.value_case() == v1::Input::VALUE_NOT_SET ||
             (input.has_content() && input.content().commitment().empty());
    };
    inputs->erase(std::remove_if(inputs->begin(), inputs->end(), empty), inputs->end());
  }
}

// The order that one command has only one of.
void SortInputs(Payload& payload) {
  Inputs* inputs = InputsOf(payload);
  if (inputs == nullptr) return;
  auto sort_unique = [](google::protobuf::RepeatedPtrField<std::string>& list) {
    Sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
  };
  for (v1::Input& input : *inputs) {
    if (input.has_codes()) sort_unique(*input.mutable_codes()->mutable_code());
    if (input.has_members()) sort_unique(*input.mutable_members()->mutable_member());
    if (input.has_matters()) sort_unique(*input.mutable_matters()->mutable_matter());
  }
  Sort(*inputs, [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
}

struct Chance {
  BytesView entropy;
  BytesView secret;
  uint64_t counter;
};

// Salts, commits and places the contents. A refusal is TOO_LARGE with the field.
Result<std::optional<decide::Refusal>> PlaceContents(Parts& parts, const v1::Draft& draft,
                                                     const Chance& chance, Payload& payload,
                                                     Prepared& prepared) {
  uint64_t index = 0;
  for (const v1::DraftContent& given : draft.contents()) {
    if (given.data().empty()) continue;  // a field left empty is no content
    ASSIGN_OR_RETURN(const bool is_person, PlacePerson(payload, given));
    if (is_person) continue;
    ASSIGN_OR_RETURN(const bool is_household, PlaceHousehold(parts, payload, given));
    if (is_household) continue;
    const std::string media = given.media().empty() ? kTextMedia : given.media();
    const bool text = media == kTextMedia;
    if (given.data().size() > (text ? schema::kTextBytesMax : schema::kPhotoBytesMax)) {
      return std::optional(decide::Refusal{v1::TOO_LARGE, "", given.field()});
    }
    if (text && !IsValidUtf8(given.data())) {
      return Fail(ErrorCode::kInvalid, "draft: field " + given.field() + " is not UTF-8");
    }
    v1::ContentRef* ref = PlaceFor(payload, given.field());
    if (ref == nullptr) {
      return Fail(ErrorCode::kInvalid, "draft: no place for a content " + given.field());
    }
    v1::Content& content = prepared.contents.emplace_back();
    content.set_salt(
        Derive("yiting.v1.salt", chance.entropy, chance.secret, chance.counter, index++));
    content.set_data(given.data());
    content.set_commitment(
        Bytes(crypto::AsBytes(crypto::Commit(content.salt(), content.data()))));
    ref->set_commitment(content.commitment());
    ref->set_audience(AudienceOf(parts, payload, given));
    ref->set_media(media);
    ref->set_size(static_cast<uint32_t>(content.data().size()));
    if (text) prepared.texts.push_back({given.field(), given.data()});
  }
  return std::optional<decide::Refusal>();
}

// Whoever acts: this device's member, as far as it is known here, pending acceptance included.
Bytes ActorOf(Parts& parts, const Payload& payload) {
  const Bytes own = schema::MemberIdOf(parts.device);
  if (payload.has_ask_to_join()) return own;
  if (payload.has_accept_invitation()) {
    // Who was invited by name answers as themself, with whatever device has the link.
    const auto invitation =
        state::FindInvitation(*parts.state, payload.accept_invitation().key());
    return invitation && !invitation->invited.empty() ? invitation->invited : own;
  }
  std::optional<state::Device> device = state::FindDevice(*parts.state, parts.device);
  return device ? device->member : own;
}

// Above every counter that this device has used, even if its files were lost in between: a clock
// moves on where a lost file does not.
uint64_t NextCounter(Parts& parts, int64_t now_ms) {
  uint64_t used = static_cast<uint64_t>(parts.store->Get(Number::kCounter));
  used = std::max(used, static_cast<uint64_t>(std::max<int64_t>(now_ms, 0)));
  if (std::optional<state::Device> device = state::FindDevice(*parts.state, parts.device)) {
    used = std::max(used, device->counter);
  }
  return used + 1;
}

Result<std::vector<crypto::SigningKey>> KeysFor(Parts& parts, const v1::Draft& draft,
                                                Payload& payload) {
  std::vector<crypto::SigningKey> keys = {parts.device_key};
  if (payload.has_accept_invitation() || payload.has_ask_to_join()) {
    if (draft.invitation_seed().size() != crypto::kSeedBytes) {
      return Fail(ErrorCode::kInvalid, "draft: the invitation's secret must have 32 bytes");
    }
    keys.push_back(crypto::SigningKeyFromSeed(draft.invitation_seed()));
    const Bytes key = crypto::PublicKey(keys.back());
    if (payload.has_ask_to_join()) {
      payload.mutable_ask_to_join()->set_key(key);
    } else {
      payload.mutable_accept_invitation()->set_key(key);
    }
  }
  return keys;
}

// Only this device knows what it put into the box, as long as it keeps the command.
void Remember(const decide::SealedVote& vote, Prepared& prepared) {
  if (vote.field.empty()) return;
  prepared.texts.push_back({vote.field, ToHex(schema::Encode(vote.before))});
}

}  // namespace

Bytes Derive(std::string_view label, BytesView entropy, BytesView secret, uint64_t counter,
             uint64_t index) {
  CHECK_EQ(entropy.size(), kEntropyBytes);
  Bytes message(label);
  message.push_back('\0');
  message.append(entropy);
  message.append(secret);
  AppendU64Be(message, counter);
  AppendU64Be(message, index);
  return Bytes(crypto::AsBytes(crypto::Sha256(message)));
}

Result<std::variant<Prepared, decide::Refusal>> Prepare(Parts& parts, const v1::Draft& draft,
                                                        BytesView entropy, int64_t now_ms) {
  using Outcome = std::variant<Prepared, decide::Refusal>;
  if (entropy.size() != kEntropyBytes) {
    return Fail(ErrorCode::kInvalid, "the host must give 64 bytes of entropy");
  }
  if (draft.command().has_create_community()) {
    return Fail(ErrorCode::kInvalid, "draft: a community is created by `yiting community`");
  }
  Payload payload = draft.command();
  Prepared prepared;
  const Bytes seed = parts.store->Get(Fact::kDeviceSeed);
  const Chance chance{entropy, seed, NextCounter(parts, now_ms)};
  ASSIGN_OR_RETURN(std::optional<decide::Refusal> refusal,
                   PlaceContents(parts, draft, chance, payload, prepared));
  if (refusal) return Outcome(*std::move(refusal));
  DropEmptyRefs(payload);
  SortInputs(payload);
  // First the key of a link: by it is found whom the link names.
  ASSIGN_OR_RETURN(const std::vector<crypto::SigningKey> keys, KeysFor(parts, draft, payload));
  payload.set_actor(ActorOf(parts, payload));
  if (payload.has_act_on_matter()) {
    const Bytes once =
        Derive("yiting.v1.ballot", chance.entropy, chance.secret, chance.counter, 0);
    auto vote = decide::SealVote(*parts.state, *parts.packs, payload.actor(), once,
                                 *payload.mutable_act_on_matter());
    if (auto* not_ready = std::get_if<decide::Refusal>(&vote)) return Outcome(*not_ready);
    Remember(std::get<decide::SealedVote>(vote), prepared);
  }
  payload.set_device(parts.device);
  payload.set_counter(chance.counter);
  payload.set_base_size(parts.overlay->confirmed_size());
  payload.set_expires_ms(0);
  payload.set_claimed_ms(now_ms);
  Result<schema::OpenedCommand> command =
      schema::OpenCommand(schema::SignCommand(payload, parts.community, keys), parts.community);
  if (!command && command.error().code == ErrorCode::kTooLarge) {
    return Outcome(decide::Refusal{v1::TOO_LARGE, "", ""});
  }
  RETURN_IF_ERROR(command);
  prepared.command = *std::move(command);
  return Outcome(std::move(prepared));
}

}  // namespace yiting::replica
