// Two admins in front of a console: rules are drafted, come into force through the ledger, and
// nothing that somebody made is lost.

#include "replica/draft_pack.h"

#include <gtest/gtest.h>

#include <string>

#include "rulehost/pack.h"
#include "town.h"

namespace yiting::testing {
namespace {

using v1::OutboxItem;

// 米市巷 with another line about who may change its rules.
Bytes PackWith(const std::string& activation, const std::string& more = "") {
  v1::PackBundle bundle;
  EXPECT_TRUE(bundle.ParseFromString(PackBytes()));
  for (v1::PackBundle::File& file : *bundle.mutable_files()) {
    if (file.path() != "pack.lua") continue;
    const std::string line = "activation { by = { \"street_staff\" }, signers = 2 },";
    const size_t at = file.content().find(line);
    EXPECT_NE(at, std::string::npos);
    file.mutable_content()->replace(at, line.size(), activation + more);
  }
  return rulehost::EncodeBundle(bundle);
}

const char kOneSigner[] = "activation { by = { \"street_staff\" } },";
const char kVote[] =
    "activation { by = { \"street_staff\" }, procedure = \"rules\", outcome = \"resolved\" },"
    "procedure \"rules\" { \"改规矩\", may_open = { \"street_staff\" },"
    " needs = { pack = rule_pack { \"规则包\" } },"
    " stage \"asked\" { \"征求意见\", deadline { within = days(5), at_end = close \"unresolved\" },"
    " action \"adopt\" { \"通过\", by = \"community_staff\", outcome = \"resolved\" } } },";

class DraftPackTest : public ::testing::Test {
 protected:
  explicit DraftPackTest(const std::string& activation = kOneSigner)
      : server(kMonday, 'Q', PackWith(activation)) {
    server.Command('R', [](v1::Payload& payload) {
      v1::NewMember* member = payload.mutable_admit_members()->add_members();
      member->set_member(MemberOf('U'));
      member->set_device(crypto::PublicKey(KeyOf('U')));
      member->add_roles()->set_role("street_staff");
    });
    for (Phone* phone : {&first, &second, &resident}) phone->Sync();
  }

  static v1::DraftPack Choosing(int64_t accept_days, int64_t invite_days = 3) {
    v1::DraftPack draft;
    const auto choose = [&draft](const char* id, int64_t value) {
      v1::PackBundle::Choice* choice = draft.add_choices();
      choice->set_id(id);
      choice->set_value(value);
    };
    choose("accept_days", accept_days);
    choose("invite_days", invite_days);
    return draft;
  }
  static v1::DraftedPack Make(Phone& phone, const v1::DraftPack& draft) {
    auto drafted = phone.replica->DraftPack(draft, phone.now());
    EXPECT_TRUE(drafted.has_value()) << (drafted ? "" : drafted.error().message);
    return drafted ? *drafted : v1::DraftedPack();
  }
  static v1::Draft Activating(const v1::DraftedPack& drafted, const Bytes& base) {
    v1::Draft draft;
    draft.mutable_command()->mutable_activate_pack()->set_pack(drafted.hash());
    draft.mutable_command()->mutable_activate_pack()->set_base(base);
    draft.set_pack(drafted.bundle());
    return draft;
  }
  static v1::RulesView Rules(Phone& phone) {
    return phone.View([](v1::ViewRequest& request) { request.mutable_rules(); }).rules();
  }
  static v1::Acted Activate(Phone& phone, const v1::DraftedPack& drafted) {
    return phone.Act(Activating(drafted, Rules(phone).hash()));
  }
  static std::string ErrorOf(Phone& phone, const v1::Draft& draft) {
    auto acted = phone.replica->Act(draft, FreshEntropy(), phone.now());
    return acted ? "" : acted.error().message;
  }
  Bytes InForce() { return server.sequencer->state().facts().pack; }

