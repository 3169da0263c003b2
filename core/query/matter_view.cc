// One matter, whole: where it stands, how it came there, who is in it, what may be done now.

#include <algorithm>

#include "decide/reopen.h"
#include "query/views.h"
#include "query/words.h"
#include "state/read_links.h"

namespace yiting::query {

namespace {

using Item = v1::TimelineItem;

// Without letters and digits that are read wrongly over a telephone.
constexpr char kReceiptDigits[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr int kReceiptLength = 8;

// "K7QF-2M9D", of a matter's id: 39 bits, enough to tell a community's matters apart.
std::string ReceiptOf(BytesView matter) {
  uint64_t number = ReadU64Be(matter.substr(0, 8)) >> 24;
  std::string receipt;
  for (int i = 0; i < kReceiptLength; ++i) {
    if (i == kReceiptLength / 2) receipt += '-';
    receipt += kReceiptDigits[number % (sizeof kReceiptDigits - 1)];
    number /= sizeof kReceiptDigits - 1;
  }
  return receipt;
}

v1::Text TitleOfClass(const Sight& sight, std::string_view id) {
  if (sight.procedure != nullptr) {
    for (const v1::OpenerClass& opener : sight.procedure->may_open()) {
      if (opener.id() == id) return opener.title();
    }
  }
  return Plain(id);
}

v1::Text TitleOfStep(const Sight& sight, const state::TimelineStep& step) {
  const std::string& procedure = sight.matter.procedure;
  switch (step.kind) {
    case Item::OPENED:
      return TitleOfProcedure(sight.pack, step.ref);
    case Item::ACTION: {
      const v1::Action* action = ActionAnywhere(sight.pack, procedure, step.ref);
      return action != nullptr ? action->title() : Plain(step.ref);
    }
    case Item::STAGE:
    case Item::DEADLINE_MISSED:
    case Item::TIME_UP:
      if (step.ref.empty()) return TitleOfProcedure(sight.pack, procedure);
      return TitleOfStage(sight.pack, procedure, step.ref);
    case Item::LINKED:
    case Item::UNLINKED:
    case Item::TASK:
      return Plain(step.ref);
    case Item::ALERTED:
    case Item::REPORTED:
    case Item::REPLIED:
      return TitleOfUnit(sight.input, sight.pack, step.ref);
    case Item::ESCALATED:
      return TitleOfLevel(sight.pack, step.ref);
    case Item::CLOSED:
      return TitleOfOutcome(sight.pack, step.ref);
    default:  // a word of our own, for the screens to say: "passed"
      return Plain(step.ref);
  }
}

// The fields that a step's inputs answered, or null.
const Fields* FieldsOf(const Sight& sight, const state::TimelineStep& step) {
  if (step.kind == Item::OPENED) {
    return sight.procedure != nullptr ? &sight.procedure->fields() : nullptr;
  }
  if (step.kind != Item::ACTION) return nullptr;
  const v1::Action* action = ActionAnywhere(sight.pack, sight.matter.procedure, step.ref);
  return action != nullptr ? &action->needs() : nullptr;
}

// What the list of opinions says already is left out here: it knows what staff hid. Nullopt: the
// whole step. Who praised is a number there, and that somebody reported is for staff alone.
std::optional<Inputs> WithoutOpinions(const Sight& sight, const state::TimelineStep& step,
                                      Inputs inputs) {
  const v1::Action* action = step.kind == Item::ACTION
                                 ? ActionAnywhere(sight.pack, sight.matter.procedure, step.ref)
                                 : nullptr;
  if (action == nullptr) return inputs;
  if (HasEffect(*action, v1::Action::PRAISE) || HasEffect(*action, v1::Action::REPORT)) {
    return std::nullopt;
  }
  if (!HasEffect(*action, v1::Action::OPINE)) return inputs;
  // Who entered it for its author, and that somebody did, would tell of a pseudonym whose it is.
  if (action->pseudonymous() && step.actor != sight.input.member) return std::nullopt;
  for (const v1::Input& input : inputs) {
    if (sight.hidden.count(input.content().commitment()) != 0) return std::nullopt;
  }
  std::erase_if(inputs, [](const v1::Input& input) {
    return input.field() == "opinion" || input.field() == "reply_to" || input.field() == "from";
  });
  if (inputs.empty()) return std::nullopt;
  return inputs;
}

// Of the role by which somebody entered the step for whose action it is.
v1::Text TitleOfHelper(const Sight& sight, const state::TimelineStep& step, BytesView helper) {
  const v1::Action* action = ActionAnywhere(sight.pack, sight.matter.procedure, step.ref);
  if (action == nullptr) return {};
  const auto& helpers = action->helpers();
  for (const state::HeldRole& held :
       state::RolesAt(sight.input.community, helper, step.time_ms)) {
    if (std::find(helpers.begin(), helpers.end(), held.role) != helpers.end()) {
      return TitleOfRole(sight.pack, held.role);
    }
  }
  return {};
}

void FillStep(const Sight& sight, const state::TimelineStep& step, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  Inputs inputs;
  if (step.kind == Item::OPENED || step.kind == Item::ACTION) {
    inputs = state::InputsOf(input.community, sight.matter.matter, step.step);
  }
  if (TellsTheCount(sight, step)) inputs.clear();
  const std::optional<Inputs> shown = WithoutOpinions(sight, step, std::move(inputs));
  if (!shown) return;
  Item* item = view.add_timeline();
  item->set_kind(static_cast<Item::Kind>(step.kind));
  item->set_time_ms(step.time_ms);
  item->set_seq(step.seq);
  item->set_pending(step.seq >= input.pending_from);
  *item->mutable_title() = TitleOfStep(sight, step);
  if (!step.role.empty()) {
    *item->mutable_actor() = step.kind == Item::OPENED ? TitleOfClass(sight, step.role)
                                                       : TitleOfRole(sight.pack, step.role);
  }
  item->set_unit(step.unit);
  if (step.kind == v1::TimelineItem::ACTION) item->set_action(step.ref);
  item->set_by_me(!step.actor.empty() && step.actor == input.member);
  FillShown(input, sight.pack, FieldsOf(sight, step), *shown, *item->mutable_inputs());
  for (size_t i = 0; i < shown->size(); ++i) {
    const v1::Input& given = (*shown)[i];
    if (given.field() != state::kHelperField) continue;
    *item->mutable_inputs(static_cast<int>(i))->mutable_title() =
        TitleOfHelper(sight, step, given.members().member(0));
  }
  if (step.kind == Item::OPENED) *view.mutable_opening() = item->inputs();
}

void FillOffer(const Sight& sight, const v1::Action& action, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  v1::OfferedAction* offer = view.add_actions();
  *offer->mutable_action() = action;
  std::optional<decide::Refusal> refusal = decide::Refusal{v1::NOT_A_MEMBER, "", ""};
  if (!input.member.empty()) {
    refusal = decide::WhyNot(input.community, *sight.pack, sight.matter, action, input.member,
                             input.now_ms);
  }
  offer->set_allowed(!refusal);
  if (refusal) {
    offer->set_reason(refusal->reason);
    offer->set_detail(refusal->detail);
  }
  if (action.signers() > 1) {
    offer->set_taken(
        static_cast<uint32_t>(state::CountTakes(input.community, sight.matter, action.id())));
  }
}

void FillOffers(const Sight& sight, v1::MatterView& view) {
  if (sight.procedure == nullptr || sight.matter.closed()) return;
  const v1::Stage* stage = sight.pack->FindStage(sight.matter.procedure, sight.matter.stage);
  if (stage != nullptr) {
    for (const v1::Action& action : stage->actions()) FillOffer(sight, action, view);
  }
  for (const v1::Action& action : sight.procedure->actions()) FillOffer(sight, action, view);
}

// Done: the timeline passed through it, and it is not where the matter stands.
void FillStages(const Sight& sight, const std::vector<state::TimelineStep>& timeline,
                v1::MatterView& view) {
  if (sight.procedure == nullptr) return;
  std::set<std::string> visited;
  for (const state::TimelineStep& step : timeline) {
    if (step.kind == Item::STAGE) visited.insert(step.ref);
  }
  for (const v1::Stage& stage : sight.procedure->stages()) {
    v1::StageRow* row = view.add_stages();
    row->set_stage(stage.id());
    row->set_step(stage.step());
    *row->mutable_title() = stage.title();
    row->set_current(stage.id() == sight.matter.stage);
    row->set_done(!row->current() && visited.count(stage.id()) != 0);
  }
}

void FillPeople(const Sight& sight, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  const Bytes& matter = sight.matter.matter;
  for (const state::Party& party : state::PartiesOf(input.community, matter)) {
    v1::PartyRow* row = view.add_parties();
    row->set_unit(party.unit);
    *row->mutable_title() = TitleOfUnit(sight.input, sight.pack, party.unit);
    row->set_lead(party.lead);
    row->set_alerted_ms(party.alerted_ms);
    row->set_reported_ms(party.reported_ms);
    row->set_replied_ms(party.replied_ms);
    row->set_late(static_cast<uint32_t>(party.late));
  }
  const state::Ratings ratings = state::RatingsOf(input.community, matter);
  view.set_ratings(static_cast<uint64_t>(ratings.count));
  view.set_satisfied(static_cast<uint64_t>(ratings.satisfied));
}

// How it came in, and what of it can be taken up again.
void FillWhence(const Sight& sight, v1::MatterView& view) {
  const state::Matter& matter = sight.matter;
  view.set_helped(!matter.helper.empty());
  view.set_consent(static_cast<v1::Consent>(matter.consent));
  view.set_receipt(ReceiptOf(matter.matter));
  view.set_source_ref(matter.source_ref);
  if (!matter.source.empty()) *view.mutable_source() = TitleOfSource(sight.pack, matter.source);
  const QueryInput& input = sight.input;
  view.set_supported(state::IsSupporter(input.community, matter.matter, input.member));
  const PackPtr in_force = PackInForce(input);
  view.set_may_reopen(!input.member.empty() && in_force &&
                      !decide::WhyNotReopen(input.community, *in_force, matter, input.member,
                                            input.now_ms));
}

}  // namespace

Status FillMatter(const QueryInput& input, BytesView id, v1::MatterView& view) {
  std::optional<state::Matter> matter = state::FindMatter(input.community, id);
  if (!matter) return Fail(ErrorCode::kNotFound, "query: no matter " + ToHex(id) + " here");
  const PackPtr pack = input.packs.Find(matter->pack);
  const std::vector<state::TimelineStep> timeline = state::TimelineOf(input.community, id);
  const std::vector<state::Opinion> opinions = state::OpinionsOf(input.community, id);
  std::set<Bytes> hidden;
  const bool staff = LooksAsStaff(input);
  for (const state::Opinion& opinion : opinions) {
    const bool mine = opinion.member == input.member;
    if (opinion.hidden && !staff && !mine) hidden.insert(opinion.content);
  }
  const v1::Procedure* procedure = pack ? pack->FindProcedure(matter->procedure) : nullptr;
  const Sight sight{input, *matter, pack, procedure, timeline, opinions, hidden};
  FillRow(input, *matter, *view.mutable_row());
  for (const state::TimelineStep& step : timeline) FillStep(sight, step, view);
  FillPeople(sight, view);
  FillMeeting(sight, view);
  FillOpinions(sight, view);
  FillTasks(sight, view);
  FillLinks(sight, view);
  FillPoll(sight, view);
  FillOffers(sight, view);
  FillStages(sight, timeline, view);
  *view.mutable_opener_class() = TitleOfClass(sight, matter->opener_class);
  FillWhence(sight, view);
  if (pack) view.set_pack_version(pack->model().version());
  return {};
}

}  // namespace yiting::query
