#include "verbs/roster_file.h"

#include <algorithm>

#include "verbs/scenario_line.h"

namespace yiting::verbs {

namespace {

constexpr char kRegistrar[] = "registrar";

bool HasName(const checker::Roster& roster, const std::string& name) {
  return std::any_of(roster.begin(), roster.end(),
                     [&name](const checker::Person& person) { return person.name == name; });
}

// Nothing, if the line is no roster line.
Status ReadLine(std::string_view text, checker::Roster& roster) {
  const size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos || text[first] == '#') return {};
  ASSIGN_OR_RETURN(const Json json, ParseJson(text));
  if (!json.is_object() || !json.contains("member") || json.contains("do") ||
      json.contains("at")) {
    return {};
  }
  const ScenarioLine line(json);
  checker::Person person;
  ASSIGN_OR_RETURN(person.name, line.Text("member", "\"wang\""));
  ASSIGN_OR_RETURN(person.household, line.TextOr("household", ""));
  ASSIGN_OR_RETURN(const std::string unit, line.TextOr("unit", ""));
  const Json roles = line.Has("roles") ? line.Get("roles") : Json::array();
  if (!roles.is_array()) return Wrong("\"roles\" is no list", "write [\"resident\"]");
  for (const Json& role : roles) {
    if (!role.is_string()) return Wrong("a role is no text", "write [\"resident\"]");
    person.roles.push_back({role.get<std::string>(), unit});
  }
  if (HasName(roster, person.name)) {
    return Wrong("\"" + person.name + "\" is in the roster already",
                 "give each member a name of its own");
  }
  roster.push_back(std::move(person));
  return {};
}

}  // namespace

Result<checker::Roster> ReadRosterFile(Io& io, const std::string& file) {
  ASSIGN_OR_RETURN(const Bytes bytes, io.ReadFile(file));
  checker::Roster roster;
  for (size_t begin = 0, number = 1; begin < bytes.size(); ++number) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    Status read = ReadLine(std::string_view(bytes).substr(begin, end - begin), roster);
    if (!read) return FailAt(file + ":" + std::to_string(number), read.error());
    begin = end + 1;
  }
  if (roster.empty()) {
    return Fail(ErrorCode::kInvalid,
                file + ": nobody is in it; write lines {\"member\": \"wang\", \"roles\": [\"…\"]}");
  }
  const bool registrar =
      std::any_of(roster.begin(), roster.end(), [](const checker::Person& person) {
        return checker::Holds(person, kRegistrar);
      });
  if (registrar) return roster;
  std::string name = kRegistrar;
  while (HasName(roster, name)) name += "_";
  roster.push_back({std::move(name), {{kRegistrar, ""}}, ""});
  return roster;
}

}  // namespace yiting::verbs
