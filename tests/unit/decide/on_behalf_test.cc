// What only a person can say of themselves, said on paper and entered by a helper: it counts for
// the person, with their consent, and the helper is on the record.

#include <gtest/gtest.h>

#include "hall.h"
#include "state/check_event.h"
#include "state/read_links.h"
#include "state/read_opinions.h"
#include "state/read_tasks.h"

namespace yiting::decide {
namespace {

constexpr char kPaperPack[] = R"lua(
local yes_no = code { "来", options = { { "yes", "是" }, { "no", "否" } } }
local worker = "worker"
local offices = { unit "office" { "办公室" } }
return pack {
  { "试验" }, id = "test", version = "1",
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "guest" { "来宾" }, role "registrar" { "登记员" }, role "observer" { "观察员" },
  activation { by = "registrar" },
  offices,
  outcome "done" { "办结" },
  procedure "p" {
    { "规程" }, may_open = { "resident" },
    stage "first" {
      "一", deadline { within = days(90), on_late = close "done" },
      action "ask" { "约请", by = worker, does = "invite", needs = { invitees = members { "人" } } },
      action "answer" { "答复", by = "invitee", does = "confirm", helpers = worker,
                        needs = { coming = yes_no } },
      action "attend" { "签到", by = "invitee", does = "attend", helpers = worker,
                        needs = { mode = code {
                          "在哪", options = { { "room", "现场" }, { "online", "线上" } } } } },
      action "support" { "附议", by = "resident", does = "support", helpers = { worker } },
      action "rate" { "评价", by = "participant", does = "rate", once = true, helpers = { worker },
        needs = { score = number { "分", min = 1, max = 5 } } },
      action "speak" { "发言", by = "resident", does = "opine", helpers = { worker },
        needs = { opinion = text { "意见", audience = "community", max = 100 } },
        when = function(m, cmd, now)
          for _, role in ipairs(cmd.roles) do
            if role == "worker" then return refuse "not_theirs" end
          end
          return true
        end },
      action "plan" { "派任务", by = worker, does = "set_task",
        needs = { party = offices, task = text { "任务", audience = "public", max = 9 },
                  due = instant { "期限" } } },
      action "deliver" { "完成", by = "party", does = "report_task",
        needs = { number = number { "第几项", min = 1, max = 9 } } },
      action "judge" { "验收", by = "opener", does = "judge_task", helpers = { worker },
        all_tasks = true, to = "second",
        needs = { number = number { "第几项", min = 1, max = 9 }, accepted = yes_no } },
      action "next" { "下一步", by = worker, to = "second" },
    },
    stage "second" {
      "二", deadline { within = days(90), on_late = close "done" },
      action "rate" { "评价", by = "participant", does = "rate", helpers = { worker },
        needs = { score = number { "分", min = 1, max = 5 } } },
    },
    action "leave" { "撤回", by = "opener", outcome = "done" },
  },
}
)lua";

// Residents 'a', 'b', 'c', workers 'w' and 'x' (who sits in the office), guest 'g', observer 'o'.
class OnBehalfTest : public HallTest {
 protected:
  OnBehalfTest()
      : HallTest(kPaperPack, {{'a', "resident"},
                              {'b', "resident"},
                              {'c', "resident"},
                              {'w', "worker"},
                              {'x', "worker", "office"},
                              {'g', "guest"},
                              {'o', "observer"}}) {
    matter_ = OpenMatter('a', kMonday);
  }

  // With spoken consent, as the payload may still be changed.
  v1::Payload For(char person, const std::string& action) {
    v1::Payload payload = ActBody(matter_, action);
    payload.set_on_behalf_of(MemberId(person));
    payload.mutable_act_on_matter()->set_consent(v1::SPOKEN);
    return payload;
  }
  v1::Payload Rating(char person, int64_t score) {
    v1::Payload payload = For(person, "rate");
    AddInput(payload, "score")->set_number(score);
    return payload;
  }
  static void Write(v1::Input* input, v1::Audience audience = v1::COMMUNITY) {
    v1::ContentRef* ref = input->mutable_content();
    ref->set_commitment(Bytes(32, 'x'));
    ref->set_audience(audience);
    ref->set_media("text/plain");
    ref->set_size(9);
  }
  static v1::ContentRef Picture(v1::Audience audience) {
    v1::ContentRef ref;
    ref.set_commitment(Bytes(32, 'p'));
    ref.set_audience(audience);
    ref.set_media("image/jpeg");
    ref.set_size(900);
    return ref;
  }
  int64_t Ratings() { return state::RatingsOf(*state_, matter_).count; }

