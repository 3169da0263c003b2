// The server: a real Hall over a real SqliteStore on a simulated disk, asked by the bytes that come
// over the network. Its store is watched, so that the chronicle knows what became durable.

#ifndef YITING_TESTS_SIM_SERVER_H_
#define YITING_TESTS_SIM_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "clock/clock.h"
#include "hall/hall.h"
#include "hall/heads.h"
#include "http/connect.h"
#include "store/sqlite_store.h"
#include "tests/sim/disk.h"
#include "tests/sim/disk_vfs.h"
#include "tests/sim/network.h"

namespace yiting::sim {

class World;
class WatchedStore;

// A folder of the real disk that goes with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Server : public clock::Clock {
 public:
  explicit Server(World& world);
  ~Server() override;

  // Makes the community, once.
  void Found();
  // False: the disk would not let it; try again later.
  bool Start();
  void Stop();
  void Crash(sim::Stop stop);
  bool running() const { return hall_ != nullptr; }

  void Receive(const Packet& packet);
  void ServeRound();

  Disk& disk() { return disk_; }
  int64_t NowMs() const override;
  int64_t skew_ms = 0;
  int64_t start_ms = 0;  // when it is started again
  // What is durable now is kept, and brought back instead of all that came after it. What it has
  // signed is kept beside the store (hall/heads.h) and not brought back with it.
  void TakeBackup();
  uint64_t backup_size() const { return backup_size_; }
  bool has_backup() const { return backup_ != nullptr; }
  void RestoreBackup();

  // All entries that the store has; empty when it cannot be read.
  std::vector<Bytes> Entries();
  // True if it would still hand this content out.
  bool HasContent(BytesView commitment);

 private:
  bool StillThere();

  World& world_;
  Disk disk_;
  Mount mount_;
  std::shared_ptr<const Disk::Image> backup_;
  uint64_t backup_size_ = 0;
  TempFolder heads_folder_;
  hall::Heads heads_;
  std::unique_ptr<WatchedStore> store_;
  std::unique_ptr<hall::Hall> hall_;
  std::unique_ptr<http::Connect> connect_;
};

}  // namespace yiting::sim

#endif  // YITING_TESTS_SIM_SERVER_H_
