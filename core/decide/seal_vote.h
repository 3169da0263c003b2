// A ballot is written in the open and leaves the phone in a box, if its poll is sealed.
// Tested by tests/unit/decide/sealed_poll_test.cc

#ifndef YITING_DECIDE_SEAL_VOTE_H_
#define YITING_DECIDE_SEAL_VOTE_H_

#include <optional>
#include <string>

#include "decide/decide.h"

namespace yiting::decide {

struct SealedVote {
  std::string field;  // empty: the poll is not sealed, nothing was changed
  v1::Input before;   // what lay there in the open
};

// Puts what `act` votes in the name of `member` into a box for the key of the matter's running
// poll; anything but a vote in a sealed poll is left as it is. `once` is 32 bytes that are never
// used again. A refusal, which leaves `act` as it is: the poll's key, or its pack, is not here yet
// (NOT_READY); or the ballot is none that the poll could count.
std::variant<SealedVote, Refusal> SealVote(state::Community& community, PackSource& packs,
                                           BytesView member, BytesView once, v1::ActOnMatter& act);

}  // namespace yiting::decide

#endif  // YITING_DECIDE_SEAL_VOTE_H_
