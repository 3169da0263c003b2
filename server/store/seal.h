// How a content lies at rest: salt and data together under a key of its own, by XChaCha20-Poly1305,
// bound to its community and commitment. Whoever has the bytes without the key has nothing; so a
// content is erased, in every copy there is, when its key is. docs/formats/store.md.
//
// Pure but for the nonce. Not to be confused with a sealed ballot (schema/sealed_ballot.h) or a
// sealed box (crypto/sealed_box.h), which others open. Tested by tests/unit/server/seal_test.cc

#ifndef YITING_SERVER_STORE_SEAL_H_
#define YITING_SERVER_STORE_SEAL_H_

#include <cstddef>
#include <optional>

#include "base/bytes.h"
#include "store/store.h"

namespace yiting::store {

inline constexpr size_t kContentKeyBytes = 32;
inline constexpr size_t kSealNonceBytes = 24;
inline constexpr size_t kSealTagBytes = 16;

// nonce || ciphertext || tag. REQUIRES: the key has kContentKeyBytes, the salt 32.
Bytes SealContent(BytesView key, BytesView community, BytesView commitment,
                  const StoredContent& content);
// nullopt: another key, another content's place, or damage.
std::optional<StoredContent> OpenSealed(BytesView key, BytesView community, BytesView commitment,
                                        BytesView sealed);

}  // namespace yiting::store

#endif  // YITING_SERVER_STORE_SEAL_H_
