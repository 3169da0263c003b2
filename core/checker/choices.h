// A pack as it would be if the street chose other values for its parameters. Pure.
// Tested by tests/unit/checker/parts_test.cc

#ifndef YITING_CHECKER_CHOICES_H_
#define YITING_CHECKER_CHOICES_H_

#include <string>
#include <vector>

#include "rulehost/pack.h"

namespace yiting::checker {

using Choice = v1::PackBundle::Choice;
using Choices = std::vector<Choice>;

// Null if it does not load so.
rulehost::PackPtr WithChoices(const rulehost::LoadedPack& pack, const Choices& choices);

// "accept_days = 3, quorum = 1/2"
std::string TextOf(const Choices& choices);

// Both ends of each parameter of one of these kinds, but for the value that it has.
Choices EndsOf(const v1::Pack& pack, const std::vector<v1::Param::Kind>& kinds);

}  // namespace yiting::checker

#endif  // YITING_CHECKER_CHOICES_H_
