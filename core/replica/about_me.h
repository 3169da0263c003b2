// All that this device can tell of what is held about its member (view_people.proto, AboutMeView):
// from the state, the contents at hand and the ledger's copy; who has read them, as far as the
// server has told. A page's cursor is the last commitment (32 bytes) and the entry above which acts
// were looked for (8, big-endian).
// Tested by tests/unit/replica/about_me_test.cc

#ifndef YITING_REPLICA_ABOUT_ME_H_
#define YITING_REPLICA_ABOUT_ME_H_

#include "query/query.h"
#include "replica/parts.h"
#include "replica/sync_session.h"

namespace yiting::replica {

inline constexpr uint32_t kOwnRows = 100;
inline constexpr uint32_t kOwnRowsMax = 500;
// Entries that one page looks through for acts; it may come out short with a cursor behind it.
inline constexpr uint64_t kActsScanMax = 10'000;

// kInvalid: a cursor that is not ours.
Status FillAboutMe(Parts& parts, SyncSession& session, const query::QueryInput& input,
                   const v1::AboutMeRequest& request, v1::AboutMeView& view);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_ABOUT_ME_H_
