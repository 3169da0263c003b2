#include "state/read_erasures.h"

namespace yiting::state {

std::vector<Bytes> ErasedContents(Community& community, BytesView after, uint32_t limit) {
  std::vector<Bytes> erased;
  Query query = community.db().Ask(
      "SELECT commitment FROM contents WHERE erased_ms <> 0 AND commitment > ?1"
      " ORDER BY commitment LIMIT ?2",
      after, limit);
  while (query.Next()) erased.push_back(query.Blob(0));
  return erased;
}

}  // namespace yiting::state
