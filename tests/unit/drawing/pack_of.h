// Packs of this repository, loaded, for drawing.
#ifndef YITING_TESTS_UNIT_DRAWING_PACK_OF_H_
#define YITING_TESTS_UNIT_DRAWING_PACK_OF_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rulehost/pack.h"
#include "tests/support/files.h"

namespace yiting::drawing {

inline constexpr char kComplicated[] = "tests/vectors/drawing/complicated";
inline constexpr char kMishixiang[] = "rules/packs/mishixiang";

inline rulehost::PackPtr LoadFiles(rulehost::PackFiles files) {
  for (const std::string& name : testing::ListRepositoryFolder("rules/lib")) {
    if (!name.ends_with(".lua") && !name.ends_with(".csv")) continue;
    files["lib/" + name] = testing::ReadRepositoryFile("rules/lib/" + name);
  }
  const rulehost::LoadResult loaded =
      rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files)));
  for (const rulehost::Diagnostic& diagnostic : loaded.diagnostics) {
    ADD_FAILURE() << rulehost::FormatDiagnostic(diagnostic);
  }
  return loaded.pack;
}

inline rulehost::PackPtr PackOf(const std::string& folder) {
  rulehost::PackFiles files;
  for (const std::string& name : testing::ListRepositoryFolder(folder)) {
    if (name.ends_with(".lua")) files[name] = testing::ReadRepositoryFile(folder + "/" + name);
  }
  return LoadFiles(std::move(files));
}

// The folders of all packs: the streets', and the complicated one.
inline std::vector<std::string> AllPacks() {
  std::vector<std::string> folders = {kComplicated};
  for (const std::string& name : testing::ListRepositoryFolder("rules/packs")) {
    if (name.ends_with('/')) folders.push_back("rules/packs/" + name.substr(0, name.size() - 1));
  }
  return folders;
}

}  // namespace yiting::drawing

#endif  // YITING_TESTS_UNIT_DRAWING_PACK_OF_H_
