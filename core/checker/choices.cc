#include "checker/choices.h"

#include <algorithm>
#include <utility>

#include "rulehost/variant.h"

namespace yiting::checker {

rulehost::PackPtr WithChoices(const rulehost::LoadedPack& pack, const Choices& choices) {
  Choices all = choices;
  for (const Choice& own : pack.bundle().choices()) {
    const bool said = std::any_of(choices.begin(), choices.end(), [&own](const Choice& choice) {
      return choice.id() == own.id();
    });
    if (!said) all.push_back(own);
  }
  return rulehost::MakeVariant(pack, {.choices = std::move(all), .files = {}}).pack;
}

std::string TextOf(const Choices& choices) {
  std::string text;
  for (const Choice& choice : choices) {
    text += (text.empty() ? "" : ", ") + choice.id() + " = " + std::to_string(choice.value());
    if (choice.denominator() != 0) text += "/" + std::to_string(choice.denominator());
  }
  return text;
}

Choices EndsOf(const v1::Pack& pack, const std::vector<v1::Param::Kind>& kinds) {
  Choices ends;
  for (const v1::Param& param : pack.params()) {
    if (std::find(kinds.begin(), kinds.end(), param.kind()) == kinds.end()) continue;
    for (int64_t value : {param.min(), param.max()}) {
      if (value == param.value()) continue;
      Choice& choice = ends.emplace_back();
      choice.set_id(param.id());
      choice.set_value(value);
    }
  }
  return ends;
}

}  // namespace yiting::checker
