#include <gtest/gtest.h>

#include "hall.h"

namespace yiting::decide {
namespace {

using ActTest = HallTest;

TEST_F(ActTest, OpeningEntersTheFirstStageWithItsDeadline) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(At(matter).stage, "first");
  EXPECT_EQ(At(matter).opener_class, "residents");
  EXPECT_EQ(At(matter).number, 1u);
  // Two working days after Monday end with Wednesday.
  EXPECT_EQ(FormatInstant(Instant{At(matter).due_ms}), "2020-01-09T00:00:00+08:00");
  EXPECT_EQ(At(OpenMatter('w', kMonday)).opener_class, "staff");
}

TEST_F(ActTest, A2_1_WhoIsInNoClassMayNotOpen) {
  EXPECT_EQ(Do('z', kMonday, OpenBody()), "NOT_ALLOWED p.open ");
  EXPECT_EQ(Do('c', kMonday, OpenBody()), "NOT_ALLOWED p.open ");
}

TEST_F(ActTest, UnknownThingsAreNamed) {
  v1::Payload other = OpenBody();
  other.mutable_open_matter()->set_procedure("q");
  EXPECT_EQ(Do('a', kMonday, other), "PROCEDURE_UNKNOWN  q");
  EXPECT_EQ(Act('a', kMonday, Bytes(16, '?'), "take"), "MATTER_UNKNOWN  ");
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "dance"), "ACTION_UNKNOWN p dance");
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "WRONG_STAGE p.first first");
}

TEST_F(ActTest, A3_10_ACategoryAlertsItsLeadAndItsAssistingUnits) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(At(matter).category, "noise");
  EXPECT_EQ(At(matter).lead, "office");
  std::vector<state::Party> parties = state::PartiesOf(*state_, matter);
  ASSERT_EQ(parties.size(), 2u);
  EXPECT_EQ(parties[0].unit, "office");
  EXPECT_TRUE(parties[0].lead);
  EXPECT_EQ(parties[1].unit, "police");
  EXPECT_EQ(parties[1].reported_ms, 0);
}

TEST_F(ActTest, A5_14_EachPartyReportsInOnce) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('b', kMonday, matter, "report"), "NOT_A_PARTY p.*.report ");
  EXPECT_EQ(Act('c', kMonday + 5, matter, "report"), "");
  EXPECT_EQ(state::PartiesOf(*state_, matter)[1].reported_ms, kMonday + 5);
  EXPECT_EQ(Act('c', kMonday, matter, "report"), "ALREADY_DONE p.*.report police");
  EXPECT_EQ(Act('w', kMonday + 6, matter, "report"), "");
}

TEST_F(ActTest, InputsMustBeWhatTheFieldsAskFor) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "kind"), "INPUT_MISSING p.first.kind kind");
  EXPECT_EQ(ActWithCode('w', kMonday, matter, "kind", "kind", "c"),
            "INPUT_INVALID p.first.kind kind");
  EXPECT_EQ(ActWithNumber('w', kMonday, matter, "kind", "kind", 1),
            "INPUT_INVALID p.first.kind kind");
  EXPECT_EQ(ActWithCode('w', kMonday, matter, "kind", "colour", "a"),
            "INPUT_UNKNOWN p.first.kind colour");
  EXPECT_EQ(ActWithCode('w', kMonday, matter, "take", "category", "dust"),
            "INPUT_INVALID p.first.take category");
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "score", "n", 6), "INPUT_INVALID p.first.score n");
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "score", "n", 5), "");
  EXPECT_EQ(ActWithCode('w', kMonday, matter, "kind", "kind", "b"), "");
}

TEST_F(ActTest, ProseIsACommitmentOfTheFieldsAudienceAndLength) {
  auto open = [this](v1::Audience audience, uint32_t size, const char* media) {
    v1::Payload payload = OpenBody();
    v1::ContentRef* ref = AddInput(payload, "title")->mutable_content();
    ref->set_commitment(Bytes(32, static_cast<char>(size)));
    ref->set_audience(audience);
    ref->set_size(size);
    ref->set_media(media);
    return Do('a', kMonday, payload);
  };
  const v1::Audience asked = packs_.pack().FindProcedure("p")->fields(0).audience();
  EXPECT_EQ(open(asked, 40, "text/plain"), "");
  EXPECT_EQ(open(asked, 41, "text/plain"), "INPUT_INVALID p.open title");
  EXPECT_EQ(open(asked, 0, "text/plain"), "INPUT_INVALID p.open title");
  EXPECT_EQ(open(asked, 9, "image/jpeg"), "INPUT_INVALID p.open title");
  EXPECT_EQ(open(asked == v1::PUBLIC ? v1::STAFF : v1::PUBLIC, 9, "text/plain"),
            "INPUT_INVALID p.open title");
}

TEST_F(ActTest, OnceMeansOnceInAStage) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "score", "n", 5), "");
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "score", "n", 4), "ALREADY_DONE p.first.score ");
}

TEST_F(ActTest, A6_11_EnoughDifferentSignersMoveIt) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "");
  EXPECT_EQ(At(matter).stage, "second");
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "ALREADY_DONE p.second.sign ");
  EXPECT_EQ(Act('z', kMonday, matter, "sign"), "");
  EXPECT_EQ(At(matter).stage, "third");
}

