#include "schema/sealed_ballot.h"

#include "base/check.h"
#include "schema/canonical.h"
#include "schema/limits.h"

namespace yiting::schema {

namespace {

// Ends what is filled up to the one length (ISO/IEC 7816-4): 0x80, then zeros.
constexpr char kEndOfBallot = '\x80';

}  // namespace

Bytes KeyToCome() { return Bytes(crypto::kBoxKeyBytes, '\0'); }
bool IsKeyToCome(BytesView poll_key) { return poll_key == KeyToCome(); }

std::optional<Bytes> SealBallot(const v1::SealedBallot& ballot, BytesView poll_key,
                                BytesView once) {
  Bytes plain = Encode(ballot);
  CHECK_LT(plain.size(), kBallotPlainBytes);
  plain.push_back(kEndOfBallot);
  plain.resize(kBallotPlainBytes, '\0');
  return crypto::SealBox(poll_key, once, plain);
}

std::optional<v1::SealedBallot> OpenBallot(BytesView poll_key, BytesView poll_secret,
                                           BytesView box) {
  if (box.size() != kSealedBallotBytes) return std::nullopt;
  std::optional<Bytes> plain = crypto::OpenBox(poll_key, poll_secret, box);
  if (!plain) return std::nullopt;
  const size_t end = plain->find_last_not_of('\0');
  if (end == Bytes::npos || (*plain)[end] != kEndOfBallot) return std::nullopt;
  plain->resize(end);
  Result<v1::SealedBallot> ballot = Decode<v1::SealedBallot>(*plain);
  if (!ballot) return std::nullopt;
  return *std::move(ballot);
}

}  // namespace yiting::schema
