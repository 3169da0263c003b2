// `rules check`: what is wrong with a pack's text, and, if it loads, what the model checker finds
// in it, each with the scenario that shows it. Every scenario is played before it is given out.

#include <algorithm>
#include <cctype>

#include "checker/checker.h"
#include "checker/sight.h"
#include "ledger/decimal.h"
#include "rulehost/check.h"
#include "rulehost/diagnostic.h"
#include "verbs/call.h"
#include "verbs/json.h"
#include "verbs/pack_files.h"
#include "verbs/play.h"
#include "verbs/roster_file.h"
#include "verbs/story_lines.h"
#include "verbs/story_place.h"

namespace yiting::verbs {

namespace {

Json ShowText(const v1::Text& text) { return {{"zh", text.zh()}, {"en", text.en()}}; }

Json ShowDiagnostic(const rulehost::Diagnostic& diagnostic) {
  return {{"file", diagnostic.file},
          {"line", diagnostic.line},
          {"column", diagnostic.column},
          {"code", diagnostic.code},
          {"text", ShowText(diagnostic.text)},
          {"mend", ShowText(diagnostic.mend)}};
}

// Reads as the host does, but has one more file; what is printed goes nowhere.
class StageIo : public Io {
 public:
  StageIo(Io& io, const std::string& rules, std::string file, std::string text)
      : io_(io), file_(std::move(file)), text_(std::move(text)) {
    rules_root = rules;
  }
  Result<Bytes> ReadFile(const std::string& path) override {
    return path == file_ ? Result<Bytes>(text_) : io_.ReadFile(path);
  }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    return io_.ListFolder(path);
  }
  Status WriteFile(const std::string& path, BytesView) override {
    return Fail(ErrorCode::kUnsupported, path + ": nothing is written here");
  }
  void Out(BytesView) override {}
  void Err(BytesView bytes) override { said += bytes; }

  std::string said;

 private:
  Io& io_;
  std::string file_;
  std::string text_;
};

class CheckRun {
 public:
  CheckRun(Call& call, rulehost::PackPtr pack)
      : call_(call),
        pack_(std::move(pack)),
        json_(call.Has("--json")),
        rules_(call.Value("--rules", call.io.rules_root)) {}

  Result<int> Run();

 private:
  Status ReadOptions();
  void SayUnsourced();
  Status Say(const checker::Finding& finding, const checker::Report& report);
  Result<std::string> PlayedStory(const checker::Finding& finding, const StoryHead& head,
                                  const std::string& file);
  void SayLooked(const checker::Report& report);
  void SayVerdict(const checker::Report& report);
  void Print(const Json& json, const std::string& text) {
    call_.io.Out((json_ ? FormatJson(json) : text) + "\n");
  }

