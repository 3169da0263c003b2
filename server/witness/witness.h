// A witness: remembers, of each log that it knows, the newest checkpoint that it has seen, cosigns
// one that grew out of it, and nothing else ever. So whoever wants two witnesses' lines under a
// checkpoint need not fear that the log shows others another tree. C2SP tlog-witness, and
// tlog-cosignature v1; any log that speaks them can use it.
//
//   FOLDER/<SHA-256 of the origin>            the newest checkpoint that was cosigned, cosigned
//   FOLDER/<SHA-256 of the origin>.fork       the first other tree of a size that was cosigned, if
//                                             the log ever signed one: evidence
//
// Touches: its folder; what it answers is on disk before it is answered. Thread-safe.
// Written down in docs/formats/witness.md. Tested by tests/unit/server/witness_test.cc

#ifndef YITING_SERVER_WITNESS_WITNESS_H_
#define YITING_SERVER_WITNESS_WITNESS_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/clock.h"
#include "crypto/ed25519.h"
#include "http/message.h"
#include "ledger/checkpoint.h"
#include "witness/request.h"

namespace yiting::witness {

class Witness {
 public:
  struct Settings {
    std::string folder;  // exists
    std::string name;    // of the key
    crypto::SigningKey key;
    // The logs that it knows: the name of each key is the log's origin. A log that changed its key
    // has more than one.
    std::vector<ledger::VerifierKey> logs;
  };
  // `clock` must outlive it. kCorrupt if what it remembers is not what it has cosigned: then it
  // must not go on, for it could cosign a fork.
  static Result<std::unique_ptr<Witness>> Open(Settings settings, const clock::Clock& clock);

  // 200 with the cosignature's line; else why not, as C2SP numbers it.
  http::Response Add(std::string_view body);

  ledger::VerifierKey key() const {
    return {settings_.name, ledger::SignatureType::kCosignature,
            crypto::PublicKey(settings_.key)};
  }

 private:
  struct Log {
    std::vector<ledger::VerifierKey> keys;
    ledger::TreeHead newest;  // that was cosigned; size 0 and no note: none yet
    std::string note;
  };

  Witness(Settings settings, const clock::Clock& clock)
      : settings_(std::move(settings)), clock_(clock) {}
  Status Remember(const std::string& origin, Log& log);
  std::string PathOf(const std::string& origin) const;
  // The checkpoint, if one of the log's keys has signed it; and the note with that line alone.
  static Result<std::string> SignedByLog(const ledger::Note& note, const Log& log);
  http::Response Conflict(const Log& log) const;
  void KeepFork(const std::string& origin, const Log& log, const std::string& note) const;

  const Settings settings_;
  const clock::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Log, std::less<>> logs_;  // by origin
};

}  // namespace yiting::witness

#endif  // YITING_SERVER_WITNESS_WITNESS_H_
