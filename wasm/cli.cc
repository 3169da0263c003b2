// The command-line verbs as WebAssembly (yiting_cli.wasm): the arguments, files and streams are the
// host's, through the functions below; everything else is core/verbs, the same as natively.
//
// A function that gives bytes is asked twice: with no room it answers the size and keeps the bytes,
// then it fills the room that it is given. Below zero: kNothingThere or another failure.
// Host: wasm/host/verb_port.mjs, for Node (wasm/cli.mjs) and for the console's worker.
// Tested by tests/web/cli.test.mjs

#include <cstdint>
#include <string>
#include <vector>

#include "verbs/verbs.h"
#include "wasm/host_files.h"

extern "C" {
// The arguments, each ended by a zero byte; the first is the folder of the rules.
YITING_IMPORT(yt_io_args) int32_t yt_io_args(void* out, uint32_t out_size);
YITING_IMPORT(yt_io_read)
int32_t yt_io_read(const char* path, uint32_t path_size, void* out, uint32_t out_size);
// Names, each ended by a zero byte; a folder's ends in '/'.
YITING_IMPORT(yt_io_list)
int32_t yt_io_list(const char* path, uint32_t path_size, void* out, uint32_t out_size);
YITING_IMPORT(yt_io_write)
int32_t yt_io_write(const char* path, uint32_t path_size, const void* bytes, uint32_t size);
YITING_IMPORT(yt_io_out) void yt_io_out(const void* bytes, uint32_t size);
YITING_IMPORT(yt_io_err) void yt_io_err(const void* bytes, uint32_t size);
YITING_IMPORT(yt_io_progress)
void yt_io_progress(const char* what, uint32_t what_size, uint32_t done, uint32_t total);
}

namespace yiting::wasm {
namespace {

constexpr int32_t kNothingThere = -1;

uint32_t SizeOf(BytesView bytes) { return static_cast<uint32_t>(bytes.size()); }

// The bytes that `ask(out, out_size)` gives, or its negative answer.
template <class Ask>
Result<Bytes> TakeBytes(const std::string& path, Ask ask) {
  const int32_t size = ask(nullptr, 0);
  if (size == kNothingThere) return Fail(ErrorCode::kNotFound, path + ": there is no such file");
  if (size < 0) return Fail(ErrorCode::kIo, path + ": cannot be read");
  Bytes bytes(static_cast<size_t>(size), '\0');
  ask(bytes.data(), SizeOf(bytes));
  return bytes;
}

std::vector<std::string> Split(BytesView names) {
  std::vector<std::string> list;
  while (!names.empty()) {
    const size_t end = names.find('\0');
    list.emplace_back(names.substr(0, end));
    names.remove_prefix(end + 1);
  }
  return list;
}

class HostIo : public verbs::Io {
 public:
  Result<Bytes> ReadFile(const std::string& path) override {
    return TakeBytes(path, [&](void* out, uint32_t size) {
      return yt_io_read(path.data(), SizeOf(path), out, size);
    });
  }

  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    ASSIGN_OR_RETURN(const Bytes names, TakeBytes(path, [&](void* out, uint32_t size) {
                       return yt_io_list(path.data(), SizeOf(path), out, size);
                     }));
    return Split(names);
  }

  Status WriteFile(const std::string& path, BytesView bytes) override {
    if (yt_io_write(path.data(), SizeOf(path), bytes.data(), SizeOf(bytes)) == 0) return {};
    return Fail(ErrorCode::kIo, path + ": cannot be written");
  }

  void Out(BytesView bytes) override { yt_io_out(bytes.data(), SizeOf(bytes)); }
  void Err(BytesView bytes) override { yt_io_err(bytes.data(), SizeOf(bytes)); }
  // A ledger in a wasm memory has fewer entries than 32 bits count.
  void Progress(const std::string& what, uint64_t done, uint64_t total) override {
    yt_io_progress(what.data(), SizeOf(what), static_cast<uint32_t>(done),
                   static_cast<uint32_t>(total));
  }
};

}  // namespace
}  // namespace yiting::wasm

// Runs one verb and returns the exit code.
extern "C" __attribute__((export_name("yt_cli_main"))) int yt_cli_main() {
  const auto args = yiting::wasm::TakeBytes(
      "arguments", [](void* out, uint32_t size) { return yt_io_args(out, size); });
  std::vector<std::string> words = yiting::wasm::Split(args.value_or(""));
  yiting::wasm::HostIo io;
  if (!words.empty()) {
    io.rules_root = words[0];
    words.erase(words.begin());
  }
  return yiting::verbs::RunVerb(words, io);
}
