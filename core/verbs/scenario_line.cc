#include "verbs/scenario_line.h"

#include <algorithm>

#include "base/instant.h"

namespace yiting::verbs {

Failure Missing(const std::string& key, const std::string& example) {
  return Fail(ErrorCode::kInvalid, "\"" + key + "\" is missing; write \"" + key + "\": " + example);
}

Failure Wrong(const std::string& what, const std::string& write_instead) {
  return Fail(ErrorCode::kInvalid, what + "; " + write_instead);
}

Status ScenarioLine::Only(const std::string& what, const std::vector<std::string>& keys) const {
  for (const auto& [key, value] : json_.items()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    std::string list;
    for (const std::string& known : keys) list += (list.empty() ? "" : ", ") + known;
    return Wrong(what + " has no key \"" + key + "\"", "its keys are " + list);
  }
  return {};
}

Result<std::string> ScenarioLine::Text(const std::string& key, const std::string& example) const {
  if (!Has(key)) return Missing(key, example);
  return TextOr(key, "");
}

Result<std::string> ScenarioLine::TextOr(const std::string& key,
                                         const std::string& fallback) const {
  if (!Has(key)) return fallback;
  if (!Get(key).is_string()) return Wrong("\"" + key + "\" is no text", "write it in quotes");
  return Get(key).get_ref<const std::string&>();
}

Result<int64_t> ScenarioLine::Instant(const std::string& key) const {
  ASSIGN_OR_RETURN(std::string text, Text(key, "\"2020-01-02T09:00:00+08:00\""));
  Result<yiting::Instant> instant = ParseInstant(text);
  if (!instant) {
    return Wrong("\"" + key + "\" is no instant: " + instant.error().message,
                 "write one like \"2020-01-02T09:00:00+08:00\"");
  }
  return instant->ms;
}

Result<int64_t> ScenarioLine::InstantOr(const std::string& key, int64_t fallback) const {
  if (!Has(key)) return fallback;
  return Instant(key);
}

Result<int64_t> ScenarioLine::Integer(const std::string& key) const {
  if (!Has(key)) return Missing(key, "1");
  if (!Get(key).is_number_integer()) {
    return Wrong("\"" + key + "\" is no integer", "write it without quotes");
  }
  return Get(key).get<int64_t>();
}

Result<std::vector<std::string>> ScenarioLine::Texts(const std::string& key,
                                                     const std::string& example) const {
  if (!Has(key)) return Missing(key, example);
  std::vector<std::string> texts;
  if (!Get(key).is_array()) return Wrong("\"" + key + "\" is no list", "write " + example);
  for (const Json& each : Get(key)) {
    if (!each.is_string()) return Wrong("\"" + key + "\" names no text", "quote each one");
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

Result<bool> ScenarioLine::BoolOr(const std::string& key, bool fallback) const {
  if (!Has(key)) return fallback;
  if (!Get(key).is_boolean()) return Wrong("\"" + key + "\" is no boolean", "write true or false");
  return Get(key).get<bool>();
}

}  // namespace yiting::verbs
