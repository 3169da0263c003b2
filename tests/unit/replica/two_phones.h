// Test support: a community whose pack has every case of two phones that do the same thing while
// they are offline, and the two phones' way apart and back, in either order.

#ifndef YITING_TESTS_UNIT_REPLICA_TWO_PHONES_H_
#define YITING_TESTS_UNIT_REPLICA_TWO_PHONES_H_

#include <gtest/gtest.h>

#include <string>

#include "base/instant.h"
#include "rulehost/pack.h"
#include "state/read_matters.h"
#include "state/read_polls.h"
#include "town.h"

namespace yiting::testing {

inline constexpr char kTwoPhonesPack[] = R"lua(
local choice = code { "意见",
  options = { { "for", "同意" }, { "against", "反对" }, { "abstain", "弃权" } } }
local why = text { "理由", max = 100, audience = "community", optional = true }
local words = text { "内容", max = 100, audience = "community" }
local things = { category "other" { "其他", lead = "property", assisting = { "office" } } }
local function ballot(rule)
  rule.electors = { "resident" }
  rule.approve, rule.of = ratio(1, 2), "voted"
  rule.passed, rule.failed = close "adopted", close "declined"
  return stage "vote" {
    "投票", poll(rule), deadline { within = days(param "vote_days"), at_end = tally },
    action "vote" { "投票", by = "elector", does = "vote",
                    needs = { choice = choice, why = why } },
    action "anew" { "重新投票", by = "community_staff", to = "vote" },
  }
end
local remark = action "remark" { "留言", by = "resident", needs = { words = words } }
return pack {
  { "两部手机" }, id = "phones", version = "1",
  params {
    vote_days = days(3, { "投票天数" }, { min = 1, max = 9 }),
    answer_days = days(3, { "答复天数" }, { min = 1, max = 9 }),
  },
  level "street" { "街道", rank = 1 },
  role "resident" { "居民" }, role "property_staff" { "物业" },
  role "community_staff" { "社工", staff = true },
  role "street_staff" { "街道", staff = true, level = "street" },
  role "registrar" { "登记员", staff = true }, role "observer" { "观察员" },
  unit "property" { "物业公司" }, unit "office" { "办公室" },
  things,
  outcome "adopted" { "通过" }, outcome "declined" { "未通过" }, outcome "settled" { "办结" },
  procedure "homes" { { "一户一票" }, may_open = { "community_staff" },
    ballot { per = "household" }, remark },
  procedure "heads" { { "一人一票" }, may_open = { "community_staff" },
    ballot { per = "member", changeable = true }, remark },
  procedure "late" { { "晚到的票" }, may_open = { "community_staff" },
    ballot { per = "member", grace_hours = 24 }, remark },
  procedure "care" {
    { "办事" }, may_open = { "resident" },
    stage "sent" { "派单", deadline { within = days(1), on_late = close "declined" },
      action "assign" { "定责", by = "community_staff", to = "answers", does = "assign",
                        needs = { category = things } } },
    stage "answers" { "答复",
      deadline { within = days(param "answer_days"), on_late = enter "rating" },
      action "answer" { "答复", by = "party", does = "reply", all_parties = true, to = "rating",
                        needs = { words = words } } },
    stage "rating" { "评价", deadline { within = days(5), at_end = close "settled" },
      action "rate" { "评价", by = "participant", does = "rate",
        needs = { score = number { "满意度", min = 1, max = 5 }, why = why } } },
    action "add" { "补充", by = "party", needs = { words = words } },
  },
  activation { by = { "street_staff" } },
}
)lua";

// The calendar and libraries of the town's own pack, with the rules above.
inline Bytes TwoPhonesPack() {
  v1::PackBundle town;
  EXPECT_TRUE(town.ParseFromString(PackBytes()));
  rulehost::PackFiles files;
  for (const v1::PackBundle::File& file : town.files()) {
    if (file.path().starts_with("lib/")) files[file.path()] = file.content();
  }
  files["pack.lua"] = kTwoPhonesPack;
  const Bytes bundle = rulehost::EncodeBundle(rulehost::BuildBundle(files));
  for (const rulehost::Diagnostic& one : rulehost::LoadPack(bundle).diagnostics) {
    ADD_FAILURE() << rulehost::FormatDiagnostic(one);
  }
  return bundle;
}

