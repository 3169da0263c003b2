// What the people of the demo write into the fields that an action asks for.

#include <algorithm>
#include <set>
#include <utility>

#include "base/instant.h"
#include "demo/ground.h"
#include "demo/life.h"
#include "state/read_meetings.h"
#include "state/read_members.h"
#include "state/read_opinions.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"
#include "state/read_territory.h"

namespace yiting::demo {

namespace {

constexpr int kReviewers = 3;

// So many days on, at half past two: when people of an office meet.
int64_t InDays(int64_t now_ms, int64_t days) {
  CivilDay day = DayOf(Instant{now_ms});
  day.days += days;
  return StartOf(day).ms + 14 * kHourMs + 30 * kMinuteMs;
}

void SetMember(v1::Input& input, const Bytes& member) {
  input.mutable_members()->add_member(member);
}

}  // namespace

bool Life::Asking::Does(v1::Action::Effect effect) const {
  if (action == nullptr) return false;
  const auto& effects = action->effects();
  return std::find(effects.begin(), effects.end(), effect) != effects.end();
}

void Life::Fill(Asking asking, const Fields& fields, ops::Draft& draft, Inputs& inputs) {
  // Every fourth cannot come and sends somebody else.
  asking.declines =
      asking.Does(v1::Action::CONFIRM) && Had(v1::Action::CONFIRM) % 4 == 2;
  std::vector<v1::Input> filled;
  for (const v1::Field& field : fields) {
    v1::Input input;
    input.set_field(field.id());
    if (FillOne(asking, field, draft, input)) filled.push_back(std::move(input));
  }
  std::sort(filled.begin(), filled.end(),
            [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
  for (v1::Input& input : filled) *inputs.Add() = std::move(input);
}

bool Life::FillOne(const Asking& asking, const v1::Field& field, ops::Draft& draft,
                   v1::Input& input) {
  const v1::Pack& model = pack_->model();
  switch (field.kind()) {
    case v1::Field::TEXT:
      return FillText(asking, field, draft, input);
    case v1::Field::CODE:
      return FillCode(asking, field, input);
    case v1::Field::CATEGORY:
      if (pack_->FindCategory(asking.plan.concern->category) != nullptr) {
        input.set_code(asking.plan.concern->category);
      } else if (!model.categories().empty()) {
        input.set_code(model.categories(0).id());
      }
      return true;
    case v1::Field::UNITS:
      return FillUnits(asking, field, input);
    case v1::Field::MEMBERS:
      return FillMembers(asking, field, input);
    case v1::Field::INSTANT:
      return FillInstant(asking, field, input);
    case v1::Field::NUMBER:
      return FillNumber(asking, field, input);
    case v1::Field::MATTERS:
      return FillMatters(asking, field, input);
    case v1::Field::OPTIONS:
      return FillOptions(asking, input);
    case v1::Field::ROOM: {
      const Person* voter = OnPaper(asking);
      if (voter == nullptr) return false;
      input.set_room(RoomOf(*voter));
      return true;
    }
    case v1::Field::PLACE: {
      const auto places = state::AllPlaces(desk_.state());
      if (places.empty()) return false;
      input.set_place(places[Dice(places.size())].place);
      return true;
    }
    default:
      return false;  // photos: a demo has none
  }
}

bool Life::FillText(const Asking& asking, const v1::Field& field, ops::Draft& draft,
                    v1::Input& input) {
  const std::string action = asking.action == nullptr ? "" : asking.action->id();
  if (field.optional() && !action.empty() && Dice(3) != 0) return false;
  const std::string& procedure = asking.plan.procedure->id();
  const Subject* subject = SubjectOf(procedure);
  std::string text = TextFor(action, field.id(), *asking.plan.concern);
  if (field.id() == "title" && subject != nullptr) text = subject->title;
  if (field.id() == "opinion" && asking.Does(v1::Action::OPINE)) text = OpinionAt(Dice(64));
  if (field.id() == "task") text = TaskAt(Dice(64));
  if (field.id() == "option" && asking.matter != nullptr) {
    const size_t before = state::OptionsOf(desk_.state(), asking.matter->matter).size();
    text = OptionAt(procedure, before);
  }
  *input.mutable_content() = draft.Commit(std::move(text), field.audience());
  return true;
}

bool Life::FillCode(const Asking& asking, const v1::Field& field, v1::Input& input) {
  if (field.options().empty()) return false;
  // Mostly the first, which is the good one.
  bool last = Dice(6) == 0;
  if (asking.Does(v1::Action::CONFIRM)) last = asking.declines;
  if (asking.Does(v1::Action::ENTER_BALLOT)) last = false;  // two officers read the same
  if (asking.Does(v1::Action::ATTEND)) last = Dice(3) == 0;
  if (asking.Does(v1::Action::JUDGE_TASK)) last = Had(v1::Action::JUDGE_TASK) % 5 == 1;
  if (asking.Does(v1::Action::MEASURE)) last = false;
  if (asking.Does(v1::Action::MEASURE) && field.id() == "when") {
    // Once before the work and once after it.
    last = asking.matter->visit > 1 &&
           !state::IndicatorsOf(desk_.state(), asking.matter->matter).empty();
  }
  input.set_code(field.options(last ? field.options_size() - 1 : 0).id());
  return true;
}

bool Life::FillUnits(const Asking& asking, const v1::Field& field, v1::Input& input) {
  const auto& units = pack_->model().units();
  if (field.optional() || units.empty()) return false;
  std::set<std::string> chosen;
  const size_t count = asking.Does(v1::Action::ALERT) ? 3 : 1;
  for (size_t i = 0; i < count; ++i) {
    chosen.insert(units[static_cast<int>(Dice(static_cast<uint64_t>(units.size())))].id());
  }
  for (const std::string& unit : chosen) input.mutable_codes()->add_code(unit);
  return true;
}

bool Life::FillMembers(const Asking& asking, const v1::Field& field, v1::Input& input) {
  state::Community& state = desk_.state();
  if (asking.Does(v1::Action::ENTER_BALLOT)) {
    const Person* voter = OnPaper(asking);
    if (voter != nullptr) SetMember(input, voter->member);
    return voter != nullptr;
  }
  if (asking.Does(v1::Action::NAME_REVIEWERS) && !field.optional()) {
    for (const Bytes& member : Reviewers(asking)) SetMember(input, member);
    return true;
  }
  if (asking.Does(v1::Action::CONFIRM)) {
    const bool delegate = field.optional();
    if (delegate && !asking.declines) return false;
    for (const Person& person : cast_) {
      if (!IsNeighbour(person)) continue;
      const auto invitee = state::FindInvitee(state, asking.plan.matter, person.member);
      // Whose answer came on paper; or somebody who was not asked for themselves.
      const bool fits = delegate ? !invitee : invitee && invitee->answer == 0;
      if (!fits) continue;
      SetMember(input, person.member);
      return true;
    }
    return false;
  }
  if (field.optional()) return false;
  if (field.id() == "member") {
    const std::string role = [&] {
      for (const v1::Stage& stage : asking.plan.procedure->stages()) {
        for (const v1::Action& action : stage.actions()) {
          if (action.effects_size() > 0 && action.effects(0) == v1::Action::DISMISS) {
            return action.appoints();
          }
        }
      }
      return std::string();
    }();
    // Whoever loses the role has it; whoever gets it is a neighbour.
    for (const Person& person : cast_) {
      if (role.empty() ? !IsNeighbour(person) : person.role != role) continue;
      SetMember(input, person.member);
      return true;
    }
    return false;
  }
  for (const Bytes& member : Invitees(asking.plan)) SetMember(input, member);
  return true;
}

bool Life::FillInstant(const Asking& asking, const v1::Field& field, v1::Input& input) {
  // When it was done on paper: the demo's people do it on their phones.
  if (field.optional()) return false;
  int64_t days = 3;
  if (asking.Does(v1::Action::SET_TASK)) days = 7 + static_cast<int64_t>(Dice(14));
  if (field.id() == "since" || field.id() == "month") days = -9;
  if (field.id() == "until") days = 3 * 365;
  input.set_instant_ms(InDays(asking.now_ms, days));
  return true;
}

// The opener, some neighbours, and one for each unit that must answer.
std::vector<Bytes> Life::Invitees(const Plan& plan) {
  std::set<Bytes> chosen;
  if (IsNeighbour(*plan.opener) || plan.opener->staff) chosen.insert(plan.opener->member);
  std::vector<const Person*> neighbours;
  for (const Person& person : cast_) {
    if (IsNeighbour(person)) neighbours.push_back(&person);
  }
  for (int i = 0; i < 4 && !neighbours.empty(); ++i) {
    chosen.insert(neighbours[Dice(neighbours.size())]->member);
  }
  for (const state::Party& party : state::PartiesOf(desk_.state(), plan.matter)) {
    for (const Person& person : cast_) {
      if (person.unit == party.unit) chosen.insert(person.member);
    }
  }
  return {chosen.begin(), chosen.end()};
}

// One of each staff role, as many as sign; not who names them.
std::vector<Bytes> Life::Reviewers(const Asking& asking) {
  std::set<std::string> roles;
  std::set<Bytes> chosen;
  for (const Person& person : cast_) {
    if (chosen.size() == kReviewers) break;
    const bool another =
        person.member != asking.by.member && person.member != asking.plan.opener->member;
    const bool fits = another && person.staff && person.role != "registrar";
    if (fits && roles.insert(person.role).second) chosen.insert(person.member);
  }
  return {chosen.begin(), chosen.end()};
}

}  // namespace yiting::demo
