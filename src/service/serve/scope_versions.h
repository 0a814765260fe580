#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// Reviews of one question, one after another: the scope of each is a version, which nothing
// overwrites. A review that goes on from another one is the next version of its scope; any other
// begins one.
namespace sekisho::service {

// Which version a review is. Written into its directory once, as all that a review writes.
struct ScopeVersion {
  std::string scope;        // the name of the first review
  uint64_t number = 1;      // from 1
  std::string before = {};  // the review that it goes on from; empty: none
};

// The version that a review below `reviews` will be, and the file that says so.
ScopeVersion next_version(const std::filesystem::path& reviews, const std::string& review,
                          const std::string& since);
Result<void> write_version(const std::filesystem::path& directory, const ScopeVersion& version);

// How many findings a version has otherwise than the one before, because of the same inputs.
struct VersionCause {
  std::string cause;  // as changes.csv has it
  uint64_t withdrawn = 0, added = 0, changed = 0;
};
struct ListedVersion {
  std::string review;
  ScopeVersion version;
  std::string id, started, ended;    // of its run
  std::vector<VersionCause> causes;  // the most findings first
};
// Of the scope of a review, the first version first. kNotFound where there is no such review.
Result<std::vector<ListedVersion>> versions_of(const std::filesystem::path& reviews,
                                               const std::string& review);

// A cause with every account in it as it is shown: `account nol/k00123: its holder`.
std::string shown_cause(std::string_view cause,
                        const std::function<std::string(std::string_view)>& shown);

}  // namespace sekisho::service
