#include "state/read_packs.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_matters.h"

namespace yiting::state {
namespace {

constexpr int64_t kDue = kStartMs + 1'000'000;

Bytes Pack(char c) { return Bytes(32, c); }

// Entry 0 puts pack 'p' in force; resident 'a' opens matter 'm' under it; 'o' only observes.
class PacksTest : public ::testing::Test {
 protected:
  PacksTest() {
    author_.Create();
    author_.Admit(kStartMs + 1, 'a', "resident");
    author_.Admit(kStartMs + 2, 'o', kObserverRole);
    author_.Open(kStartMs + 3, kDue);
  }
  Community& community() { return *author_.community; }

  static v1::Event Approved(char pack, char by, char base) {
    v1::Event event;
    event.mutable_pack_approved()->set_pack(Pack(pack));
    event.mutable_pack_approved()->set_base(Pack(base));
    event.mutable_pack_approved()->set_by(Id16(by));
    return event;
  }
  static v1::Event Activated(char pack, char by, bool restored = false) {
    v1::Event event;
    event.mutable_pack_activated()->set_pack(Pack(pack));
    event.mutable_pack_activated()->set_by(Id16(by));
    event.mutable_pack_activated()->set_restored(restored);
    return event;
  }
  static v1::Event Migrated(char matter, char pack) {
    v1::Event event;
    event.mutable_matter_migrated()->set_matter(Id16(matter));
    event.mutable_matter_migrated()->set_pack(Pack(pack));
    return event;
  }
  static v1::Event Moved(uint64_t deadline, int64_t due_ms) {
    v1::Event event;
    event.mutable_deadline_moved()->set_deadline(deadline);
    event.mutable_deadline_moved()->set_due_ms(due_ms);
    return event;
  }
  // The next deadline, whose count no table covers.
  uint64_t SetProvisional(int64_t due_ms) {
    author_.Add().mutable_deadline_cleared()->set_deadline(1);
    author_.SetDeadline(due_ms);
    author_.events.back().mutable_deadline_set()->set_provisional(true);
    author_.Wait(kStartMs + 4);
    return community().facts().next_deadline - 1;
  }
  void Happen(const v1::Event& event, int64_t time_ms) {
    author_.Add() = event;
    author_.Wait(time_ms);
  }
  std::string Broken(const v1::Event& event, int64_t time_ms = kStartMs + 10) {
    EntryPlace place{community().facts().size, time_ms, Pack('p')};
    Status good = CheckEvent(community(), place, event);
    return good ? "" : good.error().message;
  }

