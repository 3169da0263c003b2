#include "http/web_files.h"

#include <brotli/encode.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "crypto/sha256.h"
#include "http/limits.h"

namespace yiting::http {

namespace {

namespace fs = std::filesystem;

struct Media {
  std::string_view extension;
  std::string_view media;
  bool compressible;
};

constexpr Media kMedia[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".mjs", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".wasm", "application/wasm", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".map", "application/json", true},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".webp", "image/webp", false},
    {".ico", "image/x-icon", true},
    {".woff2", "font/woff2", false},
    {".csv", "text/csv; charset=utf-8", true},
    {".lua", "text/plain; charset=utf-8", true},
};

// Below it brotli saves less than a packet.
constexpr size_t kCompressMin = 1024;
// Of one that is made while a reader waits: 1.5 MB in about 60 ms, a fifth larger than the best.
constexpr int kQuality = 5;

const Media* FindMedia(const std::string& name) {
  const std::string extension = fs::path(name).extension().string();
  for (const Media& media : kMedia) {
    if (media.extension == extension) return &media;
  }
  return nullptr;
}

Result<std::string> ReadWhole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.good() && !file.eof()) return Fail(ErrorCode::kIo, path.string() + ": cannot be read");
  return bytes;
}

bool TakesBrotli(std::string_view accept_encoding) {
  // "gzip, deflate, br;q=0.9": a list of names; br;q=0 is not written by anyone who takes none.
  while (!accept_encoding.empty()) {
    const size_t comma = accept_encoding.find(',');
    std::string_view one = accept_encoding.substr(0, comma);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    if (one.starts_with("br") && (one.size() == 2 || one[2] == ';' || one[2] == ' ')) {
      return one.find("q=0") == std::string_view::npos || one.find("q=0.") != one.npos;
    }
    if (comma == std::string_view::npos) break;
    accept_encoding.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<WebFiles>> WebFiles::Load(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Fail(ErrorCode::kNotFound, folder + ": there is no such folder of web files");
  }
  std::unique_ptr<WebFiles> files(new WebFiles());
  uint64_t total = 0;
  fs::recursive_directory_iterator walk(folder, error), end;
  for (; !error && walk != end; walk.increment(error)) {
    // Links may lead anywhere; a built web has none.
    if (walk->is_symlink() || !walk->is_regular_file()) continue;
    total += walk->file_size();
    if (total > kWebBytesMax) {
      return Fail(ErrorCode::kTooLarge, folder + ": this is no web app, it has more than " +
                                            std::to_string(kWebBytesMax >> 20) + " MiB");
    }
    const std::string name = fs::relative(walk->path(), folder).generic_string();
    if (!name.ends_with(".br")) RETURN_IF_ERROR(files->Add(folder, name));
  }
  if (error) return Fail(ErrorCode::kIo, folder + ": " + error.message());
  return files;
}

std::unique_ptr<WebFiles> WebFiles::None() { return std::unique_ptr<WebFiles>(new WebFiles()); }

Status WebFiles::Add(const std::string& folder, const std::string& name) {
  const Media* media = FindMedia(name);
  if (media == nullptr) return {};  // not for a browser
  ASSIGN_OR_RETURN(std::string plain, ReadWhole(fs::path(folder) / name));
  File& file = files_["/" + name];
  file.media = media->media;
  file.compressible = media->compressible && plain.size() >= kCompressMin;
  file.immutable = name.find("assets/") != std::string::npos;
  const crypto::Hash hash = crypto::Sha256(plain);
  file.etag = "\"" + ToHex(crypto::AsBytes(hash).substr(0, 12)) + "\"";
  file.plain = std::make_shared<const std::string>(std::move(plain));
  std::error_code error;
  const fs::path neighbour = fs::path(folder) / (name + ".br");
  if (fs::is_regular_file(neighbour, error)) {
    ASSIGN_OR_RETURN(std::string brotli, ReadWhole(neighbour));
    std::call_once(file.once, [&] {
      file.brotli = std::make_shared<const std::string>(std::move(brotli));
    });
  }
  return {};
}

std::shared_ptr<const std::string> WebFiles::BrotliOf(const File& file) {
  std::call_once(file.once, [&] {
    if (!file.compressible) return;
    size_t size = BrotliEncoderMaxCompressedSize(file.plain->size());
    std::string out(size, '\0');
    const bool done = BrotliEncoderCompress(
        kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, file.plain->size(),
        reinterpret_cast<const uint8_t*>(file.plain->data()), &size,
        reinterpret_cast<uint8_t*>(out.data()));
    if (!done || size >= file.plain->size()) return;
    out.resize(size);
    file.brotli = std::make_shared<const std::string>(std::move(out));
  });
  return file.brotli;
}

Response WebFiles::Serve(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = Response::Text(405, "only GET and HEAD\n");
    response.headers.emplace_back("allow", "GET, HEAD");
    return response;
  }
  if (request.path == "/console") {
    Response response{308, "", nullptr, {}};
    response.headers.emplace_back("location", "/console/");
    return response;
  }
  std::string path = request.path;
  if (path.ends_with('/')) path += "index.html";
  auto found = files_.find(path);
  if (found == files_.end()) {
    if (files_.empty()) {
      return Response::Text(404, "This server has no web files. Run `make build`, or start it with "
                                 "--web DIR.\n");
    }
    return Response::Text(404, "not found\n");
  }
  const File& file = found->second;
  Response response{200, file.media, file.plain, {}};
  response.headers.emplace_back("etag", file.etag);
  response.headers.emplace_back("vary", "accept-encoding");
  response.headers.emplace_back("cache-control", file.immutable
                                                     ? "public, max-age=31536000, immutable"
                                                     : "no-cache");
  if (request.if_none_match.find(file.etag) != std::string::npos) {
    response.status = 304;
    response.content_type.clear();
    response.body = nullptr;
    return response;
  }
  if (TakesBrotli(request.accept_encoding)) {
    if (auto brotli = BrotliOf(file)) {
      response.body = std::move(brotli);
      response.headers.emplace_back("content-encoding", "br");
    }
  }
  return response;
}

const std::vector<std::pair<std::string, std::string>>& SecurityHeaders() {
  static const std::vector<std::pair<std::string, std::string>> headers = {
      {"content-security-policy",
       "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
       "img-src 'self' blob: data:; connect-src 'self' ws: wss:; worker-src 'self'; "
       "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"x-content-type-options", "nosniff"},
      {"referrer-policy", "no-referrer"},
      {"cross-origin-opener-policy", "same-origin"},
      {"cross-origin-resource-policy", "same-origin"},
      {"permissions-policy", "geolocation=(), microphone=(), payment=()"},
  };
  return headers;
}

}  // namespace yiting::http
