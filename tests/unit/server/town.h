// A small town for the tests of the server: a house in a folder of its own, a community under the
// pack mishixiang, a few members with devices, and a clock that the test sets.
#ifndef YITING_TESTS_UNIT_SERVER_TOWN_H_
#define YITING_TESTS_UNIT_SERVER_TOWN_H_

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "clock/clock.h"
#include "hall/hall.h"
#include "hall/intake.h"
#include "ops/house.h"
#include "ops/operator_verbs.h"
#include "replica/reader_proof.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "tests/unit/server/temp_folder.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::testing {

// A Monday morning, 09:00 in China.
inline constexpr int64_t kMorningMs = 1'772'413'200'000;

class SetClock : public clock::Clock {
 public:
  int64_t NowMs() const override { return now_ms; }
  std::atomic<int64_t> now_ms{kMorningMs};
};

struct Writer {
  crypto::SigningKey key;
  Bytes member;
  uint64_t counter = 0;

  Bytes device() const { return crypto::PublicKey(key); }
};

inline Writer WriterOf(const std::string& name) {
  Writer writer;
  Bytes seed = name;
  seed.resize(32, '.');
  writer.key = crypto::SigningKeyFromSeed(seed);
  writer.member = schema::MemberIdOf(writer.device());
  return writer;
}

class Town {
 public:
  Town() {
    OpenHouse();
    v1::Text title;
    title.set_zh("文锦社区");
    auto made = ops::CreateCommunity(*house, "rules", "mishixiang", title, kMorningMs);
    if (!made) ADD_FAILURE() << made.error().message;
    community = *std::move(made);
    Admit({{"anna", "resident"}, {"bert", "resident"}, {"staff", "community_staff"}});
  }

  void OpenHouse() {
    house.reset();
    auto opened = ops::House::Open(folder / "data", "sqlite");
    if (!opened) ADD_FAILURE() << opened.error().message;
    house = *std::move(opened);
  }

  void Admit(const std::vector<std::pair<std::string, std::string>>& roster) {
    ops::Draft draft;
    const crypto::SigningKey registrar = *house->OperatorKey();
    draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(registrar)));
    for (const auto& [name, role] : roster) {
      const Writer writer = WriterOf(name);
      v1::NewMember& member = *draft.payload.mutable_admit_members()->add_members();
      member.set_member(writer.member);
      member.set_device(writer.device());
      member.add_roles()->set_role(role);
      *member.mutable_profile() = draft.Commit(name, v1::COMMUNITY);
    }
    hall::Desk desk = house->DeskOf(community);
    auto admitted = house->Admit(desk, std::move(draft), {registrar}, kMorningMs);
    if (!admitted) ADD_FAILURE() << admitted.error().message;
  }

  // Signs the draft as the writer's next command and adds it, with its contents, to the push.
  void AddTo(v1::PushRequest& push, Writer& writer, ops::Draft draft) const {
    draft.payload.set_actor(writer.member);
    draft.payload.set_device(writer.device());
    draft.payload.set_counter(++writer.counter);
    push.set_community(community);
    push.add_commands(schema::SignCommand(draft.payload, community, {writer.key}));
    for (store::NewContent& content : draft.contents) {
      v1::Content& one = *push.add_contents();
      one.set_commitment(content.commitment);
      one.set_salt(content.salt);
      one.set_data(content.data);
    }
  }

  v1::PushRequest Message(Writer& writer, const std::string& text,
                          v1::Audience audience = v1::STAFF) const {
    ops::Draft draft;
    v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
    body.set_channel(v1::APP);
    *body.mutable_text() = draft.Commit(text, audience);
    v1::PushRequest push;
    AddTo(push, writer, std::move(draft));
    return push;
  }

  v1::PushRequest Bell(Writer& writer, const std::string& title) const {
    ops::Draft draft;
    v1::OpenMatter& body = *draft.payload.mutable_open_matter();
    body.set_procedure("bell");
    body.set_channel(v1::APP);
    v1::Input& input = *body.add_inputs();
    input.set_field("title");
    *input.mutable_content() = draft.Commit(title, v1::COMMUNITY);
    v1::PushRequest push;
    AddTo(push, writer, std::move(draft));
    return push;
  }

  Bytes public_key() const { return crypto::PublicKey(house->sequencer_key()); }

  TempFolder folder;
  std::unique_ptr<ops::House> house;
  Bytes community;
  SetClock clock;
};

