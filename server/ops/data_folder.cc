#include "ops/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "disk/durable_file.h"

namespace yiting::ops {

namespace {

// Who has the lock, as they wrote it there.
std::string Holder(int lock) {
  char text[32] = {};
  const ssize_t count = ::pread(lock, text, sizeof text - 1, 0);
  return count > 0 ? "process " + std::string(text, static_cast<size_t>(count))
                   : std::string("another process");
}

}  // namespace

Result<std::unique_ptr<DataFolder>> DataFolder::Open(const std::string& path) {
  RETURN_IF_ERROR(disk::MakeFolder(path));
  const std::string lock_path = path + "/lock";
  int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return disk::FailErrno(lock_path + ": cannot open this file");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const std::string holder = Holder(lock);
    ::close(lock);
    return Fail(ErrorCode::kConflict, path + ": this data folder is in use by " + holder +
                                          "; stop it, or give another folder with --data");
  }
  std::unique_ptr<DataFolder> folder(new DataFolder(path, lock));
  const std::string id = std::to_string(::getpid());
  if (::ftruncate(lock, 0) != 0 ||
      ::pwrite(lock, id.data(), id.size(), 0) != static_cast<ssize_t>(id.size())) {
    return disk::FailErrno(lock_path + ": cannot write this file");
  }
  RETURN_IF_ERROR(disk::MakeFolder(folder->state_folder()));
  return folder;
}

DataFolder::~DataFolder() { ::close(lock_); }

}  // namespace yiting::ops
