#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::disaster {

// What a company decides of lending in disasters: policies/disasters.toml
// (docs/formats/disasters.md).
struct DisasterRules {
  int64_t usual_grace_minutes = 0;    // of a lifting that states none
  int64_t longest_grace_minutes = 0;  // at most kMaxGraceMinutes
  int64_t usual_lending_hours = 0;    // of a lending that states no end
  int64_t longest_lending_days = 0;
  int64_t due_hours = 0;  // after a lending's end: terminal returned, ID deleted

  // kBadInput at the place that is wrong.
  static Result<DisasterRules> parse(std::string_view toml, const std::string& file);

  // Until when the terminal and the deletion of the ID are owed.
  Instant due(Instant ends) const;
};

}  // namespace sekisho::disaster
