#include "hall/recovery.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "decide/decide.h"
#include "hall/desk.h"
#include "ledger/checkpoint.h"
#include "schema/signed_command.h"
#include "state/read_ledger.h"
#include "state/read_packs.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::hall {

namespace {

// The key that signed, as the head says or as the ledger does; empty: no key of either.
Bytes SignerOf(const SignedHead& head, const std::vector<state::SequencerKey>& keys,
               BytesView community) {
  if (!head.key.empty()) return head.key;
  for (const state::SequencerKey& one : keys) {
    if (ledger::OpenCheckpoint(head.note, ledger::OriginOf(community), one.key)) return one.key;
  }
  return {};
}

// The leaves of a piece after what is here lead to the root that was signed.
Status CheckLeads(const Desk& desk, const RecoverJob& job, int skip) {
  ledger::Frontier tree = desk.frontier();
  const v1::RecoverRequest& request = job.request;
  for (int i = skip; i < request.entries_size(); ++i) {
    tree.Append(ledger::LeafHash(request.entries(i)));
  }
  for (size_t at = 0; at < request.rest().size(); at += crypto::kHashBytes) {
    ASSIGN_OR_RETURN(const crypto::Hash leaf,
                     crypto::HashFromBytes(
                         BytesView(request.rest()).substr(at, crypto::kHashBytes)));
    tree.Append(leaf);
  }
  if (tree.head() == job.head.head) return {};
  return Fail(ErrorCode::kInvalid, "entries: with ours before them and `rest` after them they are "
                                   "not the tree that the checkpoint is over");
}

// What a piece brings beside its entries, as far as they name it.
class Belongings {
 public:
  Belongings(const RecoverJob& job, const Bytes& community) : job_(job), community_(community) {}

  void Look(BytesView bytes) {
    v1::Entry entry;
    if (!entry.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
    for (const Bytes& hash : state::PacksNamedBy(entry)) {
      auto found = job_.packs.find(hash);
      if (found != job_.packs.end()) packs_.insert(found->second);
    }
    auto command = schema::OpenCommand(entry.command(), community_);
    if (!command) return;
    for (const v1::ContentRef& ref : decide::ContentsOf(command->payload)) {
      auto found = job_.contents.find(ref.commitment());
      if (found == job_.contents.end()) continue;
      const bool fits = job_.request.contents(found->second).data().size() == ref.size();
      if (fits) contents_.insert(found->second);
    }
  }

  std::vector<store::NewContent> contents() const {
    std::vector<store::NewContent> contents;
    for (const int i : contents_) {
      const v1::Content& one = job_.request.contents(i);
      contents.push_back({community_, one.commitment(), one.salt(), one.data(), {}});
    }
    return contents;
  }
  std::vector<store::NewPack> packs() const {
    std::vector<store::NewPack> packs;
    for (const auto& [hash, i] : job_.packs) {
      if (packs_.contains(i)) packs.push_back({hash, job_.request.packs(i)});
    }
    return packs;
  }

  // The i-th pack of the piece.
  void Take(int i) { packs_.insert(i); }

 private:
  const RecoverJob& job_;
  const Bytes& community_;
  std::set<int> contents_;
  std::set<int> packs_;
};

// The first `count` entries of the piece are those that are here.
Status CheckSame(Desk& desk, const RecoverJob& job, int count) {
  if (count == 0) return {};
  const auto& theirs = job.request.entries();
  size_t bytes = 0;
  for (int i = 0; i < count; ++i) bytes += theirs[i].size();
  // As many of ours as are as long as theirs: if they are the same, just these.
  ASSIGN_OR_RETURN(const std::vector<Bytes> ours,
                   desk.store().Read(desk.community(), job.request.from(), bytes));
  if (std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.begin() + count)) return {};
  return Fail(ErrorCode::kInvalid, "entries: one is another than ours of that place");
}

// The packs that have held here: without them nothing is decided, whoever was first to bring the
// entries that name them.
void LookForPacks(Desk& desk, const RecoverJob& job, Belongings& belongings) {
  for (const auto& [hash, i] : job.packs) {
    if (state::FindPackTerm(desk.state(), hash)) belongings.Take(i);
  }
}

// Of what the piece brings beside its entries, that which is missing here.
Result<store::Batch> Missing(Desk& desk, const Belongings& belongings) {
  store::Batch batch;
  for (store::NewContent& content : OnlyLiving(desk.state(), belongings.contents())) {
    ASSIGN_OR_RETURN(const bool has,
                     desk.store().HasContent(desk.community(), content.commitment));
    if (!has) batch.contents.push_back(std::move(content));
  }
  for (store::NewPack& pack : belongings.packs()) {
    ASSIGN_OR_RETURN(const std::optional<Bytes> has, desk.store().FindPack(pack.hash));
    if (!has) batch.packs.push_back(std::move(pack));
  }
  return batch;
}

// Stages what follows the first `skip` entries, and stores it with all that is missing.
Status Store(Desk& desk, const RecoverJob& job, int skip, bool* anything) {
  Belongings belongings(job, desk.community());
  for (int i = 0; i < job.request.entries_size(); ++i) {
    if (i >= skip) RETURN_IF_ERROR(desk.sequencer().Follow(job.request.entries(i)));
    belongings.Look(job.request.entries(i));
  }
  LookForPacks(desk, job, belongings);
  ASSIGN_OR_RETURN(store::Batch batch, Missing(desk, belongings));
  desk.AddTo(batch);
  *anything = !batch.empty();
  return *anything ? desk.store().Append(batch) : Status();
}

}  // namespace

