// What a log asks of a witness: the body of C2SP tlog-witness's add-checkpoint.
//
//   old SIZE             the size of the newest checkpoint that the witness cosigned
//   proof, a line a hash
//   <empty line>
//   the checkpoint
//
// Pure. Written down in docs/formats/witness.md. Tested by tests/unit/server/witness_test.cc

#ifndef YITING_SERVER_WITNESS_REQUEST_H_
#define YITING_SERVER_WITNESS_REQUEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/merkle.h"

namespace yiting::witness {

inline constexpr std::string_view kAddCheckpoint = "/add-checkpoint";
// The media type of a 409's body: a size and a newline.
inline constexpr std::string_view kSizeMedia = "text/x.tlog.size";

struct AddCheckpoint {
  uint64_t old_size = 0;
  std::vector<ledger::Hash> proof;
  std::string checkpoint;  // a note, whole

  friend bool operator==(const AddCheckpoint&, const AddCheckpoint&) = default;
};

std::string FormatRequest(const AddCheckpoint& request);
// kInvalid unless it has the form, with at most 63 hashes. Looks at no signature and no proof.
Result<AddCheckpoint> ParseRequest(std::string_view body);

}  // namespace yiting::witness

#endif  // YITING_SERVER_WITNESS_REQUEST_H_
