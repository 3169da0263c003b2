// Who stands behind a matter, which matters are the same, and the case library, event by event.
#include "state/read_links.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/read_territory.h"

namespace yiting::state {
namespace {

constexpr int64_t kLater = kStartMs + 3'600'000;

class LinksTest : public ::testing::Test {
 protected:
  LinksTest() {
    author.Create();
    for (char member : {'a', 'b', 'c', 'd'}) author.Admit(kStartMs + 1, member, "resident");
    Raise('m', 'a');
    Raise('n', 'b');
    Raise('q', 'c');
  }

  Community& community() { return *author.community; }

  void Raise(char matter, char opener, bool practice = false) {
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(Id16(matter));
    opened->set_procedure("bell");
    opened->set_opener(Id16(opener));
    opened->set_practice(practice);
    author.Wait(kLater);
  }
  void Close(char matter) {
    v1::MatterClosed* closed = author.Add().mutable_matter_closed();
    closed->set_matter(Id16(matter));
    closed->set_outcome("done");
    author.Wait(kLater);
  }

  static v1::Event Supported(char matter, char member) {
    v1::Event event;
    event.mutable_matter_supported()->set_matter(Id16(matter));
    event.mutable_matter_supported()->set_member(Id16(member));
    return event;
  }
  static v1::Event Linked(char matter, char other) {
    v1::Event event;
    event.mutable_matter_linked()->set_matter(Id16(matter));
    event.mutable_matter_linked()->set_other(Id16(other));
    event.mutable_matter_linked()->set_by(Id16('r'));
    return event;
  }
  static v1::Event Unlinked(char matter, char other) {
    v1::Event event;
    event.mutable_matter_unlinked()->set_matter(Id16(matter));
    event.mutable_matter_unlinked()->set_other(Id16(other));
    event.mutable_matter_unlinked()->set_by(Id16('r'));
    return event;
  }
  static v1::Event Answered(char matter, char other, char member, bool agreed) {
    v1::Event event;
    v1::LinkAnswered* answered = event.mutable_link_answered();
    answered->set_matter(Id16(matter));
    answered->set_other(Id16(other));
    answered->set_member(Id16(member));
    answered->set_agreed(agreed);
    return event;
  }
  static v1::Event Published(char matter, v1::Audience audience, char text) {
    v1::Event event;
    event.mutable_case_published()->set_matter(Id16(matter));
    event.mutable_case_published()->set_by(Id16('r'));
    v1::ContentRef* summary = event.mutable_case_published()->mutable_summary();
    summary->set_commitment(Bytes(32, text));
    summary->set_audience(audience);
    summary->set_media("text/plain");
    summary->set_size(9);
    return event;
  }

  void Happens(const v1::Event& event) {
    author.Add() = event;
    author.Wait(kLater);
  }
  // What CheckEvent says of it now; empty when it fits.
  std::string Broken(const v1::Event& event) {
    const EntryPlace place{community().facts().size, kLater, Bytes(32, 'p')};
    const Status status = CheckEvent(community(), place, event);
    return status ? "" : status.error().message;
  }

  // "bd": who stands behind it.
  std::string Backers(char matter) {
    std::string members;
    const Bytes opener = FindMatter(community(), Id16(matter))->opener;
    for (char member = 'a'; member <= 'z'; ++member) {
      const bool backs =
          opener == Id16(member) || IsSupporter(community(), Id16(matter), Id16(member));
      if (backs) members += member;
    }
    return members;
  }
  int64_t Count(char matter) { return FindMatter(community(), Id16(matter))->supporters; }
  // "nq": the matters about which the member is asked on the page of `matter`.
  std::string Asked(char matter, char member) {
    std::string others;
    for (const Bytes& other :
         AskedAbout(community(), *FindMatter(community(), Id16(matter)), Id16(member))) {
      others += other[0];
    }
    return others;
  }

