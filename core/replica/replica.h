// A replica is a resident's own copy of a community: its ledger, its state, what this device has
// added and not yet sent. It answers every screen and takes every tap without a network, and syncs
// when there is one. Host calls come in one at a time (wasm/bridge, tests); time and chance come in
// with them.
//
//   folder/side.db    outbox, contents, entries, key: durable, the only file that matters
//   folder/state.db   the state: a cache, with the pending overlay on top of it, never committed
//
// REQUIRES of its host: one replica at a time on a folder; entropy of 64 fresh bytes a call.
// Not thread-safe. docs/formats/outbox.md, sync.md; the messages: yiting/v1/bridge.proto.
// Tested by tests/unit/replica/replica_test.cc, evidence_test.cc, interleaving_test.cc

#ifndef YITING_REPLICA_REPLICA_H_
#define YITING_REPLICA_REPLICA_H_

#include <cstdint>
#include <memory>
#include <set>

#include "base/bytes.h"
#include "base/result.h"
#include "yiting/v1/bridge.pb.h"
#include "yiting/v1/view.pb.h"

namespace yiting::replica {

struct Parts;
class Audit;
class FileSaver;
class SyncSession;

// Accepted items that the outbox keeps for looking at; older ones go by themselves.
inline constexpr int64_t kAcceptedKept = 200;

class Replica {
 public:
  // Opens or makes the files in `open.folder`; "" and ":memory:" keep nothing. kConflict: the
  // folder is of another community. A sequencer's key counts until the ledger has named its own.
  static Result<std::unique_ptr<Replica>> Open(const v1::OpenReplica& open, BytesView entropy,
                                               int64_t now_ms);
  ~Replica();
  Replica(const Replica&) = delete;
  Replica& operator=(const Replica&) = delete;

  v1::Opened Describe();

  // Makes a command of the draft. When the rules on this device already say no, it answers with the
  // rejection and queues nothing. Else the command is durable in the outbox before this returns,
  // and shown as pending; where this device cannot decide (nothing pulled yet, a pack missing, more
  // than kPendingDecidedMax pending) it is queued for the server to decide.
  Result<v1::Acted> Act(const v1::Draft& draft, BytesView entropy, int64_t now_ms);
  // Another pack out of one that is here; nothing is kept. kNotFound: the base is not here.
  Result<v1::DraftedPack> DraftPack(const v1::DraftPack& draft, int64_t now_ms);
  // Issues an invitation; its secret is in the answer and nowhere else.
  Result<v1::Invitation> Invite(const v1::MakeInvitation& make, BytesView entropy, int64_t now_ms);
  // WITHDRAW: kConflict once it was sent. SEEN: kConflict while it still waits.
  Status Edit(const v1::OutboxEdit& edit);

  // One round of the host's loop. Sets `changed` if views should be asked for again.
  Result<v1::SyncOrder> Sync(const v1::SyncStep& step, int64_t now_ms, bool* changed);

  // Any view, with `sync`. kNotFound: no such matter.
  Result<v1::View> View(const v1::ViewRequest& request);
  // The bytes if they are here; if not, they are asked for at the next sync.
  Result<v1::ContentBytes> Content(const v1::WantContent& want);

  // "Check everything", a few entries at a call (audit.h). Sets `changed` if it stands otherwise.
  Result<v1::AuditView> AuditEntries(const v1::AuditStep& step, int64_t now_ms, bool* changed);
  // Something for outside of the app, a piece at a call (saved_file.h).
  Result<v1::SavedFile> Save(const v1::SaveFile& wanted);

  // For tests: what this replica is made of.
  Parts& parts() { return *parts_; }

 private:
  Replica();
  Status OpenParts(const v1::OpenReplica& open, BytesView entropy, int64_t now_ms);
  Status KeepIdentity(const v1::OpenReplica& open, BytesView entropy);
  // Forgets failed reads of before and brings the overlay up to the time.
  Status Wake(int64_t now_ms);
  Bytes CurrentMember();

  std::unique_ptr<Parts> parts_;
  std::unique_ptr<Audit> audit_;
  std::unique_ptr<FileSaver> saver_;
  std::unique_ptr<SyncSession> session_;
  int64_t now_ms_ = 0;  // of the last call that gave a time
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_REPLICA_H_
