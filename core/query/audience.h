// Who may read a content: the one answer for the server that hands it out and for the phone that
// asks for it. A content's audience stands in the ledger beside its commitment (ContentRef); what
// it means for a member at an instant is said here and in docs/formats/reader.md.
//
// Reads the state; says nothing about the rules (that is decide) and touches no content.
// Tested by tests/unit/query/views_test.cc

#ifndef YITING_QUERY_AUDIENCE_H_
#define YITING_QUERY_AUDIENCE_H_

#include <cstdint>

#include "base/bytes.h"
#include "rulehost/pack.h"
#include "state/community.h"
#include "state/read_ledger.h"

namespace yiting::query {

// True if `member` (empty: a visitor) may read a content of those facts at `now_ms`:
//   PUBLIC     everybody
//   COMMUNITY  who holds a role now
//   PARTIES    staff; opener and helper of its matter; who acts for a unit that is a party of it;
//              who is invited to it or reviews its result
//   STAFF      who holds a staff role now
//   SELF       its owner alone
// An owner may always read their own; what was erased nobody may. What came with an opinion that
// staff hide is for STAFF.
// `pack` is the one in force; null: no role is a staff role.
bool MayRead(state::Community& community, const rulehost::LoadedPack* pack,
             const state::ContentFacts& content, BytesView member, int64_t now_ms);

}  // namespace yiting::query

#endif  // YITING_QUERY_AUDIENCE_H_
