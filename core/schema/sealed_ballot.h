// What a ballot of a sealed poll says, in a box: docs/formats/ballot.md. All boxes have one length,
// so that it tells nobody how many options were named.
//
// Tested by tests/unit/schema/sealed_ballot_test.cc

#ifndef YITING_SCHEMA_SEALED_BALLOT_H_
#define YITING_SCHEMA_SEALED_BALLOT_H_

#include <optional>

#include "base/bytes.h"
#include "crypto/sealed_box.h"
#include "yiting/v1/command.pb.h"

namespace yiting::schema {

// The longest ballot, which names 50 options, has 129 bytes.
inline constexpr size_t kBallotPlainBytes = 192;
inline constexpr size_t kSealedBallotBytes = kBallotPlainBytes + crypto::kBoxExtraBytes;

// Of a poll that opens where nobody can know its key yet: on a phone that runs ahead.
bool IsKeyToCome(BytesView poll_key);
Bytes KeyToCome();

// REQUIRES: poll_key and once have crypto::kBoxKeyBytes; the ballot is of a form that a command may
// have. Nullopt: the key is none.
std::optional<Bytes> SealBallot(const v1::SealedBallot& ballot, BytesView poll_key,
                                BytesView once);

// Nullopt: the box cannot be opened with it, or holds no ballot. REQUIRES: both halves of the key
// have crypto::kBoxKeyBytes and belong together.
std::optional<v1::SealedBallot> OpenBallot(BytesView poll_key, BytesView poll_secret,
                                           BytesView box);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_SEALED_BALLOT_H_
