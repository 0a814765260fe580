#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/coverage.h"
#include "policy/test_file.h"
#include "policy/test_run.h"

namespace sekisho::service {

struct PolicyTestRequest {
  std::vector<std::string> paths;  // test files, and folders that hold *.toml
  std::string rules = {};          // a barrier's directory in place of the one that files name
};

// What became of one case.
struct PolicyTestCase {
  policy::Title title;
  Place place;
  std::vector<policy::Difference> differences;  // none: it passed
  std::string trouble = {};                     // why it could not be decided at all
  bool passed() const { return differences.empty() && trouble.empty(); }
};

struct PolicyTestFile {
  std::string name;
  policy::Title title;
  std::vector<PolicyTestCase> cases;
};

// How far the cases of all files reach into one set of policies.
struct PolicyTestCoverage {
  std::string set;  // `policies/barrier`
  std::shared_ptr<const policy::Coverage> coverage;
};

struct PolicyTestRun {
  std::vector<PolicyTestFile> files;
  std::vector<PolicyTestCoverage> sets;
  std::shared_ptr<const void> policies;  // what the coverage points into

  size_t cases() const;
  size_t failed() const;
  // Of all sets together, in percent; 100 where there is nothing to cover.
  double coverage_percent() const;
};

// Runs the cases. A file that cannot be read or understood is an error with its place; a case that
// fails is none. Of a barrier every case counts for its permits and forbids, what was permitted for
// its doubts, and what was denied for its routes.
Result<PolicyTestRun> run_policy_tests(const PolicyTestRequest& request);

struct PolicyTestStyle {
  bool japanese = false;
  bool all_clauses = false;  // every clause with its counts, not only those that are not covered
};
// In the Test Anything Protocol, which people can read as well.
std::string policy_test_text(const PolicyTestRun& run, const PolicyTestStyle& style);
std::string policy_test_json(const PolicyTestRun& run);

}  // namespace sekisho::service
