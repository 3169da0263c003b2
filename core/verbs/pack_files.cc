#include "verbs/pack_files.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ledger/decimal.h"

namespace yiting::verbs {

namespace {

// A pack has a handful; this only keeps a wrong path (a home folder, say) from being read through.
constexpr size_t kFilesMax = 256;
constexpr int kDepthMax = 4;

bool IsPackFile(std::string_view name) { return name.ends_with(".lua") || name.ends_with(".csv"); }

Status Gather(Io& io, const std::string& folder, const std::string& prefix, int depth,
              rulehost::PackFiles& files) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, io.ListFolder(folder));
  for (const std::string& name : names) {
    if (name.ends_with('/')) {
      if (depth == kDepthMax) return Fail(ErrorCode::kTooLarge, folder + ": folders too deep");
      const std::string inner = folder + "/" + name.substr(0, name.size() - 1);
      RETURN_IF_ERROR(Gather(io, inner, prefix + name, depth + 1, files));
    } else if (IsPackFile(name)) {
      ASSIGN_OR_RETURN(files[prefix + name], io.ReadFile(folder + "/" + name));
      if (files.size() > kFilesMax) {
        return Fail(ErrorCode::kTooLarge, folder + ": more than 256 files; is this a rule pack?");
      }
    }
  }
  return {};
}

}  // namespace

Result<rulehost::PackFiles> ReadPackFiles(Io& io, const std::string& pack_folder,
                                          const std::string& lib_folder) {
  rulehost::PackFiles files;
  RETURN_IF_ERROR(Gather(io, pack_folder, "", 0, files));
  if (files.count("pack.lua") == 0) {
    return Fail(ErrorCode::kNotFound, pack_folder + ": there is no pack.lua in this folder");
  }
  RETURN_IF_ERROR(Gather(io, lib_folder, "lib/", 0, files));
  return files;
}

Result<v1::PackBundle::Choice> ParseChoice(const std::string& text) {
  const size_t equals = text.find('=');
  const size_t slash = text.find('/', equals == std::string::npos ? 0 : equals);
  const bool ratio = slash != std::string::npos;
  const Failure wrong = Fail(
      ErrorCode::kInvalid, "\"" + text + "\" sets nothing; write accept_days=1, or quorum=2/3");
  if (equals == std::string::npos || equals == 0) return wrong;
  const size_t end = ratio ? slash : text.size();
  const Result<uint64_t> value = ledger::ParseDecimal(text.substr(equals + 1, end - equals - 1));
  const Result<uint64_t> whole = ledger::ParseDecimal(ratio ? text.substr(slash + 1) : "0");
  if (!value || !whole || *value > INT64_MAX || *whole > INT64_MAX) return wrong;
  v1::PackBundle::Choice choice;
  choice.set_id(text.substr(0, equals));
  choice.set_value(static_cast<int64_t>(*value));
  choice.set_denominator(static_cast<int64_t>(*whole));
  return choice;
}

Result<rulehost::LoadResult> LoadFolder(Io& io, const std::string& pack_folder,
                                        const std::string& rules_root,
                                        const std::vector<std::string>& choices) {
  std::vector<v1::PackBundle::Choice> chosen;
  for (const std::string& text : choices) {
    ASSIGN_OR_RETURN(const v1::PackBundle::Choice choice, ParseChoice(text));
    const bool twice = std::any_of(chosen.begin(), chosen.end(), [&choice](const auto& before) {
      return before.id() == choice.id();
    });
    if (twice) {
      return Fail(ErrorCode::kInvalid, "\"" + choice.id() + "\" is set twice; say it once");
    }
    chosen.push_back(choice);
  }
  ASSIGN_OR_RETURN(const rulehost::PackFiles files,
                   ReadPackFiles(io, pack_folder, rules_root + "/lib"));
  return rulehost::LoadPack(
      rulehost::EncodeBundle(rulehost::BuildBundle(files, std::move(chosen))));
}

void PackShelf::Add(rulehost::PackPtr pack) {
  Bytes hash = pack->hash();
  packs_[std::move(hash)] = std::move(pack);
}

Status PackShelf::AddBundle(BytesView bundle) {
  rulehost::LoadResult loaded = rulehost::LoadPack(bundle);
  if (!loaded.pack) {
    return Fail(ErrorCode::kInvalid, loaded.diagnostics.empty()
                                         ? "this is no rule pack"
                                         : FormatDiagnostic(loaded.diagnostics.front()));
  }
  Add(std::move(loaded.pack));
  return {};
}

rulehost::PackPtr PackShelf::Find(BytesView pack_hash) {
  auto found = packs_.find(pack_hash);
  return found == packs_.end() ? nullptr : found->second;
}

}  // namespace yiting::verbs
