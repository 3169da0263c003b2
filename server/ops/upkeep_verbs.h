// The verbs by which a street's data is looked after, as the command line has them: `backup`,
// `restore`, `keys backup|restore`, `content erase|accesses`, `member export`. What they do is in
// backup.h, erase.h and member_export.h; here their arguments are read and their answers printed.

#ifndef YITING_SERVER_OPS_UPKEEP_VERBS_H_
#define YITING_SERVER_OPS_UPKEEP_VERBS_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace yiting::ops {

class UpkeepVerbs {
 public:
  // `member`: the verb that has `member invite`.
  UpkeepVerbs(CLI::App& app, CLI::App& member);
  // After parsing: nullopt if none of these was called.
  std::optional<Status> Run();

 private:
  void AddBackup(CLI::App& app);
  void AddContent(CLI::App& app);
  void AddData(CLI::App* verb);
  Status RunErase();
  Status RunAccesses();
  Status RunMemberExport();

  std::string data_;
  std::string store_ = "sqlite";
  std::string community_;
  std::string member_;
  std::string reason_ = "asked_for";
  std::string file_;
  std::vector<std::string> commitments_;
  int limit_ = 200;

  CLI::App* backup_ = nullptr;
  CLI::App* restore_ = nullptr;
  CLI::App* keys_backup_ = nullptr;
  CLI::App* keys_restore_ = nullptr;
  CLI::App* erase_ = nullptr;
  CLI::App* accesses_ = nullptr;
  CLI::App* member_export_ = nullptr;
};

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_UPKEEP_VERBS_H_
