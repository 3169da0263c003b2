#include "ops/control.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "disk/durable_file.h"

namespace yiting::ops {

namespace {

constexpr int kTickMs = 200;
constexpr size_t kLineMax = 8192;

// The name of a socket has 107 bytes at most; through the folder's descriptor any folder will do.
class SocketName {
 public:
  explicit SocketName(const std::string& data)
      : folder_(::open(data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    address_.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder_) + "/control";
    std::memcpy(address_.sun_path, path.c_str(), path.size() + 1);
  }
  ~SocketName() {
    if (folder_ >= 0) ::close(folder_);
  }
  SocketName(const SocketName&) = delete;
  SocketName& operator=(const SocketName&) = delete;
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }

 private:
  int folder_;
  sockaddr_un address_ = {};
};

bool Send(int peer, const std::string& line) {
  return ::send(peer, line.data(), line.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(line.size());
}

// The next line without its end; nullopt when the other side is gone. Bytes after it wait.
class Lines {
 public:
  explicit Lines(int peer) : peer_(peer) {}
  std::optional<std::string> Next() {
    while (true) {
      if (size_t end = text_.find('\n'); end != std::string::npos) {
        std::string line = text_.substr(0, end);
        text_.erase(0, end + 1);
        return line;
      }
      char piece[512];
      const ssize_t count = ::recv(peer_, piece, sizeof piece, 0);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0 || text_.size() > kLineMax) return std::nullopt;
      text_.append(piece, static_cast<size_t>(count));
    }
  }

 private:
  int peer_;
  std::string text_;
};

// How far the hall is, as its thread last said.
struct Told {
  std::mutex mutex;
  std::condition_variable news;
  std::optional<Result<store::StoreCopy::Progress>> last;
};

}  // namespace

Result<std::unique_ptr<Control>> Control::Listen(const std::string& data, hall::Hall& hall) {
  const std::string path = data + "/control";
  ::unlink(path.c_str());  // of a server that was killed; the folder's lock is ours
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const SocketName name(data);
  if (socket < 0 || ::bind(socket, name.get(), sizeof(sockaddr_un)) != 0 ||
      ::listen(socket, 4) != 0) {
    Failure failure = disk::FailErrno(path + ": cannot listen here");
    if (socket >= 0) ::close(socket);
    return failure;
  }
  std::unique_ptr<Control> control(new Control(hall, socket, path));
  control->thread_ = std::thread([raw = control.get()] { raw->Run(); });
  return control;
}

Control::~Control() {
  stopping_ = true;
  thread_.join();
  ::close(socket_);
  ::unlink(path_.c_str());
}

void Control::Run() {
  while (!stopping_) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, kTickMs) <= 0) continue;
    const int peer = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0) continue;
    // Whoever says nothing, or does not listen, keeps neither others nor the server's end waiting.
    const timeval patience{2, 0};
    for (const int way : {SO_RCVTIMEO, SO_SNDTIMEO}) {
      ::setsockopt(peer, SOL_SOCKET, way, &patience, sizeof patience);
    }
    Answer(peer);
    ::close(peer);
  }
}

void Control::Answer(int peer) {
  const std::optional<std::string> line = Lines(peer).Next();
  if (!line) return;
  const bool keys = line->starts_with("copy keys /");
  if (!keys && !line->starts_with("copy store /")) {
    Send(peer, "error this server does not know that\n");
    return;
  }
  auto told = std::make_shared<Told>();
  hall_.CopyStore(line->substr(line->find('/')), keys, [told](auto progress) {
    std::lock_guard lock(told->mutex);
    told->last.emplace(std::move(progress));
    told->news.notify_one();
  });
  while (true) {
    std::optional<Result<store::StoreCopy::Progress>> now;
    {
      std::unique_lock lock(told->mutex);
      told->news.wait_for(lock, std::chrono::milliseconds(kTickMs),
                          [&] { return told->last.has_value(); });
      now.swap(told->last);
    }
    if (!now) {
      if (stopping_) return;
      continue;
    }
    if (!*now) {
      Send(peer, "error " + now->error().message + "\n");
      return;
    }
    if ((*now)->done == (*now)->total) {
      Send(peer, "done\n");
      return;
    }
    // The copy goes on for whoever has hung up; they find a name that is taken.
    Send(peer, "at " + std::to_string((*now)->done) + " " + std::to_string((*now)->total) + "\n");
  }
}

Status AskToCopy(const std::string& data, Copied what, const std::string& part,
                 const Progress& progress, const Status& otherwise) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return otherwise;
  struct Closed {
    int file;
    ~Closed() { ::close(file); }
  } closed{socket};
  const SocketName name(data);
  if (::connect(socket, name.get(), sizeof(sockaddr_un)) != 0) return otherwise;
  const std::string kind = what == Copied::kKeys ? "keys" : "store";
  if (!Send(socket, "copy " + kind + " " + part + "\n")) return otherwise;
  Lines lines(socket);
  while (std::optional<std::string> line = lines.Next()) {
    if (*line == "done") return {};
    if (line->starts_with("error ")) return Fail(ErrorCode::kIo, "the server: " + line->substr(6));
    uint64_t done = 0;
    uint64_t total = 0;
    const char* end = line->data() + line->size();
    if (!line->starts_with("at ")) continue;
    const auto first = std::from_chars(line->data() + 3, end, done);
    if (first.ptr != end) std::from_chars(first.ptr + 1, end, total);
    if (done < total) progress("copying", done, total);
  }
  return Fail(ErrorCode::kIo, "the server stopped before the copy was whole");
}

}  // namespace yiting::ops
