#include "schema/signed_command.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "schema/canonical.h"
#include "schema/limits.h"

namespace yiting::schema {
namespace {

const Bytes kCommunity(32, 'c');

crypto::SigningKey Key(char seed) { return crypto::SigningKeyFromSeed(Bytes(32, seed)); }

v1::Payload OpenPayload() {
  v1::Payload payload;
  payload.set_actor(Bytes(16, 'a'));
  payload.set_device(crypto::PublicKey(Key('d')));
  payload.set_counter(1);
  v1::OpenMatter* open = payload.mutable_open_matter();
  open->set_procedure("bell");
  open->set_channel(v1::APP);
  v1::Input* body = open->add_inputs();
  body->set_field("body");
  body->mutable_content()->set_commitment(Bytes(32, 'h'));
  body->mutable_content()->set_audience(v1::COMMUNITY);
  body->mutable_content()->set_media("text/plain");
  body->mutable_content()->set_size(9);
  v1::Input* category = open->add_inputs();
  category->set_field("category");
  category->set_code("parking");
  return payload;
}

TEST(SignedCommandTest, RoundTrips) {
  const Bytes bytes = SignCommand(OpenPayload(), kCommunity, {Key('d')});
  Result<OpenedCommand> command = OpenCommand(bytes, kCommunity);
  ASSERT_TRUE(command.has_value()) << command.error().message;
  EXPECT_EQ(command->id.size(), kCommandIdBytes);
  EXPECT_EQ(command->MadeId().size(), kMatterIdBytes);
  EXPECT_EQ(command->bytes, bytes);
  EXPECT_TRUE(SignaturesHold(*command, kCommunity));
}

TEST(SignedCommandTest, TheIdBindsTheCommunityButNotTheSignatures) {
  const Bytes one = SignCommand(OpenPayload(), kCommunity, {Key('d')});
  const Bytes two = SignCommand(OpenPayload(), kCommunity, {Key('d'), Key('e')});
  EXPECT_EQ(OpenCommand(one, kCommunity)->id, OpenCommand(two, kCommunity)->id);
  EXPECT_NE(OpenCommand(one, kCommunity)->id, OpenCommand(one, Bytes(32, 'x'))->id);
  EXPECT_FALSE(SignaturesHold(*OpenCommand(one, Bytes(32, 'x')), Bytes(32, 'x')));
}

TEST(SignedCommandTest, TheDeviceItselfMustSign) {
  const Bytes bytes = SignCommand(OpenPayload(), kCommunity, {Key('e')});
  EXPECT_FALSE(SignaturesHold(*OpenCommand(bytes, kCommunity), kCommunity));
}

TEST(SignedCommandTest, NoKeySignsTwice) {
  const Bytes bytes = SignCommand(OpenPayload(), kCommunity, {Key('d'), Key('d')});
  EXPECT_FALSE(SignaturesHold(*OpenCommand(bytes, kCommunity), kCommunity));
}

TEST(SignedCommandTest, EveryFlippedBitIsNoticed) {
  const Bytes bytes = SignCommand(OpenPayload(), kCommunity, {Key('d')});
  for (size_t i = 0; i < bytes.size(); ++i) {
    Bytes flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    Result<OpenedCommand> command = OpenCommand(flipped, kCommunity);
    EXPECT_FALSE(command && SignaturesHold(*command, kCommunity)) << "byte " << i;
  }
}

TEST(SignedCommandTest, MalformedPayloadsNameTheField) {
  struct Fault {
    const char* field;
    std::function<void(v1::Payload&)> make;
  };
  auto input = [](v1::Payload& p, int i) { return p.mutable_open_matter()->mutable_inputs(i); };
  const std::vector<Fault> faults = {
      {"actor", [](auto& p) { p.set_actor("short"); }},
      {"on_behalf_of", [](auto& p) { p.set_on_behalf_of("x"); }},
      {"device", [](auto& p) { p.set_device(""); }},
      {"counter", [](auto& p) { p.set_counter(0); }},
      {"counter", [](auto& p) { p.set_counter(uint64_t{1} << 63); }},
      {"expires_ms", [](auto& p) { p.set_expires_ms(-1); }},
      {"body", [](auto& p) { p.clear_body(); }},
      {"procedure", [](auto& p) { p.mutable_open_matter()->set_procedure("Bell!"); }},
      {"procedure", [](auto& p) { p.mutable_open_matter()->set_procedure(""); }},
      {"procedure", [](auto& p) { p.mutable_open_matter()->set_procedure(std::string(65, 'a')); }},
      {"channel", [](auto& p) { p.mutable_open_matter()->clear_channel(); }},
      {"inputs", [&](auto& p) { input(p, 0)->set_field("zzz"); }},
      {"inputs", [&](auto& p) { input(p, 1)->set_field("body"); }},
      {"category", [&](auto& p) { input(p, 1)->clear_code(); }},
      {"body", [&](auto& p) { input(p, 0)->mutable_content()->set_commitment("x"); }},
      {"body", [&](auto& p) { input(p, 0)->mutable_content()->clear_audience(); }},
      {"body", [&](auto& p) { input(p, 0)->mutable_content()->set_media("text/html"); }},
      {"body", [&](auto& p) { input(p, 0)->mutable_content()->set_size(kTextBytesMax + 1); }},
      {"category",
       [&](auto& p) {
         input(p, 1)->mutable_codes()->add_code("b");
         input(p, 1)->mutable_codes()->add_code("a");
       }},
      {"category",
       [&](auto& p) {
         input(p, 1)->mutable_members()->add_member(Bytes(16, 'a'));
         input(p, 1)->mutable_members()->add_member(Bytes(16, 'a'));
       }},
      {"device", [](auto& p) { p.mutable_revoke_device()->set_device("x"); }},
      {"members", [](auto& p) { p.mutable_admit_members(); }},
      {"expires_ms", [](auto& p) { p.mutable_issue_invitation()->set_key(Bytes(32, 'k')); }},
      {"text", [](auto& p) { p.mutable_leave_message()->set_channel(v1::APP); }},
      {"pack", [](auto& p) { p.mutable_activate_pack()->set_base(Bytes(32, 'b')); }},
      {"base", [](auto& p) { p.mutable_activate_pack()->set_pack(Bytes(32, 'p')); }},
      {"matter",
       [](auto& p) {
         p.mutable_activate_pack()->set_pack(Bytes(32, 'p'));
         p.mutable_activate_pack()->set_base(Bytes(32, 'b'));
         p.mutable_activate_pack()->set_matter("m");
       }},
      {"pack", [](auto& p) { p.mutable_restore_pack()->set_pack("p"); }},
      {"pack", [](auto& p) { p.mutable_migrate_matters()->add_matters(Bytes(16, 'm')); }},
      {"matters", [](auto& p) { p.mutable_migrate_matters()->set_pack(Bytes(32, 'p')); }},
      {"matters",
       [](auto& p) {
         p.mutable_migrate_matters()->set_pack(Bytes(32, 'p'));
         p.mutable_migrate_matters()->add_matters("m");
       }},
      {"matters",
       [](auto& p) {
         p.mutable_migrate_matters()->set_pack(Bytes(32, 'p'));
         for (char m : {'a', 'b', 'b'}) p.mutable_migrate_matters()->add_matters(Bytes(16, m));
       }},
      {"category", [&](auto& p) { input(p, 1)->set_pack("short"); }},
  };
  for (const Fault& fault : faults) {
    v1::Payload payload = OpenPayload();
    fault.make(payload);
    const Bytes bytes = SignCommand(payload, kCommunity, {Key('d')});
    Result<OpenedCommand> command = OpenCommand(bytes, kCommunity);
    ASSERT_FALSE(command.has_value()) << fault.field;
    EXPECT_NE(command.error().message.find("field " + std::string(fault.field) + ":"),
              std::string::npos)
        << command.error().message;
  }
}

TEST(SignedCommandTest, CommandsAboutTheRulesAreRead) {
  std::vector<v1::Payload> good(4, OpenPayload());
  good[0].mutable_activate_pack()->set_pack(Bytes(32, 'p'));
  good[0].mutable_activate_pack()->set_base(Bytes(32, 'b'));
  good[0].mutable_activate_pack()->set_matter(Bytes(16, 'm'));
  good[1].mutable_restore_pack()->set_pack(Bytes(32, 'p'));
  good[2].mutable_migrate_matters()->set_pack(Bytes(32, 'p'));
  for (char m : {'a', 'b'}) good[2].mutable_migrate_matters()->add_matters(Bytes(16, m));
  good[3].mutable_adopt_calendar();
  for (const v1::Payload& payload : good) {
    const Bytes bytes = SignCommand(payload, kCommunity, {Key('d'), Key('k')});
    Result<OpenedCommand> command = OpenCommand(bytes, kCommunity);
    ASSERT_TRUE(command.has_value()) << command.error().message;
    EXPECT_EQ(Encode(command->payload), Encode(payload));
    EXPECT_TRUE(SignaturesHold(*command, kCommunity));
    EXPECT_TRUE(IsSignedBy(*command, crypto::PublicKey(Key('k'))));
    EXPECT_FALSE(IsSignedBy(*command, crypto::PublicKey(Key('x'))));
  }
}

TEST(SignedCommandTest, TooLargeIsItsOwnError) {
  Result<OpenedCommand> command = OpenCommand(Bytes(kCommandBytesMax + 1, 'x'), kCommunity);
  ASSERT_FALSE(command.has_value());
  EXPECT_EQ(command.error().code, ErrorCode::kTooLarge);
}

TEST(SignedCommandTest, WithoutSignaturesItIsMalformed) {
  v1::SignedCommand outer;
  outer.set_payload(Encode(OpenPayload()));
  EXPECT_FALSE(OpenCommand(Encode(outer), kCommunity).has_value());
}

TEST(SignedCommandTest, AMemberIdComesFromTheFirstDevice) {
  EXPECT_EQ(MemberIdOf(Bytes(32, 'd')).size(), kMemberIdBytes);
  EXPECT_NE(MemberIdOf(Bytes(32, 'd')), MemberIdOf(Bytes(32, 'e')));
}

}  // namespace
}  // namespace yiting::schema
