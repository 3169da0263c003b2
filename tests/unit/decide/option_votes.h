// Test support: a community that collects proposals and votes among them, on phones and on paper.

#ifndef YITING_TESTS_UNIT_DECIDE_OPTION_VOTES_H_
#define YITING_TESTS_UNIT_DECIDE_OPTION_VOTES_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "state/read_rooms.h"
#include "votes.h"

namespace yiting::decide {

// POLL stands for the poll's method and what goes with it; PER, PLACE for what else changes.
inline constexpr char kOptionPack[] = R"lua(
return pack {
  { "选项表决", "Options" }, id = "options", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  role "boss" { "街道", staff = true, level = "street" },
  unit "office" { "办公室" }, unit "police" { "派出所" },
  place_kind "building" { "楼栋" },
  outcome "adopted" { "选定" }, outcome "declined" { "未选出" },
  procedure "pick" {
    "挑选", may_open = { "resident", "worker" }, PLACE
    stage "collect" {
      "征集", deadline { within = days(30), at_end = close "declined" },
      action "propose" { "提方案", by = { "resident", "worker" }, does = "propose_option",
        needs = { option = text { "方案", max = 60 },
                  cost = number { "元", optional = true, min = 0, max = 1000000 } } },
      action "begin" { "开始表决", by = "worker", to = "vote" },
    },
    stage "vote" {
      "表决",
      poll { electors = { "resident" }, PER POLL,
             passed = close "adopted", failed = enter "collect" },
      deadline { within = days(2), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote",
                      needs = { picks = poll_options { "选项", optional = true } } },
      action "paper" { "纸票", by = "worker", does = "enter_ballot",
                       needs = { WHO, picks = poll_options { "选项", optional = true } } },
    },
  },
}
)lua";

class OptionVoteTest : public VoteTest {
 protected:
  using Numbers = std::initializer_list<uint32_t>;

  static std::string OptionPack(const std::string& poll, const std::string& per = "",
                                const std::string& place = "") {
    const bool owners = per.find("owner") != std::string::npos;
    return With(kOptionPack, {{"PLACE", place},
                              {"PER", per},
                              {"POLL", poll},
                              {"WHO", owners ? "room = room" : "voter = members"}});
  }
  explicit OptionVoteTest(const std::string& poll, const std::string& per = "",
                          const std::string& place = "")
      : VoteTest(OptionPack(poll, per, place)) {}

  // The pack's whole text.
  struct Source {
    std::string text;
  };
  explicit OptionVoteTest(const Source& source) : VoteTest(source.text) {}

  Bytes OpenPick(int64_t now_ms, const Bytes& place = {}) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("pick");
    payload.mutable_open_matter()->set_channel(v1::APP);
    payload.mutable_open_matter()->set_place(place);
    EXPECT_EQ(Do('w', now_ms, payload), "");
    return last_.MadeId();
  }
  std::string Propose(char by, int64_t now_ms, const Bytes& matter, int64_t yuan = -1) {
    v1::Payload payload = ActBody(matter, "propose");
    if (yuan >= 0) AddInput(payload, "cost")->set_number(yuan);
    v1::ContentRef* text = AddInput(payload, "option")->mutable_content();
    text->set_commitment(Bytes(31, 'o') + static_cast<char>(++texts_));
    text->set_audience(v1::PARTIES);
    text->set_media("text/plain");
    text->set_size(3);
    return Do(by, now_ms, payload);
  }
  // A matter in its vote among that many proposals.
  Bytes Begin(int64_t now_ms, int options, const Bytes& place = {}) {
    const Bytes matter = OpenPick(now_ms, place);
    for (int i = 0; i < options; ++i) EXPECT_EQ(Propose('a', now_ms, matter, 100 * (i + 1)), "");
    EXPECT_EQ(Act('w', now_ms, matter, "begin"), "");
    return matter;
  }

  v1::Payload Ballot(const Bytes& matter, const std::string& action, Numbers picks) {
    v1::Payload payload = ActBody(matter, action);
    v1::Options* options = AddInput(payload, "picks")->mutable_options();
    for (const uint32_t pick : picks) options->add_option(pick);
    return payload;
  }
  // `claimed_ms` is when the phone says that it was cast; 0 = it does not say.
  std::string Pick(char voter, int64_t now_ms, const Bytes& matter, Numbers picks,
                   int64_t claimed_ms = 0) {
    v1::Payload payload = Ballot(matter, "vote", picks);
    payload.set_claimed_ms(claimed_ms);
    return Do(voter, now_ms, payload);
  }
  // What officer `by` reads on a member's sheet of paper, or on that of a room's owner.
  std::string Read(char by, int64_t now_ms, const Bytes& matter, char voter, Numbers picks) {
    v1::Payload payload = Ballot(matter, "paper", picks);
    AddInput(payload, "voter")->mutable_members()->add_member(MemberId(voter));
    return Do(by, now_ms, payload);
  }
  std::string ReadRoom(char by, int64_t now_ms, const Bytes& matter, char room, Numbers picks) {
    v1::Payload payload = Ballot(matter, "paper", picks);
    AddInput(payload, "room")->set_room(MemberId(room));
    return Do(by, now_ms, payload);
  }

  void RegisterRoom(int64_t now_ms, char room, uint64_t area, char owner, const Bytes& place = {}) {
    v1::Payload payload;
    v1::Room* one = payload.mutable_register_rooms()->add_rooms();
    one->set_room(MemberId(room));
    one->set_area(area);
    one->set_owner(MemberId(owner));
    one->set_place(place);
    EXPECT_EQ(Do('r', now_ms, payload), "");
  }
  Bytes RegisterBuilding(int64_t now_ms, char id) {
    v1::Payload payload;
    v1::Place* place = payload.mutable_register_places()->add_places();
    place->set_place(MemberId(id));
    place->set_kind("building");
    place->mutable_title()->set_zh("一号楼");
    EXPECT_EQ(Do('r', now_ms, payload), "");
    return MemberId(id);
  }

  // "1:3* 2:1" as in tally_options_test.cc, as it was published.
  std::string Published(const Bytes& matter) {
    std::string text;
    if (PollOf(matter).result == state::Poll::kRunning) return text;
    for (const auto& tally : state::OptionTalliesOf(*state_, At(matter), PollOf(matter))) {
      text += (text.empty() ? "" : " ") + std::to_string(tally.option) + ":" +
              std::to_string(tally.votes) + (tally.chosen ? "*" : "");
    }
    return text;
  }

 private:
  int texts_ = 0;
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_OPTION_VOTES_H_
