#include "service/gate/hand_overs.h"

#include <gtest/gtest.h>

#include "service/gate/limits.h"

namespace sekisho::service {
namespace {

constexpr Instant kNow{1'000'000'000};

HandOver to(std::string path) {
  return {.system = "nol", .path = std::move(path), .token = "token", .terminal = "T-1"};
}

TEST(HandOvers, AreGoodOnceAndForAShortTime) {
  HandOvers kept;
  const std::string code = kept.keep(to("/a"), kNow);
  const std::string other = kept.keep(to("/b"), kNow);
  EXPECT_NE(code, other);
  EXPECT_FALSE(kept.take("", kNow));
  EXPECT_FALSE(kept.take(code.substr(1), kNow));
  EXPECT_EQ(kept.take(code, shifted(kNow, kHandOverMicros - 1)).value().path, "/a");
  EXPECT_FALSE(kept.take(code, kNow));
  EXPECT_FALSE(kept.take(other, shifted(kNow, kHandOverMicros)));
  EXPECT_FALSE(kept.take(other, kNow));
}

TEST(HandOvers, AreBounded) {
  HandOvers kept;
  const std::string first = kept.keep(to("/first"), kNow);
  std::string last;
  for (size_t i = 0; i < kMaxHandOvers; ++i) last = kept.keep(to("/"), shifted(kNow, 1));
  EXPECT_FALSE(kept.take(first, kNow));
  EXPECT_TRUE(kept.take(last, shifted(kNow, 1)));
}

TEST(HandOvers, LeadToNoOtherHost) {
  for (const std::string_view path :
       {"/", "/points", "/points?name=%E9%AB%98%E6%A9%8B&page=2", "/a//b", "/sekisho/enter"}) {
    EXPECT_TRUE(is_path_of_host(path)) << path;
  }
  for (const std::string_view other :
       {"", "points", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example",
        "https://elsewhere.example/", "javascript:alert(1)", "/\t/elsewhere.example",
        "/\n/elsewhere.example", "/a\r\nSet-Cookie: a=b", " /", "/a b", "/\xe9\xab\x98", "/a#b"}) {
    EXPECT_FALSE(is_path_of_host(other)) << other;
  }
  EXPECT_FALSE(is_path_of_host("/" + std::string(kMaxWayBytes, 'a')));
}

}  // namespace
}  // namespace sekisho::service
