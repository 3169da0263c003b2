// What the rules page says: what holds, what held, what waits for signatures.

#include "query/query.h"
#include "rulehost/variant.h"
#include "scene.h"

namespace yiting::testing {
namespace {

class RulesScene : public Scene {
 protected:
  RulesScene() {
    v1::Payload payload;
    v1::NewMember* member = payload.mutable_admit_members()->add_members();
    member->set_member(MemberOf('U'));
    member->set_device(crypto::PublicKey(KeyOf('U')));
    member->add_roles()->set_role("street_staff");
    *member->mutable_profile() = Text("章静\n3幢");
    Do('R', payload);
    old_ = packs.pack->hash();
  }

  v1::RulesView Rules(char name) {
    v1::ViewRequest request;
    request.mutable_rules();
    return As(name, request).rules();
  }

  // The pack in force with `accept_days`, and with a file changed if `version` is given.
  Bytes Make(int64_t accept_days, const std::string& version = "") {
    rulehost::Changes changes;
    changes.choices.emplace();
    rulehost::Choice& choice = changes.choices->emplace_back();
    choice.set_id("accept_days");
    choice.set_value(accept_days);
    if (!version.empty()) {
      changes.files.emplace();
      for (v1::PackBundle::File file : packs.pack->bundle().files()) {
        const size_t at = file.content().find("\"2026.1\"");
        if (file.path() == "pack.lua") file.mutable_content()->replace(at, 8, '"' + version + '"');
        changes.files->push_back(std::move(file));
      }
    }
    const rulehost::LoadResult made = rulehost::MakeVariant(*packs.pack, changes);
    EXPECT_NE(made.pack, nullptr);
    packs.more[made.pack->hash()] = made.pack;
    return made.pack->hash();
  }

  void Sign(char signer, const Bytes& pack) {
    v1::Payload payload;
    payload.mutable_activate_pack()->set_pack(pack);
    payload.mutable_activate_pack()->set_base(sequencer->state().facts().pack);
    Do(signer, payload);
  }

