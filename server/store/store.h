// The store is the truth of a server: the entries of every community's ledger, the hashes of their
// trees, the contents beside them (sealed: seal.h), and rule packs by hash. Everything else that a
// server keeps (the state databases) can be rebuilt from it. docs/formats/store.md.
//
// A port: sqlite_store.h is the embedded one; another database joins by passing the same contract
// (tests/unit/server/store_contract_test.cc). One thread at a time; the hall's.
// Not to be confused with the state (core/state), which is derived, or with the keys (signer/).

#ifndef YITING_SERVER_STORE_STORE_H_
#define YITING_SERVER_STORE_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/sha256.h"
#include "ledger/merkle.h"

namespace yiting::store {

struct NewEntry {
  Bytes community;     // 32
  uint64_t seq = 0;
  Bytes bytes;         // the encoded v1::Entry, never re-encoded
  crypto::Hash leaf;   // ledger::LeafHash(bytes)
};

struct NewContent {
  Bytes community;
  Bytes commitment;  // 32
  Bytes salt;        // 32
  Bytes data;
  Bytes owner = {};  // whose it is: a member id, or empty for nobody's
};

// A checkpoint that was signed over entries stored before this batch.
struct NewCheckpoint {
  Bytes community;
  uint64_t size = 0;
  std::string note;
};

struct NewPack {
  Bytes hash;    // 32, of the bundle; the caller has computed it
  Bytes bundle;
};

struct Batch {
  std::vector<NewEntry> entries;  // of one community in ascending order; communities in any order
  std::vector<NewContent> contents;
  std::vector<NewCheckpoint> checkpoints;
  std::vector<NewPack> packs;  // that the entries name; one that is there already stays as it is

  bool empty() const {
    return entries.empty() && contents.empty() && checkpoints.empty() && packs.empty();
  }
};

struct StoredContent {
  Bytes salt;
  Bytes data;
};

// A content that is not for everybody was handed to somebody who does not own it.
struct Access {
  Bytes community;
  Bytes owner;
  Bytes commitment;
  Bytes member;  // who was handed it
  Bytes device;
  int64_t time_ms = 0;
};

struct AccessPage {
  std::vector<Access> accesses;  // newest first
  uint64_t next = 0;             // where the next page begins; 0: there is none
};

// How long an access is kept: half a year, which the Cybersecurity Law (article 21) asks of logs,
// and no longer, as the Personal Information Protection Law (article 19) asks of what is no longer
// needed.
inline constexpr int64_t kAccessKeptMs = int64_t{184} * 24 * 3600 * 1000;

// A copy of a store in the making, a piece at a time; batches between the pieces go into it too.
class StoreCopy {
 public:
  virtual ~StoreCopy() = default;
  struct Progress {
    uint64_t done = 0;  // of no particular unit; the copy is whole when they are equal
    uint64_t total = 0;
  };
  virtual Result<Progress> Step() = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // All of the batch or nothing, in one commit that survives a crash and a power cut. kConflict
  // when an entry is not the next of its ledger (somebody else was first): nothing was stored.
  virtual Status Append(const Batch& batch) = 0;

  // The ids of all ledgers, ascending.
  virtual Result<std::vector<Bytes>> Communities() = 0;
  // How many entries the ledger has; 0 when there is none of that id.
  virtual Result<uint64_t> Size(BytesView community) = 0;
  // Entries from seq `from` on, as long as they fit into max_bytes together; at least one if there
  // is one. Empty at the end.
  virtual Result<std::vector<Bytes>> Read(BytesView community, uint64_t from,
                                          size_t max_bytes) = 0;
  // The hash of a complete subtree of the ledger's tree; kNotFound where it is not complete.
  virtual Result<crypto::Hash> ReadHash(BytesView community, uint32_t level, uint64_t index) = 0;
  // The checkpoint of the largest size that a batch brought; empty when there is none.
  virtual Result<std::string> NewestCheckpoint(BytesView community) = 0;

  // Is it here, and its key too?
  virtual Result<bool> HasContent(BytesView community, BytesView commitment) = 0;
  // nullopt when it was never here, was erased, or has no key any more.
  virtual Result<std::optional<StoredContent>> FindContent(BytesView community,
                                                           BytesView commitment) = 0;
  // Keys, salts and data are gone after it, from tables and logs; the commitments in the ledger
  // stay. In one go, however many. On an Error some may be left: call it again. Returns how many of
  // them were here, whole or in part.
  virtual Result<uint64_t> EraseContents(BytesView community,
                                         const std::vector<Bytes>& commitments) = 0;

  // All of them in one durable commit; forgets what is older than kAccessKeptMs before the newest.
  virtual Status NoteAccesses(const std::vector<Access>& accesses) = 0;
  // To contents of `owner` (empty: of anybody), newest first, at most `limit`; `after` is the
  // `next` of the page before, or 0.
  virtual Result<AccessPage> Accesses(BytesView community, BytesView owner, uint64_t after,
                                      uint32_t limit) = 0;

  // Begins a copy into a file that is not there. No keys of contents are in it. The copy must go
  // before the store.
  virtual Result<std::unique_ptr<StoreCopy>> BeginCopy(const std::string& path) = 0;
  // The same of those keys. kUnsupported if they lie elsewhere.
  virtual Result<std::unique_ptr<StoreCopy>> BeginKeyCopy(const std::string& path) {
    return Fail(ErrorCode::kUnsupported, path + ": this store does not keep the keys of contents");
  }

  // Durable. The caller has computed the hash. Storing a pack again changes nothing.
  virtual Status PutPack(BytesView hash, BytesView bundle) = 0;
  virtual Result<std::optional<Bytes>> FindPack(BytesView hash) = 0;
};

// One ledger's tree in a store, as the makers of proofs read it. The store must outlive it.
class StoreTree : public ledger::HashReader {
 public:
  StoreTree(Store& store, Bytes community) : store_(store), community_(std::move(community)) {}
  Result<crypto::Hash> ReadHash(uint32_t level, uint64_t index) const override {
    return store_.ReadHash(community_, level, index);
  }

 private:
  Store& store_;
  Bytes community_;
};

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_STORE_H_
