// Polls: opened with their stage, ballots, and the tally that ends them.

#include "state/apply_family.h"
#include "state/read_polls.h"

namespace yiting::state {

// Of the stage that matter ?1 is in. One whose stage was left uncounted is not touched any more.
#define YITING_THIS_POLL \
  " matter = ?1 AND visit = (SELECT visit FROM matters WHERE matter = ?1) AND result = 0"

namespace {

// Adds `heads` ballots of that choice, which weigh `area` together; both may be negative.
void AddToPoll(Community& community, BytesView matter, int64_t choice, int64_t heads,
               int64_t area) {
  const auto if_it_is = [choice](v1::Choice one, int64_t amount) {
    return choice == static_cast<int64_t>(one) ? amount : int64_t{0};
  };
  community.db().Do(
      "UPDATE polls SET in_favour = in_favour + ?2, against = against + ?3,"
      " abstained = abstained + ?4, in_favour_area = in_favour_area + ?5,"
      " against_area = against_area + ?6, abstained_area = abstained_area + ?7"
      " WHERE" YITING_THIS_POLL,
      matter, if_it_is(v1::FOR, heads), if_it_is(v1::AGAINST, heads),
      if_it_is(v1::ABSTAIN, heads), if_it_is(v1::FOR, area), if_it_is(v1::AGAINST, area),
      if_it_is(v1::ABSTAIN, area));
}

}  // namespace

void ApplyTo(Community& community, const EntryPlace& place, const v1::PollOpened& event) {
  community.db().Do(
      "INSERT INTO polls(matter, visit, opened_ms, electors, in_favour, against, abstained, result,"
      " area, in_favour_area, against_area, abstained_area)"
      " SELECT matter, visit, ?2, ?3, 0, 0, 0, 0, ?4, 0, 0, 0 FROM matters WHERE matter = ?1",
      event.matter(), place.time_ms, event.electors(), event.area());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::BallotCast& event) {
  if (event.replaces()) {
    const std::optional<Matter> matter = FindMatter(community, event.matter());
    const std::optional<Ballot> before = FindBallot(community, *matter, event.voter());
    AddToPoll(community, event.matter(), before->choice, -1, -before->area);
  }
  community.db().Do(
      "INSERT INTO ballots(matter, visit, voter, member, choice, area, entered_first)"
      " SELECT matter, visit, ?2, ?3, ?4, ?5, ?6 FROM matters WHERE matter = ?1"
      " ON CONFLICT(matter, visit, voter) DO UPDATE SET choice = ?4, area = ?5",
      event.matter(), event.voter(), event.by(), static_cast<int64_t>(event.choice()),
      event.area(), event.entered_first());
  AddToPoll(community, event.matter(), static_cast<int64_t>(event.choice()), 1,
            static_cast<int64_t>(event.area()));
  if (event.entered_first().empty()) return;
  community.db().Do(
      "DELETE FROM papers WHERE matter = ?1 AND voter = ?2"
      " AND visit = (SELECT visit FROM matters WHERE matter = ?1)",
      event.matter(), event.voter());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::PaperEntered& event) {
  community.db().Do(
      "INSERT INTO papers(matter, visit, voter, officer, choice)"
      " SELECT matter, visit, ?2, ?3, ?4 FROM matters WHERE matter = ?1"
      " ON CONFLICT(matter, visit, voter) DO UPDATE SET officer = ?3, choice = ?4",
      event.matter(), event.voter(), event.by(), static_cast<int64_t>(event.choice()));
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::TallyPublished& event) {
  community.db().Do("UPDATE polls SET result = ?2 WHERE" YITING_THIS_POLL, event.matter(),
                    static_cast<int64_t>(event.passed() ? Poll::kPassed : Poll::kFailed));
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::TALLIED, .ref = event.passed() ? "passed" : "failed"});
}

}  // namespace yiting::state
