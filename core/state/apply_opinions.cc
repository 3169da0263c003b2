// Opinions: one list for the room and for phones, with praise, reports and what staff hid.

#include "state/apply_family.h"
#include "state/read_opinions.h"

namespace yiting::state {

void ApplyTo(Community& community, const EntryPlace& place, const v1::OpinionGiven& event) {
  const int64_t pseudonym =
      event.pseudonymous() ? PseudonymOf(community, event.matter(), event.by()) : 0;
  community.db().Do(
      "INSERT INTO opinions(matter, opinion, member, reply_to, from_room, pseudonym, time_ms,"
      " content, praised, reported, hidden) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0)",
      event.matter(), event.opinion(), event.by(), event.reply_to(), event.from_room() ? 1 : 0,
      pseudonym, place.time_ms, event.text().commitment());
  AddContent(community, event.text(), event.matter(), event.by());
  CountOf(community, event.matter(), "opinions");
}

void ApplyTo(Community& community, const EntryPlace&, const v1::OpinionMarked& event) {
  const auto mark = static_cast<int64_t>(event.mark());
  switch (event.mark()) {
    case v1::OpinionMarked::PRAISED:
      community.db().Do(
          "UPDATE opinions SET praised = praised + 1 WHERE matter = ?1 AND opinion = ?2",
          event.matter(), event.opinion());
      break;
    case v1::OpinionMarked::REPORTED:
      community.db().Do(
          "UPDATE opinions SET reported = reported + 1 WHERE matter = ?1 AND opinion = ?2",
          event.matter(), event.opinion());
      break;
    case v1::OpinionMarked::HIDDEN:
      community.db().Do("UPDATE opinions SET hidden = 1 WHERE matter = ?1 AND opinion = ?2",
                        event.matter(), event.opinion());
      return;
    case v1::OpinionMarked::SHOWN:
      // Staff have looked at it: the reports before count no more.
      community.db().Do(
          "UPDATE opinions SET hidden = 0, reported = 0 WHERE matter = ?1 AND opinion = ?2",
          event.matter(), event.opinion());
      return;
    default:
      return;
  }
  community.db().Do(
      "INSERT INTO opinion_marks(matter, opinion, member, mark) VALUES(?1, ?2, ?3, ?4)",
      event.matter(), event.opinion(), event.by(), mark);
}

}  // namespace yiting::state
