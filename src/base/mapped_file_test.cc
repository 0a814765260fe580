#include "base/mapped_file.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho {
namespace {

TEST(MappedFile, IsWhatWasThereWhenItWasOpened) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "file";
  ASSERT_TRUE(write_file(path, "before"));
  const auto mapped = MappedFile::open(path);
  ASSERT_TRUE(mapped);
  ASSERT_TRUE(write_file(path, "another takes its name"));
  EXPECT_EQ(mapped->bytes(), "before");
}

TEST(MappedFile, IsSharedWhereItIsOpenedToShare) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "file";
  ASSERT_TRUE(write_file(path, "abc"));
  auto one = MappedFile::open(path, MappedFile::Access::kShare);
  const auto other = MappedFile::open(path);
  ASSERT_TRUE(one && other);
  one->data()[1] = 'x';
  EXPECT_EQ(other->bytes(), "axc");
}

TEST(MappedFile, IsEmptyOrMissingAsTheFileIs) {
  const TemporaryDirectory directory;
  ASSERT_TRUE(write_file(directory.path() / "empty", ""));
  const auto empty = MappedFile::open(directory.path() / "empty");
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->bytes(), "");
  const auto missing = MappedFile::open(directory.path() / "missing");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace sekisho
