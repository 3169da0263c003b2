#include "state/database.h"

#include <gtest/gtest.h>

namespace yiting::state {
namespace {

std::unique_ptr<Database> WithTable() {
  auto database = Database::Open(":memory:", Durability::kCache);
  EXPECT_TRUE(database.has_value());
  EXPECT_TRUE((*database)
                  ->RunScript("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB, c TEXT) STRICT")
                  .has_value());
  return std::move(*database);
}

int64_t Rows(Database& database) {
  Query query = database.Ask("SELECT count(*) FROM t");
  return query.Next() ? query.Int(0) : -1;
}

TEST(DatabaseTest, BindsEachKindOfValueAsItself) {
  auto database = WithTable();
  const Bytes blob("\0\xff", 2);
  database->Do("INSERT INTO t VALUES(?1, ?2, ?3)", -5, blob, Text{"议厅"});
  Query query = database->Ask("SELECT a, b, c, typeof(b), typeof(c) FROM t");
  ASSERT_TRUE(query.Next());
  EXPECT_EQ(query.Int(0), -5);
  EXPECT_EQ(query.Blob(1), blob);
  EXPECT_EQ(query.Text(2), "议厅");
  EXPECT_EQ(query.Text(3), "blob");
  EXPECT_EQ(query.Text(4), "text");
  EXPECT_FALSE(query.Next());
}

TEST(DatabaseTest, EmptyBytesAreNotNull) {
  auto database = WithTable();
  database->Do("INSERT INTO t VALUES(1, ?1, ?2)", BytesView(), Text{""});
  Query query = database->Ask("SELECT b, c FROM t");
  ASSERT_TRUE(query.Next());
  EXPECT_FALSE(query.IsNull(0));
  EXPECT_FALSE(query.IsNull(1));
}

TEST(DatabaseTest, TheSameStatementCanRunInsideItself) {
  auto database = WithTable();
  for (int i = 0; i < 3; ++i) database->Do("INSERT INTO t VALUES(?1, x'', '')", i);
  int pairs = 0;
  auto rows = [&] { return database->Ask("SELECT a FROM t ORDER BY a"); };
  Query outer = rows();
  while (outer.Next()) {
    Query inner = rows();
    while (inner.Next()) ++pairs;
  }
  EXPECT_EQ(pairs, 9);
}

TEST(DatabaseTest, AFailureSticksUntilTheRollBack) {
  auto database = WithTable();
  ASSERT_TRUE(database->Begin().has_value());
  database->Do("INSERT INTO t VALUES(1, x'', '')");
  database->Do("INSERT INTO t VALUES(1, x'', '')");
  EXPECT_FALSE(database->failure().has_value());
  database->Do("INSERT INTO t VALUES(2, x'', '')");
  Status commit = database->Commit();
  ASSERT_FALSE(commit.has_value());
  EXPECT_EQ(commit.error().code, ErrorCode::kConflict);
  EXPECT_TRUE(database->failure().has_value());
  EXPECT_FALSE(database->InTransaction());
  EXPECT_EQ(Rows(*database), 0);
}

TEST(DatabaseTest, ACommitWithoutATransactionSaysSo) {
  auto database = WithTable();
  EXPECT_FALSE(database->Commit().has_value());
  ASSERT_TRUE(database->Begin().has_value());
  EXPECT_FALSE(database->Begin().has_value());
  EXPECT_TRUE(database->Rollback().has_value());
  EXPECT_TRUE(database->Rollback().has_value());
}

TEST(DatabaseTest, CountsStepsOfItsMachine) {
  auto database = WithTable();
  const int64_t before = database->steps();
  database->Do("INSERT INTO t VALUES(1, x'', '')");
  EXPECT_GT(database->steps(), before);
}

}  // namespace
}  // namespace yiting::state
