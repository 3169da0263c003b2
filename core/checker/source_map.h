// What the checker reads off a pack's text: where a stage, an action, a category is written, and
// what its functions look at. The model keeps neither.
//
// A reading of tokens, not of Lua: a word that is made by a loop or carried in by a function is
// found where its name stands, else at the next larger thing that has a place. Pure.
// Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_SOURCE_MAP_H_
#define YITING_CHECKER_SOURCE_MAP_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/sight.h"
#include "rulehost/lexer.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::checker {

struct Place {
  std::string file;
  int32_t line = 0;
  int32_t column = 0;
};

class SourceMap {
 public:
  // REQUIRES: `bundle` outlives the map, whose tokens point into it.
  SourceMap(const v1::PackBundle& bundle, const v1::Pack& pack);

  Place OfProcedure(const std::string& procedure) const;
  // The clock of the whole matter.
  Place OfClock(const std::string& procedure) const;
  Place OfStage(const std::string& procedure, const std::string& stage) const;
  // `stage` is empty for what can be done at any time.
  Place OfAction(const std::string& procedure, const std::string& stage,
                 const std::string& action) const;
  Place OfCategory(const std::string& category) const;

  // What the `when` of the action looks at: all that its file's functions do, or the whole pack's
  // if it comes from another file. Of opening, if `action` is empty.
  const Sight& SightOf(const std::string& procedure, const std::string& stage,
                       const std::string& action) const;
  // What any function of the pack looks at.
  const Sight& whole_sight() const { return whole_; }

 private:
  // Tokens [begin, end) of a file.
  struct Range {
    std::string file;
    size_t begin = 0;
    size_t end = 0;
  };
  std::optional<Range> FindIn(const Range& range, const std::string& word,
                              const std::string& id) const;
  std::optional<Range> FindAnywhere(const std::string& word, const std::string& id) const;
  // The procedure's own text and the files that it requires, directly or through others.
  std::vector<Range> ScopeOf(const std::string& procedure) const;
  std::optional<Range> FindStage(const std::string& procedure, const std::string& stage) const;
  Range WholeOf(const std::string& file) const;
  size_t BodyEnd(const std::vector<rulehost::Token>& tokens, size_t at) const;
  Place PlaceOf(const Range& range) const;
  std::optional<Range> FindAction(const std::string& procedure, const std::string& stage,
                                  const std::string& action) const;
  bool IsWrittenHere(const Range& range) const;

  std::map<std::string, std::vector<rulehost::Token>> files_;  // the pack's own .lua files
  std::map<std::string, Sight> sights_;                        // of each
  Sight whole_;
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_SOURCE_MAP_H_
