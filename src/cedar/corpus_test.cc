#include "cedar/corpus.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "cedar/est_json.h"
#include "cedar/format.h"
#include "cedar/format_text.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

namespace fs = std::filesystem;

// Archives of the reference's tests, unpacked for the time of one test program.
class Corpus : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path archives = fs::path(SEKISHO_SHARED) / "cedar";
    if (!fs::exists(archives)) return;
    directory_ = fs::temp_directory_path() / ("sekisho_cedar_corpus." + std::to_string(getpid()));
    for (const char* name : {"corpus-tests", "corpus-tests-validation", "corpus-tests-json-schemas",
                             "handwritten", "examples"}) {
      const fs::path into = directory_ / name;
      fs::create_directories(into);
      const std::string command =
          "tar -xJf '" + (archives / name).string() + ".tar.xz' -C '" + into.string() + "'";
      ASSERT_EQ(std::system(command.c_str()), 0) << command;
    }
  }
  static void TearDownTestSuite() {
    if (!directory_.empty()) fs::remove_all(directory_);
  }
  void SetUp() override {
    if (directory_.empty()) GTEST_SKIP() << "the conformance tests are not here";
  }

  static CorpusReport run(const char* name) {
    auto report = run_corpus(directory_ / name);
    EXPECT_TRUE(report) << to_string(report.error());
    std::cout << report->to_text();
    return *report;
  }

  static inline fs::path directory_;
};

TEST_F(Corpus, GeneratedTestsHold) {
  const CorpusReport report = run("corpus-tests");
  EXPECT_TRUE(report.all_held());
  EXPECT_EQ(report.counts.at("decision").made, 46'696u);
  EXPECT_EQ(report.counts.at("compiled engine").made, 46'696u);
  EXPECT_EQ(report.counts.at("strict validation").made, 5'796u);
  EXPECT_EQ(report.counts.at("json schema").made, 5'796u);
}

TEST_F(Corpus, HandwrittenTestsHold) {
  const CorpusReport report = run("handwritten");
  EXPECT_TRUE(report.all_held());
  EXPECT_EQ(report.counts.at("decision").made, 74u);
}

// Every policy file of the archives: it prints, lays out and converts without a change of meaning.
TEST_F(Corpus, EveryPolicyKeepsItsMeaning) {
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    if (entry.path().extension() != ".cedar") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto policies = parse_policies(text);
    ASSERT_TRUE(policies) << entry.path() << to_string(policies.error());
    const std::string est = to_est_json(*policies);
    ++files;

    const auto laid_out = format_policies(text);
    ASSERT_TRUE(laid_out) << entry.path();
    EXPECT_EQ(format_policies(*laid_out).value(), *laid_out) << entry.path();
    const auto same = [&](const Result<PolicySet>& other) {
      return other && to_est_json(*other) == est;
    };
    EXPECT_TRUE(same(parse_policies(*laid_out))) << entry.path() << "\n" << *laid_out;
    EXPECT_TRUE(same(parse_policy_set_est(est))) << entry.path();
    std::string printed;
    for (const Policy& policy : *policies) printed += to_string(policy);
    if (policies->templates().empty()) EXPECT_TRUE(same(parse_policies(printed))) << printed;
  }
  EXPECT_GT(files, 5'800u);
}

TEST(CorpusDirectory, WithoutTestsIsAnError) {
  EXPECT_FALSE(run_corpus("/nonexistent/directory"));
}

}  // namespace
}  // namespace sekisho::cedar
