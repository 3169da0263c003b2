// What is erased by the ledger is in no file of the server's any more, and everything else goes on.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "hall/erasing.h"
#include "ops/backup.h"
#include "ops/erase.h"
#include "ops/export.h"
#include "ops/file_io.h"
#include "state/database.h"
#include "tests/unit/server/file_search.h"
#include "tests/unit/server/passing_store.h"
#include "tests/unit/server/town.h"
#include "verbs/verbs.h"

namespace yiting::ops {
namespace {

using testing::CountFound;
using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

void Silent(const std::string&, uint64_t, uint64_t) {}

std::vector<Bytes> Blobs(const std::string& path, const char* ask, size_t from_end) {
  std::vector<Bytes> blobs;
  auto database = *state::Database::Open(path, state::Durability::kDurable);
  state::Query query = database->Ask(ask);
  while (query.Next()) {
    const Bytes blob = query.Blob(0);
    blobs.push_back(from_end == 0 ? blob : blob.substr(blob.size() - from_end));
  }
  return blobs;
}

// What would betray contents: in the open, and as they lie at rest.
struct Traces {
  std::vector<Bytes> prose;
  std::vector<Bytes> salts;
  std::vector<Bytes> keys;
  std::vector<Bytes> nonces;
  std::vector<Bytes> tags;
};

class ErasureTest : public ::testing::Test {
 protected:
  static constexpr int kMany = 1000;

  // In pushes of 100, each text one of its own.
  void LeaveMessages(OpenHall& hall, Writer& writer, int count, std::vector<v1::PushRequest>& out) {
    for (int i = 0; i < count; ++i) {
      if (i % 100 == 0) out.emplace_back();
      v1::PushRequest one = town_.Message(writer, ToHex(signer::Random(12)) + " is what I say");
      out.back().set_community(town_.community);
      out.back().add_commands(one.commands(0));
      *out.back().add_contents() = one.contents(0);
      if (i % 100 == 99 || i + 1 == count) {
        auto pushed = hall.Push(out.back());
        ASSERT_TRUE(pushed) << pushed.error().message;
        for (const auto& result : pushed->results()) ASSERT_TRUE(result.has_accepted());
      }
    }
  }

  void Fill() {
    {
      OpenHall hall(town_);
      LeaveMessages(hall, anna_, kMany, pushes_);
      std::vector<v1::PushRequest> of_bert;
      LeaveMessages(hall, bert_, 50, of_bert);
      for (const v1::Content& one : of_bert[0].contents()) of_bert_.push_back(one.commitment());
    }
    for (const v1::PushRequest& push : pushes_) {
      for (const v1::Content& content : push.contents()) {
        of_anna_.push_back(content.commitment());
        traces_.prose.push_back(content.data());
        traces_.salts.push_back(content.salt());
      }
    }
    town_.house.reset();
    // Rows are in the order in which they came: profiles first, then hers.
    const std::string store = data() + "/store.db";
    traces_.keys = Hers(Blobs(data() + "/keys/contents.db", "SELECT key FROM keys ORDER BY id", 0));
    traces_.nonces = Hers(Blobs(store, "SELECT bytes FROM sealed ORDER BY id", 0));
    traces_.tags = Hers(Blobs(store, "SELECT bytes FROM sealed ORDER BY id", 16));
  }

  static std::vector<Bytes> Hers(std::vector<Bytes> all) {
    EXPECT_EQ(all.size(), 4u + kMany + 50u);
    return {all.begin() + 4, all.begin() + 4 + kMany};
  }

  void ExpectNoTrace() {
    for (const auto* some : {&traces_.prose, &traces_.salts, &traces_.keys, &traces_.nonces,
                             &traces_.tags}) {
      EXPECT_EQ(CountFound(data(), *some), 0u);
    }
  }

  v1::PushRequest EraseByName(size_t from, size_t until) {
    std::vector<Bytes> names(of_anna_.begin() + from, of_anna_.begin() + until);
    std::sort(names.begin(), names.end());
    Draft draft;
    v1::EraseContents& body = *draft.payload.mutable_erase_contents();
    body.set_reason(v1::ASKED_FOR);
    for (const Bytes& name : names) body.add_contents(name);
    v1::PushRequest push;
    town_.AddTo(push, anna_, std::move(draft));
    return push;
  }
  v1::PushRequest EraseAllOfAnna() {
    Draft draft;
    v1::EraseContents& body = *draft.payload.mutable_erase_contents();
    body.set_reason(v1::ASKED_FOR);
    body.set_member(anna_.member);
    v1::PushRequest push;
    town_.AddTo(push, anna_, std::move(draft));
    return push;
  }

