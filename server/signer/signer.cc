#include "signer/signer.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/check.h"

namespace yiting::signer {

namespace {

constexpr size_t kSeedDigits = crypto::kSeedBytes * 2;

Failure FailErrno(const std::string& what) {
  return Fail(ErrorCode::kIo, what + ": " + std::strerror(errno));
}

// True if group or others have any right on it.
bool IsOpenToOthers(const struct stat& info) { return (info.st_mode & 077) != 0; }

Result<crypto::SigningKey> ReadKey(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return FailErrno(path + ": cannot read this key");
  struct stat info {};
  char text[kSeedDigits + 2] = {};
  bool good = ::fstat(file, &info) == 0;
  ssize_t count = good ? ::read(file, text, sizeof text) : -1;
  ::close(file);
  if (count < 0) return FailErrno(path + ": cannot read this key");
  if (IsOpenToOthers(info)) {
    return Fail(ErrorCode::kInvalid, path + ": others may read this key; run chmod 600 on it");
  }
  auto seed = ParseHex(std::string_view(text, std::min<size_t>(count, kSeedDigits)));
  ::explicit_bzero(text, sizeof text);
  if (!seed || seed->size() != crypto::kSeedBytes) {
    return Fail(ErrorCode::kInvalid, path + ": this is not a key (64 hexadecimal digits)");
  }
  crypto::SigningKey key = crypto::SigningKeyFromSeed(*seed);
  ::explicit_bzero(seed->data(), seed->size());
  return key;
}

Status SyncFolder(const std::string& folder) {
  int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return FailErrno(folder + ": cannot open this folder");
  bool synced = ::fsync(file) == 0;
  Failure failure = FailErrno(folder + ": cannot make this folder safe on disk");
  ::close(file);
  if (!synced) return failure;
  return {};
}

// Under another name first, so that a crash leaves a whole key or none.
Status WriteKey(const std::string& path, std::string text) {
  const std::string part = path + ".part";
  ::unlink(part.c_str());
  int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return FailErrno(part + ": cannot write this key");
  bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                 ::fsync(file) == 0;
  Failure failure = FailErrno(part + ": cannot write this key");
  ::close(file);
  ::explicit_bzero(text.data(), text.size());
  if (!written) return failure;
  if (::rename(part.c_str(), path.c_str()) != 0) return FailErrno(path + ": cannot put it there");
  return {};
}

}  // namespace

Bytes Random(size_t count) {
  Bytes bytes(count, '\0');
  size_t filled = 0;
  while (filled < count) {
    ssize_t got = ::getrandom(bytes.data() + filled, count - filled, 0);
    if (got < 0 && errno == EINTR) continue;
    CHECK(got > 0);
    filled += static_cast<size_t>(got);
  }
  return bytes;
}

Result<KeyFolder> KeyFolder::Open(std::string folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return FailErrno(folder + ": cannot make the folder of keys");
  }
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return FailErrno(folder + ": cannot look at it");
  if (!S_ISDIR(info.st_mode)) return Fail(ErrorCode::kInvalid, folder + ": is not a folder");
  if (IsOpenToOthers(info)) {
    return Fail(ErrorCode::kInvalid,
                folder + ": others may look into the folder of keys; run chmod 700 on it");
  }
  return KeyFolder(std::move(folder));
}

bool KeyFolder::Has(const std::string& name) const {
  return ::access(PathOf(name).c_str(), F_OK) == 0;
}

Result<crypto::SigningKey> KeyFolder::FindOrMake(const std::string& name) const {
  const std::string path = PathOf(name);
  if (!Has(name)) {
    Bytes seed = Random(crypto::kSeedBytes);
    Status written = WriteKey(path, ToHex(seed) + "\n");
    ::explicit_bzero(seed.data(), seed.size());
    RETURN_IF_ERROR(std::move(written));
    RETURN_IF_ERROR(SyncFolder(folder_));
  }
  return ReadKey(path);
}

}  // namespace yiting::signer
