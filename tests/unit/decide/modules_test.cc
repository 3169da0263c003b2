// What a street does without is refused, whoever asks; what it has not switched off is not.
#include <gtest/gtest.h>

#include "errands.h"

namespace yiting::decide {
namespace {

class ModulesTest : public ErrandTest {
 protected:
  // Puts the same rules without these parts in force.
  void SwitchOff(const std::string& names) {
    std::string source = PackWith("on_late = enter \"work\"");
    const std::string mark = "outcome \"done\"";
    source.replace(source.find(mark), mark.size(), "modules { " + names + " }, " + mark);
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(packs_.Add(source));
    payload.mutable_activate_pack()->set_base(state_->facts().pack);
    ASSERT_EQ(Do('r', now_ms, payload), "");
  }

  static v1::Payload Message() {
    v1::Payload payload;
    payload.mutable_leave_message()->set_channel(v1::APP);
    v1::ContentRef* text = payload.mutable_leave_message()->mutable_text();
    text->set_commitment(Bytes(32, 'm'));
    text->set_audience(v1::STAFF);
    text->set_media("text/plain");
    text->set_size(9);
    return payload;
  }
  static v1::Payload Converting(const Bytes& message) {
    v1::Payload payload;
    payload.mutable_convert_message()->set_message(message);
    payload.mutable_convert_message()->set_procedure("p");
    return payload;
  }
  static v1::Payload Practice() {
    v1::Payload payload = OpenBody();
    payload.mutable_open_matter()->set_practice(true);
    return payload;
  }
  static v1::Payload Imported(const std::string& ref) {
    v1::Payload payload = OpenBody();
    payload.mutable_open_matter()->set_channel(v1::IMPORT);
    payload.mutable_open_matter()->set_source("petition");
    payload.mutable_open_matter()->set_source_ref(ref);
    return payload;
  }
  static v1::Payload Venue() {
    v1::Payload payload;
    v1::SetVenue* venue = payload.mutable_set_venue();
    venue->set_venue(Bytes(16, 'V'));
    venue->mutable_title()->set_zh("议事厅");
    venue->set_closes_minute(24 * 60);
    venue->set_longest_minutes(120);
    return payload;
  }
  v1::Payload Booking(int64_t in_ms) {
    v1::Payload payload;
    payload.mutable_book_venue()->set_venue(Bytes(16, 'V'));
    payload.mutable_book_venue()->set_from_ms(now_ms + in_ms);
    payload.mutable_book_venue()->set_until_ms(now_ms + in_ms + kHour);
    return payload;
  }
  v1::Payload Poster(char key, bool poster = true) {
    v1::Payload payload;
    v1::IssueInvitation* invitation = payload.mutable_issue_invitation();
    invitation->set_key(crypto::PublicKey(DeviceKey(key)));
    invitation->set_expires_ms(now_ms + kDay);
    invitation->set_poster(poster);
    if (!poster) invitation->add_roles()->set_role("resident");
    return payload;
  }
  std::string Ask(char device, char poster) {
    v1::Payload payload;
    payload.set_actor(schema::MemberIdOf(crypto::PublicKey(DeviceKey(device))));
    payload.mutable_ask_to_join()->set_key(crypto::PublicKey(DeviceKey(poster)));
    *payload.mutable_ask_to_join()->mutable_profile() = Message().leave_message().text();
    return Admit(Sign(device, payload, {DeviceKey(device), DeviceKey(poster)}), now_ms);
  }
};

TEST_F(ModulesTest, A5_13_MessagesAreNeitherLeftNorConverted) {
  ASSERT_EQ(Do('a', now_ms, Message()), "");
  const Bytes message = last_.MadeId();
  SwitchOff("messages = false");
  EXPECT_EQ(Do('a', now_ms, Message()), "MODULE_OFF  messages");
  EXPECT_EQ(Do('w', now_ms, Converting(message)), "MODULE_OFF  messages");
  SwitchOff("practice = false");
  EXPECT_EQ(Do('w', now_ms, Converting(message)), "");
}

TEST_F(ModulesTest, A5_13_NothingIsTriedOut) {
  EXPECT_EQ(Do('a', now_ms, Practice()), "");
  SwitchOff("practice = false");
  EXPECT_EQ(Do('a', now_ms, Practice()), "MODULE_OFF  practice");
  EXPECT_EQ(Do('a', now_ms, OpenBody()), "");
}

TEST_F(ModulesTest, A5_13_NothingComesFromElsewhere) {
  EXPECT_EQ(Do('w', now_ms, Imported("XF-1")), "");
  SwitchOff("importing = false");
  v1::Payload imported = Imported("XF-2");
  EXPECT_EQ(Do('w', now_ms, imported), "MODULE_OFF  importing");
  imported.mutable_open_matter()->set_channel(v1::VISIT);
  EXPECT_EQ(Do('w', now_ms, imported), "MODULE_OFF  importing");
  imported = OpenBody();
  imported.mutable_open_matter()->set_channel(v1::IMPORT);
  EXPECT_EQ(Do('w', now_ms, imported), "MODULE_OFF  importing");
  imported.mutable_open_matter()->set_practice(true);
  EXPECT_EQ(Do('w', now_ms, imported), "MODULE_OFF  importing");
  EXPECT_EQ(Do('w', now_ms, OpenBody()), "");
}

TEST_F(ModulesTest, A5_13_NoVenueIsSetOrBookedButABookingCanBeCancelled) {
  ASSERT_EQ(Do('r', now_ms, Venue()), "");
  ASSERT_EQ(Do('a', now_ms, Booking(kHour)), "");
  v1::Payload cancelling;
  cancelling.mutable_cancel_booking()->set_booking(last_.MadeId());
  SwitchOff("venues = false");
  EXPECT_EQ(Do('r', now_ms, Venue()), "MODULE_OFF  venues");
  EXPECT_EQ(Do('a', now_ms, Booking(3 * kHour)), "MODULE_OFF  venues");
  EXPECT_EQ(Do('a', now_ms, cancelling), "");
}

// The rules that a matter began under go on to hold for it.
TEST_F(ModulesTest, A5_13_NoCaseIsPublishedOfAMatterThatBeganSo) {
  const auto publish = [this](const Bytes& matter) {
    v1::Payload payload = ActBody(matter, "publish");
    Write(AddInput(payload, "summary"), v1::PUBLIC);
    return Do('w', now_ms, payload);
  };
  const auto after = [this] {
    const Bytes matter = AtWork({"office"});
    EXPECT_EQ(Deliver('w', matter, 1), "");
    EXPECT_EQ(Judge('a', matter, 1, "yes"), "");
    return matter;
  };
  const Bytes before = after();
  SwitchOff("cases = false");
  const Bytes since = after();
  EXPECT_EQ(publish(since), "MODULE_OFF p.after.publish cases");
  EXPECT_EQ(ActWithNumber('a', now_ms, since, "rate", "score", 5), "");
  EXPECT_EQ(publish(before), "");
}

TEST_F(ModulesTest, A5_13_NoPosterIsHungAndNoneLetsAnybodyAsk) {
  ASSERT_EQ(Do('r', now_ms, Poster('5')), "");
  SwitchOff("posters = false");
  EXPECT_EQ(Do('r', now_ms, Poster('6')), "MODULE_OFF  posters");
  EXPECT_EQ(Do('r', now_ms, Poster('7', false)), "");
  EXPECT_EQ(Ask('N', '5'), "MODULE_OFF  posters");
  SwitchOff("venues = false");
  EXPECT_EQ(Ask('N', '5'), "");
}

}  // namespace
}  // namespace yiting::decide
