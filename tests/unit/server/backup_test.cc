#include "ops/backup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <utime.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ops/control.h"
#include "tests/unit/server/file_search.h"
#include "tests/unit/server/town.h"

namespace yiting::ops {
namespace {

namespace fs = std::filesystem;
using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

void Silent(const std::string&, uint64_t, uint64_t) {}

class BackupTest : public ::testing::Test {
 protected:
  void Say(OpenHall& hall, int count) {
    for (int i = 0; i < count; ++i) {
      said_ = town_.Message(anna_, "message " + std::to_string(i));
      hall.Accept(said_);
    }
  }
  Bytes commitment() const { return said_.contents(0).commitment(); }
  std::string data() const { return town_.folder / "data"; }
  std::string again() const { return town_.folder / "again"; }

  Town town_;
  Writer anna_ = WriterOf("anna");
  v1::PushRequest said_;
};

TEST_F(BackupTest, ABackupComesBackWithItsMarkAndWithoutKeys) {
  {
    OpenHall hall(town_);
    Say(hall, 20);
  }
  town_.house.reset();
  std::vector<std::string> seen;
  auto path = BackUp(data(), Copied::kStore, town_.folder / "b.db", testing::kMorningMs,
                     [&](const std::string& what, uint64_t, uint64_t) { seen.push_back(what); });
  ASSERT_TRUE(path) << path.error().message;
  EXPECT_EQ(*path, town_.folder / "b.db");
  EXPECT_FALSE(seen.empty());
  EXPECT_FALSE(fs::exists(*path + ".part"));
  struct stat info {};
  ASSERT_EQ(::stat(path->c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(BackUp(data(), Copied::kStore, *path, 0, Silent).error().code, ErrorCode::kConflict);

  const Bytes before = testing::ReadWhole(*path);
  ASSERT_TRUE(Restore(*path, again(), Silent));
  EXPECT_EQ(testing::ReadWhole(*path), before) << "a backup is not written to";
  EXPECT_EQ(testing::ReadWhole(again() + "/restored"), ToHex(town_.community) + " 22\n");
  auto house = House::Open(again(), "sqlite");
  ASSERT_TRUE(house) << house.error().message;
  EXPECT_EQ(*(*house)->store().Size(town_.community), 22u);
  EXPECT_FALSE(*(*house)->store().HasContent(town_.community, commitment()));
}

TEST_F(BackupTest, AFolderTakesBackupsByTheirTime) {
  town_.house.reset();
  fs::create_directory(town_.folder / "backups");
  auto path = BackUp(data(), Copied::kStore, town_.folder / "backups", testing::kMorningMs, Silent);
  ASSERT_TRUE(path) << path.error().message;
  EXPECT_EQ(fs::path(*path).filename(), "yiting-20260302T090000.db");
}

TEST_F(BackupTest, ACopyIsMadeWhileAServerRuns) {
  OpenHall hall(town_);
  Say(hall, 5);
  EXPECT_EQ(BackUp(data(), Copied::kStore, town_.folder / "b.db", 0, Silent).error().code,
            ErrorCode::kConflict)
      << "no server listens";
  auto control = Control::Listen(data(), hall.hall());
  ASSERT_TRUE(control) << control.error().message;
  for (int i = 0; i < 3; ++i) {
    auto path = BackUp(data(), Copied::kStore, town_.folder / ("b" + std::to_string(i)), 0, Silent);
    ASSERT_TRUE(path) << path.error().message;
    Say(hall, 5);
  }
  fs::create_directory(town_.folder / "keys");
  auto keys = BackUp(data(), Copied::kKeys, town_.folder / "keys", testing::kMorningMs, Silent);
  ASSERT_TRUE(keys) << keys.error().message;
  auto bad = BackUp(data(), Copied::kStore, town_.folder / "no/such/folder", 0, Silent);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("no/such/folder"), std::string::npos) << bad.error().message;

  ASSERT_TRUE(Restore(town_.folder / "b2", again(), Silent));
  ASSERT_TRUE(RestoreKeys(*keys, again(), testing::kMorningMs, Silent));
  auto house = House::Open(again(), "sqlite");
  ASSERT_TRUE(house) << house.error().message;
  EXPECT_EQ(*(*house)->store().Size(town_.community), 2u + 15u);
  const auto entries = hall.Entries();
  const Bytes known = entries[10].events(0).message_left().text().commitment();
  EXPECT_TRUE(*(*house)->store().HasContent(town_.community, known));
}

TEST_F(BackupTest, OnlyAWholeCopyComesBackAndOnlyIntoAnEmptyFolder) {
  town_.house.reset();
  const std::string file = town_.folder / "b.db";
  ASSERT_TRUE(BackUp(data(), Copied::kStore, file, 0, Silent));
  Status taken = Restore(file, data(), Silent);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kConflict);
  EXPECT_EQ(Restore(town_.folder / "none", again(), Silent).error().code, ErrorCode::kNotFound);

  town_.folder.Write("words", "this is no database at all, but some words that are long enough");
  EXPECT_FALSE(Restore(town_.folder / "words", again(), Silent));
  Bytes damaged = testing::ReadWhole(file);
  damaged.replace(damaged.size() / 2, 5000, Bytes(5000, 'x'));
  town_.folder.Write("damaged", damaged);
  Status refused = Restore(town_.folder / "damaged", again(), Silent);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("damaged"), std::string::npos);
  EXPECT_FALSE(fs::exists(again() + "/store.db"));
  EXPECT_FALSE(fs::exists(again() + "/restored"));
  EXPECT_TRUE(Restore(file, again(), Silent)) << "what was refused left nothing in the way";
}

TEST_F(BackupTest, CopiesOfKeysAreKeptForThirtyDays) {
  {
    OpenHall hall(town_);
    Say(hall, 3);
  }
  town_.house.reset();
  const std::string folder = town_.folder / "copies";
  EXPECT_FALSE(BackUp(data(), Copied::kKeys, folder, 0, Silent)) << "there is no such folder";
  fs::create_directory(folder);
  const int64_t now_ms = testing::kMorningMs;
  auto first = BackUp(data(), Copied::kKeys, folder, now_ms, Silent);
  ASSERT_TRUE(first) << first.error().message;
  town_.folder.Write("copies/yiting-20200101T000000.db", "another file");
  auto second = BackUp(data(), Copied::kKeys, folder, now_ms + 30 * kDayMs, Silent);
  ASSERT_TRUE(second);
  EXPECT_TRUE(fs::exists(*first));
  ASSERT_TRUE(BackUp(data(), Copied::kKeys, folder, now_ms + 30 * kDayMs + 1000, Silent));
  EXPECT_FALSE(fs::exists(*first));
  EXPECT_TRUE(fs::exists(*second));
  EXPECT_TRUE(fs::exists(folder + "/yiting-20200101T000000.db"));

  Status there = RestoreKeys(*second, data(), now_ms, Silent);
  ASSERT_FALSE(there);
  EXPECT_EQ(there.error().code, ErrorCode::kConflict);
  struct utimbuf old {now_ms / 1000, now_ms / 1000};
  ASSERT_EQ(::utime(second->c_str(), &old), 0);
  EXPECT_EQ(RestoreKeys(*second, again(), now_ms + 31 * kDayMs, Silent).error().code,
            ErrorCode::kInvalid);
  // A store is no key store.
  const std::string store = town_.folder / "store";
  ASSERT_TRUE(BackUp(data(), Copied::kStore, store, 0, Silent));
  EXPECT_EQ(RestoreKeys(store, again(), now_ms, Silent).error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(RestoreKeys(*second, again(), now_ms, Silent));
}

}  // namespace
}  // namespace yiting::ops
