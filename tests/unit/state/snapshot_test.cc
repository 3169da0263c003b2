// A state goes out as rows and comes in as the same state, by one encoding; whatever is not that is
// one error, and leaves nothing behind.

#include "state/snapshot.h"

#include <gtest/gtest.h>

#include "sample.h"
#include "state/snapshot_writer.h"
#include "tests/support/files.h"

#ifndef __EMSCRIPTEN__
#include <unistd.h>
#endif

namespace yiting::state {
namespace {

WholeSnapshot Written(Community& community) {
  auto snapshot = WriteSnapshot(community);
  EXPECT_TRUE(snapshot.has_value()) << (snapshot ? "" : snapshot.error().message);
  return snapshot ? *std::move(snapshot) : WholeSnapshot();
}

Status Load(Community& community, const SnapshotClaim& claim, const std::vector<Bytes>& parts) {
  return LoadSnapshot(community, claim, [&](uint32_t part) -> std::optional<Bytes> {
    if (part >= parts.size()) return std::nullopt;
    return parts[part];
  });
}

Bytes Whole(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all += part;
  return all;
}

// A little of everything: members, roles, a matter, a deadline, contents, counters.
struct Told {
  Told() {
    author.Create();
    author.Admit(kStartMs + 1, 'a', "resident");
    author.Admit(kStartMs + 2, 'b', "resident");
    author.Open(kStartMs + 3, kStartMs + 100'000'000);
    snapshot = Written(*author.community);
  }
  Author author;
  WholeSnapshot snapshot;
};

class SnapshotTest : public ::testing::Test {
 protected:
  // An error of that code, which says `what` and leaves `empty_` as it was.
  void ExpectRefused(const std::vector<Bytes>& parts, ErrorCode code, const std::string& what) {
    const Status loaded = Load(*empty_, told_.snapshot.claim, parts);
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().code, code) << loaded.error().message;
    EXPECT_NE(loaded.error().message.find(what), std::string::npos) << loaded.error().message;
    EXPECT_EQ(loaded.error().message.find('\n'), std::string::npos);
    EXPECT_EQ(empty_->facts(), LedgerFacts());
    EXPECT_EQ(empty_->Digest(), NewCommunity()->Digest());
    EXPECT_FALSE(empty_->InTransaction());
  }
  Bytes stream() const { return Whole(told_.snapshot.parts); }

  Told told_;
  std::unique_ptr<Community> empty_ = NewCommunity();
};

TEST_F(SnapshotTest, IsTheSameStateAndTheSameBytesAgain) {
  Community& source = *told_.author.community;
  EXPECT_EQ(told_.snapshot.claim.size, 4u);
  EXPECT_EQ(told_.snapshot.claim.community, source.id());
  EXPECT_EQ(told_.snapshot.claim.fingerprint, Bytes(crypto::AsBytes(source.Digest())));
  const Status loaded = Load(*empty_, told_.snapshot.claim, told_.snapshot.parts);
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  EXPECT_EQ(empty_->facts(), source.facts());
  EXPECT_EQ(empty_->id(), source.id());
  EXPECT_EQ(empty_->Digest(), source.Digest());
  EXPECT_EQ(empty_->last_digest(), source.last_digest());
  auto sum = Fingerprint::SumOfAllRows(empty_->db());
  ASSERT_TRUE(sum.has_value());
  EXPECT_TRUE(*sum == empty_->fingerprint().lanes());
  EXPECT_EQ(Written(*empty_).parts, told_.snapshot.parts);
}

TEST_F(SnapshotTest, GoesOnLikeTheStateItIsOf) {
  ASSERT_TRUE(Load(*empty_, told_.snapshot.claim, told_.snapshot.parts).has_value());
  for (Community* community : {empty_.get(), told_.author.community.get()}) {
    const EntryPlace place{4, kStartMs + 9, Bytes(32, 'p')};
    v1::Event event;
    event.mutable_matter_closed()->set_matter(Id16('m'));
    event.mutable_matter_closed()->set_outcome("resolved");
    ASSERT_TRUE(community->Begin().has_value());
    Apply(*community, place, event);
    FinishEntry(*community, place);
    ASSERT_TRUE(community->Commit().has_value());
  }
  EXPECT_EQ(empty_->Digest(), told_.author.community->Digest());
}

TEST_F(SnapshotTest, EveryTableUnderTheFingerprintIsInIt) {
  auto tables = SnapshotTables(empty_->db());
  ASSERT_TRUE(tables.has_value());
  EXPECT_EQ(tables->size(), 44u);
  for (const SnapshotTable& table : *tables) {
    EXPECT_FALSE(table.key.empty()) << table.name;
    EXPECT_EQ(table.types.find_first_not_of("ITB"), std::string::npos) << table.name;
  }
  const auto find = [&](const std::string& name) {
    for (const SnapshotTable& table : *tables) {
      if (table.name == name) return table;
    }
    return SnapshotTable();
  };
  EXPECT_EQ(find("opinion_marks").types, "BIBI");
  EXPECT_EQ(find("opinion_marks").key, (std::vector<int>{0, 2, 1, 3}));
  EXPECT_EQ(find("counters").types, "TI");
  EXPECT_EQ(find("counters").key, (std::vector<int>{0}));
  EXPECT_EQ(find("commands").name, "");
  EXPECT_EQ(find("progress").name, "");
}

TEST_F(SnapshotTest, AnyOtherByteIsRefused) {
  const Bytes good = stream();
  ASSERT_GT(good.size(), 500u);
  for (size_t at = 0; at < good.size(); ++at) {
    Bytes bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1 << (at % 8));
    const Status loaded = Load(*empty_, told_.snapshot.claim, {bad});
    ASSERT_FALSE(loaded.has_value()) << "byte " << at;
    ASSERT_FALSE(empty_->InTransaction());
  }
  EXPECT_EQ(empty_->Digest(), NewCommunity()->Digest());
  EXPECT_TRUE(Load(*empty_, told_.snapshot.claim, {good}).has_value());
}

