#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/schema.h"
#include "policy/check.h"
#include "policy/limits.h"

// Where the commands on policies find what they read.
namespace sekisho::service {

// How the path `-` is called in messages.
inline constexpr std::string_view kStandardInput = "<standard input>";

// Bytes of standard input that are taken.
inline constexpr uint64_t kMaxInputBytes = policy::kMaxFileBytes;

// Files that belong together: those of one folder.
struct PolicySetFiles {
  std::filesystem::path folder;
  policy::SetKind kind = policy::SetKind::kPlain;
  std::vector<policy::Source> sources;  // by name
};

// Reads `*.cedar` files: those named, and those below the folders that are named, one set a folder.
// A folder `barrier`, `doubts` or `routes` beside a schema is of that kind. `-` is
// `standard_input`. A path that does not exist, or a folder without a policy, is an error.
Result<std::vector<PolicySetFiles>> read_policy_sets(
    const std::vector<std::string>& paths, const std::optional<std::string>& standard_input);

// The schema for the policies of a folder: the file that is `given`; else the only `*.cedarschema`
// in the folder or in the one above it; else the shipped barrier's.
Result<policy::Source> schema_for(const std::filesystem::path& folder, const std::string& given);

// Whether a schema stands in the folder or in the one above it.
bool has_schema(const std::filesystem::path& folder);

// The names that obligations may use there: `obligations.toml` beside the schema of a barrier; for
// other policies in the folder or the one above it, else the shipped ones.
Result<policy::Vocabulary> vocabulary_for(const std::filesystem::path& folder,
                                          policy::SetKind kind);

// Reads a file of at most policy::kMaxFileBytes; `-` is `standard_input`.
Result<policy::Source> read_source(const std::string& path,
                                   const std::optional<std::string>& standard_input);

}  // namespace sekisho::service
