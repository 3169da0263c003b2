#include "schema/signed_rejection.h"

#include <string_view>

#include "schema/canonical.h"

namespace yiting::schema {

namespace {
constexpr std::string_view kPrefix("yiting.v1.rejection\0", 20);
}  // namespace

Bytes RejectionSignedBytes(BytesView community, BytesView rejection) {
  Bytes bytes(kPrefix);
  bytes.append(community);
  bytes.append(rejection);
  return bytes;
}

Bytes SignRejection(const v1::Rejection& rejection, BytesView community,
                    const crypto::SigningKey& key) {
  v1::SignedRejection signed_rejection;
  signed_rejection.set_rejection(Encode(rejection));
  signed_rejection.set_signature(
      crypto::Sign(key, RejectionSignedBytes(community, signed_rejection.rejection())));
  return Encode(signed_rejection);
}

Result<v1::Rejection> OpenRejection(BytesView signed_rejection, BytesView community,
                                    BytesView public_key) {
  ASSIGN_OR_RETURN(auto opened, Decode<v1::SignedRejection>(signed_rejection));
  if (!crypto::Verify(public_key, RejectionSignedBytes(community, opened.rejection()),
                      opened.signature())) {
    return Fail(ErrorCode::kCorrupt, "rejection: not signed by this ledger's sequencer");
  }
  return Decode<v1::Rejection>(opened.rejection());
}

}  // namespace yiting::schema
