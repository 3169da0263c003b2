// One line of a scenario as its keys. Each question answers with a value or with what is wrong and
// what to write, without the place: the reader puts "file:line: " before it.
//
// Pure. Tested by tests/unit/verbs/scenario_test.cc

#ifndef YITING_VERBS_SCENARIO_LINE_H_
#define YITING_VERBS_SCENARIO_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "verbs/json.h"

namespace yiting::verbs {

// `"key" is missing; write "key": example`.
Failure Missing(const std::string& key, const std::string& example);
Failure Wrong(const std::string& what, const std::string& write_instead);

class ScenarioLine {
 public:
  explicit ScenarioLine(const Json& json) : json_(json) {}

  bool Has(const std::string& key) const { return json_.contains(key); }
  const Json& Get(const std::string& key) const { return json_.at(key); }  // REQUIRES: Has(key)

  // kInvalid names the first key that is not among `keys`; `what` is what the line is.
  Status Only(const std::string& what, const std::vector<std::string>& keys) const;

  Result<std::string> Text(const std::string& key, const std::string& example) const;
  Result<std::string> TextOr(const std::string& key, const std::string& fallback) const;
  // RFC 3339, as milliseconds.
  Result<int64_t> Instant(const std::string& key) const;
  Result<int64_t> InstantOr(const std::string& key, int64_t fallback) const;
  Result<int64_t> Integer(const std::string& key) const;
  Result<std::vector<std::string>> Texts(const std::string& key, const std::string& example) const;
  Result<bool> BoolOr(const std::string& key, bool fallback) const;

 private:
  const Json& json_;
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_SCENARIO_LINE_H_
