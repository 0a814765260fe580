#pragma once

#include <cstddef>
#include <string>

#include "cedar/policy.h"

// What policies and clauses are called, from their annotations (docs/formats/barrier-policies.md).
namespace sekisho::policy {

// A text in both languages of the project.
struct Title {
  std::string ja;
  std::string en;
};

// A clause of a policy by name, from its annotations `@clauseN("name: text")` and `@clauseN_ja`.
// Without them the name is "clauseN" and the text is the clause as written.
struct ClauseLabel {
  std::string name;
  Title title;
};
ClauseLabel label_of(const cedar::Policy& policy, size_t clause);

// The title of a policy (`@title`, `@title_ja`); its id where there is none.
Title title_of(const cedar::Policy& policy);

}  // namespace sekisho::policy
