#include "crypto/one_time_code.h"

#include <gtest/gtest.h>

#include <array>

namespace sekisho::crypto {
namespace {

const std::string kTwenty = "12345678901234567890";

Instant seconds(int64_t count) {
  return Instant{count * kMicrosPerSecond};
}

TEST(OneTimeCode, Rfc4226AppendixD) {
  const std::array<const char*, 10> codes{"755224", "287082", "359152", "969429", "338314",
                                          "254676", "287922", "162583", "399871", "520489"};
  for (size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(counter_code(kTwenty, i, CodeHash::kSha1, 6), codes.at(i));
  }
}

struct Rfc6238 {
  int64_t time;
  const char* sha1;
  const char* sha256;
  const char* sha512;
};

TEST(OneTimeCode, Rfc6238AppendixB) {
  const std::array<Rfc6238, 6> rows{{{59, "94287082", "46119246", "90693936"},
                                     {1111111109, "07081804", "68084774", "25091201"},
                                     {1111111111, "14050471", "67062674", "99943326"},
                                     {1234567890, "89005924", "91819424", "93441116"},
                                     {2000000000, "69279037", "90698825", "38618901"},
                                     {20000000000, "65353130", "77737706", "47863826"}}};
  const std::string sha256_key = kTwenty + kTwenty.substr(0, 12);
  const std::string sha512_key = kTwenty + kTwenty + kTwenty + kTwenty.substr(0, 4);
  for (const Rfc6238& row : rows) {
    const auto step = static_cast<uint64_t>(row.time / 30);
    const auto check = [&](const std::string& secret, CodeHash hash, const char* code) {
      const CodeScheme scheme{.hash = hash, .digits = 8};
      EXPECT_EQ(matching_step(secret, scheme, code, seconds(row.time), 0, {}), step) << code;
    };
    check(kTwenty, CodeHash::kSha1, row.sha1);
    check(sha256_key, CodeHash::kSha256, row.sha256);
    check(sha512_key, CodeHash::kSha512, row.sha512);
  }
}

TEST(OneTimeCode, ClocksMayDiffer) {
  const auto code = [](uint64_t step) { return counter_code(kTwenty, step, CodeHash::kSha1, 6); };
  const Instant now = seconds(30 * 1000 + 7);
  for (uint64_t step = 997; step <= 1003; ++step) {
    const auto found = matching_step(kTwenty, {}, code(step), now, 1, {});
    EXPECT_EQ(found.has_value(), step >= 999 && step <= 1001) << step;
    if (found) EXPECT_EQ(*found, step);
  }
  EXPECT_EQ(matching_step(kTwenty, {}, code(0), seconds(3), 1, {}), 0u);
}

// ASVS 2.8.4: a time-based one-time code can be used only once within its validity.
TEST(OneTimeCode, Asvs_2_8_4_ReplayIsRefused) {
  const Instant now = seconds(30 * 1000);
  const std::string code = counter_code(kTwenty, 1000, CodeHash::kSha1, 6);
  EXPECT_EQ(matching_step(kTwenty, {}, code, now, 1, 999), 1000u);
  EXPECT_FALSE(matching_step(kTwenty, {}, code, now, 1, 1000));
  EXPECT_FALSE(matching_step(kTwenty, {}, code, now, 1, 1001));
}

TEST(OneTimeCode, WhatIsNoCodeIsRefused) {
  const Instant now = seconds(30 * 1000);
  const std::string code = counter_code(kTwenty, 1000, CodeHash::kSha1, 6);
  EXPECT_FALSE(matching_step(kTwenty, {}, "", now, 1, {}));
  EXPECT_FALSE(matching_step(kTwenty, {}, code + "0", now, 1, {}));
  EXPECT_FALSE(matching_step(kTwenty, {}, " " + code.substr(1), now, 1, {}));
  EXPECT_FALSE(matching_step(kTwenty, {}, code, Instant{-1}, 1, {}));
}

}  // namespace
}  // namespace sekisho::crypto
