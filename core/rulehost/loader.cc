#include "rulehost/loader.h"

#include <algorithm>

#include "rulehost/boot.h"
#include "rulehost/convert.h"
#include "rulehost/lexer.h"
#include "rulehost/lint.h"
#include "schema/canonical.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool IsPath(std::string_view path) {
  if (path.empty() || path.size() > kPathMax) return false;
  if (path.front() == '/' || path.find("..") != std::string_view::npos) return false;
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           c == '/';
  });
}

#ifndef YITING_WITHOUT_WORDS
struct Phrase {
  const char* code;
  const char* zh;
  const char* en;
};
constexpr Phrase kPhrases[] = {
    {"SYNTAX", "这个文件不能编译", "this file does not compile"},
    {"RUNTIME", "运行到这里出错", "running fails here"},
    {"GAS", "运行太久，超过了计算量的上限", "running takes too long: the gas is spent"},
    {"MEMORY", "用的内存超过上限", "too much memory is used"},
    {"DEPTH", "函数调用太深", "calls are nested too deep"},
    {"MACHINE", "这台机器内存不足，不是规则的错",
     "this machine is out of memory; not the rules' fault"},
};
#endif

}  // namespace

LoadResult PackLoader::Load() {
  pack_ = std::shared_ptr<LoadedPack>(new LoadedPack());
  LoadResult result;
  bool good = ReadBundle() && CheckFiles() && ReadCalendar();
  if (good) {
    Vm vm(pack_->bundle_);
    good = LintAndBootWords(vm) && RunAndConvert(vm);
  }
  if (good) {
    pack_->BuildIndex();
    result.pack = std::move(pack_);
  }
  result.diagnostics = std::move(diagnostics_);
  return result;
}

bool PackLoader::ReadBundle() {
  const crypto::Hash hash = PackHash(bytes_);
  pack_->hash_ = Bytes(crypto::AsBytes(hash));
  if (bytes_.size() > kBundleBytesMax) {
    COMPLAIN("", "BUNDLE", "规则包超过 512 KiB", "the bundle is above 512 KiB");
    return false;
  }
  const Status status = schema::DecodeInto(bytes_, pack_->bundle_);
  if (!status) {
    COMPLAIN("", "BUNDLE", "规则包的字节损坏",
             "the bundle is malformed: " + status.error().message);
  } else if (pack_->bundle_.profile() != 1) {
    COMPLAIN("", "PROFILE", "不认识的规则版本", "the rule profile is not rules-v1");
  }
  return diagnostics_.empty();
}

bool PackLoader::CheckFiles() {
  const v1::PackBundle& bundle = pack_->bundle_;
  if (bundle.files().size() > kFilesMax) {
    COMPLAIN("", "BUNDLE", "规则包的文件超过 64 个", "the bundle has more than 64 files");
  }
  for (int i = 0; i < bundle.files().size(); ++i) {
    const std::string& path = bundle.files(i).path();
    if (!IsPath(path) || !(EndsWith(path, ".lua") || EndsWith(path, ".csv"))) {
      COMPLAIN(path, "PATH", "文件名只能用小写字母、数字、_、- 和 /，以 .lua 结尾，最多 48 个字",
               "a path has small letters, digits, _, - and /, ends in .lua, at most 48");
    }
    if (i > 0 && bundle.files(i - 1).path() >= path) {
      COMPLAIN(path, "BUNDLE", "文件没有按名字排好", "the files are not in order");
    }
  }
  for (int i = 1; i < bundle.choices().size(); ++i) {
    if (bundle.choices(i - 1).id() >= bundle.choices(i).id()) {
      COMPLAIN("", "BUNDLE", "参数的选择没有排好", "the choices are not in order");
    }
  }
  for (const char* needed : {kPackFile, kWordsFile, kCalendarFile}) {
    const auto& files = bundle.files();
    if (std::none_of(files.begin(), files.end(),
                     [&](const v1::PackBundle::File& file) { return file.path() == needed; })) {
      COMPLAIN(needed, "FILE", std::string("缺少文件 ") + needed,
               std::string("the file is missing: ") + needed);
    }
  }
  return diagnostics_.empty();
}

bool PackLoader::ReadCalendar() {
  for (const v1::PackBundle::File& file : pack_->bundle_.files()) {
    if (file.path() != kCalendarFile) continue;
    Result<Calendar> calendar = Calendar::Parse(file.content());
    if (calendar) {
      pack_->calendar_ = *std::move(calendar);
    } else {
      COMPLAIN(kCalendarFile, "CALENDAR", "节假日表有错：" + calendar.error().message,
               calendar.error().message);
    }
  }
  return diagnostics_.empty();
}

// The words come first: their names are what the other files may use.
bool PackLoader::LintAndBootWords(Vm& vm) {
  Vocabulary vocabulary = LibraryVocabulary();
  const v1::PackBundle::File* words = vm.FindFile(kWordsFile);
  diagnostics_ = Lint(words->path(), words->content(), vocabulary);
  if (!diagnostics_.empty()) return false;
  const Vm::Outcome outcome = BootWords(vm, &vocabulary);
  if (!outcome.ok()) {
    ComplainOutcome(outcome);
    return false;
  }
  for (const v1::PackBundle::File& file : pack_->bundle_.files()) {
    if (!EndsWith(file.path(), ".lua") || file.path() == kWordsFile) continue;
    for (Diagnostic& each : Lint(file.path(), file.content(), vocabulary)) {
      diagnostics_.push_back(std::move(each));
    }
  }
  return diagnostics_.empty();
}

bool PackLoader::RunAndConvert(Vm& vm) {
  const Vm::Outcome outcome = RunPack(vm);
  if (!outcome.ok()) {
    ComplainOutcome(outcome);
    return false;
  }
  bool too_large = false;
  const Value root = CopyValue(vm, too_large);
  if (too_large) {
    COMPLAIN(kPackFile, "SHAPE", "规则包的表太深、太大，或者列表中间有空位",
             "the pack's tables are too deep or too large, or a list has a hole");
    return false;
  }
  PackConverter converter(pack_->bundle_);
  converter.Convert(root);
  diagnostics_ = converter.diagnostics();
  if (!diagnostics_.empty()) return false;
  pack_->model_ = converter.model();
  pack_->hooks_ = converter.hooks();
  return true;
}

void PackLoader::Complain(std::string file, const char* code, std::string zh, std::string en) {
  Diagnostic d;
  d.file = std::move(file);
  d.code = code;
  d.text.set_zh(std::move(zh));
  d.text.set_en(std::move(en));
  diagnostics_.push_back(std::move(d));
}

void PackLoader::Note(const char* code) { diagnostics_.emplace_back().code = code; }

#ifdef YITING_WITHOUT_WORDS
void PackLoader::ComplainOutcome(const Vm::Outcome& outcome) {
  diagnostics_.emplace_back().code = outcome.code;
}
#else
void PackLoader::ComplainOutcome(const Vm::Outcome& outcome) {
  for (const Phrase& phrase : kPhrases) {
    if (outcome.code != phrase.code) continue;
    const std::string detail = outcome.message.empty() ? "" : ": " + outcome.message;
    Complain(outcome.file, phrase.code, phrase.zh, phrase.en + detail);
    diagnostics_.back().line = outcome.line;
    for (const v1::PackBundle::File& file : pack_->bundle_.files()) {
      if (file.path() == outcome.file) PointAtLine(file.content(), diagnostics_.back());
    }
  }
}
#endif

}  // namespace yiting::rulehost
