// A vote as a screen gets it: how far it is to the turnout, options with what they have, what is
// hidden until the tally, and where an owners' vote binds.

#include <gtest/gtest.h>

#include "query/query.h"
#include "state/apply.h"
#include "tests/unit/decide/option_votes.h"

namespace yiting::query {
namespace {

using decide::kDay;
using decide::kHour;
using decide::kMonday;
using decide::MemberId;
using decide::OptionVoteTest;

constexpr int64_t kNoon = kMonday + 3 * kHour;
constexpr int64_t kVoteEnd = kMonday + 2 * kDay + 15 * kHour;

// Contents by their last byte: option_votes.h counts them up from 1.
class Texts : public ContentSource {
 public:
  std::optional<Bytes> Find(BytesView commitment) override {
    if (commitment.back() > 3) return std::nullopt;
    return "方案" + std::to_string(static_cast<int>(commitment.back()));
  }
};

class PollViewTest : public OptionVoteTest {
 protected:
  explicit PollViewTest(const std::string& poll, const std::string& per = "")
      : OptionVoteTest(poll, per) {}
  explicit PollViewTest(const Source& source) : OptionVoteTest(source) {}
  v1::MatterView View(char member, int64_t now_ms, const Bytes& matter) {
    QueryInput input{*state_, packs_, texts_, MemberId(member)};
    input.now_ms = now_ms;
    v1::ViewRequest request;
    request.mutable_matter()->set_matter(matter);
    Result<v1::View> view = Answer(input, request);
    EXPECT_TRUE(view.has_value());
    return view ? view->matter() : v1::MatterView();
  }
  v1::PollRow Poll(char member, int64_t now_ms, const Bytes& matter) {
    return View(member, now_ms, matter).poll();
  }
  // What each step of the kind that the action is shows of its inputs, as "actor's? picks".
  std::string Ballots(char member, int64_t now_ms, const Bytes& matter) {
    std::string all;
    const v1::MatterView view = View(member, now_ms, matter);
    for (const v1::TimelineItem& item : view.timeline()) {
      if (item.title().zh() != "投票" && item.title().zh() != "纸票") continue;
      all += item.title().zh() + "(";
      for (const v1::Shown& shown : item.inputs()) all += shown.value().zh() + " ";
      all += ")";
    }
    return all;
  }

  Texts texts_;
};

class LiveTest : public PollViewTest {
 protected:
  LiveTest() : PollViewTest("method = \"approval\", seats = 2, turnout = ratio(3, 4)") {}
};
class RankedTest : public PollViewTest {
 protected:
  RankedTest() : PollViewTest("method = \"ranking\"") {}
};
class HiddenTest : public PollViewTest {
 protected:
  HiddenTest() : PollViewTest("method = \"choice\", grace_hours = 24, turnout = ratio(1, 2)") {}
};
constexpr char kOwners[] = "per = \"owner\", by_area = true,";
class OwnersTest : public PollViewTest {
 protected:
  OwnersTest() : PollViewTest("method = \"choice\", turnout = ratio(2, 3)", kOwners) {}
};
// A city that keeps owners' votes to its own platform.
class CityTest : public PollViewTest {
 protected:
  CityTest()
      : PollViewTest(Source{With(OptionPack("method = \"choice\"", kOwners),
                                 {{"outcome \"adopted\"",
                                   "owners_vote { where = \"业主决策平台\", source = \"通知\" },"
                                   " outcome \"adopted\""}})}) {}
};

TEST_F(LiveTest, A6_7_HowManyAreMissingToTheTurnout) {
  const Bytes matter = Begin(kNoon, 3);
  v1::PollRow poll = Poll('a', kNoon, matter);
  EXPECT_EQ(poll.electors(), 4u);
  EXPECT_EQ(poll.turnout_needed(), 3u);
  EXPECT_EQ(poll.turnout_missing(), 3u);
  for (char voter : {'a', 'b'}) EXPECT_EQ(Pick(voter, kNoon, matter, {1, 3}), "");
  EXPECT_EQ(Poll('a', kNoon, matter).turnout_missing(), 1u);
  EXPECT_EQ(Pick('d', kNoon, matter, {}), "");
  EXPECT_EQ(Poll('a', kNoon, matter).turnout_missing(), 0u);
  EXPECT_EQ(Pick('e', kNoon, matter, {}), "");
  EXPECT_EQ(Poll('a', kNoon, matter).turnout_missing(), 0u);
}

TEST_F(LiveTest, A6_3_OptionsHaveWhatTheyHaveNow) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {1, 3}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {3}), "");
  const v1::PollRow poll = Poll('b', kNoon, matter);
  ASSERT_EQ(poll.options_size(), 3);
  EXPECT_EQ(poll.options(0).title().zh(), "方案1");
  EXPECT_EQ(poll.options(1).cost(), 200'00);
  EXPECT_EQ(poll.options(0).votes(), 1u);
  EXPECT_EQ(poll.options(1).votes(), 0u);
  EXPECT_EQ(poll.options(2).votes(), 2u);
  EXPECT_FALSE(poll.options(2).chosen());  // nothing is before the tally
  EXPECT_EQ(poll.seats(), 2u);
  ASSERT_EQ(poll.my_options_size(), 1);
  EXPECT_EQ(poll.my_options(0), 3u);
  EXPECT_EQ(Poll('e', kNoon, matter).my_options_size(), 0);
  EXPECT_EQ(Ballots('e', kNoon, matter), "投票(1、3 )投票(3 )");
}

