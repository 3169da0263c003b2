// The only place of private keys and of chance on a server. A key is a file of 64 hexadecimal
// digits (an Ed25519 seed) in one folder, made once, readable by its owner alone; it never appears
// in a log, an answer or the store.
//
// Touches: the folder, the system's random source. Not thread-safe.
// Tested by tests/unit/server/signer_test.cc

#ifndef YITING_SERVER_SIGNER_SIGNER_H_
#define YITING_SERVER_SIGNER_SIGNER_H_

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"

namespace yiting::signer {

// Fresh random bytes of the operating system. Waits, early after boot, until it has any.
Bytes Random(size_t count);

class KeyFolder {
 public:
  // Makes the folder (0700) when it is not there. kInvalid if others may read it.
  static Result<KeyFolder> Open(std::string folder);

  // The key in FOLDER/NAME.key; made, and safe on disk, when there is none. kInvalid if the file
  // has another form or others may read it.
  Result<crypto::SigningKey> FindOrMake(const std::string& name) const;
  bool Has(const std::string& name) const;

 private:
  explicit KeyFolder(std::string folder) : folder_(std::move(folder)) {}
  std::string PathOf(const std::string& name) const { return folder_ + "/" + name + ".key"; }

  std::string folder_;
};

}  // namespace yiting::signer

#endif  // YITING_SERVER_SIGNER_SIGNER_H_
