// What an action brings about, an effect each; act_on_matter.cc calls them in the order of writing.
// A refusal: what was given cannot have this effect.
// Tested by tests/unit/decide/act_test.cc and by the tests of each file

#ifndef YITING_DECIDE_EFFECTS_H_
#define YITING_DECIDE_EFFECTS_H_

#include <optional>
#include <string>

#include "decide/ballots.h"
#include "decide/event_writer.h"
#include "decide/situation.h"

namespace yiting::decide {

struct Acting {
  const Situation& situation;
  const state::Matter& matter;
  const v1::Action& action;
  const Standing& standing;
  const Inputs& inputs;
  const std::string& rule;

  state::Community& community() const { return situation.community; }
  // Whose action it is, whoever has entered it.
  const Bytes& actor() const { return situation.actor(); }
  Balloting balloting() const { return {situation, matter, action, inputs, rule}; }
  std::optional<Refusal> No(v1::Reason reason, const char* detail = "") const;
  std::optional<Refusal> No(v1::Reason reason, std::string detail) const;
  // The number that the input gives, or 0; the code, or empty.
  int64_t Number(std::string_view field) const;
  std::string Code(std::string_view field) const;
  const v1::ContentRef* Content(std::string_view field) const;
};

using Outcome = std::optional<Refusal>;

// effects_meeting.cc
Outcome Invite(const Acting& acting, EventWriter& writer);
Outcome Confirm(const Acting& acting, EventWriter& writer);
// May the delegate come to the meeting instead of the member? Nullopt: they may. One seat is one
// person's: who was invited for themselves, or comes for somebody else, takes no second one.
Outcome CheckDelegate(const Situation& situation, const Bytes& matter, const Bytes& member,
                      const Bytes& delegate, const std::string& rule);
Outcome Attend(const Acting& acting, EventWriter& writer);
Outcome NameReviewers(const Acting& acting, EventWriter& writer);
// True when everybody named as a reviewer, who still could, has taken the action; who is `signing`
// is counted as well.
bool AllReviewersHave(state::Community& community, const state::Matter& matter,
                      const v1::Action& action, BytesView signing, int64_t now_ms);
// effects_opinion.cc
Outcome Opine(const Acting& acting, EventWriter& writer);
Outcome MarkOpinion(const Acting& acting, v1::OpinionMarked::Mark mark, EventWriter& writer);
Outcome HideOpinion(const Acting& acting, EventWriter& writer);
Outcome ProposeOption(const Acting& acting, EventWriter& writer);
// effects_link.cc
Outcome Support(const Acting& acting, EventWriter& writer);
Outcome LinkDuplicates(const Acting& acting, EventWriter& writer);
Outcome UnlinkDuplicates(const Acting& acting, EventWriter& writer);
Outcome AnswerLink(const Acting& acting, EventWriter& writer);
Outcome PublishCase(const Acting& acting, EventWriter& writer);
// effects_task.cc
Outcome SetTask(const Acting& acting, EventWriter& writer);
Outcome ReportTask(const Acting& acting, EventWriter& writer);
Outcome JudgeTask(const Acting& acting, EventWriter& writer);
// True when every task has been accepted, this judgement counted; false when there is none.
bool AllTasksAccepted(const Acting& acting);
Outcome Measure(const Acting& acting, EventWriter& writer);
// act_on_matter.cc: true when enough different members have taken the action, or everybody or
// everything that it waits for is there, this time counted.
bool HasAll(const Acting& acting);
// effects_role.cc: by the last signature, and never to try it out.
Outcome Appoint(const Acting& acting, EventWriter& writer);
Outcome Dismiss(const Acting& acting, EventWriter& writer);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_EFFECTS_H_
