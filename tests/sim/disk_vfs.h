// The simulated disks as SQLite's port to files. Once it is installed every database of the program
// whose path begins with "sim:" and a disk's name ("sim:phone3/side.db") lies on that disk; others
// are opened as ever. The chance that SQLite asks for is the dice's, and its clock stands still.
//
// It has no shared memory, as the browser's has none: WAL needs locking_mode=EXCLUSIVE
// (core/state/database.cc). Locks are the host's business and do nothing.
// One thread. Tested by tests/sim/faults/disk_test.cc

#ifndef YITING_TESTS_SIM_DISK_VFS_H_
#define YITING_TESTS_SIM_DISK_VFS_H_

#include <cstdint>
#include <string>

#include "tests/sim/disk.h"

namespace yiting::sim {

// Makes the port SQLite's default. To be called before the first database is opened.
void InstallDisks();

// While it lives, "sim:NAME/…" is on `disk`.
class Mount {
 public:
  Mount(std::string name, Disk& disk);
  ~Mount();
  Mount(const Mount&) = delete;
  Mount& operator=(const Mount&) = delete;

  // "sim:NAME"
  std::string path() const { return "sim:" + name_; }

 private:
  std::string name_;
};

// SQLite's own chance (the salts of its logs) begins anew from this seed.
void SeedSqlite(uint64_t seed);

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_DISK_VFS_H_
