// Opinions: one list for the room and for phones, with praise, reports and what staff hid.

#include <set>

#include "state/apply_family.h"
#include "state/read_matters.h"
#include "state/read_opinions.h"

namespace yiting::state {

namespace {

// What the opinion's author gave with it, a photo as well as the words, is for staff while it is
// hidden: its audience is negative then, for FindContent. It is the author's, in whichever matter
// they said it first; what somebody else gave stays as it is.
void SetReadable(Community& community, const v1::OpinionMarked& event, int sign) {
  const Opinion opinion = OrEmpty(FindOpinion(community, event.matter(), event.opinion()));
  std::set<Bytes> given = {opinion.content};
  std::vector<int64_t> steps;
  {
    Query query = community.db().Ask(
        "SELECT step FROM inputs WHERE matter = ?1 AND field = 'opinion' AND instr(value, ?2) > 0",
        event.matter(), opinion.content);
    while (query.Next()) steps.push_back(query.Int(0));
  }
  for (const int64_t step : steps) {
    for (const v1::Input& input : InputsOf(community, event.matter(), step)) {
      if (input.has_content()) given.insert(input.content().commitment());
    }
  }
  for (const Bytes& commitment : given) {
    community.db().Do(
        "UPDATE contents SET audience = ABS(audience) * ?3"
        " WHERE commitment = ?1 AND owner = ?2 AND audience <> ?4",
        commitment, opinion.member, sign, static_cast<int64_t>(v1::SELF));
  }
}

}  // namespace

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
      SetReadable(community, event, -1);
      return;
    case v1::OpinionMarked::SHOWN:
      // Staff have looked at it: the reports before count no more.
      community.db().Do(
          "UPDATE opinions SET hidden = 0, reported = 0 WHERE matter = ?1 AND opinion = ?2",
          event.matter(), event.opinion());
      SetReadable(community, event, 1);
      return;
    default:
      return;
  }
  community.db().Do(
      "INSERT INTO opinion_marks(matter, opinion, member, mark) VALUES(?1, ?2, ?3, ?4)",
      event.matter(), event.opinion(), event.by(), mark);
}

}  // namespace yiting::state
