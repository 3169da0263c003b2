#include "checker/sight.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace yiting::checker {

namespace {

using rulehost::Token;
using Tokens = std::vector<Token>;

// Larger numbers in a text are milliseconds.
constexpr int64_t kThresholdMax = 1'000;
// Counts that are added up, or compared with each other, are told apart so far.
constexpr int64_t kOpenEnded = 6;

bool IsString(const Token& token) { return token.kind == Token::Kind::kString; }

bool IsComparison(std::string_view sign) {
  return sign == "<" || sign == "<=" || sign == ">" || sign == ">=" || sign == "==" ||
         sign == "~=";
}

std::optional<int64_t> IntegerOf(const Token& token) {
  int64_t number = 0;
  const char* end = token.text.data() + token.text.size();
  const auto read = std::from_chars(token.text.data(), end, number);
  if (token.kind != Token::Kind::kInteger || read.ptr != end) return std::nullopt;
  return number;
}

// Of `value "fewest"` at `at`, if that counts something.
std::optional<int64_t> ValueAt(const Tokens& tokens, size_t at, const v1::Pack& pack) {
  if (at + 1 >= tokens.size() || tokens[at].text != "value" || !IsString(tokens[at + 1])) {
    return std::nullopt;
  }
  for (const v1::Param& param : pack.params()) {
    if (param.id() == tokens[at + 1].value && param.kind() == v1::Param::COUNT) {
      return param.value();
    }
  }
  return std::nullopt;
}

// The plain number at `at`: `3`, or `value "fewest"`.
std::optional<int64_t> NumberAt(const Tokens& tokens, size_t at, const v1::Pack& pack) {
  if (at >= tokens.size()) return std::nullopt;
  const std::optional<int64_t> number = IntegerOf(tokens[at]);
  return number ? number : ValueAt(tokens, at, pack);
}

// Is what follows a number at `at` the end of the comparison, and not more arithmetic?
bool EndsAfterNumber(const Tokens& tokens, size_t at) {
  const size_t next = at + (tokens[at].text == "value" ? 2 : 1);
  if (next >= tokens.size()) return true;
  const std::string_view sign = tokens[next].text;
  return sign != "+" && sign != "-" && sign != "*" && sign != "//" && sign != "%" && sign != ".";
}

// The comparison that follows at `at`, over what is added up before it:
// `+ m.counts["taken.record"] == 0`.
size_t ComparisonAfter(const Tokens& tokens, size_t at) {
  for (; at < tokens.size() && !IsComparison(tokens[at].text); ++at) {
    const std::string_view text = tokens[at].text;
    const bool of_sum = text == "+" || text == "." || text == "[" || text == "]" || text == "#" ||
                        tokens[at].kind == Token::Kind::kName || IsString(tokens[at]);
    if (!of_sum) return tokens.size();
  }
  return at;
}

}  // namespace

bool Draws(const v1::PackBundle& bundle) {
  std::vector<rulehost::Diagnostic> found;
  for (const v1::PackBundle::File& file : bundle.files()) {
    if (!file.path().ends_with(".lua")) continue;
    for (const Token& token : rulehost::Tokenize(file.path(), file.content(), found)) {
      if (token.kind == Token::Kind::kName && token.text == "draw") return true;
    }
  }
  return false;
}

Sight::Sight(const Tokens& tokens, const v1::Pack& pack) {
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (const std::optional<int64_t> value = ValueAt(tokens, i, pack)) {
      largest_ = std::max(largest_, *value);
    }
    if (!IsComparison(tokens[i].text)) continue;
    for (const Token& side : {tokens[i - 1], tokens[i + 1]}) {
      const std::optional<int64_t> number = IntegerOf(side);
      if (number && *number <= kThresholdMax) largest_ = std::max(largest_, *number);
    }
  }
  for (size_t i = 1; i + 1 < tokens.size(); ++i) {
    const Token& before = tokens[i - 1];
    const bool after_value = before.kind == Token::Kind::kName || before.text == "]" ||
                             before.text == ")";
    if (tokens[i].text == "." && tokens[i + 1].kind == Token::Kind::kName) {
      SeeAt(tokens, i - 1, i + 2, std::string(tokens[i + 1].text), pack);
    } else if (tokens[i].text == "[" && after_value && IsString(tokens[i + 1])) {
      const bool whole = i + 2 < tokens.size() && tokens[i + 2].text == "]";
      anything_ = anything_ || !whole;
      SeeAt(tokens, i - 1, i + 3, tokens[i + 1].value, pack);
    } else if (tokens[i].text == "[" && (before.text == "counts" || before.text == "inputs")) {
      anything_ = true;
    }
  }
}

