// Sync without I/O: the host asks what to send, sends it, and hands back what came. One order is
// out at a time. The work, in this order: entries that the server has lost, packs that are missing,
// a snapshot to begin with, entries until caught up (and contents with them), then the outbox.
// docs/formats/sync.md.
//
// A server that is away, slow or behind is asked again later, twice as late each time; what it says
// is believed as far as it is signed. No order loses anything: a command stays in the outbox until
// its entry is here or the sequencer has signed why not.
// Pure but for the parts that it works on; time is given. Tested by tests/unit/replica/sync_test.cc

#ifndef YITING_REPLICA_SYNC_SESSION_H_
#define YITING_REPLICA_SYNC_SESSION_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "replica/audit.h"
#include "replica/parts.h"
#include "replica/snapshot_start.h"
#include "schema/limits.h"
#include "yiting/v1/bridge.pb.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::replica {

inline constexpr int64_t kRetryMsMin = 1'000;
inline constexpr int64_t kRetryMsMax = 60'000;
inline constexpr int64_t kAccessesAgainMs = 60'000;
// An order without a reply for so long is taken for lost.
inline constexpr int64_t kReplyMsMax = 60'000;
// With nothing to do and no poke: a socket may be dead without saying so.
inline constexpr int64_t kIdlePollMs = 5 * 60'000;

// Checked entries are still to be replayed: ask again at once, after whoever waits for a screen.
inline constexpr int64_t kAgainMs = 1;

// What one pull asks for.
inline constexpr uint32_t kPullBytesMax = 1024 * 1024;
// The first one: a young ledger comes whole, of a long one enough to begin with a snapshot.
inline constexpr uint32_t kFirstPullBytes = 64 * 1024;
inline constexpr int64_t kWantedMax = 64;
// What one push carries: well under the server's limit of schema::kPushBytesMax.
inline constexpr size_t kPushBytes = 4 * 1024 * 1024;
// Lost entries whose leaf hashes find room in one piece, 3.2 MB. The server's limit is the same.
inline constexpr uint64_t kRecoveredMax = 100'000;

// Twice as late each time.
class Backoff {
 public:
  void Fail(int64_t now_ms);
  void Reset() { *this = Backoff(); }
  // How long still; 0 = now. A clock that was set back does not lengthen it.
  int64_t Left(int64_t now_ms) const;

 private:
  int failures_ = 0;
  int64_t until_ms_ = 0;
};

class SyncSession {
 public:
  SyncSession(Parts& parts, Audit& audit) : parts_(parts), audit_(audit), snapshot_(parts) {}

  // One round of the host's loop. Sets `changed` if screens may look different now.
  Result<v1::SyncOrder> Step(const v1::SyncStep& step, int64_t now_ms, bool* changed);

  // Somebody waits for a content: pull without waiting for a poke.
  void AskSoon() { pull_due_ = true; }

  // Somebody wants to know who has read what is theirs: asked for once a minute at most.
  void AskAccesses(int64_t server_ms);
  // The newest of them, as the server told this device since it was started; null: it has not.
  const v1::ListAccessesResponse* accesses() const { return accesses_ ? &*accesses_ : nullptr; }

  bool online() const { return online_; }
  // The commands of the push that is out.
  bool IsSending(BytesView command_id) const;

 private:
  struct InFlight {
    std::string method;
    int64_t since_ms = 0;
    std::vector<Bytes> commands;  // of a push: ids, in order
    std::vector<SideStore::Wanted> wanted;  // of a pull
    std::vector<uint64_t> receipts;         // of a pull: entries
    std::optional<Audit::Page> page;        // of a pull for the audit alone
    bool with_reader = false;
    Bytes pack;
  };

  bool CanApply() const;
  Result<v1::SyncOrder> NextOrder(int64_t now_ms);
  v1::SyncOrder Send(InFlight sent, Bytes body, int64_t now_ms);
  v1::SyncOrder Rest(int64_t now_ms) const;

  // sync_pull.cc and sync_push.cc; the packs' are in sync_session.cc.
  v1::SyncOrder FetchOrder(const Bytes& pack, int64_t now_ms);
  v1::SyncOrder AccessesOrder(int64_t now_ms);
  void TakeAccesses(BytesView body, bool* changed);
  Status TakeFetch(const InFlight& sent, BytesView body, int64_t now_ms, bool* changed);
  Status TakeSnapshot(BytesView body, int64_t now_ms, bool* changed);
  Result<v1::SyncOrder> PullOrder(int64_t now_ms);
  v1::SyncOrder PageOrder(const Audit::Page& page, int64_t now_ms);
  Status TakePage(const Audit::Page& page, BytesView body, int64_t now_ms, bool* changed);
  Status TakePull(const InFlight& sent, BytesView body, int64_t now_ms, bool* changed);
  Result<std::optional<v1::SyncOrder>> PushOrder(int64_t now_ms);
  Status TakePush(const InFlight& sent, BytesView body, int64_t now_ms, bool* changed);

  // sync_recover.cc
  Result<v1::SyncOrder> RecoverOrder(int64_t now_ms);
  Result<v1::SyncOrder> PacksOrder(int64_t now_ms);
  void TakeRecover(BytesView body, int64_t now_ms);
  void EndRecovery();
  Status SendAgain(bool* changed);

  Status TakeReply(const v1::SyncReply& reply, int64_t now_ms, bool* changed);
  Status TakeFailure(const InFlight& sent, const v1::SyncReply& reply, int64_t now_ms,
                     bool* changed);

  // Of pulls.
  std::vector<SideStore::Wanted> ChooseWanted(int64_t now_ms);
  Status TakeContents(const InFlight& sent, const v1::PullResponse& response, int64_t now_ms,
                      bool* changed);
  Status NoteContact(const v1::PullResponse& response, int64_t now_ms);

  // Of pushes.
  bool ReadResult(const v1::PushResult& result, OutboxRow& row) const;
  Status RefuseAlone(const InFlight& sent, int64_t now_ms, bool* changed);

  Parts& parts_;
  Audit& audit_;
  SnapshotStart snapshot_;
  bool online_ = false;
  std::optional<InFlight> in_flight_;
  Backoff line_;   // of pulls and pushes
  Backoff shelf_;  // of packs
  Backoff pages_;  // of the audit
  std::optional<v1::ListAccessesResponse> accesses_;
  bool accesses_due_ = false;
  int64_t accesses_ms_ = 0;        // when they were asked for last, by the server's clock
  bool pull_due_ = true;
  uint64_t recover_from_ = 0;      // what the server still has; 0 = it has lost nothing
  bool packs_due_ = false;         // the server could not decide for lack of one
  uint32_t packs_brought_ = 0;     // how many of those that have held it was brought
  int64_t polled_ms_ = 0;          // when the last pull succeeded
  int64_t reader_refused_ms_ = 0;  // when the server last refused our proof; 0 = it did not
  int push_limit_ = schema::kPushCommandsMax;  // halved when the server refuses a push whole
  std::string seen_as_;            // as whom wanted contents were chosen last
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_SYNC_SESSION_H_
