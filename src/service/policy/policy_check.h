#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/check.h"

namespace sekisho::service {

struct PolicyCheckRequest {
  std::vector<std::string> paths;  // files, folders, `-`
  std::optional<std::string> standard_input = {};
  std::string schema = {};  // empty: see service/policy_files.h
  bool permissive = false;
  std::optional<uint32_t> level = {};
};

struct PolicyCheckReport {
  struct Schema {
    std::string file;
    size_t policies = 0;  // that were checked against it
    bool readable = true;
  };
  std::vector<Schema> schemas;
  size_t files = 0;
  size_t policies = 0;
  std::vector<policy::Finding> findings;
  std::map<std::string, std::string> texts;  // what the places of findings count in, by file

  size_t errors() const;
  size_t warnings() const { return findings.size() - errors(); }
};

// What can be found out about policies without a request. A schema that cannot be read is a
// finding, and what it would have told is missing; a path that does not exist is an error.
Result<PolicyCheckReport> check_policy_files(const PolicyCheckRequest& request);

// For a terminal: each finding with its line, the offending part marked.
std::string policy_check_text(const PolicyCheckReport& report);
std::string policy_check_json(const PolicyCheckReport& report);

// `FILE:LINE:COLUMN: error: MESSAGE [RULE]`, the line of `text` with the place marked, the help.
std::string finding_text(const policy::Finding& finding, std::string_view text);

}  // namespace sekisho::service
