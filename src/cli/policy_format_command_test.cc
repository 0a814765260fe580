#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

TEST(PolicyFormatCommandTest, PrintsOneFile) {
  const Ended policy = run_sekisho({"policy", "format", "-"}, "permit(principal,action,resource);");
  EXPECT_EQ(policy.code, 0) << policy.err;
  EXPECT_EQ(policy.out, "permit (principal, action, resource);\n");
  EXPECT_EQ(run_sekisho({"policy", "format", "-"}, "entity A={n:Long,};").out,
            "entity A = {\n  n: Long,\n};\n");
  EXPECT_EQ(
      run_sekisho({"policy", "format", "--width", "20", "-"}, "permit(principal,action,resource);")
          .out,
      "permit (\n  principal,\n  action,\n  resource\n);\n");
}

TEST(PolicyFormatCommandTest, ChecksAndWrites) {
  const fs::path root =
      fs::temp_directory_path() / ("sekisho_format_" + std::to_string(::getpid()));
  fs::create_directories(root);
  const std::string file = (root / "a.cedar").string();
  std::ofstream(file) << "permit(principal,action,resource); // all\n";
  std::ofstream(root / "b.cedarschema") << "entity A;\n";
  const Ended check = run_sekisho({"policy", "format", "--check", root.string()});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(check.out, file + ": would change\n");
  EXPECT_EQ(run_sekisho({"policy", "format", root.string()}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "format", "--write", root.string()}).out, file + ": changed\n");
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}),
            "permit (principal, action, resource); // all\n");
  EXPECT_EQ(run_sekisho({"policy", "format", "--check", root.string()}).code, 0);
  fs::remove_all(root);
}

TEST(PolicyFormatCommandTest, TheShippedPoliciesAreLaidOut) {
  const Ended check = run_sekisho({"policy", "format", "--check", SEKISHO_ROOT "/policies"});
  EXPECT_EQ(check.code, 0) << check.out << check.err;
}

TEST(PolicyFormatCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run_sekisho({"policy", "format"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "format", "--check", "--write", "-"}).code, 2);
  EXPECT_EQ(
      run_sekisho({"policy", "format", "--write", "-"}, "permit(principal,action,resource);").code,
      2);
  EXPECT_EQ(run_sekisho({"policy", "format", "-"}, "permit").code, 3);
  EXPECT_EQ(run_sekisho({"policy", "format", "nothing.cedar"}).code, 3);
}

TEST(PolicyConvertCommandTest, GoesBothWays) {
  const Ended json =
      run_sekisho({"policy", "convert", "-"}, "permit (principal, action, resource);");
  EXPECT_EQ(json.code, 0) << json.err;
  EXPECT_NE(json.out.find("\"staticPolicies\": {"), std::string::npos) << json.out;
  EXPECT_EQ(run_sekisho({"policy", "convert", "-"}, json.out).out,
            "permit (principal, action, resource);\n");
  EXPECT_EQ(run_sekisho({"policy", "convert"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "convert", "-"}, "nonsense").code, 3);
}

}  // namespace
}  // namespace sekisho::cli
