// What is erased leaves every phone: its bytes and salt, the wish to have it, the words in the
// outbox.

#include <gtest/gtest.h>

#include <set>

#ifndef __EMSCRIPTEN__
#include <filesystem>
#include <fstream>
#include <iterator>
#endif

#include "town.h"

namespace yiting::replica {
namespace {

using testing::KeyOf;
using testing::LeaveMessage;
using testing::MemberOf;
using testing::Phone;
using testing::Press;
using testing::Server;
using testing::TempFolder;

constexpr char kSecret[] = "我家的电话是 0571-88001234";
constexpr char kTitle[] = "楼上半夜打牌";

v1::Draft Erase(const Bytes& commitment) {
  v1::Draft draft;
  draft.mutable_command()->mutable_erase_contents()->add_contents(commitment);
  draft.mutable_command()->mutable_erase_contents()->set_reason(v1::ASKED_FOR);
  return draft;
}

class ErasureOnPhones : public ::testing::Test {
 protected:
  ErasureOnPhones() {
    // Whatever is asked for in any pull.
    server.lie = [this](v1::PullResponse& response) {
      asked.insert(server.wanted.begin(), server.wanted.end());
      if (handed) *response.add_contents() = *handed;
    };
  }
  // What the server holds that says so.
  v1::Content ContentOf(const std::string& text) {
    for (const auto& [commitment, content] : server.contents) {
      if (content.data() == text) return content;
    }
    ADD_FAILURE() << "nobody has said " << text;
    return {};
  }
  static bool Holds(Phone& phone, const Bytes& commitment) {
    return phone.replica->parts().store->Has(commitment);
  }

