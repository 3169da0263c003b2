#include "checker/source_map.h"

#include <algorithm>
#include <charconv>

namespace yiting::checker {

namespace {

using rulehost::Token;

constexpr std::string_view kLibrary = "lib/";
constexpr char kPackFile[] = "pack.lua";

bool IsString(const Token& token) { return token.kind == Token::Kind::kString; }

// The text after a word, which may stand in brackets: `stage "x"`, `stage("x")`. 0 if none.
size_t IdAfter(const std::vector<Token>& tokens, size_t at) {
  if (at + 1 < tokens.size() && IsString(tokens[at + 1])) return at + 1;
  if (at + 2 < tokens.size() && tokens[at + 1].text == "(" && IsString(tokens[at + 2])) {
    return at + 2;
  }
  return 0;
}

}  // namespace

SourceMap::SourceMap(const v1::PackBundle& bundle) {
  for (const v1::PackBundle::File& file : bundle.files()) {
    if (file.path().starts_with(kLibrary) || !file.path().ends_with(".lua")) continue;
    std::vector<rulehost::Diagnostic> ignored;  // a pack that loaded has none
    files_[file.path()] = rulehost::Tokenize(file.path(), file.content(), ignored);
    NoteReads(files_[file.path()]);
    NoteComparisons(files_[file.path()]);
  }
}

// `x.coming`, `x["coming"]`; what is looked up by a name that is made only then could be anything.
void SourceMap::NoteReads(const std::vector<Token>& tokens) {
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    const bool after_value = tokens[i - 1].kind == Token::Kind::kName ||
                             tokens[i - 1].text == "]" || tokens[i - 1].text == ")";
    if (tokens[i].text == "." && tokens[i + 1].kind == Token::Kind::kName) {
      reads_.insert(std::string(tokens[i + 1].text));
    } else if (tokens[i].text == "[" && after_value && IsString(tokens[i + 1])) {
      const bool whole = i + 2 < tokens.size() && tokens[i + 2].text == "]";
      reads_.insert(tokens[i + 1].value);
      reads_anything_ = reads_anything_ || !whole;
    } else if (tokens[i].text == "[" && tokens[i - 1].text == "counts") {
      reads_anything_ = true;
    }
  }
}

void SourceMap::NoteComparisons(const std::vector<Token>& tokens) {
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    const std::string_view sign = tokens[i].text;
    if (sign != "<" && sign != "<=" && sign != ">" && sign != ">=" && sign != "==") continue;
    for (const Token& side : {tokens[i - 1], tokens[i + 1]}) {
      int64_t number = 0;
      const char* end = side.text.data() + side.text.size();
      const auto read = std::from_chars(side.text.data(), end, number);
      if (side.kind == Token::Kind::kInteger && read.ptr == end) compared_.insert(number);
    }
  }
}

bool SourceMap::Reads(const std::string& name) const {
  return reads_anything_ || reads_.count(name) != 0;
}

// Behind the bracket that closes the body `{ … }` after a word, or behind the word itself.
size_t SourceMap::BodyEnd(const std::vector<Token>& tokens, size_t at) const {
  size_t depth = 0;
  for (size_t i = at; i < tokens.size() && i < at + 6; ++i) {
    if (tokens[i].text != "{") continue;
    for (; i < tokens.size(); ++i) {
      if (tokens[i].text == "{") ++depth;
      if (tokens[i].text == "}" && --depth == 0) return i + 1;
    }
  }
  return at + 1;
}

std::optional<SourceMap::Range> SourceMap::FindIn(const Range& range, const std::string& word,
                                                  const std::string& id) const {
  const std::vector<Token>& tokens = files_.at(range.file);
  for (size_t i = range.begin; i < range.end; ++i) {
    if (tokens[i].text != word || tokens[i].kind != Token::Kind::kName) continue;
    const size_t name = IdAfter(tokens, i);
    if (name != 0 && tokens[name].value == id) return Range{range.file, i, BodyEnd(tokens, i)};
  }
  return std::nullopt;
}

