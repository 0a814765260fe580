#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/footprint.h"
#include "cedar/policy.h"
#include "policy/labels.h"
#include "policy/obligations.h"

namespace sekisho::barrier {

using policy::ClauseLabel;
using policy::label_of;
using policy::Title;
using policy::title_of;

// What @gate of a doubt says where a gate lets the access through.
inline constexpr std::string_view kPasses = "passes";

// The barrier's rules: a directory of Cedar policies (docs/formats/barrier-policies.md).
//   *.cedarschema     what the policies may ask
//   barrier/*.cedar   who may look
//   doubts/*.cedar    which permitted accesses a person has to look at
//   routes/*.cedar    by which route a denied access came about, with @route and @rank
//   obligations.toml  what the permits' obligations may name; without it, nothing
// Immutable once loaded; read from any number of threads.
struct Rules {
  struct File {
    std::string name;  // relative to the directory
    std::string text;
  };

  cedar::PolicySet barrier;
  cedar::PolicySet doubts;
  cedar::PolicySet routes;     // by descending rank
  cedar::Footprint footprint;  // of all three together
  policy::Vocabulary vocabulary;
  std::vector<File> files;  // all of these, the schema first
};

// Files are read by name. A malformed policy, one that does not fit the schema
// (barrier.cedarschema, strict validation), a route without @route or @rank, or a directory without
// a schema or without barrier policies is an error.
Result<Rules> load_rules(const std::filesystem::path& directory);

// An error where a permit of the barrier demands something that the vocabulary does not know, at
// the permit. A decision denies then, which is safe; a review would accuse people, and must refuse.
Result<void> check_obligations(const Rules& rules);

// Stands for the rules in records and runs: SHA-256 over the files' names and hashes.
std::string policy_set_hash(const Rules& rules);

}  // namespace sekisho::barrier
