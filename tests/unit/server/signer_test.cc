#include "signer/signer.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "tests/unit/server/temp_folder.h"

namespace yiting::signer {
namespace {

int ModeOf(const std::string& path) {
  struct stat info {};
  EXPECT_EQ(::stat(path.c_str(), &info), 0);
  return info.st_mode & 0777;
}

TEST(KeyFolder, AKeyIsMadeOnceAndForItsOwnerAlone) {
  testing::TempFolder folder;
  auto keys = KeyFolder::Open(folder / "keys");
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_FALSE(keys->Has("sequencer"));
  auto first = keys->FindOrMake("sequencer");
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(ModeOf(folder / "keys"), 0700);
  EXPECT_EQ(ModeOf(folder / "keys/sequencer.key"), 0600);
  auto again = KeyFolder::Open(folder / "keys")->FindOrMake("sequencer");
  ASSERT_TRUE(again);
  EXPECT_EQ(first->bytes, again->bytes);
  EXPECT_NE(keys->FindOrMake("street-1")->bytes, first->bytes);
}

TEST(KeyFolder, WhatOthersMayReadIsRefused) {
  testing::TempFolder folder;
  auto keys = KeyFolder::Open(folder / "keys");
  ASSERT_TRUE(keys->FindOrMake("sequencer"));
  ::chmod((folder / "keys/sequencer.key").c_str(), 0640);
  auto key = keys->FindOrMake("sequencer");
  ASSERT_FALSE(key);
  EXPECT_NE(key.error().message.find("chmod 600"), std::string::npos);
  ::chmod((folder / "keys").c_str(), 0755);
  EXPECT_EQ(KeyFolder::Open(folder / "keys").error().code, ErrorCode::kInvalid);
}

TEST(KeyFolder, AFileThatIsNoKeyIsRefusedAndNotRepeated) {
  testing::TempFolder folder;
  auto keys = KeyFolder::Open(folder / "keys");
  const std::string path = folder / "keys/sequencer.key";
  std::ofstream(path) << "deadbeef of half a key";
  ::chmod(path.c_str(), 0600);
  auto key = keys->FindOrMake("sequencer");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(key.error().message.find("deadbeef"), std::string::npos);
}

TEST(Random, TwoDrawsDiffer) {
  EXPECT_EQ(Random(64).size(), 64u);
  EXPECT_NE(Random(32), Random(32));
}

}  // namespace
}  // namespace yiting::signer
