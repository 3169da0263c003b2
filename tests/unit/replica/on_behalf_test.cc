// A helper's phone without a network: what somebody signed on paper is entered with a picture of
// it, shown at once as theirs, and reaches the server.

#include <gtest/gtest.h>

#include "crypto/commitment.h"
#include "state/read_links.h"
#include "town.h"

namespace yiting::testing {
namespace {

TEST(ReplicaOnBehalf, A5_12_ASignedPaperGoesAlongAndTheStepIsThePersons) {
  Server server;
  Phone phone(server, 'S');
  Phone resident(server, 'A');
  resident.Sync();
  const Bytes matter = resident.Act(Press("校门口停车")).matter();
  resident.Sync();
  phone.Sync();
  phone.GoOffline();

  v1::Draft draft = ActOn(matter, "support");
  draft.mutable_command()->set_on_behalf_of(MemberOf('B'));
  draft.mutable_command()->mutable_act_on_matter()->set_consent(v1::SIGNED);
  v1::DraftContent* proof = draft.add_contents();
  proof->set_field("consent_proof");
  proof->set_audience(v1::STAFF);
  proof->set_media("image/jpeg");
  proof->set_data("a picture of the paper");
  EXPECT_FALSE(phone.Act(draft).has_rejection());
  EXPECT_EQ(phone.Matter(matter).row().supporters(), 1u);
  EXPECT_FALSE(phone.Matter(matter).supported());  // the helper does not stand behind it
  // A second time the phone's own rules say no.
  EXPECT_EQ(phone.Act(draft).rejection().reason(), v1::ALREADY_DONE);
  draft.mutable_command()->mutable_act_on_matter()->clear_consent();
  draft.clear_contents();
  EXPECT_EQ(phone.Act(draft).rejection().reason(), v1::CONSENT_MISSING);

  phone.online = true;
  phone.Sync();
  EXPECT_EQ(phone.Outbox().items(0).state(), v1::OutboxItem::ACCEPTED);
  EXPECT_TRUE(state::IsSupporter(server.sequencer->state(), matter, MemberOf('B')));
  bool came = false;
  for (const auto& [commitment, content] : server.contents) {
    came = came || content.data() == "a picture of the paper";
  }
  EXPECT_TRUE(came);
  EXPECT_EQ(phone.ConfirmedFingerprint(), server.Fingerprint());
}

}  // namespace
}  // namespace yiting::testing
