#include "policy/diff.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "cedar/parser.h"

namespace sekisho::policy {
namespace {

using Kind = DiffLine::Kind;

cedar::PolicySet parsed(std::string_view text) {
  return cedar::parse_policies(text, {.ids_from_annotation = true, .file = {}}).value();
}

TEST(PolicyDiff, NamesWhatWasAddedRemovedAndChanged) {
  const cedar::PolicySet before = parsed(R"(
    @id("a") permit (principal, action, resource);
    @id("b") permit (principal, action, resource) when { context.x };
    @id("c") forbid (principal, action, resource);)");
  const cedar::PolicySet now = parsed(R"(
    // Another layout, and another order.
    @id("c")
    forbid (principal, action,
            resource);
    @id("b") permit (principal, action, resource) when { context.y };
    @id("d") permit (principal, action, resource);)");
  const std::vector<PolicyChange> changes = diff_policies(before, now);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].id, "a");
  EXPECT_EQ(changes[0].kind, PolicyChange::Kind::kRemoved);
  EXPECT_EQ(changes[1].id, "b");
  EXPECT_EQ(changes[1].kind, PolicyChange::Kind::kChanged);
  EXPECT_EQ(changes[2].id, "d");
  EXPECT_EQ(changes[2].kind, PolicyChange::Kind::kAdded);
  const std::vector<DiffLine>& lines = changes[1].lines;
  EXPECT_NE(std::ranges::find(lines, DiffLine{Kind::kRemoved, "when { context.x };"}), lines.end());
  EXPECT_NE(std::ranges::find(lines, DiffLine{Kind::kAdded, "when { context.y };"}), lines.end());
  EXPECT_EQ(lines[0], (DiffLine{Kind::kSame, "@id(\"b\")"}));
  EXPECT_TRUE(diff_policies(now, now).empty());
}

// Without what was added it is the one text, without what was removed the other.
RC_GTEST_PROP(PolicyDiff, LeadsFromOneTextToTheOther, ()) {
  const auto lines = rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "b", "c", ""));
  const auto joined = [](const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& line : all) out += line + "\n";
    return out;
  };
  const std::string before = joined(*lines);
  const std::string now = joined(*lines);
  std::string without_added, without_removed;
  for (const DiffLine& line : diff_lines(before, now)) {
    if (line.kind != Kind::kAdded) without_added += line.text + "\n";
    if (line.kind != Kind::kRemoved) without_removed += line.text + "\n";
  }
  RC_ASSERT(without_added == before);
  RC_ASSERT(without_removed == now);
}

}  // namespace
}  // namespace sekisho::policy
