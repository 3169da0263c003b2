#include "demo/ground.h"

#include <algorithm>
#include <utility>

#include "crypto/sha256.h"
#include "demo/prose.h"

namespace yiting::demo {

namespace {

constexpr size_t kIdBytes = 16;
constexpr size_t kRoomsAtOnce = 40;
// Of bodies in every stairwell two are enough to see.
constexpr int kBodiesOfKind = 2;
constexpr int kSeats = 3;
// A role belongs to a body if their ids begin alike for so long.
constexpr size_t kAlike = 5;

Bytes IdOf(const std::string& what) {
  return Bytes(crypto::AsBytes(crypto::Sha256("yiting.demo." + what))).substr(0, kIdBytes);
}

struct Spot {
  v1::Place place;
  std::string address;       // "第1网格 文锦苑 1幢"
  std::vector<size_t> path;  // itself and what it lies in, by index
};

class Ground {
 public:
  Ground(const v1::Pack& pack, const std::vector<Person>& cast) : pack_(pack), cast_(cast) {
    if (pack.place_kinds_size() > 0) AddPlaces(nullptr, 0);
  }

  ops::Draft Places() const {
    ops::Draft draft;
    v1::RegisterPlaces& body = *draft.payload.mutable_register_places();
    for (const Spot& spot : spots_) *body.add_places() = spot.place;
    return draft;
  }

  std::vector<ops::Draft> Rooms() const {
    std::vector<const Person*> homes;
    for (const Person& person : cast_) {
      if (!person.household.empty()) homes.push_back(&person);
    }
    std::sort(homes.begin(), homes.end(), [](const Person* a, const Person* b) {
      return RoomOf(*a) < RoomOf(*b);
    });
    std::vector<ops::Draft> drafts;
    for (size_t i = 0; i < homes.size(); ++i) {
      if (i % kRoomsAtOnce == 0) drafts.emplace_back();
      ops::Draft& draft = drafts.back();
      *draft.payload.mutable_register_rooms()->add_rooms() = RoomFor(*homes[i], draft);
    }
    return drafts;
  }

  void AddBodies(std::vector<ops::Draft>& drafts) const {
    for (const v1::BodyKind& kind : pack_.body_kinds()) {
      if (kind.at().empty()) AddBody(kind, nullptr, drafts);
      int founded = 0;
      for (const Spot& spot : spots_) {
        const auto& at = kind.at();
        const bool fits = std::find(at.begin(), at.end(), spot.place.kind()) != at.end();
        if (fits && founded++ < kBodiesOfKind) AddBody(kind, &spot, drafts);
      }
    }
  }

  bool has_places() const { return !spots_.empty(); }

 private:
  // One of each of the large kinds, two of each of the two smallest within the next larger one.
  void AddPlaces(const Spot* parent, int depth) {
    const v1::Named& kind = pack_.place_kinds(depth);
    const Spot above = parent == nullptr ? Spot() : *parent;
    const bool small = depth >= pack_.place_kinds_size() - 2;
    for (int n = 1; n <= (small ? 2 : 1); ++n) {
      const PlaceName name = PlaceNameOf(kind.id(), kind.title().zh(), n);
      Spot spot = above;
      spot.place.set_parent(above.place.place());
      spot.place.set_kind(kind.id());
      spot.place.mutable_title()->set_zh(name.zh);
      spot.place.mutable_title()->set_en(name.en);
      spot.address += (spot.address.empty() ? "" : " ") + name.zh;
      spot.place.set_place(IdOf("place/" + pack_.id() + "/" + spot.address));
      spot.path.push_back(spots_.size());
      spots_.push_back(spot);
      if (depth + 1 < pack_.place_kinds_size()) {
        AddPlaces(&spot, depth + 1);
      } else {
        leaves_.push_back(spots_.size() - 1);
      }
    }
  }

  // As the room's address says (prose.h): null if there are no places.
  const Spot* LeafOf(const Person& person) const {
    if (leaves_.empty()) return nullptr;
    const size_t leaf = person.door % 2 * 2 + person.door / 2 % 2;
    return &spots_[leaves_[leaf % leaves_.size()]];
  }

  bool LivesAt(const Person& person, const Spot* spot) const {
    const Spot* leaf = LeafOf(person);
    if (spot == nullptr || leaf == nullptr) return true;
    const size_t place = spot->path.back();
    return std::find(leaf->path.begin(), leaf->path.end(), place) != leaf->path.end();
  }

  v1::Room RoomFor(const Person& person, ops::Draft& draft) const {
    v1::Room room;
    room.set_room(RoomOf(person));
    room.set_area(6'500 + person.door * 37 % 60 * 100);
    // Whose role says so is a tenant, and one of the others rents as well.
    const bool lets = person.role.find("tenant") != std::string::npos || person.door == 5;
    room.set_owner(lets ? IdOf("landlord/" + person.household) : person.household);
    if (lets) room.set_dweller(person.household);
    const Spot* leaf = LeafOf(person);
    if (leaf != nullptr) room.set_place(leaf->place.place());
    *room.mutable_address() = draft.Commit(person.room, v1::STAFF);
    return room;
  }

  const v1::Role* SeatOf(const v1::BodyKind& kind) const {
    const v1::Role* best = nullptr;
    size_t longest = kAlike - 1;
    for (const v1::Role& role : pack_.roles()) {
      const auto [end, unused] =
          std::mismatch(kind.id().begin(), kind.id().end(), role.id().begin(), role.id().end());
      const auto alike = static_cast<size_t>(end - kind.id().begin());
      if (alike <= longest || role.appointed()) continue;
      longest = alike;
      best = &role;
    }
    return best;
  }

  void AddBody(const v1::BodyKind& kind, const Spot* spot, std::vector<ops::Draft>& drafts) const {
    ops::Draft draft;
    v1::FoundBody& body = *draft.payload.mutable_found_body();
    body.set_kind(kind.id());
    std::string id = kind.id();
    body.mutable_title()->set_zh(kind.title().zh());
    if (spot != nullptr) {
      body.set_place(spot->place.place());
      id += "_" + ToHex(spot->place.place()).substr(0, kIdBytes);
      body.mutable_title()->set_zh(spot->address + " " + kind.title().zh());
    }
    drafts.push_back(std::move(draft));
    const v1::Role* seat = SeatOf(kind);
    int seated = 0;
    for (const Person& person : cast_) {
      if (seat == nullptr || seated == kSeats) break;
      if (!IsNeighbour(person) || !LivesAt(person, spot)) continue;
      ops::Draft grant;
      v1::GrantRole& given = *grant.payload.mutable_grant_role();
      given.set_member(person.member);
      given.mutable_grant()->set_role(seat->id());
      given.mutable_grant()->set_unit(id);
      drafts.push_back(std::move(grant));
      ++seated;
    }
  }

  const v1::Pack& pack_;
  const std::vector<Person>& cast_;
  std::vector<Spot> spots_;
  std::vector<size_t> leaves_;
};

}  // namespace

Bytes RoomOf(const Person& person) { return IdOf("room/" + person.household); }

std::vector<ops::Draft> GroundDrafts(const v1::Pack& pack, const std::vector<Person>& cast) {
  const Ground ground(pack, cast);
  std::vector<ops::Draft> drafts;
  if (ground.has_places()) drafts.push_back(ground.Places());
  for (ops::Draft& draft : ground.Rooms()) drafts.push_back(std::move(draft));
  ground.AddBodies(drafts);
  return drafts;
}

}  // namespace yiting::demo
