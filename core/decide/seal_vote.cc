#include "decide/seal_vote.h"

#include <algorithm>

#include "base/sort.h"
#include "decide/situation.h"
#include "schema/sealed_ballot.h"
#include "state/read_polls.h"

namespace yiting::decide {

namespace {

// The field in which a ballot of that poll says what it says, or null.
const v1::Field* FieldOf(const v1::Poll& rule, const v1::Action& action) {
  const bool for_or_against = rule.method() == v1::Poll::FOR_AGAINST;
  for (const v1::Field& field : action.needs()) {
    if (for_or_against ? field.id() == kChoiceField : field.kind() == v1::Field::OPTIONS) {
      return &field;
    }
  }
  return nullptr;
}

// What would be refused in the open is refused before it goes into the box, where it would be a
// spoiled ballot that nobody can tell its voter of.
v1::Reason CheckOpen(const v1::Field& field, const state::Poll& poll,
                     const std::vector<state::Option>& options, const v1::Input& input,
                     const v1::SealedBallot& ballot) {
  if (input.value_case() == v1::Input::VALUE_NOT_SET) {
    return field.optional() ? v1::REASON_UNSPECIFIED : v1::INPUT_MISSING;
  }
  if (poll.options == 0 ? !input.has_code() : !input.has_options()) return v1::INPUT_INVALID;
  if (state::IsBallot(poll, options, ballot)) return v1::REASON_UNSPECIFIED;
  if (poll.options == 0) return v1::INPUT_INVALID;
  for (const uint32_t option : input.options().option()) {
    if (option == 0 || option > poll.options) return v1::OPTION_UNKNOWN;
  }
  return v1::BALLOT_TOO_MUCH;
}

// The input of that field, in its place; of a ballot that names no option a new one.
v1::Input& InputFor(const std::string& field, v1::ActOnMatter& act) {
  for (v1::Input& input : *act.mutable_inputs()) {
    if (input.field() == field) return input;
  }
  act.add_inputs()->set_field(field);
  Sort(*act.mutable_inputs(),
       [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
  return InputFor(field, act);
}

}  // namespace

std::variant<SealedVote, Refusal> SealVote(state::Community& community, PackSource& packs,
                                           BytesView member, BytesView once,
                                           v1::ActOnMatter& act) {
  const std::optional<state::Matter> matter = state::FindMatter(community, act.matter());
  const std::optional<state::Poll> poll =
      matter ? state::FindRunningPoll(community, *matter) : std::nullopt;
  if (!poll || !poll->sealed()) return SealedVote();
  const rulehost::PackPtr pack = packs.Find(matter->pack);
  // Without the rules nobody knows that it is a vote; it is not to leave in the open.
  if (!pack) return Refusal{v1::NOT_READY, "", ""};
  const v1::Stage* stage = pack->FindStage(matter->procedure, matter->stage);
  const v1::Action* action =
      pack->FindAction(matter->procedure, matter->stage, act.action());
  if (stage == nullptr || action == nullptr || !HasEffect(*action, v1::Action::VOTE)) {
    return SealedVote();
  }
  const v1::Field* field = FieldOf(stage->poll(), *action);
  if (field == nullptr) return SealedVote();
  const std::string rule = pack->PlaceOf(matter->procedure, matter->stage, action->id());
  if (schema::IsKeyToCome(poll->key)) return Refusal{v1::NOT_READY, rule, ""};
  const v1::Input* given = FindInput(act.inputs(), field->id());
  const SealedVote sealed{field->id(), given != nullptr ? *given : v1::Input()};
  v1::SealedBallot ballot;
  ballot.set_community(community.id());
  ballot.set_matter(act.matter());
  ballot.set_member(Bytes(member));
  ballot.set_choice(sealed.before.code());
  if (sealed.before.has_options()) *ballot.mutable_options() = sealed.before.options();
  const v1::Reason reason = CheckOpen(
      *field, *poll, state::OptionsOf(community, act.matter()), sealed.before, ballot);
  if (reason != v1::REASON_UNSPECIFIED) return Refusal{reason, rule, field->id()};
  std::optional<Bytes> box = schema::SealBallot(ballot, poll->key, once);
  if (!box) return Refusal{v1::NOT_READY, rule, ""};
  InputFor(field->id(), act).set_sealed(*std::move(box));
  return sealed;
}

}  // namespace yiting::decide
