#pragma once

#include <string>
#include <vector>

#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/policy.h"
#include "policy/obligations.h"
#include "policy/test_file.h"

namespace sekisho::policy {

// What came of a case.
struct Got {
  std::string decision;
  std::vector<std::string> policies = {};
  std::string reason = {};
  std::string route = {};
  std::string obligations = {};  // as `to_string` writes them, or why they are unknown
  std::vector<std::string> errors = {};
};

// Something that came out otherwise than a case expects.
struct Difference {
  std::string what;  // `decision`, `policies`, …
  std::string expected, got;
};

// What the case names and what came of it, where they differ. Pure.
std::vector<Difference> compare(const Expected& expected, const Got& got,
                                const Vocabulary& vocabulary);

// Plain policies: the standard's decision; the reason is that of the nearest permit, `forbid/ID` or
// empty. Pure.
Got decide_plain(const cedar::PolicySet& policies, const Vocabulary& vocabulary,
                 const cedar::Request& request, const cedar::Entities& entities);

}  // namespace sekisho::policy
