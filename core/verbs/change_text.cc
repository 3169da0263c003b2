#include "verbs/change_text.h"

#include <utility>

#include "base/instant.h"
#include "verbs/text_table.h"

namespace yiting::verbs {

namespace {

using dryrun::MatterChange;

constexpr char kNothing[] = "—";

std::string Fate(const dryrun::DeadlineFate& fate) {
  using End = dryrun::DeadlineFate::End;
  const std::string due = "（限 due " + FormatMinute(fate.due_ms) + "）";
  switch (fate.end) {
    case End::kAbsent:
      return kNothing;
    case End::kRunning:
      return "未到期 running" + due;
    case End::kMet:
      return "按时 in time" + due;
    case End::kMissed:
      return "超时 late" + due;
    case End::kEnded:
      return "期满 ended" + due;
    case End::kFailed:
      return "规则出错 its rule failed" + due;
  }
  return "";
}

std::string Vote(const dryrun::VoteTrail& vote) {
  using Result = dryrun::VoteTrail::Result;
  if (vote.result == Result::kAbsent) return kNothing;
  const std::string of = "，应投 of " + std::to_string(vote.electors);
  if (vote.result == Result::kRunning) return "进行中 running" + of;
  return std::string(vote.result == Result::kCarried ? "通过 carried" : "未通过 lost") + " " +
         std::to_string(vote.in_favour) + ":" + std::to_string(vote.against) + "，弃权 abstained " +
         std::to_string(vote.abstained) + of;
}

// Why, for people; the code and the place in the pack follow it.
std::string Why(const dryrun::RefusedCommand& refused, const Titles& titles) {
  std::string why = ReasonTitle(refused.reason);
  if (refused.reason == v1::RULE_REFUSED) why += " " + titles.Refusal(refused.detail);
  if (!refused.rule.empty()) why += "，规则 rule " + refused.rule;
  if (!refused.detail.empty() && refused.reason != v1::RULE_REFUSED) {
    why += "（" + refused.detail + "）";
  }
  return why;
}

class MatterRows {
 public:
  MatterRows(const MatterChange& change, const Titles& old_titles, const Titles& new_titles,
             TextTable& table)
      : change_(change), old_(old_titles), new_(new_titles), table_(table) {}

  void Add() {
    if (change_.diverges) AddDivergence();
    if (change_.refused.size() > 1) {
      Row("另被拒绝 also refused", "",
          std::to_string(change_.refused.size() - 1) + " 条指令 commands");
    }
    if (change_.StandsElsewhere() || change_.EndsAtAnotherTime()) {
      Row("结果 stands", Stands(change_.was, old_), Stands(change_.would_be, new_));
    }
    // What would not have been opened has nothing else to compare.
    if (!change_.would_be.opened) return;
    for (const dryrun::DeadlineChange& deadline : change_.deadlines) AddDeadline(deadline);
    for (const dryrun::VoteChange& vote : change_.votes) {
      const std::string& stage = vote.was.stage.empty() ? vote.would_be.stage : vote.was.stage;
      Row("表决 vote: " + StageOf(stage), Vote(vote.was), Vote(vote.would_be));
    }
    if (change_.OthersAnswer()) {
      Row("负责 answers", Units(change_.units_was, old_), Units(change_.units_would_be, new_));
    }
    if (change_.OthersTakeOver()) {
      Row("升级 taken over", Levels(change_.levels_was, old_),
          Levels(change_.levels_would_be, new_));
    }
  }

 private:
  void Row(const std::string& what, std::string was, std::string would_be) {
    std::string head;
    if (first_) {
      head = "#" + std::to_string(change_.number) + " " + FormatMinute(change_.opened_ms);
      if (!change_.category.empty()) head += " " + old_.Category(change_.category);
    }
    table_.Add({std::move(head), what, std::move(was), std::move(would_be)});
    first_ = false;
  }

  // A stage that only one of the packs has bears that one's title.
  std::string StageOf(const std::string& stage) const {
    const std::string title = new_.Stage(change_.procedure, stage);
    return title != stage ? title : old_.Stage(change_.procedure, stage);
  }

  void AddDeadline(const dryrun::DeadlineChange& deadline) {
    std::string what = "时限 deadline: " + StageOf(deadline.key.stage);
    if (deadline.key.stay > 1) what += " ×" + std::to_string(deadline.key.stay);
    if (deadline.key.round > 0) what += " +" + std::to_string(deadline.key.round);
    Row(what, Fate(deadline.was), Fate(deadline.would_be));
  }

  std::string Step(const std::optional<dryrun::PathStep>& step, const Titles& titles) const {
    if (!step) return kNothing;
    const std::string to = step->outcome.empty()
                               ? "→ " + titles.Stage(change_.procedure, step->stage)
                               : "办结 closed: " + titles.Outcome(step->outcome);
    return to + (step->seq ? "（条目 entry " + std::to_string(*step->seq) + "）"
                           : "（到期 by deadline）");
  }

  void AddDivergence() {
    const dryrun::Divergence& divergence = *change_.diverges;
    std::string what = "分岔 diverges " + FormatMinute(divergence.time_ms);
    if (!divergence.refused) {
      return Row(what, Step(divergence.was, old_), Step(divergence.would_be, new_));
    }
    what += "，条目 entry " + std::to_string(*divergence.seq);
    const dryrun::RefusedCommand& refused = change_.refused.front();
    const std::string done = refused.command == "act_on_matter"
                                 ? old_.Action(change_.procedure, refused.action)
                                 : "提出 opened";
    Row(what, done, "拒绝 refused: " + Why(refused, new_));
  }

