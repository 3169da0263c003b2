// What the ledger says is erased goes out of the store: contents that an event of a new entry
// erases, before anybody is told that it was accepted; and, when a community is opened, whatever
// the state says is erased and the store still has, after a crash or a backup brought back.
//
// Reads the state, changes the store. The hall's thread only.
// Tested by tests/unit/server/erasure_test.cc

#ifndef YITING_SERVER_HALL_ERASING_H_
#define YITING_SERVER_HALL_ERASING_H_

#include <set>

#include "base/bytes.h"
#include "base/result.h"
#include "state/community.h"
#include "store/store.h"

namespace yiting::hall {

// Gathers what entries erase until it is done.
class Erasing {
 public:
  // An entry as it is staged. Its bytes are ours.
  void Look(BytesView entry);
  // The staged entries were stored, or not.
  void Commit();
  void Abort() { staged_ = {}; }
  bool due() const { return !due_.contents.empty() || !due_.owners.empty(); }
  // REQUIRES: `state` has those entries. On an Error everything is still due.
  Status Finish(state::Community& state, store::Store& store);

 private:
  struct Named {
    std::set<Bytes> contents;
    std::set<Bytes> owners;  // members, all of whose contents so far are erased
  };
  Named staged_;
  Named due_;
};

// Everything that the state says is erased. Cheap where the store has none of it: a walk over the
// state's contents and two look-ups for each erased one.
Status EraseAll(state::Community& state, store::Store& store);

// Contents of admitted commands as they are to be stored, with their owners; without those that are
// erased, which never come back. REQUIRES: `state` has the commands' entries.
std::vector<store::NewContent> OnlyLiving(state::Community& state,
                                          std::vector<store::NewContent> contents);

}  // namespace yiting::hall

#endif  // YITING_SERVER_HALL_ERASING_H_
