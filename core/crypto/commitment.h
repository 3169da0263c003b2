// A commitment stands in the ledger for a content (a text, a name, a photo) that lies beside it.
// Whoever holds salt and content can show that they are what was committed to; without the salt
// nobody can guess a content from its commitment. When the content is erased, salt included, the
// commitment stays and says nothing.
//
// Written down in docs/formats/commitment.md. Pure: the salt comes from a host, fresh for each
// content; two equal texts must not show as equal.
// Tested by tests/unit/crypto/commitment_test.cc

#ifndef YITING_CRYPTO_COMMITMENT_H_
#define YITING_CRYPTO_COMMITMENT_H_

#include <cstddef>

#include "base/bytes.h"
#include "crypto/sha256.h"

namespace yiting::crypto {

inline constexpr size_t kSaltBytes = 32;

// SHA-256("yiting.v1.content" || 0x00 || salt || content). REQUIRES: salt.size() == kSaltBytes; the
// fixed length is what keeps salt and content apart.
Hash Commit(BytesView salt, BytesView content);

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_COMMITMENT_H_
