// Which matters there will be: who opens what, when, and how far it comes.

#include <algorithm>

#include "base/instant.h"
#include "decide/reopen.h"
#include "demo/life.h"
#include "state/read_territory.h"

namespace yiting::demo {

namespace {

constexpr int kMatters = 26;
// Of what comes rarely: so many days ago.
constexpr int64_t kSeriesDays[] = {46, 19, 8, 3};

// Other rules are for whoever plays with the demo to propose.
bool IsAboutRules(const v1::Procedure& procedure) {
  const auto& fields = procedure.fields();
  return std::any_of(fields.begin(), fields.end(), [](const v1::Field& field) {
    return field.kind() == v1::Field::PACK;
  });
}

bool Has(const v1::Procedure& procedure, v1::Action::Effect effect) {
  for (const v1::Stage& stage : procedure.stages()) {
    for (const v1::Action& action : stage.actions()) {
      const auto& effects = action.effects();
      if (std::find(effects.begin(), effects.end(), effect) != effects.end()) return true;
    }
  }
  return false;
}

bool ChangesRoles(const v1::Procedure& procedure) {
  return Has(procedure, v1::Action::APPOINT) || Has(procedure, v1::Action::DISMISS);
}

// What people bring every day: of the whole community, not a vote among proposals, nobody's role.
bool IsOrdinary(const v1::Procedure& procedure) {
  return procedure.within().empty() && !ChangesRoles(procedure) &&
         !Has(procedure, v1::Action::PROPOSE_OPTION);
}

}  // namespace

// The older ones have mostly ended, the newest wait for their first answer; every fifth is stuck
// somewhere, so that deadlines pass.
Status Life::AddPlans(int64_t began_ms, int64_t now_ms) {
  std::vector<const v1::Procedure*> ordinary;
  for (const v1::Procedure& procedure : pack_->model().procedures()) {
    if (IsAboutRules(procedure)) continue;
    if (IsOrdinary(procedure)) ordinary.push_back(&procedure);
    if (!IsOrdinary(procedure) || Has(procedure, v1::Action::VOTE)) AddSeries(procedure, now_ms);
  }
  for (const v1::Procedure* procedure : ordinary) AddRareOnes(*procedure, now_ms);
  if (ordinary.empty()) return {};
  for (int i = 0; i < kMatters; ++i) {
    Plan plan;
    plan.concern = &ConcernAt(static_cast<size_t>(i) * 7);
    plan.procedure = ordinary[static_cast<size_t>(i) % ordinary.size()];
    if (!Start(plan, OpenersOf(*plan.procedure, now_ms))) continue;
    plan.pace_ms = static_cast<int64_t>(4 + Dice(12)) * kHourMs;
    const int stages = plan.procedure->stages_size();
    // Old ones got stuck anywhere; two of last week have just been missed for the first time.
    if (i % 5 == 2 && stages > 0) plan.stuck_at = static_cast<int>(Dice(stages));
    if (i == kMatters * 3 / 5) plan.stuck_at = 0;
    if (i == kMatters * 2 / 3) plan.stuck_at = 1;
    if (i % 9 == 4) plan.ends_with = "first";
    if (i % 9 == 7) plan.ends_with = "second";
    // Newer ones lie closer together: the last month is the liveliest.
    const int64_t span_ms = now_ms - began_ms - kDayMs;
    const int64_t left = kMatters - 1 - i;
    const int64_t before_ms = span_ms * left * left / (kMatters * kMatters);
    const int64_t last_ms = now_ms - (left + 1) * 7 * kMinuteMs;
    Come(std::move(plan), std::min(DayTime(now_ms - before_ms), last_ms), now_ms);
  }
  return {};
}

// What is not brought every day: some now and then, so that votes have ended and others run.
void Life::AddSeries(const v1::Procedure& procedure, int64_t now_ms) {
  size_t concern = 3;
  for (const int64_t days : kSeriesDays) {
    Plan plan;
    plan.concern = &ConcernAt(concern);
    concern += 5;
    plan.procedure = &procedure;
    if (!Start(plan, OpenersOf(procedure, now_ms))) return;
    Come(std::move(plan), DayTime(now_ms - days * kDayMs), now_ms);
    // One role is given or taken, and that is enough.
    if (ChangesRoles(procedure)) return;
  }
}

// One or two of each kind that a community has seldom.
void Life::AddRareOnes(const v1::Procedure& procedure, int64_t now_ms) {
  const Openers all = OpenersOf(procedure, now_ms);
  Openers residents, staff, terminals;
  for (const auto& opener : all) {
    Openers& group = opener.first->staff              ? staff
                     : IsTerminal(*opener.first) ? terminals
                                                      : residents;
    group.push_back(opener);
  }
  size_t concern = 1;
  const auto start = [&](const Openers& openers, int64_t days, auto change) {
    Plan plan;
    plan.concern = &ConcernAt(concern += 4);
    plan.procedure = &procedure;
    if (!Start(plan, openers)) return;
    change(plan);
    Come(std::move(plan), DayTime(now_ms - days * kDayMs), now_ms);
  };
  for (const int64_t days : {21, 2}) {
    start(terminals, days, [](Plan&) {});
    start(residents, days + 4, [this](Plan& plan) {
      for (const Person& person : cast_) {
        if (person.staff && person.role != "registrar") plan.helper = &person;
        if (plan.helper != nullptr) break;
      }
    });
  }
  start(residents.empty() ? staff : residents, 1, [](Plan& plan) { plan.practice = true; });
  if (procedure.reopen_days() > 0) start(residents, 1, [](Plan& plan) { plan.takes_up = true; });
  // Where both write, staff key in what came from elsewhere.
  if (residents.empty()) return;
  for (const v1::Named& source : pack_->model().sources()) {
    for (const int64_t days : {12, 1}) {
      start(staff, days, [&source](Plan& plan) { plan.source = source.id(); });
    }
  }
}

Life::Openers Life::OpenersOf(const v1::Procedure& procedure, int64_t now_ms) {
  std::vector<Bytes> places;
  const auto& within = procedure.within();
  for (const state::Place& place : state::AllPlaces(desk_.state())) {
    if (std::find(within.begin(), within.end(), place.kind) != within.end()) {
      places.push_back(place.place);
    }
  }
  if (within.empty()) places.emplace_back();
  Openers openers;
  for (const Person& person : cast_) {
    for (const v1::OpenerClass& opener : procedure.may_open()) {
      const auto& roles = opener.roles();
      if (std::find(roles.begin(), roles.end(), person.role) == roles.end()) continue;
      for (const Bytes& place : places) {
        const bool belongs =
            person.staff ||
            state::LivesWithin(desk_.state(), person.household, place, now_ms) ||
            state::SitsInBodyOf(desk_.state(), person.member, place, now_ms);
        if (!belongs) continue;
        // Mostly residents ring.
        for (int n = person.staff ? 1 : 4; n > 0; --n) openers.emplace_back(&person, place);
      }
    }
  }
  return openers;
}

bool Life::Start(Plan& plan, const Openers& openers) {
  if (openers.empty()) return false;
  const auto& [opener, place] = openers[Dice(openers.size())];
  plan.opener = opener;
  plan.place = place;
  plan.pace_ms = static_cast<int64_t>(2 + Dice(4)) * kHourMs;
  return true;
}

void Life::Come(Plan plan, int64_t at_ms, int64_t now_ms) {
  if (at_ms <= now_ms) coming_.emplace(at_ms, std::move(plan));
}

// The closed matter that the plan takes up again; false: there is none.
bool Life::FindBefore(Plan& plan, v1::OpenMatter& body, int64_t now_ms) {
  state::MatterPage page;
  page.only_closed = true;
  page.limit = 100;
  for (const state::Matter& matter : state::MattersOf(desk_.state(), page)) {
    if (matter.procedure != plan.procedure->id() || matter.practice) continue;
    for (const Person& person : cast_) {
      if (person.member != matter.opener || person.staff) continue;
      if (decide::WhyNotReopen(desk_.state(), *pack_, matter, person.member, now_ms)) continue;
      plan.opener = &person;
      body.set_follows(matter.matter);
      body.set_place(matter.place);
      return true;
    }
  }
  return false;
}

Status Life::Open(Plan& plan, int64_t now_ms) {
  ops::Draft draft;
  v1::OpenMatter& body = *draft.payload.mutable_open_matter();
  body.set_procedure(plan.procedure->id());
  body.set_channel(IsTerminal(*plan.opener) || Dice(5) == 0 ? v1::KIOSK : v1::APP);
  body.set_place(plan.place);
  body.set_practice(plan.practice);
  if (plan.takes_up && !FindBefore(plan, body, now_ms)) return {};
  if (plan.helper != nullptr) {
    body.set_channel(v1::VISIT);
    body.set_consent(v1::SPOKEN);
    draft.payload.set_on_behalf_of(plan.opener->member);
  }
  if (!plan.source.empty()) {
    body.set_channel(v1::IMPORT);
    body.set_source(plan.source);
    body.set_source_ref("HZ-" + std::to_string(2'000 + Dice(7'000)));
  }
  const Person& by = plan.helper != nullptr ? *plan.helper : *plan.opener;
  Fill({plan, nullptr, nullptr, by, now_ms}, plan.procedure->fields(), draft,
       *body.mutable_inputs());
  ASSIGN_OR_RETURN(Bytes command, Admit(by, std::move(draft), now_ms));
  plan.matter = command.substr(0, 16);
  return {};
}

}  // namespace yiting::demo
