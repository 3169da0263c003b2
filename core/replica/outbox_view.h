// The outbox and the state of sync as screens show them: the replica's own two read models, beside
// those that core/query makes from the state.
// Tested by tests/unit/replica/replica_test.cc

#ifndef YITING_REPLICA_OUTBOX_VIEW_H_
#define YITING_REPLICA_OUTBOX_VIEW_H_

#include "query/query.h"
#include "replica/parts.h"
#include "replica/sync_session.h"
#include "yiting/v1/view.pb.h"

namespace yiting::replica {

// What kind of command it is, as screens and logs call it: "open_matter".
const char* KindOf(const v1::Payload& payload);
// The matter that it opens or acts on, or empty.
Bytes MatterOf(const schema::OpenedCommand& command);
// The procedure's or the action's title; nothing where the pack is not here.
v1::Text TitleOf(Parts& parts, const v1::Payload& payload);

// A waiting item carries a rejection when the rules on this device say no to it now; it stays in
// the queue all the same, for the server to decide.
Status FillOutbox(Parts& parts, const SyncSession& session, const query::QueryInput& input,
                  v1::OutboxView& view);

void FillSync(Parts& parts, const SyncSession& session, v1::SyncView& view);

// What the rules on this device say of a command, in the form that the sequencer's word has.
v1::Rejection RejectionOf(Parts& parts, BytesView command_id, BytesView pack,
                          const decide::Refusal& refusal, int64_t server_ms);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_OUTBOX_VIEW_H_
