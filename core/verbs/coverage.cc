#include "verbs/coverage.h"

#include <algorithm>

#include "base/instant.h"
#include "verbs/coverage_days.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::verbs {

namespace {

constexpr char kCalendarPlace[] = "calendar";

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

std::string TextAt(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : "";
}

int64_t TimeAt(const Json& json, const char* key) {
  const Result<Instant> instant = ParseInstant(TextAt(json, key));
  return instant ? instant->ms : 0;
}

int64_t NumberAt(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_number_integer() ? json[key].get<int64_t>() : 0;
}

bool Does(const v1::Action& action, v1::Action::Effect effect) {
  return std::find(action.effects().begin(), action.effects().end(), effect) !=
         action.effects().end();
}

bool Needs(const Fields& fields, std::initializer_list<v1::Field::Kind> kinds) {
  return std::any_of(fields.begin(), fields.end(), [&kinds](const v1::Field& field) {
    return std::find(kinds.begin(), kinds.end(), field.kind()) != kinds.end();
  });
}

void Ask(Coverage::Row& row, Coverage::Kind kind, const std::string& what) {
  row.marks.push_back({kind, what});
}

void AskReason(Coverage::Row& row, v1::Reason reason) {
  Ask(row, Coverage::Kind::kRefusal, v1::Reason_Name(reason));
}

// What the inputs themselves can be refused for.
void AskInputs(Coverage::Row& row, const Fields& fields) {
  const bool required = std::any_of(fields.begin(), fields.end(),
                                    [](const v1::Field& field) { return !field.optional(); });
  if (required) AskReason(row, v1::INPUT_MISSING);
  if (Needs(fields, {v1::Field::CODE, v1::Field::CATEGORY, v1::Field::NUMBER})) {
    AskReason(row, v1::INPUT_INVALID);
  }
  if (Needs(fields, {v1::Field::UNITS})) AskReason(row, v1::UNIT_UNKNOWN);
  if (Needs(fields, {v1::Field::MEMBERS})) AskReason(row, v1::MEMBER_UNKNOWN);
  if (Needs(fields, {v1::Field::PACK})) AskReason(row, v1::PACK_UNKNOWN);
  if (Needs(fields, {v1::Field::ROOM})) AskReason(row, v1::ROOM_UNKNOWN);
}

bool OpensWithoutStaff(const v1::Pack& pack, const v1::Procedure& procedure) {
  const auto is_staff = [&pack](const std::string& id) {
    return std::any_of(pack.roles().begin(), pack.roles().end(), [&id](const v1::Role& role) {
      return role.id() == id && role.staff();
    });
  };
  return std::any_of(procedure.may_open().begin(), procedure.may_open().end(),
                     [&is_staff](const v1::OpenerClass& opener) {
                       return !std::all_of(opener.roles().begin(), opener.roles().end(), is_staff);
                     });
}

// More than one must take it before it moves.
bool Waits(const v1::Action& action) {
  return action.signers() > 1 || action.all_parties() || action.all_reviewers();
}

// Can somebody come a second time, while the matter is still in the stage?
bool CanComeAgain(const v1::Action& action) {
  const bool goes = !action.to().empty() || !action.outcome().empty();
  if (goes && !Waits(action)) return false;
  return action.once() || action.signers() > 1 || action.all_reviewers() ||
         Does(action, v1::Action::REPORT_IN) ||
         Does(action, v1::Action::REPLY) || Does(action, v1::Action::VOTE) ||
         Does(action, v1::Action::PRAISE) || Does(action, v1::Action::REPORT) ||
         Does(action, v1::Action::ENTER_BALLOT);
}

// Can what it is about, or answers, be an opinion that is not there?
bool SpeaksOfOpinions(const v1::Action& action) {
  const auto& needs = action.needs();
  const bool answers = std::any_of(needs.begin(), needs.end(), [](const v1::Field& field) {
    return field.id() == "reply_to";
  });
  return Does(action, v1::Action::PRAISE) || Does(action, v1::Action::REPORT) ||
         Does(action, v1::Action::HIDE) || (Does(action, v1::Action::OPINE) && answers);
}

v1::Reason NotTheirs(const v1::Action& action) {
  if (Does(action, v1::Action::REPORT_IN) || Does(action, v1::Action::REPLY)) {
    return v1::NOT_A_PARTY;
  }
  const auto& by = action.by();
  const bool own = std::find(by.begin(), by.end(), "invitee") != by.end();
  return own && Does(action, v1::Action::CONFIRM) ? v1::NOT_INVITED : v1::NOT_ALLOWED;
}

// Is there a stage in which the action cannot be taken?
bool HasOtherStage(const v1::Procedure& procedure, const std::string& action) {
  return std::any_of(
      procedure.stages().begin(), procedure.stages().end(), [&action](const v1::Stage& stage) {
        return std::none_of(stage.actions().begin(), stage.actions().end(),
                            [&action](const v1::Action& each) { return each.id() == action; });
      });
}

std::string DeadlinePlace(const std::string& procedure, const std::string& stage, int64_t round) {
  return procedure + (stage.empty() ? "" : "." + stage) + "#" + std::to_string(round + 1);
}

// Was anything done or looked at from `from_ms` on and before `until_ms`?
bool HasMoment(const std::vector<int64_t>& moments, int64_t from_ms, int64_t until_ms) {
  const auto found = std::lower_bound(moments.begin(), moments.end(), from_ms);
  return found != moments.end() && *found < until_ms;
}

}  // namespace