  Call& call_;
  rulehost::PackPtr pack_;
  bool json_;
  std::string rules_;
  checker::Options options_;
  StoryPlace place_;
  int stories_ = 0;
  int64_t unsourced_ = 0;
};

Result<int> CheckRun::Run() {
  RETURN_IF_ERROR(ReadOptions());
  ASSIGN_OR_RETURN(place_, PlaceStories(call_.places[0], rules_, call_.Value("--write", "")));
  const v1::Pack& model = pack_->model();
  const std::string hash = ToHex(pack_->hash());
  Json loads = {{"pack", model.id()}, {"version", model.version()}, {"hash", hash}};
  std::string label;
  if (model.trial()) {
    loads["trial"] = true;
    loads["dated"] = model.dated();
    label = " (试行 / on trial" + (model.dated().empty() ? "" : ", " + model.dated()) + ")";
  }
  Print(loads, "pack " + model.id() + " " + model.version() + label + " loads, hash " + hash);
  SayUnsourced();
  ASSIGN_OR_RETURN(const checker::Report report, checker::Check(pack_, options_));
  for (const checker::Finding& finding : report.findings) {
    RETURN_IF_ERROR(Say(finding, report));
  }
  SayLooked(report);
  SayVerdict(report);
  return report.has_errors() ? kWrong : kFine;
}

// Read off the text: there is no scenario that could show it.
void CheckRun::SayUnsourced() {
  for (const rulehost::Diagnostic& diagnostic : rulehost::FindUnsourced(*pack_)) {
    Json json = {{"severity", "warning"}};
    const Json shown = ShowDiagnostic(diagnostic);
    for (const auto& [key, value] : shown.items()) json[key] = value;
    Print(json, "warning " + diagnostic.code + " " + rulehost::FormatDiagnostic(diagnostic));
    ++unsourced_;
  }
}

Status CheckRun::ReadOptions() {
  if (call_.Has("--decisions")) {
    const Result<uint64_t> count = ledger::ParseDecimal(call_.Value("--decisions", ""));
    if (!count || *count == 0) {
      return Fail(ErrorCode::kInvalid, "--decisions is a number from 1 on");
    }
    options_.decisions_max = *count;
  }
  if (!call_.Has("--roster")) return {};
  ASSIGN_OR_RETURN(options_.roster, ReadRosterFile(call_.io, call_.Value("--roster", "")));
  return {};
}

Result<std::string> CheckRun::PlayedStory(const checker::Finding& finding, const StoryHead& head,
                                          const std::string& file) {
  std::string said;
  for (Cast cast : {Cast::kNamed, Cast::kEverybody}) {
    std::string text = WriteStory(finding, head, cast);
    StageIo stage(call_.io, rules_, file, text);
    Result<Scenario> scenario = ReadScenario(stage, file);
    if (!scenario) return Failure{scenario.error()};
    ASSIGN_OR_RETURN(const bool held, PlayScenario(*scenario, {}, stage));
    if (held) return text;
    said = stage.said;
    if (checker::Draws(pack_->bundle())) {
      return "# 规则里有抽签：照着再走一遍，签可能不同 / the rules draw: played again, draws may fall "
             "otherwise\n" + text;
    }
  }
  return Fail(ErrorCode::kCorrupt, "the scenario of a finding does not hold; this is our fault, "
                                   "please report it: " + said);
}

Status CheckRun::Say(const checker::Finding& finding, const checker::Report& report) {
  std::string code = finding.diagnostic.code;
  for (char& c : code) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  ++stories_;
  const std::string number = (stories_ < 10 ? "0" : "") + std::to_string(stories_);
  const std::string file =
      (place_.folder.empty() ? "" : place_.folder + "/") + number + "-" + code + ".jsonl";
  const auto& bundled = pack_->bundle().choices();
  const StoryHead head{place_.pack, {bundled.begin(), bundled.end()}, report.roster,
                       report.start_ms, pack_->model()};
  ASSIGN_OR_RETURN(const std::string story, PlayedStory(finding, head, file));
  const std::string severity = finding.error ? "error" : "warning";
  Json json = {{"severity", severity}};
  const Json shown = ShowDiagnostic(finding.diagnostic);
  for (const auto& [key, value] : shown.items()) json[key] = value;
  if (call_.Has("--write")) {
    RETURN_IF_ERROR(call_.io.WriteFile(file, story));
    json["scenario_file"] = file;
    Print(json, severity + " " + finding.diagnostic.code + " " +
                    rulehost::FormatDiagnostic(finding.diagnostic) + "\n    yiting run " + file);
    return {};
  }
  json["scenario"] = story;
  std::string indented;
  for (char c : story) indented += c == '\n' ? "\n    " : std::string(1, c);
  Print(json, severity + " " + finding.diagnostic.code + " " +
                  rulehost::FormatDiagnostic(finding.diagnostic) + "\n    " +
                  indented.substr(0, indented.size() - 5));
  return {};
}

void CheckRun::SayLooked(const checker::Report& report) {
  for (const checker::Looked& looked : report.looked) {
    Json json = {{"looked", looked.procedure},
                 {"states", looked.states},
                 {"decisions", looked.decisions},
                 {"steps", looked.depth},
                 {"people", report.roster.size()},
                 {"group", looked.group},
                 {"complete", looked.complete}};
    if (!looked.choices.empty()) json["with"] = looked.choices;
    Print(json,
          "looked at " + looked.procedure + ": " + std::to_string(looked.states) + " states, " +
              std::to_string(looked.decisions) + " decisions, ways of at most " +
              std::to_string(looked.depth) + " steps, " + std::to_string(report.roster.size()) +
              " people, 1 matter, 1 or " + std::to_string(looked.group) +
              " invited at once" + (looked.choices.empty() ? "" : ", with " + looked.choices) +
              (looked.complete ? "" : "; stopped at the bound: more may be reachable"));
  }
  const v1::Text left = checker::LeftOut();
  Print(Json{{"left_out", ShowText(left)}}, left.zh() + " / " + left.en());
}

void CheckRun::SayVerdict(const checker::Report& report) {
  const auto errors = std::count_if(report.findings.begin(), report.findings.end(),
                                    [](const auto& finding) { return finding.error; });
  const auto warnings = static_cast<int64_t>(report.findings.size()) - errors + unsourced_;
  Print(Json{{"errors", errors}, {"warnings", warnings}},
        "pack " + pack_->model().id() + (errors == 0 ? " is sound: " : " has faults: ") +
            std::to_string(errors) + " errors, " + std::to_string(warnings) + " warnings");
}

}  // namespace

int RulesCheckVerb(Call& call) {
  const std::string root = call.Value("--rules", call.io.rules_root);
  const Result<rulehost::LoadResult> loaded =
      LoadFolder(call.io, call.places[0], root, call.Values("--set"));
  if (!loaded) return call.Stop(kNotRead, loaded.error().message);
  for (const rulehost::Diagnostic& diagnostic : loaded->diagnostics) {
    call.io.Out((call.Has("--json") ? FormatJson(ShowDiagnostic(diagnostic))
                                    : rulehost::FormatDiagnostic(diagnostic)) +
                "\n");
  }
  if (!loaded->pack) return kWrong;
  const Result<int> code = CheckRun(call, loaded->pack).Run();
  return code ? *code : call.Stop(kNotRead, code.error().message);
}

}  // namespace yiting::verbs
