#include "text/nearest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace sekisho::text {
namespace {

TEST(Nearest, CountsSlips) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("encoding", "Encoding"), 0U);
  EXPECT_EQ(edit_distance("encodnig", "encoding"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Nearest, FindsASlipAndNothingElse) {
  const std::array<std::string_view, 4> keys{"encoding", "delimiter", "columns", "id"};
  EXPECT_EQ(did_you_mean("encodng", keys), "Did you mean `encoding`?");
  EXPECT_EQ(did_you_mean("delimitor", keys), "Did you mean `delimiter`?");
  EXPECT_EQ(did_you_mean("quote", keys), "");
  EXPECT_EQ(did_you_mean("xy", keys), "");
  EXPECT_EQ(did_you_mean("", keys), "");
}

RC_GTEST_PROP(Nearest, DistanceIsSymmetric, (const std::string& a, const std::string& b)) {
  RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
  RC_ASSERT(edit_distance(a, a) == 0U);
}

}  // namespace
}  // namespace sekisho::text
