// Events of meetings, votes, opinions, links, tasks and territory.

#include <utility>

#include "base/instant.h"
#include "verbs/show.h"

namespace yiting::verbs {

namespace {

// What a ballot says: for or against, or options.
template <class Event>
void ShowSaid(const Event& event, Json& json) {
  if (event.choice() != v1::CHOICE_UNSPECIFIED) {
    json["choice"] = v1::Choice_Name(event.choice());
    return;
  }
  Json options = Json::array();
  for (const uint32_t option : event.options()) options.push_back(option);
  json["options"] = std::move(options);
}

Json Of(const v1::MemberInvited& event, const Names& names) {
  return {{"event", "member_invited"},
          {"matter", names.Of(event.matter())},
          {"member", names.Of(event.member())}};
}

Json Of(const v1::AttendanceAnswered& event, const Names& names) {
  Json json = {{"event", "attendance_answered"},
               {"matter", names.Of(event.matter())},
               {"member", names.Of(event.member())},
               {"coming", event.coming()}};
  if (!event.delegate().empty()) json["delegate"] = names.Of(event.delegate());
  if (!event.vouched_by().empty()) json["vouched_by"] = names.Of(event.vouched_by());
  return json;
}

Json Of(const v1::PollOpened& event, const Names& names) {
  Json json = {{"event", "poll_opened"},
               {"matter", names.Of(event.matter())},
               {"electors", event.electors()}};
  if (event.area() != 0) json["area"] = ShowArea(event.area());
  if (event.options() != 0) json["options"] = event.options();
  if (event.most() != 0) json["most"] = event.most();
  if (event.budget() != 0) json["budget"] = event.budget();
  if (!event.key().empty()) json["key"] = ToHex(event.key());
  return json;
}

Json Of(const v1::BallotCast& event, const Names& names) {
  Json json = {{"event", "ballot_cast"},
               {"matter", names.Of(event.matter())},
               {"voter", names.Of(event.voter())},
               {"by", names.Of(event.by())}};
  if (event.sealed().empty()) {
    ShowSaid(event, json);
  } else {
    json["sealed"] = ShowBox(event.sealed());
  }
  if (event.area() != 0) json["area"] = ShowArea(event.area());
  if (!event.entered_first().empty()) json["entered_first"] = names.Of(event.entered_first());
  if (event.replaces()) json["replaces"] = true;
  if (event.late()) json["late"] = true;
  return json;
}

Json Of(const v1::PaperEntered& event, const Names& names) {
  Json json = {{"event", "paper_entered"},
               {"matter", names.Of(event.matter())},
               {"voter", names.Of(event.voter())},
               {"by", names.Of(event.by())}};
  ShowSaid(event, json);
  return json;
}

Json Of(const v1::TallyPublished& event, const Names& names) {
  Json json = {{"event", "tally_published"},
               {"matter", names.Of(event.matter())},
               {"electors", event.electors()},
               {"in_favour", event.in_favour()},
               {"against", event.against()},
               {"abstained", event.abstained()},
               {"passed", event.passed()}};
  if (event.area() != 0) {
    json["area"] = ShowArea(event.area());
    json["in_favour_area"] = ShowArea(event.in_favour_area());
    json["against_area"] = ShowArea(event.against_area());
    json["abstained_area"] = ShowArea(event.abstained_area());
  }
  Json options = Json::array();
  for (const v1::OptionTally& option : event.options()) {
    Json one = {{"option", option.option()}, {"votes", option.votes()}};
    if (option.area() != 0) one["area"] = ShowArea(option.area());
    if (option.round() != 0) one["round"] = option.round();
    if (option.chosen()) one["chosen"] = true;
    options.push_back(std::move(one));
  }
  if (!options.empty()) json["options"] = std::move(options);
  if (event.late() != 0) json["late"] = event.late();
  if (event.spoiled() != 0) json["spoiled"] = event.spoiled();
  return json;
}

Json Of(const v1::RoomRegistered& event, const Names& names) {
  Json json = {{"event", "room_registered"},
               {"room", names.Of(event.room())},
               {"area", ShowArea(event.area())}};
  if (!event.owner().empty()) json["owner"] = names.Of(event.owner());
  if (!event.place().empty()) json["place"] = names.Of(event.place());
  if (!event.dweller().empty()) json["dweller"] = names.Of(event.dweller());
  if (event.has_address()) json["address"] = ShowContent(event.address(), names);
  return json;
}

Json Of(const v1::PlaceRegistered& event, const Names& names) {
  return {{"event", "place_registered"},
          {"place", names.Of(event.place())},
          {"parent", names.Of(event.parent())},
          {"kind", event.kind()},
          {"title", event.title().zh()}};
}

Json Of(const v1::BodyFounded& event, const Names&) {
  return {{"event", "body_founded"},
          {"body", event.body()},
          {"title", event.title().zh()},
          {"dissolved", event.dissolved()}};
}

Json Of(const v1::JoinAsked& event, const Names& names) {
  return {{"event", "join_asked"},
          {"member", names.Of(event.member())},
          {"device", names.Of(event.device())},
          {"key", names.Of(event.key())},
          {"profile", ShowContent(event.profile(), names)}};
}

Json Of(const v1::JoinDeclined& event, const Names& names) {
  return {{"event", "join_declined"},
          {"member", names.Of(event.member())},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::MatterSupported& event, const Names& names) {
  return {{"event", "matter_supported"},
          {"matter", names.Of(event.matter())},
          {"member", names.Of(event.member())}};
}

Json Of(const v1::MatterLinked& event, const Names& names) {
  return {{"event", "matter_linked"},
          {"matter", names.Of(event.matter())},
          {"other", names.Of(event.other())},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::MatterUnlinked& event, const Names& names) {
  return {{"event", "matter_unlinked"},
          {"matter", names.Of(event.matter())},
          {"other", names.Of(event.other())},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::LinkAnswered& event, const Names& names) {
  return {{"event", "link_answered"},
          {"matter", names.Of(event.matter())},
          {"other", names.Of(event.other())},
          {"member", names.Of(event.member())},
          {"agreed", event.agreed()}};
}

Json Of(const v1::CasePublished& event, const Names& names) {
  return {{"event", "case_published"},
          {"matter", names.Of(event.matter())},
          {"by", names.Of(event.by())},
          {"summary", ShowContent(event.summary(), names)}};
}

Json Of(const v1::OpinionGiven& event, const Names& names) {
  Json json = {{"event", "opinion_given"},
               {"matter", names.Of(event.matter())},
               {"opinion", event.opinion()},
               {"by", names.Of(event.by())}};
  if (event.reply_to() != 0) json["reply_to"] = event.reply_to();
  if (event.from_room()) json["from_room"] = true;
  if (event.pseudonymous()) json["pseudonymous"] = true;
  json["text"] = ShowContent(event.text(), names);
  return json;
}

Json Of(const v1::OpinionMarked& event, const Names& names) {
  return {{"event", "opinion_marked"},
          {"matter", names.Of(event.matter())},
          {"opinion", event.opinion()},
          {"by", names.Of(event.by())},
          {"mark", v1::OpinionMarked::Mark_Name(event.mark())}};
}

Json Of(const v1::OptionProposed& event, const Names& names) {
  return {{"event", "option_proposed"},
          {"matter", names.Of(event.matter())},
          {"option", event.option()},
          {"by", names.Of(event.by())},
          {"text", ShowContent(event.text(), names)},
          {"cost", event.cost()}};
}

Json Of(const v1::PollClosed& event, const Names& names) {
  Json json = {{"event", "poll_closed"}, {"matter", names.Of(event.matter())}};
  if (event.urn()) json["urn"] = true;
  return json;
}

Json Of(const v1::PollUnsealed& event, const Names& names) {
  return {{"event", "poll_unsealed"},
          {"matter", names.Of(event.matter())},
          {"secret", ToHex(event.secret())}};
}

Json Of(const v1::ResultTold& event, const Names& names) {
  return {{"event", "result_told"},
          {"matter", names.Of(event.matter())},
          {"by", names.Of(event.by())},
          {"text", ShowContent(event.text(), names)}};
}

Json Of(const v1::TaskSet& event, const Names& names) {
  return {{"event", "task_set"},
          {"matter", names.Of(event.matter())},
          {"task", event.task()},
          {"unit", event.unit()},
          {"due", FormatInstant({event.due_ms()})},
          {"by", names.Of(event.by())},
          {"text", ShowContent(event.text(), names)}};
}

Json Of(const v1::TaskReported& event, const Names& names) {
  return {{"event", "task_reported"},
          {"matter", names.Of(event.matter())},
          {"task", event.task()},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::TaskJudged& event, const Names& names) {
  return {{"event", "task_judged"},
          {"matter", names.Of(event.matter())},
          {"task", event.task()},
          {"by", names.Of(event.by())},
          {"accepted", event.accepted()}};
}

Json Of(const v1::IndicatorMeasured& event, const Names& names) {
  return {{"event", "indicator_measured"},
          {"matter", names.Of(event.matter())},
          {"indicator", event.indicator()},
          {"after", event.after()},
          {"value", event.value()},
          {"by", names.Of(event.by())}};
}

Json Of(const v1::AttendanceNoted& event, const Names& names) {
  return {{"event", "attendance_noted"},
          {"matter", names.Of(event.matter())},
          {"member", names.Of(event.member())},
          {"in_room", event.in_room()}};
}

Json Of(const v1::ReviewerNamed& event, const Names& names) {
  return {{"event", "reviewer_named"},
          {"matter", names.Of(event.matter())},
          {"member", names.Of(event.member())}};
}

}  // namespace

Json ShowDeliberation(const v1::Event& event, const Names& names) {
#define YITING_SHOW(constant, field) \
  case v1::Event::constant:          \
    return Of(event.field(), names);
  switch (event.kind_case()) {
    YITING_SHOW(kMemberInvited, member_invited)
    YITING_SHOW(kAttendanceAnswered, attendance_answered)
    YITING_SHOW(kAttendanceNoted, attendance_noted)
    YITING_SHOW(kReviewerNamed, reviewer_named)
    YITING_SHOW(kPollOpened, poll_opened)
    YITING_SHOW(kPollClosed, poll_closed)
    YITING_SHOW(kPollUnsealed, poll_unsealed)
    YITING_SHOW(kResultTold, result_told)
    YITING_SHOW(kBallotCast, ballot_cast)
    YITING_SHOW(kPaperEntered, paper_entered)
    YITING_SHOW(kTallyPublished, tally_published)
    YITING_SHOW(kOptionProposed, option_proposed)
    YITING_SHOW(kOpinionGiven, opinion_given)
    YITING_SHOW(kOpinionMarked, opinion_marked)
    YITING_SHOW(kMatterSupported, matter_supported)
    YITING_SHOW(kMatterLinked, matter_linked)
    YITING_SHOW(kMatterUnlinked, matter_unlinked)
    YITING_SHOW(kLinkAnswered, link_answered)
    YITING_SHOW(kCasePublished, case_published)
    YITING_SHOW(kTaskSet, task_set)
    YITING_SHOW(kTaskReported, task_reported)
    YITING_SHOW(kTaskJudged, task_judged)
    YITING_SHOW(kIndicatorMeasured, indicator_measured)
    YITING_SHOW(kRoomRegistered, room_registered)
    YITING_SHOW(kPlaceRegistered, place_registered)
    YITING_SHOW(kBodyFounded, body_founded)
    YITING_SHOW(kJoinAsked, join_asked)
    YITING_SHOW(kJoinDeclined, join_declined)
    default:
      return ShowVenueEvent(event, names);
  }
#undef YITING_SHOW
}

}  // namespace yiting::verbs
