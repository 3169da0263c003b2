#include <gtest/gtest.h>

#include <set>

#include "sample.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"

namespace yiting::state {
namespace {

// Thirty matters of residents 'a' and 'b': every third without a deadline, every fourth closed,
// three of five imported.
class ReadTest : public ::testing::Test {
 protected:
  ReadTest() {
    author_.Create();
    author_.Admit(kStartMs + 1, 'a', "resident");
    author_.Admit(kStartMs + 2, 'b', "resident");
    for (int i = 0; i < 30; ++i) OpenOne(i);
    author_.Command(kStartMs + 3, 'r', [](v1::Payload& payload) {
      payload.mutable_revoke_device()->set_device(Bytes(32, 'z'));
    });
  }

  static Bytes IdOf(int i) {
    Bytes id(12, 'm');
    AppendU32Be(id, static_cast<uint32_t>(i));
    return id;
  }

  static std::string SourceOf(int i) {
    if (i % 5 == 2) return "city";
    return i % 5 == 1 || i % 5 == 3 ? "12345" : "";
  }

  void OpenOne(int i) {
    v1::MatterOpened* opened = author_.Add().mutable_matter_opened();
    opened->set_matter(IdOf(i));
    opened->set_source(SourceOf(i));
    if (!SourceOf(i).empty()) opened->set_source_ref(std::to_string(i));
    opened->set_procedure("bell");
    opened->set_opener(Id16(i % 2 == 0 ? 'a' : 'b'));
    v1::StageEntered* entered = author_.Add().mutable_stage_entered();
    entered->set_matter(IdOf(i));
    entered->set_stage(i % 5 == 0 ? "accepted" : "applied");
    if (i % 4 == 0) {
      v1::MatterClosed* closed = author_.Add().mutable_matter_closed();
      closed->set_matter(IdOf(i));
      closed->set_outcome("resolved");
    } else if (i % 3 != 0) {
      v1::DeadlineSet* set = author_.Add().mutable_deadline_set();
      set->set_deadline(next_deadline_++);
      set->set_matter(IdOf(i));
      // Several fall due at the same instant.
      set->set_due_ms(kStartMs + 100'000'000 + (i * 7 % 5) * 1'000);
    }
  }

  // Walks all pages and gives the numbers in their order.
  std::vector<uint64_t> Walk(MatterPage page) {
    std::vector<uint64_t> numbers;
    while (true) {
      std::vector<Matter> rows = MattersOf(*author_.community, page);
      for (const Matter& row : rows) numbers.push_back(row.number);
      if (rows.size() < page.limit) return numbers;
      const Matter& last = rows.back();
      page.after_number = static_cast<int64_t>(last.number);
      page.after_due_ms = last.due_ms == 0 ? std::numeric_limits<int64_t>::max() : last.due_ms;
    }
  }

  Author author_;
  uint64_t next_deadline_ = 1;
};

TEST_F(ReadTest, PagesOfAnyLengthGiveTheSameList) {
  for (MatterPage::Order order : {MatterPage::kNewestFirst, MatterPage::kByDue}) {
    MatterPage whole{.order = order, .opener = {}, .stage = {}, .source = {}, .limit = 200};
    std::vector<uint64_t> all = Walk(whole);
    EXPECT_EQ(all.size(), order == MatterPage::kByDue ? 22u : 30u);
    for (uint32_t limit : {1u, 2u, 3u, 7u, 29u}) {
      MatterPage page = whole;
      page.limit = limit;
      EXPECT_EQ(Walk(page), all) << limit;
    }
  }
}

TEST_F(ReadTest, NearestDeadlineComesFirstAndThoseWithoutOneLast) {
  MatterPage page{
      .order = MatterPage::kByDue, .opener = {}, .stage = {}, .source = {}, .limit = 200};
  int64_t before = 0;
  bool without = false;
  for (const Matter& row : MattersOf(*author_.community, page)) {
    EXPECT_FALSE(row.closed());
    if (row.due_ms == 0) {
      without = true;
      continue;
    }
    EXPECT_FALSE(without);
    EXPECT_GE(row.due_ms, before);
    before = row.due_ms;
  }
  EXPECT_TRUE(without);
}

TEST_F(ReadTest, FiltersAgreeWithAWalkOverEverything) {
  const MatterPage everything{
      .order = MatterPage::kNewestFirst, .opener = {}, .stage = {}, .source = {}, .limit = 200};
  std::vector<Matter> all = MattersOf(*author_.community, everything);
  auto numbers = [&](auto keep) {
    std::vector<uint64_t> found;
    for (const Matter& row : all) {
      if (keep(row)) found.push_back(row.number);
    }
    return found;
  };
  MatterPage page{
      .order = MatterPage::kNewestFirst, .opener = {}, .stage = {}, .source = {}, .limit = 4};
  page.only_open = true;
  EXPECT_EQ(Walk(page), numbers([](const Matter& m) { return !m.closed(); }));
  page.only_open = false;
  page.only_closed = true;
  EXPECT_EQ(Walk(page), numbers([](const Matter& m) { return m.closed(); }));
  page.only_closed = false;
  page.opener = Id16('a');
  EXPECT_EQ(Walk(page), numbers([](const Matter& m) { return m.opener == Id16('a'); }));
  page.opener.clear();
  page.stage = "accepted";
  EXPECT_EQ(Walk(page), numbers([](const Matter& m) { return m.stage == "accepted"; }));
}

TEST_F(ReadTest, PagesOfASourceAgreeWithAWalkOverEverything) {
  for (MatterPage::Order order : {MatterPage::kNewestFirst, MatterPage::kByDue}) {
    MatterPage page{
        .order = order, .opener = {}, .stage = {}, .source = {}, .limit = 200};
    for (const Bytes& opener : {Bytes(), Id16('a')}) {
      page.opener = opener;
      page.source.clear();
      const std::vector<Matter> all = MattersOf(*author_.community, page);
      for (const char* source : {"12345", "city", "nowhere"}) {
        std::vector<uint64_t> wanted;
        for (const Matter& row : all) {
          if (row.source == source) wanted.push_back(row.number);
        }
        page.source = source;
        for (uint32_t limit : {1u, 2u, 5u, 100u}) {
          page.limit = limit;
          EXPECT_EQ(Walk(page), wanted) << source << " " << limit;
        }
        page.limit = 200;
      }
    }
  }
  MatterPage closed{
      .order = MatterPage::kNewestFirst, .opener = {}, .stage = {}, .source = "12345", .limit = 2};
  closed.only_closed = true;
  EXPECT_EQ(Walk(closed), (std::vector<uint64_t>{29, 17, 9}));
}

// Neither what came from elsewhere nor, for the open ones, what is closed costs anything.
TEST_F(ReadTest, APageOfASourceCostsTheSameInALongLedger) {
  const auto cost = [this](MatterPage::Order order) {
    const MatterPage page{
        .order = order, .opener = {}, .stage = {}, .source = "city", .limit = 3};
    const int64_t before = author_.community->db().steps();
    EXPECT_EQ(MattersOf(*author_.community, page).size(), 3u);
    return author_.community->db().steps() - before;
  };
  const int64_t newest = cost(MatterPage::kNewestFirst);
  const int64_t due = cost(MatterPage::kByDue);
  for (int i = 1'000; i < 1'300; ++i) {
    if (SourceOf(i) != "city" || i % 4 == 0) OpenOne(i);
  }
  author_.Wait(kStartMs + 4);
  EXPECT_LE(cost(MatterPage::kNewestFirst), newest * 11 / 10);
  EXPECT_LE(cost(MatterPage::kByDue), due * 11 / 10);
}

TEST_F(ReadTest, RolesHoldFromTheirFirstInstantToTheirLast) {
  v1::RoleGranted* granted = author_.Add().mutable_role_granted();
  granted->set_member(Id16('a'));
  granted->mutable_grant()->set_role("building_head");
  granted->mutable_grant()->set_unit("u1");
  granted->mutable_grant()->set_from_ms(kStartMs + 100);
  granted->mutable_grant()->set_until_ms(kStartMs + 200);
  author_.Command(kStartMs + 50, 'r', [](v1::Payload& payload) {
    payload.mutable_revoke_device()->set_device(Bytes(32, 'y'));
  });
  auto holds = [&](int64_t at) {
    return HoldsRole(RolesAt(*author_.community, Id16('a'), at), "building_head");
  };
  EXPECT_FALSE(holds(kStartMs + 99));
  EXPECT_TRUE(holds(kStartMs + 100));
  EXPECT_TRUE(holds(kStartMs + 199));
  EXPECT_FALSE(holds(kStartMs + 200));
  EXPECT_EQ(CountHolders(*author_.community, "resident", kStartMs + 60), 2);
}

TEST_F(ReadTest, TheNextDeadlineIsTheEarliestThenTheLowest) {
  std::optional<Deadline> next = NextDue(*author_.community);
  ASSERT_TRUE(next.has_value());
  for (uint64_t id = 1; id < next_deadline_; ++id) {
    std::optional<Deadline> other = FindDeadline(*author_.community, id);
    ASSERT_TRUE(other.has_value());
    EXPECT_TRUE(next->due_ms < other->due_ms ||
                (next->due_ms == other->due_ms && next->deadline <= other->deadline));
  }
}

TEST_F(ReadTest, TotalsComeFromCounters) {
  MatterTotals totals = CountMatters(*author_.community);
  EXPECT_EQ(totals.open, 22);
  EXPECT_EQ(totals.closed, 8);
}

TEST_F(ReadTest, CommandsAreKnownByTheirId) {
  EXPECT_EQ(SeqOfCommand(*author_.community, author_.last_id), 3u);
  EXPECT_FALSE(SeqOfCommand(*author_.community, Bytes(32, '?')).has_value());
}

}  // namespace
}  // namespace yiting::state
