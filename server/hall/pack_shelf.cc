#include "hall/pack_shelf.h"

#include <spdlog/spdlog.h>

namespace yiting::hall {

rulehost::PackPtr PackShelf::Find(BytesView pack_hash) {
  auto found = loaded_.find(pack_hash);
  if (found != loaded_.end()) return found->second;
  auto bundle = store_.FindPack(pack_hash);
  if (!bundle) {
    spdlog::error("pack {}: {}", ToHex(pack_hash), bundle.error().message);
    return nullptr;
  }
  if (!bundle->has_value()) return nullptr;
  rulehost::LoadResult loaded = rulehost::LoadPack(**bundle);
  if (loaded.pack == nullptr) {
    spdlog::error("pack {} does not load: {}", ToHex(pack_hash),
                  loaded.diagnostics.empty()
                      ? std::string("no reason was given")
                      : rulehost::FormatDiagnostic(loaded.diagnostics.front()));
    return nullptr;
  }
  loaded_.emplace(Bytes(pack_hash), loaded.pack);
  return loaded.pack;
}

}  // namespace yiting::hall
