#include "verbs/verbs.h"

#include <algorithm>

#include "verbs/call.h"

namespace yiting::verbs {

namespace {

struct VerbRow {
  std::vector<std::string> words;
  std::string usage;                        // what follows the words
  size_t places;                            // how many, exactly
  std::vector<std::string> flags;           // without a value
  std::vector<std::string> flags_of_value;
  int (*run)(Call& call);
};

const std::vector<VerbRow>& Rows() {
  static const std::vector<VerbRow> rows = {
      {{"run"}, "SCENARIO [--json] [--summary] [--reverse] [--rules DIR] [--export FILE]", 1,
       {"--json", "--summary", "--reverse"}, {"--rules", "--export"}, RunScenarioVerb},
      {{"rules", "check"},
       "PACK_DIR [--set ID=VALUE] [--roster FILE] [--write DIR] [--decisions N] [--json]"
       " [--rules DIR]",
       1, {"--json"}, {"--set", "--roster", "--write", "--decisions", "--rules"}, RulesCheckVerb},
      {{"rules", "api"}, "[--library]", 0, {"--library"}, {}, RulesApiVerb},
      {{"rules", "test"}, "PACK_DIR [--strict] [--json] [--rules DIR]", 1,
       {"--strict", "--json"}, {"--rules"}, RulesTestVerb},
      {{"rules", "simulate"},
       "PACK_DIR --ledger FILE [--set ID=VALUE] [--json] [--summary] [--quiet] [--rules DIR]", 1,
       {"--json", "--summary", "--quiet"}, {"--ledger", "--set", "--rules"}, RulesSimulateVerb},
      {{"rules", "graph"},
       "PACK_DIR [--svg|--mermaid] [--procedure ID] [--language zh|en] [--set ID=VALUE] "
       "[--out FILE] [--rules DIR]",
       1, {"--svg", "--mermaid"}, {"--procedure", "--language", "--set", "--out", "--rules"},
       RulesGraphVerb},
      {{"ledger", "verify"},
       "FILE|URL [--matter ID] [--receipt FILE [--entry FILE]] [--witness VKEY]", 1, {},
       {"--matter", "--receipt", "--entry", "--witness"}, LedgerVerifyVerb},
      {{"ledger", "export"}, "FILE|URL", 1, {}, {}, LedgerExportVerb},
      {{"ledger", "proof"}, "FILE|URL SEQ", 2, {}, {}, LedgerProofVerb},
      {{"audit"}, "FILE [--quiet]", 1, {"--quiet"}, {}, AuditVerb},
      {{"evidence"}, "FILE [--key HEX]", 1, {}, {"--key"}, EvidenceVerb},
  };
  return rows;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool Begins(const std::vector<std::string>& args, const std::vector<std::string>& words) {
  return args.size() >= words.size() && std::equal(words.begin(), words.end(), args.begin());
}

bool IsAmong(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The usages of the verbs that begin with the word, or of all.
std::string Usages(const std::string& word) {
  std::string text;
  for (const VerbRow& row : Rows()) {
    if (!word.empty() && row.words[0] != word) continue;
    text += (text.empty() ? "yiting " : " | yiting ") + Joined(row.words) + " " + row.usage;
  }
  return text;
}

Status ReadArguments(const VerbRow& row, const std::vector<std::string>& args, Call& call) {
  const std::string usage = "; usage: yiting " + Joined(row.words) + " " + row.usage;
  for (size_t i = row.words.size(); i < args.size(); ++i) {
    if (!args[i].starts_with("--")) {
      call.places.push_back(args[i]);
    } else if (IsAmong(row.flags, args[i])) {
      call.flags[args[i]].emplace_back();
    } else if (!IsAmong(row.flags_of_value, args[i])) {
      return Fail(ErrorCode::kInvalid, "unknown flag " + args[i] + usage);
    } else if (i + 1 == args.size()) {
      return Fail(ErrorCode::kInvalid, args[i] + " needs a value" + usage);
    } else {
      call.flags[args[i]].push_back(args[i + 1]);
      ++i;
    }
  }
  if (call.places.size() == row.places) return {};
  return Fail(ErrorCode::kInvalid, (call.places.size() < row.places ? "something is missing"
                                                                    : "too many words") +
                                       usage);
}

}  // namespace

bool HasVerb(std::string_view verb) {
  return std::any_of(Rows().begin(), Rows().end(),
                     [verb](const VerbRow& row) { return row.words[0] == verb; });
}

int RunVerb(const std::vector<std::string>& args, Io& io) {
  Call call{io, {}, {}};
  for (const VerbRow& row : Rows()) {
    if (!Begins(args, row.words)) continue;
    Status read = ReadArguments(row, args, call);
    if (!read) return call.Stop(kNotRead, read.error().message);
    return row.run(call);
  }
  if (args.empty()) return call.Stop(kNotRead, "no verb; usage: " + Usages(""));
  if (HasVerb(args[0])) {
    const std::string second = args.size() > 1 ? " " + args[1] : "";
    return call.Stop(kNotRead, "unknown verb " + args[0] + second + "; usage: " + Usages(args[0]));
  }
  return call.Stop(kNotRead, "unknown verb " + args[0] + "; usage: " + Usages(""));
}

}  // namespace yiting::verbs
