// Rule packs that come with a push: what is looked at before the hall, what the hall decides with,
// what is stored.

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>
#include <sstream>
#include <string>

#include "rulehost/loader.h"
#include "rulehost/variant.h"
#include "schema/limits.h"
#include "tests/unit/server/passing_store.h"
#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::PassingStore;
using testing::ReasonOf;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

// A store whose next appends fail, as on a full disk: nothing of them is there.
class FailingStore : public PassingStore {
 public:
  using PassingStore::PassingStore;
  Status Append(const store::Batch& batch) override {
    packs_of_last = batch.packs.size();
    return fails ? Fail(ErrorCode::kIo, "the disk is full") : PassingStore::Append(batch);
  }

  Result<std::optional<Bytes>> FindPack(BytesView hash) override {
    if (forgets) return Fail(ErrorCode::kIo, "the disk cannot be read");
    return PassingStore::FindPack(hash);
  }

  std::atomic<bool> fails = false;
  std::atomic<bool> forgets = false;  // packs cannot be read
  std::atomic<size_t> packs_of_last = 0;
};

// A store that came back without one pack: it was lost, and whoever brought the entries had it not.
class LackingStore : public PassingStore {
 public:
  using PassingStore::PassingStore;
  Status Append(const store::Batch& batch) override {
    for (const store::NewPack& pack : batch.packs) {
      if (pack.hash == lacks) lacks.clear();
    }
    return PassingStore::Append(batch);
  }
  Result<std::optional<Bytes>> FindPack(BytesView hash) override {
    if (!lacks.empty() && hash == lacks) return std::optional<Bytes>();
    return PassingStore::FindPack(hash);
  }

  Bytes lacks;
};

class HallPacks : public ::testing::Test {
 protected:
  HallPacks() {
    town_.Admit({{"tan", "street_staff"}, {"uma", "street_staff"}});
    base_ = PackInForce();
  }

  Bytes PackInForce() {
    hall::Desk desk = town_.house->DeskOf(town_.community);
    EXPECT_TRUE(desk.Open());
    return desk.state().facts().pack;
  }
  rulehost::PackPtr Choosing(int64_t accept_days) {
    rulehost::Changes changes;
    changes.choices.emplace();
    changes.choices->emplace_back().set_id("accept_days");
    changes.choices->back().set_value(accept_days);
    return rulehost::MakeVariant(*town_.house->packs().Find(base_), changes).pack;
  }
  static Bytes BytesOf(const rulehost::PackPtr& pack) {
    return rulehost::EncodeBundle(pack->bundle());
  }
  static Bytes HashOf(BytesView bundle) {
    const crypto::Hash hash = rulehost::PackHash(bundle);
    return Bytes(crypto::AsBytes(hash));
  }
  void AddActivation(v1::PushRequest& push, Writer& writer, const Bytes& pack) {
    ops::Draft draft;
    draft.payload.mutable_activate_pack()->set_pack(pack);
    draft.payload.mutable_activate_pack()->set_base(base_);
    town_.AddTo(push, writer, std::move(draft));
  }
  v1::PushRequest Activation(Writer& writer, const Bytes& pack, const Bytes& bundle = "") {
    v1::PushRequest push;
    AddActivation(push, writer, pack);
    if (!bundle.empty()) push.add_packs(bundle);
    return push;
  }
  bool IsStored(const Bytes& hash) { return town_.house->store().FindPack(hash)->has_value(); }
  v1::Reason Refusal(OpenHall& hall, v1::PushRequest push) {
    auto pushed = hall.Push(std::move(push));
    EXPECT_TRUE(pushed) << (pushed ? "" : pushed.error().message);
    return pushed ? ReasonOf(pushed->results(0)) : v1::REASON_UNSPECIFIED;
  }

  Town town_;
  Writer tan_ = WriterOf("tan");
  Writer uma_ = WriterOf("uma");
  Writer anna_ = WriterOf("anna");
  Bytes base_;
};