SourceMap::Range SourceMap::WholeOf(const std::string& file) const {
  return {file, 0, files_.at(file).size()};
}

std::optional<SourceMap::Range> SourceMap::FindAnywhere(const std::string& word,
                                                        const std::string& id) const {
  for (const auto& [file, tokens] : files_) {
    if (std::optional<Range> found = FindIn(WholeOf(file), word, id)) return found;
  }
  return std::nullopt;
}

std::vector<SourceMap::Range> SourceMap::ScopeOf(const std::string& procedure) const {
  std::vector<Range> scope;
  if (std::optional<Range> own = FindAnywhere("procedure", procedure)) scope.push_back(*own);
  for (size_t next = 0; next < scope.size(); ++next) {
    const std::vector<Token>& tokens = files_.at(scope[next].file);
    for (size_t i = scope[next].begin; i < scope[next].end; ++i) {
      if (tokens[i].text != "require") continue;
      const size_t name = IdAfter(tokens, i);
      const std::string file = name == 0 ? "" : tokens[name].value + ".lua";
      const bool known = std::any_of(scope.begin(), scope.end(),
                                     [&file](const Range& range) { return range.file == file; });
      if (!known && files_.count(file) != 0) scope.push_back(WholeOf(file));
    }
  }
  return scope;
}

std::optional<SourceMap::Range> SourceMap::FindStage(const std::string& procedure,
                                                     const std::string& stage) const {
  for (const Range& range : ScopeOf(procedure)) {
    if (std::optional<Range> found = FindIn(range, "stage", stage)) return found;
  }
  return FindAnywhere("stage", stage);
}

Place SourceMap::PlaceOf(const Range& range) const {
  const Token& token = files_.at(range.file)[range.begin];
  return {range.file, token.line, token.column};
}

Place SourceMap::OfProcedure(const std::string& procedure) const {
  if (std::optional<Range> found = FindAnywhere("procedure", procedure)) return PlaceOf(*found);
  return {kPackFile, 1, 1};
}

Place SourceMap::OfClock(const std::string& procedure) const {
  std::optional<Range> own = FindAnywhere("procedure", procedure);
  if (!own) return OfProcedure(procedure);
  // Its own deadline is the one outside of every stage.
  const std::vector<Token>& tokens = files_.at(own->file);
  for (size_t i = own->begin; i < own->end; ++i) {
    if (tokens[i].text == "deadline") return PlaceOf({own->file, i, i + 1});
    if (tokens[i].text == "stage") i = BodyEnd(tokens, i) - 1;
  }
  return PlaceOf(*own);
}

Place SourceMap::OfStage(const std::string& procedure, const std::string& stage) const {
  if (std::optional<Range> found = FindStage(procedure, stage)) return PlaceOf(*found);
  return OfProcedure(procedure);
}

Place SourceMap::OfAction(const std::string& procedure, const std::string& stage,
                          const std::string& action) const {
  std::optional<Range> of_stage;
  if (!stage.empty()) of_stage = FindStage(procedure, stage);
  if (of_stage) {
    if (std::optional<Range> found = FindIn(*of_stage, "action", action)) return PlaceOf(*found);
    // Brought in by a function of the same file.
    std::optional<Range> found = FindIn(WholeOf(of_stage->file), "action", action);
    if (found) return PlaceOf(*found);
  }
  for (const Range& range : ScopeOf(procedure)) {
    if (std::optional<Range> found = FindIn(range, "action", action)) return PlaceOf(*found);
  }
  if (std::optional<Range> found = FindAnywhere("action", action)) return PlaceOf(*found);
  return of_stage ? PlaceOf(*of_stage) : OfProcedure(procedure);
}

Place SourceMap::OfCategory(const std::string& category) const {
  if (std::optional<Range> found = FindAnywhere("category", category)) return PlaceOf(*found);
  return {kPackFile, 1, 1};
}

}  // namespace yiting::checker
