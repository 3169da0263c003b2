// Every example in the ledger's format pages is what the code writes, and the code reads it.

#include <gtest/gtest.h>

#include "tests/support/files.h"
#include "tests/unit/ledger/transcript.h"

namespace yiting::ledger {
namespace {

// The fenced block of the page that opens with "```text NAME".
std::string Example(const std::string& page, const std::string& name) {
  const std::string text = testing::ReadRepositoryFile("docs/formats/" + page);
  const std::string fence = "\n```text " + name + "\n";
  const size_t at = text.find(fence);
  if (at == std::string::npos) return "no example " + name;
  const size_t begin = at + fence.size();
  return text.substr(begin, text.find("\n```", begin) + 1 - begin);
}

// Does the page say "name = value", word for word as the golden values do?
bool Says(const std::string& page, const std::string& name, const std::string& value) {
  return Contains(Example(page, "values"), name + " = " + value + "\n");
}

TEST(FormatsTest, CheckpointPage) {
  const Bytes public_key = crypto::PublicKey(SequencerKey());
  const std::string note = Example("checkpoint.md", "checkpoint");
  EXPECT_EQ(note, Sample().note);
  EXPECT_EQ(OpenCheckpoint(note, kOrigin, public_key).value(), Sample().checkpoint);
  const std::string cosigned = Example("checkpoint.md", "cosigned");
  EXPECT_EQ(cosigned, SampleCosigned());
  const VerifierKey key =
      ParseVerifierKey(
          Example("checkpoint.md", "key").substr(0, Example("checkpoint.md", "key").find('\n')))
          .value();
  EXPECT_EQ(key.public_key, public_key);
  EXPECT_TRUE(OpenCheckpoint(cosigned, kOrigin, key));
  EXPECT_EQ(Example("checkpoint.md", "message"),
            "cosignature/v1\ntime 1583024400\n" + FormatCheckpoint(Sample().checkpoint));
}

TEST(FormatsTest, ProofPage) {
  const std::string text = Example("proof.md", "receipt");
  EXPECT_EQ(text, SampleReceipt());
  EXPECT_TRUE(CheckReceipt(ParseReceipt(text).value(), "the bell is pressed", kOrigin,
                           crypto::PublicKey(SequencerKey())));
}

TEST(FormatsTest, TilesPage) {
  for (const char* path :
       {"tile/0/000", "tile/0/x001/234.p/5", "tile/1/x001/x234/067", "tile/entries/x001/234.p/5"}) {
    EXPECT_TRUE(Contains(Example("tiles.md", "paths"), path)) << path;
    EXPECT_EQ(FormatTilePath(ParseTilePath(path).value()), path);
  }
  EXPECT_EQ(Example("tiles.md", "bundle"),
            ToHex(EncodeEntryBundle({"entry 256", "entry 257"}).value()) + "\n");
}

TEST(FormatsTest, CommitmentPage) {
  const Sample sample;
  EXPECT_TRUE(Says("commitment.md", "salt", ToHex(sample.salt)));
  EXPECT_TRUE(Says("commitment.md", "content", sample.content));
  EXPECT_TRUE(
      Says("commitment.md", "commitment", Hex(crypto::Commit(sample.salt, sample.content))));
}

TEST(FormatsTest, FingerprintPage) {
  EXPECT_TRUE(Says("fingerprint.md", "empty", Hex(crypto::LtHash().Digest())));
  EXPECT_TRUE(
      Says("fingerprint.md", "first 8 lanes", ToHex(SampleFingerprint().Save().substr(0, 16))));
  EXPECT_TRUE(Says("fingerprint.md", "fingerprint", Hex(SampleFingerprint().Digest())));
}

TEST(FormatsTest, LedgerFilePage) {
  const Sample sample;
  std::vector<Span> spans;
  const Bytes file = sample.File(&spans);
  std::string table;
  for (size_t i = 1; i < spans.size(); ++i) {
    const Bytes record = file.substr(spans[i].begin, spans[i].end - spans[i].begin);
    table += std::to_string(spans[i].begin) + " " + ToHex(BytesView(record).substr(0, 5)) + " " +
             ToHex(BytesView(record).substr(record.size() - 32)) + " " + spans[i].name + "\n";
  }
  EXPECT_EQ(Example("ledger-file.md", "records"), table);
}

}  // namespace
}  // namespace yiting::ledger
