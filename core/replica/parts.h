// What a replica is made of, and the one thing that all of it takes part in: the rebase. The files
// of replica share this among themselves; nobody else includes it.

#ifndef YITING_REPLICA_PARTS_H_
#define YITING_REPLICA_PARTS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "replica/ledger_copy.h"
#include "replica/overlay.h"
#include "replica/pack_shelf.h"
#include "replica/side_store.h"
#include "state/community.h"

namespace yiting::replica {

struct Parts {
  std::string folder;
  Bytes community;  // 32
  crypto::SigningKey device_key;
  Bytes device;     // its public key, 32

  std::unique_ptr<SideStore> store;
  std::unique_ptr<state::Community> state;
  std::unique_ptr<PackShelf> packs;
  std::unique_ptr<Overlay> overlay;
  std::unique_ptr<LedgerCopy> copy;

  std::string broken;          // why nothing more is taken from the server; empty = it fits
  bool update_needed = false;  // the ledger is at a higher engine level
  // Of the confirmed state: whose device this is (empty: nobody's, or revoked).
  Bytes confirmed_member;
  int64_t clock_skew_ms = 0;   // server's clock minus this device's

  // The instant by the server's clock, as far as this device knows it. A phone whose clock is wrong
  // must not let every deadline fall on its own screen.
  int64_t ServerTime(int64_t now_ms) const { return now_ms + clock_skew_ms; }
};

// Takes the overlay off, replays what is checked (a part of it, if it is much), tells the outbox
// which of its commands have their entries now, and lays the rest again. Sets `changed` if what
// screens show may be another.
Status Rebase(Parts& parts, int64_t now_ms, bool* changed);

// Lays the overlay again over the same confirmed state, after the outbox has changed.
Status LayPending(Parts& parts, int64_t now_ms);

// Seals what does not fit, and stops.
Status Break(Parts& parts, const Misfit& misfit, BytesView checkpoint_came, int64_t now_ms);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_PARTS_H_
