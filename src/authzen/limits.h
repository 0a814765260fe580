#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::authzen {

inline constexpr size_t kMaxEvaluations = 1000;  // of one request
inline constexpr size_t kMaxNameBytes = 1024;    // of a type, an id, a name
inline constexpr uint64_t kMaxPage = 1000;       // results of a search in one answer

}  // namespace sekisho::authzen
