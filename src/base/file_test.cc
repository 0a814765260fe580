#include "base/file.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

class FileTest : public ::testing::Test {
 protected:
  FileTest() { std::filesystem::create_directories(directory_); }
  ~FileTest() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path directory_ =
      std::filesystem::path(::testing::TempDir()) / "sekisho_file_test";
};

TEST_F(FileTest, ReadsWhatWasWrittenAndLeavesNothingBeside) {
  const std::string content("a\0b\r\n", 5);
  ASSERT_TRUE(write_file(directory_ / "x", "before").has_value());
  ASSERT_TRUE(write_file(directory_ / "x", content).has_value());
  EXPECT_EQ(read_file(directory_ / "x", 5), content);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "x.part"));
}

TEST_F(FileTest, WritesDurablyWhereDirectoriesWereMissing) {
  ASSERT_TRUE(make_directories(directory_ / "a" / "b" / ""));
  ASSERT_TRUE(make_directories(directory_ / "a" / "b"));
  ASSERT_TRUE(write_file_durably(directory_ / "a" / "b" / "x", "12345"));
  EXPECT_EQ(read_file(directory_ / "a" / "b" / "x", 5), "12345");
  EXPECT_TRUE(sync_name(directory_ / "a" / "b" / ""));
  EXPECT_EQ(sync_name(directory_ / "no" / "x").error().code, ErrorCode::kIo);
  EXPECT_EQ(make_directories(directory_ / "a" / "b" / "x" / "y").error().code, ErrorCode::kIo);
}

TEST_F(FileTest, RefusesWhatIsTooLargeOrNotThere) {
  ASSERT_TRUE(write_file(directory_ / "x", "12345").has_value());
  EXPECT_EQ(read_file(directory_ / "x", 4).error().code, ErrorCode::kLimit);
  EXPECT_EQ(read_file(directory_ / "y", 4).error().code, ErrorCode::kIo);
  EXPECT_EQ(write_file(directory_ / "no" / "x", "").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho
