// A rule pack is loaded once a program: loading it costs more than a whole schedule.

#include <functional>
#include <map>

#include "rulehost/pack.h"
#include "tests/sim/wrap.h"

namespace yiting::sim {

WRAP("_ZN6yiting8rulehost8LoadPackE" VIEW, rulehost::LoadResult, LoadPack, (BytesView bundle)) {
  static std::map<Bytes, rulehost::LoadResult, std::less<>> loaded;
  auto found = loaded.find(bundle);
  if (found == loaded.end()) found = loaded.emplace(Bytes(bundle), RealLoadPack(bundle)).first;
  return found->second;
}

}  // namespace yiting::sim
