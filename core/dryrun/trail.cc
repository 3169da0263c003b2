#include "dryrun/trail.h"

#include <algorithm>

namespace yiting::dryrun {

const DeadlineFate* Trail::FindFate(const DeadlineKey& key) const {
  for (const DeadlineTrail& deadline : deadlines) {
    if (deadline.key == key) return &deadline.fate;
  }
  return nullptr;
}

const VoteTrail* Trail::FindVote(const std::string& in_stage, uint32_t in_stay) const {
  for (const VoteTrail& vote : votes) {
    if (vote.stage == in_stage && vote.stay == in_stay) return &vote;
  }
  return nullptr;
}

void TrailBook::Follow(const v1::Entry& entry, std::optional<uint64_t> seq) {
  const Place place{entry.time_ms(), entry.pack_hash(), seq};
  for (const v1::Event& event : entry.events()) Take(place, event);
}

void TrailBook::Take(const Place& place, const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kMatterOpened:
      return Open(place, event.matter_opened());
    case v1::Event::kStageEntered:
      return Enter(place, event.stage_entered());
    case v1::Event::kMatterClosed:
      return Close(place, event.matter_closed());
    case v1::Event::kCategorySet:
      if (Trail* trail = Of(event.category_set().matter())) {
        trail->category = event.category_set().category();
      }
      return;
    case v1::Event::kPartyAlerted:
      if (Trail* trail = Of(event.party_alerted().matter())) {
        trail->units[event.party_alerted().unit()] = event.party_alerted().lead();
      }
      return;
    case v1::Event::kEscalated:
      if (Trail* trail = Of(event.escalated().matter())) {
        trail->level = event.escalated().level();
        trail->levels.push_back(trail->level);
      }
      return;
    case v1::Event::kDeadlineSet:
      return Set(event.deadline_set());
    case v1::Event::kDeadlineCleared:
      return EndDeadline(event.deadline_cleared().deadline(), DeadlineFate::End::kMet);
    case v1::Event::kDeadlineMissed:
      return EndDeadline(event.deadline_missed().deadline(), event.deadline_missed().expected()
                                                                 ? DeadlineFate::End::kEnded
                                                                 : DeadlineFate::End::kMissed);
    case v1::Event::kDeadlineFailed:
      return EndDeadline(event.deadline_failed().deadline(), DeadlineFate::End::kFailed);
    case v1::Event::kDeadlineMoved:
      return Move(event.deadline_moved());
    case v1::Event::kPollOpened:
      return OpenPoll(event.poll_opened());
    case v1::Event::kTallyPublished:
      return Tally(event.tally_published());
    default:
      return;  // people, words, answers: no part of a matter's way
  }
}

Trail* TrailBook::Of(BytesView matter) {
  const auto found = trails_.find(matter);
  return found == trails_.end() ? nullptr : &found->second;
}

void TrailBook::Open(const Place& place, const v1::MatterOpened& event) {
  Trail& trail = trails_[event.matter()];
  trail.matter = event.matter();
  trail.number = ++opened_;
  trail.procedure = event.procedure();
  trail.opened_ms = place.time_ms;
  trail.pack = Bytes(place.pack);
}

void TrailBook::Enter(const Place& place, const v1::StageEntered& event) {
  Trail* trail = Of(event.matter());
  if (trail == nullptr) return;
  trail->stage = event.stage();
  trail->level.clear();
  ++trail->stays[trail->stage];
  trail->path.push_back(
      {.stage = trail->stage, .outcome = {}, .time_ms = place.time_ms, .seq = place.seq});
}

void TrailBook::Close(const Place& place, const v1::MatterClosed& event) {
  Trail* trail = Of(event.matter());
  if (trail == nullptr) return;
  trail->stage.clear();
  trail->level.clear();
  trail->outcome = event.outcome();
  trail->closed_ms = place.time_ms;
  trail->path.push_back(
      {.stage = {}, .outcome = trail->outcome, .time_ms = place.time_ms, .seq = place.seq});
}

void TrailBook::Set(const v1::DeadlineSet& event) {
  Trail* trail = Of(event.matter());
  if (trail == nullptr) return;
  const uint32_t stay = event.stage().empty() ? 0 : trail->stays[event.stage()];
  const DeadlineKey key{event.stage(), stay, event.round()};
  const DeadlineFate fate{DeadlineFate::End::kRunning, event.due_ms()};
  // A matter that moved to another pack has the same deadline counted anew.
  std::vector<DeadlineTrail>& all = trail->deadlines;
  const auto same = std::find_if(all.begin(), all.end(),
                                 [&key](const DeadlineTrail& known) { return known.key == key; });
  deadlines_[event.deadline()] = {trail, static_cast<size_t>(same - all.begin())};
  if (same == all.end()) {
    all.push_back({key, fate});
  } else {
    same->fate = fate;
  }
}

DeadlineFate* TrailBook::FateOf(uint64_t deadline) {
  const auto found = deadlines_.find(deadline);
  if (found == deadlines_.end()) return nullptr;
  const auto& [trail, at] = found->second;
  return &trail->deadlines[at].fate;
}

void TrailBook::EndDeadline(uint64_t deadline, DeadlineFate::End end) {
  if (DeadlineFate* fate = FateOf(deadline)) fate->end = end;
}

void TrailBook::Move(const v1::DeadlineMoved& event) {
  if (DeadlineFate* fate = FateOf(event.deadline())) fate->due_ms = event.due_ms();
}

void TrailBook::OpenPoll(const v1::PollOpened& event) {
  Trail* trail = Of(event.matter());
  if (trail == nullptr) return;
  VoteTrail& vote = trail->votes.emplace_back();
  vote.stage = trail->stage;
  vote.stay = trail->stays[trail->stage];
  vote.result = VoteTrail::Result::kRunning;
  vote.electors = event.electors();
}

void TrailBook::Tally(const v1::TallyPublished& event) {
  Trail* trail = Of(event.matter());
  if (trail == nullptr || trail->votes.empty()) return;
  VoteTrail& vote = trail->votes.back();
  vote.result = event.passed() ? VoteTrail::Result::kCarried : VoteTrail::Result::kLost;
  vote.electors = event.electors();
  vote.in_favour = event.in_favour();
  vote.against = event.against();
  vote.abstained = event.abstained();
}

const Trail* TrailBook::Find(BytesView matter) const {
  const auto found = trails_.find(matter);
  return found == trails_.end() ? nullptr : &found->second;
}

std::vector<const Trail*> TrailBook::InOrder() const {
  std::vector<const Trail*> all;
  all.reserve(trails_.size());
  for (const auto& [id, trail] : trails_) all.push_back(&trail);
  std::sort(all.begin(), all.end(),
            [](const Trail* a, const Trail* b) { return a->number < b->number; });
  return all;
}

}  // namespace yiting::dryrun
