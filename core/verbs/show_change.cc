#include "verbs/show_change.h"

#include <utility>

#include "base/instant.h"

namespace yiting::verbs {

namespace {

using dryrun::MatterChange;

Json Pair(Json was, Json would_be) {
  return {{"was", std::move(was)}, {"would_be", std::move(would_be)}};
}

Json Of(const dryrun::DeadlineFate& fate) {
  Json json = {{"end", NameOf(fate.end)}};
  if (fate.end != dryrun::DeadlineFate::End::kAbsent) json["due"] = FormatInstant({fate.due_ms});
  return json;
}

Json Of(const dryrun::DeadlineChange& change) {
  Json json = Json::object();
  json["stage"] = change.key.stage;
  json["stay"] = change.key.stay;
  json["round"] = change.key.round;
  json["was"] = Of(change.was);
  json["would_be"] = Of(change.would_be);
  return json;
}

Json Of(const dryrun::VoteTrail& vote) {
  Json json = {{"result", NameOf(vote.result)}};
  if (vote.result == dryrun::VoteTrail::Result::kAbsent) return json;
  json["electors"] = vote.electors;
  if (vote.result == dryrun::VoteTrail::Result::kRunning) return json;
  json["in_favour"] = vote.in_favour;
  json["against"] = vote.against;
  json["abstained"] = vote.abstained;
  return json;
}

Json Of(const dryrun::VoteChange& change) {
  const bool before = change.was.result != dryrun::VoteTrail::Result::kAbsent;
  Json json = Json::object();
  json["stage"] = before ? change.was.stage : change.would_be.stage;
  json["stay"] = before ? change.was.stay : change.would_be.stay;
  json["was"] = Of(change.was);
  json["would_be"] = Of(change.would_be);
  return json;
}

Json Of(const dryrun::Standing& standing) {
  if (!standing.opened) return {{"opened", false}};
  Json json = Json::object();
  if (standing.closed_ms != 0) {
    json["outcome"] = standing.outcome;
    json["closed"] = FormatInstant({standing.closed_ms});
    return json;
  }
  json["stage"] = standing.stage;
  if (!standing.level.empty()) json["level"] = standing.level;
  return json;
}

Json Of(const dryrun::PathStep& step) {
  Json json = Json::object();
  json["time"] = FormatInstant({step.time_ms});
  if (step.outcome.empty()) {
    json["stage"] = step.stage;
  } else {
    json["outcome"] = step.outcome;
  }
  if (step.seq) {
    json["seq"] = *step.seq;
  } else {
    json["by"] = "deadline";
  }
  return json;
}

Json Of(const std::map<std::string, bool>& units) {
  Json json = {{"lead", Json::array()}, {"assisting", Json::array()}};
  for (const auto& [unit, lead] : units) json[lead ? "lead" : "assisting"].push_back(unit);
  return json;
}

Json Of(const dryrun::Divergence& divergence, const MatterChange& change) {
  Json json = {{"time", FormatInstant({divergence.time_ms})}};
  if (divergence.seq) json["seq"] = *divergence.seq;
  if (divergence.refused) json["refused"] = v1::Reason_Name(change.refused[0].reason);
  if (divergence.was) json["was"] = Of(*divergence.was);
  if (divergence.would_be) json["would_be"] = Of(*divergence.would_be);
  return json;
}

template <class Changes>
Json ListOf(const Changes& changes) {
  Json list = Json::array();
  for (const auto& change : changes) list.push_back(Of(change));
  return list;
}

Json Of(const dryrun::Totals::Pair& pair) { return Pair(pair.was, pair.would_be); }

}  // namespace

const char* NameOf(dryrun::DeadlineFate::End end) {
  using End = dryrun::DeadlineFate::End;
  switch (end) {
    case End::kAbsent:
      return "absent";
    case End::kRunning:
      return "running";
    case End::kMet:
      return "met";
    case End::kMissed:
      return "missed";
    case End::kEnded:
      return "ended";
    case End::kFailed:
      return "failed";
  }
  return "";
}

const char* NameOf(dryrun::VoteTrail::Result result) {
  using Result = dryrun::VoteTrail::Result;
  switch (result) {
    case Result::kAbsent:
      return "absent";
    case Result::kRunning:
      return "running";
    case Result::kCarried:
      return "carried";
    case Result::kLost:
      return "lost";
  }
  return "";
}

Json ShowRefused(const dryrun::RefusedCommand& refused) {
  Json json = Json::object();
  json["seq"] = refused.seq;
  json["time"] = FormatInstant({refused.time_ms});
  json["by"] = ToHex(refused.actor);
  json["do"] = refused.command;
  if (refused.command == "act_on_matter") json["action"] = refused.action;
  if (!refused.action.empty() && !json.contains("action")) json["procedure"] = refused.action;
  json["reason"] = v1::Reason_Name(refused.reason);
  json["rule"] = refused.rule;
  json["detail"] = refused.detail;
  return json;
}

Json ShowMatterChange(const MatterChange& change) {
  Json json = Json::object();
  json["number"] = change.number;
  json["id"] = ToHex(change.matter);
  json["procedure"] = change.procedure;
  if (!change.category.empty()) json["category"] = change.category;
  json["opened"] = FormatInstant({change.opened_ms});
  if (change.diverges) json["diverges"] = Of(*change.diverges, change);
  if (change.StandsElsewhere() || change.EndsAtAnotherTime()) {
    json["stands"] = Pair(Of(change.was), Of(change.would_be));
  }
  if (!change.deadlines.empty()) json["deadlines"] = ListOf(change.deadlines);
  if (!change.votes.empty()) json["votes"] = ListOf(change.votes);
  if (change.OthersAnswer()) {
    json["answers"] = Pair(Of(change.units_was), Of(change.units_would_be));
  }
  if (change.OthersTakeOver()) {
    json["taken_over"] = Pair(change.levels_was, change.levels_would_be);
  }
  if (!change.refused.empty()) {
    Json& list = json["refused"] = Json::array();
    for (const dryrun::RefusedCommand& refused : change.refused) {
      list.push_back(ShowRefused(refused));
    }
  }
  return json;
}

Json ShowTotals(const dryrun::Totals& totals) {
  Json json = Json::object();
  json["matters"] = totals.matters;
  json["changed"] = totals.changed;
  json["diverged"] = totals.diverged;
  json["not_opened"] = totals.not_opened;
  json["stand_elsewhere"] = totals.stand_elsewhere;
  json["end_at_another_time"] = totals.end_at_another_time;
  json["others_answer"] = totals.others_answer;
  json["late"] = Of(totals.late);
  json["late"]["newly"] = totals.newly_late;
  json["late"]["no_longer"] = totals.no_longer_late;
  Json& stages = json["late_by_stage"] = Json::array();
  for (const auto& [place, pair] : totals.late_by_stage) {
    Json row = {{"procedure", place.first}, {"stage", place.second}};
    row.update(Of(pair));
    stages.push_back(std::move(row));
  }
  json["taken_over"] = Json::object();
  for (const auto& [level, pair] : totals.taken_over) json["taken_over"][level] = Of(pair);
  json["outcomes"] = Json::object();
  for (const auto& [outcome, pair] : totals.outcomes) json["outcomes"][outcome] = Of(pair);
  json["votes"] = {{"newly_carried", totals.votes_newly_carried},
                   {"newly_lost", totals.votes_newly_lost},
                   {"other", totals.votes_other}};
  json["refused"] = totals.refused;
  Json& refusals = json["refusals"] = Json::array();
  for (const auto& [why, sum] : totals.refusals) {
    const auto& [reason, rule, detail] = why;
    refusals.push_back({{"reason", v1::Reason_Name(static_cast<v1::Reason>(reason))},
                        {"rule", rule},
                        {"detail", detail},
                        {"commands", sum.commands},
                        {"first_in_matter", sum.first}});
  }
  return json;
}

}  // namespace yiting::verbs
