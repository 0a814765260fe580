#pragma once

#include <cstddef>

namespace sekisho::service {

// Readings of the facts that a decision looks at: of the person, the account and the terminal
// together. What has more of them is denied.
inline constexpr size_t kMaxDecisionReadings = 256;

}  // namespace sekisho::service
