// What a stranger asks of a ledger beyond `verify`: is this receipt of it, has a witness cosigned
// it, what does it say of a poll that was printed; and the same over the network, here a map.
#include <gtest/gtest.h>

#include <map>

#include "ledger/checkpoint.h"
#include "ledger/ledger_file.h"
#include "ledger/proof.h"
#include "ledger/tiles.h"
#include "schema/canonical.h"
#include "sequencer/sequencer.h"
#include "tests/unit/verbs/forge.h"
#include "tests/unit/verbs/test_io.h"
#include "verbs/ledger_keys.h"
#include "verbs/ledger_tiles.h"

namespace yiting::verbs {
namespace {

constexpr const char* kWitness = "witness.example/w1";

class WebIo : public TestIo {
 public:
  Result<Bytes> Fetch(const std::string& url) override {
    auto found = web.find(url);
    if (found == web.end()) return Fail(ErrorCode::kNotFound, url + ": the server says 404");
    return found->second;
  }
  void Progress(const std::string&, uint64_t done, uint64_t total) override {
    EXPECT_LE(done, total);
    told = done;
  }

  std::map<std::string, Bytes> web;
  uint64_t told = 0;
};

class LedgerVerifyTest : public ::testing::Test {
 protected:
  explicit LedgerVerifyTest(const char* scenario = "tests/scenarios/a5_1_nine_steps.jsonl") {
    const Ran ran = RunWith(io, {"run", scenario, "--export", "l"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto read = ReadLedgerBook(io, "l");
    EXPECT_TRUE(read.has_value()) << read.error().message;
    book = std::move(*read);
    url = "http://street.example/ledger/" + ToHex(book.id());
    Serve(book.checkpoint);
  }

  // As a server has it: the note, and the entries in bundles.
  void Serve(const std::string& note) {
    io.web[url + "/checkpoint"] = note;
    for (uint64_t first = 0; first < book.entries.size(); first += ledger::kTileWidth) {
      const uint32_t width =
          ledger::TileWidthAt(0, first / ledger::kTileWidth, book.entries.size());
      const auto begin = book.entries.begin() + static_cast<ptrdiff_t>(first);
      const ledger::Tile tile{ledger::TileKind::kEntries, 0, first / ledger::kTileWidth, width};
      io.web[url + "/" + ledger::FormatTilePath(tile)] =
          *ledger::EncodeEntryBundle({begin, begin + width});
    }
  }
  std::string Receipt(uint64_t seq) {
    return ledger::FormatReceipt(*ledger::MakeReceipt(book.tree, seq, book.checkpoint));
  }
  static crypto::SigningKey WitnessKey() {
    return crypto::SigningKeyFromSeed(Bytes(crypto::kSeedBytes, 'w'));
  }
  static std::string WitnessVkey() {
    return ledger::FormatVerifierKey(
        {kWitness, ledger::SignatureType::kCosignature, crypto::PublicKey(WitnessKey())});
  }
  Ran Verify(std::vector<std::string> more) {
    more.insert(more.begin(), {"ledger", "verify"});
    return RunWith(io, more);
  }

  WebIo io;
  LedgerBook book;
  std::string url;
};

TEST_F(LedgerVerifyTest, AReceiptIsOfThisLedger) {
  io.files["r"] = Receipt(7);
  io.files["e"] = book.entries[7];
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"l", "--receipt", "r"}, {"l", "--receipt", "r", "--entry", "e"}}) {
    const Ran ran = Verify(more);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("\nreceipt of entry 7 in 25, a beginning of this ledger\n"),
              std::string::npos);
    EXPECT_TRUE(ran.out.ends_with("\nverified\n"));
  }
  io.files["e"] = book.entries[8];
  const Ran other = Verify({"l", "--receipt", "r", "--entry", "e"});
  EXPECT_EQ(other.code, 1);
  EXPECT_TRUE(other.err.starts_with("yiting: r: ")) << other.err;
  EXPECT_EQ(other.out, "");
}

TEST_F(LedgerVerifyTest, EveryDamagedBitOfAReceiptIsFound) {
  const Bytes good = Receipt(7);
  for (size_t i = 0; i < good.size(); i += 7) {
    io.files["r"] = good;
    io.files["r"][i] = static_cast<char>(good[i] ^ 1 << i % 8);
    EXPECT_EQ(Verify({"l", "--receipt", "r"}).code, 1) << i;
  }
  EXPECT_EQ(Verify({"l", "--receipt", "none"}).code, 2);
}

