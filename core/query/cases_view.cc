// The case library: matters that ended well, the likest first when somebody is about to raise one.
// How alike two texts are is the share of their pairs of neighbouring characters that both have, in
// per mille (Jaccard's index over bigrams): no dictionary, the same on every machine.

#include <algorithm>
#include <set>

#include "base/sort.h"
#include "query/views.h"
#include "state/read_links.h"

namespace yiting::query {

namespace {

constexpr uint32_t kRows = 5;
constexpr uint32_t kRowsMax = 50;
// A summary longer than that is compared by its beginning.
constexpr size_t kComparedBytesMax = 2'000;

using Pairs = std::set<std::string>;

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Pairs of neighbouring characters; spaces and signs of punctuation in ASCII do not count.
Pairs PairsOf(std::string_view text) {
  Pairs pairs;
  std::string before;
  const std::string_view compared = text.substr(0, kComparedBytesMax);
  for (size_t at = 0; at < compared.size();) {
    size_t length = 1;
    while (at + length < compared.size() &&
           (static_cast<unsigned char>(compared[at + length]) & 0xC0) == 0x80) {
      ++length;
    }
    std::string character(compared.substr(at, length));
    at += length;
    if (length == 1 && !IsWordCharacter(character[0])) continue;
    if (!before.empty()) pairs.insert(before + character);
    before = std::move(character);
  }
  return pairs;
}

uint32_t Alike(const Pairs& a, const Pairs& b) {
  size_t both = 0;
  for (const std::string& pair : a) both += b.count(pair);
  const size_t either = a.size() + b.size() - both;
  return either == 0 ? 0 : static_cast<uint32_t>(1000 * both / either);
}

}  // namespace

void FillCases(const QueryInput& input, const v1::CasesRequest& request, v1::CasesView& view) {
  const Pairs wanted = PairsOf(request.text());
  std::vector<v1::CaseRow> rows;
  for (const state::Case& each : state::AllCases(input.community)) {
    const auto matter = state::FindMatter(input.community, each.matter);
    const auto summary = input.contents.Find(each.summary);
    if (!matter || !summary) continue;
    if (!request.category().empty() && matter->category != request.category()) continue;
    v1::CaseRow row;
    row.set_alike(Alike(wanted, PairsOf(*summary)));
    if (!request.text().empty() && row.alike() == 0) continue;
    const PackPtr pack = input.packs.Find(matter->pack);
    row.set_matter(each.matter);
    row.set_number(matter->number);
    row.set_summary(*summary);
    *row.mutable_category() = TitleOfCategory(pack, matter->category);
    *row.mutable_outcome() = TitleOfOutcome(pack, matter->outcome);
    row.set_closed_ms(matter->closed_ms);
    rows.push_back(std::move(row));
  }
  Sort(rows, [](const v1::CaseRow& a, const v1::CaseRow& b) {
    return a.alike() > b.alike();
  });
  const size_t limit = request.limit() == 0 ? kRows : std::min(request.limit(), kRowsMax);
  if (rows.size() > limit) rows.resize(limit);
  for (v1::CaseRow& row : rows) *view.add_rows() = std::move(row);
}

}  // namespace yiting::query