  Author author;
};

TEST_F(LinksTest, A3_6_WhatIsClosedHasNoFurtherSteps) {
  Close('n');
  const int64_t steps = FindMatter(community(), Id16('n'))->steps;
  Happens(Linked('m', 'n'));
  Happens(Linked('m', 'q'));
  Happens(Unlinked('m', 'n'));
  EXPECT_EQ(FindMatter(community(), Id16('n'))->steps, steps);
  EXPECT_EQ(FindMatter(community(), Id16('q'))->steps, steps);
}

TEST_F(LinksTest, A3_6_SupportIsGivenOnceAndNotToOnesOwn) {
  Happens(Supported('m', 'd'));
  EXPECT_EQ(Backers('m'), "ad");
  EXPECT_EQ(Count('m'), 1);
  EXPECT_TRUE(IsSupporter(community(), Id16('m'), Id16('d')));
  EXPECT_FALSE(IsSupporter(community(), Id16('m'), Id16('a')));
  EXPECT_NE(Broken(Supported('m', 'd')).find("one support a member"), std::string::npos);
  EXPECT_NE(Broken(Supported('m', 'a')).find("stands behind it"), std::string::npos);
  EXPECT_EQ(Broken(Supported('n', 'd')), "");
  EXPECT_NE(Broken(Supported('n', '?')), "");
  Close('m');
  EXPECT_NE(Broken(Supported('m', 'c')), "");
}

TEST_F(LinksTest, A3_6_ALinkMovesNobodyAndAsksEachWhoStandsBehindTheOther) {
  Happens(Supported('n', 'd'));
  Happens(Linked('m', 'n'));
  EXPECT_EQ(Backers('m'), "a");
  EXPECT_EQ(Backers('n'), "bd");
  EXPECT_EQ(Asked('m', 'b'), "n");
  EXPECT_EQ(Asked('m', 'd'), "n");
  EXPECT_EQ(Asked('m', 'c'), "");
  EXPECT_EQ(Asked('n', 'a'), "");
  EXPECT_EQ(LinkTo(community(), Id16('n'))->matter, Id16('m'));
  EXPECT_FALSE(LinkTo(community(), Id16('m')).has_value());
}

TEST_F(LinksTest, A3_6_YesComesOverAndNoStays) {
  Happens(Supported('n', 'd'));
  Happens(Linked('m', 'n'));
  Happens(Answered('m', 'n', 'b', true));
  Happens(Answered('m', 'n', 'd', false));
  EXPECT_EQ(Backers('m'), "ab");
  EXPECT_EQ(Count('m'), 1);
  EXPECT_EQ(Backers('n'), "bd");
  EXPECT_EQ(Count('n'), 1);
  EXPECT_EQ(Asked('m', 'b'), "");
  EXPECT_EQ(Asked('m', 'd'), "");
  const std::vector<Link> links = LinksOf(community(), Id16('m'));
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].asked, 2);
  EXPECT_EQ(links[0].agreed, 1);
  EXPECT_EQ(links[0].declined, 1);
  EXPECT_NE(Broken(Answered('m', 'n', 'd', true)).find("is asked, once"), std::string::npos);
  EXPECT_NE(Broken(Answered('m', 'n', 'c', true)).find("is asked, once"), std::string::npos);
}

TEST_F(LinksTest, A3_6_UnlinkingGivesBackWhatCameOverAndForgetsTheAnswers) {
  Happens(Supported('n', 'd'));
  Happens(Supported('m', 'c'));
  Happens(Linked('m', 'n'));
  Happens(Answered('m', 'n', 'b', true));
  Happens(Answered('m', 'n', 'd', true));
  EXPECT_EQ(Backers('m'), "abcd");
  Happens(Unlinked('m', 'n'));
  EXPECT_EQ(Backers('m'), "ac");
  EXPECT_EQ(Count('m'), 1);
  EXPECT_EQ(Backers('n'), "bd");
  EXPECT_TRUE(LinksOf(community(), Id16('m')).empty());
  EXPECT_NE(Broken(Unlinked('m', 'n')).find("not linked"), std::string::npos);
  // Linked again, all are asked again.
  Happens(Linked('m', 'n'));
  EXPECT_EQ(Asked('m', 'd'), "n");
}

TEST_F(LinksTest, A3_6_WhoCameOverFromTwoStaysUntilBothAreTakenApart) {
  Happens(Supported('n', 'd'));
  Happens(Supported('q', 'd'));
  Happens(Linked('m', 'n'));
  Happens(Linked('m', 'q'));
  EXPECT_EQ(Asked('m', 'd'), "nq");
  Happens(Answered('m', 'n', 'd', true));
  Happens(Answered('m', 'q', 'd', true));
  EXPECT_EQ(Count('m'), 1);
  Happens(Unlinked('m', 'n'));
  EXPECT_EQ(Backers('m'), "ad");
  Happens(Unlinked('m', 'q'));
  EXPECT_EQ(Backers('m'), "a");
  EXPECT_EQ(Count('m'), 0);
}

TEST_F(LinksTest, A3_6_WhoStandsBehindTheMatterAnywayIsNotAsked) {
  // The one raised 'm', the other supports it by a word of their own.
  Happens(Supported('n', 'a'));
  Happens(Supported('n', 'd'));
  Happens(Supported('m', 'd'));
  Happens(Linked('m', 'n'));
  EXPECT_EQ(Asked('m', 'a'), "");
  EXPECT_EQ(Asked('m', 'd'), "");
  EXPECT_EQ(Asked('m', 'b'), "n");
  EXPECT_EQ(LinksOf(community(), Id16('m'))[0].asked, 1);
  EXPECT_NE(Broken(Answered('m', 'n', 'a', true)), "");
}

