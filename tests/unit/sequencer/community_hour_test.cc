// The hour that tests/bench measures, small: it comes out the same to the bit here and in the other
// build, and what follows it without rules comes out the same as well.

#include <gtest/gtest.h>

#include "state/replay.h"
#include "tests/bench/hour_story.h"

namespace yiting::bench {
namespace {

// Both builds must come to these. They change with the pack tests/bench/hour.lua, with the story,
// and with what the state remembers: then the test says what they are now.
constexpr char kFingerprint[] =
    "5c312d328cf6f2875afe15e36955c1c6576e95a103a6cd916c8e5f5a07a9058b";
constexpr char kRoot[] = "6dbbbad52d723fd0b068dbb7fb608965277b1239f70c4ca42c99a2d953c80a21";

TEST(CommunityHour, ComesOutTheSameInBothBuilds) {
  HourStory story(500, 5'000);
  story.Settle();
  story.Live();
  EXPECT_EQ(story.host().Fingerprint(), kFingerprint);
  EXPECT_EQ(story.host().Root(), kRoot);

  // It was a whole hour: everything that can happen did, and was refused where it had to be.
  EXPECT_GE(story.lived(), 5'000u);
  EXPECT_LE(story.lived(), 5'002u);
  int commands = 0;
  for (const char* what :
       {"accept", "bell", "bind_device", "confirm", "end_role", "grant_role", "invitation",
        "invite", "meet", "message", "newcomer", "nudge", "rate", "reply", "report_in", "sign",
        "vote"}) {
    const auto found = story.did().find(what);
    ASSERT_NE(found, story.did().end()) << what;
    EXPECT_GE(found->second, 5) << what;
    commands += found->second;
  }
  EXPECT_EQ(story.did().size(), 17u);
  EXPECT_EQ(story.lived(), static_cast<uint64_t>(commands) + 25) << "a deadline each of 25 bells";
  const auto& refusals = story.host().refusals();
  EXPECT_EQ(refusals.size(), 2u);
  EXPECT_EQ(refusals.count("ALREADY_DONE"), 1u);  // a household's second ballot
  EXPECT_EQ(refusals.count("RULE_REFUSED"), 1u);  // a meeting that came too soon

  // A phone that was away for all of it.
  auto phone = state::Community::Open(":memory:", state::Durability::kCache);
  ASSERT_TRUE(phone.has_value());
  ASSERT_TRUE((*phone)->Begin().has_value());
  for (const Bytes& entry : story.host().entries()) {
    const Status done =
        sequencer::FollowEntry(**phone, entry, state::CommandSignatures::kSkip);
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }
  ASSERT_TRUE((*phone)->Commit().has_value());
  EXPECT_EQ((*phone)->Digest(), story.host().state().Digest());
}

}  // namespace
}  // namespace yiting::bench
