// What a dry run found (dryrun/simulate.h) as a table that people read: Chinese first, English
// beside. Titles come from the packs: of what was from the ledger's, of what would be from the new.
//
// Pure. Tested by tests/unit/verbs/simulate_test.cc

#ifndef YITING_VERBS_CHANGE_TEXT_H_
#define YITING_VERBS_CHANGE_TEXT_H_

#include <string>

#include "dryrun/simulate.h"
#include "verbs/pack_files.h"

namespace yiting::verbs {

// The ids of one pack as its people know them: "受理 Accept"; an id that it lacks stays an id.
class Titles {
 public:
  explicit Titles(rulehost::PackPtr pack) : pack_(std::move(pack)) {}

  std::string Procedure(const std::string& id) const;
  std::string Stage(const std::string& procedure, const std::string& id) const;
  std::string Action(const std::string& procedure, const std::string& id) const;
  std::string Category(const std::string& id) const;
  std::string Unit(const std::string& id) const;
  std::string Level(const std::string& id) const;
  std::string Outcome(const std::string& id) const;
  // Of a code with which a `when` function refuses.
  std::string Refusal(const std::string& code) const;

 private:
  rulehost::PackPtr pack_;
};

// "不在这个环节 WRONG_STAGE".
std::string ReasonTitle(v1::Reason reason);
// "2020-02-03 10:00", China Standard Time.
std::string FormatMinute(int64_t ms);

// The rows of every matter that came out differently; says so when none did.
std::string FormatChanges(const dryrun::Report& report, PackShelf& ledger_packs,
                          const rulehost::PackPtr& pack);
std::string FormatTotals(const dryrun::Totals& totals, const rulehost::PackPtr& pack);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_CHANGE_TEXT_H_
