// Who leads: with a category exactly one party does, however often it is set.
#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_matters.h"
#include "state/replay.h"

namespace yiting::state {
namespace {

class PartiesTest : public ::testing::Test {
 protected:
  PartiesTest() {
    entries_.push_back(author_.Create());
    entries_.push_back(author_.Admit(kStartMs + 1, 'a', "resident"));
    entries_.push_back(author_.Open(kStartMs + 2, kStartMs + 1'000'000));
  }

  void SetCategory(const std::string& category, const std::string& lead,
                   const std::vector<std::string>& assisting) {
    v1::CategorySet* set = author_.Add().mutable_category_set();
    set->set_matter(Id16('m'));
    set->set_category(category);
    set->set_lead(lead);
    Alert(lead, true);
    for (const std::string& unit : assisting) Alert(unit, false);
    entries_.push_back(author_.Wait(++time_ms_));
  }
  void Alert(const std::string& unit, bool lead) {
    v1::PartyAlerted* alerted = author_.Add().mutable_party_alerted();
    alerted->set_matter(Id16('m'));
    alerted->set_unit(unit);
    alerted->set_lead(lead);
  }
  // "office* police": the star leads.
  static std::string Parties(Community& community) {
    std::string all;
    for (const Party& party : PartiesOf(community, Id16('m'))) {
      all += (all.empty() ? "" : " ") + party.unit + (party.lead ? "*" : "");
    }
    return all;
  }
  std::string WhyNotAlert(const std::string& unit, bool lead) {
    v1::Event event;
    event.mutable_party_alerted()->set_matter(Id16('m'));
    event.mutable_party_alerted()->set_unit(unit);
    event.mutable_party_alerted()->set_lead(lead);
    const EntryPlace place{author_.community->facts().size, time_ms_ + 1, Bytes(32, 'p')};
    const Status good = CheckEvent(*author_.community, place, event);
    return good ? "" : good.error().message;
  }

  Author author_;
  std::vector<Bytes> entries_;
  int64_t time_ms_ = kStartMs + 2;
};

TEST_F(PartiesTest, ACategoryHasOneLead) {
  SetCategory("noise", "office", {"police"});
  EXPECT_EQ(Parties(*author_.community), "office* police");
}

TEST_F(PartiesTest, WhoLedBeforeStaysAPartyAndLeadsNoLonger) {
  SetCategory("noise", "office", {"police"});
  SetCategory("lift", "school", {});
  EXPECT_EQ(Parties(*author_.community), "school* office police");
  // An assisting unit takes the lead, the lead assists, and back again.
  SetCategory("crime", "police", {"office"});
  EXPECT_EQ(Parties(*author_.community), "police* office school");
  SetCategory("noise", "office", {"police"});
  SetCategory("noise", "office", {"police"});
  EXPECT_EQ(Parties(*author_.community), "office* police school");
  EXPECT_EQ(FindMatter(*author_.community, Id16('m'))->lead, "office");
  // The rows are under the fingerprint: who follows comes to the same.
  auto replica = NewCommunity();
  for (const Bytes& entry : entries_) {
    ASSERT_TRUE(replica->Begin().has_value());
    const Status done = ReplayEntry(*replica, entry, CommandSignatures::kVerify);
    ASSERT_TRUE(done.has_value()) << done.error().message;
    ASSERT_TRUE(replica->Commit().has_value());
  }
  EXPECT_EQ(Parties(*replica), "office* police school");
  EXPECT_EQ(replica->Digest(), author_.community->Digest());
}

TEST_F(PartiesTest, NoEventMakesAnotherLead) {
  const std::string said = "event: the party that leads is the one of the category";
  EXPECT_EQ(WhyNotAlert("police", true), said) << "no category yet";
  EXPECT_EQ(WhyNotAlert("police", false), "");
  SetCategory("noise", "office", {});
  EXPECT_EQ(WhyNotAlert("police", true), said);
  EXPECT_EQ(WhyNotAlert("office", false), said);
  EXPECT_EQ(WhyNotAlert("office", true), "");
  EXPECT_EQ(WhyNotAlert("police", false), "");
}

}  // namespace
}  // namespace yiting::state
