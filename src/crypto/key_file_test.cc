#include "crypto/key_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/file.h"
#include "base/temporary_directory_test.h"

namespace sekisho::crypto {
namespace {

TEST(KeyFile, HoldsTheKeyAsItIs) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "key";
  const std::string bytes("0123\0\n6789abcdef0123456789abcdef", kSecretKeyBytes);
  ASSERT_TRUE(write_file(path, bytes));
  const auto key = read_key_file(path);
  ASSERT_TRUE(key) << key.error().message;
  const auto secret = key->secret();
  EXPECT_EQ(std::string(secret.begin(), secret.end()), bytes);
}

TEST(KeyFile, IsNeitherLongerNorShorter) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "key";
  for (const size_t size :
       {size_t{0}, size_t{1}, kSecretKeyBytes - 1, kSecretKeyBytes + 1, size_t{100}}) {
    ASSERT_TRUE(write_file(path, std::string(size, 'k')));
    const auto key = read_key_file(path);
    ASSERT_FALSE(key) << size;
    EXPECT_EQ(key.error().code, ErrorCode::kBadInput) << size;
    EXPECT_EQ(key.error().place.file, path.string());
    EXPECT_FALSE(key.error().message.contains("kk")) << "quotes the key";
  }
}

TEST(KeyFile, HasToBeThere) {
  const TemporaryDirectory directory;
  EXPECT_EQ(read_key_file(directory.path() / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_key_file(directory.path()).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho::crypto
