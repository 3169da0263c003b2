#include "ops/file_io.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace yiting::ops {

namespace fs = std::filesystem;

FileIo::FileIo() : progress_(::isatty(STDERR_FILENO) == 1) {}

Result<Bytes> FileIo::ReadFile(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return Fail(ErrorCode::kInvalid, path + ": is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    // The words of the wasm command line (wasm/cli.cc): both print the same bytes.
    if (errno == ENOENT) return Fail(ErrorCode::kNotFound, path + ": there is no such file");
    return Fail(ErrorCode::kIo, path + ": " + std::strerror(errno));
  }
  Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad()) return Fail(ErrorCode::kIo, path + ": cannot be read to its end");
  return bytes;
}

Result<std::vector<std::string>> FileIo::ListFolder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator walk(path, error), end;
  if (error) {
    const bool absent = error == std::errc::no_such_file_or_directory;
    if (absent) return Fail(ErrorCode::kNotFound, path + ": there is no such file");
    return Fail(ErrorCode::kIo, path + ": " + error.message());
  }
  for (; walk != end; walk.increment(error)) {
    std::string name = walk->path().filename().string();
    if (walk->is_directory()) name += "/";
    names.push_back(std::move(name));
  }
  if (error) return Fail(ErrorCode::kIo, path + ": " + error.message());
  return names;
}

Status FileIo::WriteFile(const std::string& path, BytesView bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return Fail(ErrorCode::kIo, path + ": cannot be written: " + std::strerror(errno));
  return {};
}

Result<Bytes> FileIo::Fetch(const std::string& url) {
  ASSIGN_OR_RETURN(http::Url parsed, http::ParseUrl(url));
  const std::string path = parsed.prefix.empty() ? "/" : parsed.prefix;
  const std::string host = parsed.host + ":" + parsed.port;
  if (client_ == nullptr || host_ != host) {
    parsed.prefix.clear();
    client_ = http::Client::To(parsed);
    host_ = host;
  }
  // A bundle of 16 MiB over a slow network.
  ASSIGN_OR_RETURN(http::Reply reply, client_->Get(path, std::chrono::seconds(60)));
  if (reply.status == 200) return std::move(reply.body);
  return Fail(ErrorCode::kNotFound, url + ": the server says " + std::to_string(reply.status));
}

void FileIo::Out(BytesView bytes) {
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  std::fflush(stdout);
}

void FileIo::Err(BytesView bytes) { std::fwrite(bytes.data(), 1, bytes.size(), stderr); }

void FileIo::Progress(const std::string& what, uint64_t done, uint64_t total) {
  Err(progress_.Next(what, done, total, clock_.NowMs()));
}

}  // namespace yiting::ops