TEST_F(SnapshotTest, EveryPieceOfItIsRefused) {
  const Bytes good = stream();
  for (size_t size = 0; size < good.size(); size += 3) {
    ASSERT_FALSE(Load(*empty_, told_.snapshot.claim, {good.substr(0, size)}).has_value()) << size;
  }
  EXPECT_EQ(empty_->facts().size, 0u);
}

TEST_F(SnapshotTest, WhatIsWrongIsSaid) {
  const size_t label = kSnapshotLabel.size();
  Bytes bad = stream();
  ExpectRefused({}, ErrorCode::kCorrupt, "no parts");
  ExpectRefused({bad, ""}, ErrorCode::kCorrupt, "a part is empty");
  ExpectRefused({bad + "x"}, ErrorCode::kCorrupt, "behind its end");
  ExpectRefused({bad.substr(0, label + 3)}, ErrorCode::kCorrupt, "");
  ExpectRefused({Bytes(kSnapshotPartBytesMax + 1, 'x')}, ErrorCode::kTooLarge, "larger");
  bad[label + 1] = static_cast<char>(bad[label + 1] + 1);
  ExpectRefused({bad}, ErrorCode::kUnsupported, "another version");
  bad = stream();
  bad[label + 2] = static_cast<char>(bad[label + 2] - 1);
  ExpectRefused({bad}, ErrorCode::kCorrupt, "number of tables");
  bad = stream();
  // A number in a longer form than its shortest.
  bad.insert(label + 1, 1, static_cast<char>(0x80));
  bad[label] = static_cast<char>(0x81);
  bad[label + 1] = 0;
  ExpectRefused({bad}, ErrorCode::kCorrupt, "shortest");
}

TEST_F(SnapshotTest, RowsAreInOrderAndOfThatEntry) {
  // Of table members, which is the last that has 'b', who has done nothing yet.
  Bytes bad = stream();
  const size_t b = bad.rfind(Bytes(1, 16) + Id16('b') + Bytes(1, 0));
  ASSERT_NE(b, Bytes::npos);
  bad[b + 1] = 'A';
  ExpectRefused({bad}, ErrorCode::kCorrupt, "members: a row is not behind the one before");
  SnapshotClaim claim = told_.snapshot.claim;
  claim.size = 3;
  EXPECT_FALSE(Load(*empty_, claim, told_.snapshot.parts).has_value());
  claim = told_.snapshot.claim;
  claim.fingerprint[0] ^= 1;
  const Status loaded = Load(*empty_, claim, told_.snapshot.parts);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().message, "snapshot: its rows are not those of the entry's fingerprint");
  // Nothing is loaded over something.
  EXPECT_FALSE(
      Load(*told_.author.community, told_.snapshot.claim, told_.snapshot.parts).has_value());
}

