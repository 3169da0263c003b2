// Linked matters, tasks and figures on a matter's page, of a ledger without rules.
#include <gtest/gtest.h>

#include "query/query.h"
#include "tests/unit/state/sample.h"

namespace yiting {
namespace {

constexpr int64_t kLater = state::kStartMs + 3'600'000;

class NoPacks : public decide::PackSource {
 public:
  rulehost::PackPtr Find(BytesView) override { return nullptr; }
};

class LinksViewTest : public ::testing::Test, public query::ContentSource {
 protected:
  LinksViewTest() {
    author.Create();
    for (char member : {'a', 'b', 'd'}) author.Admit(state::kStartMs + 1, member, "resident");
    Raise('m', 'a');
    Raise('n', 'b');
  }
  std::optional<Bytes> Find(BytesView commitment) override {
    return "text " + std::string(1, commitment[0]);
  }

  void Raise(char matter, char opener) {
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(state::Id16(matter));
    opened->set_opener(state::Id16(opener));
    v1::PartyAlerted* alerted = author.Add().mutable_party_alerted();
    alerted->set_matter(state::Id16(matter));
    alerted->set_unit("water");
    author.Wait(kLater);
  }
  v1::MatterView Matter(char matter, char member, int64_t now_ms = kLater) {
    query::QueryInput input{*author.community, packs, *this};
    input.member = state::Id16(member);
    input.now_ms = now_ms;
    v1::ViewRequest request;
    request.mutable_matter()->set_matter(state::Id16(matter));
    auto view = query::Answer(input, request);
    EXPECT_TRUE(view.has_value());
    return view ? view->matter() : v1::MatterView();
  }

  state::Author author;
  NoPacks packs;
};

TEST_F(LinksViewTest, A3_6_BothSidesOfALinkNameTheOtherAndWhoIsAskedSeesSo) {
  v1::MatterSupported* supported = author.Add().mutable_matter_supported();
  supported->set_matter(state::Id16('n'));
  supported->set_member(state::Id16('d'));
  v1::MatterLinked* linked = author.Add().mutable_matter_linked();
  linked->set_matter(state::Id16('m'));
  linked->set_other(state::Id16('n'));
  linked->set_by(state::Id16('r'));
  v1::LinkAnswered* answered = author.Add().mutable_link_answered();
  answered->set_matter(state::Id16('m'));
  answered->set_other(state::Id16('n'));
  answered->set_member(state::Id16('b'));
  answered->set_agreed(true);
  author.Wait(kLater);

  const v1::MatterView main = Matter('m', 'd');
  ASSERT_EQ(main.links_size(), 1);
  EXPECT_TRUE(main.links(0).duplicate());
  EXPECT_EQ(main.links(0).number(), 2u);
  EXPECT_EQ(main.links(0).asked(), 2u);
  EXPECT_EQ(main.links(0).agreed(), 1u);
  EXPECT_EQ(main.links(0).declined(), 0u);
  EXPECT_TRUE(main.links(0).ask_me());
  EXPECT_FALSE(Matter('m', 'b').links(0).ask_me());
  EXPECT_FALSE(Matter('m', 'a').links(0).ask_me());
  const v1::MatterView other = Matter('n', 'b');
  ASSERT_EQ(other.links_size(), 1);
  EXPECT_FALSE(other.links(0).duplicate());
  EXPECT_EQ(other.links(0).matter(), state::Id16('m'));
  EXPECT_EQ(other.timeline(other.timeline_size() - 1).kind(), v1::TimelineItem::LINKED);
  EXPECT_EQ(other.timeline(other.timeline_size() - 1).title().zh(), "1");
}

TEST_F(LinksViewTest, A7_3_ATaskIsOverdueUntilItsUnitHasReportedIt) {
  v1::TaskSet* set = author.Add().mutable_task_set();
  set->set_matter(state::Id16('m'));
  set->set_task(1);
  set->set_unit("water");
  set->set_due_ms(kLater + 1000);
  set->set_by(state::Id16('a'));
  set->mutable_text()->set_commitment(Bytes(32, 't'));
  author.Wait(kLater);
  v1::MatterView view = Matter('m', 'a', kLater + 999);
  ASSERT_EQ(view.tasks_size(), 1);
  EXPECT_EQ(view.tasks(0).text(), "text t");
  EXPECT_EQ(view.tasks(0).state(), v1::TaskRow::OPEN);
  EXPECT_FALSE(view.tasks(0).overdue());
  EXPECT_TRUE(Matter('m', 'a', kLater + 1000).tasks(0).overdue());
  v1::TaskReported* reported = author.Add().mutable_task_reported();
  reported->set_matter(state::Id16('m'));
  reported->set_task(1);
  reported->set_by(state::Id16('a'));
  author.Wait(kLater + 2000);
  view = Matter('m', 'a', kLater + 3000);
  EXPECT_EQ(view.tasks(0).state(), v1::TaskRow::REPORTED);
  EXPECT_EQ(view.tasks(0).reported_ms(), kLater + 2000);
  EXPECT_FALSE(view.tasks(0).overdue());
}

TEST_F(LinksViewTest, A7_11_AFigureSaysWhichOfItsTwoIsThere) {
  v1::IndicatorMeasured* measured = author.Add().mutable_indicator_measured();
  measured->set_matter(state::Id16('m'));
  measured->set_indicator("noise");
  measured->set_after(true);
  measured->set_value(0);
  measured->set_by(state::Id16('a'));
  author.Wait(kLater);
  const v1::MatterView view = Matter('m', 'a');
  ASSERT_EQ(view.indicators_size(), 1);
  EXPECT_FALSE(view.indicators(0).has_before());
  EXPECT_TRUE(view.indicators(0).has_after());
  EXPECT_EQ(view.indicators(0).after(), 0);
  EXPECT_EQ(view.indicators(0).title().zh(), "noise");
}

TEST_F(LinksViewTest, A7_10_OrdersAreOfOneUnitAndNameTheirMatter) {
  v1::TaskSet* set = author.Add().mutable_task_set();
  set->set_matter(state::Id16('n'));
  set->set_task(1);
  set->set_unit("water");
  set->set_due_ms(kLater + 1000);
  set->set_by(state::Id16('a'));
  set->mutable_text()->set_commitment(Bytes(32, 't'));
  author.Wait(kLater);
  query::QueryInput input{*author.community, packs, *this};
  input.now_ms = kLater;
  v1::ViewRequest request;
  request.mutable_orders()->set_unit("water");
  auto view = query::Answer(input, request);
  ASSERT_TRUE(view.has_value());
  ASSERT_EQ(view->orders().rows_size(), 1);
  EXPECT_EQ(view->orders().rows(0).number(), 2u);
  EXPECT_EQ(view->orders().rows(0).task(), 1u);
  EXPECT_EQ(view->orders().rows(0).state(), "open");
  EXPECT_EQ(view->orders().rows(0).text(), "text t");
  request.mutable_orders()->set_unit("roads");
  view = query::Answer(input, request);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->orders().rows_size(), 0);
}

}  // namespace
}  // namespace yiting
