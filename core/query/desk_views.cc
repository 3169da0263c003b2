// The staff's desk: what waits for the officer on duty, a period in one page for those who listen,
// and tasks as work orders.

#include <algorithm>
#include <tuple>

#include "base/instant.h"
#include "base/sort.h"
#include "query/views.h"
#include "state/read_opinions.h"
#include "state/read_tasks.h"
#include "state/read_territory.h"

namespace yiting::query {

namespace {

constexpr int64_t kMsInDay = 86'400'000;

// Beigan's officer saw a dozen reports of one crossing within hours; a handful is worth a look.
constexpr int64_t kSurgeFrom = 5;
constexpr uint32_t kSurgeMatters = 20;
constexpr uint32_t kMostSupportedRows = 10;
constexpr uint32_t kEndedRows = 20;

void FillLoads(const QueryInput& input, const PackPtr& pack, v1::DutyView& view) {
  std::vector<state::UnitLoad> loads = state::AllUnitLoads(input.community);
  Sort(loads, [](const auto& a, const auto& b) {
    return std::tie(a.late, a.open) > std::tie(b.late, b.open);
  });
  for (const state::UnitLoad& load : loads) {
    v1::UnitLoadRow* row = view.add_units();
    row->set_unit(load.unit);
    *row->mutable_title() = TitleOfUnit(input, pack, load.unit);
    row->set_open(static_cast<uint64_t>(load.open));
    row->set_unanswered(static_cast<uint64_t>(load.unanswered));
    row->set_late(static_cast<uint64_t>(load.late));
  }
}

std::string TitleOf(const QueryInput& input, const state::Matter& matter) {
  if (matter.title.empty()) return {};
  return input.contents.Find(matter.title).value_or(Bytes());
}

void FillDigestMatter(const QueryInput& input, const state::Matter& matter,
                      v1::DigestMatterRow& row) {
  row.set_matter(matter.matter);
  row.set_number(matter.number);
  row.set_title(TitleOf(input, matter));
  row.set_supporters(static_cast<uint64_t>(matter.supporters));
  if (!matter.closed()) return;
  *row.mutable_outcome() = TitleOfOutcome(input.packs.Find(matter.pack), matter.outcome);
}

const char* StateOf(const state::Task& task) {
  if (task.state == state::Task::kReported) return "reported";
  return task.state == state::Task::kAccepted ? "accepted" : "open";
}

}  // namespace

void FillDuty(const QueryInput& input, v1::DutyView& view) {
  const PackPtr pack = PackInForce(input);
  const int64_t tomorrow_ms = StartOf(CivilDay{DayOf(Instant{input.now_ms}).days + 1}).ms;
  const state::DutyCounts counts =
      state::CountDuty(input.community, input.now_ms, tomorrow_ms + 1);
  view.set_overdue(static_cast<uint64_t>(counts.overdue));
  view.set_due_today(static_cast<uint64_t>(counts.due_soon));
  view.set_unassigned(static_cast<uint64_t>(counts.unassigned));
  view.set_messages(static_cast<uint64_t>(counts.messages));
  view.set_applicants(static_cast<uint64_t>(state::CountApplicants(input.community)));
  view.set_reported_opinions(static_cast<uint64_t>(state::CountReported(input.community)));
  view.set_tasks_overdue(
      static_cast<uint64_t>(state::CountTasksDue(input.community, input.now_ms)));
  for (const state::Surge& surge :
       state::SurgesSince(input.community, input.now_ms - kMsInDay, kSurgeFrom, kSurgeMatters)) {
    v1::SurgeRow* row = view.add_surges();
    *row->mutable_category() = TitleOfCategory(pack, surge.category);
    row->set_count(static_cast<uint64_t>(surge.count));
    for (const Bytes& matter : surge.matters) row->add_matters(matter);
  }
  FillLoads(input, pack, view);
}

void FillDigest(const QueryInput& input, const v1::DigestRequest& request,
                v1::DigestView& view) {
  const PackPtr pack = PackInForce(input);
  const state::Period period{request.from_ms(), request.until_ms()};
  const state::PeriodCounts counts = state::CountPeriod(input.community, period);
  view.set_opened(static_cast<uint64_t>(counts.opened));
  view.set_closed(static_cast<uint64_t>(counts.closed));
  view.set_overdue(static_cast<uint64_t>(counts.overdue));
  view.set_opinions(static_cast<uint64_t>(counts.opinions));
  view.set_ballots(static_cast<uint64_t>(counts.ballots));
  view.set_ratings(static_cast<uint64_t>(counts.rated));
  view.set_satisfied(static_cast<uint64_t>(counts.satisfied));
  for (const auto& [category, opened] : state::CategoriesIn(input.community, period)) {
    v1::DigestCategoryRow* row = view.add_categories();
    *row->mutable_category() = TitleOfCategory(pack, category);
    row->set_opened(static_cast<uint64_t>(opened));
  }
  for (const state::Matter& matter :
       state::MostSupportedIn(input.community, period, kMostSupportedRows)) {
    FillDigestMatter(input, matter, *view.add_most_supported());
  }
  for (const state::Matter& matter : state::ClosedIn(input.community, period, kEndedRows)) {
    FillDigestMatter(input, matter, *view.add_ended());
  }
}

void FillOrders(const QueryInput& input, const v1::OrdersRequest& request,
                v1::OrdersView& view) {
  for (const state::Task& task :
       state::AllTasks(input.community, request.unit(), request.open_only())) {
    const auto matter = state::FindMatter(input.community, task.matter);
    if (!matter) continue;
    v1::OrderRow* row = view.add_rows();
    row->set_number(matter->number);
    row->set_matter(matter->matter);
    row->set_task(static_cast<uint32_t>(task.task));
    row->set_unit(task.unit);
    *row->mutable_unit_title() = TitleOfUnit(input, input.packs.Find(matter->pack), task.unit);
    row->set_text(input.contents.Find(task.content).value_or(Bytes()));
    row->set_due_ms(task.due_ms);
    row->set_state(StateOf(task));
    row->set_title(TitleOf(input, *matter));
    row->set_category(matter->category);
  }
}

}  // namespace yiting::query
