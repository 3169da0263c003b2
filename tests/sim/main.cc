// The simulator's command line; docs/TESTING.md says what to do with it.

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "tests/sim/disk_vfs.h"
#include "tests/sim/runs.h"

int main(int count, char** arguments) {
  using namespace yiting::sim;
  CLI::App app("Plays schedules of a whole community on simulated disks and a simulated network.");
  RunOptions options;
  app.add_option("--seed", options.seed, "this one alone, every step printed");
  app.add_option("--schedules", options.schedules, "how many, with new seeds");
  app.add_option("--jobs", options.jobs, "processes side by side");
  app.add_option("--bug", options.bug, "plants a bug (--bugs lists them)");
  app.add_flag("--bugs", options.all_bugs, "plants each bug in turn: each must be found");
  app.add_flag("--long", options.long_run, "until --schedules are done in all, over many runs");
  app.add_option("--state", options.state, "file in which a long run keeps its place");
  app.add_flag("--twice", options.twice, "plays each seed twice and compares the traces");
  app.callback([&] {
    if (options.long_run && options.state.empty()) throw CLI::RequiredError("--state");
  });
  CLI11_PARSE(app, count, arguments);
  spdlog::set_level(spdlog::level::off);
  InstallDisks();
  return Run(options);
}
