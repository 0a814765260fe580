#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace sekisho::service {

struct PolicyFormatRequest {
  std::vector<std::string> paths;  // files, folders, `-`
  std::optional<std::string> standard_input = {};
  size_t width = 100;
};

struct FormattedFile {
  std::string name;
  std::string before, after;
  bool changed() const { return before != after; }
};

// Lays out policies (*.cedar, and whatever is not a schema) and schemas (*.cedarschema; standard
// input that parses as one). Nothing is written. A file that does not parse is an error.
Result<std::vector<FormattedFile>> format_policy_files(const PolicyFormatRequest& request);

// Writes those that changed.
Result<void> write_formatted(const std::vector<FormattedFile>& files);

}  // namespace sekisho::service
