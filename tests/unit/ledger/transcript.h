// Golden values: `name = value` lines computed from the sample community, one list for the vectors
// in tests/vectors/ledger.txt (read by other implementations, run native and wasm) and for the
// examples in docs/formats. Values of several lines are written as one, with \n for a newline.

#ifndef YITING_TESTS_UNIT_LEDGER_TRANSCRIPT_H_
#define YITING_TESTS_UNIT_LEDGER_TRANSCRIPT_H_

#include <string>

#include "crypto/commitment.h"
#include "crypto/lthash.h"
#include "ledger/tiles.h"
#include "tests/unit/ledger/sample.h"

namespace yiting::ledger {

class Transcript {
 public:
  void Section(const std::string& name) { text_ += "\n[" + name + "]\n"; }
  void Line(const std::string& name, const std::string& value) {
    std::string shown;
    for (char c : value) {
      if (c == '\n') {
        shown += "\\n";
      } else {
        shown.push_back(c);
      }
    }
    text_ += name + " = " + shown + "\n";
  }
  void Hashes(const std::string& name, const std::vector<Hash>& hashes) {
    std::string value;
    for (const Hash& hash : hashes) value += (value.empty() ? "" : " ") + Hex(hash);
    Line(name, value.empty() ? "none" : value);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// A ledger of 300 entries, so that it has a full tile.
inline std::vector<Bytes> NumberedEntries() {
  std::vector<Bytes> entries;
  for (int i = 0; i < 300; ++i) entries.push_back("entry " + std::to_string(i));
  return entries;
}

inline crypto::LtHash SampleFingerprint() {
  crypto::LtHash hash;
  hash.Add("matters|1|open");
  hash.Add("matters|2|open");
  hash.Remove("matters|1|open");
  hash.Add("matters|1|closed");
  return hash;
}

inline std::string SampleCosigned() {
  return Cosign(Sample().note, kWitness, WitnessKey(), 1583024400).value();
}

inline std::string SampleReceipt() {
  return FormatReceipt(MakeReceipt(Sample().tree, 2, Sample().note).value());
}

inline void MerkleLines(Transcript& out) {
  const MemoryTree tree = TreeOf(NumberedEntries());
  Frontier frontier;
  for (uint64_t size = 0; size <= 300; ++size) {
    for (const uint64_t shown : {0, 1, 2, 3, 7, 8, 13, 256, 257, 300}) {
      if (size == shown) out.Line("root " + std::to_string(size), Hex(frontier.Root()));
    }
    if (size == 13) out.Line("frontier 13", ToHex(frontier.Encode()));
    if (size < 300) frontier.Append(tree.ReadHash(0, size).value());
  }
  out.Line("leaf 5", Hex(LeafHash("entry 5")));
  for (const auto& [index, size] :
       {std::pair<uint64_t, uint64_t>{0, 1}, {5, 13}, {12, 13}, {299, 300}}) {
    out.Hashes("inclusion " + std::to_string(index) + " in " + std::to_string(size),
               ProveInclusion(tree, index, size).value());
  }
  for (const auto& [old_size, new_size] :
       {std::pair<uint64_t, uint64_t>{1, 13}, {6, 13}, {8, 13}, {13, 13}, {256, 300}}) {
    out.Hashes("consistency " + std::to_string(old_size) + " to " + std::to_string(new_size),
               ProveConsistency(tree, old_size, new_size).value());
  }
}

inline void TileLines(Transcript& out) {
  const std::vector<Bytes> entries = NumberedEntries();
  const MemoryTree tree = TreeOf(entries);
  for (const Tile& tile : TilesBetween(0, 300)) {
    out.Line("sha256 of " + FormatTilePath(tile),
             Hex(crypto::Sha256(EncodeTile(tree, tile).value())));
  }
  const std::vector<BytesView> last(entries.begin() + 256, entries.end());
  out.Line("sha256 of tile/entries/001.p/44", Hex(crypto::Sha256(EncodeEntryBundle(last).value())));
  out.Line("bundle of its first 2", ToHex(EncodeEntryBundle({last[0], last[1]}).value()));
}

inline std::string LedgerTranscript() {
  const Sample sample;
  Transcript out;
  out.Section("keys");
  out.Line("sequencer seed", ToHex(Bytes(32, 'q')));
  out.Line("sequencer public key", ToHex(crypto::PublicKey(SequencerKey())));
  out.Line("sequencer verifier key",
           FormatVerifierKey(
               {std::string(kOrigin), SignatureType::kEd25519, crypto::PublicKey(SequencerKey())}));
  out.Line("witness seed", ToHex(Bytes(32, 'w')));
  out.Line("witness verifier key",
           FormatVerifierKey({std::string(kWitness), SignatureType::kCosignature,
                              crypto::PublicKey(WitnessKey())}));
  out.Section("merkle: entries \"entry 0\" to \"entry 299\"");
  MerkleLines(out);
  out.Section("tiles: the same entries");
  TileLines(out);
  out.Section("commitment");
  out.Line("salt", ToHex(sample.salt));
  out.Line("content", sample.content);
  out.Line("commitment", Hex(crypto::Commit(sample.salt, sample.content)));
  out.Section("fingerprint: two rows, the first of which changes");
  out.Line("empty", Hex(crypto::LtHash().Digest()));
  out.Line("first 8 lanes", ToHex(SampleFingerprint().Save().substr(0, 16)));
  out.Line("fingerprint", Hex(SampleFingerprint().Digest()));
  out.Section("the sample community: 5 entries");
  for (const Bytes& entry : sample.entries) out.Line("entry", entry);
  out.Line("checkpoint", sample.note);
  out.Line("cosigned", SampleCosigned());
  out.Line("receipt of entry 2", SampleReceipt());
  out.Line("ledger file, size", std::to_string(sample.File().size()));
  out.Line("ledger file, sha256", Hex(crypto::Sha256(sample.File())));
  return out.text();
}

}  // namespace yiting::ledger

#endif  // YITING_TESTS_UNIT_LEDGER_TRANSCRIPT_H_
