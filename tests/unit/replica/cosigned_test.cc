// Witnesses' lines under a checkpoint mean nothing to a phone that does not know them: it passes
// over them, and hands them on in the receipts that it keeps.

#include <gtest/gtest.h>

#include "ledger/checkpoint.h"
#include "ledger/proof.h"
#include "town.h"

namespace yiting::testing {
namespace {

constexpr const char* kWitness = "witness.example/w1";

crypto::SigningKey WitnessKey() { return KeyOf('W'); }

// A good line, one of another kind of key, and one that is no signature of anything.
std::string Cosigned(const std::string& checkpoint) {
  return *ledger::Cosign(checkpoint, kWitness, WitnessKey(), 1583024400) + "— other.example " +
         ToBase64(Bytes(2000, 'x')) + "\n— " + kWitness + " " + ToBase64(Bytes(76, 'y')) + "\n";
}

TEST(Cosigned, LinesOfWitnessesArePassedOverAndKept) {
  Server server;
  server.lie = [](v1::PullResponse& response) {
    response.set_checkpoint(Cosigned(response.checkpoint()));
    for (std::string& text : *response.mutable_receipts()) {
      ledger::Receipt receipt = *ledger::ParseReceipt(text);
      receipt.checkpoint = Cosigned(receipt.checkpoint);
      text = ledger::FormatReceipt(receipt);
    }
  };
  Phone phone(server, 'A');
  phone.Sync();
  phone.Act(Press("校门口堵车"));
  phone.Sync();
  server.now_ms += 60'000;
  phone.poked = true;
  phone.Sync();
  EXPECT_EQ(phone.SyncState().state(), v1::SyncView::ALL_SENT);
  EXPECT_EQ(phone.SyncState().tree_size(), server.size());
  EXPECT_EQ(phone.SyncState().broken(), "");
  EXPECT_TRUE(phone.replica->parts().store->AllEvidence().empty());

  const auto receipt = ledger::ParseReceipt(phone.Save(v1::SaveFile::RECEIPT, 1).data());
  ASSERT_TRUE(receipt.has_value());
  EXPECT_TRUE(ledger::CheckReceipt(*receipt, server.entries[1], ledger::OriginOf(server.id()),
                                   server.Key())
                  .has_value());
  const ledger::VerifierKey witness{kWitness, ledger::SignatureType::kCosignature,
                                    crypto::PublicKey(WitnessKey())};
  EXPECT_EQ(ledger::VerifyCosignature(receipt->checkpoint, witness).value_or(0), 1583024400);
}

}  // namespace
}  // namespace yiting::testing
