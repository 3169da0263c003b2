// The tally against a reference that shares nothing with it: ballots are counted one by one, and
// fractions are compared by Euclid's algorithm instead of by products. 100,000 random polls, and
// every boundary that the law names.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "chance.h"
#include "decide/tally.h"

namespace yiting::decide {
namespace {

struct Voter {
  int64_t weight = 1;
  int choice = 0;  // 0 did not vote, 1 for, 2 against, 3 abstained
};

struct Sums {
  int64_t all = 0, voted = 0, in_favour = 0, decided = 0;
};

Sums Add(const std::vector<Voter>& voters, bool by_area) {
  Sums sums;
  for (const Voter& voter : voters) {
    const int64_t weight = by_area ? voter.weight : 1;
    sums.all += weight;
    if (voter.choice != 0) sums.voted += weight;
    if (voter.choice == 1) sums.in_favour += weight;
    if (voter.choice == 1 || voter.choice == 2) sums.decided += weight;
  }
  return sums;
}

bool Holds(int order, bool above) { return above ? order > 0 : order >= 0; }

bool ReferencePasses(const v1::Poll& rule, const Sums& sums) {
  if (sums.all == 0) return false;
  if (rule.turnout_whole() != 0 &&
      !Holds(CompareFractions(sums.voted, sums.all, rule.turnout_part(), rule.turnout_whole()),
             rule.turnout_above())) {
    return false;
  }
  const int64_t base = rule.base() == v1::Poll::ELECTORS ? sums.all
                       : rule.base() == v1::Poll::VOTED  ? sums.voted
                                                         : sums.decided;
  return base != 0 &&
         Holds(CompareFractions(sums.in_favour, base, rule.approve_part(), rule.approve_whole()),
               rule.above());
}

bool ReferencePasses(const v1::Poll& rule, const std::vector<Voter>& voters) {
  return ReferencePasses(rule, Add(voters, false)) &&
         (!rule.by_area() || ReferencePasses(rule, Add(voters, true)));
}

state::Poll PollOf(const std::vector<Voter>& voters) {
  state::Poll poll;
  for (const Voter& voter : voters) {
    ++poll.electors;
    poll.area += voter.weight;
    int64_t* const heads[] = {nullptr, &poll.in_favour, &poll.against, &poll.abstained};
    int64_t* const areas[] = {nullptr, &poll.in_favour_area, &poll.against_area,
                              &poll.abstained_area};
    if (voter.choice == 0) continue;
    ++*heads[voter.choice];
    *areas[voter.choice] += voter.weight;
  }
  return poll;
}

v1::Poll RandomRule(Chance& chance) {
  // Those of the law and of the packs, and odd ones.
  const int64_t parts[][2] = {{1, 2}, {2, 3}, {3, 4}, {1, 1}, {0, 1}, {3, 5}, {9, 10}};
  const auto share = [&](int64_t& part, int64_t& whole) {
    if (chance.Below(3) == 0) {
      whole = 1 + chance.Below(1'000'000);
      part = chance.Below(whole + 1);
    } else {
      const auto& fixed = parts[chance.Below(7)];
      part = fixed[0];
      whole = fixed[1];
    }
  };
  v1::Poll rule;
  int64_t part = 0, whole = 0;
  if (chance.Below(3) != 0) {
    share(part, whole);
    rule.set_turnout_part(part);
    rule.set_turnout_whole(whole);
    rule.set_turnout_above(chance.Below(2) == 0);
  }
  share(part, whole);
  rule.set_approve_part(part);
  rule.set_approve_whole(whole);
  rule.set_above(chance.Below(2) == 0);
  const v1::Poll::Base bases[] = {v1::Poll::ELECTORS, v1::Poll::VOTED, v1::Poll::DECIDED};
  rule.set_base(bases[chance.Below(3)]);
  rule.set_by_owner(chance.Below(2) == 0);
  rule.set_by_area(rule.by_owner());
  return rule;
}

std::vector<Voter> RandomVoters(Chance& chance) {
  std::vector<Voter> voters(static_cast<size_t>(chance.Below(13)));
  // From closets to whole towers, so that products leave 64 bits.
  const int64_t largest = int64_t{1} << chance.Below(50);
  const int64_t keen = 1 + chance.Below(6);
  for (Voter& voter : voters) {
    voter.weight = 1 + chance.Below(largest);
    voter.choice = chance.Below(6) < keen ? static_cast<int>(chance.Below(4)) : 1;
  }
  return voters;
}

TEST(TallyReference, FractionsAreComparedAsOnPaper) {
  for (int64_t b = 1; b < 9; ++b) {
    for (int64_t d = 1; d < 9; ++d) {
      for (int64_t a = 0; a < 18; ++a) {
        for (int64_t c = 0; c < 18; ++c) {
          const int64_t difference = a * d - c * b;
          EXPECT_EQ(CompareFractions(a, b, c, d), difference < 0 ? -1 : difference > 0 ? 1 : 0)
              << a << "/" << b << " " << c << "/" << d;
        }
      }
    }
  }
}

TEST(TallyReference, AHundredThousandRandomPolls) {
  Chance chance(278);
  int passed = 0;
  for (int i = 0; i < 100'000; ++i) {
    const v1::Poll rule = RandomRule(chance);
    const std::vector<Voter> voters = RandomVoters(chance);
    const bool passes = ReferencePasses(rule, voters);
    ASSERT_EQ(HasPassed(rule, PollOf(voters)), passes) << "poll " << i;
    passed += passes ? 1 : 0;
  }
  // Neither verdict is rare, or little was compared.
  EXPECT_GT(passed, 20'000);
  EXPECT_LT(passed, 80'000);
}

// Civil Code art. 278: two thirds must take part, by area and by heads; then more than half of
// those, or three quarters where items 6 to 8 are decided.
v1::Poll Law(bool major) {
  v1::Poll rule;
  rule.set_by_owner(true);
  rule.set_by_area(true);
  rule.set_turnout_part(2);
  rule.set_turnout_whole(3);
  rule.set_base(v1::Poll::VOTED);
  rule.set_approve_part(major ? 3 : 1);
  rule.set_approve_whole(major ? 4 : 2);
  rule.set_above(!major);
  return rule;
}

state::Poll Owners(int64_t electors, int64_t voted, int64_t in_favour, int64_t area,
                   int64_t voted_area, int64_t in_favour_area) {
  state::Poll poll;
  poll.electors = electors;
  poll.in_favour = in_favour;
  poll.against = voted - in_favour;
  poll.area = area;
  poll.in_favour_area = in_favour_area;
  poll.against_area = voted_area - in_favour_area;
  return poll;
}

TEST(TallyReference, A6_7_EveryBoundaryOfTheLaw) {
  const struct {
    bool major;
    int64_t electors, voted, in_favour, area, voted_area, in_favour_area;
    bool passes;
  } rows[] = {
      // Exactly two thirds by both take part: enough. One less of either: not.
      {false, 300, 200, 150, 90'000'00, 60'000'00, 45'000'00, true},
      {false, 300, 199, 150, 90'000'00, 60'000'00, 45'000'00, false},
      {false, 300, 200, 150, 90'000'00, 59'999'99, 45'000'00, false},
      // Exactly half is not more than half, by heads or by area.
      {false, 300, 200, 100, 90'000'00, 60'000'00, 45'000'00, false},
      {false, 300, 200, 101, 90'000'00, 60'000'00, 45'000'00, true},
      {false, 300, 200, 150, 90'000'00, 60'000'00, 30'000'00, false},
      {false, 300, 200, 150, 90'000'00, 60'000'00, 30'000'01, true},
      // Three quarters are enough where the law says "three quarters or more".
      {true, 300, 200, 150, 90'000'00, 60'000'00, 45'000'00, true},
      {true, 300, 200, 149, 90'000'00, 60'000'00, 45'000'00, false},
      {true, 300, 200, 150, 90'000'00, 60'000'00, 44'999'99, false},
      // 近千名 of 1,560: more than half of them, and not two thirds.
      {false, 1560, 1000, 980, 156'000'00, 100'000'00, 98'000'00, false},
      {false, 1560, 1040, 980, 156'000'00, 104'000'00, 98'000'00, true},
      {false, 1560, 1039, 980, 156'000'00, 104'000'00, 98'000'00, false},
      // Nobody owns anything.
      {false, 0, 0, 0, 0, 0, 0, false},
  };
  int line = 0;
  for (const auto& row : rows) {
    const state::Poll poll = Owners(row.electors, row.voted, row.in_favour, row.area,
                                    row.voted_area, row.in_favour_area);
    EXPECT_EQ(HasPassed(Law(row.major), poll), row.passes) << "row " << line;
    ++line;
  }
}

}  // namespace
}  // namespace yiting::decide
