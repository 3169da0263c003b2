// The hall's answers to readers: entries, the contents that this reader may see, and the proof that
// the newest tree grew out of the one that the reader had. docs/formats/connect.md.
//
// Reads state and store. The hall's thread only. Tested by tests/unit/server/reading_test.cc

#ifndef YITING_SERVER_HALL_READING_H_
#define YITING_SERVER_HALL_READING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "decide/decide.h"
#include "hall/intake.h"
#include "ledger/tiles.h"
#include "state/community.h"
#include "store/store.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// Entries in one answer: a phone applies them in one go, and the hall reads them in about 2 ms.
inline constexpr size_t kPullBytesMax = 1 << 20;
// Contents in one answer; the rest is asked for by name. Holds the texts of 1 MiB of entries.
inline constexpr size_t kPullContentsBytesMax = 4 << 20;

// Receipts in one answer: about 20 reads of the store each.
inline constexpr int kPullReceiptsMax = 64;

// Accesses in one answer.
inline constexpr uint32_t kAccessesMax = 200;

// What a reading needs of one community.
struct ReadingDesk {
  store::Store& store;
  state::Community& state;
  decide::PackSource& packs;
  const std::string& checkpoint;  // the newest, over all committed entries
};

// Contents that come along: texts of the entries in this answer, then those that the request names,
// as far as the reader may see them and they are here. Adds to `accesses` those that are not for
// everybody and not the reader's own; they must be noted before the answer is given.
Result<v1::PullResponse> AnswerPull(const ReadingDesk& desk, const PullJob& job, int64_t now_ms,
                                    std::vector<store::Access>& accesses);

// Who was handed contents of the reader's, newest first. kInvalid if the device is not the member's
// or was revoked. REQUIRES: the reader's proof holds.
Result<v1::ListAccessesResponse> AnswerAccesses(const ReadingDesk& desk,
                                                const v1::ListAccessesRequest& request);

// The bytes of a tile as the tree of all committed entries has it; kNotFound if it is not that
// wide.
Result<Bytes> EncodeTileOf(const ReadingDesk& desk, const ledger::Tile& tile);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_READING_H_
