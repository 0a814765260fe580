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

// For a terminal. Each finding is `FILE:LINE:COLUMN: error: MESSAGE [RULE]`, the line with the
// offending part marked, and what to do; in Japanese what the rule finds comes first, and the
// message itself stays in English.
std::string policy_check_text(const PolicyCheckReport& report, bool japanese);
std::string policy_check_json(const PolicyCheckReport& report);

}  // namespace sekisho::service
