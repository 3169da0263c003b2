// Notes, checkpoints, receipts, tiles, ledger files: what whoever checks a ledger is handed.

#include <string>

#include "base/check.h"
#include "crypto/ed25519.h"
#include "ledger/checkpoint.h"
#include "ledger/ledger_file.h"
#include "ledger/note.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"
#include "tests/fuzz/targets.h"

namespace yiting::fuzz {

namespace {

const crypto::SigningKey& Key() {
  static const crypto::SigningKey key = crypto::SigningKeyFromSeed(Bytes(32, 'k'));
  return key;
}

}  // namespace

void FuzzNote(BytesView input) {
  if (auto note = ledger::ParseNote(input)) CHECK(ledger::FormatNote(*note) == input);
  (void)ledger::ParseCheckpoint(input);
  if (auto key = ledger::ParseVerifierKey(input)) CHECK(ledger::FormatVerifierKey(*key) == input);
  // Of a key that has signed nothing yet nothing is taken.
  const Bytes public_key = crypto::PublicKey(Key());
  CHECK(!ledger::OpenCheckpoint(input, "yiting.v1/fuzz", public_key));
  const ledger::VerifierKey witness{"witness.example", ledger::SignatureType::kCosignature,
                                    public_key};
  CHECK(!ledger::VerifyCosignature(input, witness));
}

void FuzzProof(BytesView input) {
  auto receipt = ledger::ParseReceipt(input);
  if (!receipt) return;
  CHECK(ledger::FormatReceipt(*receipt) == input);
  CHECK(!ledger::CheckReceipt(*receipt, "an entry", "yiting.v1/fuzz", crypto::PublicKey(Key())));
  ledger::TreeHead tree;
  tree.size = receipt->index + 1;
  (void)ledger::VerifyInclusion(receipt->proof, receipt->index, ledger::LeafHash(input), tree);
  (void)ledger::VerifyConsistency(receipt->proof, {receipt->index, tree.root}, tree);
}

void FuzzLedgerFile(BytesView input) {
  const auto whole = ledger::CheckLedgerFile(input);
  // In pieces it reads as in one.
  ledger::LedgerReader reader;
  Status status;
  for (size_t at = 0; at < input.size() && status; at += 7) {
    reader.Feed(input.substr(at, 7));
    while (true) {
      auto record = reader.Next();
      if (!record) status = Failure{record.error()};
      if (!record || !*record) break;
    }
  }
  if (status) status = reader.Finish();
  CHECK_EQ(whole.has_value(), status.has_value());
}

void FuzzTiles(BytesView input) {
  if (auto tile = ledger::ParseTilePath(input)) CHECK(ledger::FormatTilePath(*tile) == input);
  for (uint32_t width : {1u, 2u, ledger::kTileWidth}) {
    auto entries = ledger::DecodeEntryBundle(width, input);
    if (entries) CHECK(*ledger::EncodeEntryBundle(*entries) == input);
    (void)ledger::DecodeTile({ledger::TileKind::kHashes, 0, 0, width}, input);
  }
  auto frontier = ledger::Frontier::Decode(input);
  if (frontier) CHECK(frontier->Encode() == input);
}

}  // namespace yiting::fuzz
