#include "store/seal.h"

#include <gtest/gtest.h>

#include <string>

namespace yiting::store {
namespace {

const Bytes kKey(32, 'k');
const Bytes kTown(32, 't');
const Bytes kPlace(32, 'c');

TEST(Seal, WhatWasSealedIsOpenedByItsKeyAtItsPlaceOnly) {
  const StoredContent content{Bytes(32, 's'), "the gate is blocked"};
  const Bytes sealed = SealContent(kKey, kTown, kPlace, content);
  EXPECT_EQ(sealed.size(), kSealNonceBytes + 32 + content.data.size() + kSealTagBytes);
  EXPECT_EQ(sealed.find("gate"), Bytes::npos);
  EXPECT_EQ(sealed.find("ssss"), Bytes::npos) << "the salt shows";
  auto opened = OpenSealed(kKey, kTown, kPlace, sealed);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->salt, content.salt);
  EXPECT_EQ(opened->data, content.data);
  EXPECT_FALSE(OpenSealed(Bytes(32, 'l'), kTown, kPlace, sealed));
  EXPECT_FALSE(OpenSealed(kKey, Bytes(32, 'u'), kPlace, sealed));
  EXPECT_FALSE(OpenSealed(kKey, kTown, Bytes(32, 'd'), sealed));
  EXPECT_FALSE(OpenSealed("", kTown, kPlace, sealed)) << "as after its key was erased";
}

TEST(Seal, EqualContentsDoNotShowAsEqual) {
  const StoredContent content{Bytes(32, 's'), "yes"};
  EXPECT_NE(SealContent(kKey, kTown, kPlace, content), SealContent(kKey, kTown, kPlace, content));
}

TEST(Seal, AnyChangedByteIsDamage) {
  Bytes sealed = SealContent(kKey, kTown, kPlace, {Bytes(32, 's'), ""});
  for (size_t i = 0; i < sealed.size(); ++i) {
    sealed[i] ^= 1;
    EXPECT_FALSE(OpenSealed(kKey, kTown, kPlace, sealed)) << i;
    sealed[i] ^= 1;
    EXPECT_FALSE(OpenSealed(kKey, kTown, kPlace, sealed.substr(0, i))) << i;
  }
  EXPECT_TRUE(OpenSealed(kKey, kTown, kPlace, sealed));
}

}  // namespace
}  // namespace yiting::store
