#include "verbs/text_table.h"

#include <algorithm>
#include <cstdint>

namespace yiting::verbs {

namespace {

constexpr std::string_view kGap = "  ";

// From here on characters are Chinese, or of the width of Chinese ones. Arrows and dashes below it
// are one column wide.
constexpr uint32_t kWideFrom = 0x2E80;

}  // namespace

size_t WidthOf(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<uint8_t>(text[i]);
    if ((lead & 0xC0) == 0x80) continue;
    // The first byte tells enough: 0xE2 0xBA is U+2E80.
    const bool long_form = lead >= 0xE0 && i + 1 < text.size();
    const uint32_t high = !long_form     ? 0
                          : lead >= 0xF0 ? kWideFrom
                                         : ((lead & 0x0Fu) << 12) |
                                               ((static_cast<uint8_t>(text[i + 1]) & 0x3Fu) << 6);
    width += high >= kWideFrom ? 2 : 1;
  }
  return width;
}

std::string TextTable::Format() const {
  std::vector<size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], WidthOf(row[i]));
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    size_t blanks = 0;  // owed before the next cell that is not empty
    for (size_t i = 0; i < row.size(); ++i) {
      const size_t width = WidthOf(row[i]);
      if (width > 0) {
        line.append(blanks, ' ');
        line += row[i];
        blanks = 0;
      }
      blanks += widths[i] - width + kGap.size();
    }
    text += line + "\n";
  }
  return text;
}

}  // namespace yiting::verbs
