#include "tests/sim/witness.h"

#include "crypto/ed25519.h"
#include "ledger/checkpoint.h"
#include "tests/sim/cast.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::sim {

namespace {

constexpr char kName[] = "witness.example";

}  // namespace

void Witness::Look() {
  if (!world_.server().running()) return;
  v1::PullRequest request;
  request.set_community(world_.chronicle().community());
  request.set_from(world_.chronicle().size());
  request.set_checkpoint(note_);
  Packet packet;
  packet.phone = kWitness;
  packet.method = "Pull";
  packet.body = request.SerializeAsString();
  world_.Note("witness looks", kWitness);
  world_.server().Receive(packet);
}

void Witness::Take(const Packet& answer) {
  v1::PullResponse response;
  if (answer.status != 200 || !response.ParseFromString(answer.body)) return;
  const std::string origin = ledger::OriginOf(world_.chronicle().community());
  // Who it is signed by: the first key, or the next one. Both are the street's.
  auto open = [&](const std::string& note) {
    auto opened = ledger::OpenCheckpoint(note, origin, crypto::PublicKey(SequencerKey()));
    if (opened) return opened;
    return ledger::OpenCheckpoint(note, origin, crypto::PublicKey(NextSequencerKey()));
  };
  auto came = open(response.checkpoint());
  if (!came) {
    return world_.chronicle().Fail("CheckpointsNeverFork", "a witness sees another's signature");
  }
  if (!note_.empty()) {
    auto held = open(note_);
    std::vector<ledger::Hash> proof;
    for (const Bytes& hash : response.consistency()) {
      auto one = crypto::HashFromBytes(hash);
      if (one) proof.push_back(*one);
    }
    const bool grows = held && ledger::VerifyConsistency(proof, held->head(), came->head());
    const bool same = held && held->size == came->size && held->root == came->root;
    if (!grows && !same) {
      return world_.chronicle().Fail("CheckpointsNeverFork",
                                     "a witness that knows a tree of " +
                                         std::to_string(held->size) + " is shown one of " +
                                         std::to_string(came->size) + ", not grown out of it");
    }
  }
  auto cosigned = ledger::Cosign(response.checkpoint(), kName, Stranger().key,
                                 world_.now_ms() / 1000);
  if (!cosigned) {
    return world_.chronicle().Fail("CheckpointsNeverFork", "a witness cannot cosign a checkpoint");
  }
  const ledger::VerifierKey mine{kName, ledger::SignatureType::kCosignature, Stranger().device};
  if (!ledger::VerifyCosignature(*cosigned, mine)) {
    return world_.chronicle().Fail("CheckpointsNeverFork", "a cosignature does not verify");
  }
  note_ = response.checkpoint();
}

}  // namespace yiting::sim
