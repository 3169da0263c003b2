// The files of the web app, read once at start and kept in memory. A path is looked up among the
// names that were found there; none is ever joined to a folder, so no path leads out of it.
//
// A file has a second form under brotli: its neighbour NAME.br when that is there, else made once
// when first asked for. Files under assets/ carry a hash in their name and never change; all others
// are asked about each time (ETag).
// Touches: the folder, at Load only. Thread-safe after it. Tested by
// tests/unit/server/web_files_test.cc

#ifndef YITING_SERVER_HTTP_WEB_FILES_H_
#define YITING_SERVER_HTTP_WEB_FILES_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace yiting::http {

class WebFiles {
 public:
  // kNotFound if there is no such folder, kTooLarge above kWebBytesMax.
  static Result<std::unique_ptr<WebFiles>> Load(const std::string& folder);
  // No file at all; `/` answers with one line that says how to have some.
  static std::unique_ptr<WebFiles> None();

  // GET and HEAD; 404 for a path that is none of the files, 405 for other methods.
  Response Serve(const Request& request) const;
  size_t count() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> plain;
    std::string media;
    std::string etag;
    bool immutable = false;
    bool compressible = false;
    // Made under `once`; null while it is not, or where it would not be smaller.
    mutable std::once_flag once;
    mutable std::shared_ptr<const std::string> brotli;
  };
  WebFiles() = default;
  Status Add(const std::string& folder, const std::string& name);
  static std::shared_ptr<const std::string> BrotliOf(const File& file);

  std::map<std::string, File, std::less<>> files_;  // "/assets/index-1a2b3c4d.js"
};

// The headers that every answer carries: what a page of ours may load, and who may frame it
// (nobody).
const std::vector<std::pair<std::string, std::string>>& SecurityHeaders();

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_WEB_FILES_H_
