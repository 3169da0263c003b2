/* The two things that libsodium's own files leave to the platform: randomness and start-up. It
** stands in for randombytes.c, version.c and core.c, whose start-up would link every primitive.
** Native: getrandom(2). WASM: the host's yt_random. Without randomness the program ends. */
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "crypto_stream_chacha20.h"
#include "private/implementations.h"
#include "private/mutex.h"
#include "randombytes.h"
#include "version.h"

#ifdef __wasm__
__attribute__((import_module("env"), import_name("yt_random")))
extern void yt_random(void* out, uint32_t size);
static void fill(unsigned char* out, size_t size) { yt_random(out, (uint32_t)size); }
#else
#include <errno.h>
#include <sys/random.h>
static void fill(unsigned char* out, size_t size) {
  while (size > 0) {
    const ssize_t got = getrandom(out, size < 256 ? size : 256, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) abort();
    out += got;
    size -= (size_t)got;
  }
}
#endif

#ifdef __wasm__
/* A multiple of the base point, by the library's own arithmetic for any point. Its faster way reads
** a table of 30 KB that no compression shrinks: a fifteenth of the download, for the rare signature
** that a phone makes. Verifying, which a phone does all day, is not concerned. */
#include "private/ed25519_ref10.h"
void ge25519_scalarmult_base(ge25519_p3* product, const unsigned char* scalar) {
  unsigned char base_bytes[32];
  ge25519_p3 base;
  memset(base_bytes, 0x66, sizeof base_bytes); /* RFC 8032, section 5.1: y = 4/5, x even */
  base_bytes[0] = 0x58;
  if (ge25519_frombytes(&base, base_bytes) != 0) abort();
  ge25519_scalarmult(product, scalar, &base);
}
#endif

void randombytes_buf(void* const buf, const size_t size) {
  if (size > 0) fill((unsigned char*)buf, size);
}

void randombytes(unsigned char* const buf, const unsigned long long buf_len) {
  randombytes_buf(buf, (size_t)buf_len);
}

uint32_t randombytes_random(void) {
  uint32_t value;
  randombytes_buf(&value, sizeof value);
  return value;
}

uint32_t randombytes_uniform(const uint32_t upper_bound) {
  if (upper_bound < 2) return 0;
  const uint32_t min = (1U + ~upper_bound) % upper_bound;
  uint32_t value;
  do value = randombytes_random();
  while (value < min);
  return value % upper_bound;
}

void randombytes_buf_deterministic(void* const buf, const size_t size,
                                   const unsigned char seed[randombytes_SEEDBYTES]) {
  static const unsigned char nonce[crypto_stream_chacha20_ietf_NONCEBYTES] = {
      'L', 'i', 'b', 's', 'o', 'd', 'i', 'u', 'm', 'D', 'R', 'G'};
  crypto_stream_chacha20_ietf((unsigned char*)buf, size, nonce, seed);
}

void randombytes_stir(void) {}
int randombytes_close(void) { return 0; }
const char* randombytes_implementation_name(void) { return "yiting"; }

/* Choosing an implementation writes what is already there, so calling it twice does no harm. */
int sodium_init(void) {
  _crypto_generichash_blake2b_pick_best_implementation();
  _crypto_onetimeauth_poly1305_pick_best_implementation();
  _crypto_scalarmult_curve25519_pick_best_implementation();
  _crypto_stream_chacha20_pick_best_implementation();
  _crypto_stream_salsa20_pick_best_implementation();
  return 0;
}

int sodium_crit_enter(void) { return 0; }
int sodium_crit_leave(void) { return 0; }
void sodium_misuse(void) { abort(); }
int sodium_set_misuse_handler(void (*handler)(void)) {
  (void)handler;
  return -1;
}
const char* sodium_version_string(void) { return SODIUM_VERSION_STRING; }
int sodium_library_version_major(void) { return SODIUM_LIBRARY_VERSION_MAJOR; }
int sodium_library_version_minor(void) { return SODIUM_LIBRARY_VERSION_MINOR; }
int sodium_library_minimal(void) { return 0; }
