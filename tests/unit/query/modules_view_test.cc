// Of what a street does without there is nothing to see; the home view says what it is.
#include <gtest/gtest.h>

#include "query/query.h"
#include "tests/unit/decide/errands.h"

namespace yiting::query {
namespace {

using decide::kDay;
using decide::kHour;
using decide::MemberId;

// Every content says the same.
class Texts : public ContentSource {
 public:
  std::optional<Bytes> Find(BytesView) override { return "停车难"; }
};

class ModulesViewTest : public decide::ErrandTest {
 protected:
  // One case, one task and one venue.
  ModulesViewTest() {
    const Bytes matter = AtWork({"office"});
    EXPECT_EQ(Deliver('w', matter, 1), "");
    EXPECT_EQ(Judge('a', matter, 1, "yes"), "");
    v1::Payload publish = ActBody(matter, "publish");
    Write(AddInput(publish, "summary"), v1::PUBLIC);
    EXPECT_EQ(Do('w', now_ms, publish), "");
    v1::Payload venue;
    venue.mutable_set_venue()->set_venue(Bytes(16, 'V'));
    venue.mutable_set_venue()->mutable_title()->set_zh("议事厅");
    venue.mutable_set_venue()->set_closes_minute(1440);
    venue.mutable_set_venue()->set_longest_minutes(120);
    EXPECT_EQ(Do('r', now_ms, venue), "");
  }

  void SwitchOff(const std::string& names) {
    std::string source = PackWith("on_late = enter \"work\"");
    source.replace(source.find("outcome"), 0, "modules { " + names + " }, ");
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(packs_.Add(source));
    payload.mutable_activate_pack()->set_base(state_->facts().pack);
    ASSERT_EQ(Do('r', now_ms, payload), "");
  }

  v1::View See(v1::ViewRequest request) {
    QueryInput input{*state_, packs_, texts_, MemberId('w')};
    input.now_ms = now_ms;
    Result<v1::View> view = Answer(input, request);
    EXPECT_TRUE(view.has_value());
    return view ? *view : v1::View();
  }
  // How many rows of cases, orders and venues there are, and which parts are off.
  std::string Seen() {
    v1::ViewRequest cases, orders, venues, home;
    cases.mutable_cases();
    orders.mutable_orders();
    venues.mutable_venues()->set_from_ms(now_ms);
    venues.mutable_venues()->set_until_ms(now_ms + kDay);
    home.mutable_home();
    std::string seen = std::to_string(See(cases).cases().rows_size()) + " " +
                       std::to_string(See(orders).orders().rows_size()) + " " +
                       std::to_string(See(venues).venues().venues_size());
    // A screen that asks gets its own view, not none.
    EXPECT_TRUE(See(cases).has_cases() && See(orders).has_orders() && See(venues).has_venues());
    const v1::View at_home = See(home);
    for (const int module : at_home.home().off()) seen += " off" + std::to_string(module);
    return seen;
  }

  Texts texts_;
};

TEST_F(ModulesViewTest, A5_13_WhatIsOffShowsNothing) {
  EXPECT_EQ(Seen(), "1 1 1");
  SwitchOff("cases = false");
  EXPECT_EQ(Seen(), "0 1 1 off5");
  SwitchOff("orders = false");
  EXPECT_EQ(Seen(), "1 0 1 off6");
  SwitchOff("venues = false, messages = false");
  EXPECT_EQ(Seen(), "1 1 0 off1 off4");
  SwitchOff("posters = true");
  EXPECT_EQ(Seen(), "1 1 1");
}

// Who has booked may cancel, and so has to find it.
TEST_F(ModulesViewTest, A5_13_OfVenuesThatAreOffOnesOwnBookingsAreShown) {
  const auto book = [this](char who, int64_t in_ms) {
    v1::Payload payload;
    payload.mutable_book_venue()->set_venue(Bytes(16, 'V'));
    payload.mutable_book_venue()->set_from_ms(now_ms + in_ms);
    payload.mutable_book_venue()->set_until_ms(now_ms + in_ms + kHour);
    EXPECT_EQ(Do(who, now_ms, payload), "");
    return last_.MadeId();
  };
  book('a', kHour);
  EXPECT_EQ(Seen(), "1 1 1");
  SwitchOff("venues = false");
  EXPECT_EQ(Seen(), "1 1 0 off4");
  SwitchOff("posters = true");
  const Bytes mine = book('w', 3 * kHour);
  SwitchOff("venues = false");
  EXPECT_EQ(Seen(), "1 1 1 off4");
  v1::ViewRequest request;
  request.mutable_venues()->set_from_ms(now_ms);
  request.mutable_venues()->set_until_ms(now_ms + kDay);
  const v1::View view = See(request);
  ASSERT_EQ(view.venues().venues_size(), 1);
  ASSERT_EQ(view.venues().venues(0).bookings_size(), 1);
  EXPECT_EQ(view.venues().venues(0).bookings(0).booking(), mine);
}

}  // namespace
}  // namespace yiting::query
