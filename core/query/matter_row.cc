// One matter in a list: what it is, where it stands, how long there is.

#include <algorithm>

#include "query/views.h"

namespace yiting::query {

namespace {

// How far days are counted one by one; beyond it the exact number helps nobody.
constexpr int32_t kCountedDaysMax = 1000;

void FillTitle(const QueryInput& input, const state::Matter& matter, v1::MatterRow& row) {
  if (matter.title.empty()) return;
  std::optional<Bytes> title = input.contents.Find(matter.title);
  row.set_title_withheld(!title);
  if (!title) row.set_title_erased(ErasedMs(input, matter.title) != 0);
  if (title) row.set_title(std::move(*title));
}

void FillStage(const PackPtr& pack, const state::Matter& matter, v1::MatterRow& row) {
  row.set_stage(matter.stage);
  const v1::Procedure* procedure = pack ? pack->FindProcedure(matter.procedure) : nullptr;
  if (procedure != nullptr) {
    uint32_t steps = 0;
    for (const v1::Stage& stage : procedure->stages()) {
      steps = std::max(steps, stage.step());
      if (stage.id() == matter.stage) row.set_step(stage.step());
    }
    row.set_steps(steps);
  }
  if (!matter.stage.empty()) {
    *row.mutable_stage_title() = TitleOfStage(pack, matter.procedure, matter.stage);
  }
}

void FillTime(const QueryInput& input, const PackPtr& pack, const state::Matter& matter,
              v1::MatterRow& row) {
  row.set_opened_ms(matter.opened_ms);
  row.set_closed_ms(matter.closed_ms);
  row.set_due_ms(matter.due_ms);
  row.set_clock_due_ms(matter.clock_due_ms);
  row.set_clock_overdue(matter.clock_late > 0);
  if (matter.closed()) return;
  row.set_overdue(matter.late > 0 || (matter.due_ms != 0 && matter.due_ms <= input.now_ms));
  if (matter.due_ms == 0) return;
  std::optional<state::Deadline> deadline =
      state::FindDeadline(input.community, matter.deadline);
  row.set_provisional(deadline && deadline->provisional);
  if (pack) row.set_workdays_left(WorkdaysLeft(pack->calendar(), input.now_ms, matter.due_ms));
}

}  // namespace

int32_t WorkdaysLeft(const rulehost::Calendar& calendar, int64_t now_ms, int64_t due_ms) {
  // A deadline at the end of a day is written as the start of the next; its day is the one before.
  const CivilDay due = DayOf(Instant{due_ms - 1});
  const CivilDay today = DayOf(Instant{now_ms});
  int32_t first = std::min(due.days, today.days) + 1;
  int32_t last = std::max(due.days, today.days);
  last = std::min(last, first + kCountedDaysMax);
  int32_t worked = 0;
  for (int32_t day = first; day <= last; ++day) worked += calendar.IsWorkday(CivilDay{day});
  return due < today ? -worked : worked;
}

void FillRow(const QueryInput& input, const state::Matter& matter, v1::MatterRow& row) {
  // A matter lives under the version that it was opened with.
  const PackPtr pack = input.packs.Find(matter.pack);
  row.set_matter(matter.matter);
  row.set_number(matter.number);
  FillTitle(input, matter, row);
  *row.mutable_procedure() = TitleOfProcedure(pack, matter.procedure);
  FillStage(pack, matter, row);
  if (!matter.category.empty()) {
    row.set_category(matter.category);
    *row.mutable_category_title() = TitleOfCategory(pack, matter.category);
  }
  if (matter.closed()) {
    row.set_outcome(matter.outcome);
    *row.mutable_outcome_title() = TitleOfOutcome(pack, matter.outcome);
  } else {
    *row.mutable_holder() = HolderOf(input, pack, matter);
  }
  FillTime(input, pack, matter, row);
  if (!matter.level.empty()) *row.mutable_level() = TitleOfLevel(pack, matter.level);
  row.set_practice(matter.practice);
  row.set_supporters(static_cast<uint64_t>(matter.supporters));
  if (!matter.place.empty()) *row.mutable_place() = TitleOfPlace(input, matter.place);
  row.set_place_id(matter.place);
  row.set_procedure_id(matter.procedure);
  if (!matter.source.empty()) *row.mutable_source() = TitleOfSource(pack, matter.source);
  row.set_pending(input.pending_matters.count(matter.matter) != 0);
  row.set_mine(!input.member.empty() &&
               (matter.opener == input.member || matter.helper == input.member));
}

}  // namespace yiting::query