Result<Standing> Compare(const ReadingDesk& desk, const std::vector<Bytes>& ring,
                         const SignedHead& head) {
  const std::vector<state::SequencerKey> keys = state::SequencerKeys(desk.state);
  RETURN_IF_ERROR(desk.state.db().failure());
  const uint64_t size = desk.state.facts().size;
  const Bytes key = SignerOf(head, keys, desk.state.id());
  if (key.empty()) return Standing::kForeign;
  size_t place = 0;
  while (place < keys.size() && keys[place].key != key) ++place;
  // One that this machine has and this ledger does not name: if it was made after the key in force
  // the change to it may be among what was lost. An older one was never this ledger's.
  if (place == keys.size()) {
    const auto newest = std::find(ring.begin(), ring.end(), keys.back().key);
    const bool later = newest == ring.end() || std::find(newest, ring.end(), key) != ring.end();
    return later && head.head.size > size ? Standing::kLarger : Standing::kForeign;
  }
  const bool in_force = place + 1 == keys.size();
  // It signs every tree up to the one that lacks just the entry by which it was changed.
  if (!in_force && head.head.size > keys[place + 1].seq) return Standing::kForeign;
  if (head.head.size > size) return Standing::kLarger;
  ASSIGN_OR_RETURN(const crypto::Hash root,
                   ledger::RootAt(store::StoreTree(desk.store, desk.state.id()), head.head.size));
  if (root == head.head.root) return Standing::kFits;
  return in_force ? Standing::kFork : Standing::kOldFork;
}

Result<std::vector<Bytes>> KeyChanges(const ReadingDesk& desk) {
  std::vector<Bytes> changes;
  for (const state::SequencerKey& one : state::SequencerKeys(desk.state)) {
    if (one.seq == 0) continue;
    ASSIGN_OR_RETURN(const std::vector<Bytes> entries,
                     desk.store.Read(desk.state.id(), one.seq, 1));
    v1::Entry entry;
    if (entries.empty() || !entry.ParseFromString(entries.front())) {
      return Fail(ErrorCode::kCorrupt, "the store lacks entry " + std::to_string(one.seq));
    }
    changes.push_back(entry.command());
  }
  RETURN_IF_ERROR(desk.state.db().failure());
  return changes;
}

Result<uint64_t> TakeBack(Desk& desk, const RecoverJob& job, int64_t now_ms) {
  ASSIGN_OR_RETURN(const Standing standing, Compare(desk.reading(), desk.ring(), job.head));
  Status met = desk.Meet(job.head);
  // Only what we have signed is missing here, or belongs to it.
  const bool ours = standing == Standing::kLarger || standing == Standing::kFits;
  if (!ours || desk.halted()) return met ? Result<uint64_t>(desk.size()) : Failure{met.error()};
  const uint64_t from = job.request.from();
  const uint64_t size = desk.size();
  const uint64_t count = static_cast<uint64_t>(job.request.entries_size());
  if (from > size) return size;
  const int skip = static_cast<int>(std::min(size - from, count));
  RETURN_IF_ERROR(CheckSame(desk, job, skip));
  const bool grows = size - from < count;
  if (grows) {
    if (Status leads = CheckLeads(desk, job, skip); !leads) {
      spdlog::warn("community {}: a client brought entries from {} on that do not lead to the tree "
                   "of {} that we signed: they are no good, or the ledger has forked",
                   ToHex(desk.community()), from, job.head.head.size);
      return Failure{leads.error()};
    }
  }
  bool anything = false;
  if (Status stored = Store(desk, job, skip, &anything); !stored) {
    desk.Abort();
    return FailAt("what was brought back could not be stored", stored.error());
  }
  if (grows) {
    desk.Commit();
    RETURN_IF_ERROR(desk.EraseDue());
    RETURN_IF_ERROR(desk.Open());
    spdlog::info("community {}: entries {} to {} are back", ToHex(desk.community()), size,
                 desk.size() - 1);
  }
  if (anything) desk.NoteBack(job.head, now_ms);
  return std::min(desk.size(), from + count);
}

}  // namespace yiting::hall
