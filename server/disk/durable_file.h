// Small files that are there whole or not at all, and what it takes that they, and their names, are
// still there after a power cut. What is made here is its owner's alone.
//
// Touches: the disk. Not to be confused with the store, whose files are SQLite's.
// Tested by tests/unit/server/durable_file_test.cc

#ifndef YITING_SERVER_DISK_DURABLE_FILE_H_
#define YITING_SERVER_DISK_DURABLE_FILE_H_

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::disk {

// kIo: `what`, and what the system says to it (errno).
Failure FailErrno(const std::string& what);

// Under another name first, PATH.part, then in its place: a reader finds the old bytes or the new.
// The disk has them when this returns.
Status WriteDurably(const std::string& path, BytesView bytes);
// The same without waiting for the disk: a power cut may leave either, or a part.
Status Replace(const std::string& path, BytesView bytes);
// The file at `part`, which is whole, is safe on disk and has the name `path` when this returns.
Status Place(const std::string& part, const std::string& path);
// Empty if there is no such file.
Result<std::string> ReadIfThere(const std::string& path);

// Nothing to do if it is there.
Status MakeFolder(const std::string& path);
// The names that were made and removed in it are safe on disk.
Status SyncFolder(const std::string& folder);

}  // namespace yiting::disk

#endif  // YITING_SERVER_DISK_DURABLE_FILE_H_
