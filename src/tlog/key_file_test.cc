#include "tlog/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/temporary_directory_test.h"
#include "tlog/file_system.h"

namespace sekisho::tlog {
namespace {

namespace fs = std::filesystem;

class KeyFile : public testing::Test {
 protected:
  const TemporaryDirectory temporary;
  const fs::path base = temporary.path();
};

TEST_F(KeyFile, IsReadableByItsOwnerAloneAndNeverWrittenOver) {
  const std::string path = base / "key";
  const SignerKey key = SignerKey::generate("test.example/log", KeyType::kEd25519).value();
  ASSERT_TRUE(write_key_file(path, key));
  struct stat about{};
  ASSERT_EQ(::stat(path.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600u);
  EXPECT_EQ(read_key_file(path)->verifier(), key.verifier());
  EXPECT_EQ(write_key_file(path, key).error().code, ErrorCode::kUsage);
  EXPECT_EQ(read_key_file(path)->verifier(), key.verifier());
}

TEST_F(KeyFile, OneThatOthersMayUseIsRefused) {
  const std::string path = base / "key";
  ASSERT_TRUE(
      write_key_file(path, SignerKey::generate("test.example/log", KeyType::kEd25519).value()));
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0610, 0666}) {
    ::chmod(path.c_str(), mode);
    const auto refused = read_key_file(path);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
    EXPECT_NE(refused.error().help.find("chmod 600"), std::string::npos);
  }
  ::chmod(path.c_str(), 0400);
  EXPECT_TRUE(read_key_file(path));
}

TEST_F(KeyFile, WhatIsMissingOrNoKeyIsSaidWithoutQuotingIt) {
  EXPECT_EQ(read_key_file(base / "none").error().code, ErrorCode::kNotFound);
  const fs::path path = base / "key";
  std::ofstream(path) << "PRIVATE+KEY+almost";
  ::chmod(path.c_str(), 0600);
  const auto refused = read_key_file(path);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(to_string(refused.error()).find("almost"), std::string::npos);
  fs::create_symlink(path, base / "link");
  EXPECT_FALSE(read_key_file(base / "link"));
  EXPECT_EQ(read_key_file(base).error().code, ErrorCode::kUsage);
}

TEST_F(KeyFile, APrivateDirectoryAndWhatIsMadeInItAreItsOwnersAlone) {
  const auto modes_of = [](const fs::path& path) { return fs::status(path).permissions(); };
  const auto directory = make_and_open_private_directory(base / "secrets").value();
  ASSERT_TRUE(directory->make_directory("below"));
  ASSERT_TRUE(write_durably(*directory->directory("below").value(), "file", "x"));
  ASSERT_TRUE(directory->lock("lock"));
  EXPECT_EQ(modes_of(base / "secrets"), fs::perms::owner_all);
  EXPECT_EQ(modes_of(base / "secrets/below"), fs::perms::owner_all);
  EXPECT_EQ(modes_of(base / "secrets/below/file"), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(modes_of(base / "secrets/lock"), fs::perms::owner_read | fs::perms::owner_write);

  fs::permissions(base / "secrets", fs::perms::group_read, fs::perm_options::add);
  EXPECT_EQ(open_private_directory(base / "secrets").error().code, ErrorCode::kUsage);
  EXPECT_EQ(make_and_open_private_directory(base / "secrets").error().code, ErrorCode::kUsage);
  EXPECT_EQ(open_private_directory(base / "none").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace sekisho::tlog
