// A Sight is what the functions of a pack, or of one of its files, look at: which counts and facts
// of a matter, which inputs, and how far a count makes a difference to them. What no function looks
// at need not be told apart.
//
// Read off the tokens: `m.counts.coming < value "min_coming"` sees `coming`, up to that number.
// Data and unions of it; source_map.h makes them. Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_SIGHT_H_
#define YITING_CHECKER_SIGHT_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rulehost/lexer.h"
#include "yiting/v1/pack.pb.h"

namespace yiting::checker {

// Does any function of the pack draw (rulehost/draw.h)?
bool Draws(const v1::PackBundle& bundle);

class Sight {
 public:
  // Sees nothing.
  Sight() = default;
  // What the functions in this text can see.
  Sight(const std::vector<rulehost::Token>& tokens, const v1::Pack& pack);

  void Add(const Sight& other);
  // The mechanism itself asks for that many, as a quorum does.
  void AddCount(const std::string& name, int64_t wanted, bool open_ended = true) {
    See(name, {wanted, open_ended});
  }

  bool Sees(const std::string& name) const { return anything_ || seen_.count(name) != 0; }
  bool SeesAny(const std::vector<std::string>& names) const;
  // From here on a count of that name makes no more difference; 0 if nobody sees it.
  int64_t BoundOf(const std::string& name) const;
  // The largest number that the functions may want a count of that name to reach; 0 likewise.
  int64_t WantedOf(const std::string& name) const;
  // The texts that it is compared with; false if more than that is done to it.
  bool OnlyCompares(const std::string& name, std::set<std::string>& texts) const;

 private:
  struct Seen {
    int64_t wanted = 0;
    // More is done to it than comparing it with a number: added up, compared with another count.
    bool open_ended = false;
  };
  void See(const std::string& name, const Seen& seen);
  void SeeAt(const std::vector<rulehost::Token>& tokens, size_t begin, size_t end,
             const std::string& name, const v1::Pack& pack);

  bool anything_ = false;  // looks up by names that it makes
  std::map<std::string, Seen> seen_;
  std::map<std::string, std::set<std::string>> texts_;
  std::set<std::string> not_only_texts_;
  int64_t largest_ = 1;  // number that anything is compared with, or that is asked for by `value`
};

}  // namespace yiting::checker

#endif  // YITING_CHECKER_SIGHT_H_
