// What a transcript calls things: a scenario's names for members, matters and contents, and hex
// where nobody gave a name. Pure.

#ifndef YITING_VERBS_NAMES_H_
#define YITING_VERBS_NAMES_H_

#include <map>
#include <string>
#include <utility>

#include "base/bytes.h"

namespace yiting::verbs {

class Names {
 public:
  void Add(Bytes id, std::string name) { names_.emplace(std::move(id), std::move(name)); }
  // Empty stays empty.
  std::string Of(BytesView id) const {
    auto found = names_.find(id);
    return found != names_.end() ? found->second : ToHex(id);
  }

 private:
  std::map<Bytes, std::string, std::less<>> names_;  // looked up only
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_NAMES_H_
