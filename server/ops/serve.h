// `yiting serve`: a house, its hall, and the sockets in front of it, until a signal says stop.
//
// Touches: everything a server touches. Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_OPS_SERVE_H_
#define YITING_SERVER_OPS_SERVE_H_

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ops/house.h"

namespace yiting::ops {

struct ServeOptions {
  std::string data;
  std::string listen = "127.0.0.1:8080";
  std::string store = "sqlite";
  std::string web;    // empty: no pages
  std::string rules;  // empty: only packs that the store has already
  // How long a ledger restored from a backup waits for clients that know of more.
  int restored_wait_minutes = static_cast<int>(hall::kRestoredWaitMs / 60'000);
  std::vector<std::string> witnesses;  // each URL=VKEY (witness/courier.h)
};

// Takes the packs below `options.rules`, then serves. Returns after a signal to stop; an Error is
// one line about what could not be opened.
Status Serve(const ServeOptions& options);

// The same for a house that is open already. `ready` is called with the origin, "http://HOST:PORT",
// when connections are accepted.
Status ServeHouse(House& house, const ServeOptions& options,
                  const std::function<void(const std::string& origin)>& ready);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_SERVE_H_
