#include "replica/pack_shelf.h"

#include <utility>

#include "crypto/sha256.h"

namespace yiting::replica {

rulehost::PackPtr PackShelf::Find(BytesView pack_hash) {
  auto found = loaded_.find(pack_hash);
  if (found != loaded_.end()) return found->second;
  if (pack_hash.empty()) return nullptr;
  std::optional<Bytes> bundle = store_.FindPack(pack_hash);
  if (!bundle) {
    missing_.insert(Bytes(pack_hash));
    return nullptr;
  }
  rulehost::PackPtr pack = rulehost::LoadPack(*bundle).pack;
  loaded_.emplace(Bytes(pack_hash), pack);
  return pack;
}

std::optional<Bytes> PackShelf::NextMissing() {
  if (missing_.empty()) return std::nullopt;
  auto next = missing_.upper_bound(named_);
  if (next == missing_.end()) next = missing_.begin();
  named_ = *next;
  return named_;
}

void PackShelf::Lend(rulehost::PackPtr pack) {
  Bytes hash = pack->hash();
  loaded_.insert_or_assign(std::move(hash), std::move(pack));
}

void PackShelf::GiveBack(BytesView pack_hash) {
  if (store_.FindPack(pack_hash)) {
    missing_.erase(Bytes(pack_hash));
    return;
  }
  const auto found = loaded_.find(pack_hash);
  if (found != loaded_.end()) loaded_.erase(found);
}

Status PackShelf::Put(BytesView pack_hash, BytesView bundle) {
  const crypto::Hash hash = rulehost::PackHash(bundle);
  if (crypto::AsBytes(hash) != pack_hash) {
    return Fail(ErrorCode::kCorrupt, "rule pack " + ToHex(pack_hash) + ": what came is another");
  }
  RETURN_IF_ERROR(store_.Commit([&] { store_.AddPack(pack_hash, bundle); }));
  auto missing = missing_.find(pack_hash);
  if (missing != missing_.end()) missing_.erase(missing);
  if (Find(pack_hash) != nullptr) return {};
  return Fail(ErrorCode::kUnsupported,
              "rule pack " + ToHex(pack_hash) + ": this build cannot load it; update the app");
}

}  // namespace yiting::replica
