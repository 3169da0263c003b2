// A World is a small community in memory with one matter in it, on the real core: every command
// goes through decide::AdmitCommand, every deadline through decide::AdmitDue. It can mark where it
// stands and be taken back there. Its people are the roster's, with ids and keys that nobody signs
// with, for nothing leaves it.
//
// Touches: a state in memory. Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_WORLD_H_
#define YITING_CHECKER_WORLD_H_

#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "checker/deed.h"
#include "checker/roster.h"
#include "checker/sight.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "state/community.h"

namespace yiting::checker {

class World {
 public:
  // The community with all its people. kInvalid if the pack has no registrar among them.
  static Result<std::unique_ptr<World>> Make(rulehost::PackPtr pack, const Roster& roster,
                                             int64_t start_ms);

  // What came of one move: a refusal, or the events of its entry.
  struct Outcome {
    std::optional<decide::Refusal> refusal;
    std::vector<v1::Event> events;
  };
  // Does what the move says. REQUIRES: no deadline is due before its instant.
  Result<Outcome> Play(const Move& move);
  // Lets one deadline fall at its own instant, though another one may be due before.
  Result<Outcome> LetFall(const state::Deadline& deadline);
  Status Mark() { return community_->Mark(); }
  Status TakeBack() { return community_->TakeBack(); }

  state::Community& community() { return *community_; }
  const rulehost::LoadedPack& pack() const { return *pack_; }
  const Roster& roster() const { return roster_; }
  int64_t now_ms() const { return community_->facts().time_ms; }
  // The member id of the roster's n-th.
  static Bytes MemberOf(size_t index);
  // The one matter as it stands. REQUIRES: one was opened.
  state::Matter matter();
  std::optional<state::Deadline> NextDue();
  // Commands and deadlines that the core was asked to decide so far.
  uint64_t decisions() const { return packs_.decisions; }

 private:
  // The one pack there is.
  struct OnePack : decide::PackSource {
    explicit OnePack(rulehost::PackPtr one) : pack(std::move(one)) {}
    rulehost::PackPtr Find(BytesView) override { return pack; }
    rulehost::PackPtr pack;
    uint64_t decisions = 0;
  };

  World(rulehost::PackPtr pack, const Roster& roster)
      : roster_(roster), pack_(pack), packs_(std::move(pack)), draws_(Draws(pack_->bundle())) {}
  Status Admit(size_t registrar, int64_t start_ms);
  schema::OpenedCommand CommandOf(size_t who, v1::Payload payload);
  Result<Outcome> Push(const schema::OpenedCommand& command, int64_t at_ms);
  v1::Input InputOf(const Given& given) const;

  const Roster& roster_;
  rulehost::PackPtr pack_;
  OnePack packs_;
  const bool draws_;
  std::unique_ptr<state::Community> community_;
  Bytes matter_;
  // Counts up and never back: no two commands are the same, whatever was taken back.
  uint64_t counter_ = 0;
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_WORLD_H_
