// What happens in a matter between a voice and its result: opinions, the meeting, tasks, links.

#include <algorithm>
#include <map>

#include "decide/decide.h"
#include "query/views.h"
#include "query/words.h"
#include "state/read_links.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_tasks.h"

namespace yiting::query {

namespace {

// The role by which each member last acted in the matter.
std::map<Bytes, std::string> RolesInTimeline(const Sight& sight) {
  std::map<Bytes, std::string> roles;
  for (const state::TimelineStep& step : sight.timeline) {
    if (!step.actor.empty() && !step.role.empty()) roles[step.actor] = step.role;
  }
  return roles;
}

// Was it said here and has not reached the ledger?
bool IsPending(const Sight& sight, const state::Opinion& opinion) {
  // What is pending is the end of the timeline.
  for (auto step = sight.timeline.rbegin(); step != sight.timeline.rend(); ++step) {
    if (step->seq < sight.input.pending_from) return false;
    if (step->time_ms == opinion.time_ms && step->actor == opinion.member) return true;
  }
  return false;
}

void FillText(const Sight& sight, BytesView commitment, auto& row) {
  if (commitment.empty()) return;
  row.set_commitment(Bytes(commitment));
  std::optional<Bytes> text = sight.input.contents.Find(commitment);
  row.set_withheld(!text);
  if (!text) row.set_erased_ms(ErasedMs(sight.input, commitment));
  if (text) row.set_text(std::move(*text));
}

// The quorum of the stage's action that has one, or null.
const v1::Quorum* QuorumOf(const Sight& sight) {
  const v1::Stage* stage =
      sight.pack ? sight.pack->FindStage(sight.matter.procedure, sight.matter.stage) : nullptr;
  if (stage == nullptr) return nullptr;
  for (const v1::Action& action : stage->actions()) {
    if (action.has_quorum()) return &action.quorum();
  }
  return nullptr;
}

bool IsReview(const Sight& sight, const std::string& stage_id) {
  const v1::Stage* stage =
      sight.pack ? sight.pack->FindStage(sight.matter.procedure, stage_id) : nullptr;
  return stage != nullptr &&
         std::any_of(stage->actions().begin(), stage->actions().end(),
                     [](const v1::Action& action) { return action.all_reviewers(); });
}

void FillForecast(const Sight& sight, const std::vector<state::Attendance>& there,
                  v1::MatterView& view) {
  const state::Turnout turnout =
      state::CountTurnout(sight.input.community, sight.matter.matter);
  if (turnout.invited == 0 && there.empty()) return;
  v1::ForecastRow* row = view.mutable_forecast();
  row->set_invited(static_cast<uint64_t>(turnout.invited));
  row->set_coming(static_cast<uint64_t>(turnout.coming));
  row->set_not_coming(static_cast<uint64_t>(turnout.not_coming));
  row->set_unanswered(row->invited() - row->coming() - row->not_coming());
  if (const v1::Quorum* quorum = QuorumOf(sight)) {
    row->set_needed(static_cast<uint64_t>(decide::NeededOf(*quorum, turnout)));
  }
  row->set_reached(row->coming() >= row->needed());
  row->set_reachable(row->coming() + row->unanswered() >= row->needed());
  for (const state::Attendance& one : there) {
    if (one.in_room) {
      row->set_in_room(row->in_room() + 1);
    } else {
      row->set_online(row->online() + 1);
    }
  }
}

// When the reviewer took the action that waits for all reviewers, or 0. What was signed before the
// review began anew counts no more.
int64_t SignedAt(const Sight& sight, BytesView member) {
  for (auto step = sight.timeline.rbegin(); step != sight.timeline.rend(); ++step) {
    if (step->kind == v1::TimelineItem::STAGE && IsReview(sight, step->ref)) return 0;
    if (step->actor != member || step->kind != v1::TimelineItem::ACTION) continue;
    const v1::Action* action =
        ActionAnywhere(sight.pack, sight.matter.procedure, step->ref);
    if (action != nullptr && action->all_reviewers()) return step->time_ms;
  }
  return 0;
}

void FillLink(const Sight& sight, const Bytes& other, v1::LinkRow& row) {
  row.set_matter(other);
  const auto matter = state::FindMatter(sight.input.community, other);
  if (!matter) return;
  row.set_number(matter->number);
  if (matter->title.empty()) return;
  if (std::optional<Bytes> title = sight.input.contents.Find(matter->title)) {
    row.set_title(std::move(*title));
  }
}

}  // namespace

void FillOpinions(const Sight& sight, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  const bool staff = LooksAsStaff(input);
  const std::map<Bytes, std::string> roles = RolesInTimeline(sight);
  const Bytes& id = sight.matter.matter;
  const std::set<std::pair<int64_t, int64_t>> marks =
      state::MarksBy(input.community, id, input.member);
  for (const state::Opinion& opinion : sight.opinions) {
    v1::OpinionRow* row = view.add_opinions();
    row->set_opinion(static_cast<uint32_t>(opinion.opinion));
    row->set_reply_to(static_cast<uint32_t>(opinion.reply_to));
    row->set_time_ms(opinion.time_ms);
    row->set_from_room(opinion.from_room);
    row->set_pseudonym(static_cast<uint32_t>(opinion.pseudonym));
    row->set_hidden(opinion.hidden);
    row->set_pending(IsPending(sight, opinion));
    row->set_mine(opinion.member == input.member);
    row->set_praised(static_cast<uint64_t>(opinion.praised));
    if (staff) row->set_reported(static_cast<uint64_t>(opinion.reported));
    row->set_praised_by_me(marks.count({opinion.opinion, v1::OpinionMarked::PRAISED}) != 0);
    row->set_reported_by_me(marks.count({opinion.opinion, v1::OpinionMarked::REPORTED}) != 0);
    // A role can tell who it is as well as a name does: a matter has one opener.
    if (opinion.pseudonym == 0) {
      const auto role = roles.find(opinion.member);
      if (role != roles.end()) *row->mutable_role() = TitleOfRole(sight.pack, role->second);
      row->set_author(NameOf(input, opinion.member));
    }
    if (sight.hidden.count(opinion.content) == 0) FillText(sight, opinion.content, *row);
  }
}

void FillTasks(const Sight& sight, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  for (const state::Task& task : state::TasksOf(input.community, sight.matter.matter)) {
    v1::TaskRow* row = view.add_tasks();
    row->set_task(static_cast<uint32_t>(task.task));
    row->set_unit(task.unit);
    *row->mutable_unit_title() = TitleOfUnit(input, sight.pack, task.unit);
    FillText(sight, task.content, *row);
    row->set_due_ms(task.due_ms);
    row->set_state(static_cast<v1::TaskRow::State>(task.state + 1));
    row->set_reported_ms(task.reported_ms);
    row->set_accepted_ms(task.accepted_ms);
    row->set_returned(static_cast<uint32_t>(task.returned));
    row->set_overdue(task.state == state::Task::kOpen && task.due_ms <= input.now_ms);
  }
  for (const state::Indicator& one :
       state::IndicatorsOf(input.community, sight.matter.matter)) {
    v1::IndicatorRow* row = view.add_indicators();
    row->set_indicator(one.indicator);
    *row->mutable_title() = Plain(one.indicator);
    if (sight.pack) {
      for (const v1::Named& named : sight.pack->model().indicators()) {
        if (named.id() == one.indicator) *row->mutable_title() = named.title();
      }
    }
    row->set_has_before(one.before.has_value());
    row->set_before(one.before.value_or(0));
    row->set_has_after(one.after.has_value());
    row->set_after(one.after.value_or(0));
  }
}

void FillMeeting(const Sight& sight, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  const auto there = state::AttendanceOf(input.community, sight.matter);
  for (const state::Invitee& invitee :
       state::InviteesOf(input.community, sight.matter.matter)) {
    v1::InviteeRow* row = view.add_invitees();
    row->set_member(invitee.member);
    row->set_name(NameOf(input, invitee.member));
    row->set_answer(invitee.answer == 1 ? "yes" : invitee.answer == 2 ? "no" : "");
    row->set_delegate(invitee.delegate);
    if (!invitee.delegate.empty()) row->set_delegate_name(NameOf(input, invitee.delegate));
    row->set_mine(invitee.member == input.member);
    row->set_vouched(!invitee.vouched_by.empty());
    if (row->vouched()) row->set_vouched_by(NameOf(input, invitee.vouched_by));
    for (const state::Attendance& one : there) {
      if (one.member == invitee.member) row->set_attended(one.in_room ? "room" : "online");
    }
  }
  for (const Bytes& member : state::ReviewersOf(input.community, sight.matter.matter)) {
    v1::ReviewerRow* row = view.add_reviewers();
    row->set_member(member);
    row->set_name(NameOf(input, member));
    row->set_signed_ms(SignedAt(sight, member));
  }
  FillForecast(sight, there, view);
}

void FillLinks(const Sight& sight, v1::MatterView& view) {
  const QueryInput& input = sight.input;
  const Bytes& id = sight.matter.matter;
  const std::vector<Bytes> asked =
      input.member.empty() ? std::vector<Bytes>()
                           : state::AskedAbout(input.community, sight.matter, input.member);
  for (const state::Link& link : state::LinksOf(input.community, id)) {
    v1::LinkRow* row = view.add_links();
    FillLink(sight, link.other, *row);
    row->set_duplicate(true);
    row->set_asked(static_cast<uint64_t>(link.asked));
    row->set_agreed(static_cast<uint64_t>(link.agreed));
    row->set_declined(static_cast<uint64_t>(link.declined));
    row->set_ask_me(std::find(asked.begin(), asked.end(), link.other) != asked.end());
  }
  if (const auto link = state::LinkTo(input.community, id)) {
    FillLink(sight, link->matter, *view.add_links());
  }
  if (!sight.matter.follows.empty()) {
    v1::LinkRow* row = view.add_links();
    FillLink(sight, sight.matter.follows, *row);
    row->set_follows(true);
  }
  if (const auto published = state::FindCase(input.community, id)) {
    v1::Shown* summary = view.mutable_summary();
    const std::optional<Bytes> text = input.contents.Find(published->summary);
    summary->set_withheld(!text);
    if (!text) summary->set_erased_ms(ErasedMs(input, published->summary));
    if (text) *summary->mutable_value() = Plain(*text);
  }
}

}  // namespace yiting::query
