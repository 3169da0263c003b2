#include "base/sort.h"

#include <algorithm>

namespace yiting::base {

std::vector<uint32_t> OrderOf(uint32_t count, LessByNumber less, const void* context) {
  std::vector<uint32_t> order(count);
  for (uint32_t i = 0; i < count; ++i) order[i] = i;
  std::vector<uint32_t> merged(count);
  for (uint64_t width = 1; width < count; width *= 2) {
    for (uint64_t begin = 0; begin < count; begin += 2 * width) {
      uint64_t left = begin;
      const uint64_t middle = std::min<uint64_t>(begin + width, count);
      uint64_t right = middle;
      const uint64_t end = std::min<uint64_t>(begin + 2 * width, count);
      for (uint64_t at = begin; at < end; ++at) {
        const bool take_right =
            left == middle || (right < end && less(context, order[right], order[left]));
        merged[at] = take_right ? order[right++] : order[left++];
      }
    }
    order.swap(merged);
  }
  return order;
}

}  // namespace yiting::base
