#include "drawing/measure.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"

namespace yiting::drawing {

namespace {

// Hundredths of the size.
constexpr int32_t kWide = 100;
constexpr int32_t kCapital = 70;
constexpr int32_t kNarrow = 55;
// From here on (general punctuation, arrows, Chinese) a Chinese font gives a full square.
constexpr char32_t kFirstWide = 0x2000;

// Takes the first character off.
char32_t TakeCharacter(std::string_view& text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  size_t length = 1;
  if (lead >= 0xc0) length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  length = std::min(length, text.size());
  char32_t character = length == 1 ? lead : lead & (0x7f >> length);
  for (size_t i = 1; i < length; ++i) {
    character = (character << 6) | (static_cast<uint8_t>(text[i]) & 0x3f);
  }
  text.remove_prefix(length);
  return character;
}

int32_t Hundredths(char32_t character) {
  if (character >= kFirstWide) return kWide;
  return character >= 'A' && character <= 'Z' ? kCapital : kNarrow;
}

int32_t HundredthsOf(std::string_view text) {
  int32_t sum = 0;
  while (!text.empty()) sum += Hundredths(TakeCharacter(text));
  return sum;
}

constexpr std::u32string_view kOpening = U"（「『《【“‘(";
constexpr std::u32string_view kClosing = U"、，。；：！？）」』》】”’→)";
// Where a line is best ended.
constexpr std::u32string_view kPause = U"、，。；：,;:";

bool IsAmong(std::u32string_view set, char32_t character) {
  return set.find(character) != std::u32string_view::npos;
}

// What no line break may go through: a word, or a Chinese character with the punctuation that
// clings to it.
struct Atom {
  std::string text;
  bool blank_before = false;
  bool pause_after = false;
};

std::vector<Atom> Split(std::string_view text) {
  std::vector<Atom> atoms;
  bool blank = false;
  char32_t last = 0;
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t character = TakeCharacter(text);
    if (character == ' ') {
      blank = true;
      continue;
    }
    const bool in_word = last < kFirstWide && character < kFirstWide;
    const bool clings = in_word || IsAmong(kOpening, last) || IsAmong(kClosing, character);
    if (atoms.empty() || blank || !clings) atoms.push_back({"", blank && !atoms.empty(), false});
    atoms.back().text += rest.substr(0, rest.size() - text.size());
    atoms.back().pause_after = IsAmong(kPause, character);
    blank = false;
    last = character;
  }
  return atoms;
}

// A word that is wider than a line, cut where the line ends.
void CutLong(std::vector<Atom>& atoms, int32_t most) {
  std::vector<Atom> cut;
  for (Atom& atom : atoms) {
    if (HundredthsOf(atom.text) <= most) {
      cut.push_back(std::move(atom));
      continue;
    }
    std::string_view rest = atom.text;
    Atom piece{"", atom.blank_before, false};
    int32_t width = 0;
    while (!rest.empty()) {
      const std::string_view before = rest;
      const int32_t more = Hundredths(TakeCharacter(rest));
      if (!piece.text.empty() && width + more > most) {
        cut.push_back(std::exchange(piece, Atom{}));
        width = 0;
      }
      piece.text += before.substr(0, before.size() - rest.size());
      width += more;
    }
    piece.pause_after = atom.pause_after;
    cut.push_back(std::move(piece));
  }
  atoms = std::move(cut);
}

std::string Joined(const std::vector<Atom>& atoms, size_t begin, size_t end) {
  std::string text;
  for (size_t i = begin; i < end; ++i) {
    if (i > begin && atoms[i].blank_before) text += ' ';
    text += atoms[i].text;
  }
  return text;
}

}  // namespace

int32_t WidthOf(std::string_view text, int32_t size) {
  return (HundredthsOf(text) * size + 99) / 100;
}

std::vector<std::string> Wrap(std::string_view text, int32_t size, int32_t width) {
  CHECK(size > 0);
  const int32_t most = width * 100 / size;
  std::vector<Atom> atoms = Split(text);
  CutLong(atoms, most);
  std::vector<std::string> lines;
  size_t begin = 0;
  while (begin < atoms.size()) {
    // As much as fits; then back to the last pause, if what follows it begins the next line whole.
    size_t end = begin + 1;
    while (end < atoms.size() && HundredthsOf(Joined(atoms, begin, end + 1)) <= most) ++end;
    if (end < atoms.size()) {
      size_t pause = end;
      while (pause > begin && !atoms[pause - 1].pause_after) --pause;
      size_t phrase = pause;
      while (phrase < atoms.size() && !atoms[phrase].pause_after) ++phrase;
      phrase = std::min(phrase + 1, atoms.size());
      if (pause > begin && HundredthsOf(Joined(atoms, pause, phrase)) <= most) end = pause;
    }
    lines.push_back(Joined(atoms, begin, end));
    begin = end;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace yiting::drawing
