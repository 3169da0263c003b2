// Rule packs as folders: a pack's own files and those of rules/lib become one bundle
// (rulehost/pack.h), the form in which a pack is hashed, loaded and kept in a ledger file.
//
// Touches: reads through Io. Tested by tests/unit/verbs/verbs_test.cc

#ifndef YITING_VERBS_PACK_FILES_H_
#define YITING_VERBS_PACK_FILES_H_

#include <map>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

// The .lua and .csv files below `pack_folder`, and those of `lib_folder` under "lib/". kNotFound if
// the pack has no pack.lua.
Result<rulehost::PackFiles> ReadPackFiles(Io& io, const std::string& pack_folder,
                                          const std::string& lib_folder);

// What a street sets away from its default, as the command line has it: "accept_days=1", or
// "quorum=2/3" for a ratio. kInvalid says what to write.
Result<v1::PackBundle::Choice> ParseChoice(const std::string& text);

// The pack of a folder with these choices, loaded; its bundle is pack->bundle(). An Error is a
// folder or a file that cannot be read, or a choice that is none.
Result<rulehost::LoadResult> LoadFolder(Io& io, const std::string& pack_folder,
                                        const std::string& rules_root,
                                        const std::vector<std::string>& choices);

// Packs by hash, held in memory.
class PackShelf : public decide::PackSource {
 public:
  void Add(rulehost::PackPtr pack);
  // Loads the bundle; kInvalid with the first diagnostic if it is no good pack.
  Status AddBundle(BytesView bundle);
  rulehost::PackPtr Find(BytesView pack_hash) override;

 private:
  std::map<Bytes, rulehost::PackPtr, std::less<>> packs_;  // looked up only
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_PACK_FILES_H_
