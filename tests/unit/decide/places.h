// Test support: a pack with places, bodies at them, a procedure within stairwells, a vote of a
// building's owners and a role that is given by appointment; and the commands for them.

#ifndef YITING_TESTS_UNIT_DECIDE_PLACES_H_
#define YITING_TESTS_UNIT_DECIDE_PLACES_H_

#include <algorithm>
#include <string>
#include <vector>

#include "hall.h"
#include "state/read_members.h"
#include "state/read_polls.h"
#include "state/read_territory.h"

namespace yiting::decide {

inline constexpr char kPlacePack[] = R"lua(
local others = { unit "office" { "办公室" }, unit "police" { "派出所" } }
local choice = code { "意见", options = {
  { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } }
local function day(title) return instant { title, optional = true } end
local function review()
  local staff = { "worker", "registrar" }
  local function last(id, does, role)
    return action(id) { "联审", by = staff, does = does, appoints = role, outcome = "done" }
  end
  return stage "review" {
    "联审", deadline { within = days(5), on_late = close "lapsed" },
    last("give", "appoint", "head"), last("make_registrar", "appoint", "registrar"),
    action "give_by_two" { "两人联审", by = staff, does = "appoint", appoints = "head", signers = 2,
                           outcome = "done" },
    action "take_by_two" { "两人撤销", by = staff, does = "dismiss", appoints = "head", signers = 2,
                           outcome = "done" },
    last("take", "dismiss", "head"), last("take_registrar", "dismiss", "registrar"),
  }
end
return pack {
  { "辖区试验" }, id = "places", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "chief" { "召集人", staff = true, level = "street" },
  role "councillor" { "议事会成员" }, role "head" { "楼长", appointed = true },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  others,
  place_kind "compound" { "小区" }, place_kind "building" { "楼栋" },
  place_kind "stairwell" { "单元" },
  body "council" { "楼道议事会", at = "stairwell" },
  body "committee" { "业委会", at = "compound" },
  body "union" { "联席会" },
  outcome "done" { "办结" }, outcome "lapsed" { "过期" }, outcome "passed" { "通过" },
  outcome "rejected" { "未通过" },
  procedure "stairs" {
    "楼道议事", may_open = { "resident", "worker", "councillor" }, within = { "stairwell" },
    stage "talk" {
      "商量", deadline { within = days(5), on_late = close "lapsed" },
      action "speak" { "发言", by = "neighbour", needs = { what = text { "话", max = 50 } } },
      action "ask" { "请各方答复", by = "worker", to = "answers", needs = { parties = others },
                     does = "alert" },
      action "ballot" { "表决", by = "worker", to = "vote" },
      action "settle" { "约定", by = "councillor", outcome = "done" },
    },
    stage "answers" {
      "答复", deadline { within = hours(3), on_late = close "lapsed" },
      action "reply" { "答复", by = "party", does = "reply", all_parties = true, to = "talk" },
    },
    stage "vote" {
      "表决",
      poll { electors = { "resident" }, per = "household", approve = ratio(1, 2), of = "voted",
             above = true, passed = close "passed", failed = close "rejected" },
      deadline { within = days(2), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = choice } },
    },
  },
  procedure "call" {
    "呼叫", may_open = { "worker" }, within = { "stairwell" },
    stage "wait" {
      "等候", deadline { within = hours(3), on_late = escalate "street",
                         again = deadline { within = days(9), on_late = close "lapsed" } },
      action "answer" { "回应", by = "worker", outcome = "done" },
    },
  },
  procedure "lift" {
    "加装电梯", may_open = { "resident", "worker" }, within = { "building" },
    stage "vote" {
      "表决",
      poll { electors = { "resident" }, per = "owner", by_area = true, turnout = ratio(2, 3),
             approve = ratio(3, 4), of = "voted", passed = close "passed",
             failed = close "rejected" },
      deadline { within = days(2), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = choice } },
    },
  },
  procedure "member_vote" {
    "一人一票", may_open = { "worker" }, within = { "stairwell" },
    stage "vote" {
      "表决",
      poll { electors = { "resident" }, approve = ratio(1, 2), of = "voted", above = true,
             passed = close "passed", failed = close "rejected" },
      deadline { within = days(2), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = choice } },
    },
  },
  procedure "appointment" {
    "任命", may_open = { "worker", "resident" },
    needs = { member = members { "谁" }, from = day "从", ["until"] = day "到" }, review(),
  },
  procedure "posting" {
    "派驻", may_open = { "worker", "resident" },
    needs = { member = members { "谁" }, unit = others, from = day "从", ["until"] = day "到" },
    review(),
  },
}
)lua";

