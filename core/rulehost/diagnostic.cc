#include "rulehost/diagnostic.h"

namespace yiting::rulehost {
namespace {

std::string Join(const v1::Text& text) {
  return text.en().empty() ? text.zh() : text.zh() + " / " + text.en();
}

}  // namespace

std::string FormatDiagnostic(const Diagnostic& diagnostic) {
  std::string line = diagnostic.file.empty() ? "pack" : diagnostic.file;
  if (diagnostic.line > 0) line += ":" + std::to_string(diagnostic.line);
  if (diagnostic.line > 0 && diagnostic.column > 0) {
    line += ":" + std::to_string(diagnostic.column);
  }
  line += ": " + Join(diagnostic.text);
  if (!diagnostic.mend.zh().empty()) line += " — " + Join(diagnostic.mend);
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  return line;
}

}  // namespace yiting::rulehost