  Server server;
  Phone first{server, 'T'};
  Phone second{server, 'U'};
  Phone resident{server, 'A'};
};

class TwoSigners : public DraftPackTest {
 protected:
  TwoSigners() : DraftPackTest("activation { by = { \"street_staff\" }, signers = 2 },") {}
};

class VotedRules : public DraftPackTest {
 protected:
  VotedRules() : DraftPackTest(kVote) {}
};

TEST_F(DraftPackTest, AParameterChangesFromTheConsole) {
  const v1::DraftedPack drafted = Make(first, Choosing(4));
  ASSERT_EQ(drafted.faults_size(), 0);
  EXPECT_EQ(drafted.pack().params(0).value(), 4);
  EXPECT_EQ(drafted.pack().params(0).default_value(), 2);
  // Drafting is no doing.
  EXPECT_FALSE(first.replica->parts().store->FindPack(drafted.hash()).has_value());
  first.GoOffline();
  EXPECT_FALSE(Activate(first, drafted).has_rejection());
  EXPECT_EQ(Rules(first).hash(), drafted.hash());  // at once, pending
  EXPECT_EQ(first.Outbox().items(0).pack(), drafted.hash());
  EXPECT_NE(InForce(), drafted.hash());

  first.online = true;
  first.Sync();
  EXPECT_EQ(InForce(), drafted.hash());
  EXPECT_EQ(server.packs_pushed, 1);
  resident.Sync();
  EXPECT_EQ(Rules(resident).params(0).value(), 4);
  EXPECT_EQ(resident.ConfirmedFingerprint(), server.Fingerprint());
  EXPECT_EQ(first.Outbox().items(0).state(), OutboxItem::ACCEPTED);
}

TEST_F(DraftPackTest, TheSecondAdminIsToldLosesNothingAndMakesItAgain) {
  const v1::DraftedPack mine = Make(first, Choosing(4));
  const v1::DraftedPack theirs = Make(second, Choosing(2, 9));
  second.GoOffline();
  const Bytes waits = Activate(second, theirs).command_id();
  ASSERT_FALSE(waits.empty());
  Activate(first, mine);
  first.Sync();
  second.online = true;
  second.Sync();
  ASSERT_EQ(second.Outbox().items(0).state(), OutboxItem::REFUSED);
  EXPECT_EQ(second.Outbox().items(0).rejection().reason(), v1::PACK_CHANGED);
  EXPECT_EQ(InForce(), mine.hash());

  // The pack that was refused is here, as it was made.
  v1::DraftPack kept;
  kept.set_base(second.Outbox().items(0).pack());
  kept.set_keep_choices(true);
  const v1::DraftedPack again = Make(second, kept);
  EXPECT_EQ(again.hash(), theirs.hash());
  EXPECT_EQ(again.bundle(), theirs.bundle());
  v1::OutboxEdit seen;
  seen.set_command_id(waits);
  seen.set_what(v1::OutboxEdit::SEEN);
  EXPECT_TRUE(second.replica->Edit(seen).has_value());
  EXPECT_EQ(Make(second, kept).hash(), theirs.hash());  // and stays

  // On the new base, with both changes.
  const v1::DraftedPack both = Make(second, Choosing(4, 9));
  EXPECT_FALSE(Activate(second, both).has_rejection());
  second.Sync();
  EXPECT_EQ(InForce(), both.hash());
  const v1::RulesView rules = Rules(second);
  ASSERT_EQ(rules.terms_size(), 3);
  ASSERT_EQ(rules.terms(0).changes_size(), 1);
  EXPECT_EQ(rules.terms(0).changes(0).after().id(), "invite_days");
  EXPECT_EQ(rules.terms(0).changes(0).before().value(), 3);
  EXPECT_EQ(rules.terms(0).changes(0).after().value(), 9);
  EXPECT_EQ(rules.terms(0).by(), MemberOf('U'));
}

TEST_F(DraftPackTest, WithdrawnIsKeptForMending) {
  first.GoOffline();
  const v1::DraftedPack drafted = Make(first, Choosing(4));
  v1::OutboxEdit edit;
  edit.set_command_id(Activate(first, drafted).command_id());
  edit.set_what(v1::OutboxEdit::WITHDRAW);
  EXPECT_TRUE(first.replica->Edit(edit).has_value());
  EXPECT_EQ(first.Outbox().items_size(), 0);
  EXPECT_NE(Rules(first).hash(), drafted.hash());
  v1::DraftPack kept;
  kept.set_base(drafted.hash());
  kept.set_keep_choices(true);
  EXPECT_EQ(Make(first, kept).hash(), drafted.hash());
}

TEST_F(DraftPackTest, TheWayBackNeedsNoBundle) {
  const Bytes old = InForce();
  Activate(first, Make(first, Choosing(4)));
  first.Sync();
  ASSERT_NE(InForce(), old);
  EXPECT_EQ(server.packs_pushed, 1);
  second.Sync();
  v1::DraftedPack back;
  back.set_hash(old);
  EXPECT_FALSE(Activate(second, back).has_rejection());
  EXPECT_EQ(Rules(second).hash(), old);
  second.Sync();
  EXPECT_EQ(InForce(), old);
  EXPECT_EQ(server.packs_pushed, 1);  // the server has it
}

TEST_F(DraftPackTest, APackWithAnErrorGetsNoFurtherThanTheDraft) {
  const Bytes before = InForce();
  v1::DraftPack broken;
  v1::PackBundle::File* file = broken.add_files();
  file->set_path("pack.lua");
  file->set_content("return pack {\n  { \"坏\" }, id = 1,\n}\n");
  const v1::DraftedPack drafted = Make(first, broken);
  EXPECT_EQ(drafted.hash(), "");
  EXPECT_EQ(drafted.bundle(), "");
  ASSERT_GT(drafted.faults_size(), 0);
  EXPECT_EQ(drafted.faults(0).file(), "pack.lua");
  EXPECT_GT(drafted.faults(0).line(), 0u);
  EXPECT_NE(drafted.faults(0).text().zh(), "");

  // By bytes that a page has made itself: the form of the draft is right, its pack is not.
  v1::PackBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(PackBytes()));
  bundle.mutable_files(0)->set_content("return nothing_of_that_name\n");
  const Bytes bad = rulehost::EncodeBundle(bundle);
  const crypto::Hash hash = rulehost::PackHash(bad);
  v1::DraftedPack made;
  made.set_hash(Bytes(crypto::AsBytes(hash)));
  made.set_bundle(bad);
  EXPECT_NE(ErrorOf(first, Activating(made, before)).find("the pack has an error"),
            std::string::npos);
  // By name only: nobody has it.
  made.clear_bundle();
  EXPECT_EQ(first.Act(Activating(made, before)).rejection().reason(), v1::PACK_UNKNOWN);
  EXPECT_EQ(first.Outbox().items_size(), 0);
  // At the server's door, signed by one who may: the bytes come with it and do not load.
  EXPECT_EQ(server.packs.Add(bad), "");
  const auto answer = server.Command('T', [&](v1::Payload& payload) {
    payload.mutable_activate_pack()->set_pack(made.hash());
    payload.mutable_activate_pack()->set_base(before);
  });
  EXPECT_EQ(std::get<sequencer::Refused>(answer.outcome).reason, v1::PACK_UNKNOWN);
  EXPECT_EQ(InForce(), before);
}

TEST_F(DraftPackTest, APackThatTheCommandDoesNotNameIsThePagesError) {
  v1::DraftedPack drafted = Make(first, Choosing(4));
  v1::Draft draft = Activating(drafted, InForce());
  draft.mutable_command()->mutable_activate_pack()->set_pack(Bytes(32, 'x'));
  EXPECT_EQ(ErrorOf(first, draft), "draft: the command does not name the pack that is with it");
  v1::Draft press = Press("路灯");
  press.set_pack(drafted.bundle());
  EXPECT_EQ(ErrorOf(first, press), "draft: the command does not name the pack that is with it");
}

TEST_F(DraftPackTest, WhatTheRulesRefuseIsNotKept) {
  const v1::DraftedPack drafted = Make(resident, Choosing(4));
  EXPECT_EQ(Activate(resident, drafted).rejection().reason(), v1::NOT_ALLOWED);
  EXPECT_FALSE(resident.replica->parts().store->FindPack(drafted.hash()).has_value());
  v1::DraftPack kept;
  kept.set_base(drafted.hash());
  auto gone = resident.replica->DraftPack(kept, resident.now());
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().code, ErrorCode::kNotFound);
  kept.add_choices()->set_id("accept_days");
  kept.set_keep_choices(true);
  EXPECT_EQ(resident.replica->DraftPack(kept, resident.now()).error().code, ErrorCode::kInvalid);
}

