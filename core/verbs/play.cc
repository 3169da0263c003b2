#include "verbs/play.h"

#include "verbs/player.h"

namespace yiting::verbs {

Result<bool> PlayScenario(const Scenario& scenario, const PlayOptions& options, Io& io) {
  Player player(scenario, options, io);
  Status started = player.Start();
  if (!started) return FailAt(scenario.file, started.error());
  for (const Step& step : scenario.steps) {
    Status played = player.Play(step);
    if (!played) return FailAt(scenario.file + ":" + std::to_string(step.line), played.error());
  }
  RETURN_IF_ERROR(player.Finish());
  return player.held();
}

}  // namespace yiting::verbs