  Bytes matter_;
};

TEST_F(OnBehalfTest, A5_12_ARatingOnPaperIsThePersons) {
  EXPECT_EQ(Do('w', kMonday + kHour, Rating('a', 5)), "");
  EXPECT_EQ(Ratings(), 1);
  EXPECT_TRUE(state::HasTaken(*state_, At(matter_), "rate", MemberId('a')));
  EXPECT_FALSE(state::HasTaken(*state_, At(matter_), "rate", MemberId('w')));
  // Once is once, on paper or on the phone.
  EXPECT_EQ(ActWithNumber('a', kMonday + kHour, matter_, "rate", "score", 1),
            "ALREADY_DONE p.first.rate ");
  EXPECT_EQ(Do('x', kMonday + kHour, Rating('a', 1)), "ALREADY_DONE p.first.rate ");
  // Who asked has been heard by nobody yet: it was they who spoke.
  const auto steps = state::TimelineOf(*state_, matter_);
  EXPECT_EQ(steps[2].kind, v1::TimelineItem::ACTION);
  EXPECT_EQ(steps[2].actor, MemberId('a'));
  EXPECT_EQ(steps[2].role, "participant");
  EXPECT_EQ(state::CounterValue(*state_, "contact.p.1h"), 0);
}

TEST_F(OnBehalfTest, A5_12_TheStepKeepsWhoEnteredItHowTheyAgreedAndWhenItWas) {
  v1::Payload payload = Rating('a', 4);
  v1::ActOnMatter& act = *payload.mutable_act_on_matter();
  act.set_consent(v1::SIGNED);
  act.set_occurred_ms(kMonday + kHour);
  *act.mutable_consent_proof() = Picture(v1::STAFF);
  EXPECT_EQ(Do('w', kMonday + kDay, payload), "");
  const auto inputs = state::InputsOf(*state_, matter_, 3);
  ASSERT_EQ(inputs.size(), 5u);
  EXPECT_EQ(inputs[0].field(), state::kConsentField);
  EXPECT_EQ(inputs[0].code(), "SIGNED");
  EXPECT_EQ(inputs[1].field(), state::kHelperField);
  EXPECT_EQ(inputs[1].members().member(0), MemberId('w'));
  EXPECT_EQ(inputs[2].field(), state::kOccurredField);
  EXPECT_EQ(inputs[2].instant_ms(), kMonday + kHour);
  EXPECT_EQ(inputs[3].field(), state::kProofField);
  EXPECT_EQ(inputs[4].field(), "score");
}

TEST_F(OnBehalfTest, A5_12_ItNeedsConsentAndATimeThatCanBe) {
  const std::string rule = "p.first.rate ";
  const auto with = [this](auto change) {
    v1::Payload payload = Rating('a', 5);
    change(*payload.mutable_act_on_matter());
    return Do('w', kMonday + kHour, payload);
  };
  EXPECT_EQ(with([](auto& act) { act.set_consent(v1::CONSENT_UNSPECIFIED); }),
            "CONSENT_MISSING " + rule + "consent");
  EXPECT_EQ(with([](auto& act) { act.set_occurred_ms(kMonday + kHour + 1); }),
            "INPUT_INVALID " + rule + "occurred");
  EXPECT_EQ(with([](auto& act) { act.set_occurred_ms(kMonday - 1); }),
            "INPUT_INVALID " + rule + "occurred");
  EXPECT_EQ(with([](auto& act) { *act.mutable_consent_proof() = Picture(v1::PUBLIC); }),
            "INPUT_INVALID  consent_proof");
  EXPECT_EQ(with([](auto& act) { act.set_occurred_ms(kMonday); }), "");
  // The next stage began later.
  EXPECT_EQ(Act('w', kMonday + kDay, matter_, "next"), "");
  v1::Payload late = Rating('a', 5);
  late.mutable_act_on_matter()->set_occurred_ms(kMonday + kDay - 1);
  EXPECT_EQ(Do('w', kMonday + kDay, late), "INPUT_INVALID p.second.rate occurred");
}

TEST_F(OnBehalfTest, A5_12_OnlyAHelperForSomebodyElseWhoMayDoIt) {
  const std::string rule = "p.first.rate ";
  EXPECT_EQ(Do('b', kMonday, Rating('a', 5)), "NOT_ALLOWED " + rule + "on_behalf_of");
  EXPECT_EQ(Do('o', kMonday, Rating('a', 5)), "OBSERVER  ");
  EXPECT_EQ(Do('w', kMonday, Rating('?', 5)), "MEMBER_UNKNOWN " + rule + "on_behalf_of");
  EXPECT_EQ(Do('w', kMonday, Rating('w', 5)), "INPUT_INVALID " + rule + "on_behalf_of");
  EXPECT_EQ(Do('w', kMonday, Rating('b', 5)), "NOT_ALLOWED " + rule);  // takes no part in it
  EXPECT_EQ(Do('w', kMonday, Rating('o', 5)), "OBSERVER " + rule);
  EXPECT_EQ(Ratings(), 0);
  // Withdrawing is for whoever raised it, and for no helper.
  EXPECT_EQ(Do('w', kMonday, For('a', "leave")), "NOT_ALLOWED p.*.leave on_behalf_of");
  // Of one's own action nobody says that one agrees.
  v1::Payload own = ActBody(matter_, "rate");
  own.mutable_act_on_matter()->set_consent(v1::SPOKEN);
  AddInput(own, "score")->set_number(5);
  EXPECT_EQ(Do('a', kMonday, own), "INPUT_INVALID " + rule + "consent");
  own.mutable_act_on_matter()->set_consent(v1::CONSENT_UNSPECIFIED);
  own.mutable_act_on_matter()->set_occurred_ms(kMonday);
  EXPECT_EQ(Do('a', kMonday, own), "INPUT_INVALID " + rule + "consent");
}

TEST_F(OnBehalfTest, A5_12_WhoHelpsNoMoreHelpsNoMore) {
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberId('w'));
  end.mutable_end_role()->set_role("worker");
  EXPECT_EQ(Do('r', kMonday, end), "");
  EXPECT_EQ(Do('w', kMonday, Rating('a', 5)), "NOT_ALLOWED p.first.rate on_behalf_of");
}

