// One hour of a large community in which everybody is awake at once: bells are rung and carried
// through all their stages by neighbours, officers and units, every household is asked ten
// questions, messages are left, people come and roles change, and what yesterday left lying falls
// due. A few want what the rules refuse.
// Pure: the same size gives the same ledger, natively and in WebAssembly.
// Used by community_hour_bench.cc; tested by tests/unit/sequencer/community_hour_test.cc

#ifndef YITING_TESTS_BENCH_HOUR_STORY_H_
#define YITING_TESTS_BENCH_HOUR_STORY_H_

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/hour.h"

namespace yiting::bench {

inline constexpr int64_t kHourStartMs = 1'578'276'000'000;  // 2020-01-06T10:00+08:00, a Monday
inline constexpr int64_t kHourMs = 3'600'000;

// Small and the same everywhere (splitmix64).
class Dice {
 public:
  uint32_t Below(size_t n) {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<uint32_t>((z ^ (z >> 31)) % n);
  }
  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  uint64_t state_ = 1;
};

class HourStory {
 public:
  HourStory(int members, int entries) : members_(members), entries_(entries) {}

  // Who lives there, what was asked of them, and what was left lying a day before.
  void Settle() {
    Found();
    for (int i = 0; i < members_ / 20; ++i) {
      now_ms_ = kHourStartMs - 24 * kHourMs + i * kHourMs / (members_ / 20);
      OpenBell();  // nobody answers it; its deadline falls in the hour
    }
    bells_.clear();
    now_ms_ = kHourStartMs - 2 * kHourMs;
    for (int i = 0; i < kQuestions; ++i) {
      v1::Payload payload;
      payload.mutable_open_matter()->set_procedure("question");
      payload.mutable_open_matter()->set_channel(v1::APP);
      AddText(payload.mutable_open_matter()->mutable_inputs(), "title", "加装电梯吗");
      questions_.push_back(Do("question", Any(workers_), payload));
    }
    host_.Commit();
  }

  // The hour: as many entries as it was made for, or one or two more.
  void Live() {
    const uint64_t before = host_.size();
    did_.clear();
    for (uint64_t made = 0; made < static_cast<uint64_t>(entries_); made = host_.size() - before) {
      now_ms_ = kHourStartMs + static_cast<int64_t>(made) * kHourMs / entries_;
      const uint32_t what = dice_.Below(100);
      if (what < 30) {
        CastBallot();
      } else if (what < 42) {
        LeaveMessage();
      } else if (what < 44) {
        ChangePeople();
      } else {
        MoveBell();
      }
    }
    host_.Commit();
    lived_ = host_.size() - before;
  }

  HourHost& host() { return host_; }
  // Commands of the hour that have their entries, by what they did.
  const std::map<std::string, int>& did() const { return did_; }
  // Entries of the hour, those of deadlines among them.
  uint64_t lived() const { return lived_; }

 private:
  static constexpr int kQuestions = 10;
  static constexpr int kMembersACommand = 80;  // so that a decision stays below its limit

  struct Bell {
    Bytes matter;
    size_t opener;
    std::vector<const char*> units;
    std::array<size_t, 4> guests;
    int step = 0;
  };

  void Found() {
    now_ms_ = kHourStartMs - 26 * kHourMs;
    v1::AdmitMembers all;
    registrar_ = PersonOf("registrar");
    AddTo(all, registrar_, "registrar");
    for (int i = 0; i < 6; ++i) {
      AddTo(all, workers_.emplace_back(PersonOf("worker" + std::to_string(i))), "worker");
    }
    for (int i = 0; i < 2; ++i) {
      AddTo(all, bosses_.emplace_back(PersonOf("boss" + std::to_string(i))), "boss");
    }
    for (const char* unit : {"office", "police", "property"}) {
      officers_[unit] = PersonOf(unit);
      AddTo(all, officers_[unit], "party_staff", unit);
    }
    for (int i = 0; i < members_; ++i) {
      Person& person = neighbours_.emplace_back(PersonOf("neighbour" + std::to_string(i)));
      const int home = i * 2 / 5;  // five people are two households
      person.household = Bytes(12, 'h');
      AppendU32Be(person.household, static_cast<uint32_t>(home));
      AddTo(all, person, "resident");
      if (i % 5 == 0 || i % 5 == 3) homes_.push_back(neighbours_.size() - 1);
    }
    host_.Found(registrar_, all.members(0), now_ms_);
    for (int first = 1; first < all.members_size(); first += kMembersACommand) {
      v1::Payload payload;
      const int last = std::min(first + kMembersACommand, all.members_size());
      for (int i = first; i < last; ++i) {
        *payload.mutable_admit_members()->add_members() = all.members(i);
      }
      Do("admit", registrar_, payload);
    }
  }

