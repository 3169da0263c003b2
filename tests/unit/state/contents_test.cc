// What is left in the state of what was taken back: marks, never rows that vanish; and what an
// event may not take back.

#include <gtest/gtest.h>

#include <functional>

#include "sample.h"
#include "state/read_ledger.h"
#include "state/read_members.h"

namespace yiting::state {
namespace {

// A community with registrar 'r', residents 'a' and 'b', observer 'o'; 'a' has said "A" and "C",
// 'b' "B".
class ContentsTest : public ::testing::Test {
 protected:
  ContentsTest() {
    author_.Create();
    author_.Admit(kStartMs + 1, 'a', "resident");
    author_.Admit(kStartMs + 2, 'b', "resident");
    author_.Admit(kStartMs + 3, 'o', kObserverRole);
    const std::pair<char, char> said[] = {{'A', 'a'}, {'B', 'b'}, {'C', 'a'}};
    for (const auto& [text, who] : said) {
      v1::MessageLeft* left = author_.Add().mutable_message_left();
      left->set_message(Id16(text));
      left->set_author(Id16(who));
      left->mutable_text()->set_commitment(Bytes(32, text));
      left->mutable_text()->set_audience(v1::STAFF);
    }
    author_.Wait(kStartMs + 4);
  }

  void Happen(int64_t time_ms, const std::function<void(v1::Event&)>& make) {
    make(author_.Add());
    ASSERT_EQ(Broken(make), "");
    author_.Wait(time_ms);
  }
  // The invariant that the event would break; empty = none.
  std::string Broken(const std::function<void(v1::Event&)>& make) {
    v1::Event event;
    make(event);
    const EntryPlace place{community().facts().size, kStartMs + 100, Bytes(32, 'p')};
    const Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }
  static void Erase(v1::Event& event, char by, const std::string& contents, char member = 0) {
    event.mutable_contents_erased()->set_by(Id16(by));
    for (const char c : contents) event.mutable_contents_erased()->add_contents(Bytes(32, c));
    if (member != 0) event.mutable_contents_erased()->set_member(Id16(member));
  }
  static void Leave(v1::Event& event, char by, char member) {
    event.mutable_member_left()->set_by(Id16(by));
    event.mutable_member_left()->set_member(Id16(member));
  }
  static void Rename(v1::Event& event, char by, char member, char profile) {
    event.mutable_profile_changed()->set_by(Id16(by));
    event.mutable_profile_changed()->set_member(Id16(member));
    event.mutable_profile_changed()->mutable_profile()->set_commitment(Bytes(32, profile));
  }
  Community& community() { return *author_.community; }
  int64_t ErasedMs(char content) { return FindContent(community(), Bytes(32, content))->erased_ms; }

  Author author_;
};

TEST_F(ContentsTest, A8_2_ErasedContentsAreMarkedAndStay) {
  Happen(kStartMs + 10, [](v1::Event& e) { Erase(e, 'a', "A"); });
  EXPECT_EQ(ErasedMs('A'), kStartMs + 10);
  EXPECT_EQ(ErasedMs('C'), 0);
  Happen(kStartMs + 20, [](v1::Event& e) { Erase(e, 'r', "", 'a'); });
  EXPECT_EQ(ErasedMs('A'), kStartMs + 10);
  EXPECT_EQ(ErasedMs('C'), kStartMs + 20);
  EXPECT_EQ(ErasedMs('B'), 0);
  const std::vector<OwnContent> own = ContentsOwnedBy(community(), Id16('a'), "", 10);
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].commitment, Bytes(32, 'A'));
  EXPECT_EQ(own[0].facts.erased_ms, kStartMs + 10);
  EXPECT_EQ(ContentsOwnedBy(community(), Id16('a'), Bytes(32, 'A'), 10).size(), 1u);
  EXPECT_EQ(ContentsOwnedBy(community(), Id16('a'), "", 1).size(), 1u);
}