TEST_F(OnBehalfTest, A5_12_SupportAndOpinionAreThePersons) {
  EXPECT_EQ(Do('w', kMonday, For('b', "support")), "");
  EXPECT_TRUE(state::IsSupporter(*state_, matter_, MemberId('b')));
  EXPECT_FALSE(state::IsSupporter(*state_, matter_, MemberId('w')));
  EXPECT_EQ(Do('w', kMonday, For('b', "support")), "ALREADY_DONE p.first.support ");
  EXPECT_EQ(Do('w', kMonday, For('a', "support")), "ALREADY_DONE p.first.support ");
  EXPECT_EQ(Do('w', kMonday, For('g', "support")), "NOT_ALLOWED p.first.support ");
  // The rule looks at the person's roles: it would refuse a worker.
  v1::Payload words = For('c', "speak");
  Write(AddInput(words, "opinion"));
  EXPECT_EQ(Do('w', kMonday, words), "");
  EXPECT_EQ(state::FindOpinion(*state_, matter_, 1)->member, MemberId('c'));
}

TEST_F(OnBehalfTest, A5_12_ComingAndBeingThereAreThePersons) {
  EXPECT_EQ(Invite('w', kMonday, matter_, "b"), "");
  v1::Payload payload = For('b', "answer");
  AddInput(payload, "coming")->set_code("yes");
  EXPECT_EQ(Do('w', kMonday, payload), "");
  EXPECT_EQ(state::CountTurnout(*state_, matter_).coming, 1);
  payload = For('b', "attend");
  AddInput(payload, "mode")->set_code("room");
  EXPECT_EQ(Do('w', kMonday, payload), "");
  const auto there = state::AttendanceOf(*state_, At(matter_));
  ASSERT_EQ(there.size(), 1u);
  EXPECT_EQ(there[0].member, MemberId('b'));
  payload = For('c', "answer");
  AddInput(payload, "coming")->set_code("yes");
  EXPECT_EQ(Do('w', kMonday, payload), "NOT_INVITED p.first.answer ");
}

