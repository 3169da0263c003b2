// A house is an opened data folder: its lock, store, keys and the packs that it was given. What
// `serve` runs on, and what the operator's verbs work in while no server runs.
//
// Touches: the data folder. Tested by tests/unit/server/house_test.cc

#ifndef YITING_SERVER_OPS_HOUSE_H_
#define YITING_SERVER_OPS_HOUSE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/clock.h"
#include "crypto/ed25519.h"
#include "hall/desk.h"
#include "hall/pack_shelf.h"
#include "ops/data_folder.h"
#include "rulehost/pack.h"
#include "signer/signer.h"
#include "store/store.h"

namespace yiting::ops {

// A command before it is signed, and the contents that it commits to.
struct Draft {
  v1::Payload payload;
  std::vector<store::NewContent> contents;

  // Salts and keeps a content and returns the reference to it.
  v1::ContentRef Commit(std::string data, v1::Audience audience,
                        const std::string& media = "text/plain");
};

// A pack that was read from rules/packs/NAME.
struct NamedPack {
  std::string name;
  rulehost::PackPtr pack;
};

class House {
 public:
  ~House() { heads_.WriteAll(); }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  // `store`: "sqlite". kUnsupported for another.
  static Result<std::unique_ptr<House>> Open(const std::string& data, const std::string& store);

  // Reads every pack below RULES/packs, stores those that load, and logs why another does not.
  // `only`: just this one, and an error if it does not load.
  Result<std::vector<NamedPack>> TakePacks(const std::string& rules, const std::string& only = "");

  // Makes a community out of a CreateCommunity command, stores it, returns its id.
  // kInvalid if the rules refuse it.
  Result<Bytes> Found(Draft draft, const crypto::SigningKey& device, int64_t now_ms);

  // One command at a community that no server runs, stored before it returns. The device's counter
  // is filled. kInvalid with the reason's name if it is refused.
  Result<Bytes> Admit(hall::Desk& desk, Draft draft,
                      const std::vector<crypto::SigningKey>& signers, int64_t now_ms);
  hall::Desk DeskOf(Bytes community) { return hall::Desk(ports_, std::move(community)); }

  // The operator's own device: registrar of every community founded here.
  Result<crypto::SigningKey> OperatorKey() const { return keys_.FindOrMake("operator"); }

  store::Store& store() { return *store_; }
  decide::PackSource& packs() { return *packs_; }
  const DataFolder& folder() const { return *folder_; }
  const signer::KeyFolder& keys() const { return keys_; }
  // Those that sign ledgers: `sequencer`, `sequencer-2` and so on; the newest last. A new community
  // begins with the newest.
  const sequencer::KeyRing& key_ring() const { return ports_.keys; }
  const crypto::SigningKey& sequencer_key() const { return ports_.keys.newest(); }
  // One more, made here and safe on disk.
  Result<crypto::SigningKey> MakeSequencerKey();
  hall::Heads& heads() { return heads_; }

 private:
  House(std::unique_ptr<DataFolder> folder, std::unique_ptr<store::Store> store,
        signer::KeyFolder keys, hall::Heads heads, const sequencer::KeyRing& ring);

  std::unique_ptr<DataFolder> folder_;  // its lock is let go last
  std::unique_ptr<store::Store> store_;
  signer::KeyFolder keys_;
  std::unique_ptr<hall::PackShelf> packs_;
  hall::Heads heads_;
  hall::Desk::Ports ports_;
};

// "http://HOST/#/join/COMMUNITY/KEY/SEED": what a new member opens.
std::string JoinLink(const std::string& origin, BytesView community, BytesView sequencer_key,
                     BytesView seed);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_HOUSE_H_
