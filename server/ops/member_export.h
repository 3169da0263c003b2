// `member export`: all that this server holds about one person, as they may ask for it (Personal
// Information Protection Law, articles 45 and 50): who they are here, their devices, their contents
// opened, the entries that they made, and who was handed what of theirs. One JSON object;
// server/README.md, "What the server holds about somebody".
//
// Touches: the data folder (reading). Tested by tests/unit/server/accesses_test.cc

#ifndef YITING_SERVER_OPS_MEMBER_EXPORT_H_
#define YITING_SERVER_OPS_MEMBER_EXPORT_H_

#include <string>

#include "ops/erase.h"
#include "ops/house.h"

namespace yiting::ops {

// The file's text. kNotFound if the community has no such member.
Result<std::string> ExportMember(House& house, BytesView community, BytesView member,
                                 int64_t now_ms, const Progress& progress);

// Of all members, newest first, at most `limit`: one line each, time, commitment, owner, reader.
Result<std::string> ListAccesses(House& house, BytesView community, uint32_t limit);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_MEMBER_EXPORT_H_
