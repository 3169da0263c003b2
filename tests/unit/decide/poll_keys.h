// Test support: one key for every sealed poll.

#ifndef YITING_TESTS_UNIT_DECIDE_POLL_KEYS_H_
#define YITING_TESTS_UNIT_DECIDE_POLL_KEYS_H_

#include "crypto/sealed_box.h"
#include "decide/decide.h"

namespace yiting::decide {

class FixedKeys final : public PollKeys {
 public:
  Bytes PublicFor(BytesView matter, int64_t opened_ms) override {
    return crypto::BoxPublicKey(SecretFor(matter, opened_ms));
  }
  Bytes SecretFor(BytesView, int64_t) override { return secret; }

  Bytes secret = Bytes(crypto::kBoxKeyBytes, 's');
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_POLL_KEYS_H_
