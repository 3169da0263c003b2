// The driver of libFuzzer: YITING_FUZZ names the target.
//   YITING_FUZZ=note build/fuzz/tests/fuzz/yiting_fuzz -max_total_time=600 tests/fuzz/corpus/note

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/fuzz/targets.h"

namespace {

const yiting::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("YITING_FUZZ");
  for (const yiting::fuzz::Target& target : yiting::fuzz::Targets()) {
    if (name != nullptr && std::string_view(name) == target.name) chosen = &target;
  }
  if (chosen != nullptr) return 0;
  std::fprintf(stderr, "YITING_FUZZ must be one of:");
  for (const auto& target : yiting::fuzz::Targets()) std::fprintf(stderr, " %s", target.name);
  std::fprintf(stderr, "\n");
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
