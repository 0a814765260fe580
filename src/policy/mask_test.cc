#include "policy/mask.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::policy {
namespace {

Mask mask(std::string_view name) {
  const auto found = mask_named(name);
  EXPECT_TRUE(found) << name;
  return found.value_or(Mask{});
}

TEST(MaskTest, NamesReadBack) {
  for (const std::string_view name :
       {"show", "first3", "last4", "last99", "city", "month", "pseudonym", "redact", "remove"}) {
    EXPECT_EQ(to_string(mask(name)), name);
  }
  for (const std::string_view name : {"", "Show", "shown", "first", "last0", "last04", "last100",
                                      "last99999", "first-1", "city1"})
    EXPECT_FALSE(mask_named(name)) << name;
}

TEST(MaskTest, TheStrongerOneHidesWhatEitherHides) {
  EXPECT_EQ(stronger(mask("show"), mask("last4")), mask("last4"));
  EXPECT_EQ(stronger(mask("last2"), mask("last4")), mask("last2"));
  EXPECT_EQ(stronger(mask("redact"), mask("last4")), mask("redact"));
  EXPECT_EQ(stronger(mask("remove"), mask("redact")), mask("remove"));
  // The first three and the last four together would show seven.
  EXPECT_EQ(stronger(mask("first3"), mask("last4")), mask("redact"));
  EXPECT_EQ(stronger(mask("city"), mask("pseudonym")), mask("redact"));
}

Mask any_mask() {
  return mask(*rc::gen::element<std::string>("show", "first1", "first3", "last1", "last4", "city",
                                             "month", "pseudonym", "redact", "remove"));
}

RC_GTEST_PROP(MaskTest, OrderAndRepetitionDoNotMatter, ()) {
  const Mask a = any_mask();
  const Mask b = any_mask();
  const Mask c = any_mask();
  RC_ASSERT(stronger(a, b) == stronger(b, a));
  RC_ASSERT(stronger(a, stronger(b, c)) == stronger(stronger(a, b), c));
  RC_ASSERT(stronger(a, a) == a);
  // Nothing is ever stronger than both and then taken back.
  RC_ASSERT(stronger(a, stronger(a, b)) == stronger(a, b));
}

}  // namespace
}  // namespace sekisho::policy
