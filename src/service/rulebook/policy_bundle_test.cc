#include "service/rulebook/policy_bundle.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/temporary_directory_test.h"

namespace sekisho::service {
namespace {

PolicyBundle shipped_bundle() {
  auto read = read_bundle(SEKISHO_ROOT "/policies");
  EXPECT_TRUE(read) << to_string(read.error());
  return read.value_or(PolicyBundle{});
}

BundleCheck checked(const PolicyBundle& bundle) {
  const TemporaryDirectory scratch;
  auto check = check_bundle(bundle, scratch.path());
  EXPECT_TRUE(check) << to_string(check.error());
  return check.value_or(BundleCheck{});
}

PolicyBundle with(const std::string& name, const std::string& text) {
  auto out = changed(shipped_bundle(), {{{name, text}}, {}});
  EXPECT_TRUE(out) << to_string(out.error());
  return out.value_or(PolicyBundle{});
}

TEST(PolicyBundle, OfADirectoryIsWhatBelongsToASet) {
  const PolicyBundle bundle = shipped_bundle();
  const auto has = [&](std::string_view name) {
    return std::ranges::find(bundle, name, &BundleFile::name) != bundle.end();
  };
  for (const char* name : {"barrier.cedarschema", "obligations.toml", "barrier/10-own-staff.cedar",
                           "routes/routes.cedar", "tests/as-of.toml", "tests/registers/people.csv"})
    EXPECT_TRUE(has(name)) << name;
  for (const char* name : {"retention.toml", "office/10-nobody.cedar", "office/tests/acts.toml"})
    EXPECT_FALSE(has(name)) << name;
}

TEST(PolicyBundle, TheShippedOneIsSoundAndHasTheVersionThatReviewsName) {
  const BundleCheck check = checked(shipped_bundle());
  EXPECT_TRUE(check.sound()) << check.tests_trouble << policy_check_text(check.check, false);
  EXPECT_EQ(check.version.size(), 64U);
  EXPECT_GT(check.tests->cases(), 10U);
  // Tests are not judged by.
  EXPECT_EQ(checked(with("tests/more.toml", "# none")).version, check.version);
  EXPECT_NE(checked(with("doubts/more.cedar", "// none")).version, check.version);
}

TEST(PolicyBundle, ComplaintsPointAtTheLineAndColumnOfItsOwnFile) {
  const BundleCheck check =
      checked(with("barrier/90-x.cedar",
                   "@id(\"x\")\npermit (principal is Person, action, resource)\n"
                   "when { context.acount.inForce };\n"));
  EXPECT_FALSE(check.sound());
  EXPECT_TRUE(check.version.empty());
  const auto found = std::ranges::find_if(check.check.findings, [](const policy::Finding& one) {
    return one.severity == cedar::Severity::kError;
  });
  ASSERT_NE(found, check.check.findings.end());
  EXPECT_EQ(found->error.place.file, "barrier/90-x.cedar");
  EXPECT_EQ(found->error.place.line, 3U);
  EXPECT_GT(found->error.place.column, 1U);
}

TEST(PolicyBundle, ATestThatFailsIsNoErrorAndNotSound) {
  const BundleCheck check = checked(
      with("barrier/90-nobody.cedar", "@id(\"nobody\")\nforbid (principal, action, resource);\n"));
  EXPECT_EQ(check.check.errors(), 0U) << policy_check_text(check.check, false);
  ASSERT_TRUE(check.tests) << check.tests_trouble;
  EXPECT_GT(check.tests->failed(), 0U);
  EXPECT_FALSE(check.sound());
}

TEST(PolicyBundle, NoFileLeadsElsewhere) {
  for (const char* name : {"../x.cedar", "barrier/../../x.cedar", "/etc/x.cedar",
                           "barrier/.x.cedar", "barrier/a/b.cedar", "office/10.cedar", "tests/x.sh",
                           "tests//x.toml", "", "retention.toml", "barrier/x.toml"}) {
    const auto out = changed({}, {{{name, "x"}}, {}});
    ASSERT_FALSE(out) << name;
    EXPECT_EQ(out.error().code, ErrorCode::kBadInput) << name;
  }
  EXPECT_EQ(changed({}, {{}, {"barrier/x.cedar"}}).error().code, ErrorCode::kBadInput);
}

// Tests name files that they read: those of the set, and none of the machine.
TEST(PolicyBundle, NoTestReadsWhatIsOutside) {
  for (const char* path : {"/etc/passwd", "../../secret.toml", "../tests/../../x"}) {
    for (const char* key : {"world", "registers", "profiles", "schema"}) {
      const BundleCheck check = checked(with(
          "tests/odd.toml", std::string("title = \"t\"\nrules = \"..\"\n") + key + " = \"" + path +
                                "\"\n[[case]]\ntitle = \"c\"\ndecision = \"denied\"\n"));
      EXPECT_FALSE(check.sound()) << key << " " << path;
      EXPECT_NE(check.tests_trouble.find("outside"), std::string::npos)
          << key << " " << path << ": " << check.tests_trouble;
    }
  }
}

}  // namespace
}  // namespace sekisho::service
