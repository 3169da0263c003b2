// The files of a pack of this repository, and packs made of a few lines, as the loader takes them.
#ifndef YITING_TESTS_UNIT_RULEHOST_PACK_FILES_H_
#define YITING_TESTS_UNIT_RULEHOST_PACK_FILES_H_

#include <string>

#include "rulehost/pack.h"
#include "tests/support/files.h"

namespace yiting::rulehost {

inline void AddLibrary(PackFiles& files) {
  for (const char* name : {"civil_code.lua", "dsl.lua", "holidays-cn.csv"}) {
    files[std::string("lib/") + name] =
        testing::ReadRepositoryFile(std::string("rules/lib/") + name);
  }
}

inline PackFiles FilesOf(const std::string& pack) {
  PackFiles files;
  const std::string folder = "rules/packs/" + pack;
  for (const std::string& name : testing::ListRepositoryFolder(folder)) {
    if (name.size() > 4 && name.substr(name.size() - 4) == ".lua") {
      files[name] = testing::ReadRepositoryFile(folder + "/" + name);
    }
  }
  AddLibrary(files);
  return files;
}

inline PackFiles FilesWith(const std::string& pack_lua) {
  PackFiles files;
  files["pack.lua"] = pack_lua;
  AddLibrary(files);
  return files;
}

}  // namespace yiting::rulehost

#endif  // YITING_TESTS_UNIT_RULEHOST_PACK_FILES_H_
