#include "mask/json_levels.h"

#include <gtest/gtest.h>

#include "mask/plan_parts.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

const JsonPaths& paths() {
  static const Plan plan = sample_plan("mask:phone=last4, mask:supplier=remove, mask:usage=redact");
  return plan.parts().json;
}

JsonPaths::State below(const JsonLevel* level, std::string_view key) {
  return level->below[paths().key(key)];
}

TEST(JsonLevels, AreTheSameAtTheSamePlaces) {
  JsonLevels levels(paths());
  JsonLevel* const document = levels.within(levels.root(false), JsonPaths::kRoot, true);
  JsonLevel* const inner = levels.within(document, below(document, "x"), true);
  EXPECT_EQ(inner, levels.within(document, below(document, "y"), true)) << "no path names either";
  EXPECT_NE(inner, levels.within(document, below(document, "x"), false));
  EXPECT_NE(inner, levels.within(document, below(document, "phone"), true));
  EXPECT_NE(inner, levels.within(inner, below(inner, "x"), true));
  EXPECT_NE(document, levels.within(levels.root(true), JsonPaths::kRoot, true));
  EXPECT_EQ(inner->parent, document);
  EXPECT_EQ(inner->depth, 2U);
}

TEST(JsonLevels, SayWhatIsMaskedAsAWhole) {
  JsonLevels levels(paths());
  JsonLevel* const document = levels.within(levels.root(false), JsonPaths::kRoot, true);
  EXPECT_FALSE(document->muted);
  JsonLevel* const usage = levels.within(document, below(document, "usage"), false);
  EXPECT_TRUE(usage->masked() && !usage->removed);
  JsonLevel* const supplier = levels.within(document, below(document, "supplier"), true);
  EXPECT_TRUE(supplier->masked() && supplier->removed);
  JsonLevel* const within = levels.within(supplier, below(supplier, "supplier"), true);
  EXPECT_TRUE(within->muted && !within->masked() && !within->removed);
  // Of each of a list of telephones the last characters stay.
  EXPECT_FALSE(levels.within(document, below(document, "phone"), false)->muted);
  EXPECT_TRUE(levels.within(document, below(document, "phone"), true)->masked());
}

TEST(JsonLevels, AreBounded) {
  JsonLevels levels(paths());
  JsonLevel* level = levels.root(false);
  while (!levels.full()) {
    level = levels.within(level, JsonPaths::kRoot, true);
    ASSERT_NE(level, nullptr);
  }
  EXPECT_EQ(levels.within(level, JsonPaths::kRoot, true), nullptr);
  EXPECT_EQ(levels.within(level->parent, JsonPaths::kRoot, true), level);
}

}  // namespace
}  // namespace sekisho::mask
