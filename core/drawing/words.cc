#include "drawing/words.h"

namespace yiting::drawing {

namespace {

struct Relation {
  const char* id;
  const char* zh;
  const char* en;
};
constexpr Relation kRelations[] = {
    {"opener", "申请人", "Applicant"},         {"invitee", "受邀人", "Invited"},
    {"participant", "参与人", "Participants"}, {"party", "责任方", "Responsible parties"},
    {"lead", "牵头单位", "Lead unit"},         {"elector", "投票人", "Voters"},
    {"reviewer", "联审人", "Reviewers"},       {"supporter", "附议人", "Supporters"},
    {"neighbour", "这里的住户", "Neighbours"}, {"asked", "相同事项的附议人", "Supporters of the same"},
};

struct Unit {
  v1::DeadlineRule::Clock clock;
  const char* zh;
  const char* en;
};
constexpr Unit kUnits[] = {
    {v1::DeadlineRule::WORKDAYS, "个工作日", "working day"},
    {v1::DeadlineRule::DAYS, "天", "day"},
    {v1::DeadlineRule::HOURS, "小时", "hour"},
};

}  // namespace

std::string Words::Of(const v1::Text& text) const {
  std::string line = chinese() || text.en().empty() ? text.zh() : text.en();
  for (char& c : line) {
    if (static_cast<uint8_t>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return line;
}

std::string Words::Listed(const std::vector<std::string>& texts) const {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : Pick("、", ", ")) + text;
  return all;
}

std::string Words::Actor(const std::string& role) const {
  for (const Relation& relation : kRelations) {
    if (role == relation.id) return Pick(relation.zh, relation.en);
  }
  const v1::Role* found = pack_.FindRole(role);
  return found == nullptr ? role : Of(found->title());
}

std::string Words::Actors(const std::vector<std::string>& roles) const {
  std::vector<std::string> titles;
  for (const std::string& role : roles) titles.push_back(Actor(role));
  return Listed(titles);
}

std::string Words::OutcomeOf(const std::string& outcome) const {
  const v1::Named* found = pack_.FindOutcome(outcome);
  return found == nullptr ? outcome : Of(found->title());
}

std::string Words::LevelOf(const std::string& level) const {
  const v1::Level* found = pack_.FindLevel(level);
  return found == nullptr ? level : Of(found->title());
}

std::string Words::Amount(const v1::DeadlineRule& rule, const char* more) const {
  if (rule.clock() == v1::DeadlineRule::DAYS && rule.amount() == 0) {
    return Pick("当天", "the same day");
  }
  const std::string amount = std::to_string(rule.amount());
  for (const Unit& unit : kUnits) {
    if (unit.clock != rule.clock()) continue;
    if (chinese()) return amount + " " + unit.zh;
    return amount + " " + more + unit.en + (rule.amount() == 1 ? "" : "s");
  }
  return amount;
}

std::string Words::Duration(const v1::DeadlineRule& rule) const { return Amount(rule, ""); }

std::string Words::Further(const v1::DeadlineRule& rule) const {
  return Pick("再 ", "") + Amount(rule, "more ");
}

std::string Words::Share(int64_t part, int64_t whole) {
  if (whole == 100) return std::to_string(part) + "%";
  return std::to_string(part) + "/" + std::to_string(whole);
}

}  // namespace yiting::drawing
