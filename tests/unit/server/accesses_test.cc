// Who was handed what is not for everybody: written down before they have it.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ops/member_export.h"
#include "tests/unit/server/passing_store.h"
#include "tests/unit/server/town.h"

namespace yiting::ops {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

class CountingStore : public testing::PassingStore {
 public:
  using PassingStore::PassingStore;
  Status NoteAccesses(const std::vector<store::Access>& accesses) override {
    if (fails) return Fail(ErrorCode::kIo, "the disk is full");
    ++commits;
    return PassingStore::NoteAccesses(accesses);
  }
  int commits = 0;
  bool fails = false;
};

class AccessesTest : public ::testing::Test {
 protected:
  AccessesTest() {
    hall_.Accept(town_.Bell(anna_, "the gate is blocked"));
    said_ = town_.Message(anna_, "for the staff");
    hall_.Accept(said_);
    hall_.Accept(town_.Message(anna_, "for the staff too"));
    hall_.Accept(town_.Message(bert_, "from bert"));
  }
  Result<v1::ListAccessesResponse> ListAs(const Writer& writer, uint64_t after = 0) {
    v1::ListAccessesRequest request;
    request.set_community(town_.community);
    request.set_after(after);
    *request.mutable_reader() =
        replica::SignReader(town_.community, writer.member, writer.key, town_.clock.NowMs());
    auto promise = std::make_shared<std::promise<Result<v1::ListAccessesResponse>>>();
    hall_.hall().ListAccesses(std::move(request), [promise](auto answer) {
      promise->set_value(std::move(answer));
    });
    return promise->get_future().get();
  }

  Town town_;
  Writer anna_ = WriterOf("anna");
  Writer bert_ = WriterOf("bert");
  Writer staff_ = WriterOf("staff");
  v1::PushRequest said_;
  CountingStore store_{town_.house->store()};
  OpenHall hall_{town_, store_};
};

TEST_F(AccessesTest, WhatStaffReadOfAMembersIsWrittenDownForThatMember) {
  town_.clock.now_ms += 1000;
  ASSERT_TRUE(hall_.PullAs(staff_));
  EXPECT_EQ(store_.commits, 1) << "one commit for a pull";
  auto listed = ListAs(anna_);
  ASSERT_TRUE(listed) << listed.error().message;
  ASSERT_EQ(listed->accesses_size(), 2);
  EXPECT_EQ(listed->next(), 0u);
  const auto& first = listed->accesses(1);  // the oldest is last
  EXPECT_EQ(first.commitment(), said_.contents(0).commitment());
  EXPECT_EQ(first.member(), staff_.member);
  EXPECT_EQ(first.device(), staff_.device());
  EXPECT_EQ(first.time_ms(), testing::kMorningMs + 1000);
  EXPECT_EQ(ListAs(bert_)->accesses_size(), 1) << "each their own only";
}

TEST_F(AccessesTest, OnesOwnContentsAndThoseForManyAreNotWrittenDown) {
  ASSERT_TRUE(hall_.PullAs(anna_));
  ASSERT_TRUE(hall_.PullAs(bert_));
  ASSERT_TRUE(hall_.Pull({}));
  EXPECT_EQ(store_.commits, 0);
  EXPECT_EQ(ListAs(anna_)->accesses_size(), 0);
}

TEST_F(AccessesTest, NothingIsHandedOutThatCannotBeWrittenDown) {
  store_.fails = true;
  auto pulled = hall_.PullAs(staff_);
  ASSERT_FALSE(pulled);
  EXPECT_EQ(pulled.error().code, ErrorCode::kIo);
  EXPECT_TRUE(hall_.PullAs(bert_)) << "who needs no writing is answered";
  store_.fails = false;
  EXPECT_TRUE(hall_.PullAs(staff_));
  EXPECT_EQ(ListAs(anna_)->accesses_size(), 2);
}

TEST_F(AccessesTest, OnlyAMembersOwnDeviceIsTold) {
  Writer thief = bert_;
  thief.member = anna_.member;
  auto listed = ListAs(thief);
  ASSERT_FALSE(listed);
  EXPECT_EQ(listed.error().code, ErrorCode::kInvalid);
}

TEST_F(AccessesTest, ManyComeInPages) {
  for (int i = 0; i < 130; ++i) ASSERT_TRUE(hall_.PullAs(staff_));
  auto page = ListAs(anna_);
  ASSERT_EQ(page->accesses_size(), 200);
  ASSERT_NE(page->next(), 0u);
  page = ListAs(anna_, page->next());
  EXPECT_EQ(page->accesses_size(), 60);
  EXPECT_EQ(page->next(), 0u);
}

TEST_F(AccessesTest, TheOperatorSeesAllOfThem) {
  ASSERT_TRUE(hall_.PullAs(staff_));
  auto lines = ListAccesses(*town_.house, town_.community, 100);
  ASSERT_TRUE(lines);
  EXPECT_EQ(std::count(lines->begin(), lines->end(), '\n'), 3);
  EXPECT_NE(lines->find("owner=" + ToHex(bert_.member)), std::string::npos);
  EXPECT_EQ(lines->substr(0, 10), "2026-03-02");
}

// Personal Information Protection Law, article 45: a copy of what is held about somebody.
TEST_F(AccessesTest, AMembersExportHoldsWhatIsHeldAboutThem) {
  ASSERT_TRUE(hall_.PullAs(staff_));
  uint64_t told = 0;
  auto text = ExportMember(*town_.house, town_.community, anna_.member, testing::kMorningMs,
                           [&](const std::string&, uint64_t, uint64_t) { ++told; });
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_GE(told, 2u);
  const auto json = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json["member"]["member"], ToHex(anna_.member));
  EXPECT_EQ(json["roles"][0]["role"], "resident");
  EXPECT_EQ(json["devices"][0]["device"], ToHex(anna_.device()));
  EXPECT_EQ(json["contents"].size(), 4u) << "her name, a title and two messages";
  EXPECT_EQ(json["entries_made"].size(), 3u);
  EXPECT_EQ(json["accesses"].size(), 2u);
  EXPECT_EQ(json["accesses"][0]["member"], ToHex(staff_.member));
  EXPECT_NE(text->find("\"text\": \"for the staff too\""), std::string::npos);
  EXPECT_NE(text->find(ToHex(said_.contents(0).salt())), std::string::npos);
  EXPECT_EQ(text->find("from bert"), std::string::npos);
  EXPECT_EQ(ExportMember(*town_.house, town_.community, Bytes(16, 'x'), 0,
                         [](const std::string&, uint64_t, uint64_t) {})
                .error()
                .code,
            ErrorCode::kNotFound);
}

}  // namespace
}  // namespace yiting::ops
