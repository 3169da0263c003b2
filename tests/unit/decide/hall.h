// Test support: a community under a small pack of its own, members with devices, commands in
// virtual time. What it admits it also replays on a second state, so every test checks both ways.

#ifndef YITING_TESTS_UNIT_DECIDE_HALL_H_
#define YITING_TESTS_UNIT_DECIDE_HALL_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "decide/compose.h"
#include "decide/decide.h"
#include "rulehost/pack.h"
#include "schema/canonical.h"
#include "state/community.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/replay.h"
#include "tests/support/files.h"

namespace yiting::decide {

inline constexpr int64_t kMonday = 1'578'272'400'000;  // 2020-01-06T09:00+08:00
inline constexpr int64_t kHour = 3'600'000;
inline constexpr int64_t kDay = 24 * kHour;

// Everything that Decide can do, on a page of Lua.
inline constexpr char kTestPack[] = R"lua(
local things = {
  category "noise" { "噪音", lead = "office", assisting = { "police" } },
}
return pack {
  { "试验", "Test" }, id = "test", version = "1",
  level "street" { "街道", rank = 2 },
  role "resident" { "居民" }, role "worker" { "社工", staff = true },
  role "boss" { "街道", staff = true, level = "street" },
  role "officer" { "民警" }, role "registrar" { "登记员" }, role "observer" { "观察员" },
  unit "office" { "办公室" }, unit "police" { "派出所" }, unit "school" { "学校" },
  things,
  outcome "done" { "办结" }, outcome "gone" { "撤回" }, outcome "lapsed" { "过期" },
  procedure "p" {
    { "规程" },
    may_open = {
      opener "residents" { "居民", roles = { "resident" } },
      opener "staff" { "工作人员", roles = { "worker" } },
    },
    needs = { title = text { "标题", max = 10, optional = true } },
    stage "first" {
      "一", deadline { within = workdays(2), on_late = escalate "street",
                      again = deadline { within = hours(3), on_late = enter "second" } },
      action "take" { "受理", by = "worker", to = "second",
                      needs = { category = category_list }, does = "assign" },
      action "kind" { "定类", by = "worker",
                      needs = { kind = code { "类", options = { { "a", "甲" }, { "b", "乙" } } } } },
      action "score" { "打分", by = "participant", once = true,
                       needs = { n = number { "分", min = 1, max = 5 } } },
    },
    stage "second" {
      "二", deadline { within = hours(48), on_late = close "lapsed" },
      action "ask" { "约请", by = "worker", needs = { invitees = members { "人" } }, does = "invite" },
      action "answer" { "答复", by = "invitee", does = "confirm",
                        needs = { coming = code {
                          "来", options = { { "yes", "来" }, { "no", "不来" } } } } },
      action "sign" { "签字", by = { "worker", "boss" }, signers = 2, to = "third" },
      action "guarded" { "有条件", by = "worker", outcome = "done",
        when = function(m, cmd, now)
          if m.counts.coming < 1 then return refuse "nobody" end
          return true
        end },
      action "broken" { "坏", by = "worker", outcome = "done",
        when = function(m, cmd, now) local n = 0 while true do n = n + 1 end end },
    },
    stage "third" {
      "三", deadline { within = days(1), on_late = close "done" },
      action "rate" { "评价", by = "participant", does = "rate",
                      needs = { score = number { "分", min = 1, max = 5 } } },
      action "later" { "改日", by = "worker", to = "third" },
    },
    action "report" { "报到", by = "party", does = "report_in" },
    action "leave" { "撤回", by = "opener", outcome = "gone" },
  },
}
)lua";

inline Bytes MemberId(char c) { return Bytes(16, c); }
inline crypto::SigningKey DeviceKey(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }

