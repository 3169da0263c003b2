#include "decide/event_writer.h"

#include <algorithm>

#include "decide/ballots.h"
#include "decide/situation.h"
#include "schema/sealed_ballot.h"
#include "state/check_event.h"
#include "state/read_polls.h"

namespace yiting::decide {

namespace {

// Whether a ballot of the stage can say that it abstains.
bool MayAbstain(const v1::Stage& stage) {
  for (const v1::Action& action : stage.actions()) {
    for (const v1::Field& field : action.needs()) {
      if (field.id() != kChoiceField) continue;
      for (const v1::Named& option : field.options()) {
        if (option.id() == "abstain") return true;
      }
    }
  }
  return false;
}

}  // namespace

void EventWriter::ClearDeadline() {
  if (running_ == 0) return;
  Add().mutable_deadline_cleared()->set_deadline(running_);
  running_ = 0;
}

void EventWriter::ClearClock() {
  if (clock_ == 0) return;
  Add().mutable_deadline_cleared()->set_deadline(clock_);
  clock_ = 0;
}

void EventWriter::EnterStage(BytesView matter, const v1::Stage& stage) {
  ClearDeadline();
  v1::StageEntered* entered = Add().mutable_stage_entered();
  entered->set_matter(Bytes(matter));
  entered->set_stage(stage.id());
  if (stage.has_poll()) OpenPoll(matter, stage);
  if (stage.has_deadline()) SetDeadline(matter, stage.id(), stage.deadline(), 0);
}

// Who may vote, and among what, is fixed now.
void EventWriter::OpenPoll(BytesView matter, const v1::Stage& stage) {
  const v1::Poll& rule = stage.poll();
  v1::PollOpened* opened = Add().mutable_poll_opened();
  opened->set_matter(Bytes(matter));
  const state::Electorate electorate =
      state::CountElectors(community_, ElectingOf(rule, place_, now_ms_));
  opened->set_electors(static_cast<uint32_t>(electorate.voters));
  opened->set_area(static_cast<uint64_t>(electorate.area));
  opened->set_options(CountOptions(matter, rule));
  if (rule.method() == v1::Poll::FOR_AGAINST && !MayAbstain(stage)) {
    opened->set_most(state::kNoAbstaining);
  }
  if (rule.method() == v1::Poll::CHOICE) opened->set_most(1);
  if (rule.method() == v1::Poll::BUDGET) opened->set_budget(rule.budget());
  // Whoever composes the entry has the key, or has none and clears this.
  if (rule.sealed()) opened->set_key(schema::KeyToCome());
}

uint32_t EventWriter::CountOptions(BytesView matter, const v1::Poll& rule) const {
  if (rule.method() == v1::Poll::FOR_AGAINST) return 0;
  if (!rule.options().empty()) return static_cast<uint32_t>(rule.options_size());
  size_t count = state::OptionsOf(community_, matter).size();
  for (const v1::Event& event : events_) count += event.has_option_proposed() ? 1 : 0;
  return static_cast<uint32_t>(count);
}

void EventWriter::Close(BytesView matter, BytesView outcome) {
  ClearDeadline();
  ClearClock();
  v1::MatterClosed* closed = Add().mutable_matter_closed();
  closed->set_matter(Bytes(matter));
  closed->set_outcome(std::string(outcome));
}

void EventWriter::SetDeadline(BytesView matter, BytesView stage, const v1::DeadlineRule& rule,
                              uint32_t round) {
  SetDeadlineFrom(rule.clock() == v1::DeadlineRule::HOURS ? now_ms_ : day_ms_, matter, stage, rule,
                  round);
}

void EventWriter::SetDeadlineFrom(int64_t from_ms, BytesView matter, BytesView stage,
                                  const v1::DeadlineRule& rule, uint32_t round) {
  const rulehost::Calendar::Due due =
      pack_.calendar().After(Instant{from_ms}, rule.clock(), rule.amount());
  v1::DeadlineSet* set = Add().mutable_deadline_set();
  set->set_deadline(next_deadline_);
  set->set_matter(Bytes(matter));
  set->set_stage(std::string(stage));
  set->set_due_ms(std::max(due.at.ms, now_ms_ + state::kDeadlineAheadMs));
  set->set_provisional(due.provisional);
  set->set_round(round);
  set->set_from_ms(from_ms);
  (stage.empty() ? clock_ : running_) = next_deadline_++;
}

void EventWriter::Alert(BytesView matter, BytesView unit, bool lead) {
  // Alerted by another effect of the same action: once is enough, and who leads goes on leading.
  const bool before = std::any_of(events_.begin(), events_.end(), [&unit](const v1::Event& event) {
    return event.has_party_alerted() && event.party_alerted().unit() == unit;
  });
  if (before && !lead) return;
  v1::PartyAlerted* alerted = Add().mutable_party_alerted();
  alerted->set_matter(Bytes(matter));
  alerted->set_unit(std::string(unit));
  alerted->set_lead(lead);
}

void EventWriter::Invite(BytesView matter, BytesView member) {
  v1::MemberInvited* invited = Add().mutable_member_invited();
  invited->set_matter(Bytes(matter));
  invited->set_member(Bytes(member));
}

}  // namespace yiting::decide
