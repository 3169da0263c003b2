#include "rulehost/draw.h"

#include <limits>

#include "crypto/sha256.h"

namespace yiting::rulehost {

namespace {

constexpr std::string_view kPrefix{"yiting.v1.draw\0", 15};

}  // namespace

int64_t DrawOnce(const Lot& lot, std::string_view label, int64_t n, uint32_t round) {
  if (lot.way == kAlwaysFirst) return 1;
  if (lot.way == kAlwaysLast) return n;
  char digits[4];
  for (int i = 0; i < 4; ++i) digits[i] = static_cast<char>(round >> (24 - 8 * i) & 0xff);
  crypto::Sha256Stream stream;
  stream.Update(kPrefix);
  if (lot.way == kAsTheLedgerSays) {
    stream.Update(lot.chance);
    stream.Update(lot.matter);
  } else {
    const char way = static_cast<char>(lot.way);
    stream.Update(BytesView(&way, 1));
  }
  stream.Update(BytesView(digits, sizeof digits));
  stream.Update(label);
  const crypto::Hash hash = stream.Finish();
  uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | hash[static_cast<size_t>(i)];
  // 2^64 is not a multiple of every n: the few topmost numbers would favour the small results.
  const auto among = static_cast<uint64_t>(n);
  const uint64_t rest = (uint64_t{0} - among) % among;
  if (number > std::numeric_limits<uint64_t>::max() - rest) return 0;
  return static_cast<int64_t>(number % among) + 1;
}

}  // namespace yiting::rulehost