// The packs that this machine has; the first one is the community's own.
class Packs : public PackSource {
 public:
  explicit Packs(const std::string& source) { own_ = Add(source); }
  // Gives the hash; a pack that does not load is a failure of the test.
  // `years_until` cuts the calendar after that year.
  Bytes Add(const std::string& source, std::vector<v1::PackBundle::Choice> choices = {},
            const std::string& years_until = "") {
    rulehost::PackFiles files;
    for (const std::string& name : testing::ListRepositoryFolder("rules/lib")) {
      if (!name.ends_with(".lua") && !name.ends_with(".csv")) continue;
      files["lib/" + name] = testing::ReadRepositoryFile("rules/lib/" + name);
    }
    files["pack.lua"] = source;
    if (!years_until.empty()) CutCalendar(files["lib/holidays-cn.csv"], years_until);
    rulehost::LoadResult loaded =
        rulehost::LoadPack(rulehost::EncodeBundle(rulehost::BuildBundle(files, choices)));
    for (const rulehost::Diagnostic& diagnostic : loaded.diagnostics) {
      ADD_FAILURE() << rulehost::FormatDiagnostic(diagnostic);
    }
    if (!loaded.pack) return {};
    packs_[loaded.pack->hash()] = loaded.pack;
    return loaded.pack->hash();
  }
  // Packs of other sources, with calendars that end earlier, come into force like any other.
  static void CutCalendar(std::string& table, const std::string& last_year) {
    std::string kept;
    for (size_t begin = 0; begin < table.size();) {
      const size_t end = std::min(table.find('\n', begin), table.size() - 1) + 1;
      const std::string line = table.substr(begin, end - begin);
      if (line[0] < '0' || line[0] > '9' || line.substr(0, 4) <= last_year) kept += line;
      begin = end;
    }
    table = kept;
  }
  void Lose(const Bytes& hash) { packs_.erase(hash); }
  rulehost::PackPtr Find(BytesView hash) override {
    auto found = packs_.find(Bytes(hash));
    return found == packs_.end() ? nullptr : found->second;
  }
  const rulehost::LoadedPack& pack() const { return *packs_.at(own_); }

 private:
  std::map<Bytes, rulehost::PackPtr> packs_;
  Bytes own_;
};

// A member of the community as it is made.
struct Cast {
  char id;
  const char* role;
  const char* unit = "";
  char household = 0;
};

class HallTest : public ::testing::Test {
 protected:
  static std::string TestPack() {
    std::string source = kTestPack;
    const std::string mark = "category_list";
    source.replace(source.find(mark), mark.size(), "things");
    return source;
  }

  HallTest()
      : HallTest(TestPack(), {{'a', "resident"},
                              {'b', "resident"},
                              {'w', "worker", "office"},
                              {'x', "worker"},
                              {'z', "boss"},
                              {'c', "officer", "police"},
                              {'o', "observer"}}) {}

  // A community with registrar 'r' and the keys '1', '2' and '3' of its street.
  HallTest(const std::string& source, const std::vector<Cast>& cast) : packs_(source) {
    state_ = Open();
    replica_ = Open();
    v1::Payload payload;
    v1::CreateCommunity* create = payload.mutable_create_community();
    create->mutable_title()->set_zh("试验社区");
    create->set_sequencer_key(Bytes(32, 's'));
    create->set_pack_hash(packs_.pack().hash());
    for (char key : {'1', '2', '3'}) create->add_street_keys(crypto::PublicKey(DeviceKey(key)));
    AddNew(create->add_members(), 'r', "registrar", "");
    for (const Cast& one : cast) {
      AddNew(create->add_members(), one.id, one.role, one.unit);
      if (one.household == 0) continue;
      create->mutable_members(create->members_size() - 1)->set_household(Bytes(16, one.household));
    }
    EXPECT_EQ(Do('r', kMonday, payload), "");
  }

  static std::unique_ptr<state::Community> Open() {
    auto community = state::Community::Open(":memory:", state::Durability::kCache);
    EXPECT_TRUE(community.has_value());
    return std::move(*community);
  }

  static void AddNew(v1::NewMember* member, char id, const std::string& role,
                     const std::string& unit) {
    member->set_member(MemberId(id));
    member->set_device(crypto::PublicKey(DeviceKey(id)));
    v1::RoleGrant* grant = member->add_roles();
    grant->set_role(role);
    grant->set_unit(unit);
  }

  // Signs as the member's device with the next counter.
  schema::OpenedCommand Sign(char actor, v1::Payload payload,
                             std::vector<crypto::SigningKey> keys = {}) {
    payload.set_actor(payload.actor().empty() ? MemberId(actor) : payload.actor());
    payload.set_device(crypto::PublicKey(DeviceKey(actor)));
    if (payload.counter() == 0) payload.set_counter(++counter_);
    if (keys.empty()) keys.push_back(DeviceKey(actor));
    auto opened =
        schema::OpenCommand(schema::SignCommand(payload, state_->id(), keys), state_->id());
    EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
    last_ = *opened;
    return *opened;
  }

