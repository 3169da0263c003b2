// A module of a few exported functions, one for each thing that the loader does for C code.
// Loaded by tests/web/loader.test.mjs.
#include <setjmp.h>
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

extern "C" __attribute__((import_module("env"), import_name("yt_random"))) void yt_random(
    void* out, uint32_t size);

extern "C" __attribute__((import_module("env"), import_name("yt_probe"))) int32_t yt_probe(
    int32_t value);

namespace {

jmp_buf place;

__attribute__((noinline)) void Jump(int depth, int value) {
  volatile char frame[256];
  frame[0] = static_cast<char>(depth);
  if (depth == 0) longjmp(place, value);
  Jump(depth - 1, value + frame[0] - frame[0]);
}

}  // namespace

// What setjmp returned after a longjmp from `depth` calls below; -1 if the stack is not whole.
EXPORT(probe_longjmp) int32_t probe_longjmp(int32_t depth, int32_t value) {
  volatile int32_t local = value;
  const int result = setjmp(place);
  if (result == 0) Jump(depth, value);
  return result == value && local == value ? result : -1;
}

EXPORT(probe_print) void probe_print() {
  std::printf("one\ntwo %s\nunfinished", "议厅");
  std::fflush(stdout);
  std::fprintf(stderr, "to the other\n");
}

EXPORT(probe_exit) void probe_exit(int32_t code) { std::exit(code); }

EXPORT(probe_host) int32_t probe_host(int32_t value) { return yt_probe(value); }

// How many of 64 random bytes differ from what was there: 0 only if nothing was filled in.
EXPORT(probe_random) int32_t probe_random() {
  uint8_t bytes[64] = {};
  yt_random(bytes, sizeof bytes);
  int32_t set = 0;
  for (const uint8_t byte : bytes) set += byte != 0;
  return set;
}

// Seconds since 1970, or -1 where the host allows no clock.
EXPORT(probe_clock) double probe_clock() {
  timespec now = {};
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  return static_cast<double>(now.tv_sec);
}

// Grows the memory past its first size and answers whether the new bytes keep what is written.
EXPORT(probe_grow) int32_t probe_grow(uint32_t size) {
  char* block = static_cast<char*>(std::malloc(size));
  if (block == nullptr) return 0;
  std::memset(block, 7, size);
  const int32_t kept = block[0] == 7 && block[size - 1] == 7;
  std::free(block);
  return kept;
}
