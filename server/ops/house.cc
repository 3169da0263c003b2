#include "ops/house.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "crypto/commitment.h"
#include "ops/file_io.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "schema/signed_rejection.h"
#include "sequencer/sequencer.h"
#include "state/read_members.h"
#include "store/sqlite_store.h"
#include "verbs/pack_files.h"

namespace yiting::ops {

namespace {

// Keys that sign ledgers, as files are named: more than anybody changes them.
constexpr int kKeysMax = 100;

std::string KeyName(int number) {
  return number == 1 ? "sequencer" : "sequencer-" + std::to_string(number);
}

// All contents of one draft are at hand: it brought them itself.
class OfDraft : public sequencer::ContentsAtHand {
 public:
  explicit OfDraft(const Draft& draft) : draft_(draft) {}
  bool Has(BytesView commitment) override {
    for (const store::NewContent& content : draft_.contents) {
      if (content.commitment == commitment) return true;
    }
    return false;
  }

 private:
  const Draft& draft_;
};

// REQUIRES: `state` has the draft's entry.
void Append(store::Batch& batch, Draft draft, state::Community& state) {
  for (store::NewContent& content : draft.contents) content.community = state.id();
  batch.contents = hall::OnlyLiving(state, std::move(draft.contents));
}

Failure RefusedFor(const Bytes& signed_rejection) {
  auto outer = schema::Decode<v1::SignedRejection>(signed_rejection);
  auto rejection = outer ? schema::Decode<v1::Rejection>(outer->rejection())
                         : Result<v1::Rejection>(Failure{outer.error()});
  if (!rejection) return Failure{rejection.error()};
  return Fail(ErrorCode::kInvalid, "the rules refuse this: " +
                                       v1::Reason_Name(rejection->reason()) + " " +
                                       rejection->rule() + " " + rejection->detail());
}

}  // namespace

v1::ContentRef Draft::Commit(std::string data, v1::Audience audience, const std::string& media) {
  v1::ContentRef ref;
  store::NewContent& content = contents.emplace_back();
  content.salt = signer::Random(crypto::kSaltBytes);
  content.commitment = Bytes(crypto::AsBytes(crypto::Commit(content.salt, data)));
  ref.set_commitment(content.commitment);
  ref.set_audience(audience);
  ref.set_media(media);
  ref.set_size(static_cast<uint32_t>(data.size()));
  content.data = std::move(data);
  return ref;
}

House::House(std::unique_ptr<DataFolder> folder, std::unique_ptr<store::Store> store,
             signer::KeyFolder keys, hall::Heads heads, const sequencer::KeyRing& ring)
    : folder_(std::move(folder)),
      store_(std::move(store)),
      keys_(std::move(keys)),
      packs_(std::make_unique<hall::PackShelf>(*store_)),
      heads_(std::move(heads)),
      ports_{*store_, *packs_, ring, folder_->state_folder(), &heads_} {}

Result<std::unique_ptr<House>> House::Open(const std::string& data, const std::string& store) {
  if (store != "sqlite") {
    return Fail(ErrorCode::kUnsupported,
                "--store " + store + ": this build knows the store \"sqlite\"");
  }
  ASSIGN_OR_RETURN(auto folder, DataFolder::Open(data));
  ASSIGN_OR_RETURN(auto keys, signer::KeyFolder::Open(folder->keys_folder()));
  ASSIGN_OR_RETURN(auto key, keys.FindOrMake(KeyName(1)));
  sequencer::KeyRing ring(key);
  for (int number = 2; number <= kKeysMax; ++number) {
    if (!keys.Has(KeyName(number))) continue;
    ASSIGN_OR_RETURN(key, keys.FindOrMake(KeyName(number)));
    ring.Add(key);
  }
  ASSIGN_OR_RETURN(auto sqlite, store::SqliteStore::Open(folder->store_path()));
  ASSIGN_OR_RETURN(auto communities, sqlite->Communities());
  ASSIGN_OR_RETURN(hall::Heads heads,
                   hall::Heads::Open(folder->heads_folder(), folder->restored_path(), communities));
  return std::unique_ptr<House>(new House(std::move(folder), std::move(sqlite), std::move(keys),
                                          std::move(heads), ring));
}

Result<crypto::SigningKey> House::MakeSequencerKey() {
  int number = 2;
  for (int used = 2; used <= kKeysMax; ++used) {
    if (keys_.Has(KeyName(used))) number = used + 1;
  }
  if (number > kKeysMax) return Fail(ErrorCode::kTooLarge, "the folder of keys is full of them");
  ASSIGN_OR_RETURN(crypto::SigningKey key, keys_.FindOrMake(KeyName(number)));
  ports_.keys.Add(key);
  return key;
}

Result<std::vector<NamedPack>> House::TakePacks(const std::string& rules,
                                                const std::string& only) {
  FileIo io;
  std::vector<NamedPack> packs;
  ASSIGN_OR_RETURN(std::vector<std::string> names, io.ListFolder(rules + "/packs"));
  std::sort(names.begin(), names.end());
  for (std::string& name : names) {
    if (!name.ends_with('/')) continue;
    name.pop_back();
    if (!only.empty() && name != only) continue;
    auto files = verbs::ReadPackFiles(io, rules + "/packs/" + name, rules + "/lib");
    if (!files) {
      if (files.error().code == ErrorCode::kNotFound && only.empty()) continue;
      return Failure{files.error()};
    }
    const Bytes bundle = rulehost::EncodeBundle(rulehost::BuildBundle(*files));
    rulehost::LoadResult loaded = rulehost::LoadPack(bundle);
    if (loaded.pack == nullptr) {
      const std::string why = loaded.diagnostics.empty()
                                  ? std::string("it does not load")
                                  : rulehost::FormatDiagnostic(loaded.diagnostics.front());
      if (!only.empty()) return Fail(ErrorCode::kInvalid, "rule pack " + name + ": " + why);
      spdlog::error("rule pack {}: {}", name, why);
      continue;
    }
    RETURN_IF_ERROR(store_->PutPack(loaded.pack->hash(), bundle));
    packs.push_back({name, loaded.pack});
  }
  if (!only.empty() && packs.empty()) {
    return Fail(ErrorCode::kNotFound, rules + "/packs has no rule pack \"" + only + "\"");
  }
  return packs;
}

Result<Bytes> House::Found(Draft draft, const crypto::SigningKey& device, int64_t now_ms) {
  const Bytes command = schema::SignCommand(draft.payload, schema::NoCommunity(), {device});
  ASSIGN_OR_RETURN(auto state, state::Community::Open(":memory:", state::Durability::kCache));
  ASSIGN_OR_RETURN(auto sequencer, sequencer::Sequencer::Create(std::move(state), *packs_,
                                                                ports_.keys, command, now_ms));
  const Bytes community = sequencer->community_id();
  store::Batch batch;
  for (const sequencer::StagedEntry& staged : sequencer->staged()) {
    batch.entries.push_back({community, staged.seq, staged.bytes, staged.leaf});
  }
  Append(batch, std::move(draft), sequencer->state());
  RETURN_IF_ERROR(store_->Append(batch));
  return community;
}

Result<Bytes> House::Admit(hall::Desk& desk, Draft draft,
                           const std::vector<crypto::SigningKey>& signers, int64_t now_ms) {
  RETURN_IF_ERROR(desk.CheckReady(now_ms));
  const Bytes device = crypto::PublicKey(signers.front());
  auto known = state::FindDevice(desk.state(), device);
  draft.payload.set_device(device);
  draft.payload.set_counter(known ? known->counter + 1 : 1);
  draft.payload.set_base_size(desk.size());
  draft.payload.set_claimed_ms(now_ms);
  const Bytes command = schema::SignCommand(draft.payload, desk.community(), signers);
  OfDraft contents(draft);
  ASSIGN_OR_RETURN(sequencer::Answer answer, desk.sequencer().Admit(command, now_ms, contents));
  if (const auto* refused = std::get_if<sequencer::Refused>(&answer.outcome)) {
    desk.Abort();
    return RefusedFor(refused->signed_rejection);
  }
  store::Batch batch;
  desk.AddTo(batch);
  Append(batch, std::move(draft), desk.state());
  if (Status stored = store_->Append(batch); !stored) {
    desk.Abort();
    return Failure{stored.error()};
  }
  desk.Commit();
  RETURN_IF_ERROR(desk.EraseDue());
  desk.Sign();
  return answer.command_id;
}

std::string JoinLink(const std::string& origin, BytesView community, BytesView sequencer_key,
                     BytesView seed) {
  return origin + "/#/join/" + ToHex(community) + "/" + ToHex(sequencer_key) + "/" + ToHex(seed);
}

}  // namespace yiting::ops
