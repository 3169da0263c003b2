// The case library: the likest first; how alike is counted by hand here.
#include <gtest/gtest.h>

#include <map>

#include "query/query.h"
#include "tests/unit/state/sample.h"

namespace yiting {
namespace {

class NoPacks : public decide::PackSource {
 public:
  rulehost::PackPtr Find(BytesView) override { return nullptr; }
};

// Cases written event by event, with no rules.
class CasesTest : public ::testing::Test, public query::ContentSource {
 protected:
  CasesTest() {
    author.Create();
    author.Admit(state::kStartMs + 1, 'a', "resident");
  }

  std::optional<Bytes> Find(BytesView commitment) override {
    const auto found = texts.find(Bytes(commitment));
    if (found == texts.end() || hidden) return std::nullopt;
    return found->second;
  }

  Bytes Published(const std::string& summary, const std::string& category = "parking") {
    const Bytes matter(16, ++last);
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(matter);
    opened->set_opener(state::Id16('a'));
    v1::CategorySet* set = author.Add().mutable_category_set();
    set->set_matter(matter);
    set->set_category(category);
    v1::CasePublished* published = author.Add().mutable_case_published();
    published->set_matter(matter);
    published->set_by(state::Id16('r'));
    published->mutable_summary()->set_commitment(Bytes(32, last));
    published->mutable_summary()->set_audience(v1::PUBLIC);
    texts[Bytes(32, last)] = summary;
    author.Wait(state::kStartMs + 2);
    return matter;
  }
  v1::CasesView Cases(const std::string& text, const std::string& category = "",
                      uint32_t limit = 0) {
    v1::ViewRequest request;
    request.mutable_cases()->set_text(text);
    request.mutable_cases()->set_category(category);
    request.mutable_cases()->set_limit(limit);
    query::QueryInput input{*author.community, packs, *this};
    input.now_ms = state::kStartMs + 3;
    auto view = query::Answer(input, request);
    EXPECT_TRUE(view.has_value());
    return view ? view->cases() : v1::CasesView();
  }

  state::Author author;
  NoPacks packs;
  std::map<Bytes, std::string> texts;
  bool hidden = false;  // contents are not at hand
  char last = 0;
};

TEST_F(CasesTest, A7_15_AlikeIsTheShareOfPairsThatBothHave) {
  // 停车 车难 | 停车 车位 位难 难找: one of five pairs.
  const Bytes parking = Published("停车位难找");
  // Nothing in common.
  Published("路灯坏了");
  v1::CasesView view = Cases("停车难");
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).matter(), parking);
  EXPECT_EQ(view.rows(0).alike(), 200u);
  EXPECT_EQ(view.rows(0).summary(), "停车位难找");
  // The same text is alike in all; spaces and ASCII punctuation do not count.
  view = Cases("停车 位,难找!");
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).alike(), 1000u);
}

TEST_F(CasesTest, A7_15_TheLikestComesFirst) {
  // 停车 车难 难啊 | 停车 车位 位难 难找: 1 of 6. | 停车 车难: 2 of 3.
  const Bytes far = Published("停车位难找");
  const Bytes near = Published("停车难");
  const v1::CasesView view = Cases("停车难啊");
  ASSERT_EQ(view.rows_size(), 2);
  EXPECT_EQ(view.rows(0).matter(), near);
  EXPECT_EQ(view.rows(0).alike(), 666u);
  EXPECT_EQ(view.rows(1).matter(), far);
  EXPECT_EQ(view.rows(1).alike(), 166u);
}

TEST_F(CasesTest, A7_15_WithoutATextTheNewestComeFirstOfACategoryAndSoMany) {
  const Bytes first = Published("停车位难找");
  const Bytes second = Published("楼道堆物", "noise");
  v1::CasesView view = Cases("");
  ASSERT_EQ(view.rows_size(), 2);
  EXPECT_EQ(view.rows(0).matter(), second);
  EXPECT_EQ(view.rows(0).alike(), 0u);
  EXPECT_EQ(Cases("", "", 1).rows_size(), 1);
  view = Cases("", "parking");
  ASSERT_EQ(view.rows_size(), 1);
  EXPECT_EQ(view.rows(0).matter(), first);
  // What this device does not hold cannot be shown.
  hidden = true;
  EXPECT_EQ(Cases("").rows_size(), 0);
}

}  // namespace
}  // namespace yiting
