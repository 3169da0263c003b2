// The simulated disk itself: it must lose what a real one may lose, and nothing else.

#include "tests/sim/disk.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "state/database.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/faults/failing.h"

namespace yiting::sim {
namespace {

using state::Database;
using state::Durability;

std::string ReadAll(Disk& disk, const std::string& name) {
  int64_t size = 0;
  if (disk.Size(name, &size) != Outcome::kDone) return "none";
  std::string bytes(static_cast<size_t>(size), '?');
  int64_t got = 0;
  EXPECT_EQ(disk.Read(name, 0, bytes.data(), size, &got), Outcome::kDone);
  return bytes;
}

void WriteAt(Disk& disk, int64_t offset, const std::string& bytes) {
  ASSERT_EQ(disk.Write("f", offset, bytes.data(), static_cast<int64_t>(bytes.size())),
            Outcome::kDone);
}

TEST(Disk, KeepsWhatIsSyncedAndTearsTheRestAtSectors) {
  int old = 0;
  int fresh = 0;
  int torn = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    testing::Dice dice(seed);
    Disk disk;
    ASSERT_EQ(disk.Open("f", true), Outcome::kDone);
    WriteAt(disk, 0, std::string(4096, 'a'));
    ASSERT_EQ(disk.Sync("f"), Outcome::kDone);
    WriteAt(disk, 1000, std::string(2000, 'b'));
    disk.Restart(Stop::kPowerCut, dice);
    const std::string bytes = ReadAll(disk, "f");
    ASSERT_EQ(bytes.size(), 4096u);
    EXPECT_EQ(bytes.substr(0, 1000), std::string(1000, 'a'));
    EXPECT_EQ(bytes.substr(3000), std::string(1096, 'a'));
    const auto count = std::count(bytes.begin(), bytes.end(), 'b');
    (count == 0 ? old : count == 2000 ? fresh : torn) += 1;
    for (size_t at = 1024; at < 2560; at += 512) {
      EXPECT_EQ(bytes.substr(at, 512), std::string(512, bytes[at])) << "cut inside a sector";
    }
  }
  EXPECT_GT(old, 20);
  EXPECT_GT(fresh, 20);
  EXPECT_GT(torn, 20);
}

TEST(Disk, AKilledProgramLosesNothing) {
  testing::Dice dice(1);
  Disk disk;
  ASSERT_EQ(disk.Open("f", true), Outcome::kDone);
  WriteAt(disk, 0, "written");
  disk.Cut();
  EXPECT_EQ(disk.Sync("f"), Outcome::kFailed);
  disk.Restart(Stop::kKilled, dice);
  EXPECT_EQ(ReadAll(disk, "f"), "written");
}

TEST(Disk, AFullDiskTakesWhatDoesNotGrow) {
  Disk disk;
  ASSERT_EQ(disk.Open("f", true), Outcome::kDone);
  WriteAt(disk, 0, std::string(1000, 'a'));
  disk.SetRoom(1000);
  WriteAt(disk, 0, std::string(1000, 'b'));
  EXPECT_EQ(disk.Write("f", 1000, "c", 1), Outcome::kFull);
  EXPECT_EQ(ReadAll(disk, "f"), std::string(1000, 'b'));
}

TEST(Disk, TruncatedBytesDoNotComeBack) {
  Disk disk;
  ASSERT_EQ(disk.Open("f", true), Outcome::kDone);
  WriteAt(disk, 0, std::string(10'000, 'a'));
  ASSERT_EQ(disk.Truncate("f", 100), Outcome::kDone);
  EXPECT_FALSE(disk.Holds(std::string(101, 'a')));
  WriteAt(disk, 5000, "b");
  EXPECT_EQ(ReadAll(disk, "f"), std::string(100, 'a') + std::string(4900, '\0') + "b");
}

TEST(Disk, AnImageIsOfWhatWasDurable) {
  Disk disk;
  ASSERT_EQ(disk.Open("f", true), Outcome::kDone);
  WriteAt(disk, 0, "one");
  ASSERT_EQ(disk.Sync("f"), Outcome::kDone);
  WriteAt(disk, 0, "two");
  const auto image = disk.TakeImage();
  ASSERT_EQ(disk.Sync("f"), Outcome::kDone);
  disk.Restore(*image);
  EXPECT_EQ(ReadAll(disk, "f"), "one");
}

// Rows that were committed, in a database that lives through one cut of the power after another.
int64_t Tell(const std::string& path, int64_t told, int rows) {
  auto database = Database::Open(path, Durability::kDurable);
  if (!database) return told;
  if (!(*database)->RunScript("CREATE TABLE IF NOT EXISTS t(n INTEGER PRIMARY KEY, text BLOB)")) {
    return told;
  }
  int64_t count = -1;
  {
    state::Query query = (*database)->Ask("SELECT count(*) FROM t");
    if (query.Next()) count = query.Int(0);
  }
  if (!(*database)->failure()) return told;
  // One that failed may be there all the same; one that was told must be.
  EXPECT_GE(count, told);
  EXPECT_LE(count, told + 1);
  told = count;
  for (int i = 0; i < rows; ++i) {
    if (!(*database)->Begin()) return told;
    (*database)->Do("INSERT INTO t(n, text) VALUES(?1, ?2)", told + 1, Bytes(700, 'x'));
    if (!(*database)->Commit()) return told;
    ++told;
  }
  return told;
}

TEST(Disk, ADatabaseLivesThroughPowerCuts) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    testing::Dice dice(seed);
    SeedSqlite(seed);
    Disk disk;
    const Mount mount("d", disk);
    int64_t told = 0;
    for (int life = 0; life < 8; ++life) {
      disk.FailAt(1 + static_cast<int64_t>(dice.Roll(120)), Fault::kCut);
      told = Tell(mount.path() + "/t.db", told, 10);
      disk.Cut();
      disk.Restart(dice.Roll(3) == 0 ? Stop::kKilled : Stop::kPowerCut, dice);
    }
    EXPECT_GT(Tell(mount.path() + "/t.db", told, 1), told);
    if (HasFailure()) return;
  }
}

// The oracle of the one above: a disk whose sync lies is found out.
TEST(Disk, ALyingSyncLosesRows) {
  int lost = 0;
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    testing::Dice dice(seed);
    Disk disk;
    const Mount mount("d", disk);
    disk.set_syncs_lie(true);
    const int64_t told = Tell(mount.path() + "/t.db", 0, 10);
    disk.Cut();
    disk.Restart(Stop::kPowerCut, dice);
    auto database = Database::Open(mount.path() + "/t.db", Durability::kDurable);
    if (!database) {
      ++lost;
      continue;
    }
    auto has_table = (*database)->Ask("SELECT 1 FROM sqlite_schema WHERE name = 't'");
    if (!has_table.Next()) {
      ++lost;
      continue;
    }
    state::Query query = (*database)->Ask("SELECT count(*) FROM t");
    if (!query.Next() || query.Int(0) < told) ++lost;
  }
  EXPECT_GT(lost, 5);
}

}  // namespace
}  // namespace yiting::sim
