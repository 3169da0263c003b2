// Copies of a street's data, and how they come back. Two kinds that are kept apart, because what
// was erased must stay erased:
//
//   backup, restore            the store: ledgers, packs, contents as sealed bytes, who was handed
//                              which. No keys: a content whose key was erased since is nothing.
//   keys backup, keys restore  the keys of contents, kept for kKeyBackupDays at most. After a
//                              restore, what the ledger says is erased is erased before anybody is
//                              served (hall/erasing.h).
//
// The private keys that sign (DATA/keys/*.key) are in neither: the street keeps those in a safe.
// Both copies can be made while a server runs (control.h). docs/formats/store.md, keys.md.
//
// Touches: the data folder, the files that it is given. Tested by tests/unit/server/backup_test.cc

#ifndef YITING_SERVER_OPS_BACKUP_H_
#define YITING_SERVER_OPS_BACKUP_H_

#include <cstdint>
#include <string>

#include "base/result.h"
#include "ops/erase.h"

namespace yiting::ops {

// A key that was erased lives on in older copies of the key store for so long, and no longer: what
// a street promises to whoever asks for erasure.
inline constexpr int64_t kKeyBackupDays = 30;

enum class Copied { kStore, kKeys };

// Writes a whole copy or none to `target`: a file that is not there, or a folder, in which it is
// named by the time. Keys only into a folder: copies of them older than kKeyBackupDays are erased
// there. Returns the file's path.
Result<std::string> BackUp(const std::string& data, Copied what, const std::string& target,
                           int64_t now_ms, const Progress& progress);

// Into a folder that has nothing but keys/ and heads/. Marks it with the file `restored`.
Status Restore(const std::string& file, const std::string& data, const Progress& progress);

// kConflict if there are keys of contents already; kInvalid for a copy older than kKeyBackupDays.
Status RestoreKeys(const std::string& file, const std::string& data, int64_t now_ms,
                   const Progress& progress);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_BACKUP_H_
