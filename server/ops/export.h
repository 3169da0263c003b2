// A community's ledger as one file that anybody can carry away and check (ledger/ledger_file.h):
// its packs, entries and newest checkpoint, and the contents that the caller may hand out.
//
// Touches: the store (reading). Tested by tests/unit/server/export_test.cc

#ifndef YITING_SERVER_OPS_EXPORT_H_
#define YITING_SERVER_OPS_EXPORT_H_

#include <set>

#include "base/bytes.h"
#include "base/result.h"
#include "ops/house.h"

namespace yiting::ops {

enum class ExportedContents {
  kPublic,  // what everybody may read: a file for anybody
  // Everything that is here: a file for the street's own safe. Noted as handed to the operator.
  kAll,
};

// The file's bytes. kNotFound if the store has no such community.
Result<Bytes> ExportLedger(House& house, BytesView community, ExportedContents contents);

// Notes what the operator takes along of others' that is not for everybody, as if they had pulled
// it (store/store.h, Access). By commitment.
Status NoteTaken(House& house, state::Community& state, const std::set<Bytes>& contents);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_EXPORT_H_
