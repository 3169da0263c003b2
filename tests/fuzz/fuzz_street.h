// A small community that stays as it is: each input meets the same state.
#ifndef YITING_TESTS_FUZZ_FUZZ_STREET_H_
#define YITING_TESTS_FUZZ_FUZZ_STREET_H_

#include <cstdint>
#include <memory>

#include "crypto/ed25519.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "sequencer/sequencer.h"
#include "state/community.h"

namespace yiting::fuzz {

inline constexpr int64_t kFuzzMs = 1'578'272'400'000;  // 2020-01-06T09:00+08:00

// A letter is a member, and the seed of their device's key.
crypto::SigningKey FuzzKey(char letter);

// Files of rules/lib, for packs to be made with.
const rulehost::PackFiles& LibraryFiles();

class FuzzPack : public decide::PackSource {
 public:
  FuzzPack();
  rulehost::PackPtr Find(BytesView hash) override {
    return pack_->hash() == hash ? pack_ : nullptr;
  }
  const rulehost::PackPtr& pack() const { return pack_; }

 private:
  rulehost::PackPtr pack_;
};

// Of residents a and b, worker w, observer o and registrar r; a has a matter open that is voted on.
class FuzzStreet {
 public:
  static FuzzStreet& Get();

  sequencer::Sequencer& sequencer() { return *sequencer_; }
  const Bytes& id() const { return sequencer_->community_id(); }
  // Signed by the member's device, next counter.
  Bytes Sign(char by, v1::Payload payload) const;
  // All entries so far.
  const std::vector<Bytes>& entries() const { return entries_; }
  // Takes back what the input has staged; CHECKs that the state is the one before.
  void Forget();

 private:
  FuzzStreet();
  void Admit(char by, const v1::Payload& payload);

  FuzzPack packs_;
  std::unique_ptr<sequencer::Sequencer> sequencer_;
  std::vector<Bytes> entries_;
  crypto::Hash digest_{};
};

// Every content is at hand.
class AnyContent : public sequencer::ContentsAtHand {
 public:
  bool Has(BytesView) override { return true; }
};

}  // namespace yiting::fuzz

#endif  // YITING_TESTS_FUZZ_FUZZ_STREET_H_
