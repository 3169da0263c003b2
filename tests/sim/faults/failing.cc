#include "tests/sim/faults/failing.h"

#include <sqlite3.h>

#include "base/check.h"
#include "tests/sim/disk_vfs.h"

namespace yiting::sim {

namespace {

sqlite3_mem_methods system_memory;
int64_t fails_in = 0;
int64_t fails_times = 0;
bool failed = false;

bool Fails() {
  if (fails_in == 0) return false;
  if (fails_in > 1) {
    --fails_in;
    return false;
  }
  failed = true;
  if (--fails_times <= 0) fails_in = 0;
  return true;
}

void* Allocate(int bytes) { return Fails() ? nullptr : system_memory.xMalloc(bytes); }
void* Resize(void* memory, int bytes) {
  return Fails() ? nullptr : system_memory.xRealloc(memory, bytes);
}

// Before the first test opens a database.
const bool installed = [] {
  CHECK(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory) == SQLITE_OK);
  sqlite3_mem_methods ours = system_memory;
  ours.xMalloc = Allocate;
  ours.xRealloc = Resize;
  CHECK(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK);
  InstallDisks();
  return true;
}();

}  // namespace

void FailAllocation(int64_t in, int64_t times) {
  CHECK(installed);
  failed = false;
  fails_in = in;
  fails_times = times;
}

MemoryHolds::MemoryHolds() : fails_in_(fails_in) { fails_in = 0; }
MemoryHolds::~MemoryHolds() { fails_in = fails_in_; }

bool EndFailingAllocations() {
  fails_in = 0;
  return failed;
}

}  // namespace yiting::sim