TEST_F(ContentsTest, A8_2_WhatIsErasedIsInTheLedgerSortedAndErasedOnce) {
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "BA"); }), "event: contents are sorted");
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "AA"); }), "event: contents are sorted");
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "X"); }),
            "event: only what is in the ledger is erased");
  const std::string one = "event: contents are erased by name, or all of a member's";
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "A", 'a'); }), one);
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', ""); }), one);
  Happen(kStartMs + 10, [](v1::Event& e) { Erase(e, 'a', "A"); });
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "A"); }), "event: a content is erased once");
  EXPECT_NE(Broken([](v1::Event& e) { Erase(e, 'x', "C"); }), "");
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'o', "C"); }), "");  // an observer's right as well
}

TEST_F(ContentsTest, A8_2_AProfileIsNewAndAMembers) {
  Happen(kStartMs + 10, [](v1::Event& e) { Rename(e, 'a', 'a', 'P'); });
  EXPECT_EQ(FindMember(community(), Id16('a'))->profile, Bytes(32, 'P'));
  EXPECT_EQ(FindContent(community(), Bytes(32, 'P'))->owner, Id16('a'));
  EXPECT_EQ(Broken([](v1::Event& e) { Rename(e, 'a', 'a', 'P'); }), "event: a profile is new");
  EXPECT_NE(Broken([](v1::Event& e) { Rename(e, 'r', 'x', 'Q'); }), "");
}

TEST_F(ContentsTest, A8_2_WhoHasLeftHoldsNothingAndIsForgotten) {
  Happen(kStartMs + 10, [](v1::Event& e) { Leave(e, 'a', 'a'); });
  const std::optional<Member> member = FindMember(community(), Id16('a'));
  EXPECT_EQ(member->left_ms, kStartMs + 10);
  EXPECT_TRUE(member->person.empty());
  EXPECT_TRUE(RolesAt(community(), Id16('a'), kStartMs + 10).empty());
  EXPECT_FALSE(RolesAt(community(), Id16('a'), kStartMs + 9).empty());
  EXPECT_TRUE(FindDevice(community(), crypto::PublicKey(KeyOf('a')))->revoked);
  EXPECT_FALSE(FindDevice(community(), crypto::PublicKey(KeyOf('b')))->revoked);
  EXPECT_EQ(CounterValue(community(), "left"), 1);

  const std::string left = "event: has left: " + ToHex(Id16('a'));
  EXPECT_EQ(Broken([](v1::Event& e) { Leave(e, 'r', 'a'); }), left);
  EXPECT_EQ(Broken([](v1::Event& e) { Leave(e, 'a', 'b'); }), left);
  EXPECT_EQ(Broken([](v1::Event& e) { Rename(e, 'r', 'a', 'P'); }), left);
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'a', "A"); }), left);
  EXPECT_EQ(Broken([](v1::Event& e) { Erase(e, 'r', "", 'a'); }), "");  // what they have said
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_role_granted()->set_member(Id16('a'));
              e.mutable_role_granted()->mutable_grant()->set_from_ms(kStartMs);
            }),
            left);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_device_bound()->set_device(Bytes(32, 'd'));
              e.mutable_device_bound()->set_member(Id16('a'));
            }),
            left);
  EXPECT_EQ(Broken([](v1::Event& e) {
              e.mutable_message_left()->set_message(Id16('z'));
              e.mutable_message_left()->set_author(Id16('a'));
            }),
            left);
}

TEST_F(ContentsTest, AKeySignsForOneTimeOnly) {
  const auto change = [](const Bytes& key) {
    return [key](v1::Event& e) { e.mutable_sequencer_key_changed()->set_key(key); };
  };
  EXPECT_EQ(Broken(change(Bytes(32, 's'))), "event: a key signs a ledger for one time only");
  EXPECT_NE(Broken(change(Bytes(31, 't'))), "");
  const uint64_t seq = community().facts().size;
  Happen(kStartMs + 10, change(Bytes(32, 't')));
  EXPECT_EQ(community().facts().sequencer_key, Bytes(32, 't'));
  const std::vector<SequencerKey> keys = SequencerKeys(community());
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0].seq, 0u);
  EXPECT_EQ(keys[1].seq, seq);
  EXPECT_EQ(keys[1].key, Bytes(32, 't'));
  EXPECT_EQ(Broken(change(Bytes(32, 's'))), "event: a key signs a ledger for one time only");
}

}  // namespace
}  // namespace yiting::state
