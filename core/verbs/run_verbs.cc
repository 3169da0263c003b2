// `run`: a scenario.

#include "verbs/call.h"
#include "verbs/play.h"

namespace yiting::verbs {

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

}  // namespace yiting::verbs
