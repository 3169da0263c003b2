// `run`: a scenario; `rules check`: a pack's folder.

#include "rulehost/diagnostic.h"
#include "verbs/call.h"
#include "verbs/json.h"
#include "verbs/pack_files.h"
#include "verbs/play.h"

namespace yiting::verbs {

namespace {

Json ShowDiagnostic(const rulehost::Diagnostic& diagnostic) {
  return {{"file", diagnostic.file},
          {"line", diagnostic.line},
          {"column", diagnostic.column},
          {"code", diagnostic.code},
          {"text", {{"zh", diagnostic.text.zh()}, {"en", diagnostic.text.en()}}},
          {"mend", {{"zh", diagnostic.mend.zh()}, {"en", diagnostic.mend.en()}}}};
}

}  // namespace

int RunScenarioVerb(Call& call) {
  call.io.rules_root = call.Value("--rules", call.io.rules_root);
  Result<Scenario> scenario = ReadScenario(call.io, call.places[0]);
  if (!scenario) return call.Stop(kNotRead, scenario.error().message);
  PlayOptions options;
  options.json = call.Has("--json");
  options.summary = call.Has("--summary");
  options.reverse = call.Has("--reverse");
  options.export_file = call.Value("--export", "");
  Result<bool> held = PlayScenario(*scenario, options, call.io);
  if (!held) return call.Stop(kNotRead, held.error().message);
  return *held ? kFine : kWrong;
}

int RulesCheckVerb(Call& call) {
  const std::string root = call.Value("--rules", call.io.rules_root);
  Result<rulehost::PackFiles> files = ReadPackFiles(call.io, call.places[0], root + "/lib");
  if (!files) return call.Stop(kNotRead, files.error().message);
  const rulehost::LoadResult loaded =
      rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(*files)));
  const bool json = call.Has("--json");
  for (const rulehost::Diagnostic& diagnostic : loaded.diagnostics) {
    call.io.Out((json ? FormatJson(ShowDiagnostic(diagnostic))
                      : rulehost::FormatDiagnostic(diagnostic)) +
                "\n");
  }
  if (!loaded.pack) return kWrong;
  const v1::Pack& model = loaded.pack->model();
  const std::string hash = ToHex(loaded.pack->hash());
  call.io.Out((json ? FormatJson(Json{{"pack", model.id()},
                                      {"version", model.version()},
                                      {"hash", hash}})
                    : "pack " + model.id() + " " + model.version() + " is sound, hash " + hash) +
              "\n");
  return kFine;
}

}  // namespace yiting::verbs
