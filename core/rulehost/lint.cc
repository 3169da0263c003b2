#include "rulehost/lint.h"

#include "base/utf8.h"
#include "rulehost/lint_parser.h"

namespace yiting::rulehost {
namespace {

Diagnostic WholeFile(const std::string& file, const char* code, std::string zh, std::string en) {
  Diagnostic d;
  d.file = file;
  d.code = code;
  d.text.set_zh(std::move(zh));
  d.text.set_en(std::move(en));
  return d;
}

}  // namespace

std::vector<Diagnostic> Lint(const std::string& file, std::string_view source,
                             const Vocabulary& vocabulary) {
  if (source.size() > kSourceBytesMax) {
    return {WholeFile(file, "FILE_SIZE", "文件超过 64 KiB，请分成几个文件",
                      "the file is above 64 KiB: split it")};
  }
  if (source.find('\0') != std::string_view::npos || !IsValidUtf8(source)) {
    return {WholeFile(file, "ENCODING", "文件不是 UTF-8 文本", "the file is not UTF-8 text")};
  }
  return LintParser(file, source, vocabulary).Run();
}

}  // namespace yiting::rulehost
