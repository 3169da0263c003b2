#include "checker/checker.h"

#include <algorithm>
#include <tuple>

#include "checker/case.h"
#include "checker/choices.h"
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

class Checker {
 public:
  Checker(Report& report, uint64_t decisions_max) : report_(report), left_(decisions_max) {}

  Status CheckAll(const rulehost::PackPtr& pack);

 private:
  Result<Graph> Look(const rulehost::PackPtr& pack, const Frame& frame, uint64_t decisions);
  Status CheckOne(const rulehost::PackPtr& pack, const std::string& id, uint64_t decisions,
                  const Choices& choices);
  Result<Choices> SwitchFor(const rulehost::PackPtr& pack, const std::string& id);

  Report& report_;
  uint64_t left_;
};

Status Checker::CheckAll(const rulehost::PackPtr& pack) {
  // What one procedure does not use up is the next one's.
  int waiting = pack->model().procedures_size();
  for (const v1::Procedure& procedure : pack->model().procedures()) {
    const uint64_t share = left_ / static_cast<uint64_t>(waiting--);
    RETURN_IF_ERROR(CheckOne(pack, procedure.id(), share, {}));
    left_ -= std::min(left_, report_.looked.back().decisions);
  }
  return {};
}

Result<Graph> Checker::Look(const rulehost::PackPtr& pack, const Frame& frame,
                            uint64_t decisions) {
  ASSIGN_OR_RETURN(std::unique_ptr<World> world,
                   World::Make(pack, report_.roster, report_.start_ms));
  return Explore(*world, frame, {decisions});
}

Status Checker::CheckOne(const rulehost::PackPtr& pack, const std::string& id,
                         uint64_t decisions, const Choices& choices) {
  const SourceMap source(pack->bundle(), pack->model());
  const v1::Procedure& procedure = *pack->FindProcedure(id);
  const Frame frame(*pack, procedure, report_.roster, source);
  ASSIGN_OR_RETURN(const Graph graph, Look(pack, frame, decisions));
  if (graph.refused_opening && choices.empty() &&
      graph.refused_opening->refusal.reason == v1::RULE_REFUSED) {
    ASSIGN_OR_RETURN(const Choices on, SwitchFor(pack, id));
    if (!on.empty()) return CheckOne(WithChoices(*pack, on), id, decisions, on);
  }
  Case c{pack,
         procedure,
         report_.roster,
         source,
         frame,
         graph,
         report_.start_ms,
         choices,
         report_.findings,
         std::vector<bool>(frame.actions().size())};
  RETURN_IF_ERROR(Ask(c));
  report_.looked.push_back({procedure.id(), graph.nodes.size(), graph.decisions, graph.depth,
                            frame.group(), graph.complete, TextOf(choices)});
  return {};
}

// A procedure that nobody can open may be switched off by a parameter, a switch or one that
// counts: the value with which it can be opened, or none.
Result<Choices> Checker::SwitchFor(const rulehost::PackPtr& pack, const std::string& id) {
  for (const Choice& choice : EndsOf(pack->model(), {v1::Param::SWITCH, v1::Param::COUNT})) {
    const rulehost::PackPtr other = WithChoices(*pack, {choice});
    if (!other || other->FindProcedure(id) == nullptr) continue;
    const SourceMap source(other->bundle(), other->model());
    const Frame frame(*other, *other->FindProcedure(id), report_.roster, source);
    ASSIGN_OR_RETURN(const Graph graph, Look(other, frame, 0));
    if (!graph.refused_opening) return Choices{choice};
  }
  return Choices();
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
  GiveRooms(pack->model(), report.roster);
  report.start_ms = StartOfStories(pack->calendar());
  RETURN_IF_ERROR(Checker(report, options.decisions_max).CheckAll(pack));
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
      "更大的约请名单；参数改动后的样子（时限先后除外）；"
      "相同事项的并入；一处以上的地方；约请提请人自己；责任方相同的几个类别先后换着定；抽签的结果只试 64 种",
      "left out: several matters at once; filing for somebody else, and messages; members who come "
      "and go meanwhile; days around holidays; values of numbers and instants between the ends; "
      "longer lists of invitees; other parameters (but for the order of deadlines); "
      "linking matters that are the same; more than one place; inviting the opener; "
      "categories of the same parties, set one after another; of draws, more than 64 ways in which "
      "they fall");
}

}  // namespace yiting::checker
