// A ledger's sealed ballots, read with the secrets that it published later, so that a dry run can
// count them under rules that open and close their polls otherwise.
// Tested by tests/unit/dryrun/sealed_past_test.cc

#ifndef YITING_DRYRUN_SEALED_PAST_H_
#define YITING_DRYRUN_SEALED_PAST_H_

#include <cstdint>
#include <map>
#include <vector>

#include "base/bytes.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::dryrun {

class SealedPast {
 public:
  // What the ledger publishes in this entry. Of all entries, in order.
  void Learn(const v1::Entry& entry);

  // Puts what a sealed ballot says in place of its box. One whose poll is not opened yet, or that
  // is spoiled, abstains: nobody can know more.
  void Open(const v1::Entry& entry, BytesView community, v1::Payload& payload) const;

 private:
  struct Secret {
    uint64_t seq;  // of the entry that published it
    Bytes secret;
    Bytes key;  // its public half
  };
  std::map<Bytes, std::vector<Secret>> secrets_;  // by matter, in order
  // How each poll of a matter is asked: among options or not.
  std::map<Bytes, std::map<uint64_t, bool>> among_options_;
};

}  // namespace yiting::dryrun

#endif  // YITING_DRYRUN_SEALED_PAST_H_
