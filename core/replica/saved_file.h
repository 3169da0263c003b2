// What a person can carry out of the app: a receipt, an entry, a piece of evidence, the whole
// ledger (bridge.proto, SaveFile). Each is checked without us by `yiting ledger verify`, `yiting
// audit` or `yiting evidence`. docs/formats/proof.md, evidence.md, ledger-file.md.
//
// Reads the side store, a bounded piece at a call. Tested by tests/unit/replica/saved_file_test.cc

#ifndef YITING_REPLICA_SAVED_FILE_H_
#define YITING_REPLICA_SAVED_FILE_H_

#include <optional>
#include <set>
#include <string>

#include "ledger/ledger_file.h"
#include "replica/parts.h"
#include "yiting/v1/bridge.pb.h"

namespace yiting::replica {

// A piece of the ledger is closed once it is so large: a page writes it away meanwhile.
inline constexpr size_t kSavedPieceBytes = 512 * 1024;

class FileSaver {
 public:
  explicit FileSaver(Parts& parts) : parts_(parts) {}

  // Empty: it is not here (yet). kConflict: `from` is not what the last piece said; begin again.
  Result<v1::SavedFile> Save(const v1::SaveFile& wanted);

 private:
  // The ledger that is being given out, under the checkpoint that was the newest when it began.
  struct Ledger {
    ledger::LedgerWriter writer;
    std::string checkpoint;
    uint64_t size = 0;
    uint64_t next = 0;  // entry
    Bytes pack = {};    // the last one given
    Bytes content = {};
    uint64_t pieces = 0;
  };

  Bytes FindEvidence(uint64_t number);
  Result<v1::SavedFile> SaveLedger(BytesView from);
  Result<bool> AddToLedger(Ledger& saved);

  Parts& parts_;
  std::optional<Ledger> ledger_;
};

// The text of docs/formats/evidence.md.
// `keys`: those by which the notes in it may be signed.
std::string FormatEvidence(BytesView community, const std::set<Bytes>& keys,
                           const Evidence& evidence);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_SAVED_FILE_H_
