#include "hall/heads.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "disk/durable_file.h"
#include "ledger/note.h"

namespace yiting::hall {

namespace {

constexpr int64_t kWriteMsMin = 1'000;
constexpr char kHeadBeside[] = "head\n";

bool Exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace

Result<Heads> Heads::Open(std::string folder, const std::string& restored_marker,
                          const std::vector<Bytes>& communities) {
  if (folder.empty()) return Heads();
  RETURN_IF_ERROR(disk::MakeFolder(folder));
  Heads heads(std::move(folder));
  if (!Exists(restored_marker)) return heads;
  for (const Bytes& community : communities) {
    const char* beside = Exists(heads.PathOf(community)) ? kHeadBeside : "";
    RETURN_IF_ERROR(disk::WriteDurably(heads.MarkOf(community), beside));
  }
  RETURN_IF_ERROR(heads.Remove(restored_marker));
  return heads;
}

Result<std::string> Heads::Find(BytesView community) const {
  if (auto found = unwritten_.find(Bytes(community)); found != unwritten_.end()) {
    return found->second;
  }
  std::string note;
  if (folder_.empty()) return note;
  const std::string path = PathOf(community);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    // One that is there and cannot be read must not pass for one that never was.
    if (Exists(path)) return Fail(ErrorCode::kIo, path + ": cannot read this file");
    return note;
  }
  note.assign(std::istreambuf_iterator<char>(file), {});
  if (note.size() > ledger::kNoteBytesMax) note.clear();
  return note;
}

void Heads::Note(BytesView community, const std::string& note) {
  if (!folder_.empty()) unwritten_[Bytes(community)] = note;
}

void Heads::Write(int64_t now_ms) {
  const bool set_back = now_ms < written_ms_;
  if (unwritten_.empty() || (!set_back && now_ms - written_ms_ < kWriteMsMin)) return;
  written_ms_ = now_ms;
  WriteAll();
}

void Heads::WriteAll() {
  for (const auto& [community, note] : unwritten_) {
    if (Status written = disk::Replace(PathOf(community), note); !written) {
      spdlog::warn("{}", written.error().message);
    }
  }
  unwritten_.clear();
}

bool Heads::IsRestored(BytesView community) const {
  return !folder_.empty() && Exists(MarkOf(community));
}

bool Heads::WasKeptBeside(BytesView community) const {
  std::ifstream mark(MarkOf(community), std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(mark), {}) == kHeadBeside;
}

Status Heads::EndRestored(BytesView community) {
  return folder_.empty() ? Status() : Remove(MarkOf(community));
}

Status Heads::Forget(BytesView community) {
  unwritten_.erase(Bytes(community));
  return folder_.empty() ? Status() : Remove(PathOf(community));
}

Status Heads::Remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    return disk::FailErrno(path + ": cannot remove this file");
  }
  return disk::SyncFolder(folder_);
}

}  // namespace yiting::hall
