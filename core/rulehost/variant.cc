#include "rulehost/variant.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/sort.h"
#include "rulehost/loader.h"

namespace yiting::rulehost {

namespace {

constexpr std::string_view kLibPrefix = "lib/";

bool IsOfLibrary(std::string_view path) { return path.substr(0, kLibPrefix.size()) == kLibPrefix; }

Diagnostic Fault(std::string file, const char* code, std::string zh, std::string en) {
  Diagnostic fault;
  fault.file = std::move(file);
  fault.code = code;
  fault.text.set_zh(std::move(zh));
  fault.text.set_en(std::move(en));
  return fault;
}

void Mend(Diagnostic& fault, const char* zh, const char* en) {
  fault.mend.set_zh(zh);
  fault.mend.set_en(en);
}

class VariantMaker {
 public:
  VariantMaker(const LoadedPack& base, const Changes& changes) : base_(base), changes_(changes) {
    for (const v1::PackBundle::File& file : base.bundle().files()) {
      if (!changes.files || IsOfLibrary(file.path())) files_[file.path()] = file.content();
    }
  }

  LoadResult Make() {
    LoadResult result;
    if (changes_.files) TakeFiles(*changes_.files);
    const auto& own = base_.bundle().choices();
    std::vector<Choice> choices(own.begin(), own.end());
    if (changes_.choices) choices = *changes_.choices;
    CheckChoices(choices);
    if (!faults_.empty()) {
      result.diagnostics = std::move(faults_);
      return result;
    }
    result = Load(choices);
    if (result.pack == nullptr || !DropDefaults(result.pack->model(), choices)) return result;
    return Load(choices);
  }

 private:
  // Sizes first: nothing is copied that no pack could hold.
  void TakeFiles(const std::vector<v1::PackBundle::File>& files) {
    size_t bytes = 0;
    for (const v1::PackBundle::File& file : files) bytes += file.content().size();
    if (files.size() > size_t{kFilesMax}) {
      faults_.push_back(Fault("", "BUNDLE", "规则包的文件超过 64 个",
                              "the pack has more than 64 files"));
      Mend(faults_.back(), "把几个小文件合并成一个", "join small files into one");
    } else if (bytes > kBundleBytesMax) {
      faults_.push_back(Fault("", "BUNDLE", "规则包超过 512 KiB", "the pack is above 512 KiB"));
      Mend(faults_.back(), "删去用不着的文件或文字", "remove files or text that nothing needs");
    } else {
      for (const v1::PackBundle::File& file : files) TakeFile(file);
    }
  }

  void TakeFile(const v1::PackBundle::File& file) {
    const auto found = files_.find(file.path());
    if (found == files_.end() && !IsOfLibrary(file.path())) {
      files_[file.path()] = file.content();
      return;
    }
    const bool same = found != files_.end() && found->second == file.content();
    if (same && IsOfLibrary(file.path())) return;
    if (IsOfLibrary(file.path())) {
      faults_.push_back(Fault(file.path(), "LIBRARY", "lib/ 下的文件随程序一起来，不能在这里改",
                              "files below lib/ come with the program and cannot change here"));
      Mend(faults_.back(), "把改动写进自己的文件，例如 pack.lua",
           "write it into a file of your own, such as pack.lua");
      return;
    }
    faults_.push_back(Fault(file.path(), "BUNDLE", "同一个文件名出现了两次",
                            "the same file name stands there twice"));
    Mend(faults_.back(), "删去或改名其中一个", "remove or rename one of them");
  }

  // A choice that is there twice says two things; of what else may be wrong, loading tells.
  void CheckChoices(std::vector<Choice>& choices) {
    const auto by_id = [](const Choice& a, const Choice& b) { return a.id() < b.id(); };
    Sort(choices, by_id);
    const auto twice = std::adjacent_find(
        choices.begin(), choices.end(),
        [](const Choice& a, const Choice& b) { return a.id() == b.id(); });
    if (twice == choices.end()) return;
    faults_.push_back(Fault("", "CHOICE", "参数 " + twice->id() + " 定了两次",
                            "parameter " + twice->id() + " is set twice"));
    Mend(faults_.back(), "只留一个值", "keep one value only");
  }

  LoadResult Load(const std::vector<Choice>& choices) const {
    return LoadPack(EncodeBundle(BuildBundle(files_, choices)));
  }

  // True if some went.
  static bool DropDefaults(const v1::Pack& model, std::vector<Choice>& choices) {
    const auto is_default = [&model](const Choice& choice) {
      return std::any_of(model.params().begin(), model.params().end(), [&](const auto& param) {
        return param.id() == choice.id() && param.default_value() == choice.value() &&
               param.default_denominator() == choice.denominator();
      });
    };
    const auto end = std::remove_if(choices.begin(), choices.end(), is_default);
    if (end == choices.end()) return false;
    choices.erase(end, choices.end());
    return true;
  }

  const LoadedPack& base_;
  const Changes& changes_;
  PackFiles files_;
  std::vector<Diagnostic> faults_;
};

}  // namespace

LoadResult MakeVariant(const LoadedPack& base, const Changes& changes) {
  return VariantMaker(base, changes).Make();
}

}  // namespace yiting::rulehost
