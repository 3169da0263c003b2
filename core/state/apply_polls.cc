// Polls: opened with their stage, ballots, and the tally that ends them.

#include "state/apply_family.h"
#include "state/read_polls.h"

namespace yiting::state {

// Of the stage that matter ?1 is in. One whose stage was left uncounted is not touched any more.
#define YITING_THIS_POLL \
  " matter = ?1 AND visit = (SELECT visit FROM matters WHERE matter = ?1) AND result = 0"

void ApplyTo(Community& community, const EntryPlace& place, const v1::PollOpened& event) {
  community.db().Do(
      "INSERT INTO polls(matter, visit, opened_ms, electors, in_favour, against, abstained, result)"
      " SELECT matter, visit, ?2, ?3, 0, 0, 0, 0 FROM matters WHERE matter = ?1",
      event.matter(), place.time_ms, event.electors());
}

void ApplyTo(Community& community, const EntryPlace&, const v1::BallotCast& event) {
  community.db().Do(
      "INSERT INTO ballots(matter, visit, voter, member, choice)"
      " SELECT matter, visit, ?2, ?3, ?4 FROM matters WHERE matter = ?1",
      event.matter(), event.voter(), event.by(), static_cast<int64_t>(event.choice()));
  const auto one = [&event](v1::Choice choice) {
    return static_cast<int64_t>(event.choice() == choice ? 1 : 0);
  };
  community.db().Do(
      "UPDATE polls SET in_favour = in_favour + ?2, against = against + ?3,"
      " abstained = abstained + ?4 WHERE" YITING_THIS_POLL,
      event.matter(), one(v1::FOR), one(v1::AGAINST), one(v1::ABSTAIN));
}

void ApplyTo(Community& community, const EntryPlace& place, const v1::TallyPublished& event) {
  community.db().Do("UPDATE polls SET result = ?2 WHERE" YITING_THIS_POLL, event.matter(),
                    static_cast<int64_t>(event.passed() ? Poll::kPassed : Poll::kFailed));
  AddStep(community, place, event.matter(),
          {.kind = v1::TimelineItem::TALLIED, .ref = event.passed() ? "passed" : "failed"});
}

}  // namespace yiting::state