  Server server;
  std::set<Bytes> asked;
  std::optional<v1::Content> handed;  // in every pull, asked for or not
};

TEST_F(ErasureOnPhones, A8_2_WhatIsErasedIsForgottenWhereItWasRead) {
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(Press(kTitle, kSecret));
  ann.Sync();
  Phone staff(server, 'S');
  staff.Sync();
  const Bytes commitment = ContentOf(kSecret).commitment();
  ASSERT_TRUE(Holds(ann, commitment));
  ASSERT_TRUE(Holds(staff, commitment));
  ASSERT_EQ(ann.Outbox().items(0).texts_size(), 2);

  staff.GoOffline();
  ann.Act(Erase(commitment));
  ann.Sync();
  EXPECT_FALSE(Holds(ann, commitment));
  EXPECT_TRUE(Holds(ann, ContentOf(kTitle).commitment()));
  EXPECT_EQ(ann.Outbox().items(0).texts_size(), 0);
  EXPECT_TRUE(Holds(staff, commitment));  // as long as it hears of nothing

  staff.online = true;
  asked.clear();
  staff.Sync();
  EXPECT_FALSE(Holds(staff, commitment));
  EXPECT_EQ(asked.count(commitment), 0u);
}

// Whoever takes back what they said does not see it until there is a network.
TEST_F(ErasureOnPhones, A8_2_WhatOneHasErasedOfflineIsNotShown) {
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(LeaveMessage("路灯坏了"));
  ann.Sync();
  const Bytes commitment = ContentOf("路灯坏了").commitment();
  const auto messages = [](v1::ViewRequest& request) { request.mutable_messages(); };
  ASSERT_EQ(ann.View(messages).messages().rows(0).text(), "路灯坏了");
  ann.GoOffline();
  ann.Act(Erase(commitment));
  const v1::View view = ann.View(messages);
  EXPECT_EQ(view.messages().rows(0).text(), "");
  EXPECT_NE(view.messages().rows(0).erased_ms(), 0);
  EXPECT_TRUE(Holds(ann, commitment)) << "until the ledger has the erasure: it may be refused";
}

TEST_F(ErasureOnPhones, A8_2_WhoComesLaterNeverAsksForIt) {
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(Press(kTitle, kSecret));
  ann.Act(LeaveMessage("路灯坏了"));
  ann.Sync();
  const v1::Content secret = ContentOf(kSecret);
  const v1::Content message = ContentOf("路灯坏了");
  server.Command('R', [](v1::Payload& payload) {
    payload.mutable_erase_contents()->set_member(MemberOf('A'));
    payload.mutable_erase_contents()->set_reason(v1::UNLAWFUL);
  });
  ann.Sync();
  EXPECT_FALSE(Holds(ann, secret.commitment()));
  EXPECT_FALSE(Holds(ann, message.commitment()));
  for (const uint32_t entries : {1000u, 2u}) {
    asked.clear();
    server.entries_a_pull = entries;
    Phone staff(server, 'S');
    staff.Sync();
    EXPECT_EQ(asked.count(secret.commitment()), 0u) << entries;
    EXPECT_EQ(asked.count(message.commitment()), 0u) << entries;
    // Nor does it take what it is handed without asking.
    handed = secret;
    staff.Sync();
    EXPECT_FALSE(Holds(staff, secret.commitment())) << entries;
    handed.reset();
  }
}

TEST_F(ErasureOnPhones, A8_2_WhoHasLeftIsToldSoAndReadsWhatEverybodyReads) {
  Phone ann(server, 'A');
  ann.Sync();
  ann.Act(Press(kTitle, kSecret));
  v1::Draft leave;
  leave.mutable_command()->mutable_leave_community()->set_member(MemberOf('A'));
  leave.mutable_command()->mutable_leave_community()->set_erase(true);
  ann.Act(leave);
  ann.Sync();
  const v1::Me me =
      ann.View([](v1::ViewRequest& request) { request.mutable_home(); }).home().me();
  EXPECT_TRUE(me.revoked());
  EXPECT_TRUE(me.member().empty());
  EXPECT_FALSE(Holds(ann, ContentOf(kSecret).commitment()));
  const v1::Acted acted = ann.Act(LeaveMessage("还在吗"));
  EXPECT_NE(acted.rejection().reason(), v1::REASON_UNSPECIFIED);
}

#ifndef __EMSCRIPTEN__

v1::Draft EraseAllOf(char member) {
  v1::Draft draft;
  v1::EraseContents* body = draft.mutable_command()->mutable_erase_contents();
  body->set_member(MemberOf(member));
  body->set_reason(v1::ASKED_FOR);
  return draft;
}

// Every byte of the folder's files.
std::string AllBytes(const std::string& folder) {
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream from(file.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(from), {});
  }
  return bytes;
}

// Over many contents, so that pages of the file split, fill up and are used again.
TEST_F(ErasureOnPhones, A8_2_NoFileOfAPhoneHasABitOfItAfterwards) {
  TempFolder mine;
  TempFolder theirs;
  Phone ann(server, 'A', mine.path());
  Phone staff(server, 'S', theirs.path());
  ann.Sync();
  staff.Sync();
  std::vector<std::string> texts;
  for (int i = 0; i < 120; ++i) {
    texts.push_back("机密" + std::to_string(1000 + i) + std::string(static_cast<size_t>(i * 7), 'x'));
    ann.Act(LeaveMessage(texts.back()));
    if (i % 10 == 0) {
      ann.Sync();
      staff.Sync();
    }
  }
  ann.Sync();
  staff.Sync();
  const std::string before = AllBytes(theirs.path());
  ASSERT_NE(before.find(texts[5]), std::string::npos);
  ASSERT_NE(before.find(ContentOf(texts[5]).salt()), std::string::npos);
  ASSERT_NE(AllBytes(mine.path()).find(texts[5]), std::string::npos);

  std::set<Bytes> erased;
  for (size_t i = 0; i < texts.size(); i += 2) {
    erased.insert(ContentOf(texts[i]).commitment());
    ann.Act(Erase(ContentOf(texts[i]).commitment()));
  }
  ann.Sync();
  staff.Sync();
  for (Phone* phone : {&ann, &staff}) {
    const std::string after = AllBytes(phone->folder);
    for (size_t i = 0; i < texts.size(); ++i) {
      const v1::Content content = ContentOf(texts[i]);
      const bool gone = erased.count(content.commitment()) != 0;
      // The number of each is in no other text.
      const std::string word = texts[i].substr(0, 10);
      EXPECT_EQ(after.find(word) == std::string::npos, gone) << phone->name << word;
      EXPECT_EQ(after.find(content.salt()) == std::string::npos, gone) << phone->name << word;
    }
  }
  ann.Act(EraseAllOf('A'));
  ann.Sync();
  EXPECT_EQ(AllBytes(mine.path()).find("机密"), std::string::npos);
}

#endif

}  // namespace
}  // namespace yiting::replica
