#include "witness/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace yiting::witness {

namespace {

Failure FailErrno(const std::string& what) {
  return Fail(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

bool WriteAll(int file, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

Status SyncFolderOf(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FailErrno(folder + ": cannot open this folder");
  const bool synced = ::fsync(file) == 0;
  const Failure failure = FailErrno(folder + ": cannot make this folder safe on disk");
  ::close(file);
  if (!synced) return failure;
  return {};
}

}  // namespace

Status WriteDurably(const std::string& path, BytesView bytes) {
  const std::string part = path + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return FailErrno(part + ": cannot write this file");
  const bool written = WriteAll(file, bytes) && ::fsync(file) == 0;
  const Failure failure = FailErrno(part + ": cannot write this file");
  ::close(file);
  if (!written) return failure;
  if (::rename(part.c_str(), path.c_str()) != 0) return FailErrno(path + ": cannot put it there");
  return SyncFolderOf(path);
}

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

}  // namespace yiting::witness
