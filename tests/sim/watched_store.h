// The server's store, watched: what it says is durable is written into the chronicle. Some planted
// bugs are here as well (bugs.h).

#ifndef YITING_TESTS_SIM_WATCHED_STORE_H_
#define YITING_TESTS_SIM_WATCHED_STORE_H_

#include <memory>
#include <utility>
#include <vector>

#include "store/sqlite_store.h"
#include "tests/sim/bugs.h"
#include "tests/sim/world.h"

namespace yiting::sim {

class WatchedStore : public store::Store {
 public:
  WatchedStore(World& world, std::unique_ptr<store::SqliteStore> store)
      : world_(world), store_(std::move(store)) {}

  Status Append(const store::Batch& batch) override {
    if (planted() == Bug::kAnswerBeforeCommit && !batch.entries.empty()) return Later(batch);
    Status stored = store_->Append(batch);
    if (!stored && planted() == Bug::kFailureSwallowed) return {};
    if (stored && !world_.ServerIsCut()) Tell(batch);
    return stored;
  }
  Result<std::vector<Bytes>> Communities() override { return store_->Communities(); }
  Result<uint64_t> Size(BytesView community) override { return store_->Size(community); }
  Result<std::vector<Bytes>> Read(BytesView community, uint64_t from, size_t max) override {
    return store_->Read(community, from, max);
  }
  Result<crypto::Hash> ReadHash(BytesView community, uint32_t level, uint64_t index) override {
    return store_->ReadHash(community, level, index);
  }
  Result<std::string> NewestCheckpoint(BytesView community) override {
    return store_->NewestCheckpoint(community);
  }
  Result<bool> HasContent(BytesView community, BytesView commitment) override {
    return store_->HasContent(community, commitment);
  }
  Result<std::optional<store::StoredContent>> FindContent(BytesView community,
                                                          BytesView commitment) override {
    return store_->FindContent(community, commitment);
  }
  Result<uint64_t> EraseContents(BytesView community,
                                 const std::vector<Bytes>& commitments) override {
    if (planted() == Bug::kErasedKept) return commitments.size();
    return store_->EraseContents(community, commitments);
  }
  Status NoteAccesses(const std::vector<store::Access>& accesses) override {
    return store_->NoteAccesses(accesses);
  }
  Result<store::AccessPage> Accesses(BytesView community, BytesView owner, uint64_t after,
                                     uint32_t limit) override {
    return store_->Accesses(community, owner, after, limit);
  }
  Result<std::unique_ptr<store::StoreCopy>> BeginCopy(const std::string& path) override {
    return store_->BeginCopy(path);
  }
  Status PutPack(BytesView hash, BytesView bundle) override {
    return store_->PutPack(hash, bundle);
  }
  Result<std::optional<Bytes>> FindPack(BytesView hash) override { return store_->FindPack(hash); }

 private:
  void Tell(const store::Batch& batch) {
    for (const store::NewEntry& entry : batch.entries) {
      world_.chronicle().OnStored(entry.seq, entry.bytes);
    }
  }
  // Says that it has them, and has them with the next batch.
  Status Later(const store::Batch& batch) {
    const store::Batch before = std::exchange(late_, batch);
    if (!before.empty()) RETURN_IF_ERROR(store_->Append(before));
    Tell(batch);
    return {};
  }

  World& world_;
  std::unique_ptr<store::SqliteStore> store_;
  store::Batch late_;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_WATCHED_STORE_H_
