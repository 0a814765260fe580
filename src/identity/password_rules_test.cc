#include "identity/password_rules.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
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

class ListOnDisk {
 public:
  ListOnDisk() : path_(std::filesystem::temp_directory_path() / "sekisho-breached-XXXXXX") {
    std::string name = path_.string();
    const int descriptor = ::mkstemp(name.data());
    EXPECT_GE(descriptor, 0);
    ::close(descriptor);
    path_ = name;
  }
  ListOnDisk(const ListOnDisk&) = delete;
  ListOnDisk& operator=(const ListOnDisk&) = delete;
  ~ListOnDisk() { std::filesystem::remove(path_); }

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
  const ListOnDisk file;
  const auto list = file.open(content);
  RC_ASSERT(list.has_value());
  for (int i = 0; i < 1000; ++i) {
    const std::string password = "fune " + std::to_string(i);
    RC_ASSERT(list->contains(password).value() == passwords.contains(password));
  }
}

std::string line_of(const std::string& password) {
  std::string out;
  for (const unsigned char byte : sha1_of(password)) out += fmt::format("{:02X}", byte);
  return out;
}

// As one downloads it, with counts and `\r\n`, and as tools of the trade leave it.
RC_GTEST_PROP(BreachedPasswords, ATextHasExactlyItsOwn, ()) {
  const auto numbers = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 300));
  const bool counted = *rc::gen::arbitrary<bool>();
  const bool ended = *rc::gen::arbitrary<bool>();
  std::map<std::string, int> lines;
  for (const int i : numbers) lines[line_of("fune " + std::to_string(i))] = i;
  std::string content;
  for (const auto& [hash, i] : lines) {
    content += hash + (counted ? ":" + std::to_string(i * i + 1) + "\r\n" : "\n");
  }
  if (!ended && !content.empty()) content.pop_back();
  const ListOnDisk file;
  const auto list = file.open(content);
  RC_ASSERT(list.has_value() == !content.empty());
  for (int i = 0; list && i < 300; ++i) {
    RC_ASSERT(list->contains("fune " + std::to_string(i)).value() == numbers.contains(i));
  }
}

TEST(BreachedPasswords, ATextThatIsNoneIsRefusedWithItsLine) {
  const ListOnDisk file;
  const std::string first = "2F39C4064BB081888EF2C28F4286069EEC5FFB35";
  const std::string second = "8A9B8A2031A3D67740EC1B6FA9AE45BA57258441";
  for (const auto& [content, line] : std::vector<std::pair<std::string, uint64_t>>{
           {"password\n", 1},                          // the passwords themselves
           {"8846F7EAEE8FB117AD06BDD830B7586C\n", 1},  // NTLM
           {first + ":17\n" + second + ":x\n", 2},     // no count
           {first + ":17\n\n" + second + ":1\n", 2},   // an empty line
           {second + ":1\n" + first + ":17\n", 2},     // by count, not by hash
           {first + "\n" + first + "\n", 2},           // twice
           {first + "\n" + second.substr(1), 2},       // cut off
           {first + "\n" + second + ":1" + std::string(5000, '1'), 2}}) {
    const auto opened = file.open(content);
    ASSERT_FALSE(opened) << content;
    EXPECT_EQ(opened.error().code, ErrorCode::kBadInput);
    EXPECT_EQ(opened.error().place, (Place{file.path().string(), line})) << content;
  }
}

// What is behind the part that is looked at beforehand is looked at when a search comes by.
TEST(BreachedPasswords, ALongTextIsHeldToItsFormWhileItIsSearched) {
  std::string content;
  for (uint64_t i = 0; content.size() < kCheckedBreachedBytes + (size_t{4} << 20); ++i) {
    content += fmt::format("{:016X}{:024X}:1\n", i << 42, 0);
  }
  const ListOnDisk file;
  const auto list = file.open(content);
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_FALSE(list->contains(kGoodPassword).value());
  const std::string tail =
      content.substr(0, kCheckedBreachedBytes) + std::string(size_t{4} << 20, 'x');
  const auto broken = file.open(tail);
  ASSERT_TRUE(broken) << broken.error().message;
  // The middle is whole; only who searches near the end comes by.
  size_t refused = 0;
  for (int i = 0; i < 400; ++i) {
    const auto has = broken->contains("fune " + std::to_string(i));
    if (!has) ++refused;
    EXPECT_EQ(has.value_or(false), false);
    if (!has) EXPECT_EQ(has.error().code, ErrorCode::kBadInput);
  }
  EXPECT_GT(refused, 0U);
}

TEST(BreachedPasswords, AFileThatIsNoneIsRefused) {
  const ListOnDisk file;
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
  const ListOnDisk file;
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
