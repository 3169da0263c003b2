// Test support: a community that votes on its rules, answers by unit and runs against the clock.

#ifndef YITING_TESTS_UNIT_DECIDE_VOTES_H_
#define YITING_TESTS_UNIT_DECIDE_VOTES_H_

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "hall.h"
#include "state/read_packs.h"
#include "state/read_polls.h"

namespace yiting::decide {

inline constexpr char kVotePack[] = R"lua(
local things = { category "noise" { "噪音", lead = "office", assisting = { "police" } } }
return pack {
  { "表决试验", "Votes" }, id = "votes", version = "1",
  params {
    vote_days = days(2, { "投票天数", "Days to vote" }, { min = 1, max = 9 }),
    most = ratio(1, 2, { "通过比例", "Share" }, { min = 1, max = 100 }),
    table_days = workdays(2, { "圆桌期限", "Days to meet" }, { min = 1, max = 9 }),
  },
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, unit "police" { "派出所" },
  things,
  outcome "adopted" { "通过" }, outcome "declined" { "未通过" },
  outcome "settled" { "办结" }, outcome "lapsed" { "过期" },
  procedure "rules" {
    "规则", may_open = { "resident", "worker" },
    needs = { pack = rule_pack { "规则包", optional = true } },
    stage "vote" {
      "投票",
      poll { electors = { "resident" }, PER turnout = ratio(1, 2), approve = param "most",
             of = "BASE", above = true, passed = close "adopted", failed = enter "talk" },
      deadline { within = days(param "vote_days"), at_end = tally },
      action "vote" { "投票", by = "elector", does = "vote", needs = { choice = code { "意见",
        options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } } } },
      action "stop" { "撤下", by = "worker", to = "talk" },
    },
    stage "talk" {
      "再议", deadline { within = days(5), at_end = close "declined" },
      action "again" { "再投", by = "worker", to = "vote" },
    },
  },
  procedure "care" {
    "办事", may_open = { "resident" },
    deadline { within = hours(24), on_late = escalate "street",
      again = deadline { within = hours(24), on_late = close "lapsed" } },
    stage "sent" {
      "派单",
      action "assign" { "定责", by = "worker", to = "answers", does = "assign",
                        needs = { category = things } },
    },
    stage "answers" {
      "答复",
      deadline {
        within = hours(3), again = deadline { within = hours(4), on_late = enter "table" },
      },
      action "answer" { "答复", by = "party", does = "reply", all_parties = true, to = "table" },
    },
    stage "table" {
      "圆桌", deadline { within = workdays(param "table_days"), on_late = close "lapsed" },
      action "settle" { "办结", by = "worker", outcome = "settled" },
    },
  },
}
)lua";

class VoteTest : public HallTest {
 protected:
  // Every mark of the text replaced.
  static std::string With(std::string source,
                          const std::vector<std::pair<std::string, std::string>>& changes) {
    for (const auto& [from, to] : changes) {
      const size_t at = source.find(from);
      EXPECT_NE(at, std::string::npos) << from;
      if (at != std::string::npos) source.replace(at, from.size(), to);
    }
    return source;
  }
  static std::string VotePack(const std::string& base = "voted", const std::string& per = "") {
    return With(kVotePack, {{"PER", per}, {"BASE", base}});
  }

  explicit VoteTest(const std::string& source)
      : HallTest(source, {{'a', "resident", "", 'H'},
                          {'b', "resident", "", 'H'},
                          {'d', "resident", "", 'I'},
                          {'e', "resident"},
                          {'w', "worker", "office"},
                          {'x', "worker", "police"},
                          {'z', "boss"},
                          {'o', "observer"}}) {}
  VoteTest() : VoteTest(VotePack()) {}

  // A matter of the procedure that votes, opened by 'w'; it names `pack`, unless that is empty.
  Bytes OpenVote(int64_t now_ms, const Bytes& pack = {}, bool practice = false) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_practice(practice);
    payload.mutable_open_matter()->set_procedure("rules");
    payload.mutable_open_matter()->set_channel(v1::APP);
    if (!pack.empty()) AddInput(payload, "pack")->set_pack(pack);
    EXPECT_EQ(Do('w', now_ms, payload), "");
    return last_.MadeId();
  }
  std::string Vote(char voter, int64_t now_ms, const Bytes& matter, const std::string& choice) {
    return ActWithCode(voter, now_ms, matter, "vote", "choice", choice);
  }
  Bytes OpenCare(int64_t now_ms) {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("care");
    payload.mutable_open_matter()->set_channel(v1::APP);
    EXPECT_EQ(Do('a', now_ms, payload), "");
    return last_.MadeId();
  }
  // In the stage where office and police must answer.
  Bytes OpenAnswers(int64_t now_ms) {
    const Bytes matter = OpenCare(now_ms);
    EXPECT_EQ(ActWithCode('w', now_ms, matter, "assign", "category", "noise"), "");
    return matter;
  }

  v1::Payload Activation(const Bytes& pack, const Bytes& matter = {}) {
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(pack);
    payload.mutable_activate_pack()->set_base(state_->facts().pack);
    payload.mutable_activate_pack()->set_matter(matter);
    return payload;
  }
  std::string Activate(char actor, int64_t now_ms, const Bytes& pack, const Bytes& matter = {}) {
    return Do(actor, now_ms, Activation(pack, matter));
  }
  std::string Restore(char actor, int64_t now_ms, const Bytes& pack, const std::string& keys) {
    v1::Payload payload;
    payload.mutable_restore_pack()->set_pack(pack);
    std::vector<crypto::SigningKey> signing = {DeviceKey(actor)};
    for (char key : keys) signing.push_back(DeviceKey(key));
    return Admit(Sign(actor, payload, signing), now_ms);
  }
  std::string Migrate(char actor, int64_t now_ms, std::vector<Bytes> matters) {
    v1::Payload payload;
    payload.mutable_migrate_matters()->set_pack(state_->facts().pack);
    std::sort(matters.begin(), matters.end());
    for (const Bytes& matter : matters) payload.mutable_migrate_matters()->add_matters(matter);
    return Do(actor, now_ms, payload);
  }
  std::string Adopt(char actor, int64_t now_ms) {
    v1::Payload payload;
    payload.mutable_adopt_calendar();
    return Do(actor, now_ms, payload);
  }

  state::Poll PollOf(const Bytes& matter) { return *state::FindPoll(*state_, At(matter)); }
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_VOTES_H_