// The street signed one tree for the holder of the receipt and shows another.
TEST_F(LedgerVerifyTest, AReceiptUnderAnotherTreeIsEvidence) {
  std::vector<Bytes> others = book.entries;
  others.pop_back();
  others.push_back(others[5]);
  ledger::MemoryTree tree;
  for (const Bytes& entry : others) tree.Append(ledger::LeafHash(entry));
  const std::string note =
      ledger::SignCheckpoint({book.header.origin, tree.size(), tree.head().root},
                             book.header.origin, KeyOf(kSequencerName));
  io.files["r"] = ledger::FormatReceipt(*ledger::MakeReceipt(tree, 3, note));
  const Ran ran = Verify({"l", "--receipt", "r"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("evidence of a fork"), std::string::npos) << ran.err;
}

TEST_F(LedgerVerifyTest, AReceiptOfALaterTreeIsGoodByItself) {
  ledger::MemoryTree tree = book.tree;
  tree.Append(ledger::LeafHash("later"));
  const std::string note =
      ledger::SignCheckpoint({book.header.origin, tree.size(), tree.head().root},
                             book.header.origin, KeyOf(kSequencerName));
  io.files["r"] = ledger::FormatReceipt(*ledger::MakeReceipt(tree, 3, note));
  EXPECT_NE(Verify({"l", "--receipt", "r"}).out.find("in 26, a later tree than this one\n"),
            std::string::npos);
  io.files["r"] = ledger::FormatReceipt(*ledger::MakeReceipt(tree, 25, note));
  EXPECT_EQ(Verify({"l", "--receipt", "r"}).code, 1);
  io.files["e"] = "later";
  EXPECT_EQ(Verify({"l", "--receipt", "r", "--entry", "e"}).code, 0);
}

TEST_F(LedgerVerifyTest, AWitnessThatIsAskedForMustHaveCosigned) {
  const Ran without = Verify({url, "--witness", WitnessVkey()});
  EXPECT_EQ(without.code, 1);
  EXPECT_NE(without.err.find("not signed by witness.example/w1"), std::string::npos);
  const std::string cosigned = *ledger::Cosign(book.checkpoint, kWitness, WitnessKey(), 1583024400);
  Serve(cosigned);
  const Ran with = Verify({url, "--witness", WitnessVkey()});
  EXPECT_EQ(with.code, 0) << with.err;
  EXPECT_NE(with.out.find("\ncosigned 1583024400 witness.example/w1\n"), std::string::npos);
  std::string bent = cosigned;
  bent[bent.size() - 20] = bent[bent.size() - 20] == 'A' ? 'B' : 'A';
  Serve(bent);
  EXPECT_EQ(Verify({url}).code, 0);
  EXPECT_EQ(Verify({url, "--witness", WitnessVkey()}).code, 1);
  // A key of another kind, and none at all.
  EXPECT_EQ(Verify({"l", "--witness", "w"}).code, 1);
}

TEST_F(LedgerVerifyTest, OverTheNetworkItIsTheSameLedger) {
  const Ran file = Verify({"l"});
  const Ran web = Verify({url + "/"});
  EXPECT_EQ(web.code, 0) << web.err;
  EXPECT_EQ(file.out.substr(0, file.out.find("packs ")) + "verified\n", web.out);
  EXPECT_EQ(io.told, 25u);
  for (const char* verb : {"export", "proof"}) {
    std::vector<std::string> args = {"ledger", verb, "l"};
    if (std::string(verb) == "proof") args.push_back("7");
    const Ran from_file = RunWith(io, args);
    args[2] = url;
    const Ran from_web = RunWith(io, args);
    EXPECT_EQ(from_web.code, 0) << from_web.err;
    EXPECT_EQ(from_web.out, from_file.out);
  }
}

TEST_F(LedgerVerifyTest, AnyBitOfWhatAServerGivesIsFound) {
  for (const auto& [address, good] : std::map<std::string, Bytes>(io.web)) {
    for (size_t i = 0; i < good.size(); i += address.ends_with("checkpoint") ? 1 : 97) {
      io.web[address] = good;
      io.web[address][i] = static_cast<char>(good[i] ^ 1 << i % 7);
      const Ran ran = Verify({url});
      EXPECT_NE(ran.code, 0) << address << " byte " << i;
      EXPECT_NE(ran.err.find(url), std::string::npos) << ran.err;
    }
    io.web[address] = good;
  }
  EXPECT_EQ(Verify({url}).code, 0);
}

TEST_F(LedgerVerifyTest, AnotherLedgerUnderThisAddressIsFound) {
  const std::string other = "http://street.example/ledger/" + std::string(64, '7');
  for (const auto& [address, bytes] : std::map<std::string, Bytes>(io.web)) {
    io.web[other + address.substr(url.size())] = bytes;
  }
  const Ran ran = Verify({other});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "yiting: " + other +
                         ": the community id in the address is not that of entry 0\n");
  EXPECT_EQ(Verify({"http://nobody.example/x"}).code, 2);
}

