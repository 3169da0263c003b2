// The rule packs that a scenario names: the one that the community is made with, and further ones
// by alias.

#include <algorithm>
#include <string_view>
#include <utility>

#include "verbs/pack_files.h"
#include "verbs/scenario_reader.h"

namespace yiting::verbs {

namespace {

Result<std::vector<v1::PackBundle::Choice>> ReadChoices(const ScenarioLine& line) {
  std::vector<v1::PackBundle::Choice> choices;
  if (!line.Has("choices")) return choices;
  if (!line.Get("choices").is_object()) {
    return Wrong("\"choices\" is no object", "write {\"accept_days\": 3}");
  }
  for (const auto& [id, value] : line.Get("choices").items()) {
    v1::PackBundle::Choice& choice = choices.emplace_back();
    choice.set_id(id);
    if (value.is_number_integer()) {
      choice.set_value(value.get<int64_t>());
    } else if (value.is_array() && value.size() == 2 && value[0].is_number_integer() &&
               value[1].is_number_integer()) {
      choice.set_value(value[0].get<int64_t>());
      choice.set_denominator(value[1].get<int64_t>());
    } else {
      return Wrong("choice \"" + id + "\" is no value", "write 3, or [1, 2] for a ratio");
    }
  }
  return choices;
}

// "mishixiang" is a pack of the rules folder; "./x" lies beside the scenario; "./.." is the pack in
// whose own folder of scenarios this one lies.
std::string PackFolder(const Reading& reading, const std::string& pack) {
  if (!pack.starts_with("./")) return reading.io.rules_root + "/packs/" + pack;
  const std::string& file = reading.scenario.file;
  const size_t slash = file.rfind('/');
  if (slash == std::string::npos) return pack;
  const std::string folder = file.substr(0, slash);
  if (pack != "./..") return folder + pack.substr(1);
  const size_t above = folder.rfind('/');
  return above == std::string::npos ? "." : folder.substr(0, above);
}

// The table of working days as it was before the years after `last_year` were published.
Status CutCalendar(Bytes& table, int64_t last_year) {
  if (last_year < 2000 || last_year > 9999) {
    return Wrong("\"calendar_until\" is no year", "write 2019");
  }
  const std::string last = std::to_string(last_year);
  Bytes kept;
  for (size_t begin = 0; begin < table.size();) {
    const size_t end = std::min(table.find('\n', begin), table.size() - 1) + 1;
    const std::string_view line(table.data() + begin, end - begin);
    const bool dated = line[0] >= '0' && line[0] <= '9';
    if (!dated || line.substr(0, last.size()) <= last) kept += line;
    begin = end;
  }
  table = std::move(kept);
  return {};
}

// "pack", "choices" and "calendar_until" of the head or of an alias.
Result<ScenarioPack> ReadPack(const Reading& reading, const ScenarioLine& line, bool here) {
  ASSIGN_OR_RETURN(std::string name, line.Text("pack", "\"mishixiang\""));
  ASSIGN_OR_RETURN(std::vector<v1::PackBundle::Choice> choices, ReadChoices(line));
  const std::string folder = PackFolder(reading, name);
  ASSIGN_OR_RETURN(rulehost::PackFiles files,
                   ReadPackFiles(reading.io, folder, reading.io.rules_root + "/lib"));
  if (line.Has("calendar_until")) {
    ASSIGN_OR_RETURN(int64_t last_year, line.Integer("calendar_until"));
    RETURN_IF_ERROR(CutCalendar(files["lib/holidays-cn.csv"], last_year));
  }
  ScenarioPack pack;
  pack.bundle = rulehost::EncodeBundle(rulehost::BuildBundle(files, std::move(choices)));
  const crypto::Hash hash = rulehost::PackHash(pack.bundle);
  pack.hash = Bytes(crypto::AsBytes(hash));
  if (!here) return pack;
  rulehost::LoadResult loaded = rulehost::LoadPack(pack.bundle);
  if (!loaded.pack) {
    const std::string first =
        loaded.diagnostics.empty() ? "" : FormatDiagnostic(loaded.diagnostics[0]);
    return Wrong("the pack in " + folder + " is not sound: " + first,
                 "`yiting rules check` lists all");
  }
  pack.pack = std::move(loaded.pack);
  return pack;
}

Status ReadFurtherPack(Reading& reading, const std::string& alias, const Json& json) {
  Scenario& scenario = reading.scenario;
  const std::string example = "{\"pack\": \"mishixiang\", \"choices\": {\"accept_days\": 1}}";
  if (!json.is_object()) return Wrong("pack \"" + alias + "\" is no object", "write " + example);
  const ScenarioLine line(json);
  RETURN_IF_ERROR(line.Only("a pack", {"pack", "choices", "calendar_until", "here"}));
  ASSIGN_OR_RETURN(bool here, line.BoolOr("here", true));
  ASSIGN_OR_RETURN(ScenarioPack pack, ReadPack(reading, line, here));
  scenario.names.Add(pack.hash, alias);
  if (!scenario.packs.emplace(alias, std::move(pack)).second) {
    return Wrong("\"" + alias + "\" is the community's own pack", "give this one another name");
  }
  return {};
}

// The community's own pack, then those by alias that this machine has.
template <class Visit>
void ForEachPack(const Reading& reading, Visit visit) {
  visit(*reading.scenario.pack);
  for (const auto& [alias, pack] : reading.scenario.packs) {
    if (pack.pack && pack.pack != reading.scenario.pack) visit(*pack.pack);
  }
}

}  // namespace

Status ReadPacks(Reading& reading, const ScenarioLine& line) {
  Scenario& scenario = reading.scenario;
  ASSIGN_OR_RETURN(ScenarioPack own, ReadPack(reading, line, true));
  scenario.pack = own.pack;
  scenario.names.Add(own.hash, own.pack->model().id());
  scenario.packs.emplace(own.pack->model().id(), std::move(own));
  if (!line.Has("packs")) return {};
  if (!line.Get("packs").is_object()) {
    return Wrong("\"packs\" is no object", "write {\"faster\": {\"pack\": \"mishixiang\"}}");
  }
  for (const auto& [alias, json] : line.Get("packs").items()) {
    RETURN_IF_ERROR(ReadFurtherPack(reading, alias, json));
  }
  return {};
}

Result<Bytes> FindPack(const Reading& reading, const std::string& alias) {
  auto found = reading.scenario.packs.find(alias);
  if (found != reading.scenario.packs.end()) return found->second.hash;
  std::string known;
  for (const auto& [name, pack] : reading.scenario.packs) {
    known += (known.empty() ? "" : ", ") + name;
  }
  return Wrong("names the pack \"" + alias + "\", which the first line does not",
               "its packs are " + known);
}

Result<Bytes> ReadPackAlias(const Reading& reading, const ScenarioLine& line,
                            const std::string& key) {
  ASSIGN_OR_RETURN(std::string alias, line.Text(key, "\"faster\""));
  Result<Bytes> hash = FindPack(reading, alias);
  if (!hash) return Fail(ErrorCode::kInvalid, "\"" + key + "\" " + hash.error().message);
  return hash;
}

FieldsByPack FieldsOfOpening(const Reading& reading, const std::string& procedure) {
  FieldsByPack fields;
  ForEachPack(reading, [&](const rulehost::LoadedPack& pack) {
    const v1::Procedure* found = pack.FindProcedure(procedure);
    if (found != nullptr) fields.push_back(&found->fields());
  });
  return fields;
}

FieldsByPack FieldsOfAction(const Reading& reading, const std::string& procedure_id,
                            const std::string& action_id) {
  FieldsByPack fields;
  ForEachPack(reading, [&](const rulehost::LoadedPack& pack) {
    const v1::Procedure* procedure = pack.FindProcedure(procedure_id);
    if (procedure == nullptr) return;
    for (const v1::Stage& stage : procedure->stages()) {
      for (const v1::Action& action : stage.actions()) {
        if (action.id() == action_id) fields.push_back(&action.needs());
      }
    }
    for (const v1::Action& action : procedure->actions()) {
      if (action.id() == action_id) fields.push_back(&action.needs());
    }
  });
  return fields;
}

}  // namespace yiting::verbs
