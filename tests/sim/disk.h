// A simulated disk: files in memory that remember what was synced and what was only written. When
// the power goes, of each write since the last sync any part may have reached the disk, cut at
// sectors, in any order; what was synced stays. The process alone may be killed too: then the
// system's cache survives.
//
// What fails, when, is set by whoever holds the disk: at the n-th operation from now, or a size
// above which it is full. After a cut nothing works any more until Restart, so that a program that
// runs on for a while, as one in this process must, leaves nothing behind.
// Pure: chance comes from the dice that are handed in. Not thread-safe.
// Tested by tests/sim/faults/disk_test.cc

#ifndef YITING_TESTS_SIM_DISK_H_
#define YITING_TESTS_SIM_DISK_H_

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/dice.h"

namespace yiting::sim {

// What one operation comes to.
enum class Outcome { kDone, kFailed, kFull, kNoFile };

// What happens at the n-th operation from now.
enum class Fault {
  kNone,
  kError,       // it fails; the next one works again
  kBrokenTill,  // it and all after it fail until Mend
  kCut,         // the machine stops before it; nothing works until Restart
};

// Where a program stops.
enum class Stop {
  kKilled,   // the program alone: all that it wrote is there
  kPowerCut  // and the machine: what was not synced is there in parts, or not at all
};

class Disk {
 public:
  static constexpr int64_t kSector = 512;
  static constexpr int64_t kPage = 4096;

  Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // The operations that SQLite's port needs. ------------------------------------------------------
  Outcome Open(const std::string& name, bool create);
  // `got` says how many bytes there were; the rest of `bytes` is zeros.
  Outcome Read(const std::string& name, int64_t offset, char* bytes, int64_t count, int64_t* got);
  Outcome Write(const std::string& name, int64_t offset, const char* bytes, int64_t count);
  Outcome Truncate(const std::string& name, int64_t size);
  Outcome Sync(const std::string& name);
  Outcome Size(const std::string& name, int64_t* size);
  Outcome Delete(const std::string& name);
  Outcome Exists(const std::string& name, bool* there);

  // What befalls it. ------------------------------------------------------------------------------
  // At the `in`-th operation from now, from 1.
  void FailAt(int64_t in, Fault fault);
  void Mend();
  // Writes that would make all files together larger than this find the disk full; 0: never.
  void SetRoom(int64_t bytes) { room_ = bytes; }
  // From now on a sync says that it was done and does nothing.
  void set_syncs_lie(bool lie) { syncs_lie_ = lie; }

  bool cut() const { return cut_; }
  // Nothing works until Restart.
  void Cut() { cut_ = true; }
  // What is there when the machine, or the program, is started again.
  void Restart(Stop stop, testing::Dice& dice);
  // Every file is gone, as when a browser takes its storage back.
  void Wipe();

  // Looking at it. --------------------------------------------------------------------------------
  int64_t operations() const { return operations_; }
  int64_t faults() const { return faults_; }
  int64_t used() const { return used_; }
  // True if the bytes stand in any file as it is now.
  bool Holds(std::string_view bytes) const;
  std::vector<std::string> Names() const;
  // What is durable at this moment, as a backup takes it.
  struct Image;
  std::shared_ptr<const Image> TakeImage() const;
  // The disk is that of then.
  void Restore(const Image& image);
  // The same for a few files, as when somebody brings back one database and leaves the rest.
  void RestoreFile(const Image& image, const std::string& name);

 private:
  using Page = std::array<char, kPage>;
  using PagePtr = std::shared_ptr<Page>;  // null: zeros
  struct Content {
    std::vector<PagePtr> pages;
    int64_t size = 0;
  };
  // A write or a truncation since the last sync.
  struct Change {
    bool truncates = false;
    int64_t offset = 0;  // or the new size
    int64_t count = 0;
    std::string bytes;   // empty: zeros
  };
  struct File {
    Content now;
    Content synced;
    bool durable = false;  // its name has reached the disk
    std::vector<Change> changes;
  };

 public:
  struct Image {
    std::map<std::string, Content> files;
  };

 private:
  // Counts the operation, and says what becomes of it.
  Outcome Begin();
  File* Find(const std::string& name);
  static void Put(Content& content, int64_t offset, const char* bytes, int64_t count);
  static void Cut(Content& content, int64_t size);
  static void Replay(Content& content, const Change& change, testing::Dice& dice);
  static bool Holds(const Content& content, std::string_view bytes);

  std::map<std::string, File> files_;
  std::map<std::string, Content> deleted_;  // names whose end has not reached the disk
  int64_t operations_ = 0;
  int64_t faults_ = 0;
  int64_t used_ = 0;
  int64_t fail_in_ = 0;
  Fault fault_ = Fault::kNone;
  bool broken_ = false;
  bool cut_ = false;
  bool syncs_lie_ = false;
  int64_t room_ = 0;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_DISK_H_
