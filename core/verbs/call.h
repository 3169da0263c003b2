// One call of a verb, its words taken apart: what stands in place, and flags. Each verb is one
// function in run_verbs.cc, rules_verbs.cc or ledger_verbs.cc; verbs.cc has the table.

#ifndef YITING_VERBS_CALL_H_
#define YITING_VERBS_CALL_H_

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

// Exit codes.
inline constexpr int kFine = 0;
inline constexpr int kWrong = 1;       // what was checked does not hold
inline constexpr int kNotRead = 2;     // the call or a file cannot be understood

struct Call {
  Io& io;
  std::vector<std::string> places;  // in order
  // "--rules" -> its values in order, "" for a flag without one.
  std::map<std::string, std::vector<std::string>> flags;

  bool Has(const std::string& flag) const { return flags.count(flag) != 0; }
  // The last of a flag that was given more than once.
  std::string Value(const std::string& flag, const std::string& fallback) const {
    auto found = flags.find(flag);
    return found == flags.end() ? fallback : found->second.back();
  }
  std::vector<std::string> Values(const std::string& flag) const {
    auto found = flags.find(flag);
    return found == flags.end() ? std::vector<std::string>() : found->second;
  }
  // Prints "yiting: message" and gives the code.
  int Stop(int code, const std::string& message) const {
    io.Err("yiting: " + message + "\n");
    return code;
  }
};

// Says why a ledger file was not taken: kNotRead when it could not be read, kWrong when it is
// damaged.
int NotSound(const Call& call, const Error& error);

int RunScenarioVerb(Call& call);
int RulesApiVerb(Call& call);
int RulesCheckVerb(Call& call);
int RulesGraphVerb(Call& call);
int RulesSimulateVerb(Call& call);
int RulesTestVerb(Call& call);
int LedgerVerifyVerb(Call& call);
int LedgerExportVerb(Call& call);
int LedgerProofVerb(Call& call);
int AuditVerb(Call& call);
int EvidenceVerb(Call& call);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_CALL_H_