  // "" when admitted, else "REASON rule detail". Due deadlines fall first, as a sequencer would.
  std::string Admit(const schema::OpenedCommand& command, int64_t now_ms) {
    LetFall(now_ms);
    EXPECT_TRUE(state_->Begin().has_value());
    auto admission = AdmitCommand(*state_, packs_, command, now_ms, SignatureCheck::kVerify);
    EXPECT_TRUE(admission.has_value()) << (admission ? "" : admission.error().message);
    if (const Refusal* refusal = std::get_if<Refusal>(&*admission)) {
      EXPECT_TRUE(state_->Rollback().has_value());
      return v1::Reason_Name(refusal->reason) + " " + refusal->rule + " " + refusal->detail;
    }
    EXPECT_TRUE(state_->Commit().has_value());
    Replay(std::get<Bytes>(*admission));
    return "";
  }

  std::string Do(char actor, int64_t now_ms, const v1::Payload& payload) {
    return Admit(Sign(actor, payload), now_ms);
  }

  void LetFall(int64_t now_ms) {
    for (auto next = state::NextDue(*state_); next && next->due_ms <= now_ms;
         next = state::NextDue(*state_)) {
      EXPECT_TRUE(state_->Begin().has_value());
      auto entry = AdmitDue(*state_, packs_, *next);
      ASSERT_TRUE(entry.has_value()) << entry.error().message;
      EXPECT_TRUE(state_->Commit().has_value());
      Replay(*entry);
    }
  }

  // Every entry must fit a state that follows without rules, and leave it equal.
  void Replay(const Bytes& entry) {
    entries_.push_back(entry);
    EXPECT_TRUE(replica_->Begin().has_value());
    Status done = state::ReplayEntry(*replica_, entry, state::CommandSignatures::kVerify);
    EXPECT_TRUE(done.has_value()) << done.error().message;
    EXPECT_TRUE(replica_->Commit().has_value());
    EXPECT_EQ(replica_->Digest(), state_->Digest());
  }

  static v1::Payload OpenBody() {
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("p");
    payload.mutable_open_matter()->set_channel(v1::APP);
    return payload;
  }

  Bytes OpenMatter(char actor, int64_t now_ms) {
    EXPECT_EQ(Do(actor, now_ms, OpenBody()), "");
    return last_.MadeId();
  }

  static v1::Payload ActBody(const Bytes& matter, const std::string& action) {
    v1::Payload payload;
    payload.mutable_act_on_matter()->set_matter(matter);
    payload.mutable_act_on_matter()->set_action(action);
    return payload;
  }
  static v1::Input* AddInput(v1::Payload& payload, const std::string& field) {
    v1::Input* input = payload.has_open_matter() ? payload.mutable_open_matter()->add_inputs()
                                                 : payload.mutable_act_on_matter()->add_inputs();
    input->set_field(field);
    return input;
  }
  std::string Act(char actor, int64_t now_ms, const Bytes& matter, const std::string& action) {
    return Do(actor, now_ms, ActBody(matter, action));
  }
  std::string ActWithCode(char actor, int64_t now_ms, const Bytes& matter,
                          const std::string& action, const std::string& field,
                          const std::string& code) {
    v1::Payload payload = ActBody(matter, action);
    AddInput(payload, field)->set_code(code);
    return Do(actor, now_ms, payload);
  }
  std::string ActWithNumber(char actor, int64_t now_ms, const Bytes& matter,
                            const std::string& action, const std::string& field, int64_t number) {
    v1::Payload payload = ActBody(matter, action);
    AddInput(payload, field)->set_number(number);
    return Do(actor, now_ms, payload);
  }
  std::string Invite(char actor, int64_t now_ms, const Bytes& matter, const std::string& people) {
    v1::Payload payload = ActBody(matter, "ask");
    v1::Members* members = AddInput(payload, "invitees")->mutable_members();
    for (char member : people) members->add_member(MemberId(member));
    return Do(actor, now_ms, payload);
  }
  // Opened by 'a' and taken by 'w' into the second stage.
  Bytes Second(int64_t now_ms) {
    Bytes matter = OpenMatter('a', now_ms);
    EXPECT_EQ(ActWithCode('w', now_ms, matter, "take", "category", "noise"), "");
    return matter;
  }

  state::Matter At(const Bytes& matter) { return *state::FindMatter(*state_, matter); }

  Packs packs_;
  std::unique_ptr<state::Community> state_;
  std::unique_ptr<state::Community> replica_;
  std::vector<Bytes> entries_;
  schema::OpenedCommand last_;
  uint64_t counter_ = 0;
};

}  // namespace yiting::decide

#endif  // YITING_TESTS_UNIT_DECIDE_HALL_H_
