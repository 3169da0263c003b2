// Lists of matters: filters, pages, the inbox, and what a page costs.

#include "query/query.h"

#include <gtest/gtest.h>

#include "scene.h"

namespace yiting::testing {
namespace {

using Request = v1::MatterListRequest;

class Lists : public Scene {
 protected:
  // All pages of a filter, as matter numbers.
  std::vector<uint64_t> Pages(char name, Request::Filter filter, uint32_t limit,
                              const std::string& stage = "") {
    std::vector<uint64_t> numbers;
    Bytes after;
    for (int page = 0; page < 100; ++page) {
      const v1::MatterListView view = List(name, filter, after, limit, stage);
      EXPECT_LE(view.rows_size(), static_cast<int>(limit));
      for (const v1::MatterRow& row : view.rows()) numbers.push_back(row.number());
      after = view.next();
      if (after.empty()) return numbers;
    }
    ADD_FAILURE() << "the pages do not end";
    return numbers;
  }
};

TEST_F(Lists, FiltersAndTheirOrders) {
  std::vector<Bytes> ids;
  for (int i = 0; i < 6; ++i) {
    now_ms += kDayMs;
    ids.push_back(Press(i % 2 == 0 ? 'A' : 'B', std::to_string(i + 1)));
  }
  Wake();
  Withdraw('B', ids[1]);
  Withdraw('A', ids[4]);
  using Numbers = std::vector<uint64_t>;
  for (uint32_t limit : {1u, 2u, 20u}) {
    EXPECT_EQ(Pages('A', Request::ALL, limit), (Numbers{6, 5, 4, 3, 2, 1})) << limit;
    EXPECT_EQ(Pages('A', Request::CLOSED, limit), (Numbers{5, 2})) << limit;
    EXPECT_EQ(Pages('A', Request::MINE, limit), (Numbers{5, 3, 1})) << limit;
    const Numbers open = Pages('A', Request::OPEN, limit);
    EXPECT_EQ(open.size(), 4u);
  }
  EXPECT_EQ(List('A', Request::ALL).total(), 6u);
  EXPECT_EQ(List('A', Request::OPEN).total(), 4u);
  EXPECT_EQ(List('A', Request::CLOSED).total(), 2u);
  EXPECT_TRUE(Pages(0, Request::MINE, 5).empty());
}

TEST_F(Lists, OpenOnesByDeadlineNearestFirst) {
  for (int i = 0; i < 5; ++i) Press('A', std::to_string(i));
  now_ms += kDayMs;
  Press('A', "later");
  int64_t before = 0;
  for (const v1::MatterListView view = List('A', Request::OPEN); const auto& row : view.rows()) {
    EXPECT_GE(row.due_ms(), before);
    before = row.due_ms();
  }
}

TEST_F(Lists, OneStageOnly) {
  const Bytes first = Press('A', "1");
  Press('A', "2");
  Accept(first);
  EXPECT_EQ(Pages('A', Request::ALL, 5, "accepted"), (std::vector<uint64_t>{1}));
  EXPECT_EQ(Pages('A', Request::OPEN, 5, "applied"), (std::vector<uint64_t>{2}));
  EXPECT_TRUE(Pages('A', Request::ALL, 5, "rating").empty());
}

TEST_F(Lists, InboxIsWhatAsksSomethingOfMe) {
  const Bytes first = Press('A', "1");
  const Bytes second = Press('A', "2");
  EXPECT_EQ(Pages('S', Request::INBOX, 1), (std::vector<uint64_t>{1, 2}));
  // Its own opener could withdraw it, but is not asked to.
  EXPECT_TRUE(Pages('A', Request::INBOX, 5).empty());
  EXPECT_TRUE(Pages('O', Request::INBOX, 5).empty());
  EXPECT_TRUE(Pages(0, Request::INBOX, 5).empty());
  Accept(first);
  EXPECT_EQ(Pages('P', Request::INBOX, 5), (std::vector<uint64_t>{1}));
  Do('P', Acting(first, "report_in"));
  EXPECT_TRUE(Pages('P', Request::INBOX, 5).empty());
}

TEST_F(Lists, LimitsAndCursorsFromOutsideAreChecked) {
  for (int i = 0; i < 25; ++i) Press('A', std::to_string(i));
  EXPECT_EQ(List('A', Request::ALL).rows_size(), 20);
  EXPECT_EQ(List('A', Request::ALL, "", 100'000).rows_size(), 25);
  v1::ViewRequest request;
  request.mutable_matters()->set_after("odd");
  auto view = query::Answer(InputFor('A'), request);
  ASSERT_FALSE(view.has_value());
  EXPECT_EQ(view.error().code, ErrorCode::kInvalid);
}

// Steps of SQLite's machine stand for time: the same on every machine.
TEST_F(Lists, PageCostsTheSameInALongLedger) {
  auto cost = [this](Request::Filter filter) {
    const int64_t before = sequencer->state().db().steps();
    List('S', filter, "", 10);
    return sequencer->state().db().steps() - before;
  };
  for (int i = 0; i < 30; ++i) Press('A', std::to_string(i));
  for (int i = 0; i < 60; ++i) Withdraw('B', Press('B', std::to_string(i)));
  const Request::Filter filters[] = {Request::ALL, Request::OPEN, Request::CLOSED, Request::MINE};
  std::map<int, int64_t> small;
  for (Request::Filter filter : filters) small[filter] = cost(filter);
  for (int i = 0; i < 400; ++i) Withdraw('B', Press('B', std::to_string(i)));
  for (Request::Filter filter : filters) {
    EXPECT_LE(cost(filter), small[filter] * 12 / 10 + 50) << filter;
  }
}

TEST_F(Lists, InboxLooksThroughABoundedNumber) {
  for (uint32_t i = 0; i < query::kInboxScanMax + 20; ++i) Press('A', std::to_string(i));
  // Nothing here asks anything of 'T': the first page is empty and says that there is more.
  v1::MatterListView view = List('T', Request::INBOX);
  EXPECT_EQ(view.rows_size(), 0);
  ASSERT_FALSE(view.next().empty());
  EXPECT_EQ(view.total(), 0u);
  view = List('T', Request::INBOX, view.next());
  EXPECT_EQ(view.rows_size(), 0);
  EXPECT_TRUE(view.next().empty());
}

}  // namespace
}  // namespace yiting::testing