Coverage::Coverage(const rulehost::LoadedPack& pack) : pack_(pack.shared_from_this()) {
  for (const v1::Procedure& procedure : pack.model().procedures()) {
    AskOpening(procedure);
    for (const v1::Stage& stage : procedure.stages()) {
      for (const v1::Action& action : stage.actions()) AskAction(procedure, stage.id(), action);
      if (stage.has_poll()) {
        for (const v1::Action& action : stage.actions()) AskBallot(procedure, stage, action);
        Row& row = AddRow(procedure.id() + "." + stage.id());
        for (const char* verdict : {"passed", "failed"}) Ask(row, Kind::kPoll, verdict);
      }
      if (stage.has_deadline()) {
        AskDeadlines(procedure.id() + "." + stage.id(), stage.deadline());
      }
    }
    for (const v1::Action& action : procedure.actions()) AskAction(procedure, "*", action);
    if (procedure.has_deadline()) AskDeadlines(procedure.id(), procedure.deadline());
    AskReason(AddRow(procedure.id()), v1::MATTER_CLOSED);
  }
  if (!in_workdays_.empty()) AskCalendar();
  Row& row = AddRow("*");
  AskReason(row, v1::OBSERVER);
  for (const v1::Named& refusal : pack.model().refusals()) Ask(row, Kind::kRefusal, refusal.id());
}

Coverage::Row& Coverage::AddRow(const std::string& place) {
  places_[place] = rows_.size();
  return rows_.emplace_back(Row{place, {}});
}

void Coverage::AskOpening(const v1::Procedure& procedure) {
  Row& row = AddRow(rulehost::LoadedPack::OpenPlace(procedure.id()));
  for (const v1::OpenerClass& each : procedure.may_open()) {
    Ask(row, Kind::kAction, "by " + each.id());
  }
  AskReason(row, v1::NOT_ALLOWED);
  if (!procedure.within().empty()) {
    AskReason(row, v1::PLACE_UNKNOWN);
    // Staff belong to every place.
    if (OpensWithoutStaff(pack_->model(), procedure)) AskReason(row, v1::NOT_OF_THIS_PLACE);
  }
  AskInputs(row, procedure.fields());
  if (procedure.open_hook()) AskReason(row, v1::RULE_REFUSED);
}

void Coverage::AskAction(const v1::Procedure& procedure, const std::string& stage,
                         const v1::Action& action) {
  const std::string place = rulehost::LoadedPack::ActionPlace(procedure.id(), stage, action.id());
  Row& row = AddRow(place);
  Ask(row, Kind::kAction, "taken");
  if (Waits(action)) {
    Ask(row, Kind::kAction, "waits");
    Ask(row, Kind::kAction, "moves");
  }
  AskReason(row, NotTheirs(action));
  if (stage != "*" && HasOtherStage(procedure, action.id())) {
    AskReason(row, v1::WRONG_STAGE);
    same_id_[procedure.id() + "." + action.id()].push_back(place);
  }
  if (CanComeAgain(action)) AskReason(row, v1::ALREADY_DONE);
  AskInputs(row, action.needs());
  if (action.has_quorum()) AskReason(row, v1::NO_QUORUM);
  if (SpeaksOfOpinions(action)) AskReason(row, v1::OPINION_UNKNOWN);
  if (action.hook()) AskReason(row, v1::RULE_REFUSED);
}

// What a ballot can be refused for that no other action can.
void Coverage::AskBallot(const v1::Procedure& procedure, const v1::Stage& stage,
                         const v1::Action& action) {
  if (!Does(action, v1::Action::VOTE)) return;
  const auto found = places_.find(
      rulehost::LoadedPack::ActionPlace(procedure.id(), stage.id(), action.id()));
  Row& row = rows_[found->second];
  const v1::Poll& poll = stage.poll();
  if (poll.method() != v1::Poll::FOR_AGAINST) AskReason(row, v1::OPTION_UNKNOWN);
  if (poll.method() == v1::Poll::CHOICE || poll.method() == v1::Poll::BUDGET) {
    AskReason(row, v1::BALLOT_TOO_MUCH);
  }
  if (poll.grace_hours() > 0) AskReason(row, v1::VOTE_CLOSED);
}

void Coverage::AskDeadlines(const std::string& place, const v1::DeadlineRule& rule) {
  const v1::DeadlineRule* each = &rule;
  for (int64_t round = 0; each != nullptr; ++round) {
    Row& row = AddRow(DeadlinePlace(place, "", round));
    if (each->clock() == v1::DeadlineRule::WORKDAYS) in_workdays_.insert(row.place);
    for (const char* moment : {"before", "due"}) Ask(row, Kind::kDeadline, moment);
    each = each->on_late().has_again() ? &each->on_late().again() : nullptr;
  }
}

