// A procedure as a chart: rows (the opening, each stage in the order of the procedure, what may be
// done at any time) and arrows between them or to an outcome, all in the words of one language.
// What mermaid and SVG say, without saying where it stands. Pure. Tested by
// tests/unit/drawing/chart_test.cc

#ifndef YITING_DRAWING_CHART_H_
#define YITING_DRAWING_CHART_H_

#include <cstddef>
#include <string>
#include <vector>

#include "drawing/words.h"
#include "rulehost/pack.h"

namespace yiting::drawing {

// One line about a row.
struct Fact {
  enum class Kind {
    kHint,
    kOpener,  // "居民提请：居民、楼道长"
    kWho,     // who moves the stage on
    kDeadline,
    kLate,    // what lateness does, if it stays here: "超时→上报街道，再 5 个工作日"
    kPeriod,  // what the end of a period does, if it stays here: nobody is late
    kPoll,
    kAction,  // an action that stays here, with who may take it
  };
  Kind kind;
  std::string text;
};

struct Row {
  enum class Kind { kOpening, kStage, kAnyTime };
  Kind kind = Kind::kStage;
  std::string id;      // of the stage; else empty
  std::string number;  // the published step; by position if the procedure numbers none; or empty
  std::string title;
  std::vector<Fact> facts;
};

// Why an arrow is taken.
struct Reason {
  std::string title;  // "受理（满 3 人）", "超时自动"
  std::string who;    // "社工、社区两委"; of a clock how long; may be empty
};

struct Arrow {
  enum class Kind {
    kAction,
    kLate,    // a deadline passes
    kPeriod,  // a period is over, as it was meant to be
    kResult,  // a poll is counted
  };
  Kind kind = Kind::kAction;
  size_t from = 0;              // a row
  size_t to = 0;                // a row; not of an arrow to an outcome
  std::string outcome;          // its id, or empty
  std::string end;              // its title
  std::vector<Reason> reasons;  // all that lead the same way; at least one
};

struct Chart {
  std::string procedure;  // its id
  std::string title;
  std::vector<Row> rows;
  std::vector<Arrow> arrows;       // by kind, from and target at most one; in order of writing
  std::vector<std::string> notes;  // who takes over after an escalation
};

Chart BuildChart(const rulehost::LoadedPack& pack, const v1::Procedure& procedure,
                 const Words& words);

// The title of a row with its number: "1 提出协商申请".
std::string NumberedTitle(const Row& row);

// The whole chart in sentences, for those who hear it.
std::string Describe(const Chart& chart, const Words& words);

}  // namespace yiting::drawing

#endif  // YITING_DRAWING_CHART_H_
