// A witness as C2SP tlog-witness says it: every answer and its number, that it remembers on disk
// before it answers, and that nobody gets two trees of one size cosigned.
#include "witness/witness.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "disk/durable_file.h"
#include "ledger/checkpoint.h"
#include "tests/support/files.h"
#include "tests/unit/server/temp_folder.h"
#include "witness/request.h"

namespace yiting::witness {
namespace {

using ledger::MemoryTree;

class SetClock : public clock::Clock {
 public:
  int64_t NowMs() const override { return now_ms; }
  int64_t now_ms = 1'772'413'200'999;
};

crypto::SigningKey KeyOf(char letter) { return crypto::SigningKeyFromSeed(Bytes(32, letter)); }

ledger::VerifierKey LogKey(const std::string& origin, const crypto::SigningKey& key) {
  return {origin, ledger::SignatureType::kEd25519, crypto::PublicKey(key)};
}

MemoryTree TreeOf(int size, const std::string& word = "entry") {
  MemoryTree tree;
  for (int i = 0; i < size; ++i) tree.Append(ledger::LeafHash(word + std::to_string(i)));
  return tree;
}

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() { Open(); }

  Witness::Settings Settings() const {
    return {folder_.path(), "witness.example/w", KeyOf('w'), {LogKey(kOrigin, KeyOf('q'))}};
  }
  void Open() {
    auto opened = Witness::Open(Settings(), clock_);
    ASSERT_TRUE(opened) << opened.error().message;
    witness_ = *std::move(opened);
  }

  static std::string Note(const MemoryTree& tree, uint64_t size, char key = 'q',
                          const std::string& origin = kOrigin) {
    return ledger::SignCheckpoint({origin, size, tree.HeadAt(size).root}, origin, KeyOf(key));
  }
  std::string Ask(const MemoryTree& tree, uint64_t old_size, uint64_t size) {
    AddCheckpoint request{old_size, {}, Note(tree, size)};
    if (old_size <= size) request.proof = *ledger::ProveConsistency(tree, old_size, size);
    return FormatRequest(request);
  }
  http::Response Add(const MemoryTree& tree, uint64_t old_size, uint64_t size) {
    return witness_->Add(Ask(tree, old_size, size));
  }
  // The time at which the witness's line under the note says it was cosigned; -1: it is not good.
  int64_t TimeOf(const std::string& note, const http::Response& answer) const {
    auto time = ledger::VerifyCosignature(note + *answer.body, witness_->key());
    return time ? *time : -1;
  }

