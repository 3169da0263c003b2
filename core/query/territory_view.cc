// The territory below the community with the bodies at its places, and who asks to be admitted.

#include <algorithm>
#include <map>

#include "base/sort.h"
#include "query/views.h"
#include "state/read_territory.h"

namespace yiting::query {

namespace {

constexpr uint32_t kApplicantRows = 200;

v1::Text TitleOfKind(const PackPtr& pack, const std::string& kind) {
  if (pack) {
    for (const v1::Named& each : pack->model().place_kinds()) {
      if (each.id() == kind) return each.title();
    }
  }
  v1::Text title;
  title.set_zh(kind);
  return title;
}

struct Tree {
  PackPtr pack;
  std::multimap<Bytes, const state::Place*> below;  // by parent
  std::map<Bytes, state::PlaceCounts> counts;
  std::vector<Bytes> mine;
};

void FillPlace(const Tree& tree, const state::Place& place, uint32_t depth, v1::PlaceRow& row) {
  row.set_place(place.place);
  row.set_parent(place.parent);
  row.set_kind(place.kind);
  row.mutable_title()->set_zh(place.title_zh);
  row.mutable_title()->set_en(place.title_en);
  *row.mutable_kind_title() = TitleOfKind(tree.pack, place.kind);
  if (const auto counts = tree.counts.find(place.place); counts != tree.counts.end()) {
    row.set_rooms(static_cast<uint64_t>(counts->second.rooms));
    row.set_households(static_cast<uint64_t>(counts->second.households));
    row.set_open_matters(static_cast<uint64_t>(counts->second.open_matters));
  }
  row.set_depth(depth);
  row.set_mine(std::find(tree.mine.begin(), tree.mine.end(), place.place) != tree.mine.end());
}

// A place, then all that lies within it, siblings by their titles.
void AddBelow(const Tree& tree, const Bytes& parent, uint32_t depth, v1::TerritoryView& view) {
  std::vector<const state::Place*> here;
  const auto [first, last] = tree.below.equal_range(parent);
  for (auto each = first; each != last; ++each) here.push_back(each->second);
  Sort(here, [](const auto* a, const auto* b) {
    return std::pair(a->title_zh.size(), a->title_zh) < std::pair(b->title_zh.size(), b->title_zh);
  });
  for (const state::Place* place : here) {
    FillPlace(tree, *place, depth, *view.add_places());
    AddBelow(tree, place->place, depth + 1, view);
  }
}

void FillBody(const QueryInput& input, const PackPtr& pack, const state::Body& body,
              v1::BodyRow& row) {
  row.set_body(body.body);
  row.set_kind(body.kind);
  row.mutable_title()->set_zh(body.title_zh);
  row.mutable_title()->set_en(body.title_en);
  row.set_place(body.place);
  if (!body.place.empty()) *row.mutable_place_title() = TitleOfPlace(input, body.place);
  row.set_dissolved(body.dissolved);
  for (const state::UnitMember& one :
       state::MembersOfUnit(input.community, body.body, input.now_ms)) {
    v1::BodyMemberRow* member = row.add_members();
    member->set_member(one.member);
    member->set_name(NameOf(input, one.member));
    *member->mutable_role() = TitleOfRole(pack, one.held.role);
    member->set_from_ms(one.held.from_ms);
    member->set_until_ms(one.held.until_ms);
  }
  row.set_open_matters(
      static_cast<uint64_t>(state::CountOpenOf(input.community, body.body).open));
}

}  // namespace

void FillTerritory(const QueryInput& input, v1::TerritoryView& view) {
  const PackPtr pack = PackInForce(input);
  const std::optional<state::Member> me = state::FindMember(input.community, input.member);
  Tree tree{pack, {}, state::CountWithinAll(input.community), {}};
  if (me) tree.mine = state::PlacesOf(input.community, me->household);
  const std::vector<state::Place> all = state::AllPlaces(input.community);
  for (const state::Place& place : all) tree.below.emplace(place.parent, &place);
  AddBelow(tree, {}, 0, view);
  for (const state::Body& body : state::AllBodies(input.community)) {
    FillBody(input, pack, body, *view.add_bodies());
  }
  if (!pack) return;
  *view.mutable_place_kinds() = pack->model().place_kinds();
  *view.mutable_body_kinds() = pack->model().body_kinds();
}

void FillApplicants(const QueryInput& input, v1::ApplicantsView& view) {
  view.set_total(static_cast<uint64_t>(state::CountApplicants(input.community)));
  for (const state::Applicant& applicant :
       state::ApplicantsOf(input.community, kApplicantRows)) {
    v1::ApplicantRow* row = view.add_rows();
    row->set_member(applicant.member);
    row->set_device(applicant.device);
    row->set_asked_ms(applicant.asked_ms);
    std::optional<Bytes> profile = input.contents.Find(applicant.profile);
    row->set_withheld(!profile);
    if (profile) row->set_profile(std::move(*profile));
  }
}

}  // namespace yiting::query
