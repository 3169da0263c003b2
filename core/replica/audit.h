// "Check everything" on this device: every entry of the copy decided again (audit/auditor.h), a few
// at a call, on a state file of its own, audit.db, that keeps its place between visits. It moves
// nothing of the replica and takes its packs from the same shelf.
//
// Entries that the copy lacks because it began with a snapshot are pulled a page at a time, are
// looked at here and kept nowhere. A page is believed when the receipt of its last entry shows that
// it and everything before is in the signed tree; so a fault found in it is the sequencer's.
//
//   RUNNING   to be gone on with
//   WAITING   for a page, a pack, or entries that are being applied
//   SOUND     up to `done`: decided again, root and state compared
//   FAULT     stands until it is begun anew
//
// Touches: audit.db, and the side store's note of how it stands. docs/formats/outbox.md, sync.md.
// Tested by tests/unit/replica/audit_test.cc

#ifndef YITING_REPLICA_AUDIT_H_
#define YITING_REPLICA_AUDIT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "audit/auditor.h"
#include "replica/parts.h"
#include "yiting/v1/bridge.pb.h"
#include "yiting/v1/view.pb.h"

namespace yiting::replica {

class Audit {
 public:
  // Entries decided again in one call, and pulled in one page.
  static constexpr uint32_t kStepMax = 1024;
  static constexpr uint64_t kPageMax = 256;

  explicit Audit(Parts& parts);

  // Sets `changed` if it stands otherwise now, or waits for something new.
  Status Step(const v1::AuditStep& step, int64_t now_ms, bool* changed);
  void Show(v1::AuditView& view);

  // A page that it waits for: entries [from, last], with the receipt of `last`.
  struct Page {
    uint64_t from = 0;
    uint64_t last = 0;
  };
  std::optional<Page> WantedPage();
  // False: it is of no use, and is to be asked for again later.
  Result<bool> TakePage(const Page& page, const v1::PullResponse& response);

 private:
  Status Begin(bool anew);
  Status GoOn(uint32_t entries, int64_t now_ms);
  Status Conclude(int64_t now_ms);
  Status Stand(v1::AuditView::State state, int64_t now_ms, std::string fault);
  std::optional<Bytes> EntryAt(uint64_t seq);

  Parts& parts_;
  std::unique_ptr<state::Community> state_;  // opened when it is first needed
  v1::AuditView view_;
  std::string waits_for_;
  std::vector<Bytes> page_;
  uint64_t page_from_ = 0;
  uint64_t page_size_ = kPageMax;  // what the server gave, if it gave less
};

}  // namespace yiting::replica

#endif  // YITING_REPLICA_AUDIT_H_
