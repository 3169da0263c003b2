// Of the matters in a list those that were imported from one source, whichever list it is.
#include <gtest/gtest.h>

#include "query/query.h"
#include "tests/unit/decide/errands.h"

namespace yiting::query {
namespace {

using Request = v1::MatterListRequest;
using Numbers = std::vector<uint64_t>;

class NoTexts : public ContentSource {
 public:
  std::optional<Bytes> Find(BytesView) override { return std::nullopt; }
};

// By number: 1 raised by a resident, 2 and 4 letters of petition, 3 from the mailbox; 4 is closed.
class SourcesViewTest : public decide::ErrandTest {
 protected:
  SourcesViewTest() {
    OpenMatter('a', now_ms);
    Import("petition", "XF-1");
    Import("mailbox", "XF-1");
    Import("petition", "XF-2");
    EXPECT_EQ(Act('w', now_ms, last_.MadeId(), "finish"), "");
  }
  void Import(const std::string& source, const std::string& ref) {
    v1::Payload payload = OpenBody();
    payload.mutable_open_matter()->set_channel(v1::IMPORT);
    payload.mutable_open_matter()->set_source(source);
    payload.mutable_open_matter()->set_source_ref(ref);
    EXPECT_EQ(Do('w', now_ms, payload), "");
  }
  v1::MatterListView Page(Request::Filter filter, const std::string& source,
                          const std::string& stage = "", uint32_t limit = 0,
                          const Bytes& after = "") {
    v1::ViewRequest request;
    request.mutable_matters()->set_filter(filter);
    request.mutable_matters()->set_source(source);
    request.mutable_matters()->set_stage(stage);
    request.mutable_matters()->set_limit(limit);
    request.mutable_matters()->set_after(after);
    QueryInput input{*state_, packs_, texts_, decide::MemberId('w')};
    input.now_ms = now_ms;
    const Result<v1::View> view = Answer(input, request);
    EXPECT_TRUE(view.has_value());
    return view ? view->matters() : v1::MatterListView();
  }
  Numbers Listed(Request::Filter filter, const std::string& source, const std::string& stage = "") {
    Numbers numbers;
    const v1::MatterListView view = Page(filter, source, stage);
    for (const v1::MatterRow& row : view.rows()) numbers.push_back(row.number());
    return numbers;
  }

  NoTexts texts_;
};

TEST_F(SourcesViewTest, A1_12_WhatCameFromOneSourceInEveryList) {
  EXPECT_EQ(Listed(Request::ALL, "petition"), (Numbers{4, 2}));
  EXPECT_EQ(Listed(Request::OPEN, "petition"), (Numbers{2}));
  EXPECT_EQ(Listed(Request::CLOSED, "petition"), (Numbers{4}));
  EXPECT_EQ(Listed(Request::MINE, "petition"), (Numbers{4, 2}));
  EXPECT_EQ(Listed(Request::INBOX, "petition"), (Numbers{2}));
  EXPECT_EQ(Listed(Request::ALL, "mailbox"), (Numbers{3}));
  EXPECT_EQ(Listed(Request::ALL, "elsewhere"), (Numbers{}));
  EXPECT_EQ(Listed(Request::ALL, ""), (Numbers{4, 3, 2, 1}));
}

TEST_F(SourcesViewTest, A1_12_ASourceAndAStageAreBothAsked) {
  EXPECT_EQ(Listed(Request::ALL, "petition", "first"), (Numbers{2}));
  EXPECT_EQ(Listed(Request::ALL, "petition", "work"), (Numbers{}));
}

TEST_F(SourcesViewTest, A1_12_ItGoesOnByPagesAndIsNotCounted) {
  const v1::MatterListView first = Page(Request::ALL, "petition", "", 1);
  ASSERT_EQ(first.rows_size(), 1);
  EXPECT_EQ(first.rows(0).number(), 4u);
  EXPECT_EQ(first.rows(0).source().zh(), "信访件");
  EXPECT_EQ(first.total(), 0u);
  const v1::MatterListView second = Page(Request::ALL, "petition", "", 1, first.next());
  ASSERT_EQ(second.rows_size(), 1);
  EXPECT_EQ(second.rows(0).number(), 2u);
  EXPECT_EQ(Page(Request::ALL, "petition", "", 1, second.next()).rows_size(), 0);
}

}  // namespace
}  // namespace yiting::query
