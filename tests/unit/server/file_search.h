// Are these bytes in any file of a folder? What was erased must not be.
#ifndef YITING_TESTS_UNIT_SERVER_FILE_SEARCH_H_
#define YITING_TESTS_UNIT_SERVER_FILE_SEARCH_H_

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace yiting::testing {

inline Bytes ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// How many of the needles stand in some file below `folder`: by their first kNeedleBytes at any
// place, so that a piece of one counts as well. REQUIRES: all are that long.
inline constexpr size_t kNeedleBytes = 12;
inline size_t CountFound(const std::string& folder, const std::vector<Bytes>& needles) {
  std::set<BytesView> wanted;
  for (const Bytes& needle : needles) wanted.insert(BytesView(needle).substr(0, kNeedleBytes));
  std::set<BytesView> found;
  std::vector<bool> begins(65536);
  for (BytesView needle : wanted) {
    begins[static_cast<uint8_t>(needle[0]) * 256u + static_cast<uint8_t>(needle[1])] = true;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const Bytes bytes = ReadWhole(entry.path());
    for (size_t at = 0; at + kNeedleBytes <= bytes.size(); ++at) {
      const size_t pair =
          static_cast<uint8_t>(bytes[at]) * 256u + static_cast<uint8_t>(bytes[at + 1]);
      if (!begins[pair]) continue;
      auto hit = wanted.find(BytesView(bytes).substr(at, kNeedleBytes));
      if (hit != wanted.end()) found.insert(*hit);
    }
  }
  return found.size();
}

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_SERVER_FILE_SEARCH_H_