  static void AddTo(v1::AdmitMembers& all, const Person& person, const char* role,
                    const char* unit = "") {
    v1::NewMember* member = all.add_members();
    member->set_member(person.member);
    member->set_device(person.device);
    member->set_household(person.household);
    v1::RoleGrant* grant = member->add_roles();
    grant->set_role(role);
    grant->set_unit(unit);
  }

  // One in 25 households has a second ballot on the way, which is refused.
  void CastBallot() {
    const size_t number = ballots_++;
    const size_t home = number / kQuestions;
    if (home >= homes_.size()) return LeaveMessage();
    const size_t voter = homes_[home * 7919 % homes_.size()];
    const Bytes& matter = questions_[number % kQuestions];
    for (size_t each = voter; each <= voter + (number % 25 == 0 ? 1 : 0); ++each) {
      v1::Payload payload = Act(matter, "vote");
      static constexpr std::array kChoices = {"for", "for", "against", "abstain"};
      AddInput(payload, "choice")->set_code(kChoices[dice_.Below(kChoices.size())]);
      Do("vote", neighbours_[each], payload);
    }
  }

  void LeaveMessage() {
    v1::Payload payload;
    payload.mutable_leave_message()->set_channel(v1::APP);
    *payload.mutable_leave_message()->mutable_text() = host_.Write(Words("谢谢"), v1::STAFF);
    Do("message", Any(neighbours_), payload);
  }

  void ChangePeople() {
    v1::Payload payload;
    switch (dice_.Below(4)) {
      case 0:
        return Welcome();
      case 1:
        heads_.push_back(neighbours_[appointed_++].member);
        payload.mutable_grant_role()->set_member(heads_.back());
        payload.mutable_grant_role()->mutable_grant()->set_role("building_head");
        Do("grant_role", registrar_, payload);
        return;
      case 2:
        if (heads_.empty()) return Welcome();
        payload.mutable_end_role()->set_member(heads_.front());
        payload.mutable_end_role()->set_role("building_head");
        heads_.erase(heads_.begin());
        Do("end_role", registrar_, payload);
        return;
      default: {
        Person& person = Any(neighbours_);
        payload.mutable_bind_device()->set_member(person.member);
        payload.mutable_bind_device()->set_device(PersonOf(Words("device")).device);
        Do("bind_device", person, payload);
      }
    }
  }

  // Invited by the registrar, accepted by a device that nobody knew.
  void Welcome() {
    const Person link = PersonOf(Words("link"));
    v1::Payload invite;
    invite.mutable_issue_invitation()->set_key(link.device);
    invite.mutable_issue_invitation()->add_roles()->set_role("resident");
    invite.mutable_issue_invitation()->set_expires_ms(now_ms_ + kHourMs);
    Do("invitation", registrar_, invite);
    Person person = PersonOf(Words("newcomer"));
    v1::Payload accept;
    accept.mutable_accept_invitation()->set_key(link.device);
    Do("newcomer", person, accept, &link.key);
    neighbours_.push_back(std::move(person));
  }

  void MoveBell() {
    if (bells_.size() < static_cast<size_t>(members_) / 25 || dice_.OneIn(20)) return OpenBell();
    const size_t which = dice_.Below(bells_.size());
    if (Step(bells_[which])) return;
    std::swap(bells_[which], bells_.back());
    bells_.pop_back();
  }

  void OpenBell() {
    Bell bell;
    bell.opener = dice_.Below(neighbours_.size());
    const size_t door = dice_.Below(neighbours_.size());
    for (size_t i = 0; i < bell.guests.size(); ++i) {
      bell.guests[i] = (door + i) % neighbours_.size();
    }
    v1::Payload payload;
    payload.mutable_open_matter()->set_procedure("bell");
    payload.mutable_open_matter()->set_channel(v1::APP);
    AddText(payload.mutable_open_matter()->mutable_inputs(), "title", "楼道的灯不亮");
    bell.matter = Do("bell", neighbours_[bell.opener], payload);
    bells_.push_back(std::move(bell));
  }

  // What happens to it next. False: it has gone all its way.
  bool Step(Bell& bell) {
    const int step = bell.step++;
    const int units = static_cast<int>(bell.units.size());
    if (step == 0) return Accept(bell);
    if (step <= 2 * units) {
      const bool reports = step <= units;
      return Answer(bell, bell.units[static_cast<size_t>((step - 1) % units)], reports);
    }
    switch (step - 2 * units) {
      case 1:
        return Invite(bell);
      case 2:
      case 3:
      case 4:
      case 5:
        return Confirm(bell, static_cast<size_t>(step - 2 * units - 2));
      case 6:
        if (dice_.OneIn(3)) Do("nudge", neighbours_[bell.opener], Act(bell.matter, "nudge"));
        return true;
      case 7:
        return Meet(bell, "meet");
      case 8:
        Do("sign", workers_[0], Act(bell.matter, "sign"));
        return true;
      case 9:
        Do("sign", Any(bosses_), Act(bell.matter, "sign"));
        return true;
      case 10:
        return Rate(bell, bell.opener);
      case 11:
        return Rate(bell, bell.guests[0]);
      default:
        Rate(bell, bell.guests[1]);
        return false;
    }
  }

