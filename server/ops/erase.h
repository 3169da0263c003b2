// `content erase`: contents are erased by a command of this machine's operator, as a registrar, so
// that the ledger says who erased what and why, and every phone does the same. While no server runs
// on the data; where one runs, a registrar does it in the app.
//
// Touches: the data folder. Tested by tests/unit/server/erasure_test.cc

#ifndef YITING_SERVER_OPS_ERASE_H_
#define YITING_SERVER_OPS_ERASE_H_

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ops/house.h"
#include "yiting/v1/command.pb.h"

namespace yiting::ops {

// How far a long verb is.
using Progress = std::function<void(const std::string& what, uint64_t done, uint64_t total)>;

struct Erasure {
  std::vector<Bytes> contents;  // by commitment; or
  Bytes member;                 // all that this member owns so far
  v1::ErasureReason reason = v1::ASKED_FOR;
};

// "asked_for", "unlawful" or "not_needed".
Result<v1::ErasureReason> ParseErasureReason(const std::string& name);

// All bytes are gone when it returns. kInvalid with the reason's name if the rules refuse; of
// contents by name some commands may have been taken before that.
Status EraseContents(House& house, BytesView community, Erasure erasure, int64_t now_ms,
                     const Progress& progress);

// This machine's operator, as a registrar of that community. kInvalid if they are no member of it.
Result<crypto::SigningKey> OperatorOf(House& house, state::Community& state);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_ERASE_H_
