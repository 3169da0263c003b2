#include "schema/signed_rejection.h"

#include <gtest/gtest.h>

namespace yiting::schema {
namespace {

TEST(SignedRejectionTest, OpensOnlyForItsCommunityAndKeyAndAsSigned) {
  v1::Rejection rejection;
  rejection.set_command_id(Bytes(32, 'c'));
  rejection.set_reason(v1::EXPIRED);
  const Bytes community(32, 'k');
  const crypto::SigningKey signing = crypto::SigningKeyFromSeed(Bytes(32, 'S'));
  const Bytes key = crypto::PublicKey(signing);
  const Bytes other = crypto::PublicKey(crypto::SigningKeyFromSeed(Bytes(32, 'T')));
  const Bytes signed_rejection = SignRejection(rejection, community, signing);
  ASSERT_TRUE(OpenRejection(signed_rejection, community, key).has_value());
  EXPECT_EQ(OpenRejection(signed_rejection, Bytes(32, 'l'), key).error().code,
            ErrorCode::kCorrupt);
  EXPECT_EQ(OpenRejection(signed_rejection, community, other).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(OpenRejection("x", community, key).error().code, ErrorCode::kInvalid);
  for (size_t i = 0; i < signed_rejection.size(); ++i) {
    Bytes changed = signed_rejection;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(OpenRejection(changed, community, key).has_value()) << i;
  }
}

}  // namespace
}  // namespace yiting::schema
