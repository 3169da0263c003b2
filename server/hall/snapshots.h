// The snapshots that the hall offers: of each community that somebody asks for, the state after its
// newest entry, in parts, with what shows that the entry is in the signed tree. Made in slices that
// the hall does between other work, kept as a file beside the state, which can be deleted.
// docs/formats/snapshot.md.
//
// Touches: files in the state folder. The hall's thread only.
// Tested by tests/unit/server/snapshots_test.cc

#ifndef YITING_SERVER_HALL_SNAPSHOTS_H_
#define YITING_SERVER_HALL_SNAPSHOTS_H_

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "hall/desk.h"
#include "state/snapshot_writer.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::hall {

// A new one is made once so many entries have come: a phone pulls them after it in one answer of
// about 400 KB and replays them within a second, which is what making one costs as well.
inline constexpr uint64_t kSnapshotEveryEntries = 1000;

class Snapshots {
 public:
  explicit Snapshots(std::string folder) : folder_(std::move(folder)) {}

  // Nullopt: a slice of the work was done, and there is more before this can be answered.
  // kNotFound: there is none of that size (any more); kInvalid: it has no such part.
  // REQUIRES: the desk is open.
  Result<std::optional<v1::FetchSnapshotResponse>> Answer(Desk& desk,
                                                          const v1::FetchSnapshotRequest& request);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, Closer>;

  struct Offer {
    state::SnapshotClaim claim;
    std::vector<uint64_t> ends;  // of the parts in the file; none: it was too large to be offered
  };
  struct Making {
    const state::Community* source = nullptr;
    std::unique_ptr<state::SnapshotWriter> writer;
    bool copied = false;
    File file;
    Offer offer;
  };

  std::string Path(BytesView community, const char* end) const;
  // One slice; true: the offer is there.
  Result<bool> Make(Desk& desk);
  Result<bool> MakeSlice(Desk& desk, Making& making);
  Result<Bytes> ReadPart(const Offer& offer, uint32_t part) const;

  const std::string folder_;
  std::map<Bytes, Offer, std::less<>> offers_;
  std::map<Bytes, Making, std::less<>> making_;
};

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_SNAPSHOTS_H_
