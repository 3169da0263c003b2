// A matter's vote: the stage's own while it runs, and the last one afterwards.

#include <algorithm>

#include "decide/tally.h"
#include "query/views.h"
#include "query/words.h"
#include "state/read_polls.h"

namespace yiting::query {

namespace {

constexpr int64_t kMsInHour = 3'600'000;

// Areas of a whole city times the parts of a ratio need more than 64 bits.
__extension__ using Wide = __int128;

// The rule of a poll: that of the stage which the matter entered by that visit.
const v1::Poll* RuleOf(const Sight& sight, const state::Poll& poll) {
  int64_t visit = 0;
  for (const state::TimelineStep& step : sight.timeline) {
    if (step.kind != v1::TimelineItem::STAGE || ++visit != poll.visit || !sight.pack) continue;
    const v1::Stage* stage = sight.pack->FindStage(sight.matter.procedure, step.ref);
    return stage != nullptr && stage->has_poll() ? &stage->poll() : nullptr;
  }
  return nullptr;
}

// The fewest ballots, or the least area, that the rule's turnout asks for.
uint64_t NeededOf(const v1::Poll& rule, int64_t of) {
  if (rule.turnout_whole() == 0) return 0;
  const Wide part = Wide(of) * rule.turnout_part();
  const Wide whole = rule.turnout_whole();
  const Wide needed = rule.turnout_above() ? part / whole + 1 : (part + whole - 1) / whole;
  return static_cast<uint64_t>(needed);
}

uint64_t Missing(uint64_t needed, int64_t have) {
  return needed > static_cast<uint64_t>(have) ? needed - static_cast<uint64_t>(have) : 0;
}

void FillRule(const Sight& sight, const v1::Poll& rule, const state::Poll& poll, v1::PollRow& row) {
  row.set_by_household(rule.by_household());
  row.set_by_owner(rule.by_owner());
  row.set_by_area(rule.by_area());
  row.set_changeable(rule.changeable());
  row.set_method(rule.method());
  row.set_seats(rule.seats());
  row.set_budget(rule.budget());
  row.set_advisory(rule.advisory());
  row.set_hidden((rule.shown_at_end() || poll.sealed()) && row.running());
  if (row.running() && poll.urn_ms != 0) {
    row.set_urn_until_ms(poll.urn_ms + rule.urn_hours() * kMsInHour);
  } else if (row.running() && poll.closed_ms != 0) {
    row.set_grace_until_ms(poll.closed_ms + rule.grace_hours() * kMsInHour);
  }
  row.set_turnout_needed(NeededOf(rule, poll.electors));
  row.set_turnout_missing(Missing(row.turnout_needed(), poll.voted));
  if (rule.by_area()) {
    row.set_turnout_needed_area(NeededOf(rule, poll.area));
    row.set_turnout_missing_area(Missing(row.turnout_needed_area(), poll.voted_area));
  }
  // What a city keeps to its own platform binds nobody here.
  if (rule.by_owner() && sight.pack->model().has_owners_vote()) {
    *row.mutable_binding_elsewhere() = sight.pack->model().owners_vote().where();
    row.set_advisory(true);
  }
}

void FillCounts(const state::Poll& poll, v1::PollRow& row) {
  row.set_in_favour(static_cast<uint64_t>(poll.in_favour));
  row.set_against(static_cast<uint64_t>(poll.against));
  row.set_abstained(static_cast<uint64_t>(poll.abstained));
  row.set_in_favour_area(static_cast<uint64_t>(poll.in_favour_area));
  row.set_against_area(static_cast<uint64_t>(poll.against_area));
  row.set_abstained_area(static_cast<uint64_t>(poll.abstained_area));
}

void FillTitle(const Sight& sight, const v1::Poll& rule, const std::vector<state::Option>& all,
               v1::PollOptionRow& row) {
  const auto index = static_cast<int>(row.option()) - 1;
  if (index < rule.options_size()) {
    *row.mutable_title() = rule.options(index).title();
    return;
  }
  for (const state::Option& option : all) {
    if (option.option != static_cast<int64_t>(row.option())) continue;
    row.set_cost(option.cost);
    const std::optional<Bytes> text = sight.input.contents.Find(option.content);
    row.set_withheld(!text);
    if (text) *row.mutable_title() = Plain(*text);
  }
}

// Each option with what it has: of a counted poll as it was published, of one that runs as of now.
void FillOptions(const Sight& sight, const v1::Poll& rule, const state::Poll& poll,
                 v1::PollRow& row) {
  if (rule.method() == v1::Poll::FOR_AGAINST) return;
  state::Community& community = sight.input.community;
  const auto all = state::OptionsOf(community, sight.matter.matter);
  for (uint32_t number = 1; number <= static_cast<uint64_t>(poll.options); ++number) {
    row.add_options()->set_option(number);
    FillTitle(sight, rule, all, *row.mutable_options(static_cast<int>(number) - 1));
  }
  if (row.hidden()) return;
  if (rule.method() == v1::Poll::RANKING && !row.counted()) {
    // Its rounds are not in the sums.
    const auto ballots = state::BallotsOf(community, sight.matter, poll);
    for (const v1::OptionTally& tally : decide::CountOptions(rule, poll, all, ballots)) {
      v1::PollOptionRow* option = row.mutable_options(static_cast<int>(tally.option()) - 1);
      option->set_votes(tally.votes());
      option->set_area(tally.area());
      option->set_round(tally.round());
    }
    return;
  }
  for (const state::OptionTally& tally : state::OptionTalliesOf(community, sight.matter, poll)) {
    v1::PollOptionRow* option = row.mutable_options(static_cast<int>(tally.option) - 1);
    option->set_votes(static_cast<uint64_t>(tally.votes));
    option->set_area(static_cast<uint64_t>(tally.area));
    option->set_chosen(tally.chosen);
    option->set_round(static_cast<uint32_t>(tally.round));
  }
}

}  // namespace

bool TellsTheCount(const Sight& sight, const state::TimelineStep& step) {
  if (step.kind != v1::TimelineItem::ACTION || step.actor == sight.input.member) return false;
  const v1::Action* action = ActionAnywhere(sight.pack, sight.matter.procedure, step.ref);
  if (action == nullptr ||
      !(HasEffect(*action, v1::Action::VOTE) || HasEffect(*action, v1::Action::ENTER_BALLOT))) {
    return false;
  }
  const v1::Stage* stage = sight.pack->FindStage(sight.matter.procedure, sight.matter.stage);
  if (stage == nullptr || !stage->poll().shown_at_end() || sight.matter.closed()) return false;
  // Of an earlier vote of the matter all is known.
  for (auto last = sight.timeline.rbegin(); last != sight.timeline.rend(); ++last) {
    if (last->kind == v1::TimelineItem::STAGE) return step.step > last->step;
  }
  return false;
}

void FillPoll(const Sight& sight, v1::MatterView& view) {
  state::Community& community = sight.input.community;
  const std::optional<state::Poll> poll = state::FindPoll(community, sight.matter);
  if (!poll) return;
  v1::PollRow* row = view.mutable_poll();
  row->set_electors(static_cast<uint64_t>(poll->electors));
  row->set_voted(static_cast<uint64_t>(poll->voted));
  row->set_area(static_cast<uint64_t>(poll->area));
  row->set_late(static_cast<uint64_t>(poll->late));
  row->set_sealed(poll->sealed());
  row->set_spoiled(static_cast<uint64_t>(poll->spoiled));
  row->set_counted(poll->result != state::Poll::kRunning);
  row->set_passed(poll->result == state::Poll::kPassed);
  row->set_running(!row->counted() && !sight.matter.closed() && poll->visit == sight.matter.visit);
  if (const v1::Poll* rule = RuleOf(sight, *poll)) {
    FillRule(sight, *rule, *poll, *row);
    FillOptions(sight, *rule, *poll, *row);
  }
  if (!row->hidden()) FillCounts(*poll, *row);
  if (row->running()) {
    row->set_papers(static_cast<uint64_t>(state::CountPapers(community, sight.matter)));
    row->set_papers_differ(
        static_cast<uint64_t>(state::CountPapersThatDiffer(community, sight.matter)));
  }
  const auto mine = state::BallotIn(community, sight.matter, *poll, sight.input.member);
  if (!mine) return;
  row->set_voted_by_me(true);
  // In the box, or spoiled.
  if (mine->choice < 0 || (!mine->sealed.empty() && poll->secret.empty())) return;
  row->set_mine(static_cast<v1::Choice>(mine->choice));
  row->mutable_my_options()->Add(mine->options.begin(), mine->options.end());
}

}  // namespace yiting::query
