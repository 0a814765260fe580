#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::casework {

// The longest times that emergencies and plans for outages may name (policies/emergencies.toml,
// docs/formats/deadlines.md): data, so that a company sets its own.
struct EmergencyRules {
  int hours = 0;    // of an emergency
  int minutes = 0;  // for which a plan may open a system

  // kBadInput at the place that is wrong.
  static Result<EmergencyRules> parse(std::string_view toml, const std::string& file);
};

}  // namespace sekisho::casework
