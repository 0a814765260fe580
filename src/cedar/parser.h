#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/policy.h"

namespace sekisho::cedar {

struct ParseOptions {
  // A policy with an `@id("name")` annotation gets that id instead of `policy<index>`, the index
  // counting the policies and templates of the text from 0.
  bool ids_from_annotation = false;
  // The name that places in errors and policies carry.
  std::string file = {};
};

// Parses the text of a policy file (UTF-8). The first error is returned: with line, column, the
// offending text in backticks, and a help line.
Result<PolicySet> parse_policies(std::string_view text, const ParseOptions& options = {});

// The same, going on after an error at the next `;`, so that one run shows several errors.
struct ParsedPolicies {
  PolicySet policies;         // those that could be read
  std::vector<Error> errors;  // empty when all is well
};
ParsedPolicies parse_policies_collecting(std::string_view text, const ParseOptions& options = {});

// One expression, with nothing after it.
Result<ExprPtr> parse_expression(std::string_view text, std::string_view file = {});

// `User::"alice"`.
Result<EntityUid> parse_entity_uid(std::string_view text);

}  // namespace sekisho::cedar
