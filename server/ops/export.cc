#include "ops/export.h"

#include <set>
#include <string>
#include <vector>

#include "clock/clock.h"
#include "hall/desk.h"
#include "hall/event_contents.h"
#include "ledger/ledger_file.h"
#include "schema/signed_command.h"
#include "sequencer/sequencer.h"
#include "state/read_ledger.h"
#include "state/read_packs.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::ops {

namespace {

constexpr size_t kChunkBytes = 1 << 20;

// What the entries name: packs by hash, contents by commitment.
struct Named {
  std::set<Bytes> packs;
  std::set<Bytes> contents;
};

Status AddEntries(store::Store& store, BytesView community, ExportedContents contents,
                  ledger::LedgerWriter& writer, Named& named) {
  while (true) {
    ASSIGN_OR_RETURN(std::vector<Bytes> entries,
                     store.Read(community, writer.head().size, kChunkBytes));
    if (entries.empty()) return {};
    for (const Bytes& bytes : entries) {
      RETURN_IF_ERROR(writer.AddEntry(bytes));
      v1::Entry entry;
      if (!entry.ParseFromString(bytes)) {
        return Fail(ErrorCode::kCorrupt, "entry " + std::to_string(writer.head().size - 1) +
                                             " of the store cannot be read");
      }
      named.packs.merge(state::PacksNamedBy(entry));
      for (const v1::Event& event : entry.events()) {
        hall::VisitContents(event, [&](const v1::ContentRef& ref) {
          const bool may = contents == ExportedContents::kAll || ref.audience() == v1::PUBLIC;
          if (may) named.contents.insert(ref.commitment());
        });
      }
    }
  }
}

Status AddNamed(store::Store& store, BytesView community, const Named& named,
                ledger::LedgerWriter& writer) {
  for (const Bytes& hash : named.packs) {
    ASSIGN_OR_RETURN(crypto::Hash pack_hash, crypto::HashFromBytes(hash));
    ASSIGN_OR_RETURN(std::optional<Bytes> bundle, store.FindPack(hash));
    if (!bundle) return Fail(ErrorCode::kNotFound, "the store lacks rule pack " + ToHex(hash));
    RETURN_IF_ERROR(writer.AddPack(pack_hash, *bundle));
  }
  for (const Bytes& commitment : named.contents) {
    ASSIGN_OR_RETURN(crypto::Hash hash, crypto::HashFromBytes(commitment));
    ASSIGN_OR_RETURN(auto content, store.FindContent(community, commitment));
    if (content) RETURN_IF_ERROR(writer.AddContent(hash, content->salt, content->data));
  }
  return {};
}

}  // namespace

Status NoteTaken(House& house, state::Community& state, const std::set<Bytes>& contents) {
  ASSIGN_OR_RETURN(const crypto::SigningKey key, house.OperatorKey());
  const Bytes device = crypto::PublicKey(key);
  const Bytes member = schema::MemberIdOf(device);
  const int64_t now_ms = clock::SystemClock().NowMs();
  std::vector<store::Access> accesses;
  for (const Bytes& commitment : contents) {
    const auto facts = state::FindContent(state, commitment);
    if (!facts || facts->audience == v1::PUBLIC || facts->audience == v1::COMMUNITY) continue;
    if (facts->owner == member || facts->erased_ms != 0) continue;
    accesses.push_back({state.id(), facts->owner, commitment, member, device, now_ms});
  }
  return house.store().NoteAccesses(accesses);
}

Result<Bytes> ExportLedger(House& house, BytesView community, ExportedContents contents) {
  // Opening it signs the checkpoint over everything that is there.
  hall::Desk desk = house.DeskOf(Bytes(community));
  RETURN_IF_ERROR(desk.Open());
  RETURN_IF_ERROR(desk.CheckReadable());
  ledger::LedgerHeader header;
  ASSIGN_OR_RETURN(header.community_id, crypto::HashFromBytes(community));
  header.public_key = desk.state().facts().sequencer_key;
  header.origin = ledger::OriginOf(community);
  ledger::LedgerWriter writer(header);
  Named named;
  RETURN_IF_ERROR(AddEntries(house.store(), community, contents, writer, named));
  if (contents == ExportedContents::kPublic) {
    // What staff have hidden since is public no more.
    std::erase_if(named.contents, [&desk](const Bytes& commitment) {
      const auto facts = state::FindContent(desk.state(), commitment);
      return facts && facts->audience != v1::PUBLIC;
    });
  }
  if (contents == ExportedContents::kAll) {
    RETURN_IF_ERROR(NoteTaken(house, desk.state(), named.contents));
  }
  RETURN_IF_ERROR(AddNamed(house.store(), community, named, writer));
  RETURN_IF_ERROR(writer.Finish(desk.checkpoint()));
  return writer.Take();
}

}  // namespace yiting::ops
