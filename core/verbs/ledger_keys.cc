#include "verbs/ledger_keys.h"

#include "ledger/merkle.h"
#include "schema/canonical.h"
#include "schema/key_change.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {

Result<std::vector<KeyInForce>> KeysOf(const std::vector<Bytes>& entries) {
  std::vector<KeyInForce> keys;
  std::vector<Bytes> street_keys;
  if (entries.empty()) return Fail(ErrorCode::kCorrupt, "the ledger has no entry");
  const ledger::Hash id = ledger::LeafHash(entries[0]);
  for (uint64_t seq = 0; seq < entries.size(); ++seq) {
    const std::string where = "entry " + std::to_string(seq);
    Result<v1::Entry> entry = schema::Decode<v1::Entry>(entries[seq]);
    if (!entry) return FailAt(where, entry.error());
    for (const v1::Event& event : entry->events()) {
      if (seq == 0 && event.has_community_created()) {
        const v1::CommunityCreated& created = event.community_created();
        street_keys.assign(created.street_keys().begin(), created.street_keys().end());
        keys.push_back({0, created.sequencer_key()});
      } else if (event.has_sequencer_key_changed()) {
        auto key = schema::OpenKeyChange(entry->command(), crypto::AsBytes(id), street_keys,
                                         keys.back().key);
        if (!key) return FailAt(where, key.error());
        if (*key != event.sequencer_key_changed().key()) {
          return Fail(ErrorCode::kCorrupt, where + ": it puts another key in force than it signs");
        }
        keys.push_back({seq + 1, *std::move(key)});
      }
    }
    if (keys.empty()) return Fail(ErrorCode::kCorrupt, "entry 0 founds no community");
  }
  return keys;
}

const Bytes& KeyAt(const std::vector<KeyInForce>& keys, uint64_t size) {
  size_t at = 0;
  while (at + 1 < keys.size() && keys[at + 1].from_size <= size) ++at;
  return keys[at].key;
}

}  // namespace yiting::verbs
