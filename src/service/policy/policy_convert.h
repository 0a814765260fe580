#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace sekisho::service {

struct PolicyConvertRequest {
  std::vector<std::string> paths;  // one file of any kind, or several of policies as text; `-`
  std::optional<std::string> standard_input = {};
  bool fill_links = false;
};

struct PolicyConversion {
  std::string text;                // JSON, or Cedar's own syntax
  std::vector<std::string> notes;  // what could not be kept
};

// Policies and schemas from text to the standard's JSON and back; what a file is, is told from its
// name and its content. Several files of policies become one set. The text has no form for links of
// templates: with `fill_links` each becomes a policy of its own, else they are an error.
Result<PolicyConversion> convert_policies(const PolicyConvertRequest& request);

}  // namespace sekisho::service
