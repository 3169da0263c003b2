// Who follows which community, and how large each is: the place where the hall's "it has grown"
// meets the connections that want to know. A poke says only that there is more; the client pulls.
//
// Thread-safe. Tested by tests/unit/server/pokes_test.cc

#ifndef YITING_SERVER_HTTP_POKES_H_
#define YITING_SERVER_HTTP_POKES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "base/bytes.h"

namespace yiting::http {

// A connection that can be told. Must not block and may be told on any thread.
class Follower {
 public:
  virtual ~Follower() = default;
  virtual void Tell(const Bytes& community, uint64_t tree_size) = 0;
};

class Pokes {
 public:
  // Tells every follower of the community.
  void Grow(const Bytes& community, uint64_t tree_size);
  // From now on, and until it is gone or follows others, `follower` is told of these. It is told at
  // once of those that have a size already, so that nothing between pull and follow is missed.
  void Follow(const std::shared_ptr<Follower>& follower, const std::vector<Bytes>& communities);
  void Leave(const Follower* follower);

 private:
  std::mutex mutex_;
  std::map<Bytes, uint64_t> sizes_;
  std::map<Bytes, std::map<const Follower*, std::weak_ptr<Follower>>> followers_;
  std::map<const Follower*, std::set<Bytes>> followed_;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_POKES_H_