  std::string Stands(const dryrun::Standing& standing, const Titles& titles) const {
    if (!standing.opened) return "不会立项 not opened";
    if (standing.closed_ms != 0) {
      return "办结 closed: " + titles.Outcome(standing.outcome) + "（" +
             FormatMinute(standing.closed_ms) + "）";
    }
    std::string text = "办理中 open: " + titles.Stage(change_.procedure, standing.stage);
    if (!standing.level.empty()) text += "（" + titles.Level(standing.level) + "）";
    return text;
  }

  static std::string Units(const std::map<std::string, bool>& units, const Titles& titles) {
    std::string lead;
    std::string assisting;
    for (const auto& [unit, is_lead] : units) {
      std::string& list = is_lead ? lead : assisting;
      list += (list.empty() ? "" : "、") + titles.Unit(unit);
    }
    if (lead.empty() && assisting.empty()) return kNothing;
    return "牵头 lead " + (lead.empty() ? kNothing : lead) +
           (assisting.empty() ? "" : "；协助 assisting " + assisting);
  }

  static std::string Levels(const std::vector<std::string>& levels, const Titles& titles) {
    std::string list;
    for (const std::string& level : levels) {
      list += (list.empty() ? "" : "、") + titles.Level(level);
    }
    return list.empty() ? kNothing : list;
  }

  const MatterChange& change_;
  const Titles& old_;
  const Titles& new_;
  TextTable& table_;
  bool first_ = true;
};

std::string Count(uint64_t count) { return std::to_string(count); }

void AddPair(TextTable& table, const std::string& what, const dryrun::Totals::Pair& pair) {
  table.Add({what, Count(pair.was), Count(pair.would_be)});
}

}  // namespace

std::string FormatChanges(const dryrun::Report& report, PackShelf& ledger_packs,
                          const rulehost::PackPtr& pack) {
  if (report.changes.empty() && report.refused_messages.empty()) {
    return "没有任何不同。 No difference at all.\n";
  }
  TextTable table;
  table.Add({"事项 matter", "什么 what", "原来 was", "新规则下 would be"});
  const Titles new_titles(pack);
  for (const MatterChange& change : report.changes) {
    const rulehost::PackPtr old_pack = ledger_packs.Find(change.pack);
    MatterRows(change, Titles(old_pack ? old_pack : pack), new_titles, table).Add();
  }
  for (const dryrun::RefusedCommand& refused : report.refused_messages) {
    table.Add(
        {kNothing,
         "留言 message " + FormatMinute(refused.time_ms) + "，条目 entry " + Count(refused.seq),
         "接受 accepted", "拒绝 refused: " + Why(refused, new_titles)});
  }
  return table.Format();
}

std::string FormatTotals(const dryrun::Totals& totals, const rulehost::PackPtr& pack) {
  const Titles titles(pack);
  TextTable table;
  table.Add({"合计 totals", "原来 was", "新规则下 would be"});
  table.Add({"事项 matters", Count(totals.matters), Count(totals.matters - totals.not_opened)});
  for (const auto& [outcome, pair] : totals.outcomes) {
    AddPair(table, "  " + (outcome.empty() ? "办理中 open" : titles.Outcome(outcome)), pair);
  }
  AddPair(table, "超时 deadlines missed", totals.late);
  for (const auto& [place, pair] : totals.late_by_stage) {
    AddPair(table, "  " + titles.Stage(place.first, place.second), pair);
  }
  for (const auto& [level, pair] : totals.taken_over) {
    AddPair(table, "升级到 taken over by " + titles.Level(level), pair);
  }
  std::string text = table.Format();

  TextTable changes;
  const auto row = [&changes](const std::string& what, uint64_t count) {
    changes.Add({what, Count(count)});
  };
  row("结果不同的事项 matters with a difference", totals.changed);
  row("  走向分岔 that diverge", totals.diverged);
  row("  不会立项 that would not be opened", totals.not_opened);
  row("  最后状态不同 that stand elsewhere at the end", totals.stand_elsewhere);
  row("  办结日期不同 that end the same at another time", totals.end_at_another_time);
  row("  负责单位不同 for which other units answer", totals.others_answer);
  row("时限由按时变超时 deadlines newly missed", totals.newly_late);
  row("时限不再超时 deadlines no longer missed", totals.no_longer_late);
  row("表决由未通过变通过 votes newly carried", totals.votes_newly_carried);
  row("表决由通过变未通过 votes newly lost", totals.votes_newly_lost);
  row("表决其他不同 votes held in one only", totals.votes_other);
  row("被新规则拒绝的指令 commands that the new rules refuse", totals.refused);
  for (const auto& [why, sum] : totals.refusals) {
    const auto& [reason, rule, detail] = why;
    dryrun::RefusedCommand refused;
    refused.reason = static_cast<v1::Reason>(reason);
    refused.rule = rule;
    refused.detail = detail;
    changes.Add({"  " + Why(refused, titles), Count(sum.commands),
                 "各事项首条 first of its matter: " + Count(sum.first)});
  }
  return text + "\n" + changes.Format();
}

}  // namespace yiting::verbs
