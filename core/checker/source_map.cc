#include "checker/source_map.h"

#include <algorithm>

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

SourceMap::SourceMap(const v1::PackBundle& bundle, const v1::Pack& pack) {
  for (const v1::PackBundle::File& file : bundle.files()) {
    if (file.path().starts_with(kLibrary) || !file.path().ends_with(".lua")) continue;
    std::vector<rulehost::Diagnostic> ignored;  // a pack that loaded has none
    files_[file.path()] = rulehost::Tokenize(file.path(), file.content(), ignored);
    sights_[file.path()] = Sight(files_[file.path()], pack);
    whole_.Add(sights_[file.path()]);
  }
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

std::optional<SourceMap::Range> SourceMap::FindAction(const std::string& procedure,
                                                      const std::string& stage,
                                                      const std::string& action) const {
  std::optional<Range> of_stage;
  if (!stage.empty()) of_stage = FindStage(procedure, stage);
  if (of_stage) {
    if (std::optional<Range> found = FindIn(*of_stage, "action", action)) return found;
    // Brought in by a function of the same file.
    std::optional<Range> found = FindIn(WholeOf(of_stage->file), "action", action);
    if (found) return found;
  }
  for (const Range& range : ScopeOf(procedure)) {
    if (std::optional<Range> found = FindIn(range, "action", action)) return found;
  }
  return FindAnywhere("action", action);
}

Place SourceMap::OfAction(const std::string& procedure, const std::string& stage,
                          const std::string& action) const {
  if (std::optional<Range> found = FindAction(procedure, stage, action)) return PlaceOf(*found);
  return stage.empty() ? OfProcedure(procedure) : OfStage(procedure, stage);
}

// Does the `when` in the range name a function of the same file, or is it one?
bool SourceMap::IsWrittenHere(const Range& range) const {
  const std::vector<Token>& tokens = files_.at(range.file);
  for (size_t i = range.begin; i + 3 < range.end; ++i) {
    if (tokens[i].text != "when" || tokens[i + 1].text != "=") continue;
    if (tokens[i + 2].text == "function") return true;
    if (tokens[i + 3].text == "." || tokens[i + 3].text == "(") return false;
    for (size_t k = 0; k + 1 < tokens.size(); ++k) {
      if (tokens[k].text == "function" && tokens[k + 1].text == tokens[i + 2].text) return true;
    }
  }
  return false;
}

const Sight& SourceMap::SightOf(const std::string& procedure, const std::string& stage,
                                const std::string& action) const {
  const std::optional<Range> found = action.empty() ? FindAnywhere("procedure", procedure)
                                                    : FindAction(procedure, stage, action);
  return found && IsWrittenHere(*found) ? sights_.at(found->file) : whole_;
}

Place SourceMap::OfCategory(const std::string& category) const {
  if (std::optional<Range> found = FindAnywhere("category", category)) return PlaceOf(*found);
  return {kPackFile, 1, 1};
}

}  // namespace yiting::checker