  static constexpr const char* kOrigin = "yiting.example/xiaohe";
  testing::TempFolder folder_;
  SetClock clock_;
  std::unique_ptr<Witness> witness_;
};

TEST_F(WitnessTest, CosignsATreeThatGrows) {
  const MemoryTree tree = TreeOf(40);
  uint64_t old_size = 0;
  for (uint64_t size : {0, 1, 7, 7, 32, 40}) {
    const http::Response answer = Add(tree, old_size, size);
    ASSERT_EQ(answer.status, 200) << *answer.body;
    // A signature line and nothing else, and a good one at the clock's second.
    EXPECT_TRUE(answer.body->starts_with("— witness.example/w "));
    EXPECT_EQ(std::count(answer.body->begin(), answer.body->end(), '\n'), 1);
    EXPECT_EQ(TimeOf(Note(tree, size), answer), 1'772'413'200);
    old_size = size;
  }
}

TEST_F(WitnessTest, AConflictSaysTheSizeThatItKnows) {
  const MemoryTree tree = TreeOf(40);
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  for (uint64_t old_size : {0, 5, 19, 21}) {
    const http::Response answer = Add(tree, old_size, 30);
    EXPECT_EQ(answer.status, 409) << old_size;
    EXPECT_EQ(*answer.body, "20\n");
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
  }
  // A smaller tree is never cosigned again.
  EXPECT_EQ(Add(tree, 10, 10).status, 409);
  EXPECT_EQ(Add(tree, 20, 10).status, 400);
}

TEST_F(WitnessTest, AForkIsRefusedAndKept) {
  const MemoryTree tree = TreeOf(40);
  const MemoryTree other = TreeOf(40, "other");
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  EXPECT_EQ(Add(other, 20, 30).status, 422);
  EXPECT_EQ(Add(other, 20, 20).status, 409);
  bool kept = false;
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    if (file.path().extension() != ".fork") continue;
    kept = true;
    auto both = disk::ReadIfThere(file.path());
    EXPECT_NE(both->find(Note(other, 20)), std::string::npos);
    EXPECT_NE(both->find(Note(tree, 20)), std::string::npos);
  }
  EXPECT_TRUE(kept);
  EXPECT_EQ(Add(tree, 20, 40).status, 200);
}

TEST_F(WitnessTest, AProofThatDoesNotShowItIsRefused) {
  const MemoryTree tree = TreeOf(40);
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  auto request = ParseRequest(Ask(tree, 20, 40));
  ASSERT_TRUE(request);
  for (size_t i = 0; i < request->proof.size(); ++i) {
    AddCheckpoint bad = *request;
    bad.proof[i][3] ^= 1;
    EXPECT_EQ(witness_->Add(FormatRequest(bad)).status, 422);
  }
  AddCheckpoint bad = *request;
  bad.proof.clear();
  EXPECT_EQ(witness_->Add(FormatRequest(bad)).status, 422);
  EXPECT_EQ(Add(tree, 20, 40).status, 200);
  // From nothing there is nothing to prove.
  Open();
  AddCheckpoint same{40, {ledger::Hash{}}, Note(tree, 40)};
  EXPECT_EQ(witness_->Add(FormatRequest(same)).status, 422);
}

TEST_F(WitnessTest, WhoeverIsNotKnownIsRefused) {
  const MemoryTree tree = TreeOf(5);
  EXPECT_EQ(witness_->Add(FormatRequest({0, {}, Note(tree, 5, 'q', "another/log")})).status, 404);
  EXPECT_EQ(witness_->Add(FormatRequest({0, {}, Note(tree, 5, 'x')})).status, 403);
  // A signature under the log's name and key id that is not good.
  std::string bent = Note(tree, 5);
  bent[bent.size() - 10] = bent[bent.size() - 10] == 'A' ? 'B' : 'A';
  EXPECT_EQ(witness_->Add(FormatRequest({0, {}, bent})).status, 403);
  EXPECT_EQ(Add(tree, 0, 5).status, 200);
}

TEST_F(WitnessTest, WhatIsNoRequestIsRefused) {
  const MemoryTree tree = TreeOf(5);
  const std::string note = Note(tree, 5);
  std::string hashes;
  for (int i = 0; i < 64; ++i) hashes += ToBase64(Bytes(32, 'h')) + "\n";
  for (const std::string& body :
       {std::string(), std::string("old 0"), std::string("old 0\n"), "new 0\n\n" + note,
        "old 00\n\n" + note, "old -1\n\n" + note, "old 0\nAAAA\n\n" + note, "old 0\n!\n\n" + note,
        "old 0\n" + hashes + "\n" + note, std::string("old 0\n\nnothing\n"), "old 0\n" + note}) {
    EXPECT_EQ(witness_->Add(body).status, 400) << body;
  }
}

TEST_F(WitnessTest, RemembersAcrossARestart) {
  const MemoryTree tree = TreeOf(40);
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  Open();
  EXPECT_EQ(*Add(tree, 0, 30).body, "20\n");
  EXPECT_EQ(Add(tree, 20, 30).status, 200);
}

TEST_F(WitnessTest, AFileThatSomebodyTouchedStopsIt) {
  const MemoryTree tree = TreeOf(40);
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
    std::string note = *disk::ReadIfThere(file.path());
    note.replace(note.find("\n20\n"), 4, "\n10\n");
    std::ofstream(file.path()) << note;
  }
  auto opened = Witness::Open(Settings(), clock_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
}

TEST_F(WitnessTest, WhatCannotBeKeptIsNotSigned) {
  const MemoryTree tree = TreeOf(40);
  std::filesystem::remove_all(folder_.path());
  EXPECT_EQ(Add(tree, 0, 20).status, 500);
  std::filesystem::create_directory(folder_.path());
  // Nothing was remembered either.
  EXPECT_EQ(Add(tree, 0, 10).status, 200);
}

TEST_F(WitnessTest, ALogMayHaveAnOlderKeyAndANewer) {
  Witness::Settings settings = Settings();
  settings.logs.push_back(LogKey(kOrigin, KeyOf('n')));
  witness_ = *Witness::Open(std::move(settings), clock_);
  const MemoryTree tree = TreeOf(40);
  ASSERT_EQ(Add(tree, 0, 20).status, 200);
  const AddCheckpoint after{20, *ledger::ProveConsistency(tree, 20, 40), Note(tree, 40, 'n')};
  EXPECT_EQ(witness_->Add(FormatRequest(after)).status, 200);
}

TEST_F(WitnessTest, OnlyKeysOfLogsAreTaken) {
  Witness::Settings settings = Settings();
  settings.logs[0].type = ledger::SignatureType::kCosignature;
  EXPECT_FALSE(Witness::Open(settings, clock_));
  settings = Settings();
  settings.name = "two words";
  EXPECT_FALSE(Witness::Open(settings, clock_));
}

TEST(WitnessRequestTest, TheExampleOfTheSpecificationIsRead) {
  const std::string body =
      "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
      "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
      "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
      "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\n"
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeM"
      "cTOAYQ8=\n";
  const auto request = ParseRequest(body);
  ASSERT_TRUE(request) << request.error().message;
  EXPECT_EQ(request->old_size, 20852014u);
  EXPECT_EQ(request->proof.size(), 4u);
  EXPECT_TRUE(request->checkpoint.starts_with("example.com/behind-the-sofa\n20852163\n"));
  EXPECT_EQ(FormatRequest(*request), body);
}

// The text of one example of docs/formats/witness.md.
std::string Example(const std::string& name) {
  const std::string page = testing::ReadRepositoryFile("docs/formats/witness.md");
  const std::string opening = "```text " + name + "\n";
  const size_t begin = page.find(opening);
  CHECK(begin != std::string::npos);
  const size_t from = begin + opening.size();
  return page.substr(from, page.find("```\n", from) - from);
}

TEST(WitnessFormatTest, ThePageShowsWhatIsSaid) {
  const testing::TempFolder folder;
  SetClock clock;
  clock.now_ms = 1'583'024'400'000;
  auto witness = Witness::Open({folder.path(), "witness.example/w1", KeyOf('w'),
                                {LogKey("yiting.example/xiaohe", KeyOf('q'))}},
                               clock);
  ASSERT_TRUE(witness) << witness.error().message;
  const http::Response answer = (*witness)->Add(Example("request"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(*answer.body, Example("answer"));
}

}  // namespace
}  // namespace yiting::witness