  std::string data() const { return town_.folder / "data"; }

  Town town_;
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
  std::vector<v1::PushRequest> pushes_;
  std::vector<Bytes> of_anna_;
  std::vector<Bytes> of_bert_;
  Traces traces_;
};

TEST_F(ErasureTest, AThousandContentsAreInNoFileAndEveryProofHolds) {
  Fill();
  // The same search does find them before: sealed bytes and keys, and nothing in the open.
  EXPECT_EQ(CountFound(data(), traces_.keys), size_t{kMany});
  EXPECT_EQ(CountFound(data(), traces_.nonces), size_t{kMany});
  EXPECT_EQ(CountFound(data(), traces_.tags), size_t{kMany});
  EXPECT_EQ(CountFound(data(), traces_.prose), 0u);
  EXPECT_EQ(CountFound(data(), traces_.salts), 0u);
  auto backup = BackUp(data(), Copied::kStore, town_.folder / "backup.db", 0, Silent);
  ASSERT_TRUE(backup) << backup.error().message;
  std::filesystem::copy(data() + "/keys/contents.db", town_.folder / "old_keys.db");

  town_.OpenHouse();
  {
    OpenHall hall(town_);
    const auto began = std::chrono::steady_clock::now();
    hall.Accept(EraseByName(0, 200));
    hall.Accept(EraseByName(200, 400));
    hall.Accept(EraseAllOfAnna());
    const auto took = std::chrono::steady_clock::now() - began;
    RecordProperty("erased_in_ms", static_cast<int>(
        std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
    EXPECT_LT(took, std::chrono::seconds(20));
    ExpectNoTrace();  // while the server runs on
    // A push that is repeated brings nothing back.
    auto again = hall.Push(pushes_[3]);
    ASSERT_TRUE(again) << again.error().message;
    for (const auto& result : again->results()) EXPECT_TRUE(result.has_accepted());
    for (const v1::Content& content : pushes_[3].contents()) {
      EXPECT_FALSE(*town_.house->store().HasContent(town_.community, content.commitment()));
    }
    // Nor a new command that commits to the same.
    Draft draft;
    v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
    body.set_channel(v1::APP);
    v1::ContentRef& text = *body.mutable_text();
    const v1::Content& old = pushes_[5].contents(7);
    text.set_commitment(old.commitment());
    text.set_audience(v1::STAFF);
    text.set_media("text/plain");
    text.set_size(static_cast<uint32_t>(old.data().size()));
    v1::PushRequest push;
    town_.AddTo(push, anna_, std::move(draft));
    *push.add_contents() = old;
    ASSERT_TRUE(hall.Push(push));
    EXPECT_FALSE(*town_.house->store().HasContent(town_.community, old.commitment()));
    for (const Bytes& one : of_bert_) {
      EXPECT_TRUE(*town_.house->store().HasContent(town_.community, one));
    }
  }
  ExpectNoTrace();

  // The ledger is whole: its file verifies, and every entry is decided again alike.
  auto file = ExportLedger(*town_.house, town_.community, ExportedContents::kAll);
  ASSERT_TRUE(file) << file.error().message;
  FileIo io;
  const std::string path = town_.folder / "town.ledger";
  ASSERT_TRUE(io.WriteFile(path, *file));
  EXPECT_EQ(verbs::RunVerb({"ledger", "verify", path}, io), 0);
  EXPECT_EQ(verbs::RunVerb({"audit", path}, io), 0);

  // The backup from before: with the keys of today it opens bert's contents and none of anna's.
  town_.house.reset();
  ExpectNoTrace();
  std::filesystem::create_directories(town_.folder / "again/keys");
  std::filesystem::permissions(town_.folder / "again/keys", std::filesystem::perms::owner_all);
  std::filesystem::copy(data() + "/keys", town_.folder / "again/keys");
  ASSERT_TRUE(Restore(*backup, town_.folder / "again", Silent));
  EXPECT_EQ(CountFound(town_.folder / "again", traces_.nonces), size_t{kMany});
  EXPECT_EQ(CountFound(town_.folder / "again", traces_.keys), 0u);
  {
    auto house = *House::Open(town_.folder / "again", "sqlite");
    for (const Bytes& one : of_anna_) {
      EXPECT_FALSE(house->store().FindContent(town_.community, one)->has_value());
    }
    for (const Bytes& one : of_bert_) {
      EXPECT_TRUE(house->store().FindContent(town_.community, one)->has_value());
    }
  }

  // Old keys, brought back to a ledger that knows of the erasure: gone before anybody is served.
  std::filesystem::remove(data() + "/keys/contents.db");
  std::filesystem::remove(data() + "/keys/contents.db-wal");
  ASSERT_TRUE(RestoreKeys(town_.folder / "old_keys.db", data(), 0, Silent));
  EXPECT_EQ(CountFound(data(), traces_.keys), size_t{kMany});
  town_.OpenHouse();
  { OpenHall hall(town_); }
  EXPECT_EQ(CountFound(data(), traces_.keys), 0u);
  EXPECT_TRUE(*town_.house->store().HasContent(town_.community, of_bert_[0]));
}

// A disk that fails between the commit of the entry and the erasure.
class HalfErasing : public testing::PassingStore {
 public:
  using PassingStore::PassingStore;
  Result<uint64_t> EraseContents(BytesView community,
                                 const std::vector<Bytes>& commitments) override {
    if (fails && !commitments.empty()) return Fail(ErrorCode::kIo, "the disk is full");
    return PassingStore::EraseContents(community, commitments);
  }
  bool fails = true;
};

class CutOffTest : public ErasureTest {
 protected:
  void SetUp() override {
    HalfErasing store(town_.house->store());
    {
      OpenHall hall(town_, store);
      said_ = town_.Message(anna_, "nobody else would say so");
      hall.Accept(said_);
      order_ = EraseAllOfAnna();
      auto pushed = hall.Push(order_);
      ASSERT_FALSE(pushed) << "nothing is promised before it is done";
      EXPECT_EQ(pushed.error().code, ErrorCode::kIo);
      EXPECT_TRUE(Has());
      EXPECT_FALSE(hall.Push(order_));
      if (!mends_) return;
      store.fails = false;
      EXPECT_EQ(hall.Accept(order_), 3u);
      EXPECT_FALSE(Has());
    }
  }
  bool Has() {
    return *town_.house->store().HasContent(town_.community, said_.contents(0).commitment());
  }
  bool mends_ = false;
  v1::PushRequest said_;
  v1::PushRequest order_;
};

TEST_F(CutOffTest, WhatWasCutOffIsDoneAtTheNextStart) {
  ASSERT_TRUE(Has());
  OpenHall hall(town_);
  EXPECT_FALSE(Has());
  EXPECT_EQ(hall.Accept(order_), 3u);
}

class MendedTest : public CutOffTest {
 protected:
  MendedTest() { mends_ = true; }
};

TEST_F(MendedTest, OrBeforeTheNextCommand) { EXPECT_FALSE(Has()); }

TEST_F(ErasureTest, WhatAMemberSaysAfterwardsStays) {
  OpenHall hall(town_);
  v1::PushRequest both = town_.Message(anna_, "before");
  const v1::PushRequest order = EraseAllOfAnna();
  const v1::PushRequest after = town_.Message(anna_, "after");
  both.add_commands(order.commands(0));
  both.add_commands(after.commands(0));
  *both.add_contents() = after.contents(0);
  auto pushed = hall.Push(both);  // one push, one round
  ASSERT_TRUE(pushed);
  for (const auto& result : pushed->results()) EXPECT_TRUE(result.has_accepted());
  EXPECT_FALSE(
      *town_.house->store().HasContent(town_.community, both.contents(0).commitment()));
  EXPECT_TRUE(
      *town_.house->store().HasContent(town_.community, after.contents(0).commitment()));
}

TEST_F(ErasureTest, TheOperatorErasesByNameOrByMember) {
  std::vector<Bytes> names;
  {
    OpenHall hall(town_);
    for (int i = 0; i < 3; ++i) {
      const v1::PushRequest push = town_.Message(anna_, "text " + std::to_string(i));
      hall.Accept(push);
      names.push_back(push.contents(0).commitment());
    }
  }
  const uint64_t before = *town_.house->store().Size(town_.community);
  Erasure erasure;
  erasure.contents = {names[1], names[0], names[1]};
  erasure.reason = v1::UNLAWFUL;
  ASSERT_TRUE(EraseContents(*town_.house, town_.community, erasure, testing::kMorningMs, Silent));
  EXPECT_EQ(*town_.house->store().Size(town_.community), before + 1);
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, names[0]));
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, names[1]));
  EXPECT_TRUE(*town_.house->store().HasContent(town_.community, names[2]));
  Status again =
      EraseContents(*town_.house, town_.community, erasure, testing::kMorningMs, Silent);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("CONTENT_UNKNOWN"), std::string::npos);
  Erasure all;
  all.member = anna_.member;
  ASSERT_TRUE(EraseContents(*town_.house, town_.community, all, testing::kMorningMs, Silent));
  EXPECT_FALSE(*town_.house->store().HasContent(town_.community, names[2]));
  EXPECT_FALSE(ParseErasureReason("because"));
}

}  // namespace
}  // namespace yiting::ops
