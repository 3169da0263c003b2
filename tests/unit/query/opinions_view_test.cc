// On a matter's page: the list of opinions as different people see it, and the meeting: who comes,
// whether enough do, who was there, who has signed.
#include <gtest/gtest.h>

#include "query/audience.h"
#include "scene.h"
#include "state/apply.h"
#include "tests/unit/decide/talks.h"

namespace yiting {
namespace {

using testing::MemberOf;

// A discussion of 社区通: 'A', 'B' and 'C' have said something, 'B' in answer to 'A'.
class OpinionsViewTest : public testing::Scene {
 protected:
  OpinionsViewTest() : Scene("baoshan") {
    v1::Payload grant;
    grant.mutable_grant_role()->set_member(MemberOf('S'));
    grant.mutable_grant_role()->mutable_grant()->set_role("community_committee");
    Do('R', grant);
    v1::Payload open;
    open.mutable_open_matter()->set_procedure("problem");
    open.mutable_open_matter()->set_channel(v1::APP);
    v1::Input* title = open.mutable_open_matter()->add_inputs();
    title->set_field("title");
    *title->mutable_content() = Text("电瓶车停在楼道里", v1::PUBLIC);
    matter_ = Do('A', open);
    Do('S', Acting(matter_, "to_screening"));
    v1::Payload publish = Acting(matter_, "publish_topic");
    Give(publish, "reason")->set_code("common");
    Do('S', publish);
    Say('A', "设一个充电点。");
    Say('B', "电费谁出？", 1);
    Say('C', "你们都是胡说。");
  }
  void Say(char who, const std::string& words, int64_t reply_to = 0) {
    v1::Payload payload = Acting(matter_, "discuss");
    *Give(payload, "opinion")->mutable_content() = Text(words);
    if (reply_to != 0) Give(payload, "reply_to")->set_number(reply_to);
    Do(who, payload);
  }
  void Mark(char who, const std::string& action, int64_t about) {
    v1::Payload payload = Acting(matter_, action);
    Give(payload, "about")->set_number(about);
    if (action == "report_abuse") Give(payload, "why")->set_code("insult");
    if (action == "hide") *Give(payload, "reason")->mutable_content() = Text("骂人");
    Do(who, payload);
  }
  v1::OpinionRow Row(char who, int number) { return Matter(who, matter_).opinions(number - 1); }
  std::string Timeline(char who) {
    std::string all;
    const v1::MatterView view = Matter(who, matter_);
    for (const v1::TimelineItem& item : view.timeline()) {
      all += item.title().zh() + "：";
      for (const v1::Shown& shown : item.inputs()) all += shown.value().zh() + "；";
    }
    return all;
  }
  Bytes matter_;
};

TEST_F(OpinionsViewTest, A6_10_AnswersFollowByNumber) {
  const v1::MatterView view = Matter('A', matter_);
  ASSERT_EQ(view.opinions_size(), 3);
  EXPECT_EQ(view.opinions(0).text(), "设一个充电点。");
  EXPECT_TRUE(view.opinions(0).mine());
  EXPECT_EQ(view.opinions(0).role().zh(), "居民");
  EXPECT_EQ(view.opinions(1).reply_to(), 1u);
  EXPECT_FALSE(view.opinions(1).mine());
  EXPECT_FALSE(view.opinions(1).pending());
}

TEST_F(OpinionsViewTest, A6_10_WhoPraisedSeesSoAndReportsAreForStaff) {
  Mark('B', "praise", 1);
  Mark('B', "report_abuse", 3);
  EXPECT_EQ(Row('A', 1).praised(), 1u);
  EXPECT_TRUE(Row('B', 1).praised_by_me());
  EXPECT_FALSE(Row('C', 1).praised_by_me());
  EXPECT_EQ(Row('S', 3).reported(), 1u);
  EXPECT_EQ(Row('A', 3).reported(), 0u);
  EXPECT_TRUE(Row('B', 3).reported_by_me());
  EXPECT_FALSE(Row('A', 3).reported_by_me());
  // Nor does the timeline tell.
  EXPECT_EQ(Timeline('A').find("举报"), std::string::npos);
}

TEST_F(OpinionsViewTest, A6_10_WhatStaffHidIsReadByThemAlone) {
  Mark('S', "hide", 3);
  EXPECT_TRUE(Row('A', 3).hidden());
  EXPECT_EQ(Row('A', 3).text(), "");
  EXPECT_EQ(Row('S', 3).text(), "你们都是胡说。");
  EXPECT_EQ(Row('C', 3).text(), "你们都是胡说。");  // by whom it is
  EXPECT_FALSE(Row('C', 3).withheld());
  EXPECT_EQ(Timeline('A').find("胡说"), std::string::npos);
  EXPECT_NE(Timeline('A').find("骂人"), std::string::npos);  // why is for everybody
  Mark('S', "hide", 3);
  EXPECT_EQ(Row('A', 3).text(), "你们都是胡说。");
}

// No pack of ours has an action like that: who speaks may show a picture with it.
TEST_F(OpinionsViewTest, A6_10_WhatCameWithAHiddenOpinionIsHiddenToo) {
  v1::Event said;
  v1::ActionTaken* taken = said.mutable_action_taken();
  taken->set_matter(matter_);
  taken->set_action("discuss");
  taken->set_by(MemberOf('C'));
  taken->set_role("resident");
  v1::Event opined;
  v1::OpinionGiven* given = opined.mutable_opinion_given();
  given->set_matter(matter_);
  given->set_opinion(4);
  given->set_by(MemberOf('C'));
  *given->mutable_text() = Text("看看这张照片。");
  const v1::ContentRef photo = Text("某人的车牌", v1::PUBLIC);
  for (const auto& [field, content] : {std::pair{"opinion", given->text()}, {"photo", photo}}) {
    taken->add_inputs()->set_field(field);
    *taken->mutable_inputs(taken->inputs_size() - 1)->mutable_content() = content;
  }
  state::Community& community = sequencer->state();
  ASSERT_TRUE(community.Begin().has_value());
  for (const v1::Event& event : {said, opined}) {
    state::Apply(community, {community.facts().size, now_ms, community.facts().pack}, event);
  }
  ASSERT_TRUE(community.Commit().has_value());

  const auto readers = [&](const v1::ContentRef& content) {
    std::string who;
    const auto facts = state::FindContent(community, content.commitment());
    for (const char name : {'A', 'B', 'C', 'O', 'S'}) {
      if (query::MayRead(community, packs.pack.get(), *facts, MemberOf(name), now_ms)) who += name;
    }
    if (query::MayRead(community, packs.pack.get(), *facts, "", now_ms)) who += '-';
    return who;
  };
  const std::string words = "看看这张照片。";
  const auto shows = [&](char who) {
    return Row(who, 4).text() == words && Timeline(who).find("车牌") != std::string::npos;
  };
  EXPECT_EQ(readers(photo), "ABCOS-");
  EXPECT_EQ(readers(given->text()), "ABCOS");
  EXPECT_TRUE(shows('A'));
  Mark('S', "hide", 4);
  EXPECT_EQ(readers(photo), "CS");
  EXPECT_EQ(readers(given->text()), "CS");
  EXPECT_EQ(Row('A', 4).text(), "");
  EXPECT_EQ(Timeline('A').find("车牌"), std::string::npos);
  EXPECT_TRUE(shows('C'));
  EXPECT_TRUE(shows('S'));
  Mark('S', "hide", 4);
  EXPECT_EQ(readers(photo), "ABCOS-");
  EXPECT_EQ(readers(given->text()), "ABCOS");
  EXPECT_TRUE(shows('A'));
}

TEST_F(OpinionsViewTest, A6_1_OfAPseudonymNobodySeesTheName) {
  v1::Event event;
  v1::OpinionGiven* given = event.mutable_opinion_given();
  given->set_matter(matter_);
  given->set_opinion(4);
  given->set_by(MemberOf('A'));
  given->set_from_room(true);
  given->set_pseudonymous(true);
  *given->mutable_text() = Text("同意。");
  state::Community& community = sequencer->state();
  ASSERT_TRUE(community.Begin().has_value());
  state::Apply(community, {community.facts().size, now_ms, community.facts().pack}, event);
  for (const char who : {'A', 'B', 'S'}) {
    const v1::OpinionRow row = Row(who, 4);
    EXPECT_EQ(row.pseudonym(), 1u);
    EXPECT_EQ(row.author(), "");
    EXPECT_EQ(row.role().zh(), "");  // a matter has one opener
    EXPECT_TRUE(row.from_room());
  }
  ASSERT_TRUE(community.Rollback().has_value());
}

class NoContents : public query::ContentSource {
 public:
  std::optional<Bytes> Find(BytesView) override { return std::nullopt; }
};

class WhisperViewTest : public decide::TalkTest {
 protected:
  // The steps that show which action they are of.
  std::string Steps(char reader) {
    NoContents contents;
    query::QueryInput input{*state_, packs_, contents, decide::MemberId(reader)};
    input.now_ms = decide::kMonday;
    v1::ViewRequest request;
    request.mutable_matter()->set_matter(matter_);
    const Result<v1::View> view = query::Answer(input, request);
    EXPECT_TRUE(view.has_value());
    std::string all;
    for (const v1::TimelineItem& item : view->matter().timeline()) all += item.action() + " ";
    return all;
  }
};

// Of three residents who have not come to the meeting, whoever a worker visited is easily guessed.
TEST_F(WhisperViewTest, A6_1_ThatAPseudonymHadAHelperIsNotShown) {
  Talk();
  v1::Payload payload = ActBody(matter_, "whisper");
  payload.set_on_behalf_of(decide::MemberId('d'));
  payload.mutable_act_on_matter()->set_consent(v1::SPOKEN);
  AddProse(payload, "opinion");
  EXPECT_EQ(Do('w', decide::kMonday, payload), "");
  for (const char reader : {'a', 'b', 'w', 'd'}) {
    EXPECT_EQ(Steps(reader).find("whisper") != std::string::npos, reader == 'd') << reader;
    EXPECT_NE(Steps(reader).find("open"), std::string::npos);
  }
}

// A bell to whose meeting 'A', 'B' and 'P' are invited.
class MeetingViewTest : public testing::Scene {
 protected:
  MeetingViewTest() {
    matter_ = Press('A', "楼道堆放杂物");
    Accept(matter_, "property");
    DoWith("invite", "invitees", "ABP");
    v1::Payload prepare = Acting(matter_, "prepare");
    *Give(prepare, "agenda")->mutable_content() = Text("清理时限");
    Do('S', prepare);
    v1::Payload notify = Acting(matter_, "notify");
    *Give(notify, "place")->mutable_content() = Text("议事厅");
    Give(notify, "time")->set_instant_ms(now_ms + 1'000);
    Do('S', notify);
  }
  static void AddMembers(v1::Input* input, const std::string& people) {
    for (const char member : people) input->mutable_members()->add_member(MemberOf(member));
  }
  void DoWith(const std::string& action, const std::string& field, const std::string& people) {
    v1::Payload payload = Acting(matter_, action);
    AddMembers(Give(payload, field), people);
    Do('S', payload);
  }
  void Answer(char who, const std::string& coming, const std::string& delegate = "") {
    v1::Payload payload = Acting(matter_, "confirm");
    Give(payload, "coming")->set_code(coming);
    if (!delegate.empty()) AddMembers(Give(payload, "delegate"), delegate);
    Do(who, payload);
  }
  // 'L' makes the link `key` for `who`, who comes, as the device of `device` says.
  void AnswerByLink(char who, char device, char key, uint64_t counter) {
    v1::Payload issue;
    issue.mutable_issue_invitation()->set_key(crypto::PublicKey(testing::KeyOf(key)));
    issue.mutable_issue_invitation()->set_expires_ms(now_ms + 900);
    issue.mutable_issue_invitation()->set_matter(matter_);
    issue.mutable_issue_invitation()->set_member(MemberOf(who));
    Do('L', issue);
    v1::Payload payload;
    payload.set_actor(MemberOf(who));
    payload.set_device(crypto::PublicKey(testing::KeyOf(device)));
    payload.set_counter(counter);
    payload.mutable_accept_invitation()->set_key(crypto::PublicKey(testing::KeyOf(key)));
    payload.mutable_accept_invitation()->set_coming(v1::YES);
    const Bytes bytes = schema::SignCommand(payload, sequencer->community_id(),
                                            {testing::KeyOf(device), testing::KeyOf(key)});
    auto answer = sequencer->Admit(bytes, now_ms, *this);
    ASSERT_TRUE(answer.has_value()) << answer.error().message;
    const auto* refused = std::get_if<sequencer::Refused>(&answer->outcome);
    EXPECT_TRUE(refused == nullptr) << v1::Reason_Name(refused->reason);
    ASSERT_TRUE(sequencer->Commit().has_value());
  }
  void Meet() {
    for (const char who : {'A', 'B', 'P'}) Answer(who, "yes");
    Do('S', Acting(matter_, "open_meeting"));
  }
  void Conclude(const std::string& reviewers) {
    v1::Payload payload = Acting(matter_, "conclude");
    *Give(payload, "minutes")->mutable_content() = Text("一周内清理");
    Give(payload, "result")->set_code("agreed");
    AddMembers(Give(payload, "reviewers"), reviewers);
    Do('S', payload);
  }
  v1::ForecastRow Forecast() { return Matter('B', matter_).forecast(); }
  Bytes matter_;
};

TEST_F(MeetingViewTest, A4_5_TheForecastSaysWhetherEnoughComeOrStillCan) {
  EXPECT_EQ(Forecast().invited(), 3u);
  EXPECT_EQ(Forecast().unanswered(), 3u);
  EXPECT_EQ(Forecast().needed(), 3u);
  EXPECT_FALSE(Forecast().reached());
  EXPECT_TRUE(Forecast().reachable());
  Answer('A', "yes");
  Answer('B', "no");
  EXPECT_EQ(Forecast().coming(), 1u);
  EXPECT_EQ(Forecast().not_coming(), 1u);
  EXPECT_FALSE(Forecast().reachable());
  Answer('B', "no", "C");
  EXPECT_TRUE(Forecast().reachable());
  Answer('C', "yes");
  Answer('P', "yes");
  EXPECT_TRUE(Forecast().reached());
  EXPECT_EQ(Forecast().unanswered(), 0u);
  const v1::MatterView view = Matter('B', matter_);
  for (const v1::InviteeRow& row : view.invitees()) {
    if (row.member() != MemberOf('B')) continue;
    EXPECT_TRUE(row.mine());
    EXPECT_EQ(row.answer(), "no");
    EXPECT_EQ(row.delegate(), MemberOf('C'));
  }
}

// By a link that 'L' made, whose name is held here: 'A' with a device of their own, 'B', whose
// device is gone, with that of 'N'.
TEST_F(MeetingViewTest, A4_4_WhoAnsweredWithoutADeviceIsSeenWithWhoVouches) {
  v1::Payload admit;
  v1::NewMember& member = *admit.mutable_admit_members()->add_members();
  member.set_member(MemberOf('L'));
  member.set_device(crypto::PublicKey(testing::KeyOf('L')));
  member.add_roles()->set_role("community_staff");
  *member.mutable_profile() = Text("李明", v1::COMMUNITY);
  Do('R', admit);
  v1::Payload revoke;
  revoke.mutable_revoke_device()->set_device(crypto::PublicKey(testing::KeyOf('B')));
  Do('R', revoke);
  AnswerByLink('A', 'A', '1', 100);
  AnswerByLink('B', 'N', '2', 1);
  const auto vouched = [this](char reader) {
    std::string all;
    for (const v1::MatterView view = Matter(reader, matter_); const auto& row : view.invitees()) {
      if (row.vouched()) all += row.member().substr(0, 1) + row.answer() + row.vouched_by();
      EXPECT_TRUE(row.vouched() || row.vouched_by().empty());
    }
    return all;
  };
  EXPECT_EQ(vouched('S'), "Byes李明");
  EXPECT_EQ(Matter('S', matter_).invitees(0).answer(), "yes");
  // Without the name at hand it is still seen that somebody vouches.
  hidden = true;
  EXPECT_EQ(vouched('S'), "Byes");
  hidden = false;
  // Whoever answers again with a device of their own speaks for themselves.
  v1::Payload bind;
  bind.mutable_bind_device()->set_member(MemberOf('B'));
  bind.mutable_bind_device()->set_device(crypto::PublicKey(testing::KeyOf('N')));
  Do('R', bind);
  AnswerByLink('B', 'N', '3', 2);
  EXPECT_EQ(vouched('S'), "");
}

TEST_F(MeetingViewTest, A1_14_AStepNamesItsActionByItsId) {
  std::string all;
  for (const v1::MatterView view = Matter('S', matter_); const auto& item : view.timeline()) {
    if (item.kind() == v1::TimelineItem::ACTION) all += item.action() + " ";
    EXPECT_EQ(item.kind() == v1::TimelineItem::ACTION, !item.action().empty());
  }
  EXPECT_EQ(all, "accept invite prepare notify ");
}

TEST_F(MeetingViewTest, A6_1_WhoIsThereAndFromWhere) {
  Meet();
  EXPECT_EQ(Forecast().needed(), 0u);  // the meeting is open: nothing is asked for any more
  for (const auto& [who, mode] : {std::pair{'A', "room"}, {'B', "online"}, {'P', "online"}}) {
    v1::Payload payload = Acting(matter_, "attend");
    Give(payload, "mode")->set_code(mode);
    Do(who, payload);
  }
  EXPECT_EQ(Forecast().in_room(), 1u);
  EXPECT_EQ(Forecast().online(), 2u);
  EXPECT_EQ(Matter('S', matter_).invitees(0).attended(), "room");
}

TEST_F(MeetingViewTest, A6_11_WhoHasSignedSinceItWasLastSentHere) {
  Meet();
  Conclude("BPT");
  Do('T', Acting(matter_, "sign"));
  const auto signed_by_t = [this] {
    const v1::MatterView view = Matter('A', matter_);
    for (const v1::ReviewerRow& row : view.reviewers()) {
      if (row.member() == MemberOf('T')) return row.signed_ms();
    }
    return int64_t{-1};
  };
  EXPECT_EQ(Matter('A', matter_).reviewers_size(), 3);
  EXPECT_EQ(signed_by_t(), now_ms);
  v1::Payload back = Acting(matter_, "send_back");
  *Give(back, "reason")->mutable_content() = Text("没有写清谁来清理");
  Do('T', back);
  Conclude("BPT");
  EXPECT_EQ(signed_by_t(), 0);
  for (const char who : {'T', 'B', 'P'}) Do(who, Acting(matter_, "sign"));
  EXPECT_EQ(Matter('A', matter_).row().stage(), "announce");
  EXPECT_EQ(signed_by_t(), now_ms);
}

}  // namespace
}  // namespace yiting
