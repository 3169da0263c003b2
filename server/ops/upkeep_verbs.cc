#include "ops/upkeep_verbs.h"

#include <cstdio>
#include <utility>

#include "clock/clock.h"
#include "ops/backup.h"
#include "ops/erase.h"
#include "ops/file_io.h"
#include "ops/house.h"
#include "ops/member_export.h"

namespace yiting::ops {

namespace {

Progress Shown(FileIo& io) {
  return [&io](const std::string& what, uint64_t done, uint64_t total) {
    io.Progress(what, done, total);
  };
}

// `what` names the argument.
Result<Bytes> ParseId(const std::string& what, const std::string& text, size_t bytes) {
  auto id = ParseHex(text);
  if (id && id->size() == bytes) return *std::move(id);
  return Fail(ErrorCode::kInvalid, what + ": " + std::to_string(2 * bytes) + " hexadecimal digits");
}

Status Say(const Result<std::string>& path) {
  if (!path) return Failure{path.error()};
  std::printf("%s\n", path->c_str());
  return {};
}

}  // namespace

UpkeepVerbs::UpkeepVerbs(CLI::App& app, CLI::App& member) {
  AddBackup(app);
  AddContent(app);
  member_export_ = member.add_subcommand("export", "write all that is held about a member: JSON");
  AddData(member_export_);
  member_export_->add_option("--community", community_, "its id")->required();
  member_export_->add_option("--member", member_, "32 hexadecimal digits")->required();
  member_export_->add_option("file", file_, "the file to write")->required();
}

void UpkeepVerbs::AddData(CLI::App* verb) {
  verb->add_option("--data", data_, "the data folder")->required();
  verb->add_option("--store", store_, "sqlite")->capture_default_str();
}

void UpkeepVerbs::AddBackup(CLI::App& app) {
  backup_ = app.add_subcommand("backup", "copy the store, also while a server runs; no keys");
  backup_->add_option("data", data_, "the data folder")->required();
  backup_->add_option("target", file_, "a new file, or a folder")->required();
  restore_ = app.add_subcommand("restore", "bring a backup back into a new data folder");
  restore_->add_option("file", file_, "what `backup` wrote")->required();
  restore_->add_option("data", data_, "a folder with nothing but keys/ and heads/")->required();
  CLI::App* keys = app.add_subcommand("keys", "the keys of contents, which no backup has");
  keys->require_subcommand(1);
  keys_backup_ = keys->add_subcommand(
      "backup", "copy them into a folder; copies older than 30 days there are erased");
  keys_backup_->add_option("data", data_, "the data folder")->required();
  keys_backup_->add_option("folder", file_, "a folder apart from the backups")->required();
  keys_restore_ = keys->add_subcommand("restore", "bring a copy of them back");
  keys_restore_->add_option("file", file_, "what `keys backup` wrote")->required();
  keys_restore_->add_option("data", data_, "the data folder")->required();
}

void UpkeepVerbs::AddContent(CLI::App& app) {
  CLI::App* content = app.add_subcommand("content", "contents beside the ledger");
  content->require_subcommand(1);
  erase_ = content->add_subcommand("erase", "erase contents for good, and say so in the ledger");
  AddData(erase_);
  erase_->add_option("--community", community_, "its id")->required();
  CLI::Option* by_name =
      erase_->add_option("--commitment", commitments_, "64 hexadecimal digits; may be repeated");
  erase_->add_option("--member", member_, "all that this member owns so far")->excludes(by_name);
  erase_->add_option("--reason", reason_, "asked_for, unlawful or not_needed")
      ->capture_default_str();
  accesses_ = content->add_subcommand("accesses", "who was handed what is not for everybody");
  AddData(accesses_);
  accesses_->add_option("--community", community_, "its id")->required();
  accesses_->add_option("--limit", limit_, "how many, newest first")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

Status UpkeepVerbs::RunErase() {
  ASSIGN_OR_RETURN(Bytes community, ParseId("--community", community_, 32));
  Erasure erasure;
  ASSIGN_OR_RETURN(erasure.reason, ParseErasureReason(reason_));
  for (const std::string& text : commitments_) {
    ASSIGN_OR_RETURN(Bytes commitment, ParseId("--commitment", text, 32));
    erasure.contents.push_back(std::move(commitment));
  }
  if (!member_.empty()) {
    ASSIGN_OR_RETURN(erasure.member, ParseId("--member", member_, 16));
  } else if (erasure.contents.empty()) {
    return Fail(ErrorCode::kInvalid, "say what to erase: --commitment or --member");
  }
  ASSIGN_OR_RETURN(auto house, House::Open(data_, store_));
  FileIo io;
  RETURN_IF_ERROR(EraseContents(*house, community, std::move(erasure),
                                clock::SystemClock().NowMs(), Shown(io)));
  std::printf("erased\n");
  return {};
}

Status UpkeepVerbs::RunAccesses() {
  ASSIGN_OR_RETURN(Bytes community, ParseId("--community", community_, 32));
  ASSIGN_OR_RETURN(auto house, House::Open(data_, store_));
  ASSIGN_OR_RETURN(std::string lines,
                   ListAccesses(*house, community, static_cast<uint32_t>(limit_)));
  std::fputs(lines.c_str(), stdout);
  return {};
}

Status UpkeepVerbs::RunMemberExport() {
  ASSIGN_OR_RETURN(Bytes community, ParseId("--community", community_, 32));
  ASSIGN_OR_RETURN(Bytes member, ParseId("--member", member_, 16));
  ASSIGN_OR_RETURN(auto house, House::Open(data_, store_));
  FileIo io;
  const int64_t now_ms = clock::SystemClock().NowMs();
  ASSIGN_OR_RETURN(std::string text, ExportMember(*house, community, member, now_ms, Shown(io)));
  RETURN_IF_ERROR(io.WriteFile(file_, text));
  std::printf("%s: %zu bytes\n", file_.c_str(), text.size());
  return {};
}

std::optional<Status> UpkeepVerbs::Run() {
  FileIo io;
  const int64_t now_ms = clock::SystemClock().NowMs();
  if (backup_->parsed()) return Say(BackUp(data_, Copied::kStore, file_, now_ms, Shown(io)));
  if (keys_backup_->parsed()) return Say(BackUp(data_, Copied::kKeys, file_, now_ms, Shown(io)));
  if (restore_->parsed()) return Restore(file_, data_, Shown(io));
  if (keys_restore_->parsed()) return RestoreKeys(file_, data_, now_ms, Shown(io));
  if (erase_->parsed()) return RunErase();
  if (accesses_->parsed()) return RunAccesses();
  if (member_export_->parsed()) return RunMemberExport();
  return std::nullopt;
}

}  // namespace yiting::ops
