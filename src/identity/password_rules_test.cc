#include "identity/password_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "crypto/sha1.h"
#include "identity/breached_passwords.h"
#include "identity/world_test.h"

namespace sekisho::identity {
namespace {

TEST(PasswordRules, Asvs_2_1_LengthCountsAndCharactersDoNot) {
  IdentityWorld world;
  const User user{.id = kHana, .login_name = "hana.sato"};
  const auto fault = [&](const std::string& password) {
    return fault_of(password, user, world.means).value();
  };
  EXPECT_EQ(fault("mizu no oto"), PasswordFault::kTooShort);
  EXPECT_EQ(fault("mizu no oto "), std::nullopt);
  EXPECT_EQ(fault("古池や蛙飛びこむ水の音。"), std::nullopt);            // 12 characters
  EXPECT_EQ(fault("古池や蛙飛びこむ水の音"), PasswordFault::kTooShort);  // 33 bytes
  std::string longest;
  for (int i = 0; longest.size() < 124; i += 7) longest += "ka" + std::to_string(i * i) + "-";
  longest.resize(128, '~');
  EXPECT_EQ(fault(longest), std::nullopt);
  EXPECT_EQ(fault(longest + "x"), PasswordFault::kTooLong);
  EXPECT_EQ(fault("mizu no oto \xff"), PasswordFault::kNotText);
  EXPECT_EQ(fault("i am Hana.Sato!"), PasswordFault::kOwnName);
}

TEST(PasswordRules, Asvs_2_1_7_WhatEverybodyTriesIsRefused) {
  for (const char* password :
       {"password1234", "Password2026!", "p@ssw0rd2026", "ＰＡＳＳＷＯＲＤ１２３４", "qwertyqwerty",
        "123456789012", "aaaaaaaaaaaa", "abcdefghijkl", "abcdefabcdef", "sekisho-2026!",
        "!!welcome!!11", "987654321098", "kyuden202604", "2026.sakura.1"}) {
    EXPECT_TRUE(is_common_password(password)) << password;
  }
  for (const char* password : {kGoodPassword, "asagiri-ni-fune 9", "古池や蛙飛びこむ水の音。",
                               "welcome to my garden", "sakura-no-hana-no-shita"}) {
    EXPECT_FALSE(is_common_password(password)) << password;
  }
}

class ListFile {
 public:
  ListFile() : path_(std::filesystem::temp_directory_path() / "sekisho-breached-XXXXXX") {
    std::string name = path_.string();
    const int descriptor = ::mkstemp(name.data());
    EXPECT_GE(descriptor, 0);
    ::close(descriptor);
    path_ = name;
  }
  ListFile(const ListFile&) = delete;
  ListFile& operator=(const ListFile&) = delete;
  ~ListFile() { std::filesystem::remove(path_); }

  Result<BreachedPasswords> open(const std::string& content) const {
    std::ofstream(path_, std::ios::binary) << content;
    return BreachedPasswords::open(path_);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string sha1_of(const std::string& password) {
  const auto digest = crypto::sha1(password);
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

RC_GTEST_PROP(BreachedPasswords, AListHasExactlyItsOwn, ()) {
  const auto passwords = *rc::gen::container<std::set<std::string>>(
      rc::gen::map(rc::gen::inRange(0, 1000), [](int i) { return "fune " + std::to_string(i); }));
  const bool whole = *rc::gen::arbitrary<bool>();
  const size_t prefix = whole ? 20 : 8;
  std::vector<std::string> hashes;
  for (const std::string& password : passwords) {
    hashes.push_back(sha1_of(password).substr(0, prefix));
  }
  std::ranges::sort(hashes);
  std::string content = "sekisho-breached 1 sha1 " + std::to_string(prefix) + "\n";
  for (const std::string& hash : hashes) content += hash;
  const ListFile file;
  const auto list = file.open(content);
  RC_ASSERT(list.has_value());
  RC_ASSERT(list->size() == passwords.size());
  for (int i = 0; i < 1000; ++i) {
    const std::string password = "fune " + std::to_string(i);
    RC_ASSERT(list->contains(password).value() == passwords.contains(password));
  }
}

TEST(BreachedPasswords, AFileThatIsNoneIsRefused) {
  const ListFile file;
  EXPECT_TRUE(file.open("sekisho-breached 1 sha256 32\n" + std::string(64, 'x')));
  for (const std::string& content :
       {std::string(), std::string("sekisho-breached 1 sha1 20"),
        std::string("sekisho-breached 2 sha1 20\n"), std::string("sekisho-breached 1 md5 16\n"),
        std::string("sekisho-breached 1 sha1 21\n"), std::string("sekisho-breached 1 sha1 5\n"),
        std::string("sekisho-breached 1 sha1\n"), std::string("sekisho-breached 1 sha1 -1\n"),
        "sekisho-breached 1 sha1 20\n" + std::string(39, 'x')}) {
    const auto opened = file.open(content);
    ASSERT_FALSE(opened) << content;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadInput);
    EXPECT_EQ(opened.error().place.file, file.path().string());
  }
  EXPECT_EQ(BreachedPasswords::open("/no/such/file").error().code, ErrorCode::kNotFound);
}

// When unsure, no password is taken.
TEST(BreachedPasswords, AListThatBecameShorterIsAnError) {
  const ListFile file;
  IdentityWorld world;
  world.breached = file.open("sekisho-breached 1 sha1 20\n" + std::string(60, 'x')).value();
  std::filesystem::resize_file(file.path(), 30);
  const auto fault = fault_of(kGoodPassword, {.id = kHana, .login_name = "hana"}, world.means);
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().code, ErrorCode::kIo);
}

TEST(PasswordRules, WhichProfileIsInForceIsSaid) {
  EXPECT_EQ(words_of(PasswordProfile::nist()).name, "nist-sp-800-63b");
  EXPECT_EQ(words_of(PasswordProfile::plan(90)).name, "periodic-90");
  EXPECT_EQ(words_of(PasswordProfile::plan(90)).ja, "90日ごとの定期変更(業務改善計画)");
}

}  // namespace
}  // namespace sekisho::identity
