// Counts among options that one can follow on one's fingers: every tie, and where a share is just
// reached. The rules: docs/formats/pack.md.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "decide/tally.h"

namespace yiting::decide {
namespace {

using Sheets = std::vector<std::vector<uint32_t>>;

// Ballots that all weigh the same, and the electors who did not vote.
struct Box {
  Sheets sheets;
  int64_t absent = 0;
};

v1::Poll Rule(v1::Poll::Method method, uint32_t seats = 0) {
  v1::Poll rule;
  rule.set_method(method);
  rule.set_seats(seats);
  return rule;
}

v1::Poll Needs(v1::Poll rule, int64_t part, int64_t whole, v1::Poll::Base base, bool above) {
  rule.set_approve_part(part);
  rule.set_approve_whole(whole);
  rule.set_base(base);
  rule.set_above(above);
  return rule;
}

v1::Poll Money(int64_t budget) {
  v1::Poll rule = Rule(v1::Poll::BUDGET);
  rule.set_budget(budget);
  return rule;
}

// "1:3* 2:1" is option 1 with three ballots and chosen, option 2 with one; of a ranking with the
// last round after a slash.
std::string Count(const v1::Poll& rule, int64_t options, const Box& box,
                  const std::vector<int64_t>& costs = {}, const std::vector<int64_t>& areas = {}) {
  state::Poll poll;
  poll.options = options;
  std::vector<state::Ballot> ballots;
  for (const auto& sheet : box.sheets) {
    state::Ballot ballot;
    ballot.options = sheet;
    if (!areas.empty()) ballot.area = areas[ballots.size()];
    poll.voted_area += ballot.area;
    ballots.push_back(ballot);
  }
  poll.voted = static_cast<int64_t>(ballots.size());
  poll.electors = poll.voted + box.absent;
  poll.area = poll.voted_area;
  std::vector<state::Option> proposed;
  for (const int64_t cost : costs) {
    proposed.push_back({static_cast<int64_t>(proposed.size()) + 1, {}, {}, cost});
  }
  std::string text;
  for (const auto& tally : CountOptions(rule, poll, proposed, ballots)) {
    text += (text.empty() ? "" : " ") + std::to_string(tally.option()) + ":" +
            std::to_string(tally.votes()) + (tally.chosen() ? "*" : "");
    if (tally.round() != 0) text += "/" + std::to_string(tally.round());
  }
  return text;
}

TEST(TallyOptions, AChoiceIsTheFirstAlone) {
  const v1::Poll choice = Rule(v1::Poll::CHOICE);
  EXPECT_EQ(Count(choice, 3, {{{1}, {2}, {2}, {3}}}), "1:1 2:2* 3:1");
  EXPECT_EQ(Count(choice, 3, {{{1}, {2}, {2}, {1}}}), "1:2 2:2 3:0");
  EXPECT_EQ(Count(choice, 3, {{}}), "1:0 2:0 3:0");
  EXPECT_EQ(Count(choice, 2, {{{}, {}}}), "1:0 2:0");
  EXPECT_EQ(Count(choice, 1, {{{}, {1}}}), "1:1*");
  EXPECT_EQ(Count(choice, 0, {{}}), "");
}

TEST(TallyOptions, A6_6_AnEmptyBallotTakesPartAndDecidesNothing) {
  const v1::Poll choice = Rule(v1::Poll::CHOICE);
  const Box half = {{{1}, {1}, {2}, {}}, 1};  // 2 of 3 said something, of 4 ballots, of 5 electors
  const auto chosen = [&](int64_t part, int64_t whole, v1::Poll::Base base, bool above) {
    return Count(Needs(choice, part, whole, base, above), 2, half) == "1:2* 2:1";
  };
  EXPECT_TRUE(chosen(1, 2, v1::Poll::VOTED, false));
  EXPECT_FALSE(chosen(1, 2, v1::Poll::VOTED, true));
  EXPECT_TRUE(chosen(1, 2, v1::Poll::DECIDED, true));
  EXPECT_TRUE(chosen(2, 3, v1::Poll::DECIDED, false));
  EXPECT_FALSE(chosen(2, 3, v1::Poll::DECIDED, true));
  EXPECT_FALSE(chosen(1, 2, v1::Poll::ELECTORS, false));
  EXPECT_TRUE(chosen(2, 5, v1::Poll::ELECTORS, false));
  // Not said: of the ballots.
  EXPECT_FALSE(chosen(1, 2, v1::Poll::BASE_UNSPECIFIED, true));
  // A share of nothing is enough for who has a ballot, and for nobody else.
  EXPECT_EQ(Count(Needs(Rule(v1::Poll::APPROVAL, 3), 0, 1, v1::Poll::VOTED, false), 2, {{{1}}}),
            "1:1* 2:0");
}

TEST(TallyOptions, WhoTiesForTheLastSeatHasNone) {
  const Sheets sheets = {{1, 2, 3}, {1, 2}, {1, 3}, {4}};  // 3, 2, 2, 1
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL), 4, {sheets}), "1:3* 2:2 3:2 4:1");
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL, 1), 4, {sheets}), "1:3* 2:2 3:2 4:1");
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL, 2), 4, {sheets}), "1:3* 2:2 3:2 4:1");
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL, 3), 4, {sheets}), "1:3* 2:2* 3:2* 4:1");
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL, 9), 5, {sheets}), "1:3* 2:2* 3:2* 4:1* 5:0");
  // Who falls below the share leaves a seat empty rather than to the next.
  const v1::Poll half = Needs(Rule(v1::Poll::APPROVAL, 3), 1, 2, v1::Poll::VOTED, true);
  EXPECT_EQ(Count(half, 4, {sheets}), "1:3* 2:2 3:2 4:1");
}