TEST_F(LedgerVerifyTest, AHostWithoutANetworkSaysSoInOneLine) {
  TestIo without;
  const Ran ran = RunWith(without, {"ledger", "verify", "http://a.example/ledger/1"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "yiting: http://a.example/ledger/1/checkpoint: this build reads files only; "
                     "use the native yiting, or a ledger file\n");
}

TEST_F(LedgerVerifyTest, AFoundingEntryNamesTheKey) {
  auto keys = KeysOf(book.entries);
  ASSERT_TRUE(keys) << keys.error().message;
  ASSERT_EQ(keys->size(), 1u);
  EXPECT_EQ(KeyAt(*keys, 25), book.header.public_key);
  EXPECT_FALSE(KeysOf({}));
  EXPECT_FALSE(KeysOf({book.entries[1]}));
  const std::vector<KeyInForce> three = {{0, "a"}, {5, "b"}, {9, "c"}};
  for (const auto& [size, key] :
       std::map<uint64_t, Bytes>{{0, "a"}, {4, "a"}, {5, "b"}, {8, "b"}, {9, "c"}, {99, "c"}}) {
    EXPECT_EQ(KeyAt(three, size), key) << size;
  }
}

// A change of the key that nobody signed: the sequencer itself puts it in.
TEST_F(LedgerVerifyTest, AChangeOfTheKeyMustBeSigned) {
  std::vector<Bytes> entries = book.entries;
  v1::Entry entry = *schema::Decode<v1::Entry>(entries[5]);
  entry.add_events()->mutable_sequencer_key_changed()->set_key(Bytes(32, 'k'));
  entries[5] = schema::Encode(entry);
  auto keys = KeysOf(entries);
  ASSERT_FALSE(keys);
  EXPECT_TRUE(keys.error().message.starts_with("entry 5: ")) << keys.error().message;
}

class PrintedPollTest : public LedgerVerifyTest {
 protected:
  PrintedPollTest() : LedgerVerifyTest("tests/scenarios/a6_3_a6_5_sealed.jsonl") {}
};

TEST_F(PrintedPollTest, ItsTallyAndItsEntriesAreShown) {
  Bytes matter;
  std::vector<uint64_t> ballots;
  uint64_t counted = 0;
  for (uint64_t seq = 0; seq < book.entries.size(); ++seq) {
    const v1::Entry entry = *schema::Decode<v1::Entry>(book.entries[seq]);
    for (const v1::Event& event : entry.events()) {
      if (event.has_poll_opened() && matter.empty()) matter = event.poll_opened().matter();
      if (event.has_ballot_cast() && event.ballot_cast().matter() == matter) ballots.push_back(seq);
      if (event.has_tally_published() && event.tally_published().matter() == matter) counted = seq;
    }
  }
  ASSERT_FALSE(matter.empty());
  ASSERT_FALSE(ballots.empty());
  const Ran ran = Verify({"l", "--matter", ToHex(matter)});
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (uint64_t seq : ballots) {
    const ledger::Hash leaf = ledger::LeafHash(book.entries[seq]);
    EXPECT_NE(ran.out.find("\nentry " + std::to_string(seq) + " " +
                           ToHex(crypto::AsBytes(leaf)) + " {\"event\":\"ballot_cast\""),
              std::string::npos)
        << seq;
  }
  EXPECT_EQ(ran.out.find("\ntally {\"event\":\"tally_published\"") != std::string::npos,
            counted != 0);
  EXPECT_TRUE(ran.out.ends_with("\nverified\n"));
  const Ran none = Verify({"l", "--matter", std::string(64, '0')});
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("this ledger has no poll of matter"), std::string::npos);
  EXPECT_EQ(Verify({"l", "--matter", "xyz"}).code, 1);
}

}  // namespace
}  // namespace yiting::verbs