TEST(SnapshotPartsTest, AreCutBetweenRowsAndGoInInOrder) {
  Author author;
  author.check = false;
  author.Create();
  for (int i = 0; i < 20'000; ++i) {
    const std::string id = std::to_string(100'000 + i) + "0123456789";
    v1::MemberAdmitted* admitted = author.Add().mutable_member_admitted();
    admitted->set_member(id);
    admitted->set_household(Id16(static_cast<char>('A' + i % 26)));
  }
  author.Wait(kStartMs + 1);
  const WholeSnapshot snapshot = Written(*author.community);
  ASSERT_GT(snapshot.parts.size(), 2u);
  for (const Bytes& part : snapshot.parts) EXPECT_LE(part.size(), kSnapshotPartBytes);
  auto loaded = NewCommunity();
  for (const std::vector<Bytes>& wrong :
       {std::vector<Bytes>{snapshot.parts[1]},
        {snapshot.parts[0], snapshot.parts[0]},
        {snapshot.parts[0], snapshot.parts[2], snapshot.parts[1]}}) {
    EXPECT_FALSE(Load(*loaded, snapshot.claim, wrong).has_value());
  }
  ASSERT_TRUE(Load(*loaded, snapshot.claim, snapshot.parts).has_value());
  EXPECT_EQ(loaded->Digest(), author.community->Digest());
}

#ifndef __EMSCRIPTEN__
TEST(SnapshotCopyTest, IsOfTheMomentInWhichItIsWhole) {
  const std::string path = ::testing::TempDir() + "/snapshot-copy-" + std::to_string(getpid());
  Author author;
  author.check = false;
  author.Create();
  for (int i = 0; i < 60'000; ++i) {
    author.Add().mutable_member_admitted()->set_member(std::to_string(100'000 + i) + "0123456789");
  }
  author.Wait(kStartMs + 1);
  auto writer = SnapshotWriter::Begin(*author.community, path);
  ASSERT_TRUE(writer.has_value()) << writer.error().message;
  int slices = 0;
  Result<bool> whole = false;
  while (whole && !*whole) {
    whole = (*writer)->Copy();
    if (++slices == 2) author.Admit(kStartMs + 2, 'a', "resident");
  }
  ASSERT_TRUE(whole.has_value()) << whole.error().message;
  EXPECT_GT(slices, 3);
  EXPECT_EQ((*writer)->claim().size, 3u);
  const Bytes as_copied = Bytes(crypto::AsBytes(author.community->Digest()));
  author.Admit(kStartMs + 3, 'b', "resident");
  std::vector<Bytes> parts;
  for (auto part = (*writer)->NextPart(); part && !part->empty(); part = (*writer)->NextPart()) {
    parts.push_back(*part);
  }
  EXPECT_EQ((*writer)->claim().fingerprint, as_copied);
  auto loaded = NewCommunity();
  const Status done = Load(*loaded, (*writer)->claim(), parts);
  EXPECT_TRUE(done.has_value()) << done.error().message;
  unlink(path.c_str());
}
#endif

TEST(SnapshotPageTest, ItsExampleIsTheSnapshotOfAFirstEntry) {
  Author author;
  author.Create();
  const WholeSnapshot snapshot = Written(*author.community);
  std::string hex = ToHex(Whole(snapshot.parts));
  for (size_t at = 96; at < hex.size(); at += 97) hex.insert(at, "\n");
  const std::string page = testing::ReadRepositoryFile("docs/formats/snapshot.md");
  EXPECT_NE(page.find("```hex snapshot\n" + hex + "\n```\n"), std::string::npos) << hex;
  const std::string fingerprint = "fingerprint = " + ToHex(snapshot.claim.fingerprint) + "\n";
  EXPECT_NE(page.find(fingerprint), std::string::npos) << fingerprint;
}

}  // namespace
}  // namespace yiting::state
