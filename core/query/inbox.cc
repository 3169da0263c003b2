// The inbox: open matters in which something is asked of the one who looks. There is no index for
// "may act", because a pack's rules decide it; so open matters are gone through by due time, and at
// most kInboxScanMax of them for one page, which bounds the cost whatever the number of open ones.

#include <limits>

#include "query/views.h"
#include "state/read_meetings.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"

namespace yiting::query {

namespace {

// Rows read from the state at a time.
constexpr uint32_t kChunkRows = 50;

// The place of "no deadline" in the order by due time, as state::MattersOf has it.
constexpr int64_t kNeverDue = std::numeric_limits<int64_t>::max();

bool HasVoted(const QueryInput& input, const state::Matter& matter) {
  const auto poll = state::FindRunningPoll(input.community, matter);
  return poll && state::BallotIn(input.community, matter, *poll, input.member);
}

bool HasTaskToJudge(const QueryInput& input, const state::Matter& matter) {
  for (const state::Task& task : state::TasksOf(input.community, matter.matter)) {
    if (task.state == state::Task::kReported) return true;
  }
  return false;
}

bool HasTaskToReport(const QueryInput& input, const state::Matter& matter) {
  const auto roles = state::RolesAt(input.community, input.member, input.now_ms);
  for (const state::Task& task : state::TasksOf(input.community, matter.matter)) {
    if (task.state != state::Task::kOpen) continue;
    for (const state::HeldRole& held : roles) {
      if (held.unit == task.unit) return true;
    }
  }
  return false;
}

// True if the action is an answer that the one who looks still owes. Notes, invitations and further
// alerts wait for nobody.
bool IsOwed(const QueryInput& input, const state::Matter& matter, const v1::Action& action) {
  for (int effect : action.effects()) {
    if (effect == v1::Action::REPORT_IN) return true;
    if (effect == v1::Action::CONFIRM) {
      std::optional<state::Invitee> invitee =
          state::FindInvitee(input.community, matter.matter, input.member);
      return invitee && invitee->answer == 0;
    }
    if (effect == v1::Action::ANSWER_LINK) return true;  // only who is asked may
    if (effect == v1::Action::JUDGE_TASK) return HasTaskToJudge(input, matter);
    if (effect == v1::Action::REPORT_TASK) return HasTaskToReport(input, matter);
    if (effect == v1::Action::VOTE) return !HasVoted(input, matter);
    if (effect == v1::Action::RATE) {
      return !state::HasTaken(input.community, matter, action.id(), input.member);
    }
  }
  return false;
}

bool Moves(const v1::Action& action) { return !action.to().empty() || !action.outcome().empty(); }

bool May(const QueryInput& input, const PackPtr& pack, const state::Matter& matter,
         const v1::Action& action) {
  return !decide::WhyNot(input.community, *pack, matter, action, input.member, input.now_ms);
}

}  // namespace

bool WaitsForMe(const QueryInput& input, const state::Matter& matter) {
  if (input.member.empty() || matter.closed()) return false;
  // What somebody tries out keeps nobody else busy.
  if (matter.practice && matter.opener != input.member) return false;
  const PackPtr pack = input.packs.Find(matter.pack);
  const v1::Stage* stage = pack ? pack->FindStage(matter.procedure, matter.stage) : nullptr;
  if (stage == nullptr) return false;
  for (const v1::Action& action : stage->actions()) {
    if ((Moves(action) || IsOwed(input, matter, action)) && May(input, pack, matter, action)) {
      return true;
    }
  }
  // What can be taken at any time and moves the matter (a withdrawal) is offered, not asked for.
  for (const v1::Action& action : pack->FindProcedure(matter.procedure)->actions()) {
    if (IsOwed(input, matter, action) && May(input, pack, matter, action)) return true;
  }
  return false;
}

DueCursor CursorAt(const state::Matter& matter) {
  return {matter.due_ms == 0 ? kNeverDue : matter.due_ms, static_cast<int64_t>(matter.number)};
}

InboxPage ScanInbox(const QueryInput& input, DueCursor after, uint32_t limit,
                    const std::string& source) {
  InboxPage page;
  page.next = after;
  if (input.member.empty()) return page;
  for (uint32_t scanned = 0; scanned < kInboxScanMax; scanned += kChunkRows) {
    state::MatterPage chunk;
    chunk.order = state::MatterPage::kByDue;
    chunk.after_due_ms = page.next.due_ms;
    chunk.after_number = page.next.number;
    chunk.limit = kChunkRows;
    chunk.source = source;
    const std::vector<state::Matter> matters = state::MattersOf(input.community, chunk);
    for (const state::Matter& matter : matters) {
      if (page.matters.size() == limit) {
        page.more = true;
        return page;
      }
      page.next = CursorAt(matter);
      if (WaitsForMe(input, matter)) page.matters.push_back(matter);
    }
    if (matters.size() < kChunkRows) return page;
  }
  page.more = true;
  return page;
}

}  // namespace yiting::query