// Whoever looks while it runs does not count all ballots anew.
TEST_F(LiveTest, A6_3_HowOptionsStandCostsTheSameHoweverManyVoted) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {1, 3}), "");
  const auto cost = [&] {
    const int64_t before = state_->db().steps();
    Poll('e', kNoon, matter);
    return state_->db().steps() - before;
  };
  const auto cast = [&](char voter) {
    v1::Event event;
    event.mutable_ballot_cast()->set_matter(matter);
    event.mutable_ballot_cast()->set_by(Bytes(16, voter));
    event.mutable_ballot_cast()->set_voter(Bytes(16, voter));
    event.mutable_ballot_cast()->add_options(2);
    ASSERT_TRUE(state_->Begin().has_value());
    state::Apply(*state_, {state_->facts().size, kNoon, state_->facts().pack}, event);
    ASSERT_TRUE(state_->Commit().has_value());
  };
  cast('A');
  const int64_t few = cost();
  for (char voter = 'B'; voter <= 'Z'; ++voter) cast(voter);
  EXPECT_EQ(Poll('e', kNoon, matter).options(1).votes(), 26u);
  EXPECT_EQ(cost(), few);
}

TEST_F(LiveTest, A6_3_AnOptionThatIsNotHereSaysSo) {
  const Bytes matter = Begin(kNoon, 4);
  const v1::PollRow poll = Poll('a', kNoon, matter);
  EXPECT_FALSE(poll.options(2).withheld());
  EXPECT_TRUE(poll.options(3).withheld());
  EXPECT_EQ(poll.options(3).title().zh(), "");
}

TEST_F(LiveTest, A6_3_ThePublishedTallyStays) {
  const Bytes matter = Begin(kNoon, 3);
  for (char voter : {'a', 'b', 'd'}) EXPECT_EQ(Pick(voter, kNoon, matter, {1, 3}), "");
  LetFall(kVoteEnd);
  const v1::PollRow poll = Poll('a', kVoteEnd, matter);
  EXPECT_TRUE(poll.counted());
  EXPECT_TRUE(poll.passed());
  EXPECT_TRUE(poll.options(0).chosen());
  EXPECT_FALSE(poll.options(1).chosen());
  EXPECT_EQ(poll.options(2).votes(), 3u);
}

TEST_F(RankedTest, A6_3_OfARankingThatRunsTheRoundsAreThere) {
  const Bytes matter = Begin(kNoon, 3);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2, 1}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('e', kNoon, matter, {3, 2}), "");
  const v1::PollRow poll = Poll('a', kNoon, matter);
  EXPECT_EQ(poll.options(0).round(), 2u);
  EXPECT_EQ(poll.options(0).votes(), 3u);
  EXPECT_EQ(poll.options(2).round(), 1u);
}

