// What the scenarios of a pack have shown of it, and what they have not: every way to open a matter
// and every action taken, each refusal that the pack's tables and functions can give seen, each
// deadline looked at in the last second before it falls due and in the first one after, each poll
// carried and lost; and of a pack that counts working days, a count over the days off of 春节 and of
// 国庆 and one over a weekend day that is worked for each, looked at before and after as well. It is
// reckoned from transcripts alone, the JSON that `run --json` prints.
//
// A place is that of a refusal's rule: "bell.open", "bell.applied.accept", "bell.*.nudge". A
// deadline's is "bell.applied#2", the second in that stage, or "bell#1", of the whole matter; a
// poll's is its stage; the calendar's is "calendar". What every procedure refuses alike
// (MATTER_CLOSED, OBSERVER) is asked for once a procedure and once a pack; what the mechanism
// refuses of every command (a bad signature, an unknown field) is the mechanism's to test. Not
// asked for: each field of an action by itself, each pair of role and action. Pure.
// Tested by tests/unit/verbs/coverage_test.cc

#ifndef YITING_VERBS_COVERAGE_H_
#define YITING_VERBS_COVERAGE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rulehost/pack.h"
#include "verbs/json.h"

namespace yiting::verbs {

class Coverage {
 public:
  enum class Kind { kAction, kRefusal, kDeadline, kPoll, kCalendar };
  // One thing to be seen at a place: "taken", "waits", "moves", "by resident", a reason's name, a
  // code of the pack, "before", "due", "passed", "failed", or one of
  // kFeastDays.
  struct Mark {
    Kind kind;
    std::string what;
    int64_t seen = 0;
  };
  struct Row {
    std::string place;
    std::vector<Mark> marks;
  };

  explicit Coverage(const rulehost::LoadedPack& pack);

  // A scenario that was played: the lines of its transcript, and the instants at which anything was
  // done or looked at, ascending.
  void Add(const std::vector<Json>& transcript, const std::vector<int64_t>& moments);

  // In the order of the pack.
  const std::vector<Row>& rows() const { return rows_; }

 private:
  struct Running {
    std::string place;
    int64_t set_ms = 0;
    int64_t due_ms = 0;
    int64_t end_ms = INT64_MAX;
    bool fell = false;
  };
  struct Played {
    std::map<std::string, std::string> procedures;  // by matter
    std::map<std::string, std::string> stages;
    std::map<int64_t, Running> deadlines;
  };

  void AskOpening(const v1::Procedure& procedure);
  void AskAction(const v1::Procedure& procedure, const std::string& stage,
                 const v1::Action& action);
  void AskBallot(const v1::Procedure& procedure, const v1::Stage& stage,
                 const v1::Action& action);
  void AskDeadlines(const std::string& place, const v1::DeadlineRule& rule);
  void AskCalendar();
  Row& AddRow(const std::string& place);

  void See(const std::string& place, const std::string& what);
  void SeeEntry(const Json& entry, Played& played);
  void SeeEvent(const Json& event, int64_t time_ms, bool moves, Played& played);
  void SeeDeadline(const Json& event, int64_t time_ms, Played& played);
  void SeeMoments(const Running& deadline, const std::vector<int64_t>& moments);
  void SeeRefusal(const Json& refusal, const Played& played);

  rulehost::PackPtr pack_;
  std::set<std::string> in_workdays_;  // places of deadlines that count working days
  std::vector<Row> rows_;
  std::map<std::string, size_t> places_;                     // place -> its row
  std::map<std::string, std::vector<std::string>> same_id_;  // "bell.decline" -> places
};

}  // namespace yiting::verbs

#endif  // YITING_VERBS_COVERAGE_H_
