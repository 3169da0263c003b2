#include "ops/export.h"

#include <gtest/gtest.h>

#include <string>

#include "ledger/ledger_file.h"
#include "ops/file_io.h"
#include "tests/unit/server/town.h"
#include "verbs/verbs.h"

namespace yiting::ops {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() {
    Writer anna = WriterOf("anna");
    OpenHall hall(town_);
    hall.Accept(town_.Bell(anna, "the gate is blocked"));
    hall.Accept(town_.Message(anna, "for the staff's eyes"));
    town_.clock.now_ms += 10 * kDayMs;
    hall.Accept(town_.Message(anna, "still nothing"));
  }
  Town town_;
};

TEST_F(ExportTest, TheFileHoldsTheWholeLedgerAndPublicContentsOnly) {
  auto file = ExportLedger(*town_.house, town_.community, ExportedContents::kPublic);
  ASSERT_TRUE(file) << file.error().message;
  auto summary = ledger::CheckLedgerFile(*file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->entries, *town_.house->store().Size(town_.community));
  EXPECT_EQ(summary->contents, 0u);
  EXPECT_EQ(summary->packs, 1u);
  EXPECT_EQ(file->find("the gate is blocked"), std::string::npos);
  EXPECT_EQ(file->find("for the staff's eyes"), std::string::npos);
}

TEST_F(ExportTest, TheStreetsOwnFileHoldsAllContents) {
  auto file = ExportLedger(*town_.house, town_.community, ExportedContents::kAll);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_TRUE(ledger::CheckLedgerFile(*file));
  EXPECT_NE(file->find("the gate is blocked"), std::string::npos);
  EXPECT_NE(file->find("for the staff's eyes"), std::string::npos);
  auto noted = town_.house->store().Accesses(town_.community, WriterOf("anna").member, 0, 100);
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->accesses.size(), 2u) << "who took the messages to the staff is written down";
}

// What the server decided, decided again from the file alone.
TEST_F(ExportTest, TheFilePassesVerificationAndAudit) {
  auto file = ExportLedger(*town_.house, town_.community, ExportedContents::kPublic);
  ASSERT_TRUE(file);
  const std::string path = town_.folder / "town.ledger";
  FileIo io;
  ASSERT_TRUE(io.WriteFile(path, *file));
  EXPECT_EQ(verbs::RunVerb({"ledger", "verify", path}, io), 0);
  EXPECT_EQ(verbs::RunVerb({"audit", path}, io), 0);
}

TEST_F(ExportTest, AnUnknownCommunityIsNotFound) {
  auto file = ExportLedger(*town_.house, Bytes(32, 'x'), ExportedContents::kAll);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace yiting::ops
