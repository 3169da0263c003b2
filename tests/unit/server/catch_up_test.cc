#include "hall/catch_up.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/unit/server/town.h"

namespace yiting::hall {
namespace {

using testing::OpenHall;
using testing::Town;
using testing::Writer;
using testing::WriterOf;

class CatchUpTest : public ::testing::Test {
 protected:
  CatchUpTest() {
    OpenHall hall(town_);
    for (int i = 0; i < 20; ++i) hall.Accept(town_.Message(anna_, std::to_string(i)));
    hall.Accept(town_.Bell(anna_, "the gate is blocked"));
  }
  std::string path() const {
    return StatePath(town_.house->folder().state_folder(), town_.community);
  }
  Result<std::unique_ptr<state::Community>> Catch() {
    return CatchUp(town_.house->store(), town_.community, path());
  }

  Town town_;
  Writer anna_ = WriterOf("anna");
};

TEST_F(CatchUpTest, ADeletedStateIsRebuiltToTheSameFingerprint) {
  crypto::Hash before;
  uint64_t size = 0;
  {
    auto state = Catch();
    ASSERT_TRUE(state) << state.error().message;
    before = (*state)->Digest();
    size = (*state)->facts().size;
  }
  std::filesystem::remove_all(town_.house->folder().state_folder());
  std::filesystem::create_directory(town_.house->folder().state_folder());
  auto state = Catch();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ((*state)->facts().size, size);
  EXPECT_EQ((*state)->Digest(), before);
}

TEST_F(CatchUpTest, AStateThatIsBehindTakesWhatItLacks) {
  const std::string copy = town_.folder / "old.db";
  {
    auto state = Catch();  // closing it moves its log into the file
    ASSERT_TRUE(state);
  }
  std::filesystem::copy_file(path(), copy);
  {
    OpenHall hall(town_);
    for (int i = 0; i < 5; ++i) hall.Accept(town_.Message(anna_, "more"));
  }
  for (const char* end : {"-wal", "-shm"}) ::unlink((path() + end).c_str());
  std::filesystem::copy_file(copy, path(), std::filesystem::copy_options::overwrite_existing);
  auto state = Catch();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ((*state)->facts().size, *town_.house->store().Size(town_.community));
}

TEST_F(CatchUpTest, AStateOfAnotherStoreIsThrownAwayAndRebuilt) {
  Town other;
  std::string foreign = StatePath(other.house->folder().state_folder(), other.community);
  ASSERT_TRUE(CatchUp(other.house->store(), other.community, foreign));
  for (const char* end : {"-wal", "-shm"}) ::unlink((path() + end).c_str());
  std::filesystem::copy_file(foreign, path(), std::filesystem::copy_options::overwrite_existing);
  auto state = Catch();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ((*state)->id(), town_.community);
  EXPECT_EQ((*state)->facts().size, *town_.house->store().Size(town_.community));
}

TEST_F(CatchUpTest, AFileThatIsNoDatabaseIsThrownAwayAndRebuilt) {
  for (const char* end : {"-wal", "-shm"}) ::unlink((path() + end).c_str());
  std::ofstream(path(), std::ios::trunc) << std::string(10'000, 'x');
  auto state = Catch();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ((*state)->facts().size, *town_.house->store().Size(town_.community));
}

TEST_F(CatchUpTest, ACommunityThatTheStoreLacksIsNotFound) {
  auto state = CatchUp(town_.house->store(), Bytes(32, 'x'), town_.folder / "x.db");
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace yiting::hall
