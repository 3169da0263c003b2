// What a reader signs to show the server who asks: the contents that a pull answers with depend on
// it, nothing else does. docs/formats/reader.md. Both sides include this, so the signed bytes stand
// in one place.
//
// A proof is good for five minutes around the server's clock and for one community; it admits to
// reading only. Not to be confused with a command, which is signed under another prefix.
// Pure. Tested by tests/unit/replica/side_store_test.cc

#ifndef YITING_REPLICA_READER_PROOF_H_
#define YITING_REPLICA_READER_PROOF_H_

#include <cstdint>

#include "base/bytes.h"
#include "crypto/ed25519.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::replica {

// How far a proof's time may be from the server's clock, either way.
inline constexpr int64_t kReaderProofMs = 5 * 60 * 1000;

// "yiting.v1.reader\0" || community id (32) || member (16) || device (32) || time_ms (8,
// big-endian).
Bytes ReaderSignedBytes(BytesView community, BytesView member, BytesView device, int64_t time_ms);

v1::Reader SignReader(BytesView community, BytesView member, const crypto::SigningKey& device,
                      int64_t time_ms);

// True if the lengths are right, the device has signed, and the time is within kReaderProofMs of
// `now_ms`. Whether the device is the member's and not revoked is the state's to say.
bool ReaderProofHolds(BytesView community, const v1::Reader& reader, int64_t now_ms);

}  // namespace yiting::replica

#endif  // YITING_REPLICA_READER_PROOF_H_
