// What was signed last, kept beside the store: DATA/heads/COMMUNITY holds the newest signed note of
// each ledger. A store that was brought back from a backup does not know what it signed since; by
// these files it is recognised before it signs anything else. docs/formats/checkpoint.md.
//
// They are written without waiting for the disk, at most once a second and when the server stops:
// after a power cut one may lag by some entries, which is why a desk that was behind also waits a
// while for clients (desk.h). A ledger that `yiting restore` brought back has COMMUNITY.restored
// beside it until it is whole again.
//
// Touches: the folder. The hall's thread only. Tested by tests/unit/server/recovery_test.cc

#ifndef YITING_SERVER_HALL_HEADS_H_
#define YITING_SERVER_HALL_HEADS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::hall {

class Heads {
 public:
  // "" keeps nothing. Makes the folder. A file `restored_marker` (DATA/restored) is taken: each of
  // `communities` is marked, then it is removed.
  static Result<Heads> Open(std::string folder, const std::string& restored_marker,
                            const std::vector<Bytes>& communities);
  Heads() = default;

  // The newest note that was kept, or empty.
  Result<std::string> Find(BytesView community) const;
  // To be written by the next Write.
  void Note(BytesView community, const std::string& note);
  bool HasUnwritten() const { return !unwritten_.empty(); }
  // Writes what was noted, unless that was done within the last second. A disk that cannot is
  // logged: entries are safe without it.
  void Write(int64_t now_ms);
  void WriteAll();

  bool IsRestored(BytesView community) const;
  // True if a note was beside it when it was marked: not one that a client has shown since, who may
  // know of less than what was lost.
  bool WasKeptBeside(BytesView community) const;
  // Durable: the ledger is whole, or the operator says that nothing more will come.
  Status EndRestored(BytesView community);
  // The same for what was signed.
  Status Forget(BytesView community);

 private:
  explicit Heads(std::string folder) : folder_(std::move(folder)) {}
  std::string PathOf(BytesView community) const { return folder_ + "/" + ToHex(community); }
  std::string MarkOf(BytesView community) const { return PathOf(community) + ".restored"; }
  Status Remove(const std::string& path);

  std::string folder_;
  std::map<Bytes, std::string> unwritten_;
  int64_t written_ms_ = 0;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_HEADS_H_
