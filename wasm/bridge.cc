// The exports of yiting.wasm: yt_alloc, yt_free, yt_call. docs/formats/bridge.md
// Host: wasm/host/core.mjs. Tested by tests/web/bridge.test.mjs

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "wasm/bridge_router.h"

#define YITING_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

// Made at the first call and kept for the life of the instance.
yiting::wasm::BridgeRouter& Router() {
  static auto* router = new yiting::wasm::BridgeRouter;
  return *router;
}

}  // namespace

// Room for a request; 0 when there is no memory.
YITING_EXPORT(yt_alloc) void* yt_alloc(uint32_t size) { return std::malloc(size == 0 ? 1 : size); }

YITING_EXPORT(yt_free) void yt_free(void* address) { std::free(address); }

// The response, to be freed by the caller: its size as four bytes, little-endian, then its bytes.
// 0 when there is no memory for it. `request` stays the caller's.
YITING_EXPORT(yt_call) void* yt_call(const char* request, uint32_t size) {
  const yiting::Bytes response = Router().Call({request, size});
  char* out = static_cast<char*>(std::malloc(4 + response.size()));
  if (out == nullptr) return nullptr;
  const uint32_t response_size = static_cast<uint32_t>(response.size());
  std::memcpy(out, &response_size, 4);
  std::memcpy(out + 4, response.data(), response.size());
  return out;
}
