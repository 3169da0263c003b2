// Sorting that costs a module little: the order is found by one function for all types, where each
// use of std::stable_sort would bring two kilobytes of its own into what a phone downloads.
// Equal elements keep their order. n log n comparisons, and a swap for each element at most.
// Tested by tests/unit/base/sort_test.cc

#ifndef YITING_BASE_SORT_H_
#define YITING_BASE_SORT_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace yiting::base {

// Of `count` things, which comes at each place. `less(context, a, b)`: number a is before number b.
using LessByNumber = bool (*)(const void* context, uint32_t a, uint32_t b);
std::vector<uint32_t> OrderOf(uint32_t count, LessByNumber less, const void* context);

// [first, first + count) by `less`; the iterator has operator[].
template <class Iterator, class Less>
void SortRange(Iterator first, size_t count, const Less& less) {
  struct Context {
    const Iterator& first;
    const Less& less;
  };
  const Context context{first, less};
  std::vector<uint32_t> order = OrderOf(
      static_cast<uint32_t>(count),
      [](const void* at, uint32_t a, uint32_t b) {
        const auto* those = static_cast<const Context*>(at);
        return those->less(those->first[a], those->first[b]);
      },
      &context);
  using std::swap;
  for (uint32_t place = 0; place < order.size(); ++place) {
    uint32_t from = order[place];
    // What stood there was swapped away when an earlier place was filled.
    while (from < place) from = order[from];
    order[place] = from;  // where it went, so that no way back grows long
    if (from != place) swap(first[place], first[from]);
  }
}

// A whole container.
template <class Container, class Less>
void Sort(Container& container, const Less& less) {
  SortRange(container.begin(), static_cast<size_t>(container.size()), less);
}
template <class Container>
void Sort(Container& container) {
  Sort(container, [](const auto& a, const auto& b) { return a < b; });
}

}  // namespace yiting::base

namespace yiting {
using base::Sort;
using base::SortRange;
}  // namespace yiting

#endif  // YITING_BASE_SORT_H_
