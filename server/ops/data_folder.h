// Where a server keeps everything: one folder, used by one program at a time.
//
//   DATA/lock        held while a program uses the folder
//   DATA/store.db    the store (and store.db-wal): back this up
//   DATA/keys/       private keys: back these up elsewhere; keys/contents.db has those of contents
//   DATA/heads/      the newest trees that were signed, so that an old store is known for one
//   DATA/restored    there while a store that was brought back waits for what it lacks
//   DATA/control     a socket by which `backup` asks a running server for a copy
//   DATA/state/      state databases: caches, may be deleted while no program runs
//
// Touches: the folder. Tested by tests/unit/server/house_test.cc

#ifndef YITING_SERVER_OPS_DATA_FOLDER_H_
#define YITING_SERVER_OPS_DATA_FOLDER_H_

#include <memory>
#include <string>

#include "base/result.h"

namespace yiting::ops {

class DataFolder {
 public:
  // Makes what is missing and takes the lock. kConflict, naming who has it, if it is taken.
  static Result<std::unique_ptr<DataFolder>> Open(const std::string& path);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  std::string store_path() const { return path_ + "/store.db"; }
  std::string state_folder() const { return path_ + "/state"; }
  std::string keys_folder() const { return path_ + "/keys"; }
  std::string heads_folder() const { return path_ + "/heads"; }
  std::string restored_path() const { return path_ + "/restored"; }
  const std::string& path() const { return path_; }

 private:
  DataFolder(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;
};

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_DATA_FOLDER_H_
