#include <gtest/gtest.h>

#include <string>

#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

const std::string kPolicies = SEKISHO_ROOT "/policies";

TEST(PolicyDiffCommandTest, EndsWithWhetherSomethingDiffers) {
  const Ended same = run_sekisho({"policy", "diff", kPolicies, kPolicies, "--lang", "en"});
  EXPECT_EQ(same.code, 0) << same.err;
  EXPECT_EQ(same.out, "The policies do not differ.\n");
  const Ended other = run_sekisho({"policy", "diff", kPolicies + "/barrier/10-own-staff.cedar",
                                   kPolicies + "/barrier", "--lang", "en"});
  EXPECT_EQ(other.code, 1) << other.err;
  EXPECT_NE(other.out.find("contract-staff: added"), std::string::npos) << other.out;
  EXPECT_EQ(other.out.find("own-staff: "), std::string::npos) << other.out;
}

TEST(PolicyDiffCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run_sekisho({"policy", "diff", kPolicies}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "diff", kPolicies, kPolicies + "/nothing"}).code, 3);
  EXPECT_EQ(run_sekisho({"policy", "diff", kPolicies, kPolicies, "--run", "/nowhere"}).code, 4);
}

}  // namespace
}  // namespace sekisho::cli