TEST_F(ActTest, OnlyInviteesAnswer) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(ActWithCode('b', kMonday, matter, "answer", "coming", "yes"),
            "NOT_INVITED p.second.answer ");
  EXPECT_EQ(Invite('w', kMonday, matter, "?"), "MEMBER_UNKNOWN p.second.ask invitees");
  EXPECT_EQ(Invite('w', kMonday, matter, "b"), "");
  EXPECT_EQ(ActWithCode('b', kMonday, matter, "answer", "coming", "yes"), "");
  EXPECT_EQ(state::FindInvitee(*state_, matter, MemberId('b'))->answer, 1);
  EXPECT_EQ(ActWithCode('b', kMonday, matter, "answer", "coming", "no"), "");
  EXPECT_EQ(state::FindInvitee(*state_, matter, MemberId('b'))->answer, 2);
}

TEST_F(ActTest, AHookSaysNoWithItsOwnWordAndTheMatterGoesOn) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "guarded"), "RULE_REFUSED p.second.guarded nobody");
  EXPECT_EQ(Invite('w', kMonday, matter, "b"), "");
  EXPECT_EQ(ActWithCode('b', kMonday, matter, "answer", "coming", "yes"), "");
  EXPECT_EQ(Act('w', kMonday, matter, "guarded"), "");
  EXPECT_EQ(At(matter).outcome, "done");
}

TEST_F(ActTest, ARuleThatNeverEndsIsACodeAndNothingBreaks) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "broken"), "RULE_FAILED p.second.broken GAS");
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "");
}

TEST_F(ActTest, A7_12_RatingsCountOnceAndCanBeChanged) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "");
  EXPECT_EQ(Act('z', kMonday, matter, "sign"), "");
  EXPECT_EQ(ActWithNumber('b', kMonday, matter, "rate", "score", 5), "NOT_ALLOWED p.third.rate ");
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "rate", "score", 5), "");
  EXPECT_EQ(ActWithNumber('c', kMonday, matter, "rate", "score", 2), "");
  EXPECT_EQ(state::CounterValue(*state_, "ratings"), 2);
  EXPECT_EQ(state::CounterValue(*state_, "satisfied"), 1);
  EXPECT_EQ(ActWithNumber('a', kMonday, matter, "rate", "score", 3), "");
  EXPECT_EQ(state::CounterValue(*state_, "ratings"), 2);
  EXPECT_EQ(state::CounterValue(*state_, "satisfied"), 0);
  EXPECT_EQ(state::RatingsOf(*state_, matter).count, 2);
}

TEST_F(ActTest, AClosedMatterTakesNothing) {
  const Bytes matter = OpenMatter('a', kMonday);
  EXPECT_EQ(Act('b', kMonday, matter, "leave"), "NOT_ALLOWED p.*.leave ");
  EXPECT_EQ(Act('a', kMonday, matter, "leave"), "");
  EXPECT_EQ(At(matter).outcome, "gone");
  EXPECT_EQ(At(matter).due_ms, 0);
  EXPECT_EQ(Act('a', kMonday, matter, "leave"), "MATTER_CLOSED p gone");
  EXPECT_EQ(ActWithCode('w', kMonday, matter, "take", "category", "noise"), "MATTER_CLOSED p gone");
}

TEST_F(ActTest, WhyNotAgreesWithWhatDecideSays) {
  const Bytes matter = Second(kMonday);
  EXPECT_EQ(Act('w', kMonday, matter, "sign"), "");
  const state::Matter now = At(matter);
  const v1::Stage* stage = packs_.pack().FindStage("p", "second");
  for (const v1::Action& action : stage->actions()) {
    if (!action.needs().empty() || action.hook()) continue;
    for (char member : {'a', 'b', 'w', 'x', 'z', 'c', 'o'}) {
      std::optional<Refusal> why =
          WhyNot(*state_, packs_.pack(), now, action, MemberId(member), kMonday);
      auto decision = Decide(*state_, packs_, Sign(member, ActBody(matter, action.id())), kMonday,
                             SignatureCheck::kVerify);
      ASSERT_TRUE(decision.has_value());
      const Refusal* refusal = std::get_if<Refusal>(&*decision);
      ASSERT_EQ(why.has_value(), refusal != nullptr) << member << " " << action.id();
      if (refusal == nullptr) continue;
      EXPECT_EQ(why->reason, refusal->reason);
    }
  }
}

TEST_F(ActTest, DecidingWritesNothing) {
  const Bytes matter = OpenMatter('a', kMonday);
  const crypto::Hash before = state_->Digest();
  for (int i = 0; i < 3; ++i) {
    auto decision = Decide(*state_, packs_, Sign('a', ActBody(matter, "leave")), kMonday,
                           SignatureCheck::kVerify);
    ASSERT_TRUE(decision.has_value());
    EXPECT_TRUE(std::holds_alternative<Events>(*decision));
  }
  EXPECT_EQ(state_->Digest(), before);
}

}  // namespace
}  // namespace yiting::decide
