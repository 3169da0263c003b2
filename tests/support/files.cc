#include "tests/support/files.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#ifndef __wasm__
#include <filesystem>
#include <fstream>
#include <iterator>
#endif

namespace yiting::testing {
namespace {

[[noreturn]] void Stop(const char* what, const std::string& path) {
  std::fprintf(stderr, "test: %s: %s\n", what, path.c_str());
  std::abort();
}

#ifdef __wasm__

// Host functions of run_tests.mjs. Each asks for the answer's size first (-1: nothing there), then
// takes the bytes.
__attribute__((import_module("env"), import_name("yt_test_read"))) extern "C" int32_t yt_test_read(
    const char* path, uint32_t path_size, char* out, uint32_t out_size);
__attribute__((import_module("env"), import_name("yt_test_list"))) extern "C" int32_t yt_test_list(
    const char* path, uint32_t path_size, char* out, uint32_t out_size);

std::string Ask(int32_t (*call)(const char*, uint32_t, char*, uint32_t), const std::string& path) {
  const int32_t size = call(path.data(), static_cast<uint32_t>(path.size()), nullptr, 0);
  if (size < 0) Stop("nothing at this path", path);
  std::string bytes(static_cast<uint32_t>(size), '\0');
  call(path.data(), static_cast<uint32_t>(path.size()), bytes.data(), static_cast<uint32_t>(size));
  return bytes;
}

#endif

}  // namespace

#ifdef __wasm__

std::string ReadRepositoryFile(std::string_view path) {
  return Ask(yt_test_read, std::string(path));
}

std::vector<std::string> ListRepositoryFolder(std::string_view path) {
  const std::string lines = Ask(yt_test_list, std::string(path));
  std::vector<std::string> names;
  for (size_t begin = 0; begin < lines.size();) {
    const size_t end = lines.find('\n', begin);
    names.push_back(lines.substr(begin, end - begin));
    begin = end + 1;
  }
  std::sort(names.begin(), names.end());
  return names;
}

#else

std::string ReadRepositoryFile(std::string_view path) {
  const std::string whole = std::string(YITING_SOURCE_DIR "/") + std::string(path);
  std::ifstream file(whole, std::ios::binary);
  if (!file) Stop("nothing at this path", whole);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> ListRepositoryFolder(std::string_view path) {
  const std::string whole = std::string(YITING_SOURCE_DIR "/") + std::string(path);
  std::error_code error;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator at(whole, error), end; !error && at != end;
       at.increment(error)) {
    names.push_back(at->path().filename().string() + (at->is_directory() ? "/" : ""));
  }
  if (error) Stop("nothing at this path", whole);
  std::sort(names.begin(), names.end());
  return names;
}

#endif

}  // namespace yiting::testing
