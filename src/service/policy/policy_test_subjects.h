#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "barrier/rules.h"
#include "barrier/situation.h"
#include "base/error.h"
#include "cedar/schema.h"
#include "logs/log_profile.h"
#include "policy/obligations.h"
#include "service/policy/run_policy_tests.h"
#include "service/review_inputs.h"

// What the cases of test files are about, read once for all files. An internal part of
// run_policy_tests.
namespace sekisho::service {

// Decides cases about one set of plain policies or about one barrier, and counts what they cover.
class TestSubject {
 public:
  virtual ~TestSubject() = default;
  virtual const cedar::Schema& schema() const = 0;
  virtual const policy::Vocabulary& vocabulary() const = 0;
  virtual Result<policy::Got> decide(const policy::TestCase& one, const policy::TestHeader& header,
                                     const std::filesystem::path& folder) = 0;
  virtual std::vector<PolicyTestCoverage> coverage() const = 0;
};

Result<std::unique_ptr<TestSubject>> plain_subject(const std::vector<std::string>& paths,
                                                   const std::string& schema);
Result<std::unique_ptr<TestSubject>> barrier_subject(const std::filesystem::path& rules);

}  // namespace sekisho::service
