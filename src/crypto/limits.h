#pragma once

#include <cstddef>

namespace sekisho::crypto {

inline constexpr size_t kMaxRoots = 100;                         // in one file of certificates
inline constexpr size_t kMaxTimeStampBytes = size_t{256} << 10;  // a response with certificates

}  // namespace sekisho::crypto