  Author author_;
};

TEST_F(PacksTest, TheFirstPackIsTheCommunitys) {
  EXPECT_EQ(community().facts().pack, Pack('p'));
  const std::vector<PackTerm> terms = PackTerms(community(), 9);
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_EQ(terms[0].seq, 0u);
  EXPECT_EQ(terms[0].time_ms, kStartMs);
  EXPECT_EQ(terms[0].by, "");
}

TEST_F(PacksTest, EveryTermIsKeptAlsoOfAPackThatCameBack) {
  Happen(Activated('q', 'a'), kStartMs + 5);
  Happen(Activated('p', 'r'), kStartMs + 6);
  Happen(Activated('q', 'r', true), kStartMs + 7);
  const std::vector<PackTerm> terms = PackTerms(community(), 9);
  ASSERT_EQ(terms.size(), 4u);
  EXPECT_EQ(terms[0].pack, Pack('q'));
  EXPECT_TRUE(terms[0].restored);
  EXPECT_EQ(terms[1].pack, Pack('p'));
  EXPECT_EQ(terms[2].by, Id16('a'));
  EXPECT_EQ(PackTerms(community(), 2).size(), 2u);
  EXPECT_EQ(FindPackTerm(community(), Pack('p'))->time_ms, kStartMs + 6);
  EXPECT_FALSE(FindPackTerm(community(), Pack('x')).has_value());
}

TEST_F(PacksTest, ApprovalsAreOfTheChangeAtHand) {
  EXPECT_EQ(Broken(Approved('q', 'a', 'p')), "");
  EXPECT_EQ(Broken(Approved('q', 'a', 'x')), "event: approves a change of another pack");
  EXPECT_EQ(Broken(Approved('q', 'o', 'p')), "event: an observer never acts");
  Happen(Approved('q', 'a', 'p'), kStartMs + 5);
  Happen(Approved('q', 'a', 'p'), kStartMs + 6);  // twice is once
  Happen(Approved('s', 'r', 'p'), kStartMs + 7);
  ASSERT_EQ(ApprovalsOf(community(), Pack('q')).size(), 1u);
  EXPECT_EQ(ApprovalsOf(community(), Pack('q'))[0].time_ms, kStartMs + 5);
  EXPECT_EQ(ApprovalsOf(community(), "").size(), 2u);
  Happen(Activated('q', 'r'), kStartMs + 8);
  EXPECT_TRUE(ApprovalsOf(community(), "").empty());
}

TEST_F(PacksTest, WhatIsInForceIsNotPutInForceAndOnlyWhatWasIsRestored) {
  EXPECT_EQ(Broken(Activated('p', 'r')), "event: the pack is in force already");
  EXPECT_EQ(Broken(Activated('q', 'r')), "");
  EXPECT_EQ(Broken(Activated('q', 'r', true)),
            "event: only a pack that was in force can be restored");
  EXPECT_EQ(Broken(Activated('q', '?')), "event: nobody has the member id " + ToHex(Id16('?')));
  v1::Event cut = Activated('q', 'r');
  cut.mutable_pack_activated()->set_pack("short");
  EXPECT_EQ(Broken(cut), "event: pack has a wrong length");
}

TEST_F(PacksTest, AnOpenMatterMigratesToThePackInForceWithoutADeadline) {
  Happen(Activated('q', 'r'), kStartMs + 5);
  EXPECT_EQ(Broken(Migrated('m', 'q')), "event: a matter migrates with a deadline running");
  author_.Add().mutable_deadline_cleared()->set_deadline(1);
  author_.Wait(kStartMs + 6);
  EXPECT_EQ(Broken(Migrated('m', 'p')), "event: a matter migrates to the pack in force");
  EXPECT_EQ(Broken(Migrated('?', 'q')), "event: there is no matter " + ToHex(Id16('?')));
  EXPECT_EQ(Broken(Migrated('m', 'q')), "");
  EXPECT_EQ(MattersOnOtherPacks(community(), 9).count, 1);
  Happen(Migrated('m', 'q'), kStartMs + 7);
  EXPECT_EQ(FindMatter(community(), Id16('m'))->pack, Pack('q'));
  EXPECT_EQ(Broken(Migrated('m', 'q')), "event: a matter migrates to another pack");
  EXPECT_EQ(MattersOnOtherPacks(community(), 9).count, 0);
  EXPECT_TRUE(MattersOnOtherPacks(community(), 9).matters.empty());
}

TEST_F(PacksTest, NoMatterMigratesWhileItVotes) {
  Happen(Activated('q', 'r'), kStartMs + 5);
  author_.Add().mutable_deadline_cleared()->set_deadline(1);
  author_.Add().mutable_poll_opened()->set_matter(Id16('m'));
  author_.Wait(kStartMs + 6);
  EXPECT_EQ(Broken(Migrated('m', 'q')), "event: a matter migrates while it votes");
}

TEST_F(PacksTest, OnlyAProvisionalDeadlineMovesAndNeverIntoThePast) {
  EXPECT_EQ(Broken(Moved(1, kDue)), "event: only a provisional deadline moves");
  const uint64_t deadline = SetProvisional(kDue);
  const int64_t now = kStartMs + 10;
  EXPECT_EQ(Broken(Moved(deadline, now + kDeadlineAheadMs), now), "");
  EXPECT_EQ(Broken(Moved(deadline, now + kDeadlineAheadMs - 1), now),
            "event: a deadline never moves into the past");
  EXPECT_EQ(Broken(Moved(1, kDue)), "event: deadline 1 is not running");
  EXPECT_EQ(Broken(Moved(99, kDue)), "event: deadline 99 is not running");
  Happen(Moved(deadline, kDue + 5), now);
  EXPECT_EQ(FindDeadline(community(), deadline)->due_ms, kDue + 5);
  EXPECT_EQ(FindMatter(community(), Id16('m'))->due_ms, kDue + 5);
  EXPECT_EQ(Broken(Moved(deadline, kDue)), "event: only a provisional deadline moves");
}

TEST_F(PacksTest, ProvisionalDeadlinesComeInPages) {
  const uint64_t deadline = SetProvisional(kDue);
  EXPECT_EQ(ProvisionalDeadlines(community(), 0, 5).size(), 1u);
  EXPECT_EQ(ProvisionalDeadlines(community(), deadline - 1, 5).size(), 1u);
  EXPECT_TRUE(ProvisionalDeadlines(community(), deadline, 5).empty());
  author_.Add().mutable_deadline_missed()->set_deadline(deadline);
  author_.Due(kDue, deadline);
  EXPECT_TRUE(ProvisionalDeadlines(community(), 0, 5).empty());
}

TEST_F(PacksTest, ACalendarCoversYears) {
  auto adopted = [](uint32_t first, uint32_t last) {
    v1::Event event;
    event.mutable_calendar_adopted()->set_first_year(first);
    event.mutable_calendar_adopted()->set_last_year(last);
    return event;
  };
  EXPECT_EQ(Broken(adopted(2007, 2026)), "");
  EXPECT_EQ(Broken(adopted(2026, 2026)), "");
  EXPECT_EQ(Broken(adopted(0, 2026)), "event: a calendar covers years");
  EXPECT_EQ(Broken(adopted(2026, 2025)), "event: a calendar covers years");
}

TEST_F(PacksTest, TheClockOfAMatterMovesToo) {
  v1::DeadlineSet* set = author_.Add().mutable_deadline_set();
  set->set_deadline(community().facts().next_deadline);
  set->set_matter(Id16('m'));
  set->set_due_ms(kDue + 50);
  set->set_provisional(true);
  author_.Wait(kStartMs + 5);
  Happen(Moved(2, kDue + 70), kStartMs + 6);
  EXPECT_EQ(FindMatter(community(), Id16('m'))->clock_due_ms, kDue + 70);
  EXPECT_EQ(FindMatter(community(), Id16('m'))->due_ms, kDue);
}

}  // namespace
}  // namespace yiting::state
