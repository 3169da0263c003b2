// What the people of the demo write into the fields that an action asks for.

#include <algorithm>
#include <set>
#include <utility>

#include "base/instant.h"
#include "demo/life.h"

namespace yiting::demo {

namespace {

// Three days on, at half past two: when people of an office meet.
int64_t MeetingTime(int64_t now_ms) {
  CivilDay day = DayOf(Instant{now_ms});
  day.days += 3;
  return StartOf(day).ms + 14 * kHourMs + 30 * kMinuteMs;
}

}  // namespace

void Life::Fill(const Plan& plan, const std::string& action,
                const google::protobuf::RepeatedPtrField<v1::Field>& fields, int64_t now_ms,
                ops::Draft& draft, google::protobuf::RepeatedPtrField<v1::Input>& inputs) {
  std::vector<v1::Input> filled;
  for (const v1::Field& field : fields) {
    v1::Input input;
    input.set_field(field.id());
    if (FillOne(plan, action, field, now_ms, draft, input)) filled.push_back(std::move(input));
  }
  std::sort(filled.begin(), filled.end(),
            [](const v1::Input& a, const v1::Input& b) { return a.field() < b.field(); });
  for (v1::Input& input : filled) *inputs.Add() = std::move(input);
}

// False: the field stays empty.
bool Life::FillOne(const Plan& plan, const std::string& action, const v1::Field& field,
                   int64_t now_ms, ops::Draft& draft, v1::Input& input) {
  const v1::Pack& model = pack_->model();
  switch (field.kind()) {
    case v1::Field::TEXT: {
      if (field.optional() && !action.empty() && Dice(3) != 0) return false;
      std::string text = TextFor(action, field.id(), *plan.concern);
      *input.mutable_content() = draft.Commit(std::move(text), field.audience());
      return true;
    }
    case v1::Field::CODE: {
      if (field.options().empty()) return false;
      // Mostly the first, which is the good one.
      const int last = field.options_size() - 1;
      const int chosen = Dice(6) == 0 ? last : 0;
      input.set_code(field.options(chosen).id());
      return true;
    }
    case v1::Field::CATEGORY:
      if (pack_->FindCategory(plan.concern->category) != nullptr) {
        input.set_code(plan.concern->category);
      } else if (!model.categories().empty()) {
        input.set_code(model.categories(0).id());
      }
      return true;
    case v1::Field::UNITS:
      if (field.optional() || model.units().empty()) return false;
      input.mutable_codes()->add_code(model.units(static_cast<int>(Dice(model.units_size()))).id());
      return true;
    case v1::Field::MEMBERS:
      for (Bytes& member : Invitees(plan)) input.mutable_members()->add_member(std::move(member));
      return true;
    case v1::Field::INSTANT:
      input.set_instant_ms(MeetingTime(now_ms));
      return true;
    case v1::Field::NUMBER:
      // Scores: mostly the upper end, sometimes the middle.
      input.set_number(std::max(field.min(), field.max() - static_cast<int64_t>(Dice(7) / 3)));
      return true;
    default:
      return false;  // photos: a demo has none
  }
}

// The opener, some neighbours, and one for each unit that must answer.
std::vector<Bytes> Life::Invitees(const Plan& plan) {
  std::set<Bytes> chosen{plan.opener->member};
  std::vector<const Person*> neighbours;
  for (const Person& person : cast_) {
    if (!person.staff && person.unit.empty() && person.role != "observer") {
      neighbours.push_back(&person);
    }
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

}  // namespace yiting::demo
