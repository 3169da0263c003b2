// A signed rejection: the sequencer's word that at a tree size and an instant the rules said no to
// a command, and which rule. A phone can decide the same again and compare.
// docs/formats/rejection.md.
//
// Pure. Not an Error: nothing broke. Tested by tests/unit/schema/signed_rejection_test.cc

#ifndef YITING_SCHEMA_SIGNED_REJECTION_H_
#define YITING_SCHEMA_SIGNED_REJECTION_H_

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "yiting/v1/entry.pb.h"

namespace yiting::schema {

// "yiting.v1.rejection\0" || community id (32) || rejection.
Bytes RejectionSignedBytes(BytesView community, BytesView rejection);

// An encoded v1::SignedRejection.
Bytes SignRejection(const v1::Rejection& rejection, BytesView community,
                    const crypto::SigningKey& key);

// What it says, if the sequencer's `public_key` signed it for this community; else kInvalid (its
// form) or kCorrupt (its signature).
Result<v1::Rejection> OpenRejection(BytesView signed_rejection, BytesView community,
                                    BytesView public_key);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_SIGNED_REJECTION_H_
