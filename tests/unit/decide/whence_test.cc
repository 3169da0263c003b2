// How a matter comes in: for somebody else with their word, from elsewhere once, to try it out, or
// to take up again what was closed.
#include <gtest/gtest.h>

#include "errands.h"

namespace yiting::decide {
namespace {

class WhenceTest : public ErrandTest {
 protected:
  v1::Payload For(char principal, v1::Consent consent) {
    v1::Payload payload = OpenBody();
    payload.set_on_behalf_of(MemberId(principal));
    payload.mutable_open_matter()->set_consent(consent);
    return payload;
  }
  v1::Payload From(const std::string& source, const std::string& ref) {
    v1::Payload payload = OpenBody();
    payload.mutable_open_matter()->set_channel(v1::IMPORT);
    payload.mutable_open_matter()->set_source(source);
    payload.mutable_open_matter()->set_source_ref(ref);
    return payload;
  }
  v1::Payload Again(const Bytes& before) {
    v1::Payload payload = OpenBody();
    payload.mutable_open_matter()->set_follows(before);
    return payload;
  }
  static v1::ContentRef* Proof(v1::Payload& payload) {
    v1::ContentRef* proof = payload.mutable_open_matter()->mutable_consent_proof();
    proof->set_commitment(Bytes(32, 'p'));
    proof->set_audience(v1::STAFF);
    proof->set_media("image/jpeg");
    proof->set_size(900);
    return proof;
  }
};

TEST_F(WhenceTest, A1_6_WhoFilesForAnotherSaysHowTheyAgreed) {
  EXPECT_EQ(Do('w', now_ms, For('b', v1::CONSENT_UNSPECIFIED)), "CONSENT_MISSING  consent");
  EXPECT_EQ(Do('w', now_ms, For('b', v1::SPOKEN)), "");
  const Bytes matter = last_.MadeId();
  EXPECT_EQ(At(matter).opener, MemberId('b'));
  EXPECT_EQ(At(matter).helper, MemberId('w'));
  EXPECT_EQ(At(matter).consent, v1::SPOKEN);
  EXPECT_EQ(Do('a', now_ms, For('b', v1::SIGNED)), "NOT_ALLOWED  on_behalf_of");
  EXPECT_EQ(Do('w', now_ms, For('?', v1::SIGNED)), "MEMBER_UNKNOWN  on_behalf_of");
}

TEST_F(WhenceTest, A1_6_WhoIsNotHelpedGivesNoConsent) {
  v1::Payload own = OpenBody();
  own.mutable_open_matter()->set_consent(v1::SPOKEN);
  EXPECT_EQ(Do('w', now_ms, own), "INPUT_INVALID  consent");
  own = OpenBody();
  Proof(own);
  EXPECT_EQ(Do('w', now_ms, own), "INPUT_INVALID  consent");
  EXPECT_EQ(Do('w', now_ms, For('w', v1::SPOKEN)), "INPUT_INVALID  consent");
  EXPECT_EQ(Do('w', now_ms, For('w', v1::CONSENT_UNSPECIFIED)), "");
  EXPECT_EQ(At(last_.MadeId()).helper, "");
}

TEST_F(WhenceTest, A1_6_TheProofIsAPictureForStaffAlone) {
  v1::Payload payload = For('b', v1::SIGNED);
  Proof(payload)->set_audience(v1::PUBLIC);
  EXPECT_EQ(Do('w', now_ms, payload), "INPUT_INVALID  consent_proof");
  Proof(payload)->set_media("text/plain");
  EXPECT_EQ(Do('w', now_ms, payload), "INPUT_INVALID  consent_proof");
  Proof(payload)->set_size(0);
  EXPECT_EQ(Do('w', now_ms, payload), "INPUT_INVALID  consent_proof");
  Proof(payload);
  EXPECT_EQ(Do('w', now_ms, payload), "");
  // It must be at hand like any other content of a command.
  const std::vector<v1::ContentRef> contents = ContentsOf(last_.payload);
  ASSERT_EQ(contents.size(), 1u);
  EXPECT_EQ(contents[0].commitment(), Bytes(32, 'p'));
}

TEST_F(WhenceTest, A1_6_NothingIsFiledForAnObserver) {
  v1::Payload grant;
  grant.mutable_grant_role()->set_member(MemberId('b'));
  grant.mutable_grant_role()->mutable_grant()->set_role("observer");
  EXPECT_EQ(Do('r', now_ms, grant), "");
  EXPECT_EQ(Do('w', now_ms, For('b', v1::SPOKEN)), "OBSERVER p.open ");
}

TEST_F(WhenceTest, A1_6_FiguresTellHelpedFromOwn) {
  OpenMatter('a', now_ms);
  EXPECT_EQ(Do('w', now_ms, For('b', v1::SPOKEN)), "");
  EXPECT_EQ(Do('w', now_ms, For('d', v1::SIGNED)), "");
  EXPECT_EQ(Counter("opened.p"), 3);
  EXPECT_EQ(Counter("helped.p"), 2);
}

TEST_F(WhenceTest, A1_12_StaffImportsAnItemOnce) {
  EXPECT_EQ(Do('a', now_ms, From("petition", "XF-1")), "NOT_ALLOWED  channel");
  v1::Payload payload = From("petition", "XF-1");
  payload.mutable_open_matter()->set_channel(v1::APP);
  EXPECT_EQ(Do('a', now_ms, payload), "NOT_ALLOWED  source");
  EXPECT_EQ(Do('w', now_ms, From("pigeon", "XF-1")), "INPUT_INVALID  source");
  OpenMatter('a', now_ms);
  EXPECT_EQ(Do('w', now_ms, From("petition", "XF-1")), "");
  const Bytes matter = last_.MadeId();
  EXPECT_EQ(At(matter).source, "petition");
  EXPECT_EQ(At(matter).source_ref, "XF-1");
  EXPECT_EQ(Do('x', now_ms + kDay, From("petition", "XF-1")), "IMPORTED_BEFORE  2");
  // The same number of another source is another item.
  EXPECT_EQ(Do('x', now_ms + kDay, From("mailbox", "XF-1")), "");
  // Tried out it would keep the real one out.
  v1::Payload tried = From("petition", "XF-2");
  tried.mutable_open_matter()->set_practice(true);
  EXPECT_EQ(Do('w', now_ms, tried), "INPUT_INVALID  source");
  EXPECT_EQ(Counter("imported.petition"), 1);
  EXPECT_EQ(Counter("imported.mailbox"), 1);
  EXPECT_EQ(state::FindImported(*state_, "petition", "XF-1")->matter, matter);
  EXPECT_FALSE(state::FindImported(*state_, "", "").has_value());
}

TEST_F(WhenceTest, A7_15_AClosedMatterIsTakenUpAgainByWhoHadToDoWithIt) {
  const Bytes before = OpenMatter('a', now_ms);
  EXPECT_EQ(Act('b', now_ms, before, "support"), "");
  EXPECT_EQ(Do('a', now_ms, Again(before)), "NOT_CLOSED p.open 1");
  EXPECT_EQ(Do('a', now_ms, Again(Bytes(16, '?'))), "MATTER_UNKNOWN p.open follows");
  EXPECT_EQ(Act('w', now_ms, before, "finish"), "");
  EXPECT_EQ(Do('d', now_ms, Again(before)), "NOT_ALLOWED p.open follows");
  EXPECT_EQ(Do('b', now_ms, Again(before)), "");
  const Bytes after = last_.MadeId();
  EXPECT_EQ(At(after).follows, before);
  EXPECT_TRUE(At(before).closed());
  // One at a time.
  EXPECT_EQ(Do('a', now_ms, Again(before)), "ALREADY_DONE p.open 2");
  EXPECT_EQ(Act('w', now_ms, after, "finish"), "");
  EXPECT_EQ(Do('w', now_ms, Again(before)), "");
}

TEST_F(WhenceTest, A1_16_WhatIsTriedOutTakesUpNothingThatIsMeant) {
  const Bytes before = OpenMatter('a', now_ms);
  EXPECT_EQ(Act('w', now_ms, before, "finish"), "");
  v1::Payload tried = Again(before);
  tried.mutable_open_matter()->set_practice(true);
  EXPECT_EQ(Do('a', now_ms, tried), "INPUT_INVALID p.open follows");
  EXPECT_EQ(Do('a', now_ms, Again(before)), "");
}

TEST_F(WhenceTest, A7_15_TheDaysInWhichItCanBeTakenUpAgainEnd) {
  const Bytes before = OpenMatter('a', now_ms);
  EXPECT_EQ(Act('w', now_ms, before, "finish"), "");
  const int64_t end_ms = now_ms + 30 * kDay;
  EXPECT_EQ(Do('a', end_ms, Again(before)), "NOT_ALLOWED p.open follows");
  EXPECT_EQ(Do('a', end_ms - 1, Again(before)), "");
}

TEST_F(WhenceTest, A7_15_StaffTakesItUpForWhomTheyHelp) {
  const Bytes before = OpenMatter('a', now_ms);
  EXPECT_EQ(Act('w', now_ms, before, "finish"), "");
  v1::Payload payload = For('d', v1::SPOKEN);
  payload.mutable_open_matter()->set_follows(before);
  EXPECT_EQ(Do('w', now_ms, payload), "");
  EXPECT_EQ(At(last_.MadeId()).opener, MemberId('d'));
}

// A whole life: every action of the pack, deadlines that fall, and the end.
TEST_F(WhenceTest, A1_16_WhatIsTriedOutMovesNoCounter) {
  const Bytes real = OpenMatter('b', now_ms);
  const auto before = state::AllCounters(*state_);
  v1::Payload payload = For('a', v1::SPOKEN);
  payload.mutable_open_matter()->set_practice(true);
  EXPECT_EQ(Do('w', now_ms, payload), "");
  const Bytes matter = last_.MadeId();
  EXPECT_TRUE(At(matter).practice);
  EXPECT_EQ(Act('d', now_ms, matter, "support"), "");
  EXPECT_EQ(ActWithCode('w', now_ms, matter, "sort", "category", "noise"), "");
  v1::Payload ask = ActBody(matter, "ask");
  AddInput(ask, "parties")->mutable_codes()->add_code("school");
  EXPECT_EQ(Do('w', now_ms, ask), "");
  EXPECT_EQ(Act('c', now_ms, matter, "reply"), "");
  now_ms += 3 * kHour;
  LetFall(now_ms);
  ASSERT_EQ(At(matter).stage, "work");
  EXPECT_GT(state::PartiesOf(*state_, matter)[0].late, 0);
  EXPECT_EQ(SetTask('w', matter, "more", {"office"}, now_ms + kDay), "");
  EXPECT_EQ(Measure('w', matter, "noise_db", "before", 71), "");
  EXPECT_EQ(Deliver('w', matter, 1), "");
  EXPECT_EQ(Judge('a', matter, 1, "yes"), "");
  ASSERT_EQ(At(matter).stage, "after");
  EXPECT_EQ(ActWithNumber('a', now_ms, matter, "rate", "score", 5), "");
  EXPECT_EQ(Act('w', now_ms, matter, "finish"), "");
  ASSERT_TRUE(At(matter).closed());
  EXPECT_EQ(state::AllCounters(*state_), before);
  // The same of a real one moves them.
  EXPECT_EQ(Act('w', now_ms, real, "finish"), "");
  EXPECT_NE(state::AllCounters(*state_), before);
}

}  // namespace
}  // namespace yiting::decide