// What they said on their own phone is theirs; what was entered for them can be put right.
TEST_F(OnBehalfTest, A5_12_NobodyRatesOverWhatThePersonSaidThemselves) {
  EXPECT_EQ(Act('w', kMonday, matter_, "next"), "");
  const auto own = [this](int64_t score) {
    return ActWithNumber('a', kMonday, matter_, "rate", "score", score);
  };
  EXPECT_EQ(Do('w', kMonday, Rating('a', 5)), "");
  EXPECT_EQ(Do('x', kMonday, Rating('a', 4)), "");
  EXPECT_EQ(own(1), "");
  EXPECT_EQ(Do('w', kMonday, Rating('a', 5)), "ALREADY_DONE p.second.rate score");
  EXPECT_EQ(own(2), "");
  EXPECT_EQ(state::RatingsOf(*state_, matter_).satisfied, 0);
}

// Nobody accepts their own unit's work, neither as themselves nor in the name of who raised it.
TEST_F(OnBehalfTest, A5_12_WhoRaisedItJudgesATaskByThePenOfSomebodyElse) {
  v1::Payload plan = ActBody(matter_, "plan");
  AddInput(plan, "due")->set_instant_ms(kMonday + kDay);
  AddInput(plan, "party")->mutable_codes()->add_code("office");
  Write(AddInput(plan, "task"), v1::PUBLIC);
  EXPECT_EQ(Do('w', kMonday, plan), "");
  EXPECT_EQ(ActWithNumber('x', kMonday, matter_, "deliver", "number", 1), "");
  v1::Payload judge = For('a', "judge");
  AddInput(judge, "accepted")->set_code("yes");
  AddInput(judge, "number")->set_number(1);
  EXPECT_EQ(Do('x', kMonday, judge), "NOT_ALLOWED p.first.judge office");
  EXPECT_EQ(Do('w', kMonday, judge), "");
  EXPECT_EQ(state::FindTask(*state_, matter_, 1)->state, state::Task::kAccepted);
  EXPECT_EQ(At(matter_).stage, "second");
}

TEST_F(OnBehalfTest, A5_12_AnEventWithoutConsentIsNone) {
  v1::Event event;
  v1::ActionTaken& taken = *event.mutable_action_taken();
  taken.set_matter(matter_);
  taken.set_action("rate");
  taken.set_by(MemberId('w'));
  const auto says = [&] {
    state::EntryPlace place;
    place.seq = 5;
    place.time_ms = kMonday + kHour;
    const Status status = state::CheckEvent(*state_, place, event);
    return status ? std::string() : status.error().message;
  };
  EXPECT_EQ(says(), "");
  taken.set_on_behalf_of(MemberId('a'));
  EXPECT_EQ(says(), "event: an action on behalf of somebody has their consent");
  taken.set_consent(v1::SPOKEN);
  EXPECT_EQ(says(), "");
  taken.set_occurred_ms(kMonday + kHour + 1);
  EXPECT_EQ(says(), "event: what has happened lies in the past");
  taken.set_occurred_ms(kMonday + kHour);
  EXPECT_EQ(says(), "");
  taken.set_on_behalf_of(MemberId('w'));
  EXPECT_EQ(says(), "event: nobody acts on behalf of themselves");
  taken.set_on_behalf_of(MemberId('o'));
  EXPECT_EQ(says(), "event: an observer never acts");
  taken.set_on_behalf_of(MemberId('?'));
  EXPECT_EQ(says(), "event: nobody has the member id " + ToHex(MemberId('?')));
  taken.clear_on_behalf_of();
  EXPECT_EQ(says(), "event: nobody consents to an action of their own");
}

}  // namespace
}  // namespace yiting::decide
