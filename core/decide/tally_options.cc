// Counting a poll among options. Every method treats options alike whatever their number, but for a
// budget's last tie; what ties for a place gets none. docs/formats/pack.md says each exactly.

#include <algorithm>
#include <map>
#include <set>

#include "decide/tally.h"
#include "base/sort.h"

namespace yiting::decide {

namespace {

// Areas of a whole city times the parts of a ratio need more than 64 bits.
__extension__ using Wide = __int128;

using Tallies = std::vector<v1::OptionTally>;
using Ballots = std::vector<state::Ballot>;

// Adds the ballot to an option that the poll has.
void Add(const state::Ballot& ballot, uint32_t option, Tallies& tallies) {
  if (option == 0 || option > tallies.size()) return;
  v1::OptionTally& tally = tallies[option - 1];
  tally.set_votes(tally.votes() + 1);
  tally.set_area(tally.area() + static_cast<uint64_t>(ballot.area));
}

void CountAll(const Ballots& ballots, Tallies& tallies) {
  for (const state::Ballot& ballot : ballots) {
    for (const uint32_t option : ballot.options) Add(ballot, option, tallies);
  }
}

bool Reaches(const v1::Poll& rule, Wide amount, Wide base) {
  const Wide left = amount * rule.approve_whole();
  const Wide right = base * rule.approve_part();
  return rule.above() ? left > right : left >= right;
}

// What an option's share is taken of.
struct Base {
  Wide heads = 0;
  Wide area = 0;
};

// An empty ballot takes part and decides nothing.
Base BaseOf(const v1::Poll& rule, const state::Poll& poll, const Ballots& ballots) {
  if (rule.base() == v1::Poll::ELECTORS) return {poll.electors, poll.area};
  if (rule.base() != v1::Poll::DECIDED) return {poll.voted, poll.voted_area};
  Base base;
  for (const state::Ballot& ballot : ballots) {
    if (ballot.options.empty()) continue;
    base.heads += 1;
    base.area += ballot.area;
  }
  return base;
}

// Is the option liked by as many as the rule asks for, by heads and perhaps by area?
bool IsApproved(const v1::Poll& rule, const Base& base, const v1::OptionTally& tally) {
  if (tally.votes() == 0) return false;
  if (rule.approve_whole() == 0) return true;
  return Reaches(rule, tally.votes(), base.heads) &&
         (!rule.by_area() || Reaches(rule, Wide(tally.area()), base.area));
}

std::vector<v1::OptionTally*> Approved(const v1::Poll& rule, const Base& base, Tallies& tallies) {
  std::vector<v1::OptionTally*> approved;
  for (v1::OptionTally& tally : tallies) {
    if (IsApproved(rule, base, tally)) approved.push_back(&tally);
  }
  return approved;
}

// The first `seats` by ballots, and by area where that counts; none of those that tie for the last.
void Seat(const v1::Poll& rule, const Base& base, size_t seats, Tallies& tallies) {
  using Rank = std::pair<uint32_t, uint64_t>;
  const auto rank = [&rule](const v1::OptionTally& tally) {
    return Rank{tally.votes(), rule.by_area() ? tally.area() : 0};
  };
  std::vector<v1::OptionTally*> order = Approved(rule, base, tallies);
  Sort(order, [&rank](const auto* a, const auto* b) { return rank(*a) > rank(*b); });
  size_t seated = std::min(seats, order.size());
  if (seated < order.size()) {
    const Rank next = rank(*order[seated]);
    while (seated > 0 && rank(*order[seated - 1]) == next) --seated;
  }
  for (size_t i = 0; i < seated; ++i) order[i]->set_chosen(true);
}

// Round by round: who has more than half of the ballots that still say something is chosen; else
// the last is struck out, and all that tie for the last together. Nobody is chosen when that
// strikes out everybody.
void RunOff(const Ballots& ballots, Tallies& tallies) {
  std::set<uint32_t> left;
  for (const v1::OptionTally& tally : tallies) left.insert(tally.option());
  for (uint32_t round = 1; !left.empty(); ++round) {
    std::map<uint32_t, size_t> piles;
    for (const uint32_t option : left) piles[option] = 0;
    size_t counted = 0;
    for (const state::Ballot& ballot : ballots) {
      const auto first = std::find_if(ballot.options.begin(), ballot.options.end(),
                                      [&left](uint32_t option) { return left.count(option) > 0; });
      if (first == ballot.options.end()) continue;
      ++piles[*first];
      ++counted;
    }
    size_t fewest = counted;
    for (const auto& [option, votes] : piles) {
      v1::OptionTally& tally = tallies[option - 1];
      tally.set_round(round);
      tally.set_votes(static_cast<uint32_t>(votes));
      fewest = std::min(fewest, votes);
      if (votes * 2 > counted) {
        tally.set_chosen(true);
        left.clear();
      }
    }
    if (left.empty()) return;
    for (const auto& [option, votes] : piles) {
      if (votes == fewest) left.erase(option);
    }
  }
}

// By ballots, then the cheaper one, then the one proposed first: each that still fits.
void Spend(const v1::Poll& rule, const Base& base, const std::vector<state::Option>& proposed,
           Tallies& tallies) {
  std::map<uint32_t, int64_t> costs;
  for (const state::Option& option : proposed) {
    costs[static_cast<uint32_t>(option.option)] = option.cost;
  }
  std::vector<v1::OptionTally*> order = Approved(rule, base, tallies);
  Sort(order, [&costs](const auto* a, const auto* b) {
    if (a->votes() != b->votes()) return a->votes() > b->votes();
    return costs[a->option()] < costs[b->option()];
  });
  int64_t rest = rule.budget();
  for (v1::OptionTally* tally : order) {
    if (costs[tally->option()] > rest) continue;
    rest -= costs[tally->option()];
    tally->set_chosen(true);
  }
}

}  // namespace

std::vector<v1::OptionTally> CountOptions(const v1::Poll& rule, const state::Poll& poll,
                                          const std::vector<state::Option>& proposed,
                                          const std::vector<state::Ballot>& ballots) {
  Tallies tallies(static_cast<size_t>(poll.options));
  uint32_t number = 0;
  for (v1::OptionTally& tally : tallies) tally.set_option(++number);
  if (rule.method() == v1::Poll::RANKING) {
    RunOff(ballots, tallies);
    return tallies;
  }
  CountAll(ballots, tallies);
  const Base base = BaseOf(rule, poll, ballots);
  if (rule.method() == v1::Poll::BUDGET) {
    Spend(rule, base, proposed, tallies);
  } else {
    const uint32_t seats = rule.method() == v1::Poll::CHOICE ? 1 : std::max(rule.seats(), 1u);
    Seat(rule, base, seats, tallies);
  }
  return tallies;
}

}  // namespace yiting::decide
