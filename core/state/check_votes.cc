// One ballot a voter, while the poll runs; a tally that is what was cast; and the owners' register.

#include <set>

#include "schema/limits.h"
#include "schema/sealed_ballot.h"
#include "state/check_family.h"
#include "state/read_members.h"
#include "state/read_polls.h"
#include "state/read_rooms.h"
#include "state/read_territory.h"

namespace yiting::state {

namespace {

using Options = google::protobuf::RepeatedField<uint32_t>;

// What a ballot says fits its poll: for, against or abstains; or options that the poll has. An
// empty list abstains.
Status CheckWhat(const Poll& poll, v1::Choice choice, const Options& options) {
  if (poll.options == 0) {
    if (choice == v1::CHOICE_UNSPECIFIED || !v1::Choice_IsValid(choice) || !options.empty()) {
      return Broken("a ballot is for, against or abstains");
    }
    return {};
  }
  if (choice != v1::CHOICE_UNSPECIFIED) return Broken("a ballot names options of its poll");
  std::set<uint32_t> named;
  for (const uint32_t option : options) {
    if (option == 0 || option > poll.options || !named.insert(option).second) {
      return Broken("a ballot names options of its poll, each once");
    }
  }
  return {};
}

template <class Event>
Paper ReadingOf(const Event& event) {
  return {event.by(),
          static_cast<int64_t>(event.choice()),
          {event.options().begin(), event.options().end()}};
}

// The officer who is named as the first has read the same, and is another one.
bool WasReadAlike(Community& community, const Matter& matter, const v1::BallotCast& event) {
  if (event.entered_first() == event.by()) return false;
  for (const Paper& read : PapersOf(community, matter, event.voter())) {
    if (read.by == event.entered_first()) return read.SaysTheSame(ReadingOf(event));
  }
  return false;
}

// For oneself or one's household, once; or once more by who cast it.
Status CheckOwnBallot(Community& community, const Matter& matter, const v1::BallotCast& event,
                      const std::optional<Ballot>& before) {
  if (event.replaces()) {
    if (!before || before->member != event.by() || before->paper) {
      return Broken("only who cast a ballot changes it");
    }
    return {};
  }
  const Member member = OrEmpty(FindMember(community, event.by()));
  const bool for_household = !member.household.empty() && event.voter() == member.household;
  if (event.voter() != event.by() && !for_household) {
    return Broken("a ballot is cast for oneself or one's household");
  }
  if (before || FindBallotBy(community, matter, event.by())) return Broken("one ballot a voter");
  return {};
}

// A ballot of a sealed poll is a box; but paper is read when the urn is opened, after the close.
Status CheckSealing(const Poll& poll, const v1::BallotCast& event) {
  if (!poll.secret.empty()) return Broken("the poll has been opened");
  const bool paper = !event.entered_first().empty();
  if (poll.urn_ms != 0 && !paper) return Broken("once the urn is open nobody votes any more");
  if (event.sealed().empty()) {
    return poll.sealed() && !paper ? Broken("a sealed poll takes sealed ballots") : Status();
  }
  if (!poll.sealed() || paper) return Broken("only a sealed poll takes sealed ballots");
  if (event.sealed().size() != schema::kSealedBallotBytes) {
    return Broken("a sealed ballot has one length");
  }
  const bool says = event.choice() != v1::CHOICE_UNSPECIFIED || !event.options().empty();
  return says ? Broken("a sealed ballot says nothing beside its box") : Status();
}

// Each option has the ballots that name it; of a ranking, where it counts in rounds, no more.
Status CheckOptions(Community& community, const Matter& matter, const Poll& poll,
                    const v1::TallyPublished& event) {
  if (event.options_size() != poll.options) return Broken("a tally has each of the options");
  if (poll.options == 0) return {};
  std::vector<uint64_t> votes(static_cast<size_t>(poll.options) + 1);
  std::vector<uint64_t> area(votes.size());
  for (const Ballot& ballot : BallotsOf(community, matter, poll)) {
    for (const uint32_t option : ballot.options) {
      ++votes[option];
      area[option] += static_cast<uint64_t>(ballot.area);
    }
  }
  uint32_t number = 0;
  for (const v1::OptionTally& option : event.options()) {
    if (option.option() != ++number) return Broken("a tally has each of the options, in order");
    const bool all = option.votes() == votes[number] && option.area() == area[number];
    const bool some = option.votes() <= votes[number] && option.area() <= area[number];
    if (option.round() == 0 ? !all : !some) return Broken("the tally is not what was cast");
    if (option.chosen() && !event.passed()) return Broken("what did not pass chooses nothing");
  }
  return {};
}

}  // namespace

Status Check(Community& community, const EntryPlace&, const v1::RoomRegistered& event) {
  RETURN_IF_ERROR(MustHave(event.room(), schema::kRoomIdBytes, "room"));
  if (event.area() > schema::kRoomAreaMax) return Broken("a room is too large");
  if (event.area() == 0) {
    return FindRoom(community, event.room()) ? Status() : Broken("no such room");
  }
  if (!event.place().empty() && !FindPlace(community, event.place())) {
    return Broken("a room lies in a place that is there");
  }
  return MustHave(event.owner(), schema::kHouseholdIdBytes, "owner");
}

Status Check(Community& community, const EntryPlace& place, const v1::PollOpened& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  std::optional<Poll> before = FindPoll(community, matter);
  if (before && before->visit == matter.visit) return Broken("a stage has one poll");
  if (!event.key().empty()) RETURN_IF_ERROR(MustHave(event.key(), crypto::kBoxKeyBytes, "key"));
  if (event.area() != 0) {
    const Holdings all = HoldingsAt(community, matter.place, place.time_ms);
    if (event.area() != static_cast<uint64_t>(all.area) || event.electors() != all.owners) {
      return Broken("owners vote with what the register says");
    }
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::BallotCast& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  std::optional<Poll> poll = FindRunningPoll(community, matter);
  if (!poll) return Broken("there is no poll to vote in");
  RETURN_IF_ERROR(CheckSealing(*poll, event));
  if (event.sealed().empty()) {
    RETURN_IF_ERROR(CheckWhat(*poll, event.choice(), event.options()));
  }
  if (event.late() != (poll->closed_ms != 0 && poll->urn_ms == 0)) {
    return Broken("a ballot is late when the poll has closed");
  }
  if (event.area() != 0 && static_cast<int64_t>(event.area()) !=
                               AreaAt(community, event.voter(), matter.place, poll->opened_ms)) {
    return Broken("a ballot weighs what the register says");
  }
  std::optional<Ballot> before = FindBallot(community, matter, event.voter());
  if (event.area() > static_cast<uint64_t>(poll->area)) return Broken("a ballot of too much area");
  if (!event.entered_first().empty()) {
    if (!WasReadAlike(community, matter, event)) {
      return Broken("two officers read a paper ballot alike before it is cast");
    }
    if (before || event.replaces()) return Broken("one ballot a voter");
  } else {
    RETURN_IF_ERROR(CheckOwnBallot(community, matter, event, before));
  }
  if (event.replaces()) return {};
  if (poll->voted >= poll->electors) return Broken("more ballots than electors");
  if (poll->voted_area + static_cast<int64_t>(event.area()) > poll->area) {
    return Broken("more area than there is");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::PaperEntered& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  const std::optional<Poll> poll = FindRunningPoll(community, matter);
  if (!poll) return Broken("there is no poll to vote in");
  if (poll->sealed() && poll->urn_ms == 0) return Broken("the urn is closed");
  RETURN_IF_ERROR(CheckWhat(*poll, event.choice(), event.options()));
  if (event.voter().size() != schema::kMemberIdBytes) return Broken("a paper ballot has a voter");
  if (FindBallot(community, matter, event.voter())) return Broken("one ballot a voter");
  for (const Paper& read : PapersOf(community, matter, event.voter())) {
    if (read.by != event.by() && read.SaysTheSame(ReadingOf(event))) {
      return Broken("a second officer casts what the first read");
    }
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::PollUnsealed& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const auto poll = FindRunningPoll(community, OrEmpty(FindMatter(community, event.matter())));
  if (!poll || !poll->sealed() || !poll->secret.empty()) return Broken("no poll is to be opened");
  RETURN_IF_ERROR(MustHave(event.secret(), crypto::kBoxKeyBytes, "secret"));
  if (crypto::BoxPublicKey(event.secret()) != poll->key) {
    return Broken("the secret is not the other half of the poll's key");
  }
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::TallyPublished& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  std::optional<Poll> poll = FindRunningPoll(community, matter);
  if (!poll) return Broken("there is no poll to count");
  using Area = int64_t;
  if (event.electors() != poll->electors || event.in_favour() != poll->in_favour ||
      event.against() != poll->against || event.abstained() != poll->abstained ||
      Area(event.area()) != poll->area || Area(event.in_favour_area()) != poll->in_favour_area ||
      Area(event.against_area()) != poll->against_area ||
      Area(event.abstained_area()) != poll->abstained_area) {
    return Broken("the tally is not what was cast");
  }
  if (event.late() != poll->late) return Broken("the late ballots are what came in late");
  if (poll->sealed() && poll->secret.empty()) {
    return Broken("a sealed poll is opened, then counted");
  }
  if (event.spoiled() != poll->spoiled) return Broken("spoiled is what holds no ballot");
  return CheckOptions(community, matter, *poll, event);
}

}  // namespace yiting::state
