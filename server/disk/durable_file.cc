#include "disk/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace yiting::disk {

namespace {

bool WriteAll(int file, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

enum class Wait { kNo, kForTheDisk };

// What a crash has left under that name may have been anybody's to read.
Status WritePart(const std::string& part, BytesView bytes, Wait wait) {
  ::unlink(part.c_str());
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return FailErrno(part + ": cannot write this file");
  const bool written = WriteAll(file, bytes) && (wait == Wait::kNo || ::fsync(file) == 0);
  const Failure failure = FailErrno(part + ": cannot write this file");
  ::close(file);
  if (!written) return failure;
  return {};
}

Status Rename(const std::string& part, const std::string& path) {
  if (std::rename(part.c_str(), path.c_str()) != 0)
    return FailErrno(path + ": cannot put it there");
  return {};
}

Status Sync(const std::string& path, int flags, const char* kind) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const Failure failure = FailErrno(path + ": cannot make this " + kind + " safe on disk");
  if (file >= 0) ::close(file);
  if (!synced) return failure;
  return {};
}

}  // namespace

Failure FailErrno(const std::string& what) {
  return Fail(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

Status WriteDurably(const std::string& path, BytesView bytes) {
  const std::string part = path + ".part";
  RETURN_IF_ERROR(WritePart(part, bytes, Wait::kForTheDisk));
  RETURN_IF_ERROR(Rename(part, path));
  return SyncFolder(FolderOf(path));
}

Status Replace(const std::string& path, BytesView bytes) {
  const std::string part = path + ".part";
  RETURN_IF_ERROR(WritePart(part, bytes, Wait::kNo));
  return Rename(part, path);
}

Status Place(const std::string& part, const std::string& path) {
  RETURN_IF_ERROR(Sync(part, 0, "file"));
  RETURN_IF_ERROR(Rename(part, path));
  return SyncFolder(FolderOf(path));
}

Status MakeFolder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return FailErrno(path + ": cannot make this folder");
}

Status SyncFolder(const std::string& folder) { return Sync(folder, O_DIRECTORY, "folder"); }

Result<std::string> ReadIfThere(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return std::string();
  if (file < 0) return FailErrno(path + ": cannot read this file");
  std::string bytes;
  char chunk[4096];
  ssize_t count = 0;
  while ((count = ::read(file, chunk, sizeof chunk)) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    bytes.append(chunk, static_cast<size_t>(count));
  }
  const Failure failure = FailErrno(path + ": cannot read this file");
  ::close(file);
  if (count < 0) return failure;
  return bytes;
}

}  // namespace yiting::disk
