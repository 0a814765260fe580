#include "policy/test_run.h"

#include <gtest/gtest.h>

#include "cedar/parser.h"
#include "policy/coverage.h"

namespace sekisho::policy {
namespace {

constexpr std::string_view kPolicies = R"(
  @id("day") @clause1("home: at home") @clause2("day: by day")
  permit (principal is User, action, resource) when { principal.home } unless { context.night };
  @id("masked") @obligation("mask:phone=last4")
  permit (principal is User, action, resource) when { principal.home } when { context.guest };
  @id("never") forbid (principal == User::"x", action, resource);
)";

class TestRunTest : public ::testing::Test {
 protected:
  TestRunTest() {
    policies_ = *cedar::parse_policies(kPolicies, {.ids_from_annotation = true});
    vocabulary_ = *Vocabulary::parse("fields.phone = { ja = 'p', en = 'p' }", "o");
    schema_ = *cedar::parse_schema(
        "entity User = { home: Bool }; entity Doc; action view appliesTo { principal: User, "
        "resource: Doc, context: { night: Bool, guest: Bool } };");
  }

  cedar::Request request(const char* who, bool night, bool guest) const {
    return {{"User", who},
            {"Action", "view"},
            {"Doc", "d"},
            cedar::Value::record({{"night", cedar::Value::boolean(night)},
                                  {"guest", cedar::Value::boolean(guest)}})};
  }
  cedar::Entities home(const char* who, bool at_home) const {
    cedar::Entities out;
    out.put({{"User", who}, cedar::Value::record({{"home", cedar::Value::boolean(at_home)}})});
    return out;
  }
  Got decide(const char* who, bool at_home, bool night, bool guest) const {
    return decide_plain(policies_, vocabulary_, request(who, night, guest), home(who, at_home));
  }

  cedar::PolicySet policies_;
  Vocabulary vocabulary_;
  cedar::Schema schema_;
};

TEST_F(TestRunTest, DecidesAsTheStandardDoes) {
  const Got both = decide("a", true, false, true);
  EXPECT_EQ(both.decision, "allow");
  EXPECT_EQ(both.policies, (std::vector<std::string>{"day", "masked"}));
  EXPECT_EQ(both.obligations, "phone: last4, others: show");
  const Got night = decide("a", true, true, false);
  EXPECT_EQ(night.decision, "deny");
  EXPECT_EQ(night.reason, "day/day");
  EXPECT_EQ(decide("x", true, false, false).reason, "forbid/never");
  // Nobody is there whose attribute could be read.
  const Got absent = decide_plain(policies_, vocabulary_, request("a", false, false), {});
  EXPECT_EQ(absent.errors, (std::vector<std::string>{"day", "masked"}));
  EXPECT_EQ(absent.reason, "day/home");
}

TEST_F(TestRunTest, ComparesOnlyWhatIsNamed) {
  const Got got = decide("a", true, false, true);
  EXPECT_TRUE(compare({.decision = "allow"}, got, vocabulary_).empty());
  EXPECT_TRUE(compare({.decision = "allow",
                       .policies = std::vector<std::string>{"masked", "day"},
                       .reason = "",
                       .obligations = "mask:phone=last4",
                       .errors = std::vector<std::string>{}},
                      got, vocabulary_)
                  .empty());
  const auto differences = compare({.decision = "deny",
                                    .policies = std::vector<std::string>{"day"},
                                    .route = "by night",
                                    .obligations = "none"},
                                   got, vocabulary_);
  ASSERT_EQ(differences.size(), 4U);
  EXPECT_EQ(differences[0].expected, "deny");
  EXPECT_EQ(differences[1].got, "day, masked");
  EXPECT_EQ(differences[2].got, "");
  EXPECT_EQ(differences[3].expected, "nothing");
}

TEST_F(TestRunTest, CountsWhatCasesReach) {
  Coverage coverage(policies_, schema_);
  // Two clauses each for two permits, and one scope each; the forbid's scope can fail.
  EXPECT_EQ(coverage.outcomes(), 2 * (1U + 2U * 2U) + 2U);
  EXPECT_EQ(coverage.seen(), 0U);
  coverage.add(request("a", true, false), home("a", true));
  // Of each permit: the scope, the first clause satisfied, the second one failed.
  EXPECT_EQ(coverage.seen(), 2 * 3U + 1U);
  const PolicyCoverage& day = coverage.policies()[0];
  EXPECT_FALSE(day.scope.can_fail);
  EXPECT_EQ(day.clauses[0].satisfied, 1U);
  EXPECT_EQ(day.clauses[1].failed, 1U);
  coverage.add(request("x", false, true), home("x", false));
  EXPECT_EQ(coverage.seen(), coverage.outcomes());
  coverage.add(request("a", true, false), {});
  EXPECT_EQ(day.clauses[0].erred, 1U);
}

}  // namespace
}  // namespace sekisho::policy
