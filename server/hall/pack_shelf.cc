#include "hall/pack_shelf.h"

#include <spdlog/spdlog.h>

namespace yiting::hall {

rulehost::PackPtr PackShelf::Find(BytesView pack_hash) {
  auto found = loaded_.find(pack_hash);
  if (found != loaded_.end()) return found->second;
  if (auto offered = offered_.find(pack_hash); offered != offered_.end()) {
    if (rulehost::PackPtr pack = Load(offered->second, pack_hash)) return pack;
  }
  auto bundle = store_.FindPack(pack_hash);
  if (!bundle) {
    spdlog::error("pack {}: {}", ToHex(pack_hash), bundle.error().message);
    failure_ = Failure{bundle.error()};
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

void PackShelf::Offer(BytesView pack_hash, const Bytes& bundle) {
  offered_.try_emplace(Bytes(pack_hash), Offered{bundle, false, nullptr});
}

rulehost::PackPtr PackShelf::Load(Offered& offered, BytesView pack_hash) {
  if (offered.loaded) return offered.pack;
  offered.loaded = true;
  rulehost::LoadResult loaded = rulehost::LoadPack(offered.bundle);
  offered.pack = std::move(loaded.pack);
  if (offered.pack != nullptr) return offered.pack;
  // The code alone: the words would be as long as a pack may be.
  spdlog::warn("pack {} was sent and does not load: {}", ToHex(pack_hash),
               loaded.diagnostics.front().code);
  return nullptr;
}

const Bytes* PackShelf::FindOffered(BytesView pack_hash) const {
  const auto found = offered_.find(pack_hash);
  return found == offered_.end() ? nullptr : &found->second.bundle;
}

}  // namespace yiting::hall
