#include "checker/checker.h"

#include <algorithm>
#include <tuple>

#include "checker/case.h"
#include "checker/explore.h"

namespace yiting::checker {

namespace {

// Stories begin at eight on the first Monday of March, in the last year that the calendar covers:
// weeks from any holiday that moves working days.
constexpr int32_t kAnyYear = 2026;
constexpr int64_t kEightMs = 8 * kHourMs;

int64_t StartOfStories(const rulehost::Calendar& calendar) {
  const int32_t year = calendar.last_year() == 0 ? kAnyYear : calendar.last_year();
  CivilDay day = DayFromDate({year, 3, 1});
  while (WeekdayOf(day) != Weekday::kMonday) ++day.days;
  return StartOf(day).ms + kEightMs;
}

void AddNoOpening(Case& c) {
  const Attempt& attempt = *c.graph.refused_opening;
  Story story;
  if (!attempt.move.name.empty()) story.steps.push_back({attempt.move, attempt.refusal});
  c.Add(true, c.source.OfProcedure(c.procedure.id()), "NOBODY",
        Words("规程 " + c.procedure.id() + " 没有人能提请",
              "nobody can open a matter of procedure " + c.procedure.id()),
        Words("看看 may_open 和 when", "see its may_open and `when`"), std::move(story));
}

Status Ask(Case& c) {
  if (c.graph.refused_opening) {
    if (c.graph.failed_rules.empty()) AddNoOpening(c);
    return FindFailingRules(c);
  }
  RETURN_IF_ERROR(FindFailingRules(c));
  RETURN_IF_ERROR(FindIdleActions(c));
  RETURN_IF_ERROR(FindThresholds(c));
  RETURN_IF_ERROR(FindUnreachable(c));
  RETURN_IF_ERROR(FindDeadEnds(c));
  RETURN_IF_ERROR(FindUnclocked(c));
  RETURN_IF_ERROR(FindRaces(c));
  RETURN_IF_ERROR(FindLeads(c));
  return FindOwnMatters(c);
}

Status CheckProcedure(const rulehost::PackPtr& pack, const v1::Procedure& procedure,
                      const SourceMap& source, uint64_t decisions, Report& report) {
  const Frame frame(*pack, procedure, report.roster, source);
  ASSIGN_OR_RETURN(std::unique_ptr<World> world,
                   World::Make(pack, report.roster, report.start_ms));
  ASSIGN_OR_RETURN(const Graph graph, Explore(*world, frame, {decisions}));
  Case c{pack,
         procedure,
         report.roster,
         source,
         frame,
         graph,
         report.start_ms,
         report.findings,
         std::vector<bool>(frame.actions().size())};
  RETURN_IF_ERROR(Ask(c));
  report.looked.push_back({procedure.id(), graph.nodes.size(), graph.decisions, graph.depth,
                           frame.group(), graph.complete});
  return {};
}

}  // namespace

bool Report::has_errors() const {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.error; });
}

Result<Report> Check(rulehost::PackPtr pack, const Options& options) {
  Report report;
  report.roster =
      options.roster.empty() ? MakeRoster(pack->model(), options.members_a_role)
                             : Thinned(options.roster);
  report.start_ms = StartOfStories(pack->calendar());
  const SourceMap source(pack->bundle());
  // What one procedure does not use up is the next one's.
  uint64_t left = options.decisions_max;
  int waiting = pack->model().procedures_size();
  for (const v1::Procedure& procedure : pack->model().procedures()) {
    const uint64_t share = left / static_cast<uint64_t>(waiting--);
    RETURN_IF_ERROR(CheckProcedure(pack, procedure, source, share, report));
    left -= std::min(left, report.looked.back().decisions);
  }
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     const auto key = [](const Finding& finding) {
                       const rulehost::Diagnostic& d = finding.diagnostic;
                       return std::make_tuple(!finding.error, d.file, d.line, d.column);
                     };
                     return key(a) < key(b);
                   });
  return report;
}

v1::Text LeftOut() {
  return Words(
      "没有看：几个事项同时进行；代人提请和留言；中途来去的成员；节假日前后；数字和时刻的中间值；"
      "更大的约请名单；参数改动后的样子（时限先后除外）",
      "left out: several matters at once; filing for somebody else, and messages; members who come "
      "and go meanwhile; days around holidays; values of numbers and instants between the ends; "
      "longer lists of invitees; other parameters (but for the order of deadlines)");
}

}  // namespace yiting::checker
