// From the bytes of a bundle to a LoadedPack: the bundle's form, the lint pass over every file, the
// run of pack.lua, the conversion, the calendar. Stops after the first of these steps that
// complains, and gives all complaints of that step. Behind pack.h; tested through pack_test.cc and
// check_test.cc

#ifndef YITING_RULEHOST_LOADER_H_
#define YITING_RULEHOST_LOADER_H_

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "rulehost/pack.h"
#include "rulehost/vm.h"

namespace yiting::rulehost {

inline constexpr int kFilesMax = 64;
inline constexpr size_t kBundleBytesMax = 512 * 1024;
inline constexpr size_t kPathMax = 48;

class PackLoader {
 public:
  explicit PackLoader(BytesView bytes) : bytes_(bytes) {}
  LoadResult Load();

 private:
  bool ReadBundle();
  bool CheckFiles();
  bool ReadCalendar();
  bool LintAndBootWords(Vm& vm);
  bool RunAndConvert(Vm& vm);
  void Note(const char* code);  // without words
  void Complain(std::string file, const char* code, std::string zh, std::string en);
  void ComplainOutcome(const Vm::Outcome& outcome);

  BytesView bytes_;
  std::shared_ptr<LoadedPack> pack_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace yiting::rulehost

#endif  // YITING_RULEHOST_LOADER_H_