TEST_F(HiddenTest, A6_5_NobodySeesHowItStandsWhileBallotsCome) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Read('w', kNoon, matter, 'b', {2}), "");
  EXPECT_EQ(Read('x', kNoon, matter, 'b', {2}), "");
  for (const int64_t now : {kNoon, kVoteEnd}) {
    LetFall(now);
    const v1::PollRow poll = Poll('e', now, matter);
    EXPECT_TRUE(poll.hidden());
    EXPECT_EQ(poll.voted(), 2u);
    EXPECT_EQ(poll.turnout_missing(), 0u);
    EXPECT_EQ(poll.options(0).votes() + poll.options(1).votes(), 0u);
    // Nor does the timeline tell, except who looks what they did themselves.
    EXPECT_EQ(Ballots('e', now, matter), "投票()纸票()纸票()");
    EXPECT_EQ(Ballots('a', now, matter), "投票(1 )纸票()纸票()");
  }
  EXPECT_EQ(Poll('a', kNoon, matter).my_options(0), 1u);
  EXPECT_EQ(Poll('a', kVoteEnd, matter).grace_until_ms(), kVoteEnd + 24 * kHour);
  EXPECT_EQ(Pick('d', kVoteEnd + 1, matter, {1}, kNoon), "");
  EXPECT_EQ(Poll('e', kVoteEnd + 1, matter).late(), 1u);
  LetFall(kVoteEnd + 24 * kHour);
  const v1::PollRow poll = Poll('e', kVoteEnd + 24 * kHour, matter);
  EXPECT_FALSE(poll.hidden());
  EXPECT_EQ(poll.grace_until_ms(), 0);
  EXPECT_EQ(poll.options(0).votes(), 2u);
  EXPECT_NE(Ballots('e', kVoteEnd + 24 * kHour, matter).find("投票(1 )"), std::string::npos);
}

TEST_F(HiddenTest, A6_5_OfAnEarlierVoteAllIsKnown) {
  const Bytes matter = Begin(kNoon, 2);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('b', kNoon, matter, {2}), "");
  LetFall(kVoteEnd + 24 * kHour);
  EXPECT_EQ(At(matter).stage, "collect");
  EXPECT_EQ(Act('w', kVoteEnd + 25 * kHour, matter, "begin"), "");
  EXPECT_EQ(Pick('d', kVoteEnd + 25 * kHour, matter, {2}), "");
  EXPECT_EQ(Ballots('e', kVoteEnd + 25 * kHour, matter), "投票(1 )投票(2 )投票()");
}

TEST_F(OwnersTest, A6_7_AreaThatIsMissing) {
  RegisterRoom(kNoon - 2, '1', 40'00, 'H');
  RegisterRoom(kNoon - 2, '2', 50'01, 'I');
  RegisterRoom(kNoon - 2, '3', 60'00, 'J');
  const Bytes matter = Begin(kNoon, 2);
  v1::PollRow poll = Poll('a', kNoon, matter);
  EXPECT_EQ(poll.turnout_needed(), 2u);
  EXPECT_EQ(poll.turnout_needed_area(), 100'01u);  // two thirds of 150.01, and not less
  EXPECT_EQ(poll.turnout_missing_area(), 100'01u);
  EXPECT_EQ(Pick('a', kNoon, matter, {1}), "");
  EXPECT_EQ(Pick('d', kNoon, matter, {1}), "");
  poll = Poll('a', kNoon, matter);
  EXPECT_EQ(poll.turnout_missing(), 0u);
  EXPECT_EQ(poll.turnout_missing_area(), 10'00u);
  EXPECT_EQ(poll.options(0).area(), 90'01u);
  EXPECT_FALSE(poll.advisory());
  EXPECT_FALSE(poll.has_binding_elsewhere());
}

TEST_F(CityTest, A6_7_WhereAnOwnersVoteBinds) {
  RegisterRoom(kNoon - 2, '1', 40'00, 'H');
  const v1::PollRow poll = Poll('a', kNoon, Begin(kNoon, 2));
  EXPECT_EQ(poll.binding_elsewhere().zh(), "业主决策平台");
  EXPECT_TRUE(poll.advisory());
}

}  // namespace
}  // namespace yiting::query
