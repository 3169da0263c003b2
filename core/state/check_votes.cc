// One ballot a voter, while the poll runs; and a tally that is what was cast.

#include "state/check_family.h"
#include "state/read_members.h"
#include "state/read_polls.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace&, const v1::PollOpened& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const Matter matter = *FindMatter(community, event.matter());
  std::optional<Poll> before = FindPoll(community, matter);
  if (before && before->visit == matter.visit) return Broken("a stage has one poll");
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::BallotCast& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const Matter matter = *FindMatter(community, event.matter());
  std::optional<Poll> poll = FindRunningPoll(community, matter);
  if (!poll) return Broken("there is no poll to vote in");
  if (event.choice() == v1::CHOICE_UNSPECIFIED || !v1::Choice_IsValid(event.choice())) {
    return Broken("a ballot is for, against or abstains");
  }
  const Member member = *FindMember(community, event.by());
  const bool for_household = !member.household.empty() && event.voter() == member.household;
  if (event.voter() != event.by() && !for_household) {
    return Broken("a ballot is cast for oneself or one's household");
  }
  if (FindBallot(community, matter, event.voter()) || FindBallotBy(community, matter, event.by())) {
    return Broken("one ballot a voter");
  }
  if (poll->voted() >= poll->electors) return Broken("more ballots than electors");
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::TallyPublished& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  std::optional<Poll> poll = FindRunningPoll(community, *FindMatter(community, event.matter()));
  if (!poll) return Broken("there is no poll to count");
  if (event.electors() != poll->electors || event.in_favour() != poll->in_favour ||
      event.against() != poll->against || event.abstained() != poll->abstained) {
    return Broken("the tally is not what was cast");
  }
  return {};
}

}  // namespace yiting::state
