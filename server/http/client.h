// The other side of HTTP: asks another server and waits for its answer. For witnesses (witness/)
// and for reading a ledger over the network (ops/file_io.h); nothing else here calls anybody.
//
// Plain HTTP. An https:// address is refused with a line that says how to reach it: through a proxy
// on this machine that speaks TLS, as one stands in front of the server.
//
// Touches: sockets. One thread at a time; each call waits at most the time that it is given.
// Tested by tests/unit/server/client_test.cc

#ifndef YITING_SERVER_HTTP_CLIENT_H_
#define YITING_SERVER_HTTP_CLIENT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yiting::http {

// "http://host:port/prefix"; a prefix without a slash at its end.
struct Url {
  std::string host;
  std::string port = "80";
  std::string prefix;

  friend bool operator==(const Url&, const Url&) = default;
};
// kUnsupported for https, kInvalid for what is no address.
Result<Url> ParseUrl(std::string_view text);

struct Reply {
  int status = 0;
  std::string content_type;
  std::string body;
};

// The largest answer that is read: a bundle of 256 entries of 65,535 bytes.
inline constexpr uint64_t kReplyBytesMax = 17 * 1024 * 1024;

// A connection to one server, kept open from one call to the next.
class Client {
 public:
  static std::unique_ptr<Client> To(const Url& url);
  virtual ~Client() = default;

  // `path` stands behind the address's prefix and begins with a slash. Any status is a reply; kIo
  // if there was none in time, kTooLarge if it is over the limit.
  virtual Result<Reply> Get(const std::string& path, std::chrono::milliseconds wait) = 0;
  virtual Result<Reply> Post(const std::string& path, const std::string& content_type,
                             const std::string& body, std::chrono::milliseconds wait) = 0;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_CLIENT_H_
