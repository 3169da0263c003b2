// The keys of sealed polls as an entry has them, for whoever decides it again. What an entry should
// have and has not is given as a key that fits nothing, so that the entry does not come out the
// same: a sequencer can neither open an unsealed poll nor keep a secret to itself and be in order.
// Tested by tests/unit/verbs/sealed_audit_test.cc

#ifndef YITING_DECIDE_RECORDED_KEYS_H_
#define YITING_DECIDE_RECORDED_KEYS_H_

#include "decide/decide.h"
#include "schema/sealed_ballot.h"

namespace yiting::decide {

class RecordedKeys final : public PollKeys {
 public:
  // Of the entry that is decided next.
  void Follow(const v1::Entry& entry) {
    key_ = schema::KeyToCome();
    secret_.clear();
    fault_ = nullptr;
    for (const v1::Event& event : entry.events()) {
      if (event.has_poll_opened() && !event.poll_opened().key().empty()) {
        key_ = event.poll_opened().key();
      }
      if (event.has_poll_unsealed()) secret_ = event.poll_unsealed().secret();
    }
  }

  Bytes PublicFor(BytesView, int64_t) override {
    // A key for which nobody can close a box keeps everybody from voting.
    const bool usable = key_.size() == crypto::kBoxKeyBytes &&
                        crypto::SealBox(key_, Bytes(crypto::kBoxKeyBytes, '1'), "").has_value();
    if (!usable) fault_ = "it opens a sealed poll with a key that nobody can vote with";
    return key_;
  }
  Bytes SecretFor(BytesView, int64_t) override {
    if (secret_.size() == crypto::kBoxKeyBytes) return secret_;
    fault_ = "a sealed poll was to be counted and its secret was kept";
    return schema::KeyToCome();
  }

  // What the street did with its keys that no entry decided again can show: without the right
  // secret the rules fail for everybody, and the entries come out alike. Null: nothing.
  const char* fault() const { return fault_; }

 private:
  Bytes key_;
  Bytes secret_;
  const char* fault_ = nullptr;
};

// Of a phone that runs ahead of the server: polls open with keys that only the server will know.
class KeysToCome final : public PollKeys {
 public:
  Bytes PublicFor(BytesView, int64_t) override { return schema::KeyToCome(); }
  Bytes SecretFor(BytesView, int64_t) override { return {}; }
};

}  // namespace yiting::decide

#endif  // YITING_DECIDE_RECORDED_KEYS_H_