// `value . name` or `value [ "name" ]` stands in [begin, end).
void Sight::SeeAt(const Tokens& tokens, size_t begin, size_t end, const std::string& name,
                  const v1::Pack& pack) {
  // `m.counts.x` begins two tokens before `counts.x`.
  const size_t first = begin >= 2 && tokens[begin - 1].text == "." ? begin - 2 : begin;
  const bool compared = end < tokens.size() && IsComparison(tokens[end].text);
  const bool reversed = first >= 2 && IsComparison(tokens[first - 1].text);
  const bool equal = compared && (tokens[end].text == "==" || tokens[end].text == "~=");
  if (equal && end + 1 < tokens.size() && IsString(tokens[end + 1])) {
    texts_[name].insert(tokens[end + 1].value);
  } else if (reversed && IsString(tokens[first - 2])) {
    texts_[name].insert(tokens[first - 2].value);
  } else {
    not_only_texts_.insert(name);
  }
  // What a calculation stands before is no plain comparison: `2 * m.counts.x < 3`.
  const std::string_view before = first == 0 ? std::string_view() : tokens[first - 1].text;
  const bool plain = before != "-" && before != "*" && before != "//" && before != "%";
  const size_t comparison = ComparisonAfter(tokens, end);
  std::optional<int64_t> number;
  if (comparison < tokens.size() && plain) number = NumberAt(tokens, comparison + 1, pack);
  if (!number || !EndsAfterNumber(tokens, comparison + 1)) return See(name, {largest_, true});
  // `< 3` is over at 3, `== 3` only at 4.
  const std::string_view sign = tokens[comparison].text;
  const bool at_once = sign == "<" || sign == ">=";
  See(name, {std::max<int64_t>(1, *number + (at_once ? 0 : 1)), false});
}

void Sight::See(const std::string& name, const Seen& seen) {
  Seen& known = seen_[name];
  known.wanted = std::max(known.wanted, seen.wanted);
  known.open_ended = known.open_ended || seen.open_ended;
}

void Sight::Add(const Sight& other) {
  anything_ = anything_ || other.anything_;
  for (const auto& [name, seen] : other.seen_) See(name, seen);
  for (const auto& [name, texts] : other.texts_) texts_[name].insert(texts.begin(), texts.end());
  not_only_texts_.insert(other.not_only_texts_.begin(), other.not_only_texts_.end());
  largest_ = std::max(largest_, other.largest_);
}

bool Sight::SeesAny(const std::vector<std::string>& names) const {
  return std::any_of(names.begin(), names.end(),
                     [this](const std::string& name) { return Sees(name); });
}

int64_t Sight::WantedOf(const std::string& name) const {
  const auto found = seen_.find(name);
  const int64_t wanted = found == seen_.end() ? 0 : found->second.wanted;
  return anything_ ? std::max(wanted, largest_) : wanted;
}

int64_t Sight::BoundOf(const std::string& name) const {
  const auto found = seen_.find(name);
  const bool open_ended = anything_ || (found != seen_.end() && found->second.open_ended);
  return open_ended ? std::max(WantedOf(name), kOpenEnded) : WantedOf(name);
}

bool Sight::OnlyCompares(const std::string& name, std::set<std::string>& texts) const {
  if (anything_ || not_only_texts_.count(name) != 0) return false;
  const auto found = texts_.find(name);
  if (found != texts_.end()) texts = found->second;
  return true;
}

}  // namespace yiting::checker
