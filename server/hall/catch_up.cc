#include "hall/catch_up.h"

#include <spdlog/spdlog.h>

#include <utility>
#include <vector>

#include "ledger/merkle.h"
#include "sequencer/sequencer.h"
#include "store/database_files.h"

namespace yiting::hall {

namespace {

// Of entries in one transaction of the state: enough that the commit's price is lost among them.
constexpr size_t kChunkBytes = 1 << 20;

// Why the state cannot be continued from where it is, or success.
Status CheckFits(store::Store& store, BytesView community, state::Community& state,
                 uint64_t size) {
  const uint64_t applied = state.facts().size;
  if (applied == 0) return {};
  if (applied > size) return Fail(ErrorCode::kConflict, "it has entries that the store lacks");
  if (state.id() != community) return Fail(ErrorCode::kConflict, "it is of another community");
  ASSIGN_OR_RETURN(ledger::Frontier frontier, ledger::Frontier::Decode(state.frontier()));
  ASSIGN_OR_RETURN(crypto::Hash root,
                   ledger::RootAt(store::StoreTree(store, Bytes(community)), applied));
  if (frontier.size() != applied || frontier.Root() != root) {
    return Fail(ErrorCode::kConflict, "its entries are not those of the store");
  }
  return {};
}

Status ReplayChunk(state::Community& state, const std::vector<Bytes>& entries) {
  RETURN_IF_ERROR(state.Begin());
  for (const Bytes& entry : entries) {
    // Signatures were verified when these entries were admitted, by whoever wrote this store.
    Status done = sequencer::FollowEntry(state, entry, state::CommandSignatures::kSkip);
    if (done) continue;
    RETURN_IF_ERROR(state.Rollback());
    return done;
  }
  return state.Commit();
}

Status Follow(store::Store& store, BytesView community, state::Community& state, uint64_t size) {
  while (state.facts().size < size) {
    ASSIGN_OR_RETURN(std::vector<Bytes> entries,
                     store.Read(community, state.facts().size, kChunkBytes));
    if (entries.empty()) {
      return Fail(ErrorCode::kCorrupt,
                  "the store lacks entry " + std::to_string(state.facts().size));
    }
    RETURN_IF_ERROR(ReplayChunk(state, entries));
  }
  return {};
}

Result<std::unique_ptr<state::Community>> OpenAndFollow(store::Store& store, BytesView community,
                                                        const std::string& path, uint64_t size) {
  ASSIGN_OR_RETURN(auto state, state::Community::Open(path, state::Durability::kCache));
  RETURN_IF_ERROR(CheckFits(store, community, *state, size));
  RETURN_IF_ERROR(Follow(store, community, *state, size));
  return state;
}

}  // namespace

std::string StatePath(const std::string& folder, BytesView community) {
  return folder + "/" + ToHex(community) + ".db";
}

Result<std::unique_ptr<state::Community>> CatchUp(store::Store& store, BytesView community,
                                                  const std::string& path) {
  ASSIGN_OR_RETURN(uint64_t size, store.Size(community));
  if (size == 0) {
    return Fail(ErrorCode::kNotFound, "no community " + ToHex(community) + " in this store");
  }
  const bool was_there = store::HasDatabase(path);
  auto state = OpenAndFollow(store, community, path, size);
  if (state || !was_there) return state;
  spdlog::warn("{}: this state cannot be continued ({}); it is rebuilt from {} entries", path,
               state.error().message, size);
  store::RemoveDatabase(path);
  return OpenAndFollow(store, community, path, size);
}

}  // namespace yiting::hall
