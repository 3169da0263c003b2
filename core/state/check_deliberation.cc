// Opinions and options are counted up, marks are made once, and who is there or reviews may act.

#include "schema/limits.h"
#include "state/check_family.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"
#include "state/read_polls.h"

namespace yiting::state {

Status Check(Community& community, const EntryPlace& place, const v1::OpinionGiven& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  if (event.opinion() != NextOpinion(community, event.matter())) {
    return Broken("opinions are counted up from 1");
  }
  if (event.opinion() > schema::kOpinionsMax) return Broken("a matter has too many opinions");
  if (event.reply_to() != 0 && !FindOpinion(community, event.matter(), event.reply_to())) {
    return Broken("an answer is to an opinion that is there");
  }
  return {};
}

Status Check(Community& community, const EntryPlace& place, const v1::OpinionMarked& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const std::optional<Opinion> opinion = FindOpinion(community, event.matter(), event.opinion());
  if (!opinion) return Broken("there is no such opinion");
  switch (event.mark()) {
    case v1::OpinionMarked::PRAISED:
    case v1::OpinionMarked::REPORTED:
      if (opinion->member == event.by()) return Broken("nobody marks what they said themselves");
      return HasMarked(community, event.matter(), event.opinion(), event.by(), event.mark())
                 ? Broken("one mark a member")
                 : Status();
    case v1::OpinionMarked::HIDDEN:
      return opinion->hidden ? Broken("it is hidden") : Status();
    case v1::OpinionMarked::SHOWN:
      return opinion->hidden ? Status() : Broken("it is not hidden");
    default:
      return Broken("no such mark");
  }
}

Status Check(Community& community, const EntryPlace& place, const v1::OptionProposed& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  RETURN_IF_ERROR(MayAct(community, place, event.by()));
  const size_t before = OptionsOf(community, event.matter()).size();
  if (event.option() != before + 1) return Broken("options are counted up from 1");
  if (before >= schema::kPollOptionsMax) return Broken("a poll has too many options");
  if (event.cost() > schema::kOptionCostMax) return Broken("an option is too dear");
  return {};
}

Status Check(Community& community, const EntryPlace&, const v1::PollClosed& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  const Matter matter = OrEmpty(FindMatter(community, event.matter()));
  const std::optional<Poll> poll = FindRunningPoll(community, matter);
  if (!poll) return Broken("there is no poll to close");
  if (!event.urn()) return poll->closed_ms == 0 ? Status() : Broken("the poll is closed");
  const bool opens = poll->closed_ms != 0 && poll->urn_ms == 0;
  return opens ? Status() : Broken("there is no urn to open");
}

Status Check(Community& community, const EntryPlace& place, const v1::AttendanceNoted& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  return MayAct(community, place, event.member());
}

Status Check(Community& community, const EntryPlace& place, const v1::ReviewerNamed& event) {
  RETURN_IF_ERROR(MustBeOpen(community, event.matter()));
  return MayAct(community, place, event.member());
}

}  // namespace yiting::state
