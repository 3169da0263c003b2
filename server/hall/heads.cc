#include "hall/heads.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include "ledger/note.h"

namespace yiting::hall {

namespace {

constexpr int64_t kWriteMsMin = 1'000;
constexpr char kHeadBeside[] = "head\n";

Failure FailErrno(const std::string& what) {
  return Fail(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

bool Exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Status SyncFolder(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const Failure failure = FailErrno(folder + ": cannot make this folder safe on disk");
  if (file >= 0) ::close(file);
  if (!synced) return failure;
  return {};
}

// Under another name first: a reader finds the old note or the new one.
bool Replace(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return false;
  }
  return std::rename(part.c_str(), path.c_str()) == 0;
}

}  // namespace

Result<Heads> Heads::Open(std::string folder, const std::string& restored_marker,
                          const std::vector<Bytes>& communities) {
  if (folder.empty()) return Heads();
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return FailErrno(folder + ": cannot make this folder");
  }
  Heads heads(std::move(folder));
  if (!Exists(restored_marker)) return heads;
  for (const Bytes& community : communities) {
    const char* beside = Exists(heads.PathOf(community)) ? kHeadBeside : "";
    if (!Replace(heads.MarkOf(community), beside)) {
      return FailErrno(heads.MarkOf(community) + ": cannot write this file");
    }
  }
  RETURN_IF_ERROR(SyncFolder(heads.folder_));
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
    if (!Replace(PathOf(community), note)) {
      spdlog::warn("{}: cannot write this file: {}", PathOf(community), std::strerror(errno));
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
    return FailErrno(path + ": cannot remove this file");
  }
  return SyncFolder(folder_);
}

}  // namespace yiting::hall