void Coverage::AskCalendar() {
  Row& row = AddRow(kCalendarPlace);
  for (const char* kind : kFeastDays) Ask(row, Kind::kCalendar, kind);
}

void Coverage::Add(const std::vector<Json>& transcript, const std::vector<int64_t>& moments) {
  Played played;
  for (const Json& line : transcript) {
    if (line.contains("entry")) SeeEntry(line["entry"], played);
    if (line.contains("refused")) SeeRefusal(line["refused"], played);
  }
  for (const auto& each : played.deadlines) SeeMoments(each.second, moments);
}

void Coverage::SeeMoments(const Running& deadline, const std::vector<int64_t>& moments) {
  // Who acts in the last second ends the deadline in that moment, and has looked at it.
  const int64_t runs_until_ms = std::min(deadline.end_ms, deadline.due_ms - 1) + 1;
  const bool before = HasMoment(
      moments, std::max(deadline.due_ms - kSecondMs, deadline.set_ms), runs_until_ms);
  const bool due =
      deadline.fell && HasMoment(moments, deadline.due_ms, deadline.due_ms + kSecondMs);
  if (before) See(deadline.place, "before");
  if (due) See(deadline.place, "due");
  if (!before || !due || in_workdays_.count(deadline.place) == 0) return;
  for (const std::string& kind :
       FeastDaysBetween(pack_->calendar(), deadline.set_ms, deadline.due_ms)) {
    See(kCalendarPlace, kind);
  }
}

void Coverage::See(const std::string& place, const std::string& what) {
  const auto row = places_.find(place);
  if (row == places_.end()) return;
  for (Mark& mark : rows_[row->second].marks) {
    if (mark.what == what) ++mark.seen;
  }
}

void Coverage::SeeEntry(const Json& entry, Played& played) {
  const Json& events = entry["events"];
  const bool moves = std::any_of(events.begin(), events.end(), [](const Json& event) {
    return event["event"] == "stage_entered" || event["event"] == "matter_closed";
  });
  for (const Json& event : events) SeeEvent(event, TimeAt(entry, "time"), moves, played);
}

void Coverage::SeeEvent(const Json& event, int64_t time_ms, bool moves, Played& played) {
  const std::string what = TextAt(event, "event");
  const std::string matter = TextAt(event, "matter");
  if (what == "matter_opened") {
    played.procedures[matter] = TextAt(event, "procedure");
    See(rulehost::LoadedPack::OpenPlace(played.procedures[matter]),
        "by " + TextAt(event, "opener_class"));
  } else if (what == "stage_entered") {
    played.stages[matter] = TextAt(event, "stage");
  } else if (what == "action_taken") {
    for (const std::string& stage : {played.stages[matter], std::string("*")}) {
      const std::string place = rulehost::LoadedPack::ActionPlace(played.procedures[matter], stage,
                                                                  TextAt(event, "action"));
      if (places_.count(place) == 0) continue;
      See(place, "taken");
      See(place, moves ? "moves" : "waits");
      break;
    }
  } else if (what == "tally_published") {
    See(played.procedures[matter] + "." + played.stages[matter],
        event["passed"] == true ? "passed" : "failed");
  } else {
    SeeDeadline(event, time_ms, played);
  }
}

void Coverage::SeeDeadline(const Json& event, int64_t time_ms, Played& played) {
  const std::string what = TextAt(event, "event");
  if (!what.starts_with("deadline_") && what != "time_up") return;
  Running& deadline = played.deadlines[NumberAt(event, "deadline")];
  if (what == "deadline_set") {
    deadline = {DeadlinePlace(played.procedures[TextAt(event, "matter")], TextAt(event, "stage"),
                              NumberAt(event, "round")),
                time_ms, TimeAt(event, "due")};
  } else if (what == "deadline_moved") {
    deadline.due_ms = TimeAt(event, "due");
  } else {
    deadline.end_ms = time_ms;
    deadline.fell = what == "deadline_missed" || what == "time_up";
  }
}

void Coverage::SeeRefusal(const Json& refusal, const Played& played) {
  const std::string reason = TextAt(refusal, "reason");
  const std::string rule = TextAt(refusal, "rule");
  if (reason == "OBSERVER") return See("*", reason);
  if (reason == "RULE_REFUSED") See("*", TextAt(refusal, "detail"));
  if (reason != "WRONG_STAGE") return See(rule, reason);
  const Json& cause = refusal["cause"];
  const auto procedure = played.procedures.find(TextAt(cause, "matter"));
  if (procedure == played.procedures.end()) return;
  const auto places = same_id_.find(procedure->second + "." + TextAt(cause, "action"));
  if (places == same_id_.end()) return;
  for (const std::string& place : places->second) See(place, reason);
}

}  // namespace yiting::verbs
