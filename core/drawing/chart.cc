#include "drawing/chart.h"

#include <algorithm>
#include <utility>

#include "drawing/poll_words.h"

namespace yiting::drawing {

namespace {

using Roles = google::protobuf::RepeatedPtrField<std::string>;

void AddNew(const Roles& roles, std::vector<std::string>& all) {
  for (const std::string& role : roles) {
    if (std::find(all.begin(), all.end(), role) == all.end()) all.push_back(role);
  }
}

bool Leaves(const v1::Action& action) { return !action.to().empty() || !action.outcome().empty(); }

class ChartMaker {
 public:
  ChartMaker(const rulehost::LoadedPack& pack, const v1::Procedure& procedure, const Words& words)
      : pack_(pack), procedure_(procedure), words_(words) {}

  Chart Make();

 private:
  void AddOpening();
  void AddStage(const v1::Stage& stage, bool by_position);
  void AddAnyTime();
  void AddWho(const v1::Stage& stage);
  void AddPoll(const v1::Poll& poll);
  void AddVerdict(const std::string& title, const std::string& to, const std::string& outcome);
  void AddAction(const v1::Action& action);
  void AddClock(const v1::DeadlineRule& rule);
  void AddLate(const v1::DeadlineRule& rule, int round);
  void AddLateArrow(const v1::DeadlineRule& rule, int round);
  void AddArrow(Arrow::Kind kind, const std::string& to, const std::string& outcome, Reason reason);
  void AddNotes();
  void NoteLevels(const v1::DeadlineRule& rule);

  void Say(Fact::Kind kind, std::string text) {
    chart_.rows.back().facts.push_back({kind, std::move(text)});
  }
  bool InOpening() const { return chart_.rows.size() == 1; }
  bool IsHere(const std::string& stage) const {
    return !stage.empty() && chart_.rows.back().id == stage;
  }
  size_t RowOf(const std::string& stage) const;
  Reason ReasonOf(const v1::Action& action) const;

