// Test support: a community whose entries are written by hand, event by event, with no rules.

#ifndef YITING_TESTS_UNIT_STATE_SAMPLE_H_
#define YITING_TESTS_UNIT_STATE_SAMPLE_H_

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "state/apply.h"
#include "state/check_event.h"
#include "state/community.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::state {

inline constexpr int64_t kStartMs = 1'577'930'400'000;  // 2020-01-02T10:00+08:00

inline Bytes Id16(char c) { return Bytes(16, c); }
inline crypto::SigningKey KeyOf(char c) { return crypto::SigningKeyFromSeed(Bytes(32, c)); }

inline std::unique_ptr<Community> NewCommunity() {
  auto community = Community::Open(":memory:", Durability::kCache);
  EXPECT_TRUE(community.has_value());
  return std::move(*community);
}

// Writes entries on its own state, as a sequencer without rules would.
class Author {
 public:
  Author() : community(NewCommunity()) {}

  v1::Event& Add() { return events.emplace_back(); }

  // An entry of a command by member `actor`, whose device key is KeyOf(actor).
  Bytes Command(int64_t time_ms, char actor, const std::function<void(v1::Payload&)>& body) {
    v1::Payload payload;
    payload.set_actor(Id16(actor));
    payload.set_device(crypto::PublicKey(KeyOf(actor)));
    payload.set_counter(++counter);
    body(payload);
    const Bytes bytes = schema::SignCommand(payload, community->id(), {KeyOf(actor)});
    v1::Entry entry;
    entry.set_command(bytes);
    auto opened = schema::OpenCommand(bytes, community->id());
    EXPECT_TRUE(opened.has_value());
    last_id = opened->id;
    return Finish(entry, time_ms, [&](const EntryPlace& place) {
      ApplyCommand(*community, place, opened->id, payload.device(), payload.counter());
    });
  }

  Bytes Due(int64_t time_ms, uint64_t deadline) {
    v1::Entry entry;
    entry.set_deadline(deadline);
    return Finish(entry, time_ms, [](const EntryPlace&) {});
  }

  // Entry 0: the community with registrar 'r'.
  Bytes Create() {
    Add().mutable_community_created()->set_sequencer_key(Bytes(32, 's'));
    events.back().mutable_community_created()->mutable_title()->set_zh("米市巷");
    events.back().mutable_community_created()->set_pack_hash(Bytes(32, 'p'));
    AddMember('r', "registrar");
    return Command(kStartMs, 'r', [](v1::Payload& payload) {
      v1::CreateCommunity* body = payload.mutable_create_community();
      body->mutable_title()->set_zh("米市巷");
      body->set_sequencer_key(Bytes(32, 's'));
      body->set_pack_hash(Bytes(32, 'p'));
      body->add_members()->set_member(Id16('r'));
    });
  }

  void AddMember(char member, const std::string& role) {
    Add().mutable_member_admitted()->set_member(Id16(member));
    v1::RoleGranted* granted = Add().mutable_role_granted();
    granted->set_member(Id16(member));
    granted->mutable_grant()->set_role(role);
    granted->mutable_grant()->set_from_ms(1);
    v1::DeviceBound* bound = Add().mutable_device_bound();
    bound->set_device(crypto::PublicKey(KeyOf(member)));
    bound->set_member(Id16(member));
  }

  Bytes Admit(int64_t time_ms, char member, const std::string& role) {
    AddMember(member, role);
    return Command(time_ms, 'r', [member](v1::Payload& payload) {
      payload.mutable_admit_members()->add_members()->set_member(Id16(member));
    });
  }

  // A matter 'm' of member 'a' in stage "applied" with deadline 1 at `due_ms`.
  Bytes Open(int64_t time_ms, int64_t due_ms) {
    v1::MatterOpened* opened = Add().mutable_matter_opened();
    opened->set_matter(Id16('m'));
    opened->set_procedure("bell");
    opened->set_opener(Id16('a'));
    Enter("applied");
    SetDeadline(due_ms);
    return Command(time_ms, 'a', [](v1::Payload& payload) {
      payload.mutable_open_matter()->set_procedure("bell");
      payload.mutable_open_matter()->set_channel(v1::APP);
    });
  }

  // Some entry of the registrar's that carries what was added.
  Bytes Wait(int64_t time_ms) {
    return Command(time_ms, 'r', [](v1::Payload& payload) {
      payload.mutable_revoke_device()->set_device(Bytes(32, 'y'));
    });
  }

  void Enter(const std::string& stage) {
    v1::StageEntered* entered = Add().mutable_stage_entered();
    entered->set_matter(Id16('m'));
    entered->set_stage(stage);
  }
  void SetDeadline(int64_t due_ms) {
    v1::DeadlineSet* set = Add().mutable_deadline_set();
    set->set_deadline(community->facts().next_deadline);
    set->set_matter(Id16('m'));
    set->set_stage("applied");
    set->set_due_ms(due_ms);
  }

  std::unique_ptr<Community> community;
  std::vector<v1::Event> events;
  uint64_t counter = 0;
  Bytes last_id;

 private:
  Bytes Finish(v1::Entry& entry, int64_t time_ms,
               const std::function<void(const EntryPlace&)>& after) {
    EntryPlace place{community->facts().size, time_ms, Bytes(32, 'p')};
    entry.set_seq(place.seq);
    entry.set_time_ms(time_ms);
    entry.set_engine_level(kEngineLevel);
    entry.set_pack_hash(place.pack);
    EXPECT_TRUE(community->Begin().has_value());
    for (const v1::Event& event : events) {
      if (check) {
        Status good = CheckEvent(*community, place, event);
        EXPECT_TRUE(good.has_value()) << good.error().message;
      }
      Apply(*community, place, event);
      *entry.add_events() = event;
    }
    events.clear();
    after(place);
    FinishEntry(*community, place);
    entry.set_fingerprint(Bytes(crypto::AsBytes(community->Digest())));
    const Bytes bytes = schema::Encode(entry);
    if (place.seq == 0) community->set_id(IdOfFirstEntry(bytes));
    EXPECT_TRUE(community->Commit().has_value());
    return bytes;
  }

 public:
  bool check = true;  // false: writes events that break the mechanism
};

}  // namespace yiting::state

#endif  // YITING_TESTS_UNIT_STATE_SAMPLE_H_
