// The embedded store's contents: sealed as they come, opened as they are asked for, overwritten
// when they are erased; and who was handed which.

#include <sodium/utils.h>

#include <algorithm>
#include <set>

#include "signer/signer.h"
#include "store/clear_log.h"
#include "store/seal.h"
#include "store/sqlite_store.h"
#include "store/sqlite_tables.h"

namespace yiting::store {

namespace {

// Old accesses that a commit takes away at least, so that they go faster than new ones come.
constexpr uint64_t kForgottenAtOnce = 64;

}  // namespace

int64_t SqliteStore::SealedId(BytesView community, BytesView commitment) {
  state::Query query = database_->Ask(
      "SELECT sealed FROM contents WHERE community = ?1 AND commitment = ?2", community,
      commitment);
  return query.Next() ? query.Int(0) : 0;
}

void SqliteStore::OverwriteSealed(BytesView community, BytesView commitment) {
  const int64_t id = SealedId(community, commitment);
  if (id == 0) return;
  database_->Do("UPDATE sealed SET bytes = zeroblob(length(bytes)) WHERE id = ?1", id);
  database_->Do("DELETE FROM contents WHERE community = ?1 AND commitment = ?2", community,
                commitment);
}

Result<std::vector<std::pair<size_t, Bytes>>> SqliteStore::SealNew(
    const std::vector<NewContent>& contents) {
  std::vector<std::pair<size_t, Bytes>> sealed;
  std::vector<ContentKey> keys;
  std::set<std::pair<BytesView, BytesView>> seen;
  for (size_t i = 0; i < contents.size(); ++i) {
    const NewContent& content = contents[i];
    if (!seen.emplace(content.community, content.commitment).second) continue;
    ASSIGN_OR_RETURN(bool has, HasContent(content.community, content.commitment));
    if (has) continue;
    keys.push_back({content.community, content.commitment, content.owner,
                    signer::Random(kContentKeyBytes)});
    sealed.emplace_back(i, SealContent(keys.back().key, content.community, content.commitment,
                                       {content.salt, content.data}));
  }
  Status added = keys_->Add(keys);
  for (ContentKey& one : keys) sodium_memzero(one.key.data(), one.key.size());
  RETURN_IF_ERROR(std::move(added));
  return sealed;
}

Result<bool> SqliteStore::HasContent(BytesView community, BytesView commitment) {
  const bool has = SealedId(community, commitment) != 0;
  RETURN_IF_ERROR(TakeFailure());
  if (!has) return false;
  return keys_->Has(community, commitment);
}

Result<std::optional<StoredContent>> SqliteStore::FindContent(BytesView community,
                                                              BytesView commitment) {
  Bytes sealed;
  {
    state::Query query = database_->Ask(
        "SELECT bytes FROM contents JOIN sealed ON sealed.id = contents.sealed"
        " WHERE community = ?1 AND commitment = ?2",
        community, commitment);
    if (query.Next()) sealed = query.Blob(0);
  }
  RETURN_IF_ERROR(TakeFailure());
  if (sealed.empty()) return std::optional<StoredContent>();
  ASSIGN_OR_RETURN(Bytes key, keys_->Find(community, commitment));
  std::optional<StoredContent> content = OpenSealed(key, community, commitment, sealed);
  sodium_memzero(key.data(), key.size());
  return content;
}

Result<uint64_t> SqliteStore::EraseContents(BytesView community,
                                            const std::vector<Bytes>& commitments) {
  std::vector<Bytes> here;
  for (const Bytes& commitment : commitments) {
    ASSIGN_OR_RETURN(bool has_key, keys_->Has(community, commitment));
    if (has_key || SealedId(community, commitment) != 0) here.push_back(commitment);
  }
  RETURN_IF_ERROR(TakeFailure());
  if (here.empty() && !log_due_) return uint64_t{0};
  log_due_ = true;
  // The keys first: from then on nobody can read them, here or in any copy.
  RETURN_IF_ERROR(keys_->Erase(community, here));
  RETURN_IF_ERROR(Commit([&]() -> Status {
    for (const Bytes& commitment : here) OverwriteSealed(community, commitment);
    return {};
  }));
  RETURN_IF_ERROR(ClearLog(*database_));
  log_due_ = false;
  return uint64_t{here.size()};
}

Status SqliteStore::NoteAccesses(const std::vector<Access>& accesses) {
  if (accesses.empty()) return {};
  return Commit([&]() -> Status {
    int64_t newest_ms = 0;
    for (const Access& access : accesses) {
      newest_ms = std::max(newest_ms, access.time_ms);
      database_->Do(
          "INSERT INTO accesses(community, owner, commitment, member, device, time_ms)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
          access.community, access.owner, access.commitment, access.member, access.device,
          access.time_ms);
    }
    database_->Do(
        "DELETE FROM accesses WHERE time_ms < ?1"
        " AND id IN (SELECT id FROM accesses ORDER BY id LIMIT ?2)",
        newest_ms - kAccessKeptMs, std::max<uint64_t>(kForgottenAtOnce, 2 * accesses.size()));
    return {};
  });
}

Result<AccessPage> SqliteStore::Accesses(BytesView community, BytesView owner, uint64_t after,
                                         uint32_t limit) {
  AccessPage page;
  const int64_t before =
      after == 0 ? INT64_MAX : static_cast<int64_t>(std::min<uint64_t>(after, INT64_MAX));
  {
    state::Query query =
        owner.empty()
            ? database_->Ask("SELECT id, owner, commitment, member, device, time_ms FROM accesses"
                             " WHERE community = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
                             community, before, int64_t{limit} + 1)
            : database_->Ask("SELECT id, owner, commitment, member, device, time_ms FROM accesses"
                             " WHERE community = ?1 AND id < ?2 AND owner = ?4"
                             " ORDER BY id DESC LIMIT ?3",
                             community, before, int64_t{limit} + 1, owner);
    int64_t last = 0;
    while (query.Next()) {
      if (page.accesses.size() == limit) {
        page.next = static_cast<uint64_t>(last);
        break;
      }
      last = query.Int(0);
      page.accesses.push_back({Bytes(community), query.Blob(1), query.Blob(2), query.Blob(3),
                               query.Blob(4), query.Int(5)});
    }
  }
  RETURN_IF_ERROR(TakeFailure());
  return page;
}

}  // namespace yiting::store