  Bytes old_;
};

TEST_F(RulesScene, WhatHoldsAndWhoMayChangeIt) {
  const v1::RulesView rules = Rules('T');
  EXPECT_EQ(rules.hash(), old_);
  EXPECT_EQ(rules.title().zh(), "小区协商铃");
  EXPECT_EQ(rules.version(), "2026.1");
  EXPECT_EQ(rules.params_size(), packs.pack->model().params_size());
  EXPECT_EQ(rules.params(0).default_value(), 2);
  EXPECT_EQ(rules.activation().by(0), "street_staff");
  EXPECT_EQ(rules.activation().signers(), 2u);
  EXPECT_TRUE(rules.may_activate());
  EXPECT_GT(rules.roles_size(), 3);
  ASSERT_EQ(rules.terms_size(), 1);
  EXPECT_EQ(rules.terms(0).pack(), old_);
  EXPECT_EQ(rules.terms(0).since_ms(), kMonday);
  EXPECT_EQ(rules.terms(0).changes_size(), 0);
  EXPECT_EQ(rules.matters_elsewhere(), 0u);
  EXPECT_EQ(rules.offers_size(), 0);
  for (const char name : {'S', 'A', 'R', 'O', char{0}}) {
    EXPECT_FALSE(Rules(name).may_activate()) << name;
  }
}

TEST_F(RulesScene, AnOfferSaysWhatItChangesAndWhoHasSigned) {
  const Bytes pack = Make(4, "2026.2");
  now_ms += kHourMs;
  Sign('U', pack);
  const v1::RulesView rules = Rules('T');
  EXPECT_EQ(rules.hash(), old_);
  ASSERT_EQ(rules.offers_size(), 1);
  const v1::PackOffer& offer = rules.offers(0);
  EXPECT_EQ(offer.pack(), pack);
  EXPECT_EQ(offer.version(), "2026.2");
  EXPECT_EQ(offer.needed(), 2u);
  EXPECT_FALSE(offer.mine());
  ASSERT_EQ(offer.signers_size(), 1);
  EXPECT_EQ(offer.signers(0).name(), "章静");
  EXPECT_EQ(offer.signers(0).time_ms(), kMonday + kHourMs);
  ASSERT_EQ(offer.changes_size(), 1);
  EXPECT_EQ(offer.changes(0).before().value(), 2);
  EXPECT_EQ(offer.changes(0).after().value(), 4);
  EXPECT_TRUE(offer.files_changed());
  EXPECT_TRUE(Rules('U').offers(0).mine());

  // One who may no more does not count, and it says so.
  v1::Payload end;
  end.mutable_end_role()->set_member(MemberOf('U'));
  end.mutable_end_role()->set_role("street_staff");
  Do('R', end);
  EXPECT_EQ(Rules('T').offers(0).signers_size(), 0);
  EXPECT_TRUE(Rules('U').offers(0).mine());
}

TEST_F(RulesScene, APackThatIsNotHereIsNamedAndNoMore) {
  const Bytes pack = Make(4);
  Sign('T', pack);
  packs.more.clear();
  const v1::PackOffer offer = Rules('U').offers(0);
  EXPECT_EQ(offer.pack(), pack);
  EXPECT_EQ(offer.title().zh(), "");
  EXPECT_EQ(offer.changes_size(), 0);
  EXPECT_EQ(offer.signers_size(), 1);
}

TEST_F(RulesScene, TermsStandNewestFirstWithWhatChanged) {
  const Bytes matter = Press('A', "校门口停车");
  const Bytes longer = Make(4);
  Sign('T', longer);
  Sign('U', longer);
  now_ms += kDayMs;
  const Bytes other = Make(2, "2026.2");
  Sign('U', other);
  Sign('T', other);
  const v1::RulesView rules = Rules('T');
  EXPECT_EQ(rules.hash(), other);
  ASSERT_EQ(rules.terms_size(), 3);
  EXPECT_EQ(rules.terms(0).pack(), other);
  EXPECT_EQ(rules.terms(0).by(), MemberOf('T'));
  EXPECT_EQ(rules.terms(0).since_ms(), now_ms);
  EXPECT_TRUE(rules.terms(0).files_changed());
  ASSERT_EQ(rules.terms(0).changes_size(), 1);
  EXPECT_EQ(rules.terms(0).changes(0).before().value(), 4);
  EXPECT_EQ(rules.terms(0).changes(0).after().value(), 2);
  EXPECT_EQ(rules.terms(1).by_name(), "章静");
  EXPECT_FALSE(rules.terms(1).files_changed());
  EXPECT_EQ(rules.terms(1).changes_size(), 1);
  EXPECT_EQ(rules.terms(2).pack(), old_);
  EXPECT_EQ(rules.offers_size(), 0);
  ASSERT_EQ(rules.matters_elsewhere(), 1u);
  ASSERT_EQ(rules.matters_size(), 1);
  EXPECT_EQ(rules.matters(0), matter);
}

TEST_F(RulesScene, ParametersThatCameAndWentAreChangesToo) {
  rulehost::Changes changes;
  changes.files.emplace();
  for (v1::PackBundle::File file : packs.pack->bundle().files()) {
    if (file.path() == "params.lua") {
      const std::string line = "review_signers = count(3, { \"联审人至少几人\"";
      const size_t at = file.content().find(line);
      ASSERT_NE(at, std::string::npos);
      file.mutable_content()->insert(at, "spare = count(1, { \"备用\", \"Spare\" }), ");
    }
    changes.files->push_back(std::move(file));
  }
  const rulehost::LoadResult made = rulehost::MakeVariant(*packs.pack, changes);
  ASSERT_NE(made.pack, nullptr);
  packs.more[made.pack->hash()] = made.pack;
  for (const char signer : {'T', 'U'}) Sign(signer, made.pack->hash());
  for (const char signer : {'T', 'U'}) Sign(signer, old_);
  const v1::RulesView rules = Rules('T');
  ASSERT_EQ(rules.terms(1).changes_size(), 1);
  EXPECT_FALSE(rules.terms(1).changes(0).has_before());
  EXPECT_EQ(rules.terms(1).changes(0).after().id(), "spare");
  ASSERT_EQ(rules.terms(0).changes_size(), 1);
  EXPECT_EQ(rules.terms(0).changes(0).before().id(), "spare");
  EXPECT_FALSE(rules.terms(0).changes(0).has_after());
}

TEST_F(RulesScene, FiftyTermsAndFortyMatters) {
  for (int i = 0; i < 45; ++i) Press('A', "第" + std::to_string(i) + "件");
  const Bytes longer = Make(4);
  for (int i = 0; i < 51; ++i) {
    const Bytes& next = i % 2 == 0 ? longer : old_;
    Sign('T', next);
    Sign('U', next);
  }
  const v1::RulesView rules = Rules('T');
  EXPECT_EQ(rules.hash(), longer);
  ASSERT_EQ(rules.terms_size(), 50);
  EXPECT_EQ(rules.terms(49).changes_size(), 1);  // the one before it is looked at, not shown
  EXPECT_EQ(rules.matters_elsewhere(), 45u);
  EXPECT_EQ(rules.matters_size(), 40);
}

}  // namespace
}  // namespace yiting::testing
