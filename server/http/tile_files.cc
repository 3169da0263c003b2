#include "http/tile_files.h"

#include <memory>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "ledger/tiles.h"

namespace yiting::http {

namespace {

constexpr size_t kIdDigits = 64;

Response File(Bytes bytes, std::string media, std::string cache_control) {
  Response response{200, std::move(media), std::make_shared<const std::string>(std::move(bytes)),
                    {}};
  response.headers.emplace_back("cache-control", std::move(cache_control));
  return response;
}

Response NotFound() { return Response::Text(404, "not found\n"); }

}  // namespace

void TileFiles::Serve(const Request& request, Respond respond) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = Response::Text(405, "only GET and HEAD\n");
    response.headers.emplace_back("allow", "GET, HEAD");
    return respond(std::move(response));
  }
  std::string_view rest = request.path;
  rest.remove_prefix(std::string_view("/ledger/").size());
  auto community = ParseHex(rest.substr(0, kIdDigits));
  if (!community || rest.size() < kIdDigits + 2 || rest[kIdDigits] != '/') {
    return respond(NotFound());
  }
  rest.remove_prefix(kIdDigits + 1);
  if (rest == "checkpoint") {
    hall_.ReadCheckpoint(*std::move(community), [respond](Result<std::string> note) {
      respond(note ? File(*std::move(note), "text/plain; charset=utf-8", "no-cache") : NotFound());
    });
    return;
  }
  auto tile = ledger::ParseTilePath(rest);
  if (!tile) return respond(NotFound());
  hall_.ReadTile(*std::move(community), *tile, [respond](Result<Bytes> bytes) {
    // Even a partial one never changes: its width is in its name.
    respond(bytes ? File(*std::move(bytes), "application/octet-stream",
                         "public, max-age=31536000, immutable")
                  : NotFound());
  });
}

}  // namespace yiting::http