TEST_F(DraftPackTest, ItIsSafeWhenTheFilesAreOpenedAgain) {
  TempFolder folder;
  Phone phone(server, 'T', folder.path());
  phone.Sync();
  phone.GoOffline();
  const v1::DraftedPack drafted = Make(phone, Choosing(4));
  Activate(phone, drafted);
  phone.Reopen();
  EXPECT_EQ(Rules(phone).hash(), drafted.hash());
  phone.online = true;
  phone.Sync();
  EXPECT_EQ(InForce(), drafted.hash());
}

TEST_F(TwoSigners, TheSecondSignerSeesWhatChangesAndSignsWithoutABundle) {
  const Bytes old = InForce();
  const v1::DraftedPack drafted = Make(first, Choosing(4));
  Activate(first, drafted);
  EXPECT_EQ(Rules(first).hash(), old);
  first.Sync();
  EXPECT_EQ(InForce(), old);
  second.Sync();
  const v1::RulesView rules = Rules(second);
  ASSERT_EQ(rules.offers_size(), 1);
  const v1::PackOffer& offer = rules.offers(0);
  EXPECT_EQ(offer.pack(), drafted.hash());
  EXPECT_EQ(offer.title().zh(), "小区协商铃");
  EXPECT_EQ(offer.needed(), 2u);
  ASSERT_EQ(offer.signers_size(), 1);
  EXPECT_EQ(offer.signers(0).member(), MemberOf('T'));
  EXPECT_FALSE(offer.mine());
  ASSERT_EQ(offer.changes_size(), 1);
  EXPECT_EQ(offer.changes(0).after().value(), 4);
  EXPECT_FALSE(offer.files_changed());
  EXPECT_TRUE(Rules(first).offers(0).mine());

  v1::DraftedPack seen;
  seen.set_hash(offer.pack());
  EXPECT_FALSE(Activate(second, seen).has_rejection());
  EXPECT_EQ(Rules(second).hash(), drafted.hash());
  second.Sync();
  EXPECT_EQ(InForce(), drafted.hash());
  EXPECT_EQ(Rules(second).offers_size(), 0);
}

