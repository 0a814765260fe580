#include "http/byte_range.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sekisho::http {
namespace {

constexpr uint64_t kSize = 1000;

std::string wanted(std::string range, std::string if_range = {}, uint64_t size = kSize) {
  Request request;
  request.headers = {{"range", std::move(range)}};
  if (!if_range.empty()) request.headers.push_back({"if-range", std::move(if_range)});
  const auto found = wanted_range(request, "\"tag\"", size);
  return found ? fmt::format("{}..{}", found->from, found->until) : "none";
}

TEST(ByteRange, IsWhatTheStandardSays) {
  const std::string whole = "0..1000";
  EXPECT_EQ(wanted("bytes=0-499"), "0..500");
  EXPECT_EQ(wanted("bytes=500-999"), "500..1000");
  EXPECT_EQ(wanted("bytes=500-"), "500..1000");
  EXPECT_EQ(wanted("bytes=-200"), "800..1000");
  EXPECT_EQ(wanted("bytes=-5000"), whole);
  EXPECT_EQ(wanted("bytes=999-5000"), "999..1000");
  EXPECT_EQ(wanted("bytes=1000-"), "none");
  EXPECT_EQ(wanted("bytes=-0"), "none");
  EXPECT_EQ(wanted("bytes=0-", {}, 0), "none");
  EXPECT_EQ(wanted("bytes=-1", {}, 0), "none");
  for (const char* overlooked :
       {"", "bytes=", "bytes=-", "bytes=1", "bytes=5-4", "bytes=0-1,4-5", "bytes=a-", "bytes=0-b",
        "bytes=+1-2", "bytes= 0-1", "lines=0-1", "bytes=99999999999999999999-"}) {
    EXPECT_EQ(wanted(overlooked), whole) << overlooked;
  }
}

TEST(ByteRange, OfSomethingElseIsTheWhole) {
  EXPECT_EQ(wanted("bytes=0-9", "\"tag\""), "0..10");
  EXPECT_EQ(wanted("bytes=0-9", "\"other\""), "0..1000");
  EXPECT_EQ(wanted("bytes=0-9", "W/\"tag\""), "0..1000");
  EXPECT_EQ(wanted("bytes=0-9", "Fri, 27 Nov 2026 00:00:00 GMT"), "0..1000");
  EXPECT_EQ(wanted("bytes=5000-", "\"other\""), "0..1000");
}

}  // namespace
}  // namespace sekisho::http
