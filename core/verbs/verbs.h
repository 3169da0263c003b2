// The command-line verbs that need no server: they play scenarios, check rule packs and check
// ledger files. The same code runs natively and as WebAssembly and prints the same bytes; all
// contact with the machine is behind Io. `yiting` without a verb of ours is the server's business.
//
// Touches: only what Io does. Exit codes: 0 fine, 1 what was checked is wrong, 2 the call or a file
// cannot be understood (one clear line says why).
// Tested by tests/unit/verbs and tests/scenarios.

#ifndef YITING_VERBS_VERBS_H_
#define YITING_VERBS_VERBS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::verbs {

// The host: files and the two streams. Paths are as the user wrote them, with '/'.
class Io {
 public:
  virtual ~Io() = default;

  virtual Result<Bytes> ReadFile(const std::string& path) = 0;
  // Names in the folder, in any order; a subfolder's name ends in '/'. kNotFound if there is none.
  virtual Result<std::vector<std::string>> ListFolder(const std::string& path) = 0;
  virtual Status WriteFile(const std::string& path, BytesView bytes) = 0;
  // What is at the address, "http://…". A host without a network refuses, as this does.
  // Here, so that the server, which knows its types at run time, can derive from this class.
  virtual Result<Bytes> Fetch(const std::string& url) {
    return Fail(ErrorCode::kUnsupported,
                url + ": this build reads files only; use the native yiting, or a ledger file");
  }
  virtual void Out(BytesView bytes) = 0;
  virtual void Err(BytesView bytes) = 0;
  // How far a long verb is, told often: `done` of `total`. The host has a clock and says whether,
  // when and where anybody sees it; never on the stream of Out.
  virtual void Progress(const std::string& /*what*/, uint64_t /*done*/, uint64_t /*total*/) {}

  // The folder of lib/ and packs/ where no --rules is given; the host finds it.
  std::string rules_root = "rules";
};

// True for "run", "rules", "ledger" and "audit".
bool HasVerb(std::string_view verb);

// args[0] is the verb. Returns the exit code.
int RunVerb(const std::vector<std::string>& args, Io& io);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_VERBS_H_