TEST(TallyOptions, AreaBreaksATieAndTheShareHoldsForBoth) {
  v1::Poll rule = Rule(v1::Poll::CHOICE);
  EXPECT_EQ(Count(rule, 2, {{{1}, {2}}}, {}, {80'00, 90'00}), "1:1 2:1");
  rule.set_by_owner(true);
  rule.set_by_area(true);
  EXPECT_EQ(Count(rule, 2, {{{1}, {2}}}, {}, {80'00, 90'00}), "1:1 2:1*");
  EXPECT_EQ(Count(rule, 2, {{{1}, {2}}}, {}, {90'00, 90'00}), "1:1 2:1");
  // Two of three owners, with just half of the area.
  const Box box = {{{1}, {1}, {2}}};
  const std::vector<int64_t> areas = {40'00, 50'00, 90'00};
  EXPECT_EQ(Count(Needs(rule, 1, 2, v1::Poll::VOTED, false), 2, box, {}, areas), "1:2* 2:1");
  EXPECT_EQ(Count(Needs(rule, 1, 2, v1::Poll::VOTED, true), 2, box, {}, areas), "1:2 2:1");
}

TEST(TallyOptions, ARankingStrikesOutTheLastUntilOneHasMoreThanHalf) {
  const v1::Poll ranking = Rule(v1::Poll::RANKING);
  EXPECT_EQ(Count(ranking, 2, {{{1}, {1, 2}, {2}}}), "1:2*/1 2:1/1");
  // 3 goes out; its ballot goes to 2.
  EXPECT_EQ(Count(ranking, 3, {{{1}, {1}, {2}, {2}, {3, 2}}}), "1:2/2 2:3*/2 3:1/1");
  // Its ballot names nobody else: of the four that are left two are not more than half.
  EXPECT_EQ(Count(ranking, 3, {{{1}, {1}, {2}, {2}, {3}}}), "1:2/2 2:2/2 3:1/1");
  // All who tie for the last go together.
  EXPECT_EQ(Count(ranking, 4, {{{1}, {1}, {2, 1}, {3, 1}, {4, 3}}}), "1:4*/2 2:1/1 3:1/1 4:1/1");
  // Everybody ties: nobody.
  EXPECT_EQ(Count(ranking, 3, {{{1}, {2}, {3}}}), "1:1/1 2:1/1 3:1/1");
  EXPECT_EQ(Count(ranking, 2, {{}}), "1:0/1 2:0/1");
  EXPECT_EQ(Count(ranking, 2, {{{}, {}, {1}}}), "1:1*/1 2:0/1");
  EXPECT_EQ(Count(ranking, 1, {{{1}}}), "1:1*/1");
}

TEST(TallyOptions, ABudgetBuysWhatStillFits) {
  const Sheets sheets = {{1, 2}, {1, 3}, {1}, {2}, {3, 2}};  // 3, 3, 2
  EXPECT_EQ(Count(Money(300), 3, {sheets}, {100, 200, 300}), "1:3* 2:3* 3:2");
  EXPECT_EQ(Count(Money(299), 3, {sheets}, {100, 200, 300}), "1:3* 2:3 3:2");
  // The dearest is skipped, what comes after it may fit.
  EXPECT_EQ(Count(Money(150), 3, {sheets}, {100, 200, 50}), "1:3* 2:3 3:2*");
  // As many ballots: the cheaper one first; as dear as well: the one proposed first.
  EXPECT_EQ(Count(Money(250), 3, {sheets}, {200, 100, 100}), "1:3 2:3* 3:2*");
  EXPECT_EQ(Count(Money(250), 3, {sheets}, {200, 200, 50}), "1:3* 2:3 3:2*");
  // What nobody wants is not bought, even for nothing.
  EXPECT_EQ(Count(Money(100), 2, {{{1}}}, {100, 0}), "1:1* 2:0");
  EXPECT_EQ(Count(Money(100), 2, {{{}}}, {100, 0}), "1:0 2:0");
  const v1::Poll half = Needs(Money(999), 1, 2, v1::Poll::VOTED, true);
  EXPECT_EQ(Count(half, 3, {sheets}, {100, 200, 300}), "1:3* 2:3* 3:2");
}

TEST(TallyOptions, ABallotForAnOptionThatIsNotThereCountsForNone) {
  EXPECT_EQ(Count(Rule(v1::Poll::APPROVAL), 2, {{{0, 1}, {3}}}), "1:1* 2:0");
  EXPECT_EQ(Count(Rule(v1::Poll::RANKING), 2, {{{3, 1}, {3}}}), "1:1*/1 2:0/1");
}

}  // namespace
}  // namespace yiting::decide
