#include "signer/signer.h"

#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/check.h"
#include "disk/durable_file.h"

namespace yiting::signer {

namespace {

constexpr size_t kSeedDigits = crypto::kSeedBytes * 2;

// True if group or others have any right on it.
bool IsOpenToOthers(const struct stat& info) { return (info.st_mode & 077) != 0; }

Result<crypto::SigningKey> ReadKey(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return disk::FailErrno(path + ": cannot read this key");
  struct stat info {};
  char text[kSeedDigits + 2] = {};
  bool good = ::fstat(file, &info) == 0;
  ssize_t count = good ? ::read(file, text, sizeof text) : -1;
  ::close(file);
  if (count < 0) return disk::FailErrno(path + ": cannot read this key");
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
  RETURN_IF_ERROR(disk::MakeFolder(folder));
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return disk::FailErrno(folder + ": cannot look at it");
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
    std::string text = ToHex(seed) + "\n";
    Status written = disk::WriteDurably(path, text);
    ::explicit_bzero(seed.data(), seed.size());
    ::explicit_bzero(text.data(), text.size());
    RETURN_IF_ERROR(std::move(written));
  }
  return ReadKey(path);
}

}  // namespace yiting::signer
