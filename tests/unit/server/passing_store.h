// A store that hands every call on to another. A test derives from it and overrides Append, to let
// it fail, wait or be counted; what is read is always the other's.
#ifndef YITING_TESTS_UNIT_SERVER_PASSING_STORE_H_
#define YITING_TESTS_UNIT_SERVER_PASSING_STORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace yiting::testing {

class PassingStore : public store::Store {
 public:
  // `real` must outlive it.
  explicit PassingStore(store::Store& real) : real_(real) {}

  Status Append(const store::Batch& batch) override { return real_.Append(batch); }
  Result<std::vector<Bytes>> Communities() override { return real_.Communities(); }
  Result<uint64_t> Size(BytesView community) override { return real_.Size(community); }
  Result<std::vector<Bytes>> Read(BytesView community, uint64_t from, size_t max) override {
    return real_.Read(community, from, max);
  }
  Result<crypto::Hash> ReadHash(BytesView community, uint32_t level, uint64_t index) override {
    return real_.ReadHash(community, level, index);
  }
  Result<std::string> NewestCheckpoint(BytesView community) override {
    return real_.NewestCheckpoint(community);
  }
  Result<bool> HasContent(BytesView community, BytesView commitment) override {
    return real_.HasContent(community, commitment);
  }
  Result<std::optional<store::StoredContent>> FindContent(BytesView community,
                                                          BytesView commitment) override {
    return real_.FindContent(community, commitment);
  }
  Result<uint64_t> EraseContents(BytesView community,
                                 const std::vector<Bytes>& commitments) override {
    return real_.EraseContents(community, commitments);
  }
  Status NoteAccesses(const std::vector<store::Access>& accesses) override {
    return real_.NoteAccesses(accesses);
  }
  Result<store::AccessPage> Accesses(BytesView community, BytesView owner, uint64_t after,
                                     uint32_t limit) override {
    return real_.Accesses(community, owner, after, limit);
  }
  Result<std::unique_ptr<store::StoreCopy>> BeginCopy(const std::string& path) override {
    return real_.BeginCopy(path);
  }
  Result<std::unique_ptr<store::StoreCopy>> BeginKeyCopy(const std::string& path) override {
    return real_.BeginKeyCopy(path);
  }
  Status PutPack(BytesView hash, BytesView bundle) override { return real_.PutPack(hash, bundle); }
  Result<std::optional<Bytes>> FindPack(BytesView hash) override { return real_.FindPack(hash); }

 private:
  store::Store& real_;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_SERVER_PASSING_STORE_H_
