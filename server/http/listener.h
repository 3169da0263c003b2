// The sockets: accepts connections, reads requests within the limits of limits.h, hands them to a
// Site, writes answers; keeps the WebSockets of those who wait for pokes. With client.h the only
// file that knows Boost. Plain HTTP: TLS is a reverse proxy's.
//
// Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_LISTENER_H_
#define YITING_SERVER_HTTP_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/pokes.h"
#include "http/site.h"

namespace yiting::http {

class Listener {
 public:
  struct Ports {
    const Site& site;
    Pokes* pokes;  // nullptr: nobody can wait for pokes here
  };
  // Binds HOST:PORT; port 0 takes any. kConflict if the port is taken, kInvalid for an address that
  // is none. `ports` must outlive the listener.
  static Result<std::unique_ptr<Listener>> Bind(const std::string& address, const Ports& ports);
  virtual ~Listener() = default;

  virtual int port() const = 0;
  // Serves on `threads` threads until SIGINT or SIGTERM; then accepts nobody, lets running requests
  // end (kStopWait) and returns.
  virtual void Run(int threads) = 0;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_LISTENER_H_
