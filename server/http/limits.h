// What the server allows a stranger, each with its reason. docs/formats/connect.md names them too.

#ifndef YITING_SERVER_HTTP_LIMITS_H_
#define YITING_SERVER_HTTP_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "schema/limits.h"

namespace yiting::http {

// A page, its worker and a poke a phone; beyond it a second machine is due. Each costs about 20
// KiB.
inline constexpr int kConnectionsMax = 8192;
// Our pages send well under 1 KiB of headers; proxies add some.
inline constexpr uint32_t kHeaderBytesMax = 16 * 1024;
// A push in JSON carries its bytes as base64: four characters for three.
inline constexpr uint64_t kPushBodyBytesMax = schema::kPushBytesMax;
inline constexpr uint64_t kPushJsonBodyBytesMax = schema::kPushBytesMax / 3 * 4 + 64 * 1024;
// Everything else is small; a pull that wants 1,000 contents has 34 KiB, in JSON 48.
inline constexpr uint64_t kSmallBodyBytesMax = 256 * 1024;
// Bodies received and not yet answered, all connections together: memory that strangers can claim.
inline constexpr uint64_t kBodiesBytesMax = 256 * 1024 * 1024;
// After a refused body this much is still read and thrown away, so that the client, who is sending,
// sees the answer instead of a reset connection.
inline constexpr size_t kDrainBytesMax = 32 * 1024 * 1024;

// From the first byte to the whole header; a slow network needs seconds, a slow attacker minutes.
inline constexpr std::chrono::seconds kHeaderWait{15};
// A body of 8 MiB at 1 Mbit/s.
inline constexpr std::chrono::seconds kBodyWait{70};
inline constexpr std::chrono::seconds kWriteWait{70};
// Between two requests; longer than a phone's pause between push and pull.
inline constexpr std::chrono::seconds kIdleWait{60};
inline constexpr std::chrono::seconds kDrainWait{5};
// A poke's connection is pinged at half of it: mobile networks forget silent ones after a few
// minutes.
inline constexpr std::chrono::seconds kPokeIdle{120};
// A follow message names at most kFollowMax communities of 64 digits.
inline constexpr size_t kFollowBytesMax = 8 * 1024;
// After a signal to stop, running requests get this long.
inline constexpr std::chrono::seconds kStopWait{10};

// All files of the web together, kept in memory.
inline constexpr uint64_t kWebBytesMax = 256 * 1024 * 1024;

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_LIMITS_H_
