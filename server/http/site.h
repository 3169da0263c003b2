// What is behind an address: the requests that it answers. The server's own site is made of three:
// the calls of phones, the ledgers as files, the pages. A witness has another (witness/).
//
// Thread-safe, as all that it asks is. Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_SITE_H_
#define YITING_SERVER_HTTP_SITE_H_

#include <cstdint>
#include <string_view>

#include "http/connect.h"
#include "http/message.h"
#include "http/tile_files.h"
#include "http/web_files.h"

namespace yiting::http {

class Site {
 public:
  virtual ~Site() = default;
  // How large a body of this request may be; decided from its header.
  virtual uint64_t BodyBytesMax(std::string_view path, std::string_view content_type) const = 0;
  // `request` lives until it is answered.
  virtual void Serve(const Request& request, Respond respond) const = 0;
};

// All of them must outlive it.
class HallSite : public Site {
 public:
  HallSite(const Connect& connect, const TileFiles& tiles, const WebFiles& web)
      : connect_(connect), tiles_(tiles), web_(web) {}

  uint64_t BodyBytesMax(std::string_view path, std::string_view content_type) const override {
    return Connect::BodyBytesMax(path, content_type);
  }
  void Serve(const Request& request, Respond respond) const override {
    if (TileFiles::Owns(request.path)) return tiles_.Serve(request, std::move(respond));
    if (Connect::Owns(request.path)) return connect_.Serve(request, std::move(respond));
    respond(web_.Serve(request));
  }

 private:
  const Connect& connect_;
  const TileFiles& tiles_;
  const WebFiles& web_;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_SITE_H_