  const rulehost::LoadedPack& pack_;
  const v1::Procedure& procedure_;
  const Words& words_;
  Chart chart_;
};

Chart ChartMaker::Make() {
  chart_.procedure = procedure_.id();
  chart_.title = words_.Of(procedure_.title());
  AddOpening();
  bool by_position = true;
  for (const v1::Stage& stage : procedure_.stages()) by_position &= stage.step() == 0;
  for (const v1::Stage& stage : procedure_.stages()) AddStage(stage, by_position);
  if (!procedure_.actions().empty()) AddAnyTime();
  AddNotes();
  return std::move(chart_);
}

void ChartMaker::AddOpening() {
  Row row;
  row.kind = Row::Kind::kOpening;
  row.title = words_.Pick("谁可以提出", "Who may open it");
  chart_.rows.push_back(std::move(row));
  std::vector<std::string> titles;
  for (const v1::OpenerClass& opener : procedure_.may_open()) {
    std::vector<std::string> roles;
    AddNew(opener.roles(), roles);
    const std::string actors = words_.Actors(roles);
    const std::string title = words_.Of(opener.title());
    if (title.empty() || title == actors) {
      Say(Fact::Kind::kOpener, actors);
    } else {
      Say(Fact::Kind::kOpener, title + words_.Pick("：", ": ") + actors);
    }
  }
  AddArrow(Arrow::Kind::kAction, procedure_.first(), "",
           {words_.Pick("提出", "Open") +
                (procedure_.open_hook() ? words_.Pick("（另有条件）", " (on conditions)") : ""),
            ""});
  if (procedure_.has_deadline()) AddClock(procedure_.deadline());
}

void ChartMaker::AddStage(const v1::Stage& stage, bool by_position) {
  Row row;
  row.id = stage.id();
  row.title = words_.Of(stage.title());
  if (stage.step() > 0) row.number = std::to_string(stage.step());
  if (by_position) row.number = std::to_string(chart_.rows.size());
  chart_.rows.push_back(std::move(row));
  if (!stage.hint().zh().empty()) Say(Fact::Kind::kHint, words_.Of(stage.hint()));
  AddWho(stage);
  if (stage.has_deadline()) {
    AddClock(stage.deadline());
  } else {
    Say(Fact::Kind::kDeadline,
        words_.Pick("不单独计时，按全程时限", "No clock of its own; the whole matter's runs"));
  }
  if (stage.has_poll()) AddPoll(stage.poll());
  for (const v1::Action& action : stage.actions()) AddAction(action);
}

void ChartMaker::AddAnyTime() {
  Row row;
  row.kind = Row::Kind::kAnyTime;
  row.title = words_.Pick("办结前随时可以", "At any time until it ends");
  chart_.rows.push_back(std::move(row));
  for (const v1::Action& action : procedure_.actions()) AddAction(action);
}

// Those whose action moves the stage on; where a clock or a poll does, all who may act.
void ChartMaker::AddWho(const v1::Stage& stage) {
  std::vector<std::string> movers;
  std::vector<std::string> all;
  for (const v1::Action& action : stage.actions()) {
    if (Leaves(action)) AddNew(action.by(), movers);
    AddNew(action.by(), all);
  }
  const std::vector<std::string>& roles = movers.empty() || stage.has_poll() ? all : movers;
  if (!roles.empty()) {
    Say(Fact::Kind::kWho, words_.Pick("办理：", "In the hands of: ") + words_.Actors(roles));
  }
}

void ChartMaker::AddPoll(const v1::Poll& poll) {
  for (std::string& line : PollLines(poll, words_)) Say(Fact::Kind::kPoll, std::move(line));
  AddVerdict(words_.Pick("表决通过", "Carried"), poll.passed_to(), poll.passed_outcome());
  AddVerdict(words_.Pick("表决未通过", "Not carried"), poll.failed_to(), poll.failed_outcome());
}

void ChartMaker::AddVerdict(const std::string& title, const std::string& to,
                            const std::string& outcome) {
  if (IsHere(to)) {
    Say(Fact::Kind::kPoll, title + words_.Pick("→本环节重来", " → this stage again"));
  } else {
    AddArrow(Arrow::Kind::kResult, to, outcome, {title, ""});
  }
}

Reason ChartMaker::ReasonOf(const v1::Action& action) const {
  std::vector<std::string> notes;
  if (action.signers() > 1) {
    const std::string count = std::to_string(action.signers());
    notes.push_back(words_.chinese() ? "满 " + count + " 人" : count + " people");
  }
  if (action.all_parties()) {
    notes.push_back(words_.Pick("各责任方都答复后", "once every party has"));
  }
  if (action.hook()) notes.push_back(words_.Pick("另有条件", "on conditions"));
  std::string title = words_.Of(action.title());
  if (!notes.empty()) {
    title += words_.Pick("（", " (") + words_.Listed(notes) + words_.Pick("）", ")");
  }
  std::vector<std::string> by;
  AddNew(action.by(), by);
  return {std::move(title), words_.Actors(by)};
}

void ChartMaker::AddAction(const v1::Action& action) {
  Reason reason = ReasonOf(action);
  if (Leaves(action) && !IsHere(action.to())) {
    AddArrow(Arrow::Kind::kAction, action.to(), action.outcome(), std::move(reason));
    return;
  }
  std::string text = reason.title;
  if (IsHere(action.to())) text += words_.Pick("→本环节重来", " → this stage again");
  if (!reason.who.empty()) text += words_.Pick("：", ": ") + reason.who;
  Say(Fact::Kind::kAction, std::move(text));
}

void ChartMaker::AddClock(const v1::DeadlineRule& rule) {
  const std::string name = InOpening() ? words_.Pick("全程时限：", "The whole matter: within ")
                                       : words_.Pick("时限：", "Within ");
  Say(Fact::Kind::kDeadline, name + words_.Duration(rule));
  const v1::DeadlineRule* each = &rule;
  for (int round = 0; each != nullptr; ++round) {
    const v1::Late& late = each->on_late();
    if (late.outcome().empty() && (late.to().empty() || IsHere(late.to()))) {
      AddLate(*each, round);
    } else {
      AddLateArrow(*each, round);
    }
    each = late.has_again() ? &late.again() : nullptr;
  }
}

void ChartMaker::AddLate(const v1::DeadlineRule& rule, int round) {
  const v1::Late& late = rule.on_late();
  std::string what = words_.Pick("记录在案", "on the record");
  if (!late.escalate().empty()) {
    what = words_.Pick("上报", "up to ") + words_.LevelOf(late.escalate());
  } else if (late.tally()) {
    what = words_.Pick("计票", "the votes are counted");
  } else if (!late.to().empty()) {
    what = words_.Pick("本环节重来", "this stage again");
  }
  if (late.has_again()) what += words_.Pick("，", ", ") + words_.Further(late.again());
  std::string when = late.expected() ? words_.Pick("期满", "Then") : words_.Pick("超时", "Late");
  if (round == 1) when = words_.chinese() ? "再" + when : when + " again";
  if (round > 1) {
    const std::string count = std::to_string(round + 1);
    when = words_.chinese() ? "第 " + count + " 次" + when : when + ", " + count + " times";
  }
  Say(late.expected() ? Fact::Kind::kPeriod : Fact::Kind::kLate,
      when + words_.Pick("→", " → ") + what);
}

// "超过 24 小时，自动", "满 7 天，自动", "再超过 5 个工作日，自动".
void ChartMaker::AddLateArrow(const v1::DeadlineRule& rule, int round) {
  const v1::Late& late = rule.on_late();
  std::string title;
  const bool same_day = rule.clock() == v1::DeadlineRule::DAYS && rule.amount() == 0;
  if (words_.chinese() && same_day && round == 0) {
    title = "当天结束，自动";
  } else if (words_.chinese()) {
    title = std::string(InOpening() ? "全程" : "") + (round > 0 ? "再" : "") +
            (late.expected() ? "满 " : "超过 ") + words_.Duration(rule) + "，自动";
  } else {
    title = std::string(InOpening() ? "The whole matter: " : "") +
            (late.expected() ? "after " : "late after ") +
            (round > 0 ? words_.Further(rule) : words_.Duration(rule)) + ", by itself";
    if (!InOpening()) title[0] = late.expected() ? 'A' : 'L';
  }
  AddArrow(late.expected() ? Arrow::Kind::kPeriod : Arrow::Kind::kLate, late.to(), late.outcome(),
           {std::move(title), ""});
}

// The rows of stages stand after the opening, in the order of the procedure.
size_t ChartMaker::RowOf(const std::string& stage) const {
  for (int i = 0; i < procedure_.stages_size(); ++i) {
    if (procedure_.stages(i).id() == stage) return static_cast<size_t>(i) + 1;
  }
  return 0;
}

void ChartMaker::AddArrow(Arrow::Kind kind, const std::string& to, const std::string& outcome,
                          Reason reason) {
  const size_t from = chart_.rows.size() - 1;
  const size_t target = outcome.empty() ? RowOf(to) : 0;
  for (Arrow& arrow : chart_.arrows) {
    if (arrow.kind == kind && arrow.from == from && arrow.to == target &&
        arrow.outcome == outcome) {
      arrow.reasons.push_back(std::move(reason));
      return;
    }
  }
  Arrow arrow;
  arrow.kind = kind;
  arrow.from = from;
  arrow.to = target;
  arrow.outcome = outcome;
  if (!outcome.empty()) arrow.end = words_.OutcomeOf(outcome);
  arrow.reasons.push_back(std::move(reason));
  chart_.arrows.push_back(std::move(arrow));
}

void ChartMaker::AddNotes() {
  if (procedure_.has_deadline()) NoteLevels(procedure_.deadline());
  for (const v1::Stage& stage : procedure_.stages()) NoteLevels(stage.deadline());
}

// Into whose hands an escalation puts a matter, once for each level that there is one to.
void ChartMaker::NoteLevels(const v1::DeadlineRule& rule) {
  const std::string& level = rule.on_late().escalate();
  if (!level.empty()) {
    std::vector<std::string> titles;
    for (const v1::Role& role : pack_.model().roles()) {
      if (role.level() == level) titles.push_back(words_.Of(role.title()));
    }
    std::string note = words_.Pick("上报", "Up to ") + words_.LevelOf(level) +
                       words_.Pick("：", ": ") + words_.Listed(titles) +
                       words_.Pick("也可以办理", " may then act too");
    if (std::find(chart_.notes.begin(), chart_.notes.end(), note) == chart_.notes.end()) {
      chart_.notes.push_back(std::move(note));
    }
  }
  if (rule.on_late().has_again()) NoteLevels(rule.on_late().again());
}

}  // namespace

Chart BuildChart(const rulehost::LoadedPack& pack, const v1::Procedure& procedure,
                 const Words& words) {
  return ChartMaker(pack, procedure, words).Make();
}

std::string NumberedTitle(const Row& row) {
  return row.number.empty() ? row.title : row.number + " " + row.title;
}

}  // namespace yiting::drawing
