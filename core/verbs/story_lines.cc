#include "verbs/story_lines.h"

#include <algorithm>
#include <set>

#include "base/instant.h"
#include "verbs/json.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

using checker::Given;
using checker::Move;
using checker::StoryStep;

constexpr char kMatter[] = "m1";

Json ValueOf(const Given& given) {
  switch (given.kind) {
    case v1::Field::NUMBER:
      return given.number;
    case v1::Field::INSTANT:
      return FormatInstant({given.number});
    case v1::Field::UNITS:
    case v1::Field::MEMBERS:
    case v1::Field::MATTERS:
      return given.list;
    case v1::Field::OPTIONS:
      return given.number == 0 ? Json::array() : Json::array({given.number});
    case v1::Field::PLACE:
      return checker::kPlaceName;
    default:
      return given.text;
  }
}

Json InputsOf(const checker::Gifts& gifts) {
  Json inputs = Json::object();
  for (const Given& given : gifts) inputs[given.field] = ValueOf(given);
  return inputs;
}

Json ExpectationOf(const decide::Refusal& refusal) {
  Json expect = {{"refused", v1::Reason_Name(refusal.reason)}};
  if (!refusal.rule.empty()) expect["rule"] = refusal.rule;
  if (!refusal.detail.empty()) expect["detail"] = refusal.detail;
  return expect;
}

Json CheckOf(const std::vector<checker::Expected>& expected) {
  Json check = {{"matter", kMatter}};
  for (const checker::Expected& each : expected) {
    check[each.key] = each.list ? Json(each.values) : Json(each.values[0]);
  }
  return check;
}

Json LineOf(const StoryStep& step, const StoryHead& head) {
  const checker::Roster& roster = head.roster;
  const Move& move = step.move;
  Json line = {{"at", FormatInstant({move.at_ms})}};
  if (move.what == Move::What::kDue) {
    if (step.expected.empty()) {
      line["do"] = "wait";
    } else {
      line["check"] = CheckOf(step.expected);
    }
    return line;
  }
  line["by"] = roster[move.who].name;
  if (move.what == Move::What::kOpen) {
    line["do"] = "open";
    line["as"] = kMatter;
    line["procedure"] = move.name;
    const std::string place = checker::PlaceFor(head.model, move.name);
    if (!place.empty()) line["place"] = place;
  } else {
    line["do"] = "act";
    line["matter"] = kMatter;
    line["action"] = move.name;
  }
  if (!move.gifts.empty()) line["inputs"] = InputsOf(move.gifts);
  if (step.refused) line["expect"] = ExpectationOf(*step.refused);
  return line;
}

std::set<std::string> NamedIn(const checker::Story& story, const checker::Roster& roster) {
  std::set<std::string> names;
  for (const StoryStep& step : story.steps) {
    if (step.move.what != Move::What::kDue) names.insert(roster[step.move.who].name);
    for (const Given& given : step.move.gifts) {
      if (given.kind == v1::Field::MEMBERS) names.insert(given.list.begin(), given.list.end());
    }
  }
  return names;
}

// Roles that are held for one unit are one line; of those for another a scenario has no line, so a
// person of two units shows with the first.
Json LineOf(const checker::Person& person) {
  Json roles = Json::array();
  std::string unit;
  for (const checker::Held& held : person.roles) {
    if (roles.empty()) unit = held.unit;
    if (held.unit == unit) roles.push_back(held.role);
  }
  Json line = {{"member", person.name}, {"roles", roles}};
  if (!unit.empty()) line["unit"] = unit;
  if (!person.household.empty()) line["household"] = person.household;
  return line;
}

Json HeadOf(const StoryHead& head, const checker::Story& story) {
  Json line = {{"community", {{"zh", "试算"}, {"en", "Trial"}}}, {"pack", head.pack}};
  Json choices = Json::object();
  for (const auto* each : {&head.choices, &story.choices}) {
    for (const v1::PackBundle::Choice& choice : *each) {
      choices[choice.id()] = choice.denominator() == 0
                                 ? Json(choice.value())
                                 : Json::array({choice.value(), choice.denominator()});
    }
  }
  if (!choices.empty()) line["choices"] = choices;
  line["start"] = FormatInstant({head.start_ms});
  return line;
}

}  // namespace

std::string WriteStory(const checker::Finding& finding, const StoryHead& head, Cast cast) {
  const rulehost::Diagnostic& said = finding.diagnostic;
  std::string text = "# " + said.code + " " + said.file + ":" + std::to_string(said.line) +
                     "\n# " + said.text.zh() + "\n# " + said.text.en() + "\n";
  const auto add = [&text](const Json& line) { text += FormatJson(line) + "\n"; };
  add(HeadOf(head, finding.story));
  const std::set<std::string> named = NamedIn(finding.story, head.roster);
  const auto is_there = [&](const checker::Person& person) {
    return cast == Cast::kEverybody || named.count(person.name) != 0;
  };
  for (const checker::Person& person : head.roster) {
    if (is_there(person)) add(LineOf(person));
  }
  const std::vector<checker::Spot> spots = checker::PlacesOf(head.model);
  Json rooms = Json::array();
  std::string registrar = "registrar";  // whom the scenario adds when there is none
  for (const checker::Person& person : head.roster) {
    if (!is_there(person)) continue;
    if (registrar == "registrar" && checker::Holds(person, "registrar")) registrar = person.name;
    if (person.room.empty()) continue;
    const bool rents = !person.landlord.empty();
    Json room = {{"room", person.room},
                 {"area", ShowArea(person.area)},
                 {"owner", rents ? person.landlord : person.household}};
    if (rents) room["dweller"] = person.household;
    if (!spots.empty()) room["place"] = spots.back().name;
    rooms.push_back(std::move(room));
  }
  if (!spots.empty()) {
    Json places = Json::array();
    for (const checker::Spot& spot : spots) {
      Json place = {{"place", spot.name}, {"kind", spot.kind}, {"title", spot.name}};
      if (!places.empty()) place["in"] = places.back()["place"];
      places.push_back(std::move(place));
    }
    add(Json{{"at", FormatInstant({head.start_ms})}, {"by", registrar}, {"do", "places"},
             {"places", places}});
  }
  if (!rooms.empty()) {
    add(Json{{"at", FormatInstant({head.start_ms})}, {"by", registrar}, {"do", "rooms"},
             {"rooms", rooms}});
  }
  for (const StoryStep& step : finding.story.steps) {
    add(LineOf(step, head));
    const bool waits = step.move.what == Move::What::kDue;
    if (!waits && !step.expected.empty()) add(Json{{"check", CheckOf(step.expected)}});
  }
  return text;
}

}  // namespace yiting::verbs
