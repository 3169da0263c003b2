// Who somebody is in real life, as a digest that only the street's officers can make: one person is
// one member, and whoever reads the ledger without the secret can neither name them nor try names.
//
// Written down in docs/formats/person.md. Pure: the secret comes from the officer's device and is
// kept nowhere here. Not to be confused with a commitment, whose salt is fresh for each content:
// the same person must give the same digest.
// Tested by tests/unit/crypto/person_test.cc

#ifndef YITING_CRYPTO_PERSON_H_
#define YITING_CRYPTO_PERSON_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::crypto {

inline constexpr size_t kPersonSecretBytes = 32;
inline constexpr size_t kPersonBytes = 32;

// A name as it is compared: without spaces and dots between its parts, full-width letters made
// plain, Latin letters large. "阿依古丽 · 买买提" and "阿依古丽·买买提" are one.
std::string PlainName(std::string_view name);
// The number of a document likewise, without hyphens and brackets as well.
std::string PlainDocument(std::string_view document);
// Of 18 digits, a resident identity number: is its last digit the one that the others give
// (GB 11643)? A slip of the pen would make a second person. Any other form is taken as it is.
bool IsDocumentPlausible(std::string_view plain);

// BLAKE2b-256, keyed with the secret, of "yiting.v1.person" || 0x00 || name || 0x00 || document,
// both plain. Fails: a part is empty or no UTF-8, or the number cannot be right.
// REQUIRES: secret.size() == kPersonSecretBytes.
Result<Bytes> PersonDigest(BytesView secret, std::string_view name, std::string_view document);

}  // namespace yiting::crypto

#endif  // YITING_CRYPTO_PERSON_H_
