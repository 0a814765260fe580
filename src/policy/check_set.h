#pragma once

#include <string>
#include <vector>

#include "cedar/parser.h"
#include "policy/check.h"

// The parts of `check_policies`, each a question about the parsed set. Internal to this folder.
namespace sekisho::policy {

struct CheckedPolicy {
  std::string id;  // `@id`, else `policyN`, N counting within its file
  const cedar::Policy* policy;
};

struct CheckedFile {
  const Source* source;
  cedar::ParsedPolicies parsed;
  std::vector<CheckedPolicy> policies;  // templates too, in no particular order
};

struct CheckedSet {
  std::vector<CheckedFile> files;
  const cedar::Schema* schema;
  const Vocabulary& vocabulary;
  const CheckOptions& options;
};

// Of an annotation of the policy; the policy's own where it cannot be found.
Place place_of_annotation(const Source& source, const cedar::Policy& policy, std::string_view name);

void check_annotations(const CheckedSet& set, std::vector<Finding>& out);
void check_obligations(const CheckedSet& set, std::vector<Finding>& out);
void check_look_alikes(const CheckedSet& set, std::vector<Finding>& out);
void check_text(const Source& source, std::vector<Finding>& out);

}  // namespace sekisho::policy
