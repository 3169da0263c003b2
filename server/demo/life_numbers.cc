// What is filled in by the number or by what was there before: opinions, tasks, options, ballots on
// paper, other matters.

#include <algorithm>
#include <set>
#include <utility>

#include "base/instant.h"
#include "demo/ground.h"
#include "demo/life.h"
#include "state/read_links.h"
#include "state/read_opinions.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"

namespace yiting::demo {

namespace {

// Up to here a number is a score: mostly the upper end, sometimes the middle.
constexpr int64_t kScoreMax = 10;
constexpr int64_t kMany = 12;
constexpr int64_t kFenInYuan = 100;

bool IsOneOf(const google::protobuf::RepeatedPtrField<std::string>& names,
             const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool Life::FillNumber(const Asking& asking, const v1::Field& field, v1::Input& input) {
  int64_t number = std::max(field.min(), field.max() - static_cast<int64_t>(Dice(7) / 3));
  if (field.max() > kScoreMax) {
    number = std::max(field.min(), kMany + static_cast<int64_t>(Dice(9)));
  }
  if (field.id() == "reply_to") {
    const auto said = state::OpinionsOf(desk_.state(), asking.plan.matter);
    if (said.empty() || Dice(2) == 0) return false;
    const state::Opinion& opinion = said[Dice(said.size())];
    if (opinion.hidden) return false;
    number = opinion.opinion;
  } else if (field.id() == "about") {
    number = OpinionFor(asking);
  } else if (field.id() == "number") {
    number = TaskFor(asking);
  } else if (field.id() == "amount" || field.id() == "cost") {
    number = std::min(field.max(), static_cast<int64_t>(3 + Dice(6)) * 1'000);
  } else if (field.optional()) {
    return false;
  }
  if (asking.Does(v1::Action::MEASURE)) number = asking.matter->visit > 1 ? number : number * 3;
  input.set_number(number);
  return number != 0 || field.min() == 0;
}

// Praised is any, reported the last that somebody else gave, hidden what was reported; 0: none.
int64_t Life::OpinionFor(const Asking& asking) {
  std::vector<int64_t> fit;
  for (const state::Opinion& opinion : state::OpinionsOf(desk_.state(), asking.plan.matter)) {
    if (opinion.hidden) continue;
    const bool fits = asking.Does(v1::Action::HIDE) ? opinion.reported > 0
                                                    : opinion.member != asking.by.member;
    if (fits) fit.push_back(opinion.opinion);
  }
  if (fit.empty()) return 0;
  return asking.Does(v1::Action::PRAISE) ? fit[Dice(fit.size())] : fit.back();
}

// One that the actor's unit owes, or one that waits to be looked at; 0: none.
int64_t Life::TaskFor(const Asking& asking) {
  const bool reports = asking.Does(v1::Action::REPORT_TASK);
  for (const state::Task& task : state::TasksOf(desk_.state(), asking.plan.matter)) {
    const bool fits = reports ? task.state == state::Task::kOpen && task.unit == asking.by.unit
                              : task.state == state::Task::kReported;
    if (fits) return task.task;
  }
  return 0;
}

bool Life::FillMatters(const Asking& asking, const v1::Field& field, v1::Input& input) {
  state::Community& state = desk_.state();
  std::set<Bytes> chosen;
  if (asking.Does(v1::Action::UNLINK)) {
    for (const state::Link& link : state::LinksOf(state, asking.plan.matter)) {
      chosen.insert(link.other);
      break;
    }
  } else {
    state::MatterPage page;
    page.only_open = true;
    page.limit = 40;
    for (const state::Matter& other : state::MattersOf(state, page)) {
      const bool linked =
          state::LinkTo(state, other.matter) || !state::LinksOf(state, other.matter).empty();
      const bool same = other.procedure == asking.plan.procedure->id();
      const bool fits = asking.Does(v1::Action::LINK) ? same && !linked : !same;
      if (!fits || other.matter == asking.plan.matter || other.practice) continue;
      chosen.insert(other.matter);
      break;
    }
  }
  if (chosen.empty() || (field.optional() && Dice(2) == 0)) return false;
  for (const Bytes& matter : chosen) input.mutable_matters()->add_matter(matter);
  return true;
}

// As many as the method takes, from some point on, so that people differ.
bool Life::FillOptions(const Asking& asking, v1::Input& input) {
  const v1::Stage* stage = pack_->FindStage(asking.matter->procedure, asking.matter->stage);
  const auto poll = state::FindRunningPoll(desk_.state(), *asking.matter);
  if (stage == nullptr || !poll || poll->options == 0) return false;
  const v1::Poll& rule = stage->poll();
  size_t most = static_cast<size_t>(poll->options);
  if (rule.method() == v1::Poll::CHOICE) most = 1;
  if (rule.method() == v1::Poll::APPROVAL) {
    most = std::min<size_t>(most, std::max(rule.seats(), 1u));
  }
  const auto proposed = state::OptionsOf(desk_.state(), asking.matter->matter);
  // The first is liked best: half of the people begin with it.
  const auto first = Dice(2) == 0 ? 0 : static_cast<int64_t>(Dice(most));
  std::vector<uint32_t> chosen;
  int64_t left = rule.budget();
  if (asking.Does(v1::Action::ENTER_BALLOT)) most = 1;  // so that two officers read the same
  for (int64_t i = 0; i < poll->options && chosen.size() < most; ++i) {
    const int64_t from = asking.Does(v1::Action::ENTER_BALLOT) ? 0 : first;
    const int64_t option = (from + i) % poll->options + 1;
    if (rule.method() == v1::Poll::BUDGET) {
      const auto at = static_cast<size_t>(option - 1);
      const int64_t cost = at < proposed.size() ? proposed[at].cost : kFenInYuan;
      if (cost > left) continue;
      left -= cost;
    }
    chosen.push_back(static_cast<uint32_t>(option));
  }
  if (rule.method() != v1::Poll::RANKING) std::sort(chosen.begin(), chosen.end());
  input.mutable_options()->mutable_option()->Add(chosen.begin(), chosen.end());
  return true;
}

// Somebody whose ballot another officer has read once, or else who has not voted.
const Person* Life::OnPaper(const Asking& asking) {
  const v1::Stage* stage = pack_->FindStage(asking.matter->procedure, asking.matter->stage);
  if (stage == nullptr) return nullptr;
  const v1::Poll& rule = stage->poll();
  const state::Per per = rule.by_owner()       ? state::Per::kOwner
                         : rule.by_household() ? state::Per::kHousehold
                                               : state::Per::kMember;
  const Person* fresh = nullptr;
  for (const Person& person : cast_) {
    // Owners need not be electors: who never opened the app votes on paper alone.
    const bool may = rule.by_owner() || IsOneOf(rule.electors(), person.role);
    if (person.household.empty() || !may) continue;
    const Bytes voter = state::VoterOf(desk_.state(), person.member, per);
    if (state::FindBallot(desk_.state(), *asking.matter, voter)) continue;
    const auto read = state::PapersOf(desk_.state(), *asking.matter, voter);
    if (read.empty()) fresh = &person;
    if (read.size() == 1 && read[0].by != asking.by.member) return &person;
  }
  return fresh;
}

}  // namespace yiting::demo
