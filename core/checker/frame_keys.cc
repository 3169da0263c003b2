// Of a Frame the keys: which states of a matter are one, and which people.

#include <algorithm>
#include <map>
#include <set>

#include "checker/frame.h"
#include "decide/ballots.h"
#include "state/read_ledger.h"
#include "state/read_links.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_polls.h"
#include "state/read_tasks.h"

namespace yiting::checker {

namespace {

// More stays in a row than this are not told apart before a matter's clock runs out.
constexpr int64_t kStaysMax = 12;

std::string Bit(bool bit) { return bit ? "1" : "0"; }
std::string Number(int64_t number) { return std::to_string(number) + ","; }

}  // namespace

std::string Frame::KeyOf(World& world) const {
  const state::Matter matter = world.matter();
  if (matter.closed()) return KeyOfEnd(matter.outcome);
  const Sight& ahead = Ahead(matter.stage);
  std::string key = matter.stage + "|" + matter.level + "|" + ClockKey(world, matter) + "|";
  if (ahead.Sees("opener_class")) key += matter.opener_class;
  key += OpenerKey(ahead, matter);
  key += "|" + CategoryKey(ahead, matter) + "|" + PartyKey(ahead, world, matter) + "|" +
         InviteeKey(ahead, world, matter) + "|" + TakesKey(world, matter) + "|" +
         WorkKey(ahead, world, matter);
  if (ahead.SeesAny({"ratings", "satisfied"})) {
    const state::Ratings ratings = state::RatingsOf(world.community(), matter.matter);
    key += "|r" + Number(std::min(ratings.count, ahead.BoundOf("ratings"))) +
           Number(std::min(ratings.satisfied, ahead.BoundOf("satisfied")));
  }
  if (std::optional<state::Poll> poll = state::FindRunningPoll(world.community(), matter)) {
    key += "|p" + Number(poll->electors) + Number(poll->in_favour) + Number(poll->against) +
           Number(poll->abstained) + Number(poll->voted) + Bit(poll->closed_ms != 0) +
           Number(state::CountPapers(world.community(), matter)) +
           VotesKey(world, matter, *poll);
  }
  return key;
}

// What the opener may do besides makes a difference if a function keeps them from it or looks at
// their roles, or if several different people are waited for, of whom the opener is one.
std::string Frame::OpenerKey(const Sight& ahead, const state::Matter& matter) const {
  if (!tells_openers_ && !ahead.Sees("by_opener")) return "";
  for (size_t i = 0; i < roster_.size(); ++i) {
    if (World::MemberOf(i) == matter.opener) return OpenerSign(roster_[i]);
  }
  return "";
}

// Categories that no function tells apart are one.
std::string Frame::CategoryKey(const Sight& ahead, const state::Matter& matter) const {
  if (!ahead.SeesAny({"category", "lead"})) return Bit(!matter.category.empty());
  std::set<std::string> apart;
  if (ahead.Sees("lead") || !ahead.OnlyCompares("category", apart)) return matter.category;
  return apart.count(matter.category) != 0 || matter.category.empty() ? matter.category : "*";
}

bool Frame::TellsApart(const std::string& category) const {
  if (!ahead_all_.SeesAny({"category", "lead"})) return false;
  std::set<std::string> apart;
  const bool compared = !ahead_all_.Sees("lead") && ahead_all_.OnlyCompares("category", apart);
  return !compared || apart.count(category) != 0;
}

// Which deadlines run, in which round; and of two clocks, which stages would still end before the
// matter's own does.
std::string Frame::ClockKey(World& world, const state::Matter& matter) const {
  std::string key;
  for (uint64_t number : {matter.deadline, matter.clock}) {
    std::optional<state::Deadline> deadline;
    if (number != 0) deadline = state::FindDeadline(world.community(), number);
    key += deadline ? Number(deadline->round) : "-,";
  }
  if (matter.clock == 0) return key;
  key += matter.due_ms < matter.clock_due_ms   ? "<"
         : matter.due_ms > matter.clock_due_ms ? ">"
                                               : "=";
  const int64_t now_ms = world.now_ms();
  int64_t shortest_ms = matter.clock_due_ms - now_ms;
  for (const v1::Stage& stage : procedure_.stages()) {
    const v1::DeadlineRule& rule = stage.deadline();
    const int64_t end_ms =
        pack_.calendar().After(Instant{now_ms}, rule.clock(), rule.amount()).at.ms;
    key += Bit(end_ms < matter.clock_due_ms);
    if (stage.has_deadline()) shortest_ms = std::min(shortest_ms, end_ms - now_ms);
  }
  // How many stays still fit in: stages that follow each other in a ring use the clock up.
  if (shortest_ms > 0) {
    key += Number(std::min((matter.clock_due_ms - now_ms) / shortest_ms, kStaysMax));
  }
  return key;
}

std::string Frame::PartyKey(const Sight& ahead, World& world, const state::Matter& matter) const {
  int64_t waiting[2] = {0, 0};  // units with people, and without
  int64_t answered = 0;
  int64_t reported = 0;
  bool lead_staffed = false;
  for (const state::Party& party : state::PartiesOf(world.community(), matter.matter)) {
    const bool staffed = IsStaffed(roster_, party.unit);
    lead_staffed = lead_staffed || (party.lead && staffed);
    ++(party.replied_ms != 0 ? answered : waiting[staffed ? 0 : 1]);
    if (party.reported_ms != 0) ++reported;
  }
  if (!waits_for_parties_ && !ahead.SeesAny({"parties", "reported", "replied"})) {
    return Bit(lead_staffed) + Bit(waiting[0] + answered > 0);
  }
  return Bit(lead_staffed) + Number(waiting[0]) + Number(waiting[1]) + Number(answered) +
         (ahead.Sees("reported") ? Number(reported) : "");
}

std::string Frame::InviteeKey(const Sight& ahead, World& world,
                              const state::Matter& matter) const {
  int64_t answers[3] = {0, 0, 0};
  for (const state::Invitee& invitee : state::InviteesOf(world.community(), matter.matter)) {
    ++answers[std::clamp<int64_t>(invitee.answer, 0, 2)];
  }
  const int64_t there = answers[0] + answers[1];
  std::string key = Bit(answers[0] > 0) + Bit(answers[1] > 0) + Bit(answers[2] > 0) +
                    Number(std::min(there, needed_)) +
                    Number(std::min(there + answers[2], needed_));
  if (ahead.SeesAny({"invited", "not_coming"})) {
    return Number(answers[0]) + Number(answers[1]) + Number(answers[2]);
  }
  // When enough come, nobody waits any longer for who has not answered.
  const int64_t enough = ahead.BoundOf("coming");
  if (answers[1] < enough) key += Number(answers[0]) + Number(answers[1]);
  return key;
}

std::string Frame::TakesKey(World& world, const state::Matter& matter) const {
  std::string key;
  for (size_t i : ActionsIn(matter.stage)) {
    const ActionRef& ref = actions_[i];
    if (!ref.counted && !ref.used_up) continue;
    const v1::Action& action = *ref.action;
    const int64_t takes = state::CountTakes(world.community(), matter, action.id());
    const int64_t seen = Ahead(matter.stage).BoundOf("taken." + action.id());
    const int64_t most = std::max<int64_t>(action.signers(), seen);
    key += Number(ref.used_up ? takes : std::min(takes, most));
  }
  return key;
}

// Of a poll among options how many ballots name each: it is counted by that.
std::string Frame::VotesKey(World& world, const state::Matter& matter,
                            const state::Poll& poll) const {
  if (poll.options == 0) return "";
  std::map<uint32_t, int64_t> votes;
  for (const state::Ballot& ballot : state::BallotsOf(world.community(), matter, poll)) {
    for (const uint32_t option : ballot.options) ++votes[option];
  }
  std::string key = "o";
  for (const auto& [option, count] : votes) key += Number(option) + Number(count);
  return key;
}

// Tasks, reviewers, options and what functions count besides. More than two of a kind behave as two
// do.
std::string Frame::WorkKey(const Sight& ahead, World& world, const state::Matter& matter) const {
  constexpr int64_t kAlike = 2;
  state::Community& community = world.community();
  int64_t tasks[4] = {0, 0, 0, 0};  // open with people, open without, reported, accepted
  for (const state::Task& task : state::TasksOf(community, matter.matter)) {
    const bool staffed = IsStaffed(roster_, task.unit);
    ++tasks[task.state == state::Task::kOpen ? (staffed ? 0 : 1) : task.state + 1];
  }
  std::string key;
  for (const int64_t count : tasks) key += Number(std::min(count, kAlike));
  int64_t waiting = 0;
  for (const Bytes& reviewer : state::ReviewersOf(community, matter.matter)) {
    bool taken = false;
    for (size_t i : ActionsIn(matter.stage)) {
      const v1::Action& action = *actions_[i].action;
      taken = taken || (action.all_reviewers() &&
                        state::HasTaken(community, matter, action.id(), reviewer));
    }
    waiting += taken ? 0 : 1;
  }
  key += "r" + Number(waiting) +
         Number(std::min<int64_t>(state::ReviewersOf(community, matter.matter).size(), kAlike));
  const auto options = static_cast<int64_t>(state::OptionsOf(community, matter.matter).size());
  key += "o" + Number(std::min(options, kAlike));
  const std::pair<const char*, int64_t> counts[] = {
      {"supporters", matter.supporters},
      {"opinions", state::NextOpinion(community, matter.matter) - 1},
      {"attended", static_cast<int64_t>(state::AttendanceOf(community, matter).size())},
      {"tasks", tasks[0] + tasks[1] + tasks[2] + tasks[3]},
      {"tasks_accepted", tasks[3]}};
  for (const auto& [name, count] : counts) {
    if (ahead.Sees(name)) key += Number(std::min(count, ahead.BoundOf(name)));
  }
  return key;
}

std::string Frame::PartySign(World& world, const state::Matter& matter,
                             const Person& person) const {
  const bool sits = std::any_of(person.roles.begin(), person.roles.end(),
                                [](const Held& held) { return !held.unit.empty(); });
  if (!sits) return "";
  std::string sign;
  for (const state::Party& party : state::PartiesOf(world.community(), matter.matter)) {
    if (!SitsIn(person, party.unit)) continue;
    sign += "u" + Bit(party.lead) + Bit(party.reported_ms != 0) + Bit(party.replied_ms != 0);
  }
  return sign;
}

Frame::Sign Frame::SignOf(World& world, const state::Matter& matter, size_t person,
                          bool touched) const {
  Sign sign;
  for (const Held& held : roster_[person].roles) sign.role += held.role + " ";
  sign.relation = PartySign(world, matter, roster_[person]);
  state::Community& community = world.community();
  const Bytes member = World::MemberOf(person);
  // A housemate may have cast the one ballot.
  const v1::Stage* stage = pack_.FindStage(procedure_.id(), matter.stage);
  if (stage != nullptr && stage->has_poll()) {
    const Bytes voter = state::VoterOf(community, member, decide::PerOf(stage->poll()));
    sign.relation += "v" + Bit(state::FindBallot(community, matter, voter).has_value());
    // What waits on paper for the voter, and whether this one has read it.
    for (const state::Paper& paper : state::PapersOf(community, matter, voter)) {
      sign.relation += "w" + Number(paper.choice);
    }
    sign.relation += "o" + Number(state::PapersReadBy(community, matter, member));
  }
  if (!touched) return sign;
  sign.relation += Bit(matter.opener == member);
  std::optional<state::Invitee> invitee = state::FindInvitee(community, matter.matter, member);
  sign.relation += invitee ? "i" + Number(invitee->answer) : "";
  sign.relation += state::IsReviewer(community, matter.matter, member) ? "r" : "";
  sign.relation += state::IsSupporter(community, matter.matter, member) ? "s" : "";
  for (size_t i : ActionsIn(matter.stage)) {
    const v1::Action& action = *actions_[i].action;
    if (!actions_[i].counted && !action.once()) continue;
    sign.relation += Bit(state::HasTaken(community, matter, action.id(), member));
  }
  return sign;
}

}  // namespace yiting::checker
