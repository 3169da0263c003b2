// Test support: a pack with a meeting, opinions and a review, and the commands for them.

#ifndef YITING_TESTS_UNIT_DECIDE_TALKS_H_
#define YITING_TESTS_UNIT_DECIDE_TALKS_H_

#include <string>

#include "hall.h"
#include "state/read_meetings.h"
#include "state/read_opinions.h"

namespace yiting::decide {

inline constexpr char kTalkPack[] = R"lua(
local yes_no = code { "来", options = { { "yes", "来" }, { "no", "不来" } } }
local where = code { "在哪里", options = { { "room", "现场" }, { "online", "线上" } } }
local said = { "opener", "resident", "guest", "worker" }
local about = number { "第几条", min = 1, max = 5000 }
return pack {
  { "试验" }, id = "test", version = "1",
  params { names = count(0, "不显示姓名", { min = 0, max = 1 }) },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "host" { "主持人" }, role "guest" { "来宾" }, role "voter" { "票友" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  role "editor" { "规则员" },
  activation { by = { "registrar", "editor" } },
  unit "school" { "学校" },
  outcome "done" { "办结" },
  procedure "p" {
    { "规程" }, may_open = { "resident" },
    stage "meeting" {
      "会议", deadline { within = days(30), on_late = close "done" },
      action "ask" { "约请", by = { "worker", "host" }, does = "invite",
                     needs = { invitees = members { "人" } } },
      action "answer" { "答复", by = "invitee", does = "confirm",
                        needs = { coming = yes_no,
                                  delegate = members { "替会", optional = true } } },
      action "answer_for" { "登记答复", by = "worker", does = "confirm",
                            needs = { invitee = members { "谁" }, coming = yes_no,
                                      delegate = members { "替会", optional = true } } },
      action "join_in" { "自报参加", by = "resident", does = "confirm", needs = { coming = yes_no } },
      action "sheet" { "登记签到", by = "worker", does = "attend",
                       needs = { attendees = members { "谁" }, mode = where } },
      action "attend" { "签到", by = { "opener", "invitee" }, does = "attend",
                        needs = { mode = where } },
      action "open" { "开会", by = "worker", to = "talk",
                      quorum = { least = 2, share = ratio(1, 2) } },
    },
    stage "talk" {
      "讨论", deadline { within = days(30), on_late = close "done" },
      action "speak" { "发言", by = said, does = "opine",
        needs = { opinion = text { "意见", audience = "community", max = 100 },
                  from = where,
                  reply_to = number { "回复", min = 1, max = 5000, optional = true } } },
      action "whisper" { "匿名发言", by = said, does = "opine", pseudonymous = true,
        helpers = "worker",
        needs = { opinion = text { "意见", audience = "community", max = 100 } } },
      action "hum" { "照参数发言", by = said, does = "opine", pseudonymous = param "names",
        needs = { opinion = text { "意见", audience = "community", max = 100 } } },
      action "praise" { "点赞", by = said, does = "praise", needs = { about = about } },
      action "report" { "举报", by = said, does = "report", needs = { about = about } },
      action "hide" { "收起", by = "worker", does = "hide",
        needs = { about = about, reason = text { "理由", audience = "community", max = 100 } } },
      action "conclude" { "定联审人", by = "worker", does = "name_reviewers", to = "review",
        needs = { reviewers = members { "联审人" } } },
    },
    stage "review" {
      "联审", deadline { within = days(30), on_late = close "done" },
      action "more" { "加联审人", by = "worker", does = "name_reviewers",
        needs = { reviewers = members { "联审人" } } },
      action "sign" { "签字", by = "reviewer", all_reviewers = true, to = "vote" },
      action "back" { "退回", by = "worker", to = "talk" },
    },
    stage "vote" {
      "表决", poll { electors = "voter", approve = ratio(1, 2), of = "voted",
                     passed = close "done", failed = close "done" },
      deadline { within = days(3), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote",
        needs = { choice = code { "意见", options = { { "for", "同意" }, { "against", "反对" } } } } },
    },
    action "finish" { "办结", by = "worker", outcome = "done" },
  },
}
)lua";

// Residents 'a', 'b', 'c', 'd', worker 'w', host 'h', guest 'g', observer 'o', registrar 'r'.
class TalkTest : public HallTest {
 protected:
  TalkTest()
      : HallTest(kTalkPack, {{'a', "resident"},
                             {'b', "resident"},
                             {'c', "resident"},
                             {'d', "resident"},
                             {'w', "worker"},
                             {'h', "host"},
                             {'g', "guest"},
                             {'o', "observer"}}) {
    matter_ = OpenMatter('a', kMonday);
  }

  static void AddMembers(v1::Payload& payload, const std::string& field,
                         const std::string& people) {
    v1::Members* members = AddInput(payload, field)->mutable_members();
    for (char member : people) members->add_member(MemberId(member));
  }
  std::string ActWithMembers(char actor, const std::string& action, const std::string& field,
                             const std::string& people) {
    v1::Payload payload = ActBody(matter_, action);
    AddMembers(payload, field, people);
    return Do(actor, kMonday, payload);
  }
  std::string Ask(char actor, const std::string& people) {
    return ActWithMembers(actor, "ask", "invitees", people);
  }
  std::string Answer(char actor, const std::string& coming, const std::string& delegate = "") {
    v1::Payload payload = ActBody(matter_, "answer");
    AddInput(payload, "coming")->set_code(coming);
    if (!delegate.empty()) AddMembers(payload, "delegate", delegate);
    return Do(actor, kMonday, payload);
  }
  void AddProse(v1::Payload& payload, const std::string& field) {
    v1::ContentRef* ref = AddInput(payload, field)->mutable_content();
    ++prose_;
    ref->set_commitment(Bytes(30, 'x') + std::string({static_cast<char>(prose_ / 100),
                                                      static_cast<char>(prose_ % 100)}));
    ref->set_audience(v1::COMMUNITY);
    ref->set_media("text/plain");
    ref->set_size(9);
  }
  // In the stage "talk", where two of two come.
  void Talk() {
    EXPECT_EQ(Ask('w', "bc"), "");
    EXPECT_EQ(Answer('b', "yes"), "");
    EXPECT_EQ(Answer('c', "yes"), "");
    EXPECT_EQ(Act('w', kMonday, matter_, "open"), "");
  }
  std::string Speak(char actor, int64_t reply_to = 0, const std::string& from = "online") {
    v1::Payload payload = ActBody(matter_, "speak");
    AddInput(payload, "from")->set_code(from);
    AddProse(payload, "opinion");
    if (reply_to != 0) AddInput(payload, "reply_to")->set_number(reply_to);
    return Do(actor, kMonday, payload);
  }
  std::string Say(char actor, const std::string& action) {
    v1::Payload payload = ActBody(matter_, action);
    AddProse(payload, "opinion");
    return Do(actor, kMonday, payload);
  }
  std::string Mark(char actor, const std::string& action, int64_t about) {
    return ActWithNumber(actor, kMonday, matter_, action, "about", about);
  }
  std::string Hide(char actor, int64_t about) {
    v1::Payload payload = ActBody(matter_, "hide");
    AddInput(payload, "about")->set_number(about);
    AddProse(payload, "reason");
    return Do(actor, kMonday, payload);
  }
  state::Opinion Opinion(int64_t number) {
    return *state::FindOpinion(*state_, matter_, number);
  }
  state::Turnout Turnout() { return state::CountTurnout(*state_, matter_); }

  Bytes matter_;
  int prose_ = 0;
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_TALKS_H_