// A compound with two buildings of one stairwell each. Household 'H' of 'a' and 'b' owns a room in
// the first, 'I' of 'd' owns one in the second and rents another in the first; 'e' has none.
class PlaceTest : public HallTest {
 protected:
  PlaceTest()
      : HallTest(kPlacePack, {{'a', "resident", "", 'H'},
                               {'b', "resident", "", 'H'},
                               {'d', "resident", "", 'I'},
                               {'e', "resident"},
                               {'f', "resident", "", 'J'},
                               {'w', "worker", "office"},
                               {'x', "worker"},
                               {'o', "observer"}}) {}

  static Bytes PlaceId(char c) { return Bytes(16, c); }

  struct Spot {
    char place;
    char parent;  // 0: the community
    const char* kind;
    const char* title = "一处";
  };
  std::string Place(char actor, const std::vector<Spot>& spots) {
    v1::Payload payload;
    for (const Spot& spot : spots) {
      v1::Place* place = payload.mutable_register_places()->add_places();
      place->set_place(PlaceId(spot.place));
      if (spot.parent != 0) place->set_parent(PlaceId(spot.parent));
      place->set_kind(spot.kind);
      place->mutable_title()->set_zh(spot.title);
    }
    return Do(actor, now_ms, payload);
  }
  // '1' the compound; 'A' and 'B' its buildings; 'k' and 'l' their stairwells.
  void Settle() {
    EXPECT_EQ(Place('r', {{'1', 0, "compound"},
                          {'A', '1', "building"},
                          {'k', 'A', "stairwell"},
                          {'B', '1', "building"},
                          {'l', 'B', "stairwell"}}),
              "");
  }

  struct Flat {
    char room;
    uint64_t area;
    char owner;
    char place;
    char dweller = 0;
  };
  std::string Room(char actor, const std::vector<Flat>& flats) {
    v1::Payload payload;
    for (const Flat& flat : flats) {
      v1::Room* room = payload.mutable_register_rooms()->add_rooms();
      room->set_room(Bytes(16, flat.room));
      room->set_area(flat.area);
      room->set_owner(Bytes(16, flat.owner));
      if (flat.place != 0) room->set_place(PlaceId(flat.place));
      if (flat.dweller != 0) room->set_dweller(Bytes(16, flat.dweller));
    }
    return Do(actor, now_ms, payload);
  }
  void Furnish() {
    Settle();
    EXPECT_EQ(Room('r', {{'m', 100'00, 'H', 'k'},
                         {'n', 60'00, 'K', 'k', 'I'},
                         {'o', 90'00, 'I', 'l'}}),
              "");
    now_ms += 10;
  }

  v1::Payload Founding(const std::string& kind, char place, bool dissolve = false) {
    v1::Payload payload;
    payload.mutable_found_body()->set_kind(kind);
    if (place != 0) payload.mutable_found_body()->set_place(PlaceId(place));
    payload.mutable_found_body()->mutable_title()->set_zh("一个组织");
    payload.mutable_found_body()->set_dissolve(dissolve);
    return payload;
  }
  std::string Found(char actor, const std::string& kind, char place, bool dissolve = false) {
    return Do(actor, now_ms, Founding(kind, place, dissolve));
  }
  std::string Grant(char member, const std::string& role, const std::string& unit) {
    v1::Payload payload;
    payload.mutable_grant_role()->set_member(MemberId(member));
    payload.mutable_grant_role()->mutable_grant()->set_role(role);
    payload.mutable_grant_role()->mutable_grant()->set_unit(unit);
    return Do('r', now_ms, payload);
  }

  std::string OpenAt(char actor, const std::string& procedure, char place) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure(procedure);
    payload.mutable_open_matter()->set_channel(v1::APP);
    if (place != 0) payload.mutable_open_matter()->set_place(PlaceId(place));
    return Do(actor, now_ms, payload);
  }
  Bytes Opened(char actor, const std::string& procedure, char place) {
    EXPECT_EQ(OpenAt(actor, procedure, place), "");
    return last_.MadeId();
  }
  std::string Speak(char actor, const Bytes& matter) {
    v1::Payload payload = ActBody(matter, "speak");
    v1::ContentRef* what = AddInput(payload, "what")->mutable_content();
    what->set_commitment(Bytes(32, 'c'));
    what->set_audience(v1::PARTIES);
    what->set_media("text/plain");
    what->set_size(3);
    return Do(actor, now_ms, payload);
  }
  std::string AskParties(const Bytes& matter, std::vector<std::string> units) {
    v1::Payload payload = ActBody(matter, "ask");
    v1::Codes* codes = AddInput(payload, "parties")->mutable_codes();
    std::sort(units.begin(), units.end());
    for (const std::string& unit : units) codes->add_code(unit);
    return Do('w', now_ms, payload);
  }
  std::string Vote(char voter, const Bytes& matter, const std::string& choice) {
    return ActWithCode(voter, now_ms, matter, "vote", "choice", choice);
  }
  state::Poll PollOf(const Bytes& matter) { return *state::FindPoll(*state_, At(matter)); }

  int64_t now_ms = kMonday + kHour;
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_PLACES_H_
