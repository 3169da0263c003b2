#include "decide/reopen.h"

#include <algorithm>
#include <string>
#include <vector>

#include "decide/situation.h"
#include "state/read_links.h"
#include "state/read_meetings.h"

namespace yiting::decide {

namespace {

constexpr int64_t kMsInDay = 86'400'000;

// Had the member to do with the matter?
bool TookPart(state::Community& community, const rulehost::LoadedPack& pack,
              const state::Matter& matter, BytesView member, int64_t now_ms) {
  const std::vector<state::HeldRole> roles = state::RolesAt(community, member, now_ms);
  if (IsOpener(matter, member) || IsStaff(pack, roles)) return true;
  if (state::IsSupporter(community, matter.matter, member)) return true;
  if (state::FindInvitee(community, matter.matter, member)) return true;
  for (const state::Party& party : state::PartiesOf(community, matter.matter)) {
    const bool theirs = std::any_of(roles.begin(), roles.end(),
                                    [&party](const auto& held) { return held.unit == party.unit; });
    if (theirs) return true;
  }
  return false;
}

}  // namespace

std::optional<Refusal> WhyNotReopen(state::Community& community, const rulehost::LoadedPack& pack,
                                    const state::Matter& before, BytesView member, int64_t now_ms) {
  const std::string rule = rulehost::LoadedPack::OpenPlace(before.procedure);
  if (!before.closed()) return Refusal{v1::NOT_CLOSED, rule, std::to_string(before.number)};
  const v1::Procedure* procedure = pack.FindProcedure(before.procedure);
  const int64_t days = procedure != nullptr ? procedure->reopen_days() : 0;
  if (now_ms >= before.closed_ms + days * kMsInDay ||
      !TookPart(community, pack, before, member, now_ms)) {
    return Refuse(v1::NOT_ALLOWED, rule, "follows");
  }
  for (const Bytes& follower : state::FollowersOf(community, before.matter)) {
    const auto other = state::FindMatter(community, follower);
    if (other && !other->closed()) {
      return Refusal{v1::ALREADY_DONE, rule, std::to_string(other->number)};
    }
  }
  return std::nullopt;
}

}  // namespace yiting::decide