TEST_F(HallPacks, A8_1_APackThatHasHeldAndIsLostIsBroughtBack) {
  const rulehost::PackPtr pack = Choosing(4);
  std::string checkpoint;
  uint64_t size = 0;
  {
    OpenHall hall(town_);
    hall.Accept(Activation(tan_, pack->hash(), BytesOf(pack)));
    hall.Accept(Activation(uma_, pack->hash()));
    auto pulled = hall.Pull({});
    checkpoint = pulled->checkpoint();
    size = static_cast<uint64_t>(pulled->entries_size());
  }
  LackingStore store(town_.house->store());
  store.lacks = pack->hash();
  OpenHall hall(town_, store);
  v1::PushRequest bell = town_.Bell(anna_, "路灯");
  EXPECT_EQ(hall.Push(bell).error().code, ErrorCode::kNotFound);
  v1::RecoverRequest packs;
  packs.set_community(town_.community);
  packs.set_from(size);
  packs.set_checkpoint(checkpoint);
  EXPECT_EQ(hall.Recover(packs).error().code, ErrorCode::kInvalid) << "neither entries nor packs";
  packs.add_packs(BytesOf(Choosing(5)));  // that has never held
  EXPECT_EQ(*hall.Recover(packs), size);
  EXPECT_FALSE(store.PassingStore::FindPack(Choosing(5)->hash())->has_value());
  EXPECT_EQ(hall.Push(bell).error().code, ErrorCode::kNotFound);
  packs.add_packs(BytesOf(pack));
  EXPECT_EQ(*hall.Recover(packs), size);
  EXPECT_EQ(hall.Accept(bell), size);
}

TEST_F(HallPacks, APackComesWithTheCommandAndTheSecondSignatureNeedsNone) {
  const rulehost::PackPtr pack = Choosing(4);
  {
    OpenHall hall(town_);
    EXPECT_EQ(Refusal(hall, Activation(tan_, pack->hash())), v1::PACK_UNKNOWN);
    hall.Accept(Activation(tan_, pack->hash(), BytesOf(pack)));
    EXPECT_EQ(**town_.house->store().FindPack(pack->hash()), BytesOf(pack));
    hall.Accept(Activation(uma_, pack->hash()));
    // The next command is decided under it.
    const uint64_t seq = hall.Accept(town_.Bell(anna_, "路灯"));
    EXPECT_EQ(hall.Entries().at(seq).pack_hash(), pack->hash());
  }
  EXPECT_EQ(PackInForce(), pack->hash());
}

TEST_F(HallPacks, BothSignaturesAndWhatFollowsFitOnePush) {
  const rulehost::PackPtr pack = Choosing(4);
  OpenHall hall(town_);
  v1::PushRequest push = Activation(tan_, pack->hash(), BytesOf(pack));
  AddActivation(push, uma_, pack->hash());
  ops::Draft draft;
  v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
  body.set_channel(v1::APP);
  *body.mutable_text() = draft.Commit("hello", v1::STAFF);
  town_.AddTo(push, anna_, std::move(draft));
  auto pushed = hall.Push(push);
  ASSERT_TRUE(pushed) << pushed.error().message;
  for (const v1::PushResult& result : pushed->results()) EXPECT_TRUE(result.has_accepted());
  EXPECT_EQ(hall.Entries().back().pack_hash(), pack->hash());
  EXPECT_TRUE(IsStored(pack->hash()));
  // And again, whole, as after a lost answer.
  auto again = hall.Push(push);
  EXPECT_EQ(again->results(1).accepted(), pushed->results(1).accepted());
}

TEST_F(HallPacks, NothingIsStoredForARefusedCommand) {
  const rulehost::PackPtr pack = Choosing(4);
  {
    OpenHall hall(town_);
    EXPECT_EQ(Refusal(hall, Activation(anna_, pack->hash(), BytesOf(pack))), v1::NOT_ALLOWED);
    EXPECT_FALSE(IsStored(pack->hash()));
    // Nor is it known to the next one.
    EXPECT_EQ(Refusal(hall, Activation(tan_, pack->hash())), v1::PACK_UNKNOWN);
  }
  EXPECT_EQ(PackInForce(), base_);
}

