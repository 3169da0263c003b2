#include "decide/seal_vote.h"

#include <algorithm>

#include "base/sort.h"
#include "decide/situation.h"
#include "schema/sealed_ballot.h"
#include "state/read_polls.h"

namespace yiting::decide {

namespace {

// The field in which a ballot of that poll says what it says.
std::string FieldOf(const v1::Poll& rule, const v1::Action& action) {
  if (rule.method() == v1::Poll::FOR_AGAINST) return kChoiceField;
  for (const v1::Field& field : action.needs()) {
    if (field.kind() == v1::Field::OPTIONS) return field.id();
  }
  return {};
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
  const v1::Stage* stage = pack ? pack->FindStage(matter->procedure, matter->stage) : nullptr;
  const v1::Action* action =
      pack ? pack->FindAction(matter->procedure, matter->stage, act.action()) : nullptr;
  if (stage == nullptr || action == nullptr || !HasEffect(*action, v1::Action::VOTE)) {
    return SealedVote();
  }
  const std::string field = FieldOf(stage->poll(), *action);
  if (field.empty()) return SealedVote();
  const Refusal not_ready{
      v1::NOT_READY, pack->PlaceOf(matter->procedure, matter->stage, action->id()), ""};
  if (schema::IsKeyToCome(poll->key)) return not_ready;
  v1::Input& input = InputFor(field, act);
  SealedVote sealed{field, input};
  v1::SealedBallot ballot;
  ballot.set_community(community.id());
  ballot.set_matter(act.matter());
  ballot.set_member(Bytes(member));
  ballot.set_choice(input.code());
  if (input.has_options()) *ballot.mutable_options() = input.options();
  std::optional<Bytes> box = schema::SealBallot(ballot, poll->key, once);
  if (!box) return not_ready;
  input.set_sealed(*std::move(box));
  return sealed;
}

}  // namespace yiting::decide