TEST_F(LinksTest, A3_6_ThereAreNoChains) {
  EXPECT_NE(Broken(Linked('m', 'm')).find("itself"), std::string::npos);
  EXPECT_NE(Broken(Linked('m', '?')), "");
  Happens(Linked('m', 'n'));
  EXPECT_NE(Broken(Linked('m', 'n')), "");
  EXPECT_NE(Broken(Linked('n', 'q')), "");
  EXPECT_NE(Broken(Linked('q', 'n')), "");
  EXPECT_NE(Broken(Linked('q', 'm')), "");
  EXPECT_EQ(Broken(Linked('m', 'q')), "");
}

TEST_F(LinksTest, A7_15_ACaseIsForEverybodyAndTheNewestComesFirst) {
  EXPECT_NE(Broken(Published('m', v1::COMMUNITY, '1')).find("for everybody"), std::string::npos);
  EXPECT_NE(Broken(Published('?', v1::PUBLIC, '1')), "");
  Happens(Published('m', v1::PUBLIC, '1'));
  Happens(Published('n', v1::PUBLIC, '2'));
  std::vector<Case> cases = AllCases(community());
  ASSERT_EQ(cases.size(), 2u);
  EXPECT_EQ(cases[0].matter, Id16('n'));
  // Written anew it is one case still, and the newest.
  Happens(Published('m', v1::PUBLIC, '3'));
  cases = AllCases(community());
  ASSERT_EQ(cases.size(), 2u);
  EXPECT_EQ(cases[0].matter, Id16('m'));
  EXPECT_EQ(FindCase(community(), Id16('m'))->summary, Bytes(32, '3'));
  EXPECT_FALSE(FindCase(community(), Id16('q')).has_value());
  // What is closed is not written anew.
  Close('m');
  EXPECT_NE(Broken(Published('m', v1::PUBLIC, '4')), "");
}

TEST_F(LinksTest, A1_16_WhatIsTriedOutIsLinkedToNothingThatIsMeant) {
  Raise('x', 'a', true);
  for (const auto& [matter, other] : {std::pair('m', 'x'), std::pair('x', 'm')}) {
    v1::Event event;
    event.mutable_matter_linked()->set_matter(Id16(matter));
    event.mutable_matter_linked()->set_other(Id16(other));
    event.mutable_matter_linked()->set_by(Id16('r'));
    EXPECT_NE(Broken(event).find("tried out"), std::string::npos);
  }
  Close('m');
  v1::Event event;
  event.mutable_matter_opened()->set_matter(Id16('y'));
  event.mutable_matter_opened()->set_opener(Id16('a'));
  event.mutable_matter_opened()->set_follows(Id16('m'));
  EXPECT_EQ(Broken(event), "");
  event.mutable_matter_opened()->set_practice(true);
  EXPECT_NE(Broken(event).find("tried out"), std::string::npos);
}

TEST_F(LinksTest, A1_16_WhatWasTriedOutIsNoCase) {
  Raise('x', 'a', true);
  Happens(Published('x', v1::PUBLIC, '1'));
  EXPECT_TRUE(AllCases(community()).empty());
}

TEST_F(LinksTest, A1_16_WhatWasTriedOutIsNotCountedAtItsPlace) {
  v1::PlaceRegistered* place = author.Add().mutable_place_registered();
  place->set_place(Id16('P'));
  place->set_kind("building");
  author.Wait(kLater);
  for (const bool practice : {false, true}) {
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(Id16(practice ? 'x' : 'y'));
    opened->set_opener(Id16('a'));
    opened->set_place(Id16('P'));
    opened->set_practice(practice);
    author.Wait(kLater);
  }
  EXPECT_EQ(CountWithinAll(community())[Id16('P')].open_matters, 1);
}

TEST_F(LinksTest, FollowersComeInTheOrderOfTheirNumbers) {
  Close('m');
  for (char matter : {'z', 'y'}) {
    v1::MatterOpened* opened = author.Add().mutable_matter_opened();
    opened->set_matter(Id16(matter));
    opened->set_opener(Id16('a'));
    opened->set_follows(Id16('m'));
    author.Wait(kLater);
  }
  const std::vector<Bytes> followers = FollowersOf(community(), Id16('m'));
  ASSERT_EQ(followers.size(), 2u);
  EXPECT_EQ(followers[0], Id16('z'));
  EXPECT_EQ(followers[1], Id16('y'));
  EXPECT_TRUE(FollowersOf(community(), Id16('n')).empty());
  EXPECT_TRUE(FollowersOf(community(), "").empty());
}

}  // namespace
}  // namespace yiting::state
