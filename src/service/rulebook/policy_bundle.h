#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/policy/policy_check.h"
#include "service/policy/run_policy_tests.h"

namespace sekisho::service {

// A set of policies as people hand it on: the files that are judged by
// (docs/formats/barrier-policies.md), and the tests that say what they have to decide. Names are
// relative and sorted:
//   NAME.cedarschema  obligations.toml  barrier/…  doubts/…  routes/…  tests/…
struct BundleFile {
  std::string name = {}, text = {};
  bool operator==(const BundleFile&) const = default;
};
using PolicyBundle = std::vector<BundleFile>;

// Whether outcomes depend on the file; else it is a test or belongs to one.
bool is_judged_by(std::string_view name);

// What of a directory belongs to a set; the rest is left alone. kLimit beyond this folder's limits.
Result<PolicyBundle> read_bundle(const std::filesystem::path& directory);
// Into a directory that exists.
Result<void> write_bundle(const PolicyBundle& bundle, const std::filesystem::path& directory);

// With files that are new or take the place of others, and without some. kBadInput where a name is
// none of a set, or stands in it no longer when it is to be removed.
struct BundleChange {
  PolicyBundle files = {};
  std::vector<std::string> removed = {};
};
Result<PolicyBundle> changed(PolicyBundle bundle, const BundleChange& change);

// What can be said of a set before anybody judges by it. Places are those of the bundle's names.
struct BundleCheck {
  std::string version = {};  // its policy_set_hash; empty where nobody can judge by it
  PolicyCheckReport check = {};
  std::optional<PolicyTestRun> tests = {};  // none where they cannot be run
  std::string tests_trouble = {};           // why not

  // It may be proposed: no error, and every test passes. A set without tests is not sound.
  bool sound() const;
};
// `scratch` is an empty directory that it may fill.
Result<BundleCheck> check_bundle(const PolicyBundle& bundle, const std::filesystem::path& scratch);

}  // namespace sekisho::service
