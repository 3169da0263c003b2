// Limits on what comes from outside, each with its reason. docs/formats names them too.

#ifndef YITING_SCHEMA_LIMITS_H_
#define YITING_SCHEMA_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace yiting::schema {

inline constexpr size_t kCommunityIdBytes = 32;
inline constexpr size_t kCommandIdBytes = 32;
inline constexpr size_t kDeviceKeyBytes = 32;
inline constexpr size_t kMemberIdBytes = 16;
inline constexpr size_t kMatterIdBytes = 16;   // the first bytes of its command's id
inline constexpr size_t kHouseholdIdBytes = 16;
inline constexpr size_t kRoomIdBytes = 16;
inline constexpr size_t kPlaceIdBytes = 16;
inline constexpr size_t kPersonBytes = 32;
inline constexpr size_t kPackHashBytes = 32;
inline constexpr size_t kCommitmentBytes = 32;

// A command carries structure only; the largest, a piece of a roster, holds about 100 members.
inline constexpr size_t kCommandBytesMax = 16 * 1024;
// So that a decision about the largest command still fits its entry.
inline constexpr size_t kDecisionBytesMax = 40 * 1024;
inline constexpr size_t kDecisionEventsMax = 256;
// Hundredths of a square metre: a square kilometre. A million of them still add up in 64 bits.
inline constexpr uint64_t kRoomAreaMax = 100'000'000;
// Street, community, grid, compound, building, stairwell and two to spare.
inline constexpr int64_t kPlaceDepthMax = 8;
// A ballot sheet that a person can still read, and 8 bytes for each in an entry.
inline constexpr size_t kPollOptionsMax = 50;
// Fen: ten thousand million yuan.
inline constexpr uint64_t kOptionCostMax = 1'000'000'000'000;
// Opinions, tasks and links of one matter: what one screen and one query can bear.
inline constexpr int64_t kOpinionsMax = 5'000;
inline constexpr size_t kTasksMax = 200;
inline constexpr size_t kLinksMax = 200;
inline constexpr size_t kVenueIdBytes = 16;
inline constexpr uint32_t kMinutesOfDay = 24 * 60;
// A booking is of one day.
inline constexpr int64_t kBookingMsMax = int64_t{kMinutesOfDay} * 60'000;
// How far ahead: a quarter of a year is what a calendar on the wall shows.
inline constexpr int64_t kBookingAheadMs = 92 * kBookingMsMax;
// What one member may have booked ahead: a hall for everybody is nobody's by habit.
inline constexpr int64_t kBookingsAheadMax = 10;
// Who waits to be admitted by one poster: a wall that somebody scans all night fills no ledger.
inline constexpr int64_t kApplicantsMax = 500;
// "12345-20240612-000017": what another platform numbers its items by.
inline constexpr size_t kSourceRefBytesMax = 64;
// Contents that one command erases by name: 200 commitments are 6.8 KiB of its 16, and twice that
// in its entry.
inline constexpr int kErasedAtOnceMax = 200;
// C2SP tlog-tiles writes an entry's length in 16 bits.
inline constexpr size_t kEntryBytesMax = 65'535;
// Two officers sign a paper ballot; an invitation needs device and link.
inline constexpr int kSignaturesMax = 4;
// Prose of one field, and a photo that the phone made smaller before.
inline constexpr size_t kTextBytesMax = 16 * 1024;
inline constexpr size_t kPhotoBytesMax = 512 * 1024;
// An id in a pack or a command: short enough to be a counter's name.
inline constexpr size_t kNameBytesMax = 64;
// One push: what a phone gathers in a day without a network.
inline constexpr int kPushCommandsMax = 100;
inline constexpr size_t kPushBytesMax = 8 * 1024 * 1024;
// Rule packs that come with it: each is loaded before the hall sees it, and a street changes one at
// a time.
inline constexpr int kPushPacksMax = 4;

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_LIMITS_H_