inline void AddMember(v1::Payload& payload, char name, const char* role, const char* unit,
                      char home) {
  v1::NewMember* member = payload.mutable_admit_members()->add_members();
  member->set_member(MemberOf(name));
  member->set_device(crypto::PublicKey(KeyOf(name)));
  if (home != 0) member->set_household(MemberOf(home));
  v1::RoleGrant* grant = member->add_roles();
  grant->set_role(role);
  grant->set_unit(unit);
}

inline v1::Input* AddInput(v1::Draft& draft, const std::string& field) {
  v1::Input* input = draft.mutable_command()->mutable_act_on_matter()->add_inputs();
  input->set_field(field);
  return input;
}

inline v1::Draft Saying(const Bytes& matter, const std::string& action, const std::string& field,
                 const std::string& text) {
  v1::Draft draft = ActOn(matter, action);
  v1::DraftContent* content = draft.add_contents();
  content->set_field(field);
  content->set_data(text);
  return draft;
}

inline v1::Draft Voting(const Bytes& matter, const std::string& choice, const std::string& why) {
  v1::Draft draft = Saying(matter, "vote", "why", why);
  AddInput(draft, "choice")->set_code(choice);
  return draft;
}

inline v1::Draft Rating(const Bytes& matter, int64_t score, const std::string& why) {
  v1::Draft draft = Saying(matter, "rate", "why", why);
  AddInput(draft, "score")->set_number(score);
  return draft;
}

// Does the phone show these words on the matter?
inline bool Shows(Phone& phone, const Bytes& matter, const std::string& words) {
  const v1::MatterView view = phone.Matter(matter);
  for (const v1::TimelineItem& item : view.timeline()) {
    for (const v1::Shown& shown : item.inputs()) {
      if (shown.value().zh() == words) return true;
    }
  }
  return false;
}

enum class Order { kOneFirst, kOtherFirst };

class TwoPhones : public ::testing::TestWithParam<Order> {
 protected:
  // Beside the town's own: 'H' and 'I' of one household, 'O' of the property company, 'N' of the
  // office, 'U' of the street, and 'D', the second device of the member 'A'.
  TwoPhones() : server_(kMonday, 'Q', TwoPhonesPack()) {
    server_.Command('R', [](v1::Payload& payload) {
      AddMember(payload, 'H', "resident", "", 'h');
      AddMember(payload, 'I', "resident", "", 'h');
      AddMember(payload, 'O', "property_staff", "property", 0);
      AddMember(payload, 'N', "community_staff", "office", 0);
      AddMember(payload, 'U', "street_staff", "", 0);
    });
    server_.Command('A', [](v1::Payload& payload) {
      payload.mutable_bind_device()->set_member(MemberOf('A'));
      payload.mutable_bind_device()->set_device(crypto::PublicKey(KeyOf('D')));
    });
    server_.now_ms += kMinuteMs;
    staff_.Sync();
  }

  // A matter that everybody has seen.
  Bytes Opened(Phone& opener, const std::string& procedure) {
    v1::Draft draft;
    draft.mutable_command()->mutable_open_matter()->set_procedure(procedure);
    draft.mutable_command()->mutable_open_matter()->set_channel(v1::APP);
    opener.Sync();
    const Bytes matter = opener.Act(draft).matter();
    EXPECT_FALSE(matter.empty());
    opener.Sync();
    server_.now_ms += kMinuteMs;
    return matter;
  }

  // Opened by 'A' and waiting for the answers of the property company and the office.
  Bytes Assigned(Phone& opener) {
    const Bytes matter = Opened(opener, "care");
    Send(staff_, [&] {
      v1::Draft draft = ActOn(matter, "assign");
      AddInput(draft, "category")->set_code("other");
      return draft;
    });
    return matter;
  }

