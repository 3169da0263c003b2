// The first screen: who looks, what waits for them, what falls due next, what they may start.

#include <algorithm>

#include "query/views.h"
#include "state/read_territory.h"

namespace yiting::query {

namespace {

constexpr uint32_t kWaitingRows = 20;
constexpr int kNearRows = 10;

void FillMe(const QueryInput& input, const PackPtr& pack, const std::vector<state::HeldRole>& roles,
            v1::Me& me) {
  me.set_member(input.member);
  me.set_device(input.device);
  if (std::optional<state::Device> device = state::FindDevice(input.community, input.device)) {
    me.set_revoked(device->revoked);
  }
  if (input.member.empty()) return;
  me.set_name(NameOf(input, input.member));
  for (const state::HeldRole& held : roles) {
    FillHeldRole(input, pack, held, *me.add_roles());
    const v1::Role* role = pack ? pack->FindRole(held.role) : nullptr;
    if (role != nullptr && role->staff()) me.set_staff(true);
    if (held.role == "observer") me.set_observer(true);
  }
}

bool MayOpen(const v1::Procedure& procedure, const std::vector<state::HeldRole>& roles) {
  for (const v1::OpenerClass& opener : procedure.may_open()) {
    for (const std::string& role : opener.roles()) {
      if (state::HoldsRole(roles, role)) return true;
    }
  }
  return false;
}

// Of a procedure that is held within places: is there one where this reader may open a matter?
bool HasPlace(const QueryInput& input, const v1::Procedure& procedure, bool staff,
              const std::vector<state::Place>& places) {
  const auto& kinds = procedure.within();
  if (kinds.empty()) return true;
  const std::optional<state::Member> me = state::FindMember(input.community, input.member);
  return std::any_of(places.begin(), places.end(), [&](const state::Place& place) {
    if (std::find(kinds.begin(), kinds.end(), place.kind) == kinds.end()) return false;
    return staff ||
           (me && state::LivesWithin(input.community, me->household, place.place, input.now_ms)) ||
           state::SitsInBodyOf(input.community, input.member, place.place, input.now_ms);
  });
}

// What somebody tries out is near for nobody else. Pages go on behind such rows, as far as the
// inbox goes.
void FillNear(const QueryInput& input, v1::HomeView& view) {
  state::MatterPage page;
  page.order = state::MatterPage::kByDue;
  page.limit = kNearRows;
  for (uint32_t scanned = 0; scanned < kInboxScanMax; scanned += page.limit) {
    const std::vector<state::Matter> matters = state::MattersOf(input.community, page);
    for (const state::Matter& matter : matters) {
      if (matter.due_ms == 0 || view.near_deadline_size() == kNearRows) return;
      const bool shown = !matter.practice || matter.opener == input.member;
      if (shown) FillRow(input, matter, *view.add_near_deadline());
    }
    if (matters.size() < page.limit) return;
    page.after_due_ms = matters.back().due_ms;
    page.after_number = static_cast<int64_t>(matters.back().number);
  }
}

}  // namespace

void FillHome(const QueryInput& input, v1::HomeView& view) {
  const state::LedgerFacts& facts = input.community.facts();
  view.mutable_community()->set_zh(facts.title_zh);
  view.mutable_community()->set_en(facts.title_en);
  view.set_community_id(input.community.id());
  const PackPtr pack = PackInForce(input);
  const std::vector<state::HeldRole> roles =
      state::RolesAt(input.community, input.member, input.now_ms);
  FillMe(input, pack, roles, *view.mutable_me());
  for (const state::Matter& matter : ScanInbox(input, {}, kWaitingRows).matters) {
    FillRow(input, matter, *view.add_waiting_for_me());
  }
  FillNear(input, view);
  const state::MatterTotals totals = state::CountMatters(input.community);
  view.set_open_count(static_cast<uint64_t>(totals.open));
  view.set_closed_count(static_cast<uint64_t>(totals.closed));
  view.set_notices(CountNotices(input));
  if (pack) *view.mutable_off() = pack->model().off();
  if (!pack || view.me().observer() || view.me().revoked()) return;
  const std::vector<state::Place> places = state::AllPlaces(input.community);
  for (const v1::Procedure& procedure : pack->model().procedures()) {
    const bool offered =
        MayOpen(procedure, roles) && HasPlace(input, procedure, view.me().staff(), places);
    if (offered) *view.add_may_open() = procedure;
  }
}

}  // namespace yiting::query