TEST_F(VotedRules, WithoutTheVoteItDoesNotHoldAndWithItItDoes) {
  const v1::DraftedPack drafted = Make(first, Choosing(4));
  EXPECT_EQ(Activate(first, drafted).rejection().reason(), v1::PACK_NEEDS_VOTE);

  v1::Draft asked;
  v1::OpenMatter* open = asked.mutable_command()->mutable_open_matter();
  open->set_procedure("rules");
  open->set_channel(v1::APP);
  v1::Input* input = open->add_inputs();
  input->set_field("pack");
  input->set_pack(drafted.hash());
  // About a pack that nobody has there is no vote.
  EXPECT_EQ(first.Act(asked).rejection().reason(), v1::PACK_UNKNOWN);
  asked.set_pack(drafted.bundle());
  const Bytes matter = first.Act(asked).matter();
  ASSERT_FALSE(matter.empty());
  first.Sync();
  EXPECT_EQ(server.packs_pushed, 1);

  // Whoever is asked has the pack, and can be shown what it would change.
  resident.Sync();
  EXPECT_TRUE(resident.replica->parts().store->FindPack(drafted.hash()).has_value());
  EXPECT_EQ(resident.Matter(matter).opening(0).value().zh(), "小区协商铃 2026.1");
  v1::RulesView rules = Rules(resident);
  ASSERT_EQ(rules.votes_size(), 1);
  EXPECT_EQ(rules.votes(0).matter(), matter);
  EXPECT_EQ(rules.votes(0).pack(), drafted.hash());
  EXPECT_TRUE(rules.votes(0).open());
  EXPECT_FALSE(rules.votes(0).won());
  ASSERT_EQ(rules.votes(0).changes_size(), 1);
  EXPECT_EQ(rules.votes(0).changes(0).after().value(), 4);

  Phone staff(server, 'S');
  staff.Sync();
  EXPECT_FALSE(staff.Act(ActOn(matter, "adopt")).has_rejection());
  staff.Sync();
  first.Sync();
  rules = Rules(first);
  EXPECT_FALSE(rules.votes(0).open());
  EXPECT_TRUE(rules.votes(0).won());
  EXPECT_EQ(rules.votes(0).outcome().zh(), "已解决");
  v1::Draft activate = Activating(drafted, InForce());
  activate.clear_pack();  // it is here since the vote
  activate.mutable_command()->mutable_activate_pack()->set_matter(matter);
  EXPECT_FALSE(first.Act(activate).has_rejection());
  first.Sync();
  EXPECT_EQ(InForce(), drafted.hash());
}

TEST_F(DraftPackTest, APushHasRoomForFourPacksAndTheRestGoWithTheNext) {
  first.GoOffline();
  for (const int64_t days : {1, 3, 4, 5}) {
    for (const int64_t more : {7, 8}) Activate(first, Make(first, Choosing(days, more)));
  }
  ASSERT_EQ(first.Outbox().items_size(), 2 * schema::kPushPacksMax);
  server.pushes = 0;
  first.online = true;
  first.Sync();
  EXPECT_EQ(server.pushes, 2);
  EXPECT_EQ(server.packs_pushed, 2 * schema::kPushPacksMax);
  const v1::OutboxView outbox = first.Outbox();
  for (const OutboxItem& item : outbox.items()) {
    EXPECT_EQ(item.state(), OutboxItem::ACCEPTED);
  }
  EXPECT_EQ(InForce(), Rules(first).hash());
}

TEST_F(DraftPackTest, OnePackThatNobodyHasHoldsUpNoOther) {
  // The shelf is asked for one that does not exist, before the one that does.
  v1::DraftPack nobodys;
  nobodys.set_base(Bytes(32, '\0'));
  EXPECT_FALSE(resident.replica->DraftPack(nobodys, resident.now()).has_value());
  const v1::DraftedPack drafted = Make(first, Choosing(4));
  Activate(first, drafted);
  first.Sync();
  resident.Sync();
  EXPECT_EQ(Rules(resident).hash(), drafted.hash());
  EXPECT_EQ(Rules(resident).params_size(), 0);  // the first turn was the other one's
  server.now_ms += 2'000;
  resident.Sync();
  ASSERT_GT(Rules(resident).params_size(), 0);
  EXPECT_EQ(Rules(resident).params(0).value(), 4);
}

}  // namespace
}  // namespace yiting::testing
