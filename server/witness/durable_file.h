// A small file that is there whole or not at all, and still there after a power cut.
//
// Touches: the disk. Tested by tests/unit/server/witness_test.cc

#ifndef YITING_SERVER_WITNESS_DURABLE_FILE_H_
#define YITING_SERVER_WITNESS_DURABLE_FILE_H_

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::witness {

// Under another name first, then in its place; the disk has it when this returns.
Status WriteDurably(const std::string& path, BytesView bytes);
// Empty if there is no such file.
Result<std::string> ReadIfThere(const std::string& path);

}  // namespace yiting::witness

#endif  // YITING_SERVER_WITNESS_DURABLE_FILE_H_
