// How long each attack on the rule host takes (tests/unit/rulehost/attacks): the ten slowest, one
// line each, slowest first: name, runs, the median's milliseconds. rules-v1 allows 50 ms natively
// and 250 ms in WebAssembly. Figures are this machine's of this minute.
//   attack_bench [RUNS [PART OF A NAME]]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/unit/rulehost/attacks/all_attacks.h"
#include "tests/unit/rulehost/attacks/run_attack.h"

namespace yiting::rulehost {
namespace {

constexpr size_t kShown = 10;

struct Slow {
  std::string name;
  double ms;
};

double MillisecondsOf(const AttackGroup& group, const Attack& attack) {
  const auto start = std::chrono::steady_clock::now();
  RunAttack(group, attack);
  const auto spent = std::chrono::steady_clock::now() - start;
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count()) /
         1000.0;
}

double MedianOf(int runs, const AttackGroup& group, const Attack& attack) {
  std::vector<double> each;
  for (int i = 0; i < runs; ++i) each.push_back(MillisecondsOf(group, attack));
  std::sort(each.begin(), each.end());
  return each[each.size() / 2];
}

std::string OneWord(std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

void Run(int runs, const std::string& part) {
  std::vector<Slow> all;
  for (const AttackGroup& group : AllAttacks()) {
    for (const Attack& attack : group.attacks) {
      const std::string name = OneWord(std::string(group.name) + ":" + attack.name);
      if (name.find(part) == std::string::npos) continue;
      all.push_back({name, MedianOf(runs, group, attack)});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Slow& a, const Slow& b) { return a.ms > b.ms; });
  std::printf("%zu attacks; the slowest:\n", all.size());
  for (size_t i = 0; i < std::min(all.size(), kShown); ++i) {
    std::printf("%-64s %4d %8.1f ms\n", all[i].name.c_str(), runs, all[i].ms);
  }
}

}  // namespace
}  // namespace yiting::rulehost

int main(int argc, char** argv) {
  yiting::rulehost::Run(argc > 1 ? std::max(1, std::atoi(argv[1])) : 5, argc > 2 ? argv[2] : "");
  return 0;
}
