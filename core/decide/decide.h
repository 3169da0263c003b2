// Decide: (state, command, now) -> events, or a refusal with the place in the pack that says so.
// Declarative rules are read from the pack's model; a pack's `when` function is called only where
// it has one. Nothing is written: the same state, command and instant always give the same
// decision,
// on a phone, on the server and in an audit.
//
// An Error here is the machine's (disk, memory): it never becomes a decision.
// Tested by tests/unit/decide and by every scenario.

#ifndef YITING_DECIDE_DECIDE_H_
#define YITING_DECIDE_DECIDE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "rulehost/hook.h"
#include "rulehost/pack.h"
#include "schema/signed_command.h"
#include "state/community.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_meetings.h"
#include "state/read_members.h"
#include "yiting/v1/entry.pb.h"
#include "yiting/v1/event.pb.h"

namespace yiting::decide {

// The keys of sealed polls: what a decision needs beside state, command and instant. The sequencer
// makes them, an audit takes them from the entry that it decides again, and a phone that runs ahead
// does not know them yet.
class PollKeys {
 public:
  virtual ~PollKeys() = default;
  // The public half for a poll of that matter that opens at that instant: 32 bytes.
  virtual Bytes PublicFor(BytesView matter, int64_t opened_ms) = 0;
  // Its secret half: 32 bytes, or empty where it is not known yet.
  virtual Bytes SecretFor(BytesView matter, int64_t opened_ms) = 0;
};

// Where packs come from by hash. The host fetches and keeps them; loading is done once. One
// thread's: with the packs go the machines that run their hooks, and the keys of polls.
class PackSource {
 public:
  virtual ~PackSource() = default;
  // Null when it is not here.
  virtual rulehost::PackPtr Find(BytesView pack_hash) = 0;
  rulehost::HookBench& hooks() { return hooks_; }

  // Null: ballots are cast in the open, whatever their pack says, as where rules are only tried.
  PollKeys* poll_keys() const { return poll_keys_; }

 private:
  friend class WithPollKeys;
  rulehost::HookBench hooks_;
  PollKeys* poll_keys_ = nullptr;
};

// Lends the keys to the decisions of one scope: ledgers may share a source.
class WithPollKeys {
 public:
  WithPollKeys(PackSource& packs, PollKeys& keys) : packs_(packs), before_(packs.poll_keys_) {
    packs.poll_keys_ = &keys;
  }
  ~WithPollKeys() { packs_.poll_keys_ = before_; }
  WithPollKeys(const WithPollKeys&) = delete;
  WithPollKeys& operator=(const WithPollKeys&) = delete;

 private:
  PackSource& packs_;
  PollKeys* before_;
};

struct Refusal {
  v1::Reason reason = v1::REASON_UNSPECIFIED;
  std::string rule;    // "bell.applied.accept", or empty for the mechanism's own
  std::string detail;  // a field id, a stage id, a code; never prose

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

using Events = std::vector<v1::Event>;
using Decision = std::variant<Events, Refusal>;

enum class SignatureCheck {
  kVerify,
  kTrusted,  // own commands, decided again after a rebase
};

// Decides a command at `now_ms`. REQUIRES: every deadline due up to now_ms has its entry.
// A command that is known already is the caller's business (state::SeqOfCommand).
// kNotFound: the pack in force, or the matter's, is not here.
Result<Decision> Decide(state::Community& community, PackSource& packs,
                        const schema::OpenedCommand& command, int64_t now_ms,
                        SignatureCheck signatures);

// What falls due: always events, never a refusal.
Result<Events> DecideDue(state::Community& community, PackSource& packs,
                         const state::Deadline& deadline);

// The commitments that a command makes: every one must be at hand before it is admitted.
std::vector<v1::ContentRef> ContentsOf(const v1::Payload& payload);

// The packs that a command wants known: the one to put in force, those that a matter is about.
std::set<Bytes> PacksOf(const v1::Payload& payload);

// Which pack decides: the matter's own for actions on it, else the one in force.
Bytes PackFor(state::Community& community, const v1::Payload& payload);

// Whether somebody with these roles may put another pack in force under this one; a pack that says
// nothing leaves it to a registrar.
bool MayActivate(const rulehost::LoadedPack& pack, const std::vector<state::HeldRole>& roles);

// Has the matter won the vote that the pack in force demands, for this very pack, since the one in
// force holds? A vote counts once: after a way back the way there needs another. True if no vote is
// demanded.
bool VoteIsWon(state::Community& community, const rulehost::LoadedPack& in_force, BytesView matter,
               BytesView pack);

// So many of those who were invited must come. Pure.
int64_t NeededOf(const v1::Quorum& quorum, const state::Turnout& turnout);

// Whether `member` may take `action` of the matter now, for screens; nullopt = yes.
std::optional<Refusal> WhyNot(state::Community& community, const rulehost::LoadedPack& pack,
                              const state::Matter& matter, const v1::Action& action,
                              BytesView member, int64_t now_ms);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_DECIDE_H_
