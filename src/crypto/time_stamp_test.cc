#include "crypto/time_stamp.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <ctime>

#include "crypto/time_stamp_authority_test.h"

namespace sekisho::crypto {
namespace {

const Digest kDigest = sha256("what was there");

// As the stamp itself has it, with milliseconds: `20261126094221.25Z`.
std::string as_written(Instant time) {
  const std::time_t seconds = time.micros / kMicrosPerSecond;
  std::array<char, 16> digits{};
  std::tm utc{};
  std::strftime(digits.data(), digits.size(), "%Y%m%d%H%M%S", ::gmtime_r(&seconds, &utc));
  std::string fraction =
      fmt::format(".{:03}", time.micros % kMicrosPerSecond / (kMicrosPerSecond / 1000));
  while (fraction.ends_with('0')) fraction.pop_back();
  if (fraction == ".") fraction.clear();
  return std::string(digits.data()) + fraction + "Z";
}

class TimeStampTest : public testing::Test {
 protected:
  // One authority for all tests: it takes a second to make.
  static void SetUpTestSuite() {
    authority = std::make_unique<TimeStampAuthority>();
    request = make_time_stamp_request(kDigest);
    response = authority->answer(request.der);
  }
  static void TearDownTestSuite() { authority.reset(); }
  static TimeStampRoots roots() { return TimeStampRoots::parse(authority->roots()).value(); }

  static std::unique_ptr<TimeStampAuthority> authority;
  static TimeStampRequest request;
  static std::string response;
};
std::unique_ptr<TimeStampAuthority> TimeStampTest::authority;
TimeStampRequest TimeStampTest::request;
std::string TimeStampTest::response;

TEST_F(TimeStampTest, SaysWhenTheDigestWasThere) {
  for (const std::optional<uint64_t> nonce : {std::optional(request.nonce), {}}) {
    const Result<TimeStamp> stamp = verify_time_stamp(response, kDigest, roots(), nonce);
    ASSERT_TRUE(stamp) << to_string(stamp.error());
    EXPECT_EQ(stamp->policy, "1.2.3.4.1");
    const int64_t now = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::system_clock::now().time_since_epoch())
                            .count();
    EXPECT_LE(stamp->time.micros, now);
    EXPECT_GT(stamp->time.micros, now - 600 * kMicrosPerSecond);
    EXPECT_NE(response.find(as_written(stamp->time)), std::string::npos) << stamp->time.micros;
  }
}

TEST_F(TimeStampTest, AnotherDigestNonceOrRootIsRefused) {
  const auto code = [](const Result<TimeStamp>& stamp) { return stamp.error().code; };
  EXPECT_EQ(code(verify_time_stamp(response, sha256("else"), roots())), ErrorCode::kBadInput);
  EXPECT_EQ(code(verify_time_stamp(response, kDigest, roots(), request.nonce + 1)),
            ErrorCode::kBadInput);
  const TimeStampAuthority other;
  EXPECT_EQ(
      code(verify_time_stamp(response, kDigest, TimeStampRoots::parse(other.roots()).value())),
      ErrorCode::kBadInput);
}

TEST_F(TimeStampTest, EveryRequestHasANonceOfItsOwn) {
  EXPECT_NE(make_time_stamp_request(kDigest).nonce, request.nonce);
}

TEST_F(TimeStampTest, NoFlippedBitIsTakenForTheSame) {
  const TimeStamp whole = verify_time_stamp(response, kDigest, roots()).value();
  for (size_t byte = 0; byte < response.size(); ++byte) {
    std::string flipped = response;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << (byte % 8)));
    const Result<TimeStamp> stamp = verify_time_stamp(flipped, kDigest, roots());
    // What is not signed (a status's text, encodings) may change; what it says may not.
    if (stamp) EXPECT_EQ(stamp->time, whole.time) << "byte " << byte;
    EXPECT_FALSE(verify_time_stamp(response.substr(0, byte), kDigest, roots()));
  }
  EXPECT_FALSE(verify_time_stamp(response + "x", kDigest, roots()));
}

TEST_F(TimeStampTest, RootsAreCertificates) {
  const std::string pem = authority->roots();
  EXPECT_TRUE(TimeStampRoots::parse(pem + pem));
  EXPECT_EQ(TimeStampRoots::parse("").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(TimeStampRoots::parse("no certificate\n").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(TimeStampRoots::parse(pem + pem.substr(0, pem.size() / 2)).error().code,
            ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::crypto
