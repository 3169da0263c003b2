// The count among options against a reference of another construction: an option is looked at
// alone and asked who stands before it, rounds are a recursion over sets of options, and fractions
// are compared by Euclid's algorithm. 100,000 random polls, and every tie by hand
// (tally_options_test.cc).

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "chance.h"
#include "decide/tally.h"

namespace yiting::decide {
namespace {

// A poll as one would have it on paper.
struct Paper {
  v1::Poll rule;
  int64_t electors = 0;
  int64_t area = 0;            // of all electors
  std::vector<int64_t> costs;  // one an option
  std::vector<state::Ballot> ballots;

  uint32_t count() const { return static_cast<uint32_t>(costs.size()); }
};

struct Counted {
  uint32_t votes = 0;
  uint64_t area = 0;
  bool chosen = false;
  uint32_t round = 0;

  friend bool operator==(const Counted&, const Counted&) = default;
};
std::ostream& operator<<(std::ostream& out, const Counted& one) {
  return out << one.votes << "/" << one.area << (one.chosen ? " chosen" : "") << " r" << one.round;
}
using Result = std::vector<Counted>;

Result CountedBy(const Paper& paper) {
  state::Poll poll;
  poll.options = paper.count();
  poll.electors = paper.electors;
  poll.area = paper.area;
  poll.voted = static_cast<int64_t>(paper.ballots.size());
  for (const state::Ballot& ballot : paper.ballots) poll.voted_area += ballot.area;
  std::vector<state::Option> proposed;
  for (const int64_t cost : paper.costs) {
    proposed.push_back({static_cast<int64_t>(proposed.size()) + 1, {}, {}, cost});
  }
  Result result;
  for (const auto& tally : CountOptions(paper.rule, poll, proposed, paper.ballots)) {
    EXPECT_EQ(tally.option(), result.size() + 1);
    result.push_back({tally.votes(), tally.area(), tally.chosen(), tally.round()});
  }
  return result;
}

bool Names(const state::Ballot& ballot, uint32_t option) {
  return std::count(ballot.options.begin(), ballot.options.end(), option) > 0;
}

bool Holds(const v1::Poll& rule, int64_t amount, int64_t base) {
  if (base == 0) return false;
  const int order = CompareFractions(amount, base, rule.approve_part(), rule.approve_whole());
  return rule.above() ? order > 0 : order >= 0;
}

bool Liked(const Paper& paper, const Counted& option) {
  const v1::Poll& rule = paper.rule;
  if (option.votes == 0) return false;
  if (rule.approve_whole() == 0) return true;
  int64_t heads = 0, area = 0;
  for (const state::Ballot& ballot : paper.ballots) {
    if (rule.base() == v1::Poll::DECIDED && ballot.options.empty()) continue;
    ++heads;
    area += ballot.area;
  }
  if (rule.base() == v1::Poll::ELECTORS) {
    heads = paper.electors;
    area = paper.area;
  }
  return Holds(rule, option.votes, heads) &&
         (!rule.by_area() || Holds(rule, static_cast<int64_t>(option.area), area));
}

// A seat is for whom fewer others than there are seats do as well or better.
void ReferenceSeat(const Paper& paper, uint32_t seats, Result& result) {
  for (Counted& one : result) {
    uint32_t as_good = 0;
    for (const Counted& other : result) {
      if (&other == &one || !Liked(paper, other) || other.votes < one.votes) continue;
      if (other.votes > one.votes || !paper.rule.by_area() || other.area >= one.area) ++as_good;
    }
    one.chosen = Liked(paper, one) && as_good < seats;
  }
}

// Money goes to an option when what goes to those before it leaves enough.
bool Gets(const Paper& paper, const Result& result, size_t option) {
  const auto before = [&](size_t one, size_t other) {
    if (result[one].votes != result[other].votes) return result[one].votes > result[other].votes;
    if (paper.costs[one] != paper.costs[other]) return paper.costs[one] < paper.costs[other];
    return one < other;
  };
  if (!Liked(paper, result[option])) return false;
  int64_t spent = paper.costs[option];
  for (size_t other = 0; other < result.size(); ++other) {
    if (before(other, option) && Gets(paper, result, other)) spent += paper.costs[other];
  }
  return spent <= paper.rule.budget();
}

// `left` has a bit for each option that is still in.
void ReferenceRound(const Paper& paper, uint32_t left, uint32_t round, Result& result) {
  if (left == 0) return;
  std::vector<uint32_t> votes(paper.count());
  for (uint32_t option = 0; option < paper.count(); ++option) {
    if ((left >> option & 1) == 0) continue;
    for (const state::Ballot& ballot : paper.ballots) {
      // It is this option's when it is named and nobody who is left is named before it.
      bool mine = false;
      for (auto at = ballot.options.rbegin(); at != ballot.options.rend(); ++at) {
        if ((left >> (*at - 1) & 1) != 0) mine = *at == option + 1;
      }
      votes[option] += mine ? 1 : 0;
    }
    result[option].votes = votes[option];
    result[option].round = round;
  }
  const uint32_t all = std::accumulate(votes.begin(), votes.end(), 0u);
  uint32_t stay = 0;
  for (uint32_t option = 0; option < paper.count(); ++option) {
    if ((left >> option & 1) == 0) continue;
    if (votes[option] > all - votes[option]) {
      result[option].chosen = true;
      return;
    }
    for (uint32_t other = 0; other < paper.count(); ++other) {
      const bool beats = (left >> other & 1) != 0 && votes[option] > votes[other];
      if (beats) stay |= 1u << option;
    }
  }
  ReferenceRound(paper, stay, round + 1, result);
}

Result Reference(const Paper& paper) {
  Result result(paper.count());
  if (paper.rule.method() == v1::Poll::RANKING) {
    ReferenceRound(paper, (1u << paper.count()) - 1, 1, result);
    return result;
  }
  for (uint32_t option = 1; option <= paper.count(); ++option) {
    for (const state::Ballot& ballot : paper.ballots) {
      if (!Names(ballot, option)) continue;
      ++result[option - 1].votes;
      result[option - 1].area += static_cast<uint64_t>(ballot.area);
    }
  }
  if (paper.rule.method() == v1::Poll::BUDGET) {
    const Result votes = result;
    for (size_t i = 0; i < result.size(); ++i) result[i].chosen = Gets(paper, votes, i);
    return result;
  }
  const bool choice = paper.rule.method() == v1::Poll::CHOICE;
  ReferenceSeat(paper, choice ? 1 : std::max(paper.rule.seats(), 1u), result);
  return result;
}

void Shuffle(Chance& chance, std::vector<uint32_t>& list) {
  for (size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[static_cast<size_t>(chance.Below(static_cast<int64_t>(i)))]);
  }
}

v1::Poll RandomRule(Chance& chance) {
  constexpr v1::Poll::Method kMethods[] = {v1::Poll::CHOICE, v1::Poll::APPROVAL, v1::Poll::RANKING,
                                           v1::Poll::BUDGET};
  constexpr v1::Poll::Base kBases[] = {v1::Poll::BASE_UNSPECIFIED, v1::Poll::ELECTORS,
                                       v1::Poll::VOTED, v1::Poll::DECIDED};
  constexpr int64_t kShares[][2] = {{1, 2}, {2, 3}, {3, 4}, {1, 1}, {0, 1}, {1, 5}};
  v1::Poll rule;
  rule.set_method(kMethods[chance.Below(4)]);
  const bool weighs = rule.method() == v1::Poll::CHOICE || rule.method() == v1::Poll::APPROVAL;
  const int64_t per = chance.Below(3);
  rule.set_by_household(per == 1);
  rule.set_by_owner(per == 2);
  rule.set_by_area(per == 2 && weighs && chance.Below(4) != 0);
  if (rule.method() == v1::Poll::APPROVAL) rule.set_seats(static_cast<uint32_t>(chance.Below(5)));
  if (chance.Below(2) == 0) {
    const auto& share = kShares[chance.Below(6)];
    rule.set_approve_part(share[0]);
    rule.set_approve_whole(share[1]);
    rule.set_base(kBases[chance.Below(4)]);
    rule.set_above(chance.Below(2) == 0);
  }
  return rule;
}

Paper RandomPaper(Chance& chance) {
  Paper paper;
  paper.rule = RandomRule(chance);
  // Prices so few that they tie and fit to the fen.
  for (int64_t i = 1 + chance.Below(6); i > 0; --i) paper.costs.push_back(chance.Below(5) * 100);
  paper.rule.set_budget(paper.rule.method() == v1::Poll::BUDGET ? chance.Below(12) * 100 : 0);
  const int64_t largest = int64_t{1} << chance.Below(40);
  const int64_t keen = chance.Below(static_cast<int64_t>(paper.count()) + 1);
  for (int64_t i = chance.Below(10); i > 0; --i) {
    state::Ballot ballot;
    // Two rooms of one size are as common as two of different ones.
    if (paper.rule.by_owner()) ballot.area = 1 + chance.Below(2) * chance.Below(largest);
    std::vector<uint32_t> all(paper.count());
    std::iota(all.begin(), all.end(), 1u);
    Shuffle(chance, all);
    int64_t named = std::min<int64_t>(chance.Below(paper.count() + 1), 1 + keen);
    if (paper.rule.method() == v1::Poll::CHOICE) named = std::min<int64_t>(named, 1);
    all.resize(static_cast<size_t>(named));
    ballot.options = all;
    paper.ballots.push_back(ballot);
    paper.area += ballot.area;
  }
  const int64_t absent = chance.Below(2) * chance.Below(9);
  paper.electors = static_cast<int64_t>(paper.ballots.size()) + absent;
  if (paper.rule.by_owner()) paper.area += absent * (1 + chance.Below(largest));
  return paper;
}

int64_t ChosenIn(const Result& result) {
  return std::count_if(result.begin(), result.end(), [](const auto& one) { return one.chosen; });
}

TEST(TallyOptionsReference, A6_3_AHundredThousandRandomPolls) {
  Chance chance(63);
  int64_t some[v1::Poll::Method_ARRAYSIZE] = {}, none[v1::Poll::Method_ARRAYSIZE] = {};
  for (int i = 0; i < 100'000; ++i) {
    const Paper paper = RandomPaper(chance);
    const Result expected = Reference(paper);
    ASSERT_EQ(CountedBy(paper), expected) << "poll " << i << " method " << paper.rule.method();
    ++(ChosenIn(expected) > 0 ? some : none)[paper.rule.method()];
  }
  // Neither verdict is rare in any method, or little was compared.
  for (int method = v1::Poll::CHOICE; method <= v1::Poll::BUDGET; ++method) {
    EXPECT_GT(some[method], 5'000) << method;
    EXPECT_GT(none[method], 3'000) << method;
  }
}

// Which number an option has makes no difference to it, nor in which order ballots came.
TEST(TallyOptionsReference, A6_3_NumbersAndOrderChangeNothing) {
  Chance chance(64);
  int compared = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Paper paper = RandomPaper(chance);
    const Result result = CountedBy(paper);
    std::vector<uint32_t> renamed(paper.count());
    std::iota(renamed.begin(), renamed.end(), 1u);
    Shuffle(chance, renamed);
    Paper other = paper;
    std::reverse(other.ballots.begin(), other.ballots.end());
    EXPECT_EQ(CountedBy(other), result) << "poll " << i;
    for (uint32_t option = 0; option < paper.count(); ++option) {
      other.costs[renamed[option] - 1] = paper.costs[option];
    }
    for (state::Ballot& ballot : other.ballots) {
      for (uint32_t& option : ballot.options) option = renamed[option - 1];
    }
    bool last_tie = false;  // the one that a budget settles by number
    for (size_t a = 0; a < paper.count() && paper.rule.method() == v1::Poll::BUDGET; ++a) {
      for (size_t b = 0; b < a; ++b) {
        last_tie = last_tie || (result[a].votes == result[b].votes && result[a].votes > 0 &&
                                paper.costs[a] == paper.costs[b]);
      }
    }
    if (last_tie) continue;
    const Result after = CountedBy(other);
    for (uint32_t option = 0; option < paper.count(); ++option) {
      EXPECT_EQ(after[renamed[option] - 1], result[option]) << "poll " << i;
    }
    ++compared;
  }
  EXPECT_GT(compared, 17'000);
}

// What a voter may rely on, whatever the numbers are.
TEST(TallyOptionsReference, A6_3_WhatEveryMethodKeeps) {
  Chance chance(65);
  for (int i = 0; i < 20'000; ++i) {
    const Paper paper = RandomPaper(chance);
    const Result result = CountedBy(paper);
    const int64_t seats = std::max(paper.rule.seats(), 1u);
    int64_t spent = 0;
    for (size_t option = 0; option < result.size(); ++option) {
      if (result[option].chosen) spent += paper.costs[option];
    }
    switch (paper.rule.method()) {
      case v1::Poll::BUDGET:
        EXPECT_LE(spent, paper.rule.budget());
        for (size_t option = 0; option < result.size(); ++option) {
          // Nothing is left out that is liked and could still be paid for.
          if (result[option].chosen || !Liked(paper, result[option])) continue;
          EXPECT_GT(spent + paper.costs[option], paper.rule.budget()) << "poll " << i;
        }
        break;
      case v1::Poll::RANKING: {
        // Whom more than half of those who say something put first wins at once.
        std::vector<int64_t> first(paper.count() + 1);
        int64_t said = 0;
        for (const state::Ballot& ballot : paper.ballots) {
          if (ballot.options.empty()) continue;
          ++first[ballot.options[0]];
          ++said;
        }
        for (uint32_t option = 1; option <= paper.count(); ++option) {
          if (first[option] * 2 <= said) continue;
          EXPECT_TRUE(result[option - 1].chosen) << "poll " << i;
        }
        EXPECT_LE(ChosenIn(result), 1);
        break;
      }
      default:
        EXPECT_LE(ChosenIn(result), seats);
    }
  }
}

}  // namespace
}  // namespace yiting::decide