  // Taken, sent, accepted.
  template <class Make>
  void Send(Phone& phone, const Make& make) {
    phone.Sync();
    const v1::Acted acted = phone.Act(make());
    EXPECT_FALSE(acted.has_rejection()) << v1::Reason_Name(acted.rejection().reason());
    phone.Sync();
    server_.now_ms += kMinuteMs;
    const v1::OutboxView outbox = phone.Outbox();
    for (const v1::OutboxItem& item : outbox.items()) {
      if (item.command_id() != acted.command_id()) continue;
      EXPECT_EQ(item.state(), v1::OutboxItem::ACCEPTED);
    }
  }

  void Part(Phone& one, Phone& other) {
    for (Phone* phone : {&one, &other}) {
      phone->Sync();
      phone->GoOffline();
    }
  }

  void Offline(Phone& phone, const v1::Draft& draft) {
    const v1::Acted acted = phone.Act(draft);
    EXPECT_FALSE(acted.has_rejection()) << v1::Reason_Name(acted.rejection().reason());
    server_.now_ms += kMinuteMs;
  }

  // Both come back, in the order of this run, and hear of each other.
  void Meet(Phone& one, Phone& other) {
    first_ = GetParam() == Order::kOneFirst ? &one : &other;
    last_ = GetParam() == Order::kOneFirst ? &other : &one;
    for (Phone* phone : {first_, last_, first_, &staff_}) {
      phone->online = true;
      phone->Sync();
      server_.now_ms += kMinuteMs;
    }
    ExpectTheSameEverywhere();
  }

  void ExpectTheSameEverywhere() {
    for (Phone* phone : {first_, last_, &staff_}) {
      phone->Sync();
      EXPECT_EQ(phone->SyncState().waiting(), 0u) << phone->name;
      EXPECT_EQ(phone->SyncState().broken(), "") << phone->name;
      EXPECT_EQ(ToHex(phone->ConfirmedFingerprint()), ToHex(server_.Fingerprint())) << phone->name;
    }
  }

  // The one thing of this phone that was refused.
  v1::OutboxItem Refused(Phone& phone) {
    v1::OutboxItem refused;
    const v1::OutboxView outbox = phone.Outbox();
    for (const v1::OutboxItem& item : outbox.items()) {
      if (item.state() != v1::OutboxItem::REFUSED) continue;
      EXPECT_EQ(refused.command_id(), "") << "more than one was refused";
      refused = item;
    }
    EXPECT_NE(refused.command_id(), "") << "nothing was refused";
    return refused;
  }

  // The words that were refused, as the phone still has them after it was closed and opened.
  std::string Kept(Phone& phone, v1::Reason reason, const std::string& detail) {
    phone.Reopen();
    phone.Sync();
    const v1::OutboxItem item = Refused(phone);
    EXPECT_EQ(v1::Reason_Name(item.rejection().reason()), v1::Reason_Name(reason));
    EXPECT_EQ(item.rejection().detail(), detail);
    EXPECT_EQ(item.texts_size(), 1);
    return item.texts_size() == 1 ? item.texts(0).text() : "";
  }

  // What was given in this field of the one thing that was refused, as the phone shows it.
  std::string GivenIn(Phone& phone, const std::string& field) {
    const v1::OutboxItem item = Refused(phone);
    for (const v1::Shown& one : item.inputs()) {
      if (one.field() == field) return one.value().zh();
    }
    return "";
  }

  void ExpectNothingRefused() {
    for (Phone* phone : {first_, last_}) EXPECT_EQ(phone->SyncState().refused(), 0u);
  }

  state::Community& Community() { return server_.sequencer->state(); }
  state::Matter At(const Bytes& matter) { return *state::FindMatter(Community(), matter); }
  int64_t Voted(const Bytes& matter) {
    const auto poll = state::FindPoll(Community(), At(matter));
    return poll->in_favour + poll->against + poll->abstained;
  }
  int64_t ChoiceOf(const Bytes& matter, char member) {
    const auto ballot = state::FindBallotBy(Community(), At(matter), MemberOf(member));
    return ballot ? ballot->choice : 0;
  }

  Server server_;
  Phone staff_{server_, 'S'};
  TempFolder one_folder_;
  TempFolder other_folder_;
  Phone* first_ = nullptr;
  Phone* last_ = nullptr;
};

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_REPLICA_TWO_PHONES_H_
