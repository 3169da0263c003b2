// The ledgers as plain files that never change (C2SP tlog-tiles), so that existing monitors and
// witnesses can follow them: /ledger/COMMUNITY/checkpoint and /ledger/COMMUNITY/tile/…
// docs/formats/tiles.md. Entries are public; contents are not served here.
//
// Asks the hall. Thread-safe. Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_TILE_FILES_H_
#define YITING_SERVER_HTTP_TILE_FILES_H_

#include <string_view>

#include "hall/hall.h"
#include "http/message.h"

namespace yiting::http {

class TileFiles {
 public:
  explicit TileFiles(hall::Hall& hall) : hall_(hall) {}

  static bool Owns(std::string_view path) { return path.starts_with("/ledger/"); }
  // 404 for what the ledger has not, or not yet.
  void Serve(const Request& request, Respond respond) const;

 private:
  hall::Hall& hall_;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_TILE_FILES_H_
