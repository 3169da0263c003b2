// yiting: the server and the command line. Only reads the arguments; every verb is elsewhere: those
// that need no server in core/verbs, the server in ops/serve, the operator's in ops/operator_verbs
// and ops/upkeep_verbs, the demo in demo/.
//
// Exit codes: 0 fine, 1 it failed, 2 the call cannot be understood; one clear line says why.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "clock/clock.h"
#include "demo/demo.h"
#include "ops/export.h"
#include "ops/file_io.h"
#include "ops/operator_verbs.h"
#include "ops/serve.h"
#include "ops/upkeep_verbs.h"
#include "verbs/verbs.h"
#include "witness/serve.h"

namespace yiting {
namespace {

// A folder of the tree that this was built in, or the same name where the program is run.
std::string FindFolder(const std::string& name) {
  const std::filesystem::path built = std::filesystem::path(YITING_SOURCE_DIR) / name;
  std::error_code error;
  return std::filesystem::is_directory(built, error) ? built.string() : name;
}

// ./rules, or the folder of the tree that this was built in: as the build for Node looks for them,
// so that both print the same names.
std::string FindRules() {
  std::error_code error;
  return std::filesystem::is_directory("rules/lib", error) ? "rules" : FindFolder("rules");
}

std::string FindWeb() {
  const std::string web = FindFolder("build/web");
  std::error_code error;
  return std::filesystem::is_directory(web, error) ? web : "";
}

int Report(const Status& status) {
  if (status) return 0;
  std::fprintf(stderr, "yiting: %s\n", status.error().message.c_str());
  return 1;
}

// Each connection and each community needs files; the soft limit is a thousand on most machines.
void RaiseFileLimit() {
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int64_t NowMs() { return clock::SystemClock().NowMs(); }

struct Arguments {
  ops::ServeOptions serve;
  witness::WitnessOptions witness;
  demo::DemoOptions demo;
  std::string community;
  std::string pack = "mishixiang";
  std::string title_zh;
  std::string title_en;
  std::string role = "resident";
  std::string unit;
  std::string origin = "http://localhost:8080";
  std::string file;
  bool all = false;
  bool give_up = false;
  int days = 30;
  int count = 1;
};

Result<std::unique_ptr<ops::House>> OpenHouse(const Arguments& arguments) {
  return ops::House::Open(arguments.serve.data, arguments.serve.store);
}

Status CreateCommunity(const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  v1::Text title;
  title.set_zh(arguments.title_zh);
  title.set_en(arguments.title_en);
  ASSIGN_OR_RETURN(Bytes community, ops::CreateCommunity(*house, arguments.serve.rules,
                                                         arguments.pack, title, NowMs()));
  ASSIGN_OR_RETURN(Bytes seed, ops::Invite(*house, community, "registrar", "", arguments.days,
                                           NowMs()));
  std::printf("%s\n", ToHex(community).c_str());
  std::printf("登记员邀请 / invitation for the registrar: %s\n",
              ops::JoinLink(arguments.origin, community,
                            crypto::PublicKey(house->sequencer_key()), seed)
                  .c_str());
  return {};
}

Status ListCommunities(const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  ASSIGN_OR_RETURN(std::string lines, ops::ListCommunities(*house));
  std::fputs(lines.c_str(), stdout);
  return {};
}

Result<Bytes> CommunityOf(const Arguments& arguments) {
  auto community = ParseHex(arguments.community);
  if (community && community->size() == 32) return *community;
  return Fail(ErrorCode::kInvalid, "--community: 64 hexadecimal digits; see community list");
}

Status RotateKey(const Arguments& arguments) {
  ASSIGN_OR_RETURN(Bytes community, CommunityOf(arguments));
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  ASSIGN_OR_RETURN(Bytes key, ops::RotateKey(*house, community, NowMs()));
  std::printf("%s\n", ToHex(key).c_str());
  return {};
}

Status ResumeCommunity(const Arguments& arguments) {
  ASSIGN_OR_RETURN(Bytes community, CommunityOf(arguments));
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  ASSIGN_OR_RETURN(uint64_t size, ops::Resume(*house, community, arguments.give_up));
  std::printf("it goes on with %llu entries\n", static_cast<unsigned long long>(size));
  return {};
}

Status InviteMembers(const Arguments& arguments) {
  auto community = ParseHex(arguments.community);
  if (!community || community->size() != 32) {
    return Fail(ErrorCode::kInvalid, "--community: 64 hexadecimal digits; see community list");
  }
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  ASSIGN_OR_RETURN(Bytes key, ops::LedgerKey(*house, *community));
  for (int i = 0; i < arguments.count; ++i) {
    ASSIGN_OR_RETURN(Bytes seed, ops::Invite(*house, *community, arguments.role, arguments.unit,
                                             arguments.days, NowMs()));
    std::printf("%s\n", ops::JoinLink(arguments.origin, *community, key, seed).c_str());
  }
  return {};
}

Status ExportCommunity(const Arguments& arguments) {
  auto community = ParseHex(arguments.community);
  if (!community || community->size() != 32) {
    return Fail(ErrorCode::kInvalid, "--community: 64 hexadecimal digits; see community list");
  }
  ASSIGN_OR_RETURN(auto house, OpenHouse(arguments));
  ASSIGN_OR_RETURN(Bytes file, ops::ExportLedger(*house, *community,
                                                 arguments.all ? ops::ExportedContents::kAll
                                                               : ops::ExportedContents::kPublic));
  RETURN_IF_ERROR(ops::FileIo().WriteFile(arguments.file, file));
  std::printf("%s: %zu bytes\n", arguments.file.c_str(), file.size());
  return {};
}

void AddData(CLI::App* verb, Arguments& arguments) {
  verb->add_option("--data", arguments.serve.data, "the data folder")->required();
  verb->add_option("--store", arguments.serve.store, "sqlite")->capture_default_str();
}

void AddServing(CLI::App* verb, ops::ServeOptions& serve) {
  verb->add_option("--listen", serve.listen, "HOST:PORT")->capture_default_str();
  verb->add_option("--web", serve.web, "the folder of the built web app")->capture_default_str();
  verb->add_option("--rules", serve.rules, "the folder with lib/ and packs/")
      ->capture_default_str();
  verb->add_option("--witness", serve.witnesses, "URL=VKEY of a witness; may be repeated");
}

int RunServer(int argc, char** argv) {
  Arguments arguments;
  arguments.serve.rules = arguments.demo.serve.rules = FindFolder("rules");
  arguments.serve.web = arguments.demo.serve.web = FindWeb();
  CLI::App app(
      "议厅 Yiting. Also: run SCENARIO · rules check|test|graph|simulate PACK · "
      "ledger verify|export|proof FILE · audit FILE");
  app.require_subcommand(1);

  CLI::App* serve = app.add_subcommand("serve", "run the server");
  AddData(serve, arguments);
  AddServing(serve, arguments.serve);
  serve->add_option("--restored-wait", arguments.serve.restored_wait_minutes,
                    "minutes that a restored ledger waits for clients that know of more")
      ->check(CLI::Range(0, 60 * 24 * 365))
      ->capture_default_str();
  CLI::App* demo = app.add_subcommand("demo", "run it with a community that has some life in it");
  demo->add_option("--data", arguments.demo.serve.data, "a folder; default: a new temporary one");
  AddServing(demo, arguments.demo.serve);

  CLI::App* witness = app.add_subcommand("witness", "cosign other ledgers' checkpoints");
  witness->add_option("--data", arguments.witness.data, "the witness's own folder")->required();
  witness->add_option("--listen", arguments.witness.listen, "HOST:PORT")->capture_default_str();
  witness->add_option("--name", arguments.witness.name, "of its key; default: made of the key");
  witness->add_option("--log", arguments.witness.logs, "a ledger's key, name+id+base64")
      ->required();

  CLI::App* community = app.add_subcommand("community", "found and list communities");
  community->require_subcommand(1);
  CLI::App* create = community->add_subcommand("create", "found a community");
  AddData(create, arguments);
  create->add_option("--title", arguments.title_zh, "its name in Chinese")->required();
  create->add_option("--title-en", arguments.title_en, "its name in English");
  create->add_option("--pack", arguments.pack, "a folder of RULES/packs")->capture_default_str();
  create->add_option("--rules", arguments.serve.rules, "the folder with lib/ and packs/");
  create->add_option("--origin", arguments.origin, "where the app is, for the link");
  CLI::App* list = community->add_subcommand("list", "id, entries, name; one a line");
  AddData(list, arguments);

  CLI::App* write = community->add_subcommand("export", "write its ledger into one file");
  AddData(write, arguments);
  write->add_option("--community", arguments.community, "its id")->required();
  write->add_flag("--all-contents", arguments.all, "with contents that are not public");
  write->add_option("file", arguments.file, "the file to write")->required();

  CLI::App* rotate = community->add_subcommand(
      "rotate-key", "sign its ledger with a new key from now on (two street keys are needed)");
  AddData(rotate, arguments);
  rotate->add_option("--community", arguments.community, "its id")->required();
  CLI::App* resume = community->add_subcommand(
      "resume", "go on after a restore: nothing that was lost will come any more");
  AddData(resume, arguments);
  resume->add_option("--community", arguments.community, "its id")->required();
  resume->add_flag("--give-up", arguments.give_up, "also if entries are known to be missing");

  CLI::App* member = app.add_subcommand("member", "invite members");
  member->require_subcommand(1);
  CLI::App* invite = member->add_subcommand("invite", "print single-use invitation links");
  AddData(invite, arguments);
  invite->add_option("--community", arguments.community, "its id")->required();
  invite->add_option("--role", arguments.role, "a role of its pack")->capture_default_str();
  invite->add_option("--unit", arguments.unit, "a unit of its pack");
  invite->add_option("--days", arguments.days, "how long it is good")->check(CLI::Range(1, 365));
  invite->add_option("--count", arguments.count, "how many")->check(CLI::Range(1, 1000));
  invite->add_option("--origin", arguments.origin, "where the app is, for the links");

  ops::UpkeepVerbs upkeep(app, *member);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    // Else the library would only say that a command is missing.
    const auto is_it = [&](const CLI::App* one) { return one->get_name() == argv[1]; };
    if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_it).empty()) {
      std::fprintf(stderr, "yiting: there is no command \"%s\" (see yiting --help)\n", argv[1]);
      return 2;
    }
    std::fprintf(stderr, "yiting: %s (see yiting --help)\n", error.what());
    return 2;
  }
  RaiseFileLimit();
  if (serve->parsed()) return Report(ops::Serve(arguments.serve));
  if (witness->parsed()) return Report(witness::ServeWitness(arguments.witness));
  if (demo->parsed()) return Report(demo::RunDemo(arguments.demo));
  if (create->parsed()) return Report(CreateCommunity(arguments));
  if (list->parsed()) return Report(ListCommunities(arguments));
  if (write->parsed()) return Report(ExportCommunity(arguments));
  if (rotate->parsed()) return Report(RotateKey(arguments));
  if (resume->parsed()) return Report(ResumeCommunity(arguments));
  if (invite->parsed()) return Report(InviteMembers(arguments));
  if (std::optional<Status> done = upkeep.Run()) return Report(*done);
  return 2;
}

int Main(int argc, char** argv) {
  if (argc > 1 && verbs::HasVerb(argv[1])) {
    ops::FileIo io;
    io.rules_root = FindRules();
    return verbs::RunVerb(std::vector<std::string>(argv + 1, argv + argc), io);
  }
  // What is written from here on is keys, contents and copies of them: for its owner alone, from
  // the first byte.
  ::umask(077);
  // Standard output is for what was asked; the log goes beside it.
  spdlog::set_default_logger(spdlog::stderr_color_mt("yiting"));
  spdlog::set_pattern("%Y-%m-%d %H:%M:%S.%e %^%l%$ %v");
  return RunServer(argc, argv);
}

}  // namespace
}  // namespace yiting

int main(int argc, char** argv) {
  try {
    return yiting::Main(argc, argv);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "yiting: %s\n", failure.what());
    return 1;
  }
}
