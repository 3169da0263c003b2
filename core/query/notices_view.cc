// What was told to me: of a matter that I raised, stand behind, was invited to, or whose party I
// act for.

#include <algorithm>

#include "query/views.h"
#include "state/read_links.h"
#include "state/read_meetings.h"

namespace yiting::query {

namespace {

constexpr int64_t kTellingDays = 30;
// Of them so many are looked through: what a street tells in a month, many times over.
constexpr int64_t kToldScanMax = 500;
constexpr uint32_t kNoticeRows = 20;
constexpr uint32_t kNoticeRowsMax = 100;

v1::NoticeRow::As AsWhom(const QueryInput& input, const state::Matter& matter,
                         const std::vector<state::HeldRole>& roles) {
  if (matter.opener == input.member || matter.helper == input.member) {
    return v1::NoticeRow::OPENER;
  }
  if (state::IsSupporter(input.community, matter.matter, input.member)) {
    return v1::NoticeRow::SUPPORTER;
  }
  if (state::FindInvitee(input.community, matter.matter, input.member)) {
    return v1::NoticeRow::INVITEE;
  }
  for (const state::Party& party : state::PartiesOf(input.community, matter.matter)) {
    const bool acts = std::any_of(roles.begin(), roles.end(), [&party](const auto& held) {
      return held.unit == party.unit;
    });
    if (acts) return v1::NoticeRow::PARTY;
  }
  return v1::NoticeRow::AS_UNSPECIFIED;
}

struct Mine {
  state::Told told;
  state::Matter matter;
  v1::NoticeRow::As as;
};

std::vector<Mine> ToldToMe(const QueryInput& input, size_t most) {
  std::vector<Mine> mine;
  if (input.member.empty()) return mine;
  const auto roles = state::RolesAt(input.community, input.member, input.now_ms);
  for (const state::Told& told : state::ToldAfter(
           input.community, input.now_ms - kTellingDays * kDayMs, kToldScanMax)) {
    if (mine.size() == most) break;
    const std::optional<state::Matter> matter = state::FindMatter(input.community, told.matter);
    if (!matter) continue;
    const v1::NoticeRow::As as = AsWhom(input, *matter, roles);
    if (as != v1::NoticeRow::AS_UNSPECIFIED) mine.push_back({told, *matter, as});
  }
  return mine;
}

}  // namespace

uint64_t CountNotices(const QueryInput& input) { return ToldToMe(input, kNoticeRowsMax).size(); }

void FillNotices(const QueryInput& input, const v1::NoticesRequest& request,
                 v1::NoticesView& view) {
  const uint32_t limit =
      request.limit() == 0 ? kNoticeRows : std::min(request.limit(), kNoticeRowsMax);
  for (const Mine& mine : ToldToMe(input, limit)) {
    v1::NoticeRow* row = view.add_rows();
    row->set_matter(mine.matter.matter);
    row->set_number(mine.matter.number);
    if (!mine.matter.title.empty()) {
      if (const auto title = input.contents.Find(mine.matter.title)) row->set_title(*title);
    }
    const std::optional<Bytes> text = input.contents.Find(mine.told.content);
    row->set_withheld(!text);
    if (text) row->set_text(*text);
    row->set_time_ms(mine.told.time_ms);
    row->set_as(mine.as);
  }
}

}  // namespace yiting::query
