#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace sekisho::service {

// How far a piece of work is.
struct Progress {
  std::string_view step;  // what it is at
  uint64_t bytes = 0;     // of the step
  uint64_t bytes_of = 0;  // 0: nobody knows
  uint64_t lines = 0;     // of logs
  uint64_t findings = 0;  // of a review, so far
};
using Heard = std::function<void(const Progress&)>;

}  // namespace sekisho::service
