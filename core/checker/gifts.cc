#include "checker/gifts.h"

#include <algorithm>
#include <set>

#include "state/check_event.h"
#include "state/read_meetings.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"

namespace yiting::checker {

namespace {

// More ways than this are tried one field at a time.
constexpr size_t kWaysMax = 32;
// With so many parties no further one with people is alerted: more of them behave alike.
constexpr int64_t kPartiesMax = 2;
constexpr char kWord[] = "说明";
constexpr char kShortWord[] = "一";
constexpr char kPhoto[] = "照片";

using Values = std::vector<Given>;

Given Plain(const v1::Field& field) {
  Given given;
  given.field = field.id();
  given.kind = field.kind();
  given.audience = field.audience();
  return given;
}

Given WithText(const v1::Field& field, const std::string& text) {
  Given given = Plain(field);
  given.text = text;
  return given;
}

Given WithNumber(const v1::Field& field, int64_t number) {
  Given given = Plain(field);
  given.number = number;
  return given;
}

Given WithList(const v1::Field& field, std::vector<std::string> list) {
  Given given = Plain(field);
  given.list = std::move(list);
  return given;
}

// The roles that a matter of the procedure takes from the member whom its opening names.
std::set<std::string> RolesTaken(const Asking& asking, const v1::Field& field) {
  std::set<std::string> roles;
  if (asking.action != nullptr || field.id() != "member") return roles;
  const v1::Procedure& procedure = asking.frame.procedure();
  const auto look = [&roles](const auto& actions) {
    for (const v1::Action& action : actions) {
      if (HasEffect(action, v1::Action::DISMISS)) roles.insert(action.appoints());
    }
  };
  look(procedure.actions());
  for (const v1::Stage& stage : procedure.stages()) look(stage.actions());
  return roles;
}

// Does it make a difference what is given?
bool Matters(const Asking& asking, const v1::Field& field) {
  const v1::Field::Kind kind = field.kind();
  if (asking.hook && asking.frame.SeesInput(field)) return true;
  if (asking.action == nullptr) return !RolesTaken(asking, field).empty();
  for (int effect : asking.action->effects()) {
    switch (effect) {
      case v1::Action::ASSIGN:
        if (kind == v1::Field::CATEGORY) return true;
        break;
      case v1::Action::ALERT:
        if (kind == v1::Field::UNITS) return true;
        break;
      case v1::Action::INVITE:
        if (kind == v1::Field::MEMBERS) return true;
        break;
      case v1::Action::NAME_REVIEWERS:
        if (kind == v1::Field::MEMBERS) return true;
        break;
      case v1::Action::SET_TASK:
        if (kind == v1::Field::UNITS) return true;
        break;
      case v1::Action::CONFIRM:
        if (kind == v1::Field::CODE) return true;
        break;
      case v1::Action::JUDGE_TASK:
        if (kind == v1::Field::CODE) return true;
        break;
      case v1::Action::VOTE:
        if (kind == v1::Field::CODE || kind == v1::Field::OPTIONS) return true;
        break;
      case v1::Action::ENTER_BALLOT:
        if (kind == v1::Field::CODE || kind == v1::Field::ROOM || kind == v1::Field::MEMBERS ||
            kind == v1::Field::OPTIONS) {
          return true;
        }
        break;
      case v1::Action::RATE:
        if (kind == v1::Field::NUMBER && asking.frame.counts_ratings()) return true;
        break;
      default:
        break;
    }
  }
  return false;
}

// Units that are no party yet: one with people, a group of them, one without people. All others are
// like one of these.
Values UnitValues(const Asking& asking, const v1::Field& field) {
  std::set<std::string> parties;
  if (asking.action != nullptr) {
    const Bytes matter = asking.world.matter().matter;
    for (const state::Party& party : state::PartiesOf(asking.world.community(), matter)) {
      parties.insert(party.unit);
    }
  }
  const int64_t group = asking.frame.unit_group();
  const bool full = static_cast<int64_t>(parties.size()) >= std::max(kPartiesMax, group);
  bool deserted = false;  // a party without people
  for (const std::string& unit : parties) {
    deserted = deserted || !IsStaffed(asking.world.roster(), unit);
  }
  std::vector<std::string> units[2];  // with people, and without
  for (const v1::Unit& unit : asking.world.pack().model().units()) {
    if (parties.count(unit.id()) != 0) continue;
    units[IsStaffed(asking.world.roster(), unit.id()) ? 0 : 1].push_back(unit.id());
  }
  Values values;
  if (!full && !units[0].empty()) values.push_back(WithList(field, {units[0][0]}));
  if (!full && group > 1 && group <= static_cast<int64_t>(units[0].size())) {
    std::vector<std::string> some(units[0].begin(), units[0].begin() + group);
    std::sort(some.begin(), some.end());
    values.push_back(WithList(field, std::move(some)));
  }
  if (!deserted && !units[1].empty()) values.push_back(WithList(field, {units[1][0]}));
  // One that is a party already changes nothing, but may be all that is left to give.
  if (values.empty() && !parties.empty()) values.push_back(WithList(field, {*parties.begin()}));
  return values;
}

bool IsStaff(const Asking& asking, const Person& person) {
  return std::any_of(person.roles.begin(), person.roles.end(), [&asking](const Held& held) {
    const v1::Role* role = asking.world.pack().FindRole(held.role);
    return role != nullptr && role->staff();
  });
}

struct Guests {
  std::vector<std::string> invited;
  std::vector<std::string> others;  // those with nothing to decide first
};
// Of those who are named for it already: invitees, or reviewers.
bool IsNamed(const Asking& asking, const state::Matter& matter, const Bytes& member) {
  const bool reviews =
      asking.action != nullptr && HasEffect(*asking.action, v1::Action::NAME_REVIEWERS);
  return reviews
             ? state::IsReviewer(asking.world.community(), matter.matter, member)
             : state::FindInvitee(asking.world.community(), matter.matter, member).has_value();
}

Guests GuestsOf(const Asking& asking) {
  const Roster& roster = asking.world.roster();
  const state::Matter matter = asking.action == nullptr ? state::Matter() : asking.world.matter();
  Guests guests;
  for (bool staff : {false, true}) {
    for (size_t i = 0; i < roster.size(); ++i) {
      const Bytes member = World::MemberOf(i);
      if (IsStaff(asking, roster[i]) != staff) continue;
      if (IsNamed(asking, matter, member)) {
        guests.invited.push_back(roster[i].name);
      } else if (!Holds(roster[i], state::kObserverRole) && member != matter.opener) {
        guests.others.push_back(roster[i].name);
      }
    }
  }
  return guests;
}

// Somebody who holds it, of each role that can be taken.
Values HolderValues(const Asking& asking, const v1::Field& field) {
  Values values;
  for (const std::string& role : RolesTaken(asking, field)) {
    for (const Person& person : asking.world.roster()) {
      if (!Holds(person, role)) continue;
      values.push_back(WithList(field, {person.name}));
      break;
    }
  }
  return values;
}

Values MemberValues(const Asking& asking, const v1::Field& field) {
  if (Values holders = HolderValues(asking, field); !holders.empty()) return holders;
  const Guests guests = GuestsOf(asking);
  const auto group = static_cast<size_t>(asking.frame.group());
  Values values;
  for (size_t size : {size_t{1}, group}) {
    if (size > guests.others.size() || guests.invited.size() + size > group + 1) continue;
    if (size == 1 && !values.empty()) continue;
    const auto first = guests.others.begin();
    values.push_back(WithList(field, {first, first + static_cast<int64_t>(size)}));
  }
  // As many are invited as can make a difference: one of them once more.
  if (values.empty() && !guests.invited.empty()) {
    values.push_back(WithList(field, {guests.invited[0]}));
  }
  return values;
}

// Categories whose parties are alike are one, the one with the fewest: does somebody sit in the
// lead, in any other party, and is there one without people?
Values CategoryValues(const Asking& asking, const v1::Field& field) {
  const Roster& roster = asking.world.roster();
  std::vector<std::pair<std::string, const v1::Category*>> kinds;
  for (const v1::Category& category : asking.world.pack().model().categories()) {
    bool staffed = false;
    bool deserted = !IsStaffed(roster, category.lead());
    std::string kind = deserted ? "0" : "1";
    for (const std::string& unit : category.assisting()) {
      (IsStaffed(roster, unit) ? staffed : deserted) = true;
    }
    kind += std::string(staffed ? "1" : "0") + (deserted ? "1" : "0");
    if (asking.frame.TellsApart(category.id())) kind += category.id();
    const auto known = std::find_if(kinds.begin(), kinds.end(),
                                    [&kind](const auto& each) { return each.first == kind; });
    if (known == kinds.end()) {
      kinds.emplace_back(kind, &category);
    } else if (category.assisting_size() < known->second->assisting_size()) {
      known->second = &category;
    }
  }
  Values values;
  for (const auto& [kind, category] : kinds) values.push_back(WithText(field, category->id()));
  return values;
}

// Rooms whose owner has not voted yet, the first two: what is entered for the others is alike.
Values RoomValues(const Asking& asking, const v1::Field& field) {
  Values values;
  for (size_t i = 0; i < asking.world.roster().size() && values.size() < 2; ++i) {
    const Person& person = asking.world.roster()[i];
    if (person.room.empty() || !person.landlord.empty()) continue;
    const state::Matter matter = asking.action == nullptr ? state::Matter() : asking.world.matter();
    const Bytes voter =
        state::VoterOf(asking.world.community(), World::MemberOf(i), state::Per::kOwner);
    if (state::FindBallot(asking.world.community(), matter, voter)) continue;
    values.push_back(WithText(field, person.room));
  }
  if (values.empty()) values.push_back(WithText(field, "no room"));
  return values;
}

// The first task that is at the point where the action takes it up; there may be none.
Values TaskValues(const Asking& asking, const v1::Field& field) {
  const state::Task::State wanted =
      HasEffect(*asking.action, v1::Action::REPORT_TASK) ? state::Task::kOpen
                                                         : state::Task::kReported;
  for (const state::Task& task :
       state::TasksOf(asking.world.community(), asking.world.matter().matter)) {
    const bool theirs = wanted == state::Task::kReported ||
                        IsStaffed(asking.world.roster(), task.unit);
    if (task.state == wanted && theirs) return {WithNumber(field, task.task)};
  }
  return {WithNumber(field, 1)};
}

// Nothing, and the first option that there is.
Values OptionValues(const v1::Field& field) { return {Plain(field), WithNumber(field, 1)}; }

bool TakesUpTask(const Asking& asking, const v1::Field& field) {
  return asking.action != nullptr && field.id() == "number" &&
         (HasEffect(*asking.action, v1::Action::REPORT_TASK) ||
          HasEffect(*asking.action, v1::Action::JUDGE_TASK));
}

Values ValuesOf(const Asking& asking, const v1::Field& field) {
  Values values;
  switch (field.kind()) {
    case v1::Field::TEXT:
      return {WithText(field, field.max() == 1 ? kShortWord : kWord)};
    case v1::Field::PHOTO:
      return {WithText(field, kPhoto)};
    case v1::Field::CODE:
      for (const v1::Named& option : field.options()) {
        values.push_back(WithText(field, option.id()));
      }
      return values;
    case v1::Field::CATEGORY:
      return CategoryValues(asking, field);
    case v1::Field::UNITS:
      return UnitValues(asking, field);
    case v1::Field::MEMBERS:
      return MemberValues(asking, field);
    case v1::Field::ROOM:
      return RoomValues(asking, field);
    case v1::Field::INSTANT:
      // The end of a term, after its beginning.
      if (field.id() == "until") return {WithNumber(field, asking.at_ms + 60 * kDayMs)};
      values.push_back(WithNumber(field, asking.at_ms + kDayMs));
      values.push_back(WithNumber(field, asking.at_ms + 60 * kDayMs));
      return values;
    case v1::Field::OPTIONS:
      return OptionValues(field);
    case v1::Field::NUMBER:
      if (TakesUpTask(asking, field)) return TaskValues(asking, field);
      values.push_back(WithNumber(field, field.min()));
      if (field.max() != field.min()) values.push_back(WithNumber(field, field.max()));
      return values;
    default:
      return {Plain(field)};
  }
}

// Every field with every value of the others, or, where that is too much, one field at a time.
std::vector<Gifts> Combine(const std::vector<Values>& fields) {
  size_t ways = 1;
  for (const Values& values : fields) ways = std::min(ways * values.size(), kWaysMax + 1);
  std::vector<Gifts> all;
  if (ways <= kWaysMax) {
    all.push_back({});
    for (const Values& values : fields) {
      std::vector<Gifts> longer;
      for (const Gifts& gifts : all) {
        for (const Given& value : values) {
          longer.push_back(gifts);
          if (value.kind != v1::Field::KIND_UNSPECIFIED) longer.back().push_back(value);
        }
      }
      all = std::move(longer);
    }
    return all;
  }
  for (size_t field = 0; field < fields.size(); ++field) {
    for (size_t i = field == 0 ? 0 : 1; i < fields[field].size(); ++i) {
      Gifts& gifts = all.emplace_back();
      for (size_t other = 0; other < fields.size(); ++other) {
        const Given& value = fields[other][other == field ? i : 0];
        if (value.kind != v1::Field::KIND_UNSPECIFIED) gifts.push_back(value);
      }
    }
  }
  return all;
}

}  // namespace

std::vector<Gifts> WaysToGive(const Asking& asking) {
  std::vector<Values> fields;
  for (const v1::Field& field : asking.fields) {
    const bool matters = Matters(asking, field);
    Values values;
    // What may be left out is left out first.
    if (field.optional()) values.push_back({});
    if (!field.optional() || matters) {
      for (Given& value : ValuesOf(asking, field)) values.push_back(std::move(value));
    }
    if (values.empty()) return {};
    if (!matters) values.resize(1);
    fields.push_back(std::move(values));
  }
  return Combine(fields);
}

}  // namespace yiting::checker
