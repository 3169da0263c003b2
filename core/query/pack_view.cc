// The rules in force, whole.

#include "query/views.h"

namespace yiting::query {

void FillPack(const QueryInput& input, v1::PackView& view) {
  view.set_hash(input.community.facts().pack);
  if (const PackPtr pack = PackInForce(input)) *view.mutable_pack() = pack->model();
}

}  // namespace yiting::query
