#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxOwnLogBytes = size_t{1}
                                          << 30;  // of one log; a half-year has some 100 MB

}  // namespace sekisho::service
