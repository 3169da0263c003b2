// Whether a command's inputs are what the pack's fields ask for. Form was checked when the command
// was opened (schema/signed_command.h); here it is the pack that asks.

#include <algorithm>

#include "decide/situation.h"
#include "schema/limits.h"
#include "state/read_rooms.h"
#include "state/read_territory.h"

namespace yiting::decide {

namespace {

// A decision has at most 256 events, one for each invited member.
constexpr int kMembersMax = 200;

bool IsOption(const v1::Field& field, const std::string& code) {
  return std::any_of(field.options().begin(), field.options().end(),
                     [&code](const v1::Named& option) { return option.id() == code; });
}

// v1::REASON_UNSPECIFIED means that it is good.
v1::Reason CheckValue(const Situation& situation, const v1::Field& field, const v1::Input& input,
                      bool ballot) {
  const rulehost::LoadedPack& pack = situation.pack;
  const v1::Reason bad = v1::INPUT_INVALID;
  const v1::Reason good = v1::REASON_UNSPECIFIED;
  const bool says_it = field.id() == kChoiceField || field.kind() == v1::Field::OPTIONS;
  if (input.has_sealed()) return ballot && says_it ? good : bad;
  switch (field.kind()) {
    case v1::Field::TEXT:
    case v1::Field::PHOTO: {
      if (!input.has_content()) return bad;
      const bool text = field.kind() == v1::Field::TEXT;
      if ((input.content().media() == "text/plain") != text) return bad;
      // Prose is never in the entry, so its length is bounded by its bytes: 4 for a character.
      if (text && field.max() > 0 && input.content().size() > field.max() * 4) return bad;
      if (input.content().size() == 0) return bad;
      return input.content().audience() == field.audience() ? good : bad;
    }
    case v1::Field::CODE:
      return input.has_code() && IsOption(field, input.code()) ? good : bad;
    case v1::Field::CATEGORY:
      return input.has_code() && pack.FindCategory(input.code()) != nullptr ? good : bad;
    case v1::Field::UNITS:
      if (!input.has_codes() || input.codes().code().empty()) return bad;
      for (const std::string& unit : input.codes().code()) {
        if (!UnitExists(situation, unit)) return v1::UNIT_UNKNOWN;
      }
      return good;
    case v1::Field::MEMBERS:
      if (!input.has_members() || input.members().member().empty()) return bad;
      if (input.members().member_size() > kMembersMax) return v1::TOO_LARGE;
      for (const std::string& member : input.members().member()) {
        if (const v1::Reason why = WhyNoMember(situation.community, member)) return why;
      }
      return good;
    case v1::Field::INSTANT:
      return input.value_case() == v1::Input::kInstantMs && input.instant_ms() > 0 ? good : bad;
    case v1::Field::PACK:
      if (!input.has_pack()) return bad;
      // Nobody votes on rules that nobody can read.
      return situation.packs.Find(input.pack()) ? good : v1::PACK_UNKNOWN;
    case v1::Field::ROOM:
      if (!input.has_room()) return bad;
      return state::FindRoom(situation.community, input.room()) ? good : v1::ROOM_UNKNOWN;
    case v1::Field::PLACE:
      if (!input.has_place()) return bad;
      return state::FindPlace(situation.community, input.place()) ? good : v1::PLACE_UNKNOWN;
    case v1::Field::MATTERS:
      if (!input.has_matters() || input.matters().matter().empty()) return bad;
      for (const std::string& matter : input.matters().matter()) {
        if (!state::FindMatter(situation.community, matter)) return v1::MATTER_UNKNOWN;
      }
      return good;
    case v1::Field::OPTIONS:
      return input.has_options() ? good : bad;
    case v1::Field::NUMBER:
      if (input.value_case() != v1::Input::kNumber) return bad;
      return input.number() >= field.min() && input.number() <= field.max() ? good : bad;
    default:
      return bad;
  }
}

}  // namespace

const v1::Input* FindInput(const Inputs& inputs, std::string_view field) {
  for (const v1::Input& input : inputs) {
    if (input.field() == field) return &input;
  }
  return nullptr;
}

const v1::Input* InputOfKind(const Fields& fields, const Inputs& inputs, v1::Field::Kind kind) {
  for (const v1::Field& field : fields) {
    if (field.kind() == kind) return FindInput(inputs, field.id());
  }
  return nullptr;
}

std::optional<Refusal> CheckInputs(const Situation& situation, const Fields& fields,
                                   const Inputs& inputs, const std::string& rule, bool ballot) {
  for (const v1::Input& input : inputs) {
    const bool asked = std::any_of(fields.begin(), fields.end(), [&input](const v1::Field& field) {
      return field.id() == input.field();
    });
    if (!asked) return Refusal{v1::INPUT_UNKNOWN, rule, input.field()};
  }
  for (const v1::Field& field : fields) {
    const v1::Input* input = FindInput(inputs, field.id());
    if (input == nullptr) {
      if (field.optional()) continue;
      return Refusal{v1::INPUT_MISSING, rule, field.id()};
    }
    const v1::Reason reason = CheckValue(situation, field, *input, ballot);
    if (reason != v1::REASON_UNSPECIFIED) return Refusal{reason, rule, field.id()};
  }
  return std::nullopt;
}

}  // namespace yiting::decide
