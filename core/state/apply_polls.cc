// Polls: opened with their stage, ballots, and the tally that ends them.

#include <set>

#include "state/apply_family.h"
#include "state/read_polls.h"

namespace yiting::state {

// Of the stage that matter ?1 is in. One whose stage was left uncounted is not touched any more.
#define YITING_THIS_POLL \
  " matter = ?1 AND visit = (SELECT visit FROM matters WHERE matter = ?1) AND result = 0"

namespace {

// "3,1,2": as they were given.
template <class Numbers>
std::string NumbersAsText(const Numbers& numbers) {
  std::string text;
  for (const uint32_t number : numbers) {
    if (!text.empty()) text += ',';
    text += std::to_string(number);
  }
  return text;
}

struct Weight {
  int64_t choice;
  int64_t heads;
  int64_t area;
  int64_t late;
};
// Adds ballots of one choice, which weigh `area` together; heads and area may be negative.
void AddToPoll(Community& community, BytesView matter, const Weight& weight) {
  const auto if_it_is = [&weight](v1::Choice one, int64_t amount) {
    return weight.choice == static_cast<int64_t>(one) ? amount : int64_t{0};
  };
  community.db().Do(
      "UPDATE polls SET in_favour = in_favour + ?2, against = against + ?3,"
      " abstained = abstained + ?4, in_favour_area = in_favour_area + ?5,"
      " against_area = against_area + ?6, abstained_area = abstained_area + ?7,"
      " voted = voted + ?8, voted_area = voted_area + ?9, late = late + ?10"
      " WHERE" YITING_THIS_POLL,
      matter, if_it_is(v1::FOR, weight.heads), if_it_is(v1::AGAINST, weight.heads),
      if_it_is(v1::ABSTAIN, weight.heads), if_it_is(v1::FOR, weight.area),
      if_it_is(v1::AGAINST, weight.area), if_it_is(v1::ABSTAIN, weight.area), weight.heads,
      weight.area, weight.late);
}

// What each option has as of now, for those who look; the tally says it anew.
template <class Numbers>
void AddToOptions(Community& community, BytesView matter, const Numbers& options,
                  const Weight& weight) {
  for (const uint32_t option : options) {
    community.db().Do(
        "INSERT INTO option_tallies(matter, visit, option, votes, area, chosen, round)"
        " SELECT matter, visit, ?2, ?3, ?4, 0, 0 FROM matters WHERE matter = ?1"
        " ON CONFLICT(matter, visit, option) DO UPDATE SET votes = votes + ?3, area = area + ?4",
        matter, option, weight.heads, weight.area);
  }
}

}  // namespace

void ApplyTo(Community& community, const EntryPlace& place, const v1::PollOpened& event) {
  community.db().Do(
      "INSERT INTO polls(matter, visit, opened_ms, electors, in_favour, against, abstained, result,"
      " area, in_favour_area, against_area, abstained_area, options, voted, voted_area, late,"
      " closed_ms, key, secret, spoiled, most, budget, urn_ms)"
      " SELECT matter, visit, ?2, ?3, 0, 0, 0, 0, ?4, 0, 0, 0, ?5, 0, 0, 0, 0, ?6, x'', 0, ?7, ?8,"
      " 0"
      " FROM matters WHERE matter = ?1",
      event.matter(), place.time_ms, event.electors(), event.area(), event.options(),
      event.key(), event.most(), event.budget());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::BallotCast& event) {
  if (event.replaces()) {
    const Matter matter = OrEmpty(FindMatter(community, event.matter()));
    const Ballot before = OrEmpty(FindBallot(community, matter, event.voter()));
    const Weight less{before.choice, -1, -before.area, before.late ? -1 : 0};
    AddToPoll(community, event.matter(), less);
    AddToOptions(community, event.matter(), before.options, less);
  }
  community.db().Do(
      "INSERT INTO ballots(matter, visit, voter, member, choice, area, entered_first, options,"
      " late, sealed) SELECT matter, visit, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM matters"
      " WHERE matter = ?1 ON CONFLICT(matter, visit, voter)"
      " DO UPDATE SET choice = ?4, area = ?5, options = ?7, late = ?8, sealed = ?9",
      event.matter(), event.voter(), event.by(), static_cast<int64_t>(event.choice()),
      event.area(), event.entered_first(), Text{NumbersAsText(event.options())},
      event.late() ? 1 : 0, event.sealed());
  const Weight more{static_cast<int64_t>(event.choice()), 1, static_cast<int64_t>(event.area()),
                    event.late() ? 1 : 0};
  AddToPoll(community, event.matter(), more);
  AddToOptions(community, event.matter(), event.options(), more);
  if (!event.replaces()) CountOf(community, event.matter(), "ballots");
  if (event.entered_first().empty()) return;
  community.db().Do(
      "DELETE FROM papers WHERE matter = ?1 AND voter = ?2"
      " AND visit = (SELECT visit FROM matters WHERE matter = ?1)",
      event.matter(), event.voter());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::PaperEntered& event) {
  community.db().Do(
      "INSERT INTO papers(matter, visit, voter, officer, choice, options)"
      " SELECT matter, visit, ?2, ?3, ?4, ?5 FROM matters WHERE matter = ?1"
      " ON CONFLICT(matter, visit, voter, officer) DO UPDATE SET choice = ?4, options = ?5",
      event.matter(), event.voter(), event.by(), static_cast<int64_t>(event.choice()),
      Text{NumbersAsText(event.options())});
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::PollClosed& event) {
  if (event.urn()) {
    community.db().Do("UPDATE polls SET urn_ms = ?2 WHERE" YITING_THIS_POLL, event.matter(),
                      place.time_ms);
    return;
  }
  community.db().Do("UPDATE polls SET closed_ms = ?2 WHERE" YITING_THIS_POLL, event.matter(),
                    place.time_ms);
}

// From here on the ballots say what they say, as if they had been cast in the open.
void ApplyTo(Community& community, const EntryPlace&, const v1::PollUnsealed& event) {
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  const Poll poll = OrEmpty(FindRunningPoll(community, matter));
  const OpenedBallots opened = OpenBallots(community, matter, poll, event.secret());
  const std::set<Bytes> spoiled(opened.spoiled.begin(), opened.spoiled.end());
  // What lay closed until now has been counted as ballots of no choice.
  for (const Ballot& ballot : BallotsOf(community, matter, poll)) {
    if (ballot.sealed.empty()) continue;
    AddToPoll(community, event.matter(), {0, -1, -ballot.area, ballot.late ? -1 : 0});
    if (spoiled.count(ballot.voter) == 0) continue;
    community.db().Do(
        "UPDATE ballots SET choice = ?4 WHERE matter = ?1 AND visit = ?2 AND voter = ?3",
        event.matter(), poll.visit, ballot.voter, kSpoiled);
  }
  for (const Ballot& ballot : opened.ballots) {
    if (ballot.sealed.empty()) continue;
    community.db().Do(
        "UPDATE ballots SET choice = ?4, options = ?5"
        " WHERE matter = ?1 AND visit = ?2 AND voter = ?3",
        event.matter(), poll.visit, ballot.voter, ballot.choice,
        Text{NumbersAsText(ballot.options)});
    AddToPoll(community, event.matter(),
              {ballot.choice, 1, ballot.area, ballot.late ? 1 : 0});
  }
  community.db().Do("UPDATE polls SET secret = ?2, spoiled = ?3 WHERE" YITING_THIS_POLL,
                    event.matter(), event.secret(),
                    static_cast<int64_t>(opened.spoiled.size()));
}

void ApplyTo(Community& community, const EntryPlace&, const v1::OptionProposed& event) {
  community.db().Do(
      "INSERT INTO options(matter, option, member, content, cost) VALUES(?1, ?2, ?3, ?4, ?5)",
      event.matter(), event.option(), event.by(), event.text().commitment(), event.cost());
  AddContent(community, event.text(), event.matter(), event.by());
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::TallyPublished& event) {
  for (const v1::OptionTally& option : event.options()) {
    community.db().Do(
        "INSERT INTO option_tallies(matter, visit, option, votes, area, chosen, round)"
        " SELECT matter, visit, ?2, ?3, ?4, ?5, ?6 FROM matters WHERE matter = ?1"
        " ON CONFLICT(matter, visit, option)"
        " DO UPDATE SET votes = ?3, area = ?4, chosen = ?5, round = ?6",
        event.matter(), option.option(), option.votes(), option.area(), option.chosen() ? 1 : 0,
        option.round());
  }
  community.db().Do("UPDATE polls SET result = ?2 WHERE" YITING_THIS_POLL, event.matter(),
                    static_cast<int64_t>(event.passed() ? Poll::kPassed : Poll::kFailed));
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::TALLIED, .ref = event.passed() ? "passed" : "failed"});
}

}  // namespace yiting::state