TEST_F(HallPacks, APackThatNoCommandNamesIsRefusedWithItsPush) {
  const rulehost::PackPtr pack = Choosing(4);
  OpenHall hall(town_);
  v1::PushRequest push = town_.Message(anna_, "hello");
  push.add_packs(BytesOf(pack));
  auto pushed = hall.Push(push);
  ASSERT_FALSE(pushed);
  EXPECT_EQ(pushed.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(pushed.error().message, "packs[0]: no signed command of this push names it");
  push.clear_packs();
  EXPECT_TRUE(hall.Push(push)->results(0).has_accepted());
}

TEST_F(HallPacks, APackOfACommandThatNobodySignedIsNotEvenLoaded) {
  const rulehost::PackPtr pack = Choosing(4);
  OpenHall hall(town_);
  v1::PushRequest push = Activation(tan_, pack->hash(), BytesOf(pack));
  Bytes& command = *push.mutable_commands(0);
  command.back() = static_cast<char>(command.back() ^ 1);  // in the signature
  auto pushed = hall.Push(push);
  ASSERT_FALSE(pushed);
  EXPECT_EQ(pushed.error().message, "packs[0]: no signed command of this push names it");
}

// Loading takes a while, so a pack is loaded only when a member's command asks for it who may give
// it. One that does not load says in the log that it was tried.
TEST_F(HallPacks, APackOfWhoMayNotActivateItIsNotLoaded) {
  std::ostringstream log;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
  v1::PackBundle bundle = Choosing(4)->bundle();
  bundle.mutable_files(0)->set_content("return no_such_word\n");
  const Bytes broken = rulehost::EncodeBundle(bundle);
  const std::string line = "pack " + ToHex(HashOf(broken)) + " was sent and does not load";
  const auto tried = [&](Writer writer) {
    OpenHall hall(town_);
    Refusal(hall, Activation(writer, HashOf(broken), broken));
    return log.str().find(line) != std::string::npos;
  };
  EXPECT_FALSE(tried(WriterOf("nobody of this street")));
  EXPECT_FALSE(tried(anna_));
  EXPECT_TRUE(tried(tan_));
  spdlog::set_default_logger(before);
}

TEST_F(HallPacks, TooManyAndTooLarge) {
  const rulehost::PackPtr pack = Choosing(4);
  OpenHall hall(town_);
  v1::PushRequest many = Activation(tan_, pack->hash());
  for (int i = 0; i <= schema::kPushPacksMax; ++i) many.add_packs(BytesOf(pack));
  auto pushed = hall.Push(many);
  EXPECT_EQ(pushed.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(pushed.error().message, "packs: at most 4 in a push");

  const Bytes large(rulehost::kBundleBytesMax + 1, 'x');
  pushed = hall.Push(Activation(tan_, HashOf(large), large));
  EXPECT_EQ(pushed.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(pushed.error().message, "packs[0]: a pack has at most 524288 bytes");
}

TEST_F(HallPacks, WhatDoesNotLoadOrIsNotCanonicalIsUnknownAndTheRunningPackGoesOn) {
  v1::PackBundle bundle = Choosing(4)->bundle();
  for (v1::PackBundle::File& file : *bundle.mutable_files()) {
    if (file.path() == "pack.lua") file.set_content("return no_such_word\n");
  }
  const Bytes broken = rulehost::EncodeBundle(bundle);
  const Bytes loose = BytesOf(Choosing(4)) + Bytes("\x08\x01", 2);  // the profile a second time
  OpenHall hall(town_);
  for (const Bytes& bytes : {broken, loose, Bytes("no bundle at all")}) {
    const Bytes hash = HashOf(bytes);
    EXPECT_EQ(Refusal(hall, Activation(tan_, hash, bytes)), v1::PACK_UNKNOWN);
    EXPECT_FALSE(IsStored(hash));
  }
  const uint64_t seq = hall.Accept(town_.Bell(anna_, "路灯"));
  EXPECT_EQ(hall.Entries().at(seq).pack_hash(), base_);
}

TEST_F(HallPacks, AnAppendThatFailsKeepsNeitherEntryNorPack) {
  const rulehost::PackPtr pack = Choosing(4);
  FailingStore store(town_.house->store());
  const v1::PushRequest push = Activation(tan_, pack->hash(), BytesOf(pack));
  {
    OpenHall hall(town_, store);
    const size_t size = hall.Entries().size();
    store.fails = true;
    EXPECT_EQ(hall.Push(push).error().code, ErrorCode::kIo);
    EXPECT_EQ(store.packs_of_last, 1u);
    EXPECT_FALSE(IsStored(pack->hash()));
    EXPECT_EQ(hall.Entries().size(), size);
    store.fails = false;
    // Not even the memory of it is left: without its bytes it is unknown.
    EXPECT_EQ(Refusal(hall, Activation(uma_, pack->hash())), v1::PACK_UNKNOWN);
    hall.Accept(push);
    EXPECT_TRUE(IsStored(pack->hash()));
  }
  // After a restart the other one signs, and it holds.
  town_.OpenHouse();
  {
    OpenHall hall(town_);
    hall.Accept(Activation(uma_, pack->hash()));
  }
  EXPECT_EQ(PackInForce(), pack->hash());
}

TEST_F(HallPacks, ADiskThatCannotBeReadRefusesNothing) {
  const rulehost::PackPtr pack = Choosing(4);
  FailingStore store(town_.house->store());
  OpenHall hall(town_, store);
  store.forgets = true;
  // "Unknown" would be signed, and the phone would give its command up.
  EXPECT_EQ(hall.Push(Activation(tan_, pack->hash())).error().code, ErrorCode::kIo);
  store.forgets = false;
  EXPECT_EQ(Refusal(hall, Activation(tan_, pack->hash())), v1::PACK_UNKNOWN);
  hall.Accept(Activation(tan_, pack->hash(), BytesOf(pack)));
}

TEST_F(HallPacks, AMatterAboutAPackBringsItToo) {
  // 米市巷 has no such matter; its members are asked under rules that have one.
  rulehost::Changes changes;
  changes.files.emplace();
  const rulehost::PackPtr longer = Choosing(4);
  for (v1::PackBundle::File file : longer->bundle().files()) {
    if (file.path() == "pack.lua") {
      const size_t end = file.content().rfind('}');
      file.mutable_content()->insert(
          end,
          "procedure \"rules\" { \"改规矩\", may_open = { \"resident\" },"
          " needs = { pack = rule_pack { \"规则包\" } }, stage \"asked\" { \"征求意见\","
          " deadline { within = days(5), at_end = close \"unresolved\" },"
          " action \"adopt\" { \"通过\", by = \"community_staff\", outcome = \"resolved\" } } },");
    }
    changes.files->push_back(std::move(file));
  }
  const rulehost::LoadResult voting =
      rulehost::MakeVariant(*town_.house->packs().Find(base_), changes);
  ASSERT_NE(voting.pack, nullptr) << rulehost::FormatDiagnostic(voting.diagnostics.front());
  OpenHall hall(town_);
  hall.Accept(Activation(tan_, voting.pack->hash(), BytesOf(voting.pack)));
  hall.Accept(Activation(uma_, voting.pack->hash()));

  const rulehost::PackPtr asked = Choosing(3);
  const auto about = [&] {
    ops::Draft draft;
    v1::OpenMatter& body = *draft.payload.mutable_open_matter();
    body.set_procedure("rules");
    body.set_channel(v1::APP);
    body.add_inputs()->set_field("pack");
    body.mutable_inputs(0)->set_pack(asked->hash());
    v1::PushRequest push;
    town_.AddTo(push, anna_, std::move(draft));
    return push;
  };
  EXPECT_EQ(Refusal(hall, about()), v1::PACK_UNKNOWN);
  v1::PushRequest push = about();
  push.add_packs(BytesOf(asked));
  hall.Accept(push);
  EXPECT_TRUE(IsStored(asked->hash()));
}

}  // namespace
}  // namespace yiting::hall