  bool Accept(Bell& bell) {
    const bool noise = dice_.OneIn(2);
    bell.units = {"police", "property"};
    if (noise) bell.units.push_back("office");
    v1::Payload payload = Act(bell.matter, "accept");
    AddInput(payload, "category")->set_code(noise ? "noise" : "parking");
    Do("accept", Any(workers_), payload);
    return true;
  }

  bool Answer(const Bell& bell, const char* unit, bool reports) {
    v1::Payload payload = Act(bell.matter, reports ? "report_in" : "reply");
    if (!reports) AddText(Inputs(payload), "reply", "已派人去看");
    Do(reports ? "report_in" : "reply", officers_[unit], payload);
    return true;
  }

  bool Invite(const Bell& bell) {
    std::vector<Bytes> invited;
    for (size_t guest : bell.guests) invited.push_back(neighbours_[guest].member);
    std::sort(invited.begin(), invited.end());
    v1::Payload payload = Act(bell.matter, "invite");
    v1::Members* members = AddInput(payload, "invitees")->mutable_members();
    for (const Bytes& member : invited) members->add_member(member);
    Do("invite", Any(workers_), payload);
    return true;
  }

  // The first two come. Some officers are in a hurry: too few have answered, says the pack.
  bool Confirm(const Bell& bell, size_t guest) {
    v1::Payload payload = Act(bell.matter, "confirm");
    AddInput(payload, "coming")->set_code(guest < 2 || !dice_.OneIn(3) ? "yes" : "no");
    Do("confirm", neighbours_[bell.guests[guest]], payload);
    if (guest == 0 && dice_.OneIn(10)) Meet(bell, "meet too soon");
    return true;
  }

  bool Meet(const Bell& bell, const char* what) {
    v1::Payload payload = Act(bell.matter, "meet");
    AddText(Inputs(payload), "minutes", "商定了办法");
    Do(what, Any(workers_), payload);
    return true;
  }

  bool Rate(const Bell& bell, size_t who) {
    v1::Payload payload = Act(bell.matter, "rate");
    AddInput(payload, "score")->set_number(1 + dice_.Below(5));
    Do("rate", neighbours_[who], payload);
    return true;
  }

  Person& Any(std::vector<Person>& people) { return people[dice_.Below(people.size())]; }

  static v1::Payload Act(const Bytes& matter, const char* action) {
    v1::Payload payload;
    payload.mutable_act_on_matter()->set_matter(matter);
    payload.mutable_act_on_matter()->set_action(action);
    return payload;
  }
  using Fields = google::protobuf::RepeatedPtrField<v1::Input>;
  static Fields* Inputs(v1::Payload& payload) {
    return payload.mutable_act_on_matter()->mutable_inputs();
  }
  static v1::Input* AddInput(v1::Payload& payload, const char* field) {
    v1::Input* input = Inputs(payload)->Add();
    input->set_field(field);
    return input;
  }
  // No two texts are alike.
  std::string Words(const char* about) { return about + std::to_string(++written_); }
  void AddText(Fields* inputs, const char* field, const char* about) {
    v1::Input* input = inputs->Add();
    input->set_field(field);
    *input->mutable_content() = host_.Write(Words(about), v1::COMMUNITY);
  }

  Bytes Do(const char* what, Person& by, v1::Payload payload,
           const crypto::SigningKey* second = nullptr) {
    Bytes made = host_.Send(by, payload, now_ms_, second);
    if (!made.empty()) ++did_[what];
    return made;
  }

  int members_;
  int entries_;
  HourHost host_;
  Dice dice_;
  int64_t now_ms_ = 0;
  Person registrar_;
  std::vector<Person> workers_;
  std::vector<Person> bosses_;
  std::map<std::string, Person> officers_;
  std::vector<Person> neighbours_;
  std::vector<size_t> homes_;  // the first of each household
  std::vector<Bytes> questions_;
  std::vector<Bytes> heads_;  // members who hold the role now
  std::vector<Bell> bells_;   // on their way
  std::map<std::string, int> did_;
  size_t ballots_ = 0;
  size_t appointed_ = 0;
  uint64_t written_ = 0;
  uint64_t lived_ = 0;
};

}  // namespace yiting::bench

#endif  // YITING_TESTS_BENCH_HOUR_STORY_H_
