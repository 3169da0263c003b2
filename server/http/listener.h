// The sockets: accepts connections, reads requests within the limits of limits.h, hands them to
// Connect, TileFiles or WebFiles, writes answers; keeps the WebSockets of those who wait for pokes.
// The only file that knows Boost. Plain HTTP: TLS is a reverse proxy's.
//
// Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_LISTENER_H_
#define YITING_SERVER_HTTP_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/connect.h"
#include "http/pokes.h"
#include "http/tile_files.h"
#include "http/web_files.h"

namespace yiting::http {

class Listener {
 public:
  struct Ports {
    const Connect& connect;
    const TileFiles& tiles;
    const WebFiles& web;
    Pokes& pokes;
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
