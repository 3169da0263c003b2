#include "disk/durable_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "tests/unit/server/temp_folder.h"

namespace yiting::disk {
namespace {

unsigned ModeOf(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

TEST(DurableFile, IsTheNewestBytesAndItsOwnersAlone) {
  testing::TempFolder folder;
  const std::string path = folder / "note";
  EXPECT_EQ(*ReadIfThere(path), "");
  const std::string long_one(100'000, 'x');
  for (const std::string& bytes : {std::string("first"), long_one, std::string()}) {
    Status written = WriteDurably(path, bytes);
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(*ReadIfThere(path), bytes);
    ASSERT_TRUE(Replace(path, bytes + "!"));
    EXPECT_EQ(*ReadIfThere(path), bytes + "!");
  }
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
}

TEST(DurableFile, WhatACrashHasLeftIsNotWrittenInto) {
  testing::TempFolder folder;
  folder.Write("key.part", "half of something longer");
  std::filesystem::create_hard_link(folder / "key.part", folder / "left");
  std::filesystem::permissions(folder / "key.part", std::filesystem::perms::all);
  ASSERT_TRUE(WriteDurably(folder / "key", "secret"));
  EXPECT_EQ(*ReadIfThere(folder / "key"), "secret");
  EXPECT_EQ(ModeOf(folder / "key"), 0600u);
  EXPECT_EQ(*ReadIfThere(folder / "left"), "half of something longer");
}

TEST(DurableFile, WhatIsWholeTakesItsPlace) {
  testing::TempFolder folder;
  folder.Write("copy.part", "whole");
  ASSERT_TRUE(Place(folder / "copy.part", folder / "copy"));
  EXPECT_EQ(*ReadIfThere(folder / "copy"), "whole");
  EXPECT_EQ(*ReadIfThere(folder / "copy.part"), "");
  EXPECT_FALSE(Place(folder / "copy.part", folder / "copy")) << "it is not there any more";
  EXPECT_EQ(*ReadIfThere(folder / "copy"), "whole");
}

TEST(DurableFile, AFolderIsMadeOnceForItsOwner) {
  testing::TempFolder folder;
  ASSERT_TRUE(MakeFolder(folder / "in"));
  ASSERT_TRUE(MakeFolder(folder / "in"));
  EXPECT_EQ(ModeOf(folder / "in"), 0700u);
  EXPECT_TRUE(SyncFolder(folder / "in"));
}

TEST(DurableFile, WhatCannotBeIsSaidWithItsPlace) {
  testing::TempFolder folder;
  const std::string nowhere = folder / "nowhere/note";
  for (const Status& failed : {WriteDurably(nowhere, "x"), Replace(nowhere, "x"),
                               MakeFolder(nowhere), SyncFolder(folder / "nowhere")}) {
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::kIo);
    EXPECT_NE(failed.error().message.find(folder / "nowhere"), std::string::npos);
    EXPECT_NE(failed.error().message.find("No such file"), std::string::npos);
  }
  EXPECT_FALSE(ReadIfThere(folder.path())) << "a folder";
}

}  // namespace
}  // namespace yiting::disk