// The hall of a town, asked as if it answered at once.
class OpenHall {
 public:
  explicit OpenHall(Town& town) : OpenHall(town, town.house->store()) {}
  OpenHall(Town& town, store::Store& store, hall::Heads* heads = nullptr,
           int64_t restored_wait_ms = hall::kRestoredWaitMs)
      : town_(town) {
    auto opened = hall::Hall::Open(store, town.clock, town.house->key_ring(),
                                   town.house->folder().state_folder(), heads, restored_wait_ms);
    if (!opened) ADD_FAILURE() << opened.error().message;
    hall_ = *std::move(opened);
    hall_->Start();
  }

  std::future<Result<v1::PushResponse>> StartPush(v1::PushRequest request) {
    auto promise = std::make_shared<std::promise<Result<v1::PushResponse>>>();
    auto job = hall::TakePush(std::move(request), hall_->public_keys());
    if (!job) {
      promise->set_value(Failure{job.error()});
    } else {
      hall_->Push(*std::move(job), [promise](Result<v1::PushResponse> result) {
        promise->set_value(std::move(result));
      });
    }
    return promise->get_future();
  }
  Result<v1::PushResponse> Push(v1::PushRequest request) {
    return StartPush(std::move(request)).get();
  }

  // The seq of a push's one command, which must be accepted.
  uint64_t Accept(v1::PushRequest request) {
    auto pushed = Push(std::move(request));
    if (!pushed) ADD_FAILURE() << pushed.error().message;
    if (pushed && !pushed->results(0).has_accepted()) ADD_FAILURE() << "refused";
    return pushed ? pushed->results(0).accepted() : 0;
  }

  Result<v1::PullResponse> Pull(v1::PullRequest request) {
    auto promise = std::make_shared<std::promise<Result<v1::PullResponse>>>();
    request.set_community(town_.community);
    auto job = hall::TakePull(std::move(request), hall_->public_keys(), town_.clock.NowMs());
    if (!job) return Failure{job.error()};
    hall_->Pull(*std::move(job), [promise](Result<v1::PullResponse> result) {
      promise->set_value(std::move(result));
    });
    return promise->get_future().get();
  }
  Result<v1::PullResponse> PullAs(const Writer& writer, v1::PullRequest request = {}) {
    *request.mutable_reader() =
        replica::SignReader(town_.community, writer.member, writer.key, town_.clock.NowMs());
    return Pull(std::move(request));
  }
  // How many entries there are then, as far as the client is told.
  Result<uint64_t> Recover(v1::RecoverRequest request) {
    auto job = hall::TakeRecover(std::move(request), hall_->public_keys());
    if (!job) return Failure{job.error()};
    auto promise = std::make_shared<std::promise<Result<uint64_t>>>();
    hall_->Recover(*std::move(job), [promise](Result<v1::RecoverResponse> response) {
      promise->set_value(response ? Result<uint64_t>(response->tree_size())
                                  : Result<uint64_t>(Failure{response.error()}));
    });
    return promise->get_future().get();
  }
  std::vector<v1::Entry> Entries() {
    std::vector<v1::Entry> entries;
    auto pulled = Pull({});
    if (!pulled) ADD_FAILURE() << pulled.error().message;
    for (const Bytes& bytes : pulled->entries()) {
      entries.push_back(*schema::Decode<v1::Entry>(bytes));
    }
    return entries;
  }
  hall::Hall& hall() { return *hall_; }

 private:
  Town& town_;
  std::unique_ptr<hall::Hall> hall_;
};

inline v1::Reason ReasonOf(const v1::PushResult& result) {
  auto outer = schema::Decode<v1::SignedRejection>(result.rejected());
  auto rejection = schema::Decode<v1::Rejection>(outer->rejection());
  return rejection->reason();
}

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_SERVER_TOWN_H_
