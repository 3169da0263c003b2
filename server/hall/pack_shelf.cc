#include "hall/pack_shelf.h"

#include <spdlog/spdlog.h>

namespace yiting::hall {

rulehost::PackPtr PackShelf::Find(BytesView pack_hash) {
  auto found = loaded_.find(pack_hash);
  if (found != loaded_.end()) return found->second;
  if (rulehost::PackPtr offered = FindOffered(pack_hash)) return offered;
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

void PackShelf::Offer(const rulehost::PackPtr& pack) {
  offered_.insert_or_assign(pack->hash(), pack);
}

rulehost::PackPtr PackShelf::FindOffered(BytesView pack_hash) const {
  const auto found = offered_.find(pack_hash);
  return found == offered_.end() ? nullptr : found->second;
}

}  // namespace yiting::hall
