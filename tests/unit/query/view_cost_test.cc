// What a view costs grows with what it shows, not with what lies beside it. Steps of SQLite's
// machine stand for time: the same on every machine.

#include <gtest/gtest.h>

#include "query/query.h"
#include "scene.h"
#include "state/apply.h"

namespace yiting::testing {
namespace {

constexpr int64_t kWeek = 7 * 86'400'000;

class ViewCost : public Scene {
 protected:
  // As if an entry of the server had brought them.
  void Happen(const std::vector<v1::Event>& events) {
    state::Community& community = sequencer->state();
    ASSERT_TRUE(community.Begin().has_value());
    const state::EntryPlace place{community.facts().size, now_ms, community.facts().pack};
    for (const v1::Event& event : events) state::Apply(community, place, event);
    ASSERT_TRUE(community.Commit().has_value());
  }
  int64_t Cost(char who, const v1::ViewRequest& request) {
    const int64_t before = sequencer->state().db().steps();
    As(who, request);
    return sequencer->state().db().steps() - before;
  }
  static Bytes Id(int64_t number) {
    Bytes id(8, 'i');
    AppendU64Be(id, static_cast<uint64_t>(number));
    return id;
  }

  v1::Event Said(const Bytes& matter, uint32_t number, char by) {
    v1::Event event;
    v1::OpinionGiven* given = event.mutable_opinion_given();
    given->set_matter(matter);
    given->set_opinion(number);
    given->set_by(MemberOf(by));
    *given->mutable_text() = Text("同意");
    return event;
  }
  static v1::Event Praised(const Bytes& matter, uint32_t number, char by) {
    v1::Event event;
    event.mutable_opinion_marked()->set_matter(matter);
    event.mutable_opinion_marked()->set_opinion(number);
    event.mutable_opinion_marked()->set_by(MemberOf(by));
    event.mutable_opinion_marked()->set_mark(v1::OpinionMarked::PRAISED);
    return event;
  }
  // Matters with an opinion and a vote each, over at once.
  void ComeAndGo(int count) {
    for (int i = 0; i < count; ++i) {
      const Bytes matter = Press('A', "路灯不亮");
      v1::Event poll;
      poll.mutable_poll_opened()->set_matter(matter);
      poll.mutable_poll_opened()->set_electors(3);
      Happen({Said(matter, 1, 'B'), poll});
      Withdraw('A', matter);
    }
  }
};

TEST_F(ViewCost, AWeekCostsWhatHappenedInItAndNoOther) {
  v1::ViewRequest request;
  request.mutable_digest()->set_from_ms(now_ms);
  request.mutable_digest()->set_until_ms(now_ms + kWeek);
  ComeAndGo(10);
  const v1::DigestView digest = As('O', request).digest();
  EXPECT_EQ(digest.opened(), 10u);
  EXPECT_EQ(digest.closed(), 10u);
  EXPECT_EQ(digest.opinions(), 10u);
  EXPECT_EQ(digest.ended_size(), 10);
  now_ms += kWeek;
  ComeAndGo(1);  // where an index ends costs other than where a range in it does
  const int64_t alone = Cost('O', request);
  ComeAndGo(40);
  EXPECT_EQ(As('O', request).digest().SerializeAsString(), digest.SerializeAsString());
  EXPECT_EQ(Cost('O', request), alone);
}

TEST_F(ViewCost, ThePlacesCostWhatIsOpenAtThem) {
  const Bytes place = Id(1);
  v1::Event placed;
  placed.mutable_place_registered()->set_place(place);
  placed.mutable_place_registered()->set_kind("compound");
  placed.mutable_place_registered()->mutable_title()->set_zh("半道红小区");
  Happen({placed});
  int64_t next = 1;
  const auto come = [&](int count, bool go) {
    for (; count > 0; --count) {
      v1::Event opened;
      opened.mutable_matter_opened()->set_matter(Id(++next));
      opened.mutable_matter_opened()->set_procedure("bell");
      opened.mutable_matter_opened()->set_opener(MemberOf('A'));
      opened.mutable_matter_opened()->set_place(place);
      v1::Event closed;
      closed.mutable_matter_closed()->set_matter(Id(next));
      Happen(go ? std::vector{opened, closed} : std::vector{opened});
    }
  };
  come(3, false);
  v1::ViewRequest request;
  request.mutable_territory();
  EXPECT_EQ(As('S', request).territory().places(0).open_matters(), 3u);
  const int64_t alone = Cost('S', request);
  come(50, true);
  EXPECT_EQ(As('S', request).territory().places(0).open_matters(), 3u);
  EXPECT_EQ(Cost('S', request), alone);
}

// Who looks pays for their own marks: not once an opinion, and not for those of others.
TEST_F(ViewCost, WhatOthersMarkedCostsNothing) {
  const Bytes matter = Press('A', "路灯不亮");
  v1::ViewRequest request;
  request.mutable_matter()->set_matter(matter);
  const auto more_than_a_visitor = [&] { return Cost('C', request) - Cost(0, request); };
  uint32_t said = 0;
  const auto say = [&](int count) {
    for (; count > 0; --count) Happen({Said(matter, ++said, 'A')});
  };
  say(5);
  Happen({Praised(matter, 2, 'C')});
  const int64_t few = more_than_a_visitor();
  say(20);
  EXPECT_EQ(more_than_a_visitor(), few);
  for (uint32_t number = 1; number <= said; ++number) Happen({Praised(matter, number, 'B')});
  EXPECT_EQ(more_than_a_visitor(), few);
  const v1::MatterView view = Matter('C', matter);
  EXPECT_FALSE(view.opinions(0).praised_by_me());
  EXPECT_TRUE(view.opinions(1).praised_by_me());
}

}  // namespace
}  // namespace yiting::testing
