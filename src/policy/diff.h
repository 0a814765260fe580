#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cedar/policy.h"

// What differs between two sets of policies as they are written.
namespace sekisho::policy {

struct DiffLine {
  enum class Kind : uint8_t { kSame, kRemoved, kAdded };
  Kind kind;
  std::string text;  // without a newline
  bool operator==(const DiffLine&) const = default;
};

// The lines of `before` and `now`, as few of them removed and added as can be. Texts of so many
// lines that this would take long (kMaxDiffCells) are removed and added as a whole.
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view now);

struct PolicyChange {
  enum class Kind : uint8_t { kAdded, kRemoved, kChanged };
  Kind kind;
  std::string id;
  std::vector<DiffLine> lines;  // of the formatted text, annotations included
};

// Policies and templates by id, in the order of ids. Layout, comments and the order of policies do
// not count.
std::vector<PolicyChange> diff_policies(const cedar::PolicySet& before,
                                        const cedar::PolicySet& now);

}  // namespace sekisho::policy
